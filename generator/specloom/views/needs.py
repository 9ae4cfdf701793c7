"""What declarations need, and who needs them.

In: an API ready for code (declarations in dependency order, those that need one another
side by side). Out: the graph of their references; from where each is reached, requests
and answers apart; the groups that have to stay together. Made once and shared by the
views of models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from specloom.ir import types as t
from specloom.ir.api import Api, Content, Operation
from specloom.ir.walk import refs


class Needs:
    """The graph of references between declarations, by id."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.of: Mapping[str, Sequence[str]] = {
            it.id: refs(it.type) for it in api.declarations
        }

    def groups(self) -> list[list[str]]:
        """Declarations that need one another, in dependency order.

        In that order a reference leads forward only inside of a group, and across every
        border inside of a group some reference does: so a group ends where no reference
        leads further.
        """
        order = [it.id for it in self._api.declarations]
        index = {id_: at for at, id_ in enumerate(order)}
        groups: list[list[str]] = []
        start = last = 0
        for at, id_ in enumerate(order):
            last = max(at, last, *[index[it] for it in self.of[id_] if it in index])
            if last == at:
                groups.append(order[start : at + 1])
                start = at + 1
        return groups

    def spread(self, marks: dict[str, int]) -> dict[str, int]:
        """Marks (sets of bits) of declarations, given on to all that these need."""
        marks = dict(marks)
        for group in reversed(self.groups()):
            mark = 0
            for id_ in group:
                mark |= marks.get(id_, 0)
            if not mark:
                continue
            for id_ in group:
                marks[id_] = mark
                for needed in self.of[id_]:
                    marks[needed] = marks.get(needed, 0) | mark
        return marks


def sent_and_got(operation: Operation) -> tuple[set[str], set[str]]:
    """The declarations that a request names directly, and those that an answer does.

    Requests of callbacks are got and their answers sent.
    """
    sent: set[str] = set()
    got: set[str] = set()
    for parameter in operation.parameters:
        sent.update(refs(parameter.type))
    if operation.body is not None:
        sent.update(_named(operation.body.contents))
    for response in operation.responses:
        got.update(_named(response.contents))
        for header in response.headers:
            got.update(refs(header.type))
    for callback in operation.callbacks:
        for called in callback.operations:
            theirs, ours = sent_and_got(called)
            got |= theirs
            sent |= ours
    return sent, got


def _named(contents: Sequence[Content]) -> Iterator[str]:
    for content in contents:
        for type_ in (content.type, content.item):
            if type_ is not None:
                yield from refs(type_)
        for encoding in content.encoding:
            for header in encoding.headers:
                yield from refs(header.type)


SENT = 1
GOT = 2


def directions(api: Api, needs: Needs) -> Mapping[str, int]:
    """Whether each declaration is sent, got, or both. Empty if nothing depends on it."""
    if not any(
        field.direction != "both"
        for it in api.declarations
        if isinstance(it.type, t.Object)
        for field in it.type.fields
    ):
        return {}
    marks: dict[str, int] = {}
    for sending, operations in ((True, api.operations), (False, api.webhooks)):
        for operation in operations:
            sent, got = sent_and_got(operation)
            for mark, ids in ((SENT, sent), (GOT, got)):
                for id_ in ids:
                    marks[id_] = marks.get(id_, 0) | (mark if sending else 3 - mark)
    return needs.spread(marks)
