"""Names of operations: methods of a resource, and request classes.

In: an operation and the words of its resource. Out: candidates, best first. A method is
the `operationId` less what the resource says already; an id that only repeats verb and
path, or none, gives way to a name made of verb and path (`list`, `get`, `create_run`).
A request class is the `operationId` in full, which is unique by specification.
Pure functions; used by `table`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from specloom.ir.api import Operation
from specloom.names.resources import (
    GENERAL,
    is_neutral,
    segment,
    segments,
    static_words,
    telling,
)
from specloom.names.vocabulary import NOUNS, VERBS
from specloom.names.words import (
    Words,
    pascal,
    plural,
    singular,
    snake,
    spelled,
    stems,
    without_repetition,
    words,
)

EVENTS: Final[tuple[Words, ...]] = (("webhooks",), ("callbacks",))
_ON_ITEM: Final = {"post": "update", "put": "replace", "patch": "update"}
_BETWEEN_VERBS: Final = frozenset(("and", "or"))
_ON_COLLECTION: Final = {"post": "create", "put": "replace", "patch": "update"}


class OperationWords:
    """The words that an operation's names are made of. A record, made once each.

    `event` is the name of a webhook or a callback, which says what its path cannot.
    `said` is the operation's id without what frameworks add to it and without a number
    at its end, `numbered` whether there was one; `named` whether `said` says more than
    verb and path do.
    """

    __slots__ = (
        "by_path",
        "full",
        "method",
        "named",
        "nested",
        "numbered",
        "path",
        "resource",
        "said",
    )

    def __init__(
        self,
        operation: Operation,
        resource: Words,
        prefix: str,
        dotted: str,
        event: str = "",
    ) -> None:
        self.resource = resource
        self.method = operation.method.lower()
        self.path = operation.path
        self.full: Words = ()
        self.said: Words = ()
        self.numbered = False
        self.nested = False
        parts = telling(operation.path, prefix)
        written = operation.operation_id
        if written:
            if dotted and written.startswith(dotted):
                written = written[len(dotted) :]
            self.full = words(written)
            self.nested = "." in written or "/" in written
            said = words(_without_path(written, self.method, operation.path))
            self.numbered = len(said) > 1 and said[-1].isdigit()
            self.said = _without_machinery(said, self.method)
        self.named = bool(self.said) and not _is_path(self.said, self.method, parts)
        if event:
            self.by_path = words(event)
        else:
            self.by_path = _by_path(self.method, parts, resource)

    def parameters(self) -> list[str]:
        """The words of the placeholders of the path."""
        return [w for part in segments(self.path) for w in segment(part).parameters]

    def statics(self) -> list[str]:
        """The words of the path that are no placeholders."""
        return [w for found in static_words(segments(self.path)) for w in found]


def method_candidates(of: OperationWords) -> Iterator[str]:
    """Names of the method, best first."""
    once = best = of.by_path
    if of.named:
        once = _less_resource(of.said, of.resource, of)
        best = _less_resource(once, of.resource, of)
    yield snake(best)
    parameters = of.parameters()
    if of.numbered:
        yield snake(_told_apart(best, parameters))
    if of.named:
        yield snake(once)
        yield snake(of.said)
    else:
        yield snake([*best[:1], *_ownership(of)])
    if of.method not in best:
        yield snake([of.method, *(_ownership(of) if len(best) == 1 else best)])
    if parameters:
        yield snake([*best, "by", *parameters])
    if of.full:
        yield snake(of.full)
    yield snake([*(of.full or of.by_path), *of.resource])
    yield snake([of.method, *of.statics(), "by", *parameters])


def request_candidates(of: OperationWords) -> Iterator[str]:
    """Names of the request class, best first."""
    if of.named:
        said = without_repetition(of.said)
    else:
        said = [of.by_path[0], *_ownership(of)]
    yield pascal(said)
    parameters = of.parameters()
    if of.numbered:
        yield pascal(_told_apart(said, parameters))
    if of.named and not _begins(of.said, of.resource):
        yield pascal([*of.resource, *said])
    if of.method not in said:
        yield pascal([of.method, *said])
    if parameters:
        yield pascal([*said, "by", *parameters])
    if of.full:
        yield pascal(of.full)
    yield pascal([of.method, *of.statics()])
    yield pascal([of.method, *of.statics(), "by", *parameters])
    yield pascal(spelled(of.path))


def _told_apart(said: Sequence[str], parameters: Sequence[str]) -> list[str]:
    """What an id that ends in a number says, without the number."""
    if parameters:
        return [*said, "by", *parameters]
    return ["list" if word == "get" else word for word in said]


def _begins(said: Words, resource: Words) -> bool:
    return stems(said)[: len(resource)] == stems(resource)


def _ownership(of: OperationWords) -> list[str]:
    """What follows the verb where the resource is not at hand: `thread_runs`."""
    rest = list(of.by_path[1:])
    if of.resource in EVENTS:
        return rest
    owner = list(of.resource) if of.resource != GENERAL or not rest else [""]
    if rest or of.by_path[0] != "list":
        owner[-1] = singular(owner[-1])
    return without_repetition([*filter(None, owner), *rest])


def _without_path(written: str, method: str, path: str) -> str:
    """An id without the path and the method that FastAPI appends to it."""
    if not written.endswith("_" + method):
        return written
    made = f"{path.partition('?')[0]}_{method}"
    made = "".join(c if c.isalnum() or c == "_" else "_" for c in made)
    rest = written.removesuffix(made).strip("_")
    return rest if rest else written


def _without_machinery(said: Words, method: str) -> Words:
    """The words without a number at the end, and without springfox's `UsingGET`."""
    if len(said) > 1 and said[-1].isdigit():
        said = said[:-1]
    if len(said) > 2 and said[-2:] == ("using", method):
        said = said[:-2]
    return said


