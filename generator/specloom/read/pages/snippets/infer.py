"""Instances to types: what an example shows of the values that it stands for.

In: values as `document.loose` reads them, with the evidence that they are. Out: a type,
all of it inferred: members are optional (nobody said, so that is guessed), objects are
open, no enumeration is ever made. Several instances of one thing are joined: a member
that any of them has is one, kinds that differ become a union, null makes nullable. The
rule of each piece of evidence says how many instances there were.

What an example does not show stays unknown: an empty list has items of any kind, and an
:class:`~specloom.document.loose.Opaque` value says nothing. Keys that are data (ids,
dates, placeholders) are no members. Any reader of pages may call this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from specloom.document.loose import Loose, Opaque
from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.read.pages.saying import UNMARKED, guessed
from specloom.records import replace
from specloom.source import Span, Stretch

Sample: TypeAlias = tuple[t.Json, Evidence]
"""An instance, and why it is one; a member's place is below the place of that."""

_UUID: Final = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_DATE: Final = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_FORMATS: Final = (
    ("uuid", re.compile(_UUID)),
    ("date-time", re.compile(rf"{_DATE}[Tt]{_TIME}(?:[Zz]|[-+][0-9]{{2}}:[0-9]{{2}})")),
    ("date", re.compile(_DATE)),
    ("uri", re.compile(r"https?://[^\s<>{}\"|\\^`]+")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
)
"""Formats by the texts that have them (RFC 9562, RFC 3339, RFC 3986)."""
_DATA: Final = re.compile(
    rf"{_UUID}|{_DATE}.*|-?[0-9]+|[<{{].*[>}}]|[0-9a-fA-F]{{16,}}|.*[\s@/].*|\W*", re.S
)
"""Keys that no vendor would give a member: they are data of whoever wrote the example."""


def infer(value: t.Json, why: Evidence, *, formats: bool = False) -> t.Type:
    """The type of which a value is an instance. `formats`: of texts, for answers only."""
    return infer_all([(value, why)], formats=formats)


def infer_all(samples: Sequence[Sample], *, formats: bool = False) -> t.Type:
    """The type of which all values are instances; of none at all, any value."""
    known = [it for it in samples if not isinstance(it[0], Opaque)]
    why = _counted(known or samples)
    kinds: dict[str, list[Sample]] = {}
    for value, reason in known:
        kinds.setdefault(_kind(value), []).append((value, reason))
    nulls = kinds.pop("null", [])
    if "number" in kinds and "integer" in kinds:
        kinds["number"] += kinds.pop("integer")
    variants = [_of_kind(kind, found, formats) for kind, found in kinds.items()]
    if not variants:
        found: t.Type = t.Any_()
    elif len(variants) == 1:
        found = variants[0]
    else:
        found = t.Union(tuple(variants))
    evidence = dict(found.notes.evidence) | ({"type": why} if why is not None else {})
    if nulls:
        # The notes of a type stand at its outermost node.
        evidence["nullable"] = _placed(nulls[0][1])
        found = t.Nullable(replace(found, notes=t.NO_NOTES))
    span = None if why is None else why.span
    return replace(found, notes=t.Notes(evidence=evidence), span=span)


def example(loose: Loose, name: str = "example") -> t.Example | None:
    """The instance as an example; None if something is left out or to be filled in."""
    if not loose.complete:
        return None
    return t.Example(name, loose.value, loose.span)


def _kind(value: t.Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _counted(samples: Sequence[Sample]) -> Evidence | None:
    """Why there is such a value, with the number of instances that show it."""
    if not samples:
        return None
    why = _placed(samples[0][1])
    if len(samples) == 1:
        return why
    return Evidence(why.span, why.grade, f"{why.rule}, {len(samples)} of them")


def _of_kind(kind: str, samples: list[Sample], formats: bool) -> t.Type:
    match kind:
        case "object":
            return t.Object(_fields(samples, formats))
        case "array":
            items = [
                (item, _below(why, number))
                for value, why in samples
                if isinstance(value, list)
                for number, item in enumerate(value)
            ]
            return t.Array(infer_all(items, formats=formats))
        case "boolean":
            return t.Primitive("boolean")
        case "integer":
            return t.Primitive("integer")
        case "number":
            return t.Primitive("number")
        case _:
            return _text(samples) if formats else t.Primitive("string")


def _text(samples: list[Sample]) -> t.Type:
    """A string with the format that all instances have, if they have one."""
    values = [str(value) for value, _ in samples]
    for name, pattern in _FORMATS:
        if all(map(pattern.fullmatch, values)):
            why = t.Notes(evidence={"format": _placed(samples[0][1])})
            return t.Primitive("string", name, notes=why)
    return t.Primitive("string")


def _fields(samples: list[Sample], formats: bool) -> tuple[t.Field, ...]:
    """The members that any instance has, in the order in which they are met."""
    members: dict[str, list[Sample]] = {}
    for value, why in samples:
        if isinstance(value, dict):
            for name, member in value.items():
                members.setdefault(name, []).append((member, _below(why, name)))
    return tuple(
        _field(name, found, formats)
        for name, found in members.items()
        if not _DATA.fullmatch(name)
    )


def _field(name: str, samples: list[Sample], formats: bool) -> t.Field:
    found = infer_all(samples, formats=formats)
    span = _placed(samples[0][1]).span
    unmarked = {"required": guessed(span, UNMARKED)}
    evidence = dict(found.notes.evidence) | unmarked
    notes = replace(found.notes, evidence=evidence)
    return t.Field(name, replace(found, notes=notes), span=span)


def _below(why: Evidence, key: str | int) -> Evidence:
    return Evidence(why.span.at(key), why.grade, why.rule)


def _placed(why: Evidence) -> Evidence:
    """The evidence by its place in the page: a pointer into one of many snippets says
    nothing to people."""
    span = why.span
    if not span.pointer and isinstance(span.origin, Stretch):
        return why
    stretch = Stretch(span.origin.source, *span.origin.locate(span.pointer))
    return Evidence(Span(stretch), why.grade, why.rule)
