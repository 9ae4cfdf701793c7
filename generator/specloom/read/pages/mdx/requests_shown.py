"""The calls that a page shows: what they add to an operation, or how they contradict it.

In: fences with calls, and an operation. Out: the calls that are of that operation, and
the operation with what only they say. Raises SpecError for calls that go elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from specloom.diagnostics import SpecError, diagnostic
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.ir.api import Operation, Server
from specloom.ir.join import join_operations
from specloom.ir.join.types import join_examples
from specloom.read.pages.mdx.fields import Claim, claims
from specloom.read.pages.mdx.heads import Head
from specloom.read.pages.mdx.tree import Code, Element, Node
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.calls import calls as calls_in
from specloom.read.pages.snippets.shown import operation_of, path_of, servers_of
from specloom.records import replace

OTHER_PATH: Final = "SL349"


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(r"\{([^{}]*)\}")


def calls_of(fences: Sequence[Code]) -> list[Call]:
    """The calls over HTTP in some fences."""
    found: list[Call] = []
    for code in fences:
        fence = code.fence
        window = Window(
            code.file.source, fence.content_start, fence.content_end, fence.indent
        )
        found.extend(calls_in(window).http)
    return found


def head_of_calls(nodes: Sequence[Node]) -> Head | None:
    """The operation that all calls of a page are of, if there is one."""
    calls = calls_of([*_fences(nodes)])
    calls = [it for it in calls if it.notation in ("curl", "http")] or calls
    named = [it for it in claims(nodes) if it.place == "path"]
    found: dict[tuple[str, str | None], Call] = {}
    for call in calls:
        found.setdefault((call.method, _with_names(path_of(call), named)), call)
    if len(found) != 1:
        return None
    (method, path), call = next(iter(found.items()))
    if path is None:
        return None
    servers = servers_of([call])
    base = servers[0].url if servers else None
    return Head(method, path, call.url_span, "call", base, shown=True)


def _fences(nodes: Sequence[Node]) -> Iterator[Code]:
    for node in nodes:
        if isinstance(node, Code):
            yield node
        elif isinstance(node, Element):
            yield from _fences(node.children)


def _with_names(path: str, named: Sequence[Claim]) -> str | None:
    """A path whose values, or placeholders, have the names of the fields of the path.

    None if it cannot be told which these are.
    """
    if not named:
        return path
    segments = path.split("/")
    placeholders = [at for at, it in enumerate(segments) if it[:1] == "{"]
    values = [at for at, it in enumerate(segments) if _value().fullmatch(it)]
    needed = [it for it in named if (it.flag("required") or (False,))[0]]
    for fields in (named, needed):
        for found in (placeholders, values):
            if len(found) == len(fields):
                for at, claim in zip(found, fields, strict=True):
                    segments[at] = "{" + claim.name + "}"
                return "/".join(segments)
    return None


@cache
def _value() -> re.Pattern[str]:
    """A segment of a path that may be a value: nothing that names a collection."""
    return re.compile(r"\{.*\}|(?!v\d+(?:\.\d+)?$)\w*(?:\d|[a-z][A-Z])[\w.-]*")


def fits(call: Call, operation: Operation) -> bool:
    """Whether a call is one of an operation. A value in a path may hold slashes."""
    if call.method != operation.method:
        return False
    return _shape(operation.path).fullmatch(call.path.rstrip("/") or "/") is not None


@cache
def _shape(path: str) -> re.Pattern[str]:
    parts = _placeholder().split(path)
    shape = "".join(
        ".+?" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re.compile(f"(?:/[^{{}}]*?)?{shape}", re.DOTALL)


def refuse_other(calls: Sequence[Call], operation: Operation, head: Head) -> None:
    """Refuses a page whose own calls of this method go to another path.

    A call of another method to this path says that the path is right.
    """
    mine = operation.path.split("/")
    if any(fits(replace(it, method=operation.method), operation) for it in calls):
        return
    for call in calls:
        theirs = (call.path.rstrip("/") or "/").split("/")
        if call.method != operation.method or len(theirs) != len(mine):
            continue
        message = (
            f"the page is about `{operation.method} {operation.path}`, and its example "
            f"calls `{call.path}`"
        )
        hint = "correct the path in the page, or in its example"
        related = (("the path", head.span),)
        raise SpecError(
            diagnostic(OTHER_PATH, message, call.url_span, hint=hint, related=related)
        )


def with_calls(operation: Operation, own: Sequence[Call]) -> Operation:
    """The operation with what calls show that the page does not describe.

    Where fields of a kind are described, those that only a call has are samples of the
    user's own, not further fields.
    """
    if not own:
        return operation
    shown = operation_of(own, path=operation.path)
    described = {it.location for it in operation.parameters}
    parameters = tuple(
        it
        for it in shown.parameters
        if it.location not in described and not isinstance(it.type, t.Object | t.Array)
    )
    body = shown.body
    if operation.body is not None and body is not None:
        # What is described is joined with samples of its media type already.
        known = {it.media_type for it in operation.body.contents}
        rest = tuple(it for it in body.contents if it.media_type not in known)
        body = replace(body, contents=rest) if rest and "text/plain" in known else None
    examples = {(it.location, it.name.lower()): it.examples for it in shown.parameters}
    described_too = tuple(
        replace(
            it,
            examples=join_examples(
                it.examples, examples.get((it.location, it.name.lower()), ())
            ),
        )
        for it in operation.parameters
    )
    operation = replace(operation, parameters=described_too)
    shown = replace(shown, parameters=parameters, body=body, evidence=t.NO_EVIDENCE)
    return join_operations(operation, shown)


def servers(head: Head, own: Sequence[Call]) -> tuple[Server, ...]:
    if head.server is not None and "://" in head.server and "{" not in head.server:
        return (Server(head.server),)
    return servers_of(own)
