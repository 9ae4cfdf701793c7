"""What becomes of notes when types are merged.

In: the notes of two schemas that say something of one value. Out: the notes of the
result. Used by the other modules of `compose`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from specloom.ir import types as t
from specloom.ir.evidence import Evidence, implied
from specloom.records import replace

T = TypeVar("T", bound=t.Type)


def over(outer: t.Notes, inner: t.Notes) -> t.Notes:
    """Notes of a schema around another: the outer ones win, assertions add up."""
    if inner is t.NO_NOTES or inner is outer:
        return outer
    if outer is t.NO_NOTES:
        return inner
    residual = inner.residual
    if outer.residual != residual:
        residual += tuple(it for it in outer.residual if it not in residual)
    return t.Notes(
        title=outer.title if outer.title is not None else inner.title,
        description=(
            outer.description if outer.description is not None else inner.description
        ),
        default=outer.default if outer.default is not t.UNSET else inner.default,
        direction=outer.direction if outer.direction != "both" else inner.direction,
        deprecated=outer.deprecated or inner.deprecated,
        examples=outer.examples or inner.examples,
        residual=residual,
        extensions=(
            {**inner.extensions, **outer.extensions}
            if inner.extensions
            else outer.extensions
        ),
        external_docs=outer.external_docs or inner.external_docs,
        comment=outer.comment if outer.comment is not None else inner.comment,
        xml=outer.xml if outer.xml is not None else inner.xml,
        evidence=(
            {**inner.evidence, **outer.evidence} if inner.evidence else outer.evidence
        ),
        conflicts=outer.conflicts + inner.conflicts,
    )


def inherited(notes: t.Notes) -> t.Notes:
    """What a schema passes on to those that contain it: assertions, but no prose.

    A description tells what the schema is, and its child is something else.
    """
    if notes is t.NO_NOTES:
        return notes
    why = implying(notes)
    if (
        not notes.residual
        and notes.direction == "both"
        and notes.default is t.UNSET
        and why is t.NO_EVIDENCE
    ):
        return t.NO_NOTES
    return t.Notes(
        residual=notes.residual,
        direction=notes.direction,
        default=notes.default,
        evidence=why,
    )


def bare(type_: T) -> T:
    """The type without notes, but for what implies it."""
    why = implying(type_.notes)
    return noted(type_, t.NO_NOTES if why is t.NO_EVIDENCE else t.Notes(evidence=why))


def implying(notes: t.Notes) -> Mapping[str, Evidence]:
    """The evidence by which a type is implied; none of one that is stated."""
    if notes.evidence and implied(notes.evidence):
        return {"type": notes.evidence["type"]}
    return t.NO_EVIDENCE


def stating(notes: t.Notes) -> t.Notes:
    """The notes of what is no more implied."""
    if not notes.evidence or not implied(notes.evidence):
        return notes
    kept = {key: why for key, why in notes.evidence.items() if key != "type"}
    return replace(notes, evidence=kept)


def noted(type_: T, notes: t.Notes) -> T:
    """The type with these notes."""
    return type_ if notes is type_.notes else replace(type_, notes=notes)


def silent(notes: t.Notes) -> bool:
    """Whether notes say nothing."""
    return notes is t.NO_NOTES or notes == t.NO_NOTES
