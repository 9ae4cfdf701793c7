"""Paths of calls that the rest of their page contradicts.

In: the calls of a page by operation, the calls of client libraries that stand beside
them, and the page. Out: the operations that are not to be believed, each with the reason.
For tutorials three things tell: the same call of a client library stands elsewhere beside another
path; a segment is there twice in a row, which that call names once; the prose names
another path that nothing on the page calls, and that ends alike. For pages that name their
operations it is the other way round: their own examples tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise

from specloom.ir.api import Operation
from specloom.read.pages.saying import normal_path, operation_id, stretch
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.shown import path_of
from specloom.records import record
from specloom.source import SourceFile, Span


@record(frozen=True, slots=True)
class Contradiction:
    """Why an operation is not believed, as the end of a sentence, and what says so."""

    reason: str
    span: Span | None


@record(frozen=True, slots=True)
class Beside:
    """The calls of one step: of client libraries by name, over HTTP by operation."""

    sdk: tuple[str, ...]
    http: tuple[str, ...]


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        r"`(GET|PUT|POST|DELETE|PATCH)[ \t]+(/[^\s`]*)`"
        r"|\b(GET|PUT|POST|DELETE|PATCH)[ \t]+`(/[^\s`]*)`"
    )


def contradictions(
    source: SourceFile, calls: Mapping[str, Sequence[Call]], steps: Sequence[Beside]
) -> dict[str, Contradiction]:
    """The operations that the page contradicts; see the module."""
    return {
        **_by_prose(source, calls),
        **_twice(calls, steps),
        **_by_library(calls, steps),
    }


def called_otherwise(
    operation: Operation,
    calls: Sequence[Call],
    elsewhere: Sequence[Call],
    others: Collection[str],
) -> Call | None:
    """The call that contradicts the path of an operation, among those in its section.

    It has the operation's method, and another path of that length. None if any call, here
    or `elsewhere`, is to the path of the operation, whatever its method: then the path is
    right. `others` are further operations of the page, whose calls contradict nothing.
    """
    mine = operation.path.split("/")
    for call in (*calls, *elsewhere):
        if _alike(path_of(call).split("/")[-len(mine) + 1 :], mine[1:]):
            return None
    for call in calls:
        path = path_of(call)
        if path.count("/") != operation.path.count("/"):
            path = _version().sub("", path, count=1)
        if (
            call.method == operation.method
            and path.count("/") == operation.path.count("/")
            and operation_id(call.method, path) not in others
        ):
            return call
    return None


@cache
def _version() -> re.Pattern[str]:
    """What stands before the paths of an API, and belongs to its server."""
    return re.compile(r"^(?:/(?:api|rest|v\d+(?:\.\d+)?|beta))+(?=/)", re.IGNORECASE)


def _alike(path: Sequence[str], other: Sequence[str]) -> bool:
    """Whether segments of a call may be those of a path with placeholders."""
    return len(path) == len(other) and all(
        a == b or "{" in a or "{" in b for a, b in zip(path, other, strict=True)
    )


def _by_library(
    calls: Mapping[str, Sequence[Call]], steps: Sequence[Beside]
) -> dict[str, Contradiction]:
    """Operations that one call of a client library cannot all stand for."""
    beside: dict[str, Counter[str]] = {}
    for step in steps:
        if len(step.sdk) == 1 and len({*step.http}) == 1:
            beside.setdefault(step.sdk[0], Counter()).update({*step.http})
    found: dict[str, Contradiction] = {}
    for name, counts in beside.items():
        # With one more or one less argument a call may well have another path.
        alike: dict[int, list[tuple[str, int]]] = {}
        for id_, count in counts.most_common():
            alike.setdefault(id_.count("/"), []).append((id_, count))
        for (first, most), *others in alike.values():
            for id_, _ in others:
                reason = f"stands for `{name}`, as does `{first}`"
                found[id_] = Contradiction(reason, calls[first][0].url_span)
            if others and others[0][1] == most:
                reason = f"stands for `{name}`, as does `{others[0][0]}`"
                place = calls[others[0][0]][0].url_span
                found[first] = Contradiction(reason, place)
    return found


def _twice(
    calls: Mapping[str, Sequence[Call]], steps: Sequence[Beside]
) -> dict[str, Contradiction]:
    """Operations whose path has a segment twice in a row, by mistake."""
    found: dict[str, Contradiction] = {}
    beside: dict[str, list[str]] = {}
    for step in steps:
        for id_ in step.http:
            beside.setdefault(id_, []).extend(step.sdk)
    for id_ in calls:
        segments = id_.split(" ", 1)[1].split("/")
        for before, segment in pairwise(segments):
            if before != segment or not segment or "{" in segment:
                continue
            once = id_.replace(f"/{segment}/{segment}", f"/{segment}", 1)
            names = beside.get(id_, ())
            if once in calls:
                reason = f"has `{segment}` twice, and `{once}` is called as well"
                found[id_] = Contradiction(reason, calls[once][0].url_span)
            elif any(f".{it}.".count(f".{segment}.") == 1 for it in names):
                reason = f"has `{segment}` twice, and the call beside it has it once"
                found[id_] = Contradiction(reason, None)
    return found


def _by_prose(
    source: SourceFile, calls: Mapping[str, Sequence[Call]]
) -> dict[str, Contradiction]:
    """Operations that the prose calls otherwise."""
    named: dict[str, Span] = {}
    for it in _named().finditer(source.text):
        method, path = it[1] or it[3], it[2] or it[4]
        id_ = operation_id(method, normal_path(path))
        named.setdefault(id_, stretch(source, it.start(), it.end()))
    missing = {_tail(id_): id_ for id_ in named if id_ not in calls}
    found: dict[str, Contradiction] = {}
    for id_ in calls:
        other = missing.get(_tail(id_))
        if id_ not in named and other is not None:
            reason = f"is called `{other}` in the text"
            found[id_] = Contradiction(reason, named[other])
    return found


def _tail(id_: str) -> tuple[str, str]:
    """The method, and the last segment of the path that is no placeholder."""
    method, path = id_.split(" ", 1)
    literals = [it for it in path.split("/") if it and "{" not in it]
    return method, literals[-1] if literals else path
