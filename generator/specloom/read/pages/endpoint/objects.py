"""The objects that a page describes by name, for the places that name them.

In: the sections of a page. Out: :class:`PageObjects`: the type of a name (`Thread`,
"thread objects"), or of a link to its section (`[Thread](#thread-object)`); only an
exact name counts, and only if one section has it. A section is about an object if its
heading says so ("The thread object"), or if a link in a type or a description leads to
it and it describes fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Final

from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.ir.join import join_types
from specloom.read.pages.endpoint.entries import Entry, Rows
from specloom.read.pages.endpoint.outline import BOLD, Items, Prose, Section, heading
from specloom.read.pages.endpoint.placing import aligned
from specloom.read.pages.endpoint.property_lists import (
    begins_with_type,
    definitions,
    is_listed,
    is_typed,
    with_properties,
)
from specloom.read.pages.endpoint.shape import fields_of, members_of
from specloom.read.pages.saying import (
    UNMARKED,
    guessed,
    inferred,
    said,
    stated,
    stretch,
)
from specloom.read.pages.snippets.infer import infer_all
from specloom.read.pages.words import marks
from specloom.read.pages.words.text import links, plain
from specloom.records import replace
from specloom.source import SourceFile

DEEPEST: Final = 6


class PageObjects:
    """The named objects of a page; each is read when it is first asked for. `entries` are
    the rows of those that were."""

    def __init__(self, source: SourceFile, root: Section, taken: set[int]) -> None:
        self.source = source
        self.rows = Rows(source, self.resolve, self.mentioned)
        self.entries: list[Entry] = []
        self._by_slug: dict[str, list[Section]] = {}
        self._by_name: dict[str, list[Section]] = {}
        self._read: dict[int, t.Type | None] = {}
        self._held: set[int] = set()
        self._shown: dict[int, set[str]] = {}
        self._sections: dict[int, Section] = {}
        self._reading: list[int] = []
        linked = {
            target[1:].lower()
            for _, target in links(source.text)
            if target.startswith("#")
        }
        named = {plain(it[1]) for it in _objects_named().finditer(source.text)}
        for section in root.walk():
            for inner in with_properties(section):
                self._by_name.setdefault(_singular(inner.text), []).append(inner)
                self._held.add(id(inner))
                self._sections[id(inner)] = inner
            if section.level == 0 or id(section) in taken:
                continue
            slug = _slug(heading(section))
            name = section.title.name if section.title.role == "object" else None
            if field_name(section) is not None:
                continue
            listed = section.parent is not None and _lists_types(section.parent)
            if (
                name is None
                and section.title.role is None
                and heading(section) in named
            ):
                name = heading(section)
            if name is None and (listed or slug in linked):
                name = (
                    heading(section) if listed or section.title.role is None else None
                )
            if name is None or not self._describes(section):
                continue
            self._by_slug.setdefault(slug, []).append(section)
            self._by_name.setdefault(_singular(name), []).append(section)
            self._held.add(id(section))
            self._sections[id(section)] = section

    def holds(self, section: Section) -> bool:
        """Whether a section is that of an object."""
        return id(section) in self._held

    def resolve(self, name: str, target: str | None) -> t.Type | None:
        """The type of a name in a type cell, or of the section that its link leads to."""
        found: list[Section] = []
        if target is not None and target.startswith("#"):
            found = self._by_slug.get(target[1:].lower(), [])
        if not found:
            bare = plain(name)
            for tail in (" objects", " object", "s"):
                bare = bare.removesuffix(tail)
            found = self._by_name.get(_singular(bare), [])
        return self._type(found[0]) if len(found) == 1 else None

    def named(self, name: str, *, creating: bool = True) -> t.Type | None:
        """The object of which a sentence of the page lists the properties, by its name.

        `creating`: it is sent to create one, so that what is required is.
        """
        found = self._by_name.get(_singular(name), [])
        if len(found) != 1 or not is_listed(found[0]):
            return None
        known = self._type(found[0])
        if not isinstance(known, t.Object):
            return known
        return self._listed(found[0], known, creating)

    def mentioned(self, text: str) -> t.Type | None:
        """The object that a description links to, if it is exactly one: its words say
        that the value is of that kind."""
        targets = {target for _, target in links(text) if target.startswith("#")}
        found = [
            sections[0]
            for it in targets
            if len(sections := self._by_slug.get(it[1:].lower(), [])) == 1
        ]
        return self._type(found[0]) if len(found) == 1 else None

    def answer(self, text: str) -> t.Type | None:
        """The type of an answer that a sentence names: "An array of thread objects"."""
        found = _answer().search(plain(text))
        if found is None or not self._by_name:
            return None
        named = self.resolve(found["name"], None)
        if named is None:
            return None
        if found["many"] is None:
            return named
        return t.Array(named, notes=t.Notes(evidence=named.notes.evidence))

    def like(
        self, shown: t.Object, *, described: bool = False, creating: bool = True
    ) -> t.Type | None:
        """The object whose members a sample shows, if it is exactly one of the page's:
        the sample has no other members, and most of those in the object's own sample.
        Of what is `described` most members have to be the same. See also `named`.
        """
        keys = {it.name for it in shown.fields}
        if len(keys) < 3:
            return None
        found = []
        for key in sorted(self._held, key=lambda it: self._sections[it].start):
            section = self._sections[key]
            known = self._type(section)
            if not isinstance(known, t.Object):
                continue
            names = {it.name for it in known.fields}
            most = self._shown.get(key, names)
            if not keys <= names and not described and not is_listed(section):
                continue
            common = len(keys & names)
            if 3 * common >= 2 * max(len(keys), len(most)):
                found.append(self._listed(section, known, creating))
        return found[0] if len(found) == 1 else None

    def _listed(self, section: Section, known: t.Object, creating: bool) -> t.Object:
        """What a sentence lists as required is, when such an object is created."""
        if creating or not is_listed(section):
            return known
        fields = []
        for it in known.fields:
            if it.required and it.span is not None:
                unmarked = guessed(it.span, UNMARKED)
                type_ = said(it.type, unmarked, "required")
                it = replace(it, type=type_, required=False)
            fields.append(it)
        return replace(known, fields=tuple(fields))

    def _type(self, section: Section) -> t.Type | None:
        key = id(section)
        if key in self._reading or len(self._reading) > DEEPEST:
            return t.Object(())  # It holds itself; that deep nobody looks.
        if key not in self._read:
            self._reading.append(key)
            self._read[key] = self._object(section)
            self._reading.pop()
        return self._read[key]

    def _describes(self, section: Section) -> bool:
        for it in section.walk():
            for part in it.parts:
                if isinstance(part, Table | Items):
                    return True
                if isinstance(part, Fence) and part.language in ("", "json", "jsonc"):
                    return True
        return any(field_name(it) for it in section.children)

    def _object(self, section: Section) -> t.Type | None:
        entries, samples = self._content(section)
        self.entries.extend(entries)
        span = stretch(self.source, section.start, section.start + len(section.text))
        found: t.Type | None = None
        if entries:
            why = stated(span, "object of the page")
            notes = t.Notes(evidence={"type": why})
            found = t.Object(fields_of(entries), notes=notes, span=span)
        if samples:
            reason = [
                (it.value, inferred(it.span, "sample of the object")) for it in samples
            ]
            shown = infer_all(reason, formats=True)
            if isinstance(shown, t.Object):
                self._shown[id(section)] = {it.name for it in shown.fields}
                if isinstance(found, t.Object):
                    found = join_types(aligned(found, shown), shown)
                else:
                    found = shown
        return found

    def _content(self, section: Section) -> tuple[list[Entry], list[Loose]]:
        entries: list[Entry] = []
        samples: list[Loose] = []
        for part in section.parts:
            match part:
                case Table():
                    entries.extend(self.rows.table(part)[1])
                case Items():
                    entries.extend(self.rows.items(part))
                case Fence() if part.language in ("", "json", "jsonc", "javascript"):
                    window = Window(
                        self.source, part.content_start, part.content_end, part.indent
                    )
                    with suppress(Unreadable):
                        samples.append(read_loose(window))
                case _:
                    pass
        for child in section.children:
            name = field_name(child)
            if name is not None:
                entries.extend(self.under(child, name, 0))
            elif child.title.role in ("fields", "example") or child.level >= BOLD:
                more, shown = self._content(child)
                entries.extend(more)
                samples.extend(shown)
        return entries, samples

    def under(self, section: Section, name: str, depth: int) -> Iterable[Entry]:
        """A field that has a heading of its own, and those below it."""
        texts: dict[str, str] = {}
        prose: list[str] = []
        for part in section.parts:
            if isinstance(part, Prose):
                lines = definitions(part.text)
                texts |= lines
                if not lines and "<" not in part.text[:1]:
                    prose.append(part.text)
        if "type" not in texts and prose and begins_with_type(section):
            texts = self.rows.lines(prose) | texts
        elif "description" not in texts and prose:
            texts["description"] = prose[0]
        span = stretch(
            self.source, section.text_start, section.text_start + len(section.text)
        )
        entry = self.rows.described(marks.name(name), texts, span, depth)
        yield entry
        plain_array = _is_plain_array(entry)
        known: list[Entry] = []
        before = ""
        for part in section.parts:
            inner: list[Entry] = []
            if isinstance(part, Prose):
                before = part.text
            if isinstance(part, Table):
                inner = self.rows.table(part)[1]
            elif isinstance(part, Items):
                inner = self.rows.items(part)
            if plain_array and not any(it.typed for it in inner):
                continue  # A list of the values that its items may have.
            inner = members_of(inner, before, known)
            known.extend(inner)
            for it in inner:
                path = it.name.removeprefix(f"{entry.name}.")
                made = replace(it, name=path, depth=depth + 1 + it.depth)
                yield replace(made, field=replace(it.field, name=path))
        for child in section.children:
            inside = field_name(child)
            if inside is not None:
                yield from self.under(child, inside, depth + 1)


@cache
def _objects_named() -> re.Pattern[str]:
    """A name in a sentence: "an array of `Reading` objects"."""
    return re.compile(r"(`?[A-Z]\w{2,40}`?)\s+objects?\b")


def _is_plain_array(entry: Entry) -> bool:
    """Whether a field is an array, and nothing says that its items are objects."""
    bare = entry.field.type
    if isinstance(bare, t.Nullable):
        bare = bare.inner
    if not isinstance(bare, t.Array) or isinstance(bare.items, t.Object):
        return False
    return "object" not in (entry.field.type.notes.description or "").lower()


def _lists_types(section: Section) -> bool:
    """Whether the headings in a section are names of objects."""
    return section.level > 0 and heading(section).lower() in _TYPES


_TYPES: Final = frozenset(
    """types|models|schemas|objects|definitions|data types|data models|object types
    |components|schema definitions|类型|模型|数据结构""".replace("\n    ", "").split(
        "|"
    )
)


def field_name(section: Section) -> str | None:
    """The name of the field that a section is about: its heading is code, or a word."""
    text = re.sub(r"<[A-Z]\w*[^<>]*>", "", section.text).strip()
    found = re.fullmatch(r"`([\w$@.\[\]-]+)`(?:\s*\(?\s*\*?\w*\*?\)?)?", text)
    if found is not None:
        return text
    if re.fullmatch(r"[a-z][\w]*(?:_\w+|[A-Z]\w*)+", text):
        return text
    if re.fullmatch(r"[A-Za-z_$@][\w$@.\[\]-]*", text) and (
        is_typed(section) or begins_with_type(section)
    ):
        return text
    return None


def _slug(text: str) -> str:
    """The anchor of a heading, as renderers make it."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower().strip()))


def _singular(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", name).lower().split()
    words = [it for it in words if it not in ("the", "a", "an", "object")]
    if not words:
        return ""
    last = words[-1]
    if last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "xes", "ches", "shes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return " ".join((*words[:-1], last))


@cache
def _answer() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|\b(?:returns?|is|contains?)\s+)(?:the\s+|an?\s+|updated\s+|new\s+|created\s+)*"
        r"(?P<many>(?:array|list|collection)\s+of\s+)?(?:the\s+)?(?P<name>[\w-]+(?: [\w-]+)?) objects?\b",
        re.IGNORECASE,
    )
