"""The canonical text of types and of the facts that many records share.

In: a type. Out: lines. What the lines look like is described in `ir/dump.py`, the only
module that uses this one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Final

from specloom.ir import types as t
from specloom.ir.evidence import Claim, Evidence
from specloom.records import replace
from specloom.source import Span

_WIDTH: Final = 88
_BARE: Final = re.compile(r"[A-Za-z0-9_.$@*+-]+").fullmatch
_UNPRINTABLE: Final = re.compile(r"[^ -~]")
_CONSTRAINTS: Final = tuple(
    (name, head + "".join(word.capitalize() for word in rest))
    for name in t.Constraints.__slots__
    for head, *rest in [name.split("_")]
)


def quoted(value: t.Json) -> str:
    """JSON on one line; what would not print, or would not print as itself, escaped."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return char if char.isprintable() else json.dumps(char)[1:-1]


def name_text(name: str) -> str:
    """A name bare where it is plain, else quoted."""
    return name if _BARE(name) else quoted(name)


def place(span: Span) -> str:
    """`file#pointer`, or `file:line:column` of a place without a pointer."""
    if span.pointer:
        return f"{printable(span.path)}#{printable(span.pointer)}"
    line, column = span.position()
    return f"{printable(span.path)}:{line}:{column}"


def printable(text: str) -> str:
    """Text with what does not print escaped."""
    return text if text.isprintable() else _UNPRINTABLE.sub(_escaped, text)


def _why(evidence: Evidence) -> str:
    grade = evidence.grade.name.lower()
    return f"{grade} by {name_text(evidence.rule)} at {place(evidence.span)}"


def _silent(notes: t.Notes) -> bool:
    """Whether the notes say nothing, not even by evidence."""
    if notes is t.NO_NOTES:
        return True
    return notes == t.NO_NOTES and not notes.evidence and not notes.conflicts


def _flat(type_: t.Type) -> bool:
    """Whether a type has no block form, so that it is printed however long it is."""
    if isinstance(type_, t.Nullable):
        return _flat(type_.inner)
    return not isinstance(
        type_, t.Enum | t.Array | t.Tuple | t.Map | t.Object | t.Union | t.Intersection
    )


def _bounds(constraints: t.Constraints) -> str:
    if constraints is t.NO_CONSTRAINTS:
        return ""
    words = []
    for attribute, keyword in _CONSTRAINTS:
        value = getattr(constraints, attribute)
        if value is not None and value is not False:
            words.append(f" {keyword}={'true' if value is True else quoted(value)}")
    return "".join(words)


def _implied_base(values: Iterable[t.Json]) -> t.Kind | None:
    """The kind that the values of an enumeration have, if it is one."""
    kinds = {type(value) for value in values}
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    if kind is bool:
        return "boolean"
    if issubclass(kind, str):
        return "string"
    if issubclass(kind, int):
        return "integer"
    return "number" if issubclass(kind, float) else None


def _enum_word(enum: t.Enum) -> str:
    if enum.format is not None:
        return f"enum({enum.base or 'mixed'}, {name_text(enum.format)})"
    if enum.base == _implied_base(enum.values):
        return "enum"
    return f"enum({enum.base or 'mixed'})"


