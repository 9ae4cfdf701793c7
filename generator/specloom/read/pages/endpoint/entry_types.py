"""The type of a field, with what its description and the columns beside it say of it.

In: the type that a cell says, the texts of the row by the roles of their columns, and
the facts of the description. Out: the type with closed lists of values, bounds, formats,
null and defaults, each with its evidence. Used by `entries`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.read.pages.saying import guessed, inferred
from specloom.read.pages.words import marks
from specloom.read.pages.words.prose import Facts, facts
from specloom.read.pages.words.spelling import enumeration
from specloom.read.pages.words.text import plain, without_tags
from specloom.read.pages.words.values import Kind, value
from specloom.records import replace
from specloom.source import Span

KEYED: Final = "keyed"
"""The rule by which an object is a map, whose values are all alike."""


def kind_of(type_: t.Type) -> Kind:
    """The kind of value that a type is about, as prose speaks of it."""
    match type_:
        case t.Nullable(inner=inner):
            return kind_of(inner)
        case t.Primitive(kind=kind):
            return kind
        case t.Enum(base=base):
            return base or "any"
        case t.Array():
            return "array"
        case t.Object() | t.Map() | t.Ref():
            return "object"
        case _:
            return "any"


def with_words(
    type_: t.Type,
    texts: Mapping[str, str],
    description: str,
    said: Facts,
    why: Evidence,
) -> t.Type:
    """The type with what the description, and columns beside it, say of its values."""
    if isinstance(type_, t.Nullable):
        notes = type_.inner.notes
        inner = with_words(type_.inner, texts, description, said, why)
        return replace(type_, inner=replace(inner, notes=notes))
    evidence = dict(type_.notes.evidence)
    bounds = said.bounds
    if texts.get("constraints"):
        more = facts(texts["constraints"], kind_of(type_)).bounds
        bounds = more if bounds == t.NO_CONSTRAINTS else bounds
    values, labels = said.values, said.labels
    if not values and texts.get("values"):
        listed = facts(f"One of: {texts['values']}", kind_of(type_))
        values, labels = listed.values, listed.labels
    match type_:
        case t.Primitive(kind="boolean"):
            pass
        case t.Primitive() | t.Any_() if values:
            evidence |= {"enum": why}
            if isinstance(type_, t.Any_):
                evidence["type"] = why
            made = enumeration(values, t.Notes(evidence=evidence))
            if isinstance(made, t.Enum) and labels:
                made = replace(made, labels=tuple((None, it) for it in labels))
            type_ = made
        case t.Primitive():
            if bounds != t.NO_CONSTRAINTS and type_.constraints == t.NO_CONSTRAINTS:
                type_ = replace(type_, constraints=bounds)
            if said.format and type_.format is None:
                type_ = replace(type_, format=said.format)
                evidence["format"] = guessed(why.span, "prose")
        case t.Array() if values and isinstance(type_.items, (t.Any_, t.Primitive)):
            base = type_.items
            if isinstance(base, t.Any_) or base.kind == "string":
                items = enumeration(values, t.Notes(evidence={"type": why}))
                type_ = replace(type_, items=items)
        case t.Array() if bounds != t.NO_CONSTRAINTS:
            type_ = replace(type_, constraints=bounds)
        case t.Object(fields=()) if said.keyed:
            evidence["type"] = replace(why, rule=KEYED)
            type_ = t.Map(t.Any_())
        case t.Object(fields=fields) if said.keyed:
            evidence["type"] = replace(why, rule=KEYED)
            type_ = t.Map(t.Object(fields, notes=t.Notes(evidence={"type": why})))
        case t.Object(fields=()) if said.free:
            type_ = t.Map(t.Any_())
        case _:
            pass
    type_ = replace(type_, notes=t.Notes(evidence=evidence))
    return or_null(type_, why) if said.nullable else type_


def bounds_of(cell: str, type_: t.Type) -> t.Constraints:
    """The bounds in a type cell: `int (1..5)`; of `decimal(10, 2)` they are digits."""
    kind = kind_of(type_)
    if kind not in ("integer", "number") or cell.lower().startswith(("dec", "num")):
        return t.NO_CONSTRAINTS
    return facts(cell[cell.find("(") :], kind).bounds


def or_null(type_: t.Type, why: Evidence) -> t.Type:
    if isinstance(type_, (t.Nullable, t.Any_)):
        return type_
    if isinstance(type_, t.Const) and type_.value is None:
        return type_
    evidence = {**type_.notes.evidence, "nullable": why}
    notes = replace(type_.notes, evidence=evidence)
    inner = replace(type_, notes=t.Notes(evidence=type_.notes.evidence))
    return t.Nullable(inner, notes, type_.span)


def with_default(
    type_: t.Type, texts: Mapping[str, str], said: Facts, why: Evidence
) -> tuple[t.Json | t.Unset, t.Type]:
    """The default value; where no type is known, it shows one."""
    default: t.Json | t.Unset = said.default
    if "default" in texts:
        cell = texts["default"].strip()
        known = value(_value_in(cell), kind_of(type_))
        if not isinstance(known, t.Unset) and plain(cell) not in ("-", "—", "–"):
            default = known
    if isinstance(default, t.Unset):
        return default, type_
    bare = type_.inner if isinstance(type_, t.Nullable) else type_
    if default is None:
        if isinstance(bare, t.Any_):
            return t.UNSET, type_
        # "null" as a default says that null is what leaving it out means.
        return (None if isinstance(type_, t.Nullable) else t.UNSET), type_
    if isinstance(bare, t.Any_) and "type" not in texts:
        shown = _shown(default)
        if shown is not None:
            reason = inferred(why.span, "default value")
            notes = t.Notes(evidence={**type_.notes.evidence, "type": reason})
            type_ = replace(shown, notes=notes)
    if not _fits(default, type_):
        return t.UNSET, type_
    evidence = {**type_.notes.evidence, "default": why}
    return default, replace(type_, notes=replace(type_.notes, evidence=evidence))


def with_example(type_: t.Type, texts: Mapping[str, str], why: Evidence) -> t.Type:
    """The type with the value of a column of examples; where no type is known, it shows
    one. A cell with several values, or with words around one, is none."""
    cell = texts.get("example", "").strip()
    bare = cell.strip("`")
    if not bare or " " in bare or "`" in bare or "," in bare or "<" in bare:
        return type_
    kind = kind_of(type_)
    known = value(bare, kind)
    if isinstance(known, t.Unset) or known is None or plain(cell) in ("-", "—", "–"):
        return type_
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    if isinstance(inner, t.Any_) and "type" not in texts:
        shown = _shown(known) or t.Primitive("string")
        notes = t.Notes(
            evidence={
                **type_.notes.evidence,
                "type": inferred(why.span, "example value"),
            }
        )
        type_ = replace(shown, notes=notes)
    elif not _fits(known, type_):
        return type_
    example = t.Example("example", known, span=why.span)
    return replace(type_, notes=replace(type_.notes, examples=(example,)))


def _value_in(cell: str) -> str:
    """The value in a cell of defaults: "`*` (all of them)" has one in code."""
    found = re.match(r"\s*`([^`]+)`", cell)
    return found[1] if found else plain(cell)


def _shown(default: t.Json) -> t.Type | None:
    if isinstance(default, bool):
        return t.Primitive("boolean")
    if isinstance(default, int):
        return t.Primitive("integer")
    if isinstance(default, float):
        return t.Primitive("number")
    return None


def _fits(default: t.Json, type_: t.Type) -> bool:
    match type_:
        case t.Nullable(inner=inner):
            return default is None or _fits(default, inner)
        case t.Enum(values=values):
            return default in values
        case t.Primitive(kind="string"):
            return isinstance(default, str)
        case t.Primitive(kind="boolean"):
            return isinstance(default, bool)
        case t.Primitive(kind="integer"):
            return isinstance(default, int) and not isinstance(default, bool)
        case t.Primitive():
            return isinstance(default, int | float) and not isinstance(default, bool)
        case t.Array():
            return isinstance(default, list)
        case t.Object() | t.Map():
            return isinstance(default, dict)
        case _:
            return False


@cache
def _leading_mark() -> re.Pattern[str]:
    """A mark that the type of the field says as well: "**Required**. The name"."""
    word = r"(?:required|optional|not required)"
    return re.compile(
        rf"^(?:\*\*{word}\*\*|__{word}__|[*_]{word}[*_]|\({word}\)|\[{word}\])[.:,;]?\s+",
        re.IGNORECASE,
    )


def plain_description(text: str) -> str:
    """A description as people read it: markdown, without the tags of HTML."""
    if not text:
        return ""
    shown = " ".join(without_tags(text).split())
    if shown[:1] in "*_([":
        shown = _leading_mark().sub("", shown)
    return "" if shown in ("-", "—", "–", "none") else shown


def with_leftovers(shown: str, texts: Mapping[str, str], type_: t.Type) -> str:
    """A description, with what columns beside it say in words that are not understood."""
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    left: list[str] = []
    values = plain_description(texts.get("values", ""))
    items = inner.items if isinstance(inner, t.Array) else inner
    listed = isinstance(items, t.Enum | t.Const) or kind_of(items) == "boolean"
    if values and not listed:
        left.append(values)
    bounds = plain_description(texts.get("constraints", ""))
    known = facts(bounds, kind_of(type_))
    if bounds and known.bounds == t.NO_CONSTRAINTS and known.required is None:
        left.append(bounds)
    if untold := plain_description(texts.get("untold", "")):
        left.append(untold)
    for it in left:
        if it not in shown:
            shown = f"{shown.rstrip()} ({it})" if shown else it
    return shown


@cache
def some_array() -> re.Pattern[str]:
    """An array of what nobody knows: "Array of primary keys"."""
    return re.compile(r"(?:an? )?(?:array|list) of \w", re.IGNORECASE)


def unsaid(span: Span, unread: str | None) -> t.Type:
    """Any value, where nobody says which, or in words that nobody knows."""
    why = guessed(span, "unsaid type" if unread is None else "unread type")
    return t.Any_(notes=t.Notes(evidence={"type": why}), span=span)


def linked(type_: t.Type, named: t.Type | None) -> t.Type:
    """The type, where it is known which object of the page the values are."""
    if named is None:
        return type_
    match type_:
        case t.Array(items=(t.Any_() | t.Object(fields=()))):
            return replace(type_, items=named)
        case t.Object(fields=()):
            return replace(named, notes=type_.notes)
        case t.Nullable(inner=inner):
            return replace(type_, inner=linked(inner, named))
        case _:
            return type_


def may_be_named(type_: t.Type) -> bool:
    """Whether the values are objects of which nothing more is said: an object of the
    page with exactly the field's name is what they are."""
    match type_:
        case t.Nullable(inner=inner):
            return may_be_named(inner)
        case t.Array(items=t.Object(fields=())) | t.Object(fields=()):
            return True
        case _:
            return False


def is_required(
    name: marks.Name, texts: Mapping[str, str], typed: bool | None, said: Facts
) -> bool | None:
    """Whether it is required, by the strongest that says so."""
    bounds = texts.get("constraints", "")
    for found in (
        marks.required(texts["required"]) if "required" in texts else None,
        _turned(marks.required(texts["optional"])) if "optional" in texts else None,
        name.required,
        typed,
        said.required,
        facts(bounds).required if bounds else None,
    ):
        if found is not None:
            return found
    return None


def _turned(optional: bool | None) -> bool | None:
    return None if optional is None else not optional


def is_nullable(texts: Mapping[str, str], name: marks.Name) -> bool:
    return name.nullable or marks.required(texts.get("nullable", "")) is True


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(
        r"(?P<read>\bread[- ]?only\b|\b(?:only )?(?:sent|returned) in (?:the )?responses?\b)"
        r"|\bwrite[- ]?only\b",
        re.IGNORECASE,
    )


def direction_of(description: str) -> t.Direction:
    """Whether a field is only in answers, or only in requests, by its description."""
    found = _direction().search(description)
    if found is None:
        return "both"
    return "read" if found["read"] else "write"
