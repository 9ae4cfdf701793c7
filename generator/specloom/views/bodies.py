"""What a client sends and gets as a body, for each media type.

In: the content of a request or an answer. Out: :class:`Carried`: the type that the plan
names and the annotation that users see. JSON, forms and multipart are typed; of what
the runtime cannot take apart it carries the text or the bytes, and that is listed.
Used by the views of plans, clients and errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Content, Operation, Response
from specloom.records import record
from specloom.views.hints import Hints, union
from specloom.views.media import carriage, essence, is_textual

_ANY: Final = t.Any_()
_BINARY: Final = t.Binary()
_TEXT: Final = t.Primitive("string")
_FREE: Final = t.Object(())
_EMPTY: Final = frozenset(("204", "205", "304"))
_RAW: Final = frozenset(("text", "bytes"))
_WHOLE: Final = (t.Primitive, t.Binary, type(None))


@record(frozen=True, slots=True)
class Carried:
    """A media type as the plan has it, with the type of the IR that it really carries.

    `members` is the annotation, as the members of a union. Of a request, it is what a
    server gets; `given` is what a client may give. What is read item by item says so in
    `items`: `type` and `members` are those of an item, which is a line, the data of an
    event, or the whole event.
    """

    media_type: str
    type: t.Type
    members: Sequence[str]
    given: Sequence[str] = ()
    items: Literal["line", "data", "whole"] | None = None


class Bodies:
    """The bodies of one API. Shared answers are looked at, and listed, once."""

    def __init__(
        self,
        hints: Hints,
        declarations: Mapping[str, t.Type],
        diagnostics: Diagnostics,
    ) -> None:
        self._hints = hints
        self._declarations = declarations
        self._diagnostics = diagnostics
        self._answers: dict[int, tuple[Carried, ...]] = {}

    def answer(self, response: Response, method: str = "") -> tuple[Carried, ...]:
        """The bodies of an answer to a request, in source order.

        Some answers have none, whatever a document says (RFC 9110, section 6.4.1).
        """
        if method == "HEAD" or response.status in _EMPTY:
            return ()
        known = self._answers.get(id(response))
        if known is None:
            known = self._answers[id(response)] = self._answer(response)
        return known

    def result(self, operation: Operation) -> list[str]:
        """What a successful call returns as a whole, as the members of a union."""
        members: list[str] = []
        for response in successes(operation):
            carried = self.answer(response, operation.method)
            if not carried:
                members.append("None")
            for one in carried:
                if one.items is None:
                    members.extend(one.members)
        return members or ["None"]

    def items(self, operation: Operation) -> list[str]:
        """What a stream of a successful call is made of, as the members of a union."""
        return [
            member
            for response in successes(operation)
            for carried in self.answer(response, operation.method)
            if carried.items is not None
            for member in carried.members
        ]

    def _answer(self, response: Response) -> tuple[Carried, ...]:
        contents = self.told_apart(response.contents)
        success = response.status[:1] == "2"
        return tuple([self._received(content, success) for content in contents])

    def _streamed(self, content: Content) -> Carried:
        """A body that is read item by item.

        What a schema in place of `itemSchema` says of events are their data; the text
        of the whole stream, as which some describe it, says nothing of them.
        """
        media, type_, item = content.media_type, content.type, content.item
        if essence(media) == "text/event-stream":
            if item is not None:
                return self._item(media, item, "whole")
            target = self.behind(type_)
            if isinstance(target, t.Primitive | t.Binary | t.Array | None):
                type_ = target.items if isinstance(target, t.Array) else None
            found = self._item(media, type_ or _ANY, "data")
            members = [f"Event[{union(found.members)}]"]
            return Carried(media, found.type, members, items="data")
        target = self.behind(type_)
        if item is None and isinstance(target, t.Primitive | t.Binary | None):
            item = _ANY
        elif item is None and isinstance(target, t.Array):
            item = target.items
        return self._item(media, item or type_ or _ANY, "line")

    def _item(
        self, media: str, type_: t.Type, items: Literal["line", "data", "whole"]
    ) -> Carried:
        return Carried(media, type_, self._hints.members(type_), items=items)

    def told_apart(self, contents: Sequence[Content]) -> Sequence[Content]:
        """The contents without what JSON says too, in a form that is not taken apart."""
        if len(contents) < 2:
            return contents
        typed = [it.type for it in contents if carriage(it.media_type) == "json"]
        if not typed:
            return contents
        kept = []
        for it in contents:
            raw = carriage(it.media_type) in _RAW and it.type in typed
            if raw and not isinstance(self.behind(it.type), _WHOLE):
                self._say("SL638", it, "says what the JSON says")
            else:
                kept.append(it)
        return kept

    def _received(self, content: Content, success: bool) -> Carried:
        media, type_ = content.media_type, content.type
        kind = carriage(media)
        if kind == "json":
            return self._carried(media, type_ or _ANY)
        if kind == "stream" and success:
            return self._streamed(content)
        if kind in ("stream", "parts"):
            self._say("SL625", content, "is read to its end and given as text")
            return self._carried(media, _TEXT)
        target = self.behind(type_)
        if kind == "text" or is_textual(media):
            if not isinstance(target, t.Primitive | t.Binary | t.Any_ | None):
                self._say("SL624", content, "is given as text")
            binary = isinstance(target, t.Binary)
            return self._carried(media, _BINARY if binary else _TEXT)
        if not isinstance(target, t.Primitive | t.Binary | t.Any_ | None):
            self._say("SL624", content, "is given as bytes")
        return self._carried(media, _BINARY)

    def sent(self, content: Content) -> Carried:
        """The body of a request in one media type."""
        media, type_ = content.media_type, content.type
        kind = carriage(media)
        target = self.behind(type_)
        if kind == "json" and not isinstance(target, t.Binary):
            return self._sent(media, type_ or _ANY)
        if kind in ("form", "multipart"):
            if self.is_object(type_):
                return self._sent(media, type_ or _FREE)
            if not isinstance(target, t.Any_ | None):
                self._say("SL626", content, "takes fields of any name and type")
            return self._sent(media, _FREE)
        if kind == "json" and "json" not in media:
            media = "*/*"
        textual = kind == "text" or is_textual(media)
        simple = isinstance(target, t.Primitive | t.Binary | t.Any_ | None)
        if not simple or kind in ("stream", "parts"):
            how = "is taken as text" if textual else "is taken as bytes"
            self._say("SL623", content, how)
        if textual and not isinstance(target, t.Binary):
            return self._sent(media, _TEXT)
        return Carried(media, _BINARY, ("ByteStream",), ("Bytes",))

    def _sent(self, media: str, type_: t.Type) -> Carried:
        members = self._hints.members(type_)
        return Carried(media, type_, members, members)

    def behind(self, type_: t.Type | None) -> t.Type | None:
        """The type that a reference leads to, without null."""
        for _ in range(16):
            if isinstance(type_, t.Nullable):
                type_ = type_.inner
            elif isinstance(type_, t.Ref):
                type_ = self._declarations.get(type_.id)
            else:
                break
        return type_

    def is_object(self, type_: t.Type | None, depth: int = 8) -> bool:
        """Whether every instance of a type is an object."""
        target = self.behind(type_)
        if isinstance(target, t.Union) and depth:
            return all(self.is_object(it, depth - 1) for it in target.variants)
        return isinstance(target, t.Object | t.Map)

    def _carried(self, media: str, type_: t.Type) -> Carried:
        return Carried(media, type_, self._hints.members(type_))

    def _say(self, code: str, content: Content, what: str) -> None:
        self._diagnostics.add(
            code, f"a body of {essence(content.media_type)} {what}", content.span
        )


def successes(operation: Operation) -> list[Response]:
    """The answers of a successful call: 2XX, or `default` where none is documented."""
    found = [it for it in operation.responses if it.status[:1] == "2"]
    if not found:
        found = [it for it in operation.responses if it.status == "default"]
    return found
