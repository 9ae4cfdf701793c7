"""A field as a tag says it: its name, where it stands, and what its attributes say.

In: an element. Out: :class:`Claim`, if the element is a field: its tag's name ends like
that of a field, and it names something. Nothing is interpreted beyond the attributes;
what the field holds are the fields in it, through whatever else stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from specloom.document.tag_values import Attribute
from specloom.document.tags import Tag
from specloom.ir.api import Location
from specloom.read.pages.mdx.tree import Element, Node, Words
from specloom.read.pages.saying import stretch
from specloom.records import record, replace
from specloom.source import Span

Place: TypeAlias = Location | Literal["body"]
Side: TypeAlias = Literal["request", "response"]

_ENDINGS: Final = (
    "Field",
    "Param",
    "Parameter",
    "Property",
    "Prop",
    "Attribute",
    "Argument",
)
PLACES: Final[Mapping[str, Place]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "body": "body",
    "form": "body",
    "formData": "body",
}
_NAMES: Final = ("name", "prop", "property", "field", "param", "parameter", "id")
_SIDES: Final[tuple[tuple[str, Side, Place | None], ...]] = (
    ("Response", "response", None),
    ("Return", "response", None),
    ("Output", "response", None),
    ("Path", "request", "path"),
    ("Query", "request", "query"),
    ("Header", "request", "header"),
    ("Cookie", "request", "cookie"),
    ("Body", "request", "body"),
    ("Request", "request", None),
    ("Param", "request", None),
)
"""What the beginning of a tag's name says of its fields."""
_GENERIC: Final = frozenset(
    {"properties", "property", "child", "attributes", "fields", "show", "details"}
)
"""Words of titles that name nothing."""
_YES: Final = frozenset({"", "true", "yes", "required", "1"})
_NO: Final = frozenset({"false", "no", "optional", "0"})
_BADGES: Final = ("pre", "post", "badges", "tags")


@record(frozen=True, slots=True, eq=False)
class Claim:
    """A field. `side` and `place` are None where the tag does not say; `name` may be
    empty, for what has no name of its own. `needed`: a heading says whether it is."""

    element: Element
    name: str
    side: Side | None
    place: Place | None
    inner: tuple[Claim, ...]
    needed: tuple[bool, Span] | None = None

    @property
    def span(self) -> Span:
        """The place of the opening tag."""
        return self.element.span

    def attribute(self, *names: str) -> tuple[Attribute, Span] | None:
        """An attribute, and its place."""
        found = self.element.tag.attribute(*names)
        if found is None:
            return None
        source = self.element.file.source
        return found, stretch(source, found.start, found.end)

    def flag(self, *names: str) -> tuple[bool, Span] | None:
        """What an attribute that is a switch says, or a badge of this name."""
        found = self.attribute(*names)
        if found is not None:
            value = found[0].value
            low = value.strip().lower() if isinstance(value, str) else value
            if isinstance(low, bool):
                return low, found[1]
            if isinstance(low, str) and (low in _YES or low in _NO):
                return low in _YES, found[1]
        for name in _BADGES:
            badges = self.attribute(name)
            if badges is not None and isinstance(badges[0].value, list):
                words = {str(it).strip().lower() for it in badges[0].value}
                if words & {it.lower() for it in names}:
                    return True, badges[1]
        return None


def is_field(element: Element) -> bool:
    """Whether an element is a field, whatever it names."""
    return is_field_tag(element.tag)


def is_field_tag(tag: Tag) -> bool:
    """Whether a tag is that of a field, whatever it names."""
    name = tag.name.rpartition(".")[2]
    return name[:1].isupper() and name.endswith(_ENDINGS)


def claim(element: Element) -> Claim | None:
    """The field that an element is; None if it names nothing."""
    tag_name = element.tag.name.rpartition(".")[2]
    side, place = next(
        ((side, place) for it, side, place in _SIDES if tag_name.startswith(it)),
        (None, None),
    )
    name = None
    for attribute, where in PLACES.items():
        text = element.text(attribute)
        if text is not None:
            name, place, side = text, where, side or "request"
            break
    if name is None:
        name = element.text(*_NAMES)
        said = element.text("in", "location", "paramType", "place")
        if said is not None and said in PLACES:
            place, side = PLACES[said], side or "request"
    if name is None and side == "response":
        # An answer as a whole has no name.
        name = ""
    if name is None:
        return None
    inner = tuple(claims(element.children))
    name = name.strip().strip("`")
    needed = None
    if len(name) > 1 and name[-1] == "?":
        name, needed = name[:-1], (False, element.span)
    return Claim(element, name, side, place, inner, needed)


def claims(nodes: Iterable[Node]) -> Iterator[Claim]:
    """The fields in some nodes, each with those in it."""
    for node in adopted(nodes):
        if not isinstance(node, Element):
            continue
        found = claim(node) if is_field(node) else None
        if found is None:
            yield from claims(node.children)
        else:
            yield found


def adopted(nodes: Iterable[Node]) -> list[Node]:
    """The nodes, where what stands behind an object without fields is put into it.

    Authors end a field too early: its `Expandable` comes after it, with its name in the
    title, or with a title that names nothing ("child attributes").
    """
    found: list[Node] = []
    field: int | None = None
    for node in nodes:
        if isinstance(node, Words):
            found.append(node)
            field = None
            continue
        if isinstance(node, Element) and field is not None and _opens_up(node):
            before = found[field]
            assert isinstance(before, Element)
            if _is_about(node.text("title") or "", before):
                inner = (*before.children, node)
                found[field] = replace(before, children=inner)
                field = None
                continue
        is_empty = isinstance(node, Element) and is_field(node) and _is_empty(node)
        field = len(found) if is_empty else None
        found.append(node)
    return found


def _opens_up(node: Element) -> bool:
    name = node.tag.name
    return name in (
        "Expandable",
        "Accordion",
        "Collapsible",
        "Details",
        "details",
    ) and (any(isinstance(it, Element) and is_field(it) for it in node.children))


def _is_about(title: str, field: Element) -> bool:
    named = claim(field)
    words = re.findall(r"[a-z0-9]+", title.lower())
    if named is not None and "".join(re.findall(r"[a-z0-9]+", named.name.lower())) in (
        *words,
        "".join(words),
    ):
        return True
    return all(it in _GENERIC for it in words)


def _is_empty(node: Element) -> bool:
    """Whether a field of objects has no fields in it."""
    type_ = (node.text("type") or "").lower()
    holds = any(it in type_ for it in ("object", "array", "list", "[]"))
    return holds and not any(isinstance(it, Element) for it in node.children)


def holders(nodes: Iterable[Node]) -> Iterator[Element]:
    """The outermost elements that are fields, or hold some: what is no prose."""
    for node in nodes:
        if isinstance(node, Element) and (
            is_field(node) or next(claims(node.children), None) is not None
        ):
            yield node