def _is_path(said: Words, method: str, parts: Sequence[str]) -> bool:
    """Whether an id says nothing but method and path: `GetThreadsThread`."""
    if method != said[0]:
        return False
    left = list(stems(said[1:]))
    for part in parts:
        found = segment(part)
        for word in stems(found.words):
            if not left or left.pop(0) != word:
                return False
        if found.placeholder:
            parameters = list(stems(found.parameters))
            if left[: len(parameters)] == parameters:
                del left[: len(parameters)]
            elif left and left[0] in parameters:
                del left[0]
    return not left


def _less_resource(said: Words, resource: Words, of: OperationWords) -> Words:
    """The words without what the resource says already, if something remains.

    `threads/create`, `createThread` and `createAgentThreads` all become `create` in the
    resource `agent threads`, `createAgentThread` becomes `create_thread` in `agents` and
    `create_and_start_thread` `create_and_start` in `threads`; `get_thread_runs` stays
    whole in `runs`, as `get_thread` would say something else. `getThreads` becomes
    `list` where it gets several.
    """
    while len(said) > 1 and _is_version(said[0]):
        said = said[1:]
    own, stem = stems(resource), stems(said)
    for size in range(len(own), 0, -1):
        tail = own[-size:]
        if stem[1:] == tail and said[0] in VERBS:
            many = said[0] == "get" and plural(said[-1]) and of.method == "get"
            return ("list",) if many and not of.path.endswith("}") else said[:1]
        rest = said[size:]
        if rest and stem[:size] == tail:
            return rest if said[0] not in VERBS or rest[0] in VERBS else said
        inner = said[1 + size :]
        if said[0] in VERBS and stem[1 : 1 + size] == tail and _is_subject(inner):
            return (said[0], *inner)
        if stem[-size:] == tail and _only_verbs(said[:-size]):
            return said[:-size]
    return _after_owner(said, stem, own, of.nested)


def _only_verbs(said: Words) -> bool:
    """Whether an id says nothing but what is done: `create`, `create_and_start`."""
    return bool(said) and all(word in VERBS or word in _BETWEEN_VERBS for word in said)


def _is_subject(said: Words) -> bool:
    """Whether words say something by themselves: `thread` does, `id_thread` does not."""
    return bool(said) and said[0] != "id" and not _is_version(said[0])


def _after_owner(said: Words, stem: Words, own: Words, nested: bool) -> Words:
    """What follows the resource in an id that is written from the outside to the inside.

    `nested`: dots or slashes say that it is.

    `streaming.sink.create` is `create` in `sinks`, `ml.get_jobs` is `get_jobs` in
    `ml anomaly`.
    """
    size = len(own)
    for start in range(len(said) - size if nested else 0):
        if stem[start : start + size] == own:
            return said[start + size :]
        if said[start] in VERBS:
            return said
    for size in range(len(own) - 1, 0, -1):
        if stem[:size] == own[:size] and said[size:] and said[size] in VERBS:
            return said[size:]
    return said


def _is_version(word: str) -> bool:
    return word[0] == "v" and word[1:].isdigit()


def _by_path(method: str, parts: Sequence[str], resource: Words) -> Words:
    """The words of a method named by verb and path."""
    rest = [p for p in _after_resource(parts, stems(resource)) if not is_neutral(p)]
    statics = static_words(rest)
    on_item = bool(parts) and segment(parts[-1]).placeholder
    custom = on_item and bool(parts) and bool(segment(parts[-1]).words)
    last = statics[-1] if statics and (not on_item or custom) else ()
    if last and last[0] in VERBS and (custom or _is_action(method, last)):
        return (*last, *_nouns(statics[:-1], one=True))
    named = statics[-1] if statics else resource
    match method:
        case "get":
            many = not on_item and plural(named[-1])
            verb = "list" if many else "get"
            return (verb, *_nouns(statics, one=on_item))
        case "post" | "put" | "patch":
            verb = (_ON_ITEM if on_item else _ON_COLLECTION)[method]
            return (verb, *_nouns(statics, one=True))
        case _:
            return (*words(method), *_nouns(statics, one=on_item))


def _is_action(method: str, last: Words) -> bool:
    """Whether the last segment of a path says what to do, and not with what."""
    if last[0] in NOUNS:
        return method == "post" and not plural(last[-1])
    return method in ("post", "get", "put") or len(last) > 1


def _after_resource(parts: Sequence[str], own: Words) -> Sequence[str]:
    """The segments after the one, or the several, that name the resource."""
    said: list[str] = []
    for index, part in enumerate(parts):
        found = stems(segment(part).words)
        if not found:
            continue
        if found == own:
            return parts[index + 1 :]
        said.extend(found)
        if tuple(said[-len(own) :]) == own and len(said) >= len(own):
            return parts[index + 1 :]
    return parts


def _nouns(statics: Sequence[Words], *, one: bool) -> list[str]:
    """The words of segments: all in the singular, the last one if `one`."""
    found = [[*part[:-1], singular(part[-1])] for part in statics]
    if found and not one:
        found[-1] = list(statics[-1])
    return without_repetition(word for part in found for word in part)
