"""Visits and rebuilds the types of an API.

In: a type, or an `Api`. Out: its parts, or the same with parts replaced. What does not
change keeps its identity, so that a pass which changes nothing costs no more than the
look, and a part that many operations share stays one object. Types are trees of bounded
depth (the document's limit), so walks may recurse; cycles go through a `Ref`, which is
a leaf here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import is_not
from typing import Any, Final, TypeAlias, TypeVar

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.records import replace

LEAVES: Final = frozenset(
    {t.Primitive, t.Enum, t.Const, t.Ref, t.Binary, t.Any_, t.Never}
)
"""The types that have no parts."""

OnType: TypeAlias = Callable[[str, t.Type], t.Type]
Item = TypeVar("Item")


def children(type_: t.Type) -> tuple[t.Type, ...]:
    """The types that a type is directly made of, in order."""
    match type_:
        case t.Object():
            types = [field.type for field in type_.fields]
            types.extend(pattern for _, pattern in type_.patterns)
            if type_.keys is not None:
                types.append(type_.keys)
            if type_.additional is not None:
                types.append(type_.additional)
            return tuple(types)
        case t.Array():
            return (type_.items,)
        case t.Nullable():
            return (type_.inner,)
        case t.Union():
            return type_.variants
        case t.Intersection():
            return type_.parts
        case t.Map():
            return (type_.values,) if type_.keys is None else (type_.keys, type_.values)
        case t.Tuple():
            return (*type_.items, type_.rest)
        case _:
            return ()


def map_children(type_: t.Type, change: Callable[[t.Type], t.Type]) -> t.Type:
    """The type with each of its direct parts changed; itself where none was."""
    match type_:
        case t.Object():
            return _map_object(type_, change)
        case t.Array():
            items = change(type_.items)
            return type_ if items is type_.items else replace(type_, items=items)
        case t.Nullable():
            inner = change(type_.inner)
            return type_ if inner is type_.inner else replace(type_, inner=inner)
        case t.Union():
            variants = map_tuple(type_.variants, change)
            if variants is type_.variants:
                return type_
            return replace(type_, variants=variants)
        case t.Intersection():
            parts = map_tuple(type_.parts, change)
            return type_ if parts is type_.parts else replace(type_, parts=parts)
        case t.Map():
            keys = None if type_.keys is None else change(type_.keys)
            values = change(type_.values)
            if keys is type_.keys and values is type_.values:
                return type_
            return replace(type_, keys=keys, values=values)
        case t.Tuple():
            first = map_tuple(type_.items, change)
            rest = change(type_.rest)
            if first is type_.items and rest is type_.rest:
                return type_
            return replace(type_, items=first, rest=rest)
        case _:
            return type_


def _map_object(type_: t.Object, change: Callable[[t.Type], t.Type]) -> t.Object:
    fields = []
    changed = False
    for field in type_.fields:
        new = change(field.type)
        if new is not field.type:
            field = replace(field, type=new)
            changed = True
        fields.append(field)
    patterns = map_tuple(
        type_.patterns,
        lambda pair: pair if (new := change(pair[1])) is pair[1] else (pair[0], new),
    )
    keys = None if type_.keys is None else change(type_.keys)
    additional = None if type_.additional is None else change(type_.additional)
    if (
        not changed
        and patterns is type_.patterns
        and keys is type_.keys
        and additional is type_.additional
    ):
        return type_
    return replace(
        type_,
        fields=tuple(fields) if changed else type_.fields,
        patterns=patterns,
        keys=keys,
        additional=additional,
    )


def map_tuple(
    items: tuple[Item, ...], change: Callable[[Item], Item]
) -> tuple[Item, ...]:
    """The items changed; the same tuple where none was."""
    new = [change(item) for item in items]
    return tuple(new) if any(map(is_not, items, new)) else items


def walk(type_: t.Type) -> Iterator[t.Type]:
    """The type and all that it is made of, without following references."""
    stack = [type_]
    while stack:
        type_ = stack.pop()
        yield type_
        if type(type_) not in LEAVES:
            stack.extend(reversed(children(type_)))


def refs(type_: t.Type) -> list[str]:
    """The ids of the declarations that a type names, in order, with repetitions.

    Those that a discriminator maps to belong to them.
    """
    found: list[str] = []
    stack = [type_]
    while stack:
        type_ = stack.pop()
        cls = type(type_)
        if cls is t.Ref:
            # Quicker than isinstance, and mypy does not narrow by it.
            found.append(type_.id)  # type: ignore[union-attr]
        elif cls is t.Object:
            object_: Any = type_  # as above
            for field in object_.fields:
                if type(field.type) not in _SILENT:
                    stack.append(field.type)
            if object_.patterns or object_.keys or object_.additional:
                stack.extend(children(type_)[len(object_.fields) :])
        elif cls not in LEAVES:
            stack.extend(children(type_))
            if isinstance(type_, t.Union) and type_.discriminator is not None:
                by = type_.discriminator
                found.extend(id_ for _, id_ in by.mapping)
                if by.default is not None:
                    found.append(by.default)
    return found


_SILENT: Final = LEAVES - {t.Ref}


def types_of(api: a.Api) -> list[tuple[str, t.Type]]:
    """All types that stand directly in the API, each with the id of its place.

    A part that is shared is listed once, under the id of its component.
    """
    found: list[tuple[str, t.Type]] = []

    def note(id_: str, type_: t.Type) -> t.Type:
        found.append((id_, type_))
        return type_

    map_types(api, note)
    return found


def map_types(api: a.Api, change: OnType) -> a.Api:
    """The API with each type that stands directly in it changed, in order.

    Declarations come first, then the parts of operations. `change` gets the id of the
    place, as `ir/api.py` gives it; it is asked once about one and the same type.
    """
    declarations = map_tuple(
        api.declarations,
        lambda it: (
            it if (new := change(it.id, it.type)) is it.type else replace(it, type=new)
        ),
    )
    mapper = _Operations(change)
    operations = map_tuple(api.operations, mapper.operation)
    webhooks = map_tuple(api.webhooks, mapper.operation)
    if (
        declarations is api.declarations
        and operations is api.operations
        and webhooks is api.webhooks
    ):
        return api
    return replace(
        api, declarations=declarations, operations=operations, webhooks=webhooks
    )


def with_parts(
    it: a.Operation,
    parameters: tuple[a.Parameter, ...],
    body: a.Body | None,
    responses: tuple[a.Response, ...],
    callbacks: tuple[a.Callback, ...],
) -> a.Operation:
    """The operation with other parts; itself where none is another."""
    if (
        parameters is it.parameters
        and body is it.body
        and responses is it.responses
        and callbacks is it.callbacks
    ):
        return it
    return replace(
        it, parameters=parameters, body=body, responses=responses, callbacks=callbacks
    )


class _Operations:
    """Maps the types of operations; remembers what it did to what is shared."""

    def __init__(self, change: OnType) -> None:
        self._change = change
        # By identity, of things that the API holds: no identity is used twice.
        self._types: dict[int, t.Type] = {}
        self._parts: dict[int, Any] = {}

    def operation(self, it: a.Operation) -> a.Operation:
        place = it.id
        parameters, responses = it.parameters, it.responses
        if parameters:
            parameters = map_tuple(parameters, lambda p: self._parameter(place, p))
        body = None if it.body is None else self._body(place, it.body)
        if responses:
            responses = map_tuple(responses, lambda r: self._response(place, r))
        callbacks = it.callbacks
        if callbacks:
            callbacks = map_tuple(callbacks, self._callback)
        return with_parts(it, parameters, body, responses, callbacks)

    def _type(self, place: str, type_: t.Type) -> t.Type:
        new = self._types.get(id(type_))
        if new is None:
            new = self._types[id(type_)] = self._change(place, type_)
        return new

    def _once(self, part: Item, change: Callable[[Item], Item]) -> Item:
        """A part that may be shared, changed the first time that it comes by."""
        new: Item | None = self._parts.get(id(part))
        if new is None:
            new = self._parts[id(part)] = change(part)
        return new

    def _callback(self, it: a.Callback) -> a.Callback:
        operations = map_tuple(it.operations, self.operation)
        if operations is it.operations:
            return it
        return replace(it, operations=operations)

    def _parameter(self, place: str, it: a.Parameter) -> a.Parameter:
        new = self._types.get(id(it.type))
        if new is None:
            if it.component is not None:
                place = f"parameters/{it.component}"
            else:
                place = f"{place}/{it.location}/{it.name}"
            new = self._type(place, it.type)
        if new is it.type:
            return it
        return self._once(it, lambda part: replace(part, type=new))

    def _header(self, place: str, it: a.Header) -> a.Header:
        if it.component is not None:
            place = f"headers/{it.component}"
        else:
            place = f"{place}/header/{it.name}"
        new = self._type(place, it.type)
        if new is it.type:
            return it
        return self._once(it, lambda part: replace(part, type=new))

    def _body(self, place: str, it: a.Body) -> a.Body:
        if it.component is not None:
            place = f"requests/{it.component}"
        else:
            place = f"{place}/request"
        contents = self._contents(place, it.contents)
        if contents is it.contents:
            return it
        return self._once(it, lambda part: replace(part, contents=contents))

    def _response(self, place: str, it: a.Response) -> a.Response:
        headers = it.headers
        contents = self._parts.get(id(it.contents)) if it.contents else ()
        if headers or contents is None:
            if it.component is not None:
                place = f"responses/{it.component}"
            else:
                place = f"{place}/{it.status}"
            if headers:
                headers = map_tuple(headers, lambda h: self._header(place, h))
            contents = self._contents(place, it.contents)
        if headers is it.headers and contents is it.contents:
            return it
        return self._once(
            it, lambda part: replace(part, headers=headers, contents=contents)
        )

    def _contents(
        self, place: str, contents: tuple[a.Content, ...]
    ) -> tuple[a.Content, ...]:
        if not contents:
            return contents
        plain = _plain_content(contents)

        def change(it: a.Content) -> a.Content:
            at = place if it is plain else f"{place}/{it.media_type}"
            return self._content(at, it)

        return self._once(contents, lambda them: map_tuple(them, change))

    def _content(self, place: str, it: a.Content) -> a.Content:
        type_ = None if it.type is None else self._type(place, it.type)
        item = None if it.item is None else self._type(f"{place}/item", it.item)
        encoding = it.encoding
        if encoding:
            encoding = map_tuple(encoding, lambda e: self._encoding(place, e))
        if type_ is it.type and item is it.item and encoding is it.encoding:
            return it
        return replace(it, type=type_, item=item, encoding=encoding)

    def _encoding(self, place: str, it: a.Encoding) -> a.Encoding:
        place = f"{place}.{it.name}"
        headers = map_tuple(it.headers, lambda h: self._header(place, h))
        return it if headers is it.headers else replace(it, headers=headers)


def _plain_content(contents: tuple[a.Content, ...]) -> a.Content | None:
    """The content whose place needs no media type: the only one, or the first JSON."""
    if len(contents) == 1:
        return contents[0]
    for content in contents:
        media = content.media_type.partition(";")[0].strip()
        if media == "application/json" or media.endswith("+json"):
            return content
    return None
