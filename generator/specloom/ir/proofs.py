"""Everything in an API that rests on evidence, or that a claim was lost about.

In: an `Api`. Out: a :class:`Proof` for each record that was not plainly declared, in the
order of the API: whose it is, and the place in it, which is that of `ir/api.py`, with
`.NAME` for a member, `[]` for items, `{}` for the values of a map, `|N` for a variant.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Final, TypeAlias

from specloom.ir import types as t
from specloom.ir.api import Api, Body, Operation, Parameter, Response, SecurityScheme
from specloom.ir.components import all_operations
from specloom.ir.evidence import Claim, Evidence, Grade
from specloom.ir.spelling import shown, spelled
from specloom.ir.walk import LEAVES, children, types_of
from specloom.records import record
from specloom.source import Span

Subject: TypeAlias = (
    Api | Operation | Parameter | Body | Response | SecurityScheme | t.Field | t.Type
)

_TYPE_ATTRIBUTES: Final = frozenset({"type", "enum"})


@record(frozen=True, slots=True)
class Proof:
    """What one record rests on, and the claims that lost.

    `owner` is the id of an operation or declaration, or the title of the API; `place`
    is empty where the record is that itself.
    """

    owner: str
    place: str
    subject: Subject
    evidence: Mapping[str, Evidence]
    conflicts: tuple[Claim, ...]
    span: Span | None

    @property
    def id(self) -> str:
        """Owner and place in one."""
        separator = "/" if self.place[:1].isalnum() else ""
        return f"{self.owner}{separator}{self.place}"

    def value(self, attribute: str) -> str:
        """What holds of an attribute, in a few words; empty where that says nothing."""
        subject: object = self.subject
        if isinstance(subject, t.Field) and attribute not in ("required", "default"):
            subject = subject.type
        if attribute in _TYPE_ATTRIBUTES:
            if isinstance(subject, Parameter):
                subject = subject.type
            return spelled(subject) if isinstance(subject, _TYPES) else ""
        if attribute == "discriminator":
            inner = subject.inner if isinstance(subject, t.Nullable) else subject
            by = inner.discriminator if isinstance(inner, t.Union) else None
            return by.field if by is not None else ""
        if attribute == "nullable":
            return str(isinstance(subject, t.Nullable)).lower()
        if isinstance(subject, t.Nullable):
            found = getattr(subject.notes, attribute, None)
            if found is not None and not isinstance(found, t.Unset):
                return shown(found)
            subject = subject.inner
        found = getattr(subject, attribute, None)
        if found is None and isinstance(subject, _TYPES):
            bounds = getattr(subject, "constraints", None)
            found = getattr(subject.notes, attribute, getattr(bounds, attribute, None))
        return "" if found is None or isinstance(found, t.Unset) else shown(found)


_TYPES: Final = t.Type.__args__


def proofs(api: Api) -> Iterator[Proof]:
    """All proofs of an API; see the module."""
    if api.evidence or api.conflicts:
        yield Proof(api.title, "", api, api.evidence, api.conflicts, api.span)
    for scheme in api.security_schemes:
        if scheme.evidence:
            owner = f"security scheme {scheme.name}"
            yield Proof(owner, "", scheme, scheme.evidence, (), scheme.span)
    operations = [*all_operations(api)]
    for operation in operations:
        yield from _of_operation(operation)
    owners = {it.id for it in operations}
    for id_, type_ in types_of(api):
        if _proved(type_):
            owner = _owner(id_, owners)
            yield from _of_type(owner, id_[len(owner) + 1 :], type_)


def _owner(id_: str, owners: Container[str]) -> str:
    """The operation that a type is a part of; else the declaration, which is all of it."""
    found = id_
    while found and found not in owners:
        found = found.rpartition("/")[0]
    return found or id_


def _of_operation(it: Operation) -> Iterator[Proof]:
    if it.evidence or it.conflicts:
        yield Proof(it.id, "", it, it.evidence, it.conflicts, it.span)
    for parameter in it.parameters:
        if parameter.evidence or parameter.conflicts:
            yield Proof(
                it.id,
                f"{parameter.location}/{parameter.name}",
                parameter,
                parameter.evidence,
                parameter.conflicts,
                parameter.span,
            )
    body = it.body
    if body is not None and (body.evidence or body.conflicts):
        yield Proof(it.id, "request", body, body.evidence, body.conflicts, body.span)
    for answer in it.responses:
        if answer.evidence or answer.conflicts:
            yield Proof(
                it.id,
                answer.status,
                answer,
                answer.evidence,
                answer.conflicts,
                answer.span,
            )


def _proved(type_: t.Type) -> bool:
    """Whether there is evidence anywhere in a type. Every type there is passes here."""
    stack = [type_]
    while stack:
        part = stack.pop()
        notes = part.notes
        if notes is not t.NO_NOTES and (notes.evidence or notes.conflicts):
            return True
        if type(part) not in LEAVES:
            stack += children(part)
            if isinstance(part, t.Union) and _told(part):
                return True
    return False


def _told(union: t.Union) -> Mapping[str, Evidence]:
    """The evidence of a discriminator that nobody declared."""
    by = union.discriminator
    if by is None or not by.inferred or by.span is None:
        return t.NO_EVIDENCE
    rule = "a constant of its own in each variant"
    return {"discriminator": Evidence(by.span, Grade.INFERRED, rule)}


def _of_type(owner: str, place: str, subject: t.Field | t.Type) -> Iterator[Proof]:
    type_ = subject.type if isinstance(subject, t.Field) else subject
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    notes, evidence = type_.notes, type_.notes.evidence
    if isinstance(inner, t.Union):
        evidence = {**evidence, **_told(inner)}
    if evidence or notes.conflicts:
        span = subject.span or type_.span
        yield Proof(owner, place, subject, evidence, notes.conflicts, span)
    match inner:
        case t.Object():
            for field in inner.fields:
                yield from _of_type(owner, f"{place}.{field.name}", field)
            if inner.additional is not None:
                yield from _of_type(owner, f"{place}{{}}", inner.additional)
            for pattern, value in inner.patterns:
                yield from _of_type(owner, f"{place}{{{pattern}}}", value)
        case t.Map():
            yield from _of_type(owner, f"{place}{{}}", inner.values)
        case t.Array():
            yield from _of_type(owner, f"{place}[]", inner.items)
        case t.Tuple() | t.Union() | t.Intersection():
            mark = "[{}]" if isinstance(inner, t.Tuple) else "|{}"
            for number, part in enumerate(children(inner)):
                yield from _of_type(owner, place + mark.format(number), part)
        case _:
            pass
