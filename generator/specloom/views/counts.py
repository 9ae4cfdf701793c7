"""How much of an API reached the package, in numbers.

In: the API as published and as ready for code, its names, the diagnostics. Out:
:class:`Counts`. What comes in is what comes out plus what is listed: that is checked by
the tests, over every specification there is, and not made true here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from specloom.diagnostics import Diagnostic, Severity, code
from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.ir.walk import LEAVES, walk
from specloom.records import record
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Tally:
    """How many the sources declare, the package has, and the list of gaps names."""

    declared: int
    out: int
    listed: int


@record(frozen=True, slots=True)
class Counts:
    """`gaps` by code; `any` is how many of `fields` hold Any, by its cause."""

    operations: Tally
    webhooks: Tally
    declarations: Tally
    gaps: Mapping[str, int]
    fields: int
    any: Mapping[str, int]
    names: int
    numbered: int


def count(subject: Subject) -> Counts:
    """Count one API, after all views: they add diagnostics."""
    published, ready, names = subject.published, subject.api, subject.names
    items = list(subject.diagnostics)
    listed = dropped(items)
    gaps = Counter(item.code for item in items if item.severity is Severity.GAP)
    fields, causes = _fields(ready)
    total, numbered = names.stats()
    declarations = sum(it.origin == "component" for it in ready.declarations)
    declared = published.counts
    return Counts(
        Tally(declared.operations, len(ready.operations), listed["operation"]),
        Tally(declared.webhooks, len(ready.webhooks), listed["webhook"]),
        Tally(declared.declarations, declarations, listed["declaration"]),
        dict(sorted(gaps.items())),
        fields,
        dict(sorted(causes.items())),
        total,
        numbered,
    )


def dropped(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    """How many operations, webhooks and declarations diagnostics say were left out."""
    return Counter(code(item.code).drops or "" for item in diagnostics)


def _fields(api: Api) -> tuple[int, Counter[str]]:
    total = 0
    causes: Counter[str] = Counter()
    for declaration in api.declarations:
        if not isinstance(declaration.type, t.Object):
            continue
        total += len(declaration.type.fields)
        for field in declaration.type.fields:
            kind = type(field.type)
            if kind in LEAVES and kind is not t.Any_:
                continue
            for part in walk(field.type):
                if isinstance(part, t.Any_):
                    causes[part.cause] += 1
                    break
    return total, causes
