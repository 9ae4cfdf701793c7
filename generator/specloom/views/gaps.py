"""`GAPS.md`: what could not be expressed, what was wrong, what is not plainly declared.

In: everything that was said about an API, after all other views. Out: :class:`Gaps`. The
order is that of codes and then of places, so it does not depend on how work is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from specloom.diagnostics import Diagnostic, Severity
from specloom.diagnostics import code as entry
from specloom.ir.api import Api
from specloom.ir.evidence import Grade
from specloom.ir.proofs import proofs
from specloom.layout import Inert
from specloom.records import record
from specloom.source import Span
from specloom.views.counts import Counts, Tally, count
from specloom.views.markdown import code, inline
from specloom.views.one_of import OneOf
from specloom.views.subject import Subject

_SHOWN: Final = 3
"""How many places are shown of those of which the same is said."""


@record(frozen=True, slots=True)
class Row:
    """What is said of a place, or of several. `hint` is empty where there is none."""

    place: Inert
    message: Inert
    hint: Inert


@record(frozen=True, slots=True)
class Group:
    """All places of one code."""

    code: Inert
    title: Inert
    rows: tuple[Row, ...]


@record(frozen=True, slots=True)
class Line:
    """A line of the table of counts."""

    what: Inert
    declared: int
    out: int
    listed: int


@record(frozen=True, slots=True)
class Gaps:
    """The whole page."""

    title: Inert
    lines: tuple[Line, ...]
    any_: tuple[tuple[Inert, int], ...]
    fields: int
    groups: tuple[Group, ...]
    inferred: tuple[Row, ...]


def gaps(subject: Subject) -> Iterator[tuple[str, Gaps]]:
    """The page of an API. To be asked last: views still add gaps."""
    subject.once(OneOf).report()
    counts = subject.once(count)
    said = [
        item
        for item in subject.diagnostics
        if item.severity in (Severity.GAP, Severity.ERROR)
    ]
    yield (
        "",
        Gaps(
            inline(subject.api.title),
            tuple(_lines(counts)),
            tuple((_cause(cause), number) for cause, number in counts.any.items()),
            counts.fields,
            tuple(_groups(said)),
            tuple(_inferred(subject.published)),
        ),
    )


def _lines(counts: Counts) -> Iterator[Line]:
    tallies: Mapping[str, Tally] = {
        "operations": counts.operations,
        "webhooks": counts.webhooks,
        "declarations": counts.declarations,
    }
    for what, tally in tallies.items():
        if tally.declared or what != "webhooks":
            yield Line(Inert(what), tally.declared, tally.out, tally.listed)


def _cause(cause: str) -> Inert:
    if cause == "unspecified":
        return Inert("the schema says nothing")
    title = entry(cause).title
    return Inert(f"{cause}, {title[:1].lower()}{title[1:]}")


def _groups(items: Iterable[Diagnostic]) -> Iterator[Group]:
    by_code: dict[str, list[Diagnostic]] = {}
    for item in items:
        by_code.setdefault(item.code, []).append(item)
    for name, group in sorted(by_code.items()):
        title = Inert(entry(name).title)
        rows = sorted(map(_row, group), key=_order)
        yield Group(Inert(name), title, _folded(dict.fromkeys(rows)))


def _folded(rows: Iterable[_Placed]) -> tuple[Row, ...]:
    """The rows; one for all places of which the same is said, with the first of them."""
    places: dict[tuple[str, str], list[Inert]] = {}
    for _, row in rows:
        places.setdefault((row.message, row.hint), []).append(row.place)
    return tuple(
        Row(_places(them), Inert(message), Inert(hint))
        for (message, hint), them in places.items()
    )


def _places(places: list[Inert]) -> Inert:
    shown = ", ".join(places[:_SHOWN])
    more = len(places) - _SHOWN
    return Inert(f"{shown} and {more} more" if more > 0 else shown)


_Place = tuple[str, int, int]
_Placed = tuple[_Place, Row]


def _order(placed: _Placed) -> tuple[_Place, str]:
    return placed[0], placed[1].message


def _row(item: Diagnostic) -> _Placed:
    hint = inline(item.hint) if item.hint else Inert("")
    place = _place(item.span)
    return place, Row(_shown(place), inline(item.message), hint)


def _place(span: Span | None) -> _Place:
    return ("", 0, 0) if span is None else (span.path, *span.position())


def _shown(place: _Place) -> Inert:
    path, line, column = place
    return code(f"{path}:{line}:{column}") if path else Inert("")


def _inferred(api: Api) -> Iterator[Row]:
    """What rests on an example, or on a guess, rather than on a declaration."""
    weak: dict[tuple[_Place, str, str], list[str]] = {}
    for proof in proofs(api):
        for attribute, why in proof.evidence.items():
            if why.grade <= Grade.INFERRED:
                how = f"{why.grade.name.lower()}: {why.rule}"
                key = _place(why.span), f"`{proof.id}`", how
                weak.setdefault(key, []).append(attribute)
    for (place, what, how), attributes in sorted(weak.items()):
        said = f"{' and '.join(sorted(attributes))} of {what}, {how}"
        yield Row(_shown(place), inline(said), Inert(""))
