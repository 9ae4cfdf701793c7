"""What can be called, as plans, clients and servers see it alike.

In: an API ready for code, with its names. Out: a :class:`Call` for each operation, its
arguments with their annotations in the order in which they are given, and what
comes back. Made once for a subject and shared by the views (`Subject.once`); what a
specification needs and the output does not do is listed here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Body, Content, Encoding, Operation, Parameter
from specloom.records import record
from specloom.views.bodies import Bodies, Carried
from specloom.views.hints import Hints, union
from specloom.views.limits import list_limits
from specloom.views.media import carriage, essence
from specloom.views.subject import Subject

_IDEMPOTENCY: Final = frozenset(("idempotency-key", "x-idempotency-key"))
_RANK: Final = {
    "json": 0,
    "form": 1,
    "multipart": 1,
    "text": 2,
    "bytes": 2,
    "stream": 3,
    "parts": 3,
}


@record(frozen=True, slots=True)
class Argument:
    """A parameter of an operation. `hint` says nothing of MISSING."""

    name: str
    hint: str
    required: bool
    parameter: Parameter

    @property
    def made_up(self) -> bool:
        """Whether clients make up a value: the key that makes repeating safe."""
        it = self.parameter
        return it.location == "header" and it.name.lower() in _IDEMPOTENCY


@record(frozen=True, slots=True)
class Keyword:
    """A field of an object body that may be given as a keyword."""

    name: str
    hint: str
    required: bool


@record(frozen=True, slots=True)
class Choice:
    """A type of a body, and the media types that carry it; empty where one is free."""

    hint: str
    media: tuple[str, ...]


@record(frozen=True, slots=True)
class Sent:
    """A request body. `carried` begins with what a client sends unless it chooses.

    `choices` are what it may be given as. `keywords` are the fields of an object,
    required ones first; empty where they cannot be given one by one. With `chosen`, the
    media type may be said. `parts` are encodings of forms, by media type and name.
    """

    carried: tuple[Carried, ...]
    choices: tuple[Choice, ...]
    required: bool
    keywords: tuple[Keyword, ...]
    chosen: bool
    parts: tuple[tuple[str, tuple[Encoded, ...]], ...]

    @property
    def hint(self) -> str:
        """What a client may give."""
        return union([one for it in self.carried for one in it.given])


@record(frozen=True, slots=True)
class Encoded:
    """The encoding of a field of a form, with the shape of its type."""

    encoding: Encoding
    shape: str


@record(frozen=True, slots=True)
class Call:
    """An operation. `path` are its path parameters in the order of the template.

    `others` are the other parameters, required ones first. `result` is what a
    successful call returns, as the members of a union; where `streams`, item by item.
    `items` are those of a stream that there is as well, and `asks` the argument, if
    any, that has to be true for it.
    """

    operation: Operation
    name: str
    path: tuple[Argument, ...]
    others: tuple[Argument, ...]
    body: Sent | None
    result: tuple[str, ...]
    streams: bool
    items: tuple[str, ...]
    asks: str | None

    @property
    def sent_object(self) -> t.Type | None:
        """The type of the body, if its fields may be given one by one."""
        body = self.body
        return body.carried[0].type if body is not None and body.keywords else None

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All parameters, those of the path first."""
        return (*self.path, *self.others)


