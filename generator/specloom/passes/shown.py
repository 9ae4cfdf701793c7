"""Operations that sources only show by example: evidence, a remark, or operations.

In: the API of all sources, merged. Out: the same without `shown`. An example of an
operation that a page describes in words is joined with it: one page shows what another
describes. Of what a document declares an example says nothing new. What nobody describes
is listed, with the place of its first call; or is taken in, if that is asked for.
"""

from __future__ import annotations

from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api, Operation
from specloom.ir.join import join_operations
from specloom.records import replace

ONLY_SHOWN: Final = "SL329"


def take_shown(api: Api, diagnostics: Diagnostics, *, include: bool = False) -> Api:
    """The API in which no operation is only shown. `include`: they are operations."""
    if not api.shown:
        return api
    places = {it.id: place for place, it in reversed([*enumerate(api.operations)])}
    operations = [*api.operations]
    unknown: dict[str, Operation] = {}
    for it in api.shown:
        place = places.get(it.id)
        if place is None:
            first = unknown.get(it.id)
            unknown[it.id] = it if first is None else join_operations(first, it)
        elif "path" in operations[place].evidence:
            operations[place] = join_operations(operations[place], it)
    counts = api.counts
    if include:
        operations += unknown.values()
        counts = replace(counts, operations=counts.operations + len(unknown))
    else:
        for it in unknown.values():
            why = it.evidence.get("path")
            diagnostics.add(
                ONLY_SHOWN,
                f"`{it.method} {it.path}` is known only from an example that calls it",
                it.span if why is None else why.span,
                hint="operations_from_examples = true generates what it shows",
            )
    return replace(api, operations=tuple(operations), shown=(), counts=counts)
