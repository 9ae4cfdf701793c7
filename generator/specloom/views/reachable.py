"""Which operations a server can serve: those that a request can be told to be for.

In: an API ready for code, with its names. Out: :class:`Reachable`: the resources with
the operations that have a route. Two operations may be the same request on the wire
(their paths differ in a fragment, or in the names of placeholders); the server has the
first one, and the other one is listed. Made once for a subject; used by the views of
servers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api, Operation
from specloom.names import Resource
from specloom.records import record, replace
from specloom.views.subject import Subject

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


@record(frozen=True, slots=True)
class Reachable:
    """The resources that a server has; `operations` of each are those with a route."""

    resources: tuple[Resource, ...]

    @staticmethod
    def of(subject: Subject) -> Reachable:
        """That of a subject, made on first use."""
        return subject.once(_reachable)


def _reachable(subject: Subject) -> Reachable:
    without = {it.id for it in _unreachable(subject.api, subject.diagnostics)}
    resources = []
    for resource in subject.names.resources:
        left = tuple([id_ for id_ in resource.operations if id_ not in without])
        if len(left) == len(resource.operations):
            resources.append(resource)
        elif left:
            resources.append(replace(resource, operations=left))
    return Reachable(tuple(resources))


def _unreachable(api: Api, diagnostics: Diagnostics) -> Iterator[Operation]:
    """The operations that no request is for."""
    first: dict[object, Operation] = {}
    for it in api.operations:
        if it.path[:1] != "/":
            message = f"the server has no {it.method} {it.path}: its path is a URL"
            diagnostics.add("SL661", message, it.span)
            yield it
            continue
        known = first.setdefault(_request(it), it)
        if known is it:
            continue
        if _shape(known.path) != _shape(it.path):
            # Where the shapes are equal, the pass `resolve` has listed it.
            hint = f"the server gives all of them to {known.method} {known.path}"
            message = f"requests do not tell {it.method} {it.path} from another one"
            related = (("the other one", known.span),) if known.span else ()
            diagnostics.add("SL660", message, it.span, hint=hint, related=related)
        yield it


def _request(it: Operation) -> object:
    """What a server sees of an operation: method, shape of the path, query."""
    if "#" not in it.path and "?" not in it.path:
        return it.method, _shape(it.path)
    path, _, query = it.path.partition("#")[0].partition("?")
    pairs = frozenset(parse_qsl(query, keep_blank_values=True))
    return (it.method, _shape(path), pairs) if pairs else (it.method, _shape(path))


def _shape(path: str) -> str:
    return _PLACEHOLDER.sub("{}", path) if "{" in path else path