class Calls:
    """The calls of one API, by id of operation, and how its types are spelled."""

    def __init__(self, subject: Subject) -> None:
        api = subject.api
        self.declarations: Mapping[str, t.Type] = {
            it.id: it.type for it in api.declarations
        }
        self.hints = Hints(subject.names, self.declarations)
        self.bodies = Bodies(self.hints, self.declarations, subject.diagnostics)
        self._names = subject.names
        self._diagnostics: Diagnostics = subject.diagnostics
        self._arguments: dict[int, str] = {}
        self._keywords: dict[tuple[str, bool], tuple[Keyword, ...]] = {}
        self._sent_bodies: dict[int, _SentBody] = {}
        list_limits(api, self._diagnostics)
        self.by_id: Mapping[str, Call] = {
            it.id: self._call(it) for it in api.operations
        }

    @staticmethod
    def of(subject: Subject) -> Calls:
        """Those of a subject, made on first use."""
        return subject.once(Calls)

    def _call(self, operation: Operation) -> Call:
        path: dict[str, Argument] = {}
        others: list[Argument] = []
        for it in operation.parameters:
            argument = self._argument(operation.id, it)
            if it.location == "path":
                path[it.name] = argument
            else:
                others.append(argument)
        others.sort(key=_optional)
        arguments = (*_in_template(operation.path, path), *others)
        body = operation.body
        sent = None
        if body is not None and body.contents:
            sent = self._sent(body, {it.name for it in arguments})
        items = tuple(dict.fromkeys(self.bodies.items(operation)))
        result = tuple(dict.fromkeys(self.bodies.result(operation)))
        streams = bool(items) and result == ("None",)
        return Call(
            operation,
            self._names.operation(operation.id),
            arguments[: len(arguments) - len(others)],
            tuple(others),
            sent,
            items if streams else result,
            streams,
            () if streams else items,
            _asking(arguments, sent) if items and not streams else None,
        )

    def _argument(self, operation: str, it: Parameter) -> Argument:
        hint = self._arguments.get(id(it))
        if hint is None:
            hint = self.hints.argument(it.type, empty=it.allow_empty)
            self._arguments[id(it)] = hint
            self._check_style(it)
        name = self._names.parameter(operation, it.location, it.name)
        return Argument(name, hint, it.required, it)

    # Bodies

    def _sent(self, body: Body, taken: set[str]) -> Sent:
        known = self._sent_bodies.get(id(body))
        if known is None:
            contents = sorted(self.bodies.told_apart(body.contents), key=_rank)
            carried = tuple([self.bodies.sent(content) for content in contents])
            parts = tuple(
                [
                    (one.media_type, found)
                    for content, one in zip(contents, carried, strict=True)
                    if (found := self._parts(content))
                ]
            )
            known = self._sent_bodies[id(body)] = carried, _choices(carried), parts
        carried, choices, parts = known
        keywords: tuple[Keyword, ...] = ()
        main = carried[0]
        kind = carriage(main.media_type)
        if kind in ("json", "form", "multipart") and isinstance(main.type, t.Ref):
            keywords = self._fields(main.type.id, kind == "multipart")
            if any(it.name in taken or it.name == "body" for it in keywords):
                keywords = ()
        several = len(carried) > 1 or "*" in main.media_type
        free = all(it.name != "content_type" for it in keywords)
        if several and not free:
            self._say("SL622", "`content_type` is a field of the body", body)
        return Sent(carried, choices, body.required, keywords, several and free, parts)

    def _fields(self, declaration: str, files: bool) -> tuple[Keyword, ...]:
        """The fields of a declared object that a client sends; bytes as `files`."""
        known = self._keywords.get((declaration, files))
        if known is not None:
            return known
        found: list[Keyword] = []
        type_ = self.declarations.get(declaration)
        if isinstance(type_, t.Object):
            names = self._names.fields(declaration)
            for it in type_.fields:
                if _direction(it, self.declarations) != "read":
                    hint = self.hints.argument(it.type)
                    if files:
                        hint = self._upload(it.type) or hint
                    found.append(Keyword(names[it.name], hint, it.required))
            found.sort(key=_optional)
        self._keywords[declaration, files] = tuple(found)
        return self._keywords[declaration, files]

    def _upload(self, type_: t.Type) -> str | None:
        """What may be given for a field of files."""
        target = self.bodies.behind(type_)
        if isinstance(target, t.Binary):
            return "Upload"
        if isinstance(target, t.Array):
            items = self.bodies.behind(target.items)
            return "Sequence[Upload]" if isinstance(items, t.Binary) else None
        return None

    def _parts(self, content: Content) -> tuple[Encoded, ...]:
        if carriage(content.media_type) not in ("form", "multipart"):
            return ()
        return self.parts(content)

    def parts(self, content: Content | Parameter) -> tuple[Encoded, ...]:
        """The encodings of a form's fields. Some say no more than what is done anyway."""
        target = self.bodies.behind(content.type)
        types = (
            {it.name: it.type for it in target.fields}
            if isinstance(target, t.Object)
            else {}
        )
        found = []
        for it in content.encoding:
            type_ = types.get(it.name)
            if it.headers and (type_ is None or self._upload(type_) is None):
                self._say("SL627", f"the headers of `{it.name}` are not sent", content)
            if it.name in types and (is_styled(it) or it.content_type):
                found.append(Encoded(it, self.shape(types[it.name])))
            elif it.name not in types:
                self._say("SL627", f"`{it.name}` is no field", content)
        return tuple(found)

    # Gaps

    def _check_style(self, it: Parameter) -> None:
        if it.content is not None:
            kind = carriage(it.content)
            target = self.bodies.behind(it.type)
            plain = isinstance(target, t.Primitive | t.Any_ | t.Enum | t.Const)
            if kind not in ("json", "form") and not plain:
                media = essence(it.content)
                self._say("SL632", f"`{it.name}` is sent as JSON, not {media}", it)
            return
        shape = self.shape(it.type)
        if it.style == "deepObject":
            if shape != "object":
                self._say("SL630", f"`{it.name}` has no form as a deepObject", it)
        elif it.style in ("spaceDelimited", "pipeDelimited") and shape != "array":
            self._say("SL630", f"`{it.name}` has no form in the style {it.style}", it)
        elif self._depth(it.type) > 1:
            self._say("SL631", f"`{it.name}` is nested: its parts are sent as JSON", it)

    def shape(self, type_: t.Type, limit: int = 4) -> str:
        """Whether a parameter is a `scalar`, an `array` or an `object`."""
        target = self.bodies.behind(type_)
        match target:
            case t.Array() | t.Tuple():
                return "array"
            case t.Object() | t.Map():
                return "object"
            case t.Union(variants=parts) | t.Intersection(parts=parts):
                shapes = {self.shape(it, limit - 1) for it in parts if limit}
                return next(
                    (it for it in ("array", "object") if it in shapes), "scalar"
                )
            case _:
                return "scalar"

    def _depth(self, type_: t.Type, limit: int = 4) -> int:
        """How deep the containers of a type are nested, up to a limit."""
        target = self.bodies.behind(type_)
        parts: Iterator[t.Type] = iter(())
        match target:
            case t.Array(items=items):
                parts = iter((items,))
            case t.Map(values=values):
                parts = iter((values,))
            case t.Object(fields=fields):
                parts = (it.type for it in fields)
            case t.Union(variants=variants):
                return max(
                    [self._depth(it, limit - 1) for it in variants if limit] or [0]
                )
            case _:
                return 0
        if not limit:
            return 1
        return 1 + max((self._depth(it, limit - 1) for it in parts), default=0)

    def _say(self, code: str, message: str, place: Parameter | Content | Body) -> None:
        self._diagnostics.add(code, message, place.span)