class TypePrinter:
    """Collects lines; a method per kind of fact."""

    def __init__(self, spans: bool) -> None:
        self._lines: list[str] = []
        self._spans = spans

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def line(self, depth: int, text: str, span: Span | None = None) -> None:
        if self._spans and span is not None:
            text = f"{text} @ {place(span)}"
        self._lines.append("  " * depth + text)

    # Facts that many records share

    def fact(self, depth: int, word: str, value: object) -> None:
        """A line for an attribute, unless it is absent."""
        if value is None or value is False or value == ():
            return
        if value is True:
            self.line(depth, word)
        elif isinstance(value, str):
            self.line(depth, f"{word} {quoted(value)}")
        else:
            self.line(depth, f"{word} {value}")

    def extensions(self, depth: int, extensions: Mapping[str, t.Json]) -> None:
        for key, value in extensions.items():
            self.line(depth, f"extension {name_text(key)} {quoted(value)}")

    def docs(self, depth: int, docs: t.ExternalDocs | None) -> None:
        if docs is not None:
            text = f" {quoted(docs.description)}" if docs.description else ""
            self.line(depth, f"docs {quoted(docs.url)}{text}")

    def evidence(
        self,
        depth: int,
        evidence: Mapping[str, Evidence],
        conflicts: tuple[Claim, ...] = (),
    ) -> None:
        for attribute, why in evidence.items():
            self.line(depth, f"evidence {name_text(attribute)} {_why(why)}")
        for claim in conflicts:
            lost = f"{name_text(claim.attribute)} {quoted(claim.value)}"
            self.line(depth, f"conflict {lost} {_why(claim.evidence)}")

    def examples(self, depth: int, examples: tuple[t.Example, ...]) -> None:
        for example in examples:
            head = f"example {name_text(example.name)}" if example.name else "example"
            if not isinstance(example.value, t.Unset):
                head += f" {quoted(example.value)}"
            self.line(depth, head, example.span)
            self.fact(depth + 1, "component", example.component)
            self.fact(depth + 1, "summary", example.summary)
            self.fact(depth + 1, "description", example.description)
            self.fact(depth + 1, "url", example.url)
            self.fact(depth + 1, "serialized", example.serialized)

    def notes(self, depth: int, notes: t.Notes) -> None:
        if notes is t.NO_NOTES:
            return
        self.fact(depth, "title", notes.title)
        self.fact(depth, "description", notes.description)
        if not isinstance(notes.default, t.Unset):
            self.line(depth, f"default {quoted(notes.default)}")
        if notes.direction != "both":
            self.line(depth, f"direction {notes.direction}")
        self.fact(depth, "deprecated", notes.deprecated)
        self.examples(depth, notes.examples)
        for keyword, value in notes.residual:
            self.line(depth, f"residual {name_text(keyword)} {quoted(value)}")
        self.extensions(depth, notes.extensions)
        self.docs(depth, notes.external_docs)
        self.fact(depth, "comment", notes.comment)
        if notes.xml is not None:
            self.line(depth, f"xml {quoted(notes.xml)}")
        self.evidence(depth, notes.evidence, notes.conflicts)

    # Types

    def inline(self, type_: t.Type) -> str | None:
        """The type on one line; None if it has notes, or parts that need lines."""
        if not _silent(type_.notes) or (self._spans and type_.span is not None):
            return None
        text = self.head(type_)
        return text if text is not None and len(text) <= _WIDTH else None

    def head(self, type_: t.Type) -> str | None:
        """What stands on the line of the type itself; None if parts need lines."""
        match type_:
            case t.Primitive():
                form = (
                    f"({name_text(type_.format)})" if type_.format is not None else ""
                )
                return f"{type_.kind}{form}{_bounds(type_.constraints)}"
            case t.Enum():
                return self._enum(type_)
            case t.Const():
                return f"const {quoted(type_.value)}"
            case t.Ref():
                return f"ref {printable(type_.id)}"
            case t.Any_():
                cause = type_.cause
                return (
                    "any" if cause == "unspecified" else f"any cause={name_text(cause)}"
                )
            case t.Never():
                return "never"
            case t.Binary():
                media = type_.media_type
                form = f"({printable(media)})" if media is not None else ""
                return f"binary{form}{_bounds(type_.constraints)}"
            case t.Nullable():
                inner = self.inline(type_.inner)
                return f"nullable {inner}" if inner is not None else None
            case _:
                return self._compound(type_)

    def _compound(
        self, type_: t.Array | t.Map | t.Tuple | t.Union | t.Intersection | t.Object
    ) -> str | None:
        match type_:
            case t.Array():
                items = self.inline(type_.items)
                if items is None:
                    return None
                return f"array<{items}>{_bounds(type_.constraints)}"
            case t.Map():
                values = self.inline(type_.values)
                if values is None or type_.keys is not None:
                    return None
                return f"map<{values}>{_bounds(type_.constraints)}"
            case t.Tuple():
                parts = self._inlined((*type_.items, type_.rest))
                if parts is None:
                    return None
                parts[-1] = f"...{parts[-1]}"
                return f"tuple<{', '.join(parts)}>{_bounds(type_.constraints)}"
            case t.Union():
                parts = self._inlined(type_.variants)
                if parts is None or type_.discriminator is not None:
                    return None
                return f"{type_.mode}<{' | '.join(parts)}>"
            case t.Intersection():
                parts = self._inlined(type_.parts)
                if parts is None:
                    return None
                return f"all<{' & '.join(parts)}>"
            case t.Object():
                if type_ == t.Object((), notes=type_.notes):
                    return "object"
                return None

    def _enum(self, enum: t.Enum) -> str | None:
        if enum.labels:
            return None
        values = [quoted(value) for value in enum.values]
        if enum.open:
            values.append("...")
        return f"{_enum_word(enum)} {' | '.join(values)}"

    def _inlined(self, types: Iterable[t.Type]) -> list[str] | None:
        texts = []
        for type_ in types:
            text = self.inline(type_)
            if text is None:
                return None
            texts.append(text)
        return texts if sum(map(len, texts)) + 4 * len(texts) <= _WIDTH else None

    def type(self, prefix: str, type_: t.Type, depth: int) -> None:
        """The lines of a type; `prefix` is what its place puts before it."""
        text = self.head(type_)
        if text is not None and (len(text) <= _WIDTH or _flat(type_)):
            self.line(depth, prefix + text, type_.span)
            self.notes(depth + 1, type_.notes)
            return
        if isinstance(type_, t.Nullable):
            inner = type_.inner
            if _silent(inner.notes) and not self._spans:
                # The notes stay those of the outermost node, so this says the same.
                shown = replace(inner, notes=type_.notes)
                self.type(f"{prefix}nullable ", shown, depth)
                return
        self.line(depth, prefix + self._block_head(type_), type_.span)
        self.notes(depth + 1, type_.notes)
        self._block(type_, depth + 1)

    def _block_head(self, type_: t.Type) -> str:
        match type_:
            case t.Enum():
                return _enum_word(type_) + (" open" if type_.open else "")
            case t.Array() | t.Map() | t.Tuple() | t.Object():
                return f"{type(type_).__name__.lower()}{_bounds(type_.constraints)}"
            case t.Union():
                return f"{type_.mode} of"
            case t.Intersection():
                return "all of"
            case _:
                return "nullable"

    def _block(self, type_: t.Type, depth: int) -> None:
        match type_:
            case t.Enum():
                self._values(type_, depth)
            case t.Array():
                self.type("items ", type_.items, depth)
            case t.Map():
                if type_.keys is not None:
                    self.type("keys ", type_.keys, depth)
                self.type("values ", type_.values, depth)
            case t.Tuple():
                for item in type_.items:
                    self.type("item ", item, depth)
                self.type("rest ", type_.rest, depth)
            case t.Object():
                self._object(type_, depth)
            case t.Union():
                if type_.discriminator is not None:
                    self._discriminator(type_.discriminator, depth)
                for variant in type_.variants:
                    self.type("variant ", variant, depth)
            case t.Intersection():
                for part in type_.parts:
                    self.type("part ", part, depth)
            case t.Nullable():
                self.type("inner ", type_.inner, depth)
            case _:
                pass  # The others have no parts.

    def _values(self, enum: t.Enum, depth: int) -> None:
        for value, label in zip_longest(enum.values, enum.labels):
            text = f"value {quoted(value)}"
            name, description = label or (None, None)
            if name is not None:
                text += f" name={quoted(name)}"
            if description is not None:
                text += f" description={quoted(description)}"
            self.line(depth, text)

    def _object(self, object_: t.Object, depth: int) -> None:
        for field in object_.fields:
            facts = " required" if field.required else ""
            if field.direction != "both":
                facts += f" {field.direction}"
            if not isinstance(field.default, t.Unset):
                facts += f" default={quoted(field.default)}"
            self.type(f"field {name_text(field.name)}{facts}: ", field.type, depth)
        for pattern, type_ in object_.patterns:
            self.type(f"pattern {quoted(pattern)}: ", type_, depth)
        if object_.keys is not None:
            self.type("keys ", object_.keys, depth)
        if object_.additional is not None:
            self.type("additional ", object_.additional, depth)
        if object_.required_undeclared:
            names = " ".join(map(name_text, object_.required_undeclared))
            self.line(depth, f"required-undeclared {names}")

    def _discriminator(self, by: t.Discriminator, depth: int) -> None:
        text = f"discriminator {name_text(by.field)}"
        self.line(depth, text + (" inferred" if by.inferred else ""), by.span)
        for value, id_ in by.mapping:
            self.line(depth + 1, f"{quoted(value)} -> {printable(id_)}")
        if by.default is not None:
            self.line(depth + 1, f"default -> {printable(by.default)}")
