"""The parts of operations that a source keeps under a name, to use them many times.

In: an `Api` or an operation. Out: its named parts (`component` is not None), each with
the kind under which OpenAPI keeps it; or the same with names replaced. Declarations and
security schemes are not among them: they have ids and names of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.walk import map_tuple, with_parts
from specloom.records import replace

Kind: TypeAlias = Literal[
    "parameters", "headers", "requestBodies", "responses", "callbacks", "examples"
]
Part: TypeAlias = a.Parameter | a.Header | a.Body | a.Response | a.Callback | t.Example
Key: TypeAlias = tuple[Kind, str]


def all_operations(api: a.Api) -> Iterator[a.Operation]:
    """Operations, then webhooks, each followed by those of its callbacks."""
    todo = [*reversed(api.webhooks), *reversed(api.operations)]
    while todo:
        operation = todo.pop()
        yield operation
        for callback in reversed(operation.callbacks):
            todo.extend(reversed(callback.operations))


def parts_of(operation: a.Operation) -> Iterator[tuple[Key, Part]]:
    """The named parts of an operation, the outer before the inner, with repetitions."""
    for parameter in operation.parameters:
        if parameter.component is not None:
            yield ("parameters", parameter.component), parameter
        yield from _examples(parameter.examples)
    body = operation.body
    if body is not None:
        if body.component is not None:
            yield ("requestBodies", body.component), body
        yield from _contents(body.contents)
    for response in operation.responses:
        if response.component is not None:
            yield ("responses", response.component), response
        yield from _headers(response.headers)
        yield from _contents(response.contents)
    for callback in operation.callbacks:
        if callback.component is not None:
            yield ("callbacks", callback.component), callback
        for called in callback.operations:
            yield from parts_of(called)


def _headers(headers: tuple[a.Header, ...]) -> Iterator[tuple[Key, Part]]:
    for header in headers:
        if header.component is not None:
            yield ("headers", header.component), header
        yield from _examples(header.examples)


def _contents(contents: tuple[a.Content, ...]) -> Iterator[tuple[Key, Part]]:
    for content in contents:
        yield from _examples(content.examples)
        for encoding in content.encoding:
            yield from _headers(encoding.headers)


def _examples(examples: tuple[t.Example, ...]) -> Iterator[tuple[Key, Part]]:
    for example in examples:
        if example.component is not None:
            yield ("examples", example.component), example


def nameless(part: Part) -> Part:
    """A part without what belongs to its use and not to the component."""
    match part:
        case a.Response():
            return replace(part, status="")
        case a.Header() | a.Callback() | t.Example():
            return replace(part, name="")
        case _:
            return part


def rename_parts(operation: a.Operation, names: Mapping[Key, str]) -> a.Operation:
    """The operation with its parts under new names."""
    return _Renamer(names).operation(operation)


class _Renamer:
    """Rebuilds what holds a renamed part."""

    def __init__(self, names: Mapping[Key, str]) -> None:
        self._names = names

    def operation(self, it: a.Operation) -> a.Operation:
        parameters = map_tuple(it.parameters, self._parameter)
        body = it.body and self._body(it.body)
        responses = map_tuple(it.responses, self._response)
        callbacks = map_tuple(it.callbacks, self._callback)
        return with_parts(it, parameters, body, responses, callbacks)

    def _name(self, kind: Kind, name: str | None) -> str | None:
        return None if name is None else self._names.get((kind, name), name)

    def _callback(self, it: a.Callback) -> a.Callback:
        name = self._name("callbacks", it.component)
        operations = map_tuple(it.operations, self.operation)
        if name == it.component and operations is it.operations:
            return it
        return replace(it, component=name, operations=operations)

    def _parameter(self, it: a.Parameter) -> a.Parameter:
        name = self._name("parameters", it.component)
        examples = map_tuple(it.examples, self._example)
        if name == it.component and examples is it.examples:
            return it
        return replace(it, component=name, examples=examples)

    def _header(self, it: a.Header) -> a.Header:
        name = self._name("headers", it.component)
        examples = map_tuple(it.examples, self._example)
        if name == it.component and examples is it.examples:
            return it
        return replace(it, component=name, examples=examples)

    def _body(self, it: a.Body) -> a.Body:
        name = self._name("requestBodies", it.component)
        contents = map_tuple(it.contents, self._content)
        if name == it.component and contents is it.contents:
            return it
        return replace(it, component=name, contents=contents)

    def _response(self, it: a.Response) -> a.Response:
        name = self._name("responses", it.component)
        headers = map_tuple(it.headers, self._header)
        contents = map_tuple(it.contents, self._content)
        if name == it.component and headers is it.headers and contents is it.contents:
            return it
        return replace(it, component=name, headers=headers, contents=contents)

    def _content(self, it: a.Content) -> a.Content:
        examples = map_tuple(it.examples, self._example)
        encoding = map_tuple(it.encoding, self._encoding)
        if examples is it.examples and encoding is it.encoding:
            return it
        return replace(it, examples=examples, encoding=encoding)

    def _encoding(self, it: a.Encoding) -> a.Encoding:
        headers = map_tuple(it.headers, self._header)
        return it if headers is it.headers else replace(it, headers=headers)

    def _example(self, it: t.Example) -> t.Example:
        name = self._name("examples", it.component)
        return it if name == it.component else replace(it, component=name)
