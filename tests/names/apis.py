"""Small APIs to give names to."""

from typing import Any

from specloom.ir.api import (
    Api,
    Declaration,
    Operation,
    Parameter,
    SecurityScheme,
)
from specloom.ir.types import Field, Object, Primitive, Type

STRING = Primitive("string")


def operation(
    line: str, operation_id: str | None = None, *tags: str, **more: Any
) -> Operation:
    """An operation from `GET /path/{id}`."""
    method, path = line.split(" ", 1)
    shape = "/".join(
        (
            "".join(p.partition("{")[::2]).replace(
                p[p.find("{") + 1 : p.find("}")] + "}", "{}"
            )
            if "{" in p
            else p
        )
        for p in path.split("/")
    )
    return Operation(
        f"{method} {shape}",
        method,
        path,
        operation_id,
        tags=tags,
        **more,
    )


def record(*fields: str) -> Object:
    """An object with optional strings."""
    return Object(tuple(Field(name, STRING) for name in fields))


def component(name: str, type_: Type | None = None) -> Declaration:
    """A reusable schema."""
    return Declaration(f"schemas/{name}", name, type_ or record("id"))


def inline(id_: str, type_: Type | None = None) -> Declaration:
    """What a pass hoisted."""
    return Declaration(id_, "", type_ or record("id"), "inline")


def parameter(location: Any, name: str) -> Parameter:
    """A parameter that is a string."""
    return Parameter(name, location, STRING)


def api(
    *operations: Operation,
    declarations: tuple[Declaration, ...] = (),
    schemes: tuple[SecurityScheme, ...] = (),
    webhooks: tuple[Operation, ...] = (),
) -> Api:
    """An API of these."""
    return Api(
        "Test",
        "1",
        operations=operations,
        declarations=declarations,
        security_schemes=schemes,
        webhooks=webhooks,
    )
