"""What declarations need, and who needs them.

In: an API ready for code (declarations in dependency order, those that need one another
side by side). Out: the graph of their references; from where each is reached, requests
and answers apart; the groups that have to stay together. Made once and shared by the
views of models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from specloom.ir import types as t
from specloom.ir.api import Api, Content, Operation
from specloom.ir.walk import refs
from specloom.records import record

SENT = 1
GOT = 2


@record(frozen=True, slots=True)
class Root:
    """An operation or webhook, and the declarations that it names directly."""

    operation: Operation
    sent: set[str]
    got: set[str]


class Needs:
    """The graph of references between declarations, by id.

    `groups` are the declarations that need one another, in dependency order.
    """

    def __init__(self, api: Api) -> None:
        self.roots: Sequence[Root] = [
            *(Root(it, *_sent_and_got(it)) for it in api.operations),
            *(Root(it, *reversed(_sent_and_got(it))) for it in api.webhooks),
        ]
        self.of: Mapping[str, Sequence[str]] = {
            it.id: refs(it.type) for it in api.declarations
        }
        self.groups: Sequence[list[str]] = _groups(self.of)

    def spread(self, marks: dict[str, int]) -> dict[str, int]:
        """Marks (sets of bits) of declarations, given on to all that these need."""
        marks = dict(marks)
        for group in reversed(self.groups):
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

    def directions(self) -> Mapping[str, int]:
        """Whether each declaration is sent, got, or both."""
        marks: dict[str, int] = {}
        for root in self.roots:
            for mark, ids in ((SENT, root.sent), (GOT, root.got)):
                for id_ in ids:
                    marks[id_] = marks.get(id_, 0) | mark
        return self.spread(marks)


def _groups(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """In dependency order a reference leads forward only inside of a group, and across
    every border inside of a group some reference does: so a group ends where no
    reference leads further."""
    order = list(needs)
    index = {id_: at for at, id_ in enumerate(order)}
    groups: list[list[str]] = []
    start = last = 0
    for at, id_ in enumerate(order):
        for needed in needs[id_]:
            to = index.get(needed, 0)
            if to > last:
                last = to
        if last <= at:
            groups.append(order[start : at + 1])
            start = last = at + 1
    return groups


def _sent_and_got(operation: Operation) -> tuple[set[str], set[str]]:
    """The declarations that a request names directly, and those that an answer does.

    Requests of callbacks are got and their answers sent.
    """
    sent: set[str] = set()
    got: set[str] = set()
    for parameter in operation.parameters:
        _note(parameter.type, sent)
    if operation.body is not None:
        _note_contents(operation.body.contents, sent)
    for response in operation.responses:
        _note_contents(response.contents, got)
        for header in response.headers:
            _note(header.type, got)
    for callback in operation.callbacks:
        for called in callback.operations:
            theirs, ours = _sent_and_got(called)
            got |= theirs
            sent |= ours
    return sent, got


def _note_contents(contents: Sequence[Content], ids: set[str]) -> None:
    for content in contents:
        if content.type is not None:
            _note(content.type, ids)
        if content.item is not None:
            _note(content.item, ids)
        for encoding in content.encoding:
            for header in encoding.headers:
                _note(header.type, ids)


def _note(type_: t.Type, ids: set[str]) -> None:
    cls = type(type_)
    if cls is t.Ref:
        # Quicker than isinstance, and mypy does not narrow by it.
        ids.add(type_.id)  # type: ignore[union-attr]
    elif cls is not t.Primitive:
        ids.update(refs(type_))