_SentBody: TypeAlias = tuple[
    tuple[Carried, ...],
    tuple[Choice, ...],
    tuple[tuple[str, tuple[Encoded, ...]], ...],
]


def _choices(carried: tuple[Carried, ...]) -> tuple[Choice, ...]:
    """The media types by what a client gives for them, in their order."""
    media: dict[str, list[str]] = {}
    for it in carried:
        media.setdefault(union(it.given), []).append(it.media_type)
    return tuple(
        [
            Choice(hint, () if "*" in "".join(found) else tuple(found))
            for hint, found in media.items()
        ]
    )


def is_styled(it: Encoding) -> bool:
    """Whether a field is written as a parameter in a query (3.2, section 4.15)."""
    return it.style is not None or it.explode is not None or it.allow_reserved


def _asking(arguments: Iterable[Argument], sent: Sent | None) -> str | None:
    """The argument by which a request asks for a stream."""
    named = {it.name: it.hint for it in arguments}
    if sent is not None:
        named |= {it.name: it.hint for it in sent.keywords}
    return "stream" if named.get("stream", "").startswith("bool") else None


def _direction(it: t.Field, declarations: Mapping[str, t.Type]) -> str:
    """The direction of a field, said at the property or by what it refers to."""
    if it.direction == "both" and isinstance(it.type, t.Ref):
        target = declarations.get(it.type.id)
        return it.direction if target is None else target.notes.direction
    return it.direction


def _optional(it: Argument | Keyword) -> bool:
    return not it.required


def _rank(content: Content) -> int:
    return _RANK[carriage(content.media_type)]


def _in_template(path: str, arguments: Mapping[str, Argument]) -> list[Argument]:
    """The path arguments in the order of their first place in the template."""
    if len(arguments) < 2:
        return list(arguments.values())
    return sorted(
        arguments.values(), key=lambda it: path.find(f"{{{it.parameter.name}}}")
    )
