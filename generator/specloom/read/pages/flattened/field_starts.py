"""Where a field begins among lines, and what its name and type are.

In: lines, and names that the page shows elsewhere. Out: :class:`Field`; None where no
field begins. Its name and its type stand on one line (`idstringRequired`, `key uuid
required`, `scope?string`, `created_atdate-timeThe moment`) or on a line each. Where they
run together, and nothing but the type says that it is one, the name must be known or the
type be a word that other words do not end in; else the field is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Final

from specloom.read.pages.flattened import patterns
from specloom.read.pages.flattened.run_on import Line
from specloom.read.pages.flattened.type_line import TypeLine, attribute_line, type_line
from specloom.records import record, replace

_SURE_WORDS: Final = """
    string integer boolean object array datetime date-time uuid double number enum
    int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64
"""
_SURE: Final = frozenset(_SURE_WORDS.split())
"""Types that hardly any other word ends in, as `update`, `print` and `company` do."""
_PLAIN: Final = _SURE - {"number", "date-time"}
_NO_NAMES: Final = "the a an this that each your its every some is"
_ARTICLES: Final = frozenset(_NO_NAMES.split())
_APART: Final = "nothing tells its name from its type"


@record(frozen=True, slots=True)
class Field:
    """A field, how many lines its name and type take, and why it is in doubt.

    `spaced`: both stand on one line, with a space between them; `boxed`: as forms show it, with its place in brackets and a box to type into.
    """

    name: str
    type: TypeLine
    lines: int
    doubt: str = ""
    boxed: bool = False
    spaced: bool = False

    def opens(self, text: str) -> bool:
        """Whether a line is the title of its members: `owner object`."""
        head, _, tail = text.lower().partition(" ")
        return tail == "object" and head == patterns.leaf(self.name).lower()

    def shows(self, text: str) -> bool:
        """Whether a line says that the members of what it holds follow: `object`."""
        type_ = self.type.type.lower()
        return text == "object" and type_.endswith(("object", "objects", "object[]"))


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z_$@][\w$@.-]*(?:\[\])?(?:\.[\w$@-]+(?:\[\])?)*")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_name().pattern})(?P<sign> ?\*|\?)\s*")


def field_at(
    lines: Sequence[Line], at: int, known: Collection[str], like: Field | None = None
) -> Field | None:
    """The field that begins with a line, if one does; `like` is one of the same list."""
    text = lines[at].text.strip()
    return (
        _signed_field(text)
        or _on_lines(lines, at)
        or _spaced(text, known, like is None or like.spaced)
        or _glued(text, known)
    )


def _signed_field(text: str) -> Field | None:
    """A name with a sign that ends it: `keyType*string`, `scope?string`."""
    found = _signed().match(text)
    if found is None:
        return None
    line = type_line(text, found.end())
    if line is None or line.rest:
        return None
    mark = "required" if "*" in found["sign"] else "optional"
    return Field(found["name"], replace(line, required=line.required or mark), 1)


def _spaced(text: str, known: Collection[str], usual: bool) -> Field | None:
    """A name, and its type behind a space. `usual`: others of the list have them so."""
    name, gap, _ = text.partition(" ")
    if not gap or _name().fullmatch(name) is None or name.lower() in _ARTICLES:
        return None
    whole = type_line(text)
    line = type_line(text, len(name) + 1)
    if line is None:
        return None
    named = line.type == "enum" and name not in _SURE  # `duration enum` is no format.
    if whole is not None and not whole.rest and not named:
        return None
    sure = bool(line.required or line.default or line.bounds)
    is_known = patterns.leaf(name) in known
    if not line.rest:
        # "serial number" may describe what stands above.
        told = usual or _telling(name) or line.type.split(" ")[0] in _PLAIN
        plain = is_known or (is_name(name) and told)
        return Field(name, line, 1, spaced=True) if sure or plain else None
    if not _sentence(line.rest) or not is_name(name):
        return None
    if sure or is_known or _telling(name):
        return Field(name, line, 1, spaced=True)
    return Field(name, line, 1, "it may be a sentence") if line.type in _SURE else None


def _glued(text: str, known: Collection[str]) -> Field | None:
    """A name that runs into its type."""
    token = text.split(" ", 1)[0]
    whole = type_line(text)
    if len(token) > 120 or (whole is not None and not whole.rest):
        return None
    found = [*_splits(text, token)]
    if not found:
        return _running_on(text, token)
    mine = [it for it in found if patterns.leaf(it.name) in known]
    if mine:
        return max(mine, key=lambda it: len(it.name))
    sure = [it for it in found if it.type.attributed]
    found = sure or [it for it in found if is_name(it.name)]
    if not found:
        return None
    first = found[0]  # The longest type; but `menuint8` may be a menu.
    unsigned = any(it.name == f"{first.name}u" for it in found)
    alone = len(found) == 1 and _telling(first.name)
    believed = (
        bool(sure) or alone or first.type.type.split(" ")[0].rstrip("[]") in _SURE
    )
    if unsigned or not believed:
        return replace(first, doubt=_APART)
    return first


def _splits(text: str, token: str) -> Iterator[Field]:
    """All ways to cut a text into a name and a type, those with long types first."""
    for end in range(1, len(token) + 1):
        name = text[:end]
        if name[-1] in "-_." or _name().fullmatch(name) is None or end == len(text):
            continue
        line = type_line(text, end)
        if line is not None and (not line.rest or _sentence(line.rest)):
            yield Field(name, line, 1)


def _running_on(text: str, token: str) -> Field | None:
    """A name of several words that runs into a type, and that into something else."""
    for end in range(2, len(token)):
        if not _telling(text[:end]) or text[end - 1] in "-_.":
            continue
        for stop in patterns.ends(patterns.types(), text, end):
            if text[end:stop] in _SURE and text[stop : stop + 1].islower():
                return Field(text[:end], TypeLine(text[end:stop]), 1, _APART)
    return None


def _on_lines(lines: Sequence[Line], at: int) -> Field | None:
    """A name, its type, and what else is said of it, on lines of their own."""
    name = lines[at].text.strip()
    sign = "*" if name.endswith("*") else ""
    name = name.rstrip("* ")
    if _name().fullmatch(name) is None:
        return None
    line: TypeLine | None = None
    before: list[TypeLine] = []
    boxed = False
    stop = at + 1
    while stop < len(lines):
        text = lines[stop].text.strip()
        if not text:
            below = lines[stop + 1].text.strip() if stop + 1 < len(lines) else ""
            if stop > at + 1 and below not in ("required", "optional"):
                break
            stop += 1
            continue
        more = attribute_line(text)
        typed = type_line(text) if line is None else None
        if typed is not None and not typed.rest:
            line = typed
        elif line is None and more is None:
            if not before or _type_like().fullmatch(text) is None:
                return None
            line = TypeLine(text)  # Below a mark is the type, in unknown words.
        elif more is not None:
            before.append(more)
            boxed = boxed or text[:1] == "("
        else:
            break
        stop += 1
    if line is None or (not is_name(name) and not (line.attributed or before)):
        return None
    for more in before:
        line = _both(line, more)
    if sign and not line.required:
        line = replace(line, required="required")
    return Field(name, line, stop - at, boxed=boxed)


def _both(line: TypeLine, more: TypeLine) -> TypeLine:
    return replace(
        line,
        type=f"{line.type}{more.type}",
        required=line.required or more.required,
        location=line.location or more.location,
        default=line.default or more.default,
        bounds=(*line.bounds, *more.bounds),
        more=(*line.more, *more.more),
    )


@cache
def _type_like() -> re.Pattern[str]:
    """A word or two that are not a sentence, and not another field's mark."""
    return re.compile(
        r"(?!(?:required|optional)\b)[\w<>\[\]|?]+(?: [\w<>()|]+){0,3}", re.I
    )


def is_name(text: str) -> bool:
    """Whether a word by itself looks like a field and not like one of a sentence."""
    return not text[:1].isupper() or "_" in text or "-" in text


def _telling(name: str) -> bool:
    """Whether only a field is spelt so: `room_id`, `roomId`."""
    return patterns.camel(name) or "_" in name.strip("_") or "." in name.strip(".")


def _sentence(rest: str) -> bool:
    """Whether what runs on behind a type begins a sentence."""
    return rest[:1].isupper() or ord(rest[:1] or "\0") > 0x2E7F or rest[:1] in '`"('
