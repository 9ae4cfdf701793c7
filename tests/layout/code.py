"""Random Python in the forms that generated code has, spelled on one line.

Lengths crowd around the limits of 88 columns, where layouts change.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from specloom.views.literals import string_literal

INDENTS = st.sampled_from((0, 4, 4, 8))
NAMES = st.builds(
    "n{}".format,
    st.one_of(
        st.text("abcdefgh_", max_size=12),
        st.text("abcdefgh_", min_size=10, max_size=40),
        st.text("abcdefgh_", min_size=50, max_size=90),
    ),
)
SHORT_NAMES = st.builds("n{}".format, st.text("abcdefgh_", max_size=9))
DOTTED = st.lists(SHORT_NAMES, min_size=1, max_size=3).map(".".join)
STRINGS = st.one_of(
    st.text(" ,:=|#()[]{}'\"\\ab\n", max_size=12),
    st.text("abc é中", max_size=40),
    st.text("abc ", min_size=70, max_size=95),
).map(string_literal)
CONSTANTS = st.sampled_from(("None", "True", "0", "-1", "1.5", "...", '""'))


def _items(of: st.SearchStrategy[str], most: int = 5) -> st.SearchStrategy[str]:
    return st.lists(of, min_size=1, max_size=most).map(", ".join)


def _subscripts(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}[{}]".format, DOTTED, _items(of, 4))


def _unions(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    # A union in a union would be flat when printed.
    flat = of.map(lambda text: f"list[{text}]" if " | " in text else text)
    return st.lists(flat, min_size=2, max_size=4).map(" | ".join)


_FIELDS = st.builds(
    'Field(alias="{}", pattern={})'.format, SHORT_NAMES, STRINGS
) | st.sampled_from(("Ge(0)", "StringTable()"))

TYPES = st.recursive(
    st.one_of(DOTTED, DOTTED, st.just("None"), STRINGS),
    lambda inner: st.one_of(
        _subscripts(inner),
        _unions(inner),
        st.builds("Annotated[{}, {}]".format, inner, _items(_FIELDS, 3)),
    ),
    max_leaves=7,
)


def _tuple(items: list[str]) -> str:
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def _arguments(
    of: st.SearchStrategy[str], most: int = 5
) -> st.SearchStrategy[list[str]]:
    """Positional arguments, then keywords, then perhaps what is unpacked."""
    return st.builds(
        lambda positional, keywords, rest: positional + keywords + rest,
        st.lists(of, max_size=most // 2),
        st.lists(st.builds("{}={}".format, SHORT_NAMES, of), max_size=most),
        st.one_of(st.just([]), st.just([]), DOTTED.map(lambda name: [f"**{name}"])),
    )


EXPRESSIONS = st.recursive(
    st.one_of(DOTTED, DOTTED, STRINGS, CONSTANTS),
    lambda inner: st.one_of(
        st.builds(
            "{}({})".format,
            DOTTED | _subscripts(TYPES),
            _arguments(inner).map(", ".join),
        ),
        st.lists(inner, max_size=5).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=4).map(_tuple),
        st.lists(st.builds("{}: {}".format, STRINGS, inner), max_size=4).map(
            lambda items: f"{{{', '.join(items)}}}"
        ),
        st.builds("lambda: {}".format, TYPES | inner),
        _subscripts(inner),
        _unions(DOTTED),
    ),
    max_leaves=9,
)
ARGUMENTS = _arguments(EXPRESSIONS, 6)

_DEFAULTS = st.sampled_from(("MISSING", "MISSING", "None", '"x"', "f(1, 2)"))
_KEYWORDS = st.one_of(
    st.builds("{}: {} = {}".format, SHORT_NAMES, TYPES, _DEFAULTS),
    st.builds("{}: {} = MISSING".format, SHORT_NAMES, _unions(DOTTED)),
    st.builds("{}: {}".format, SHORT_NAMES, TYPES),
)
_REST = st.builds("**{}: {}".format, SHORT_NAMES, TYPES) | st.builds(
    "**{}".format, SHORT_NAMES
)


@st.composite
def parameters(draw: st.DrawFn) -> list[str]:
    found = draw(st.sampled_from(([], ["self"], ["self"])))
    found = found + draw(
        st.lists(st.builds("{}: {}".format, SHORT_NAMES, TYPES), max_size=3)
    )
    keywords = draw(st.lists(_KEYWORDS, max_size=5))
    if keywords:
        found += ["*", *keywords]
    if draw(st.integers(0, 5)) == 0:
        found.append(draw(_REST))
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """A statement in the parts that a form takes."""

    head: str
    items: list[str]
    end: str

    @property
    def line(self) -> str:
        return f"{self.head}{', '.join(self.items)}{self.end}"


@st.composite
def near_limit(draw: st.DrawFn, parts: Parts, indent: int) -> Parts:
    """`parts`, often made as long as some limit of its layout by a longer name."""
    content = indent + 4 + len(", ".join(parts.items))
    room = draw(st.sampled_from((0, 0, 87, 88, 89)))
    inside = room - content
    if 0 < inside < 70 and parts.items and draw(st.booleans()):
        # The first name in the parts.
        at = next((n for n, item in enumerate(parts.items) if "n" in item), -1)
        if at >= 0:
            items = list(parts.items)
            items[at] = _lengthen(items[at], inside)
            return Parts(parts.head, items, parts.end)
    outside = room - indent - len(parts.line)
    if 0 < outside < 70:
        return Parts(_lengthen(parts.head, outside), parts.items, parts.end)
    return parts


def _lengthen(text: str, by: int) -> str:
    """A longer name for the first name of ours, outside strings."""
    before, name, after = text.partition("n")
    if not name or '"' in before or "'" in before:
        return text
    if before[-1:].isalnum() or before[-1:] == "_":
        return text
    return f"{before}n{'x' * by}{after}"
