"""A type in a few words, for people who compare claims."""

from __future__ import annotations

import json

from specloom.ir import types as t


def spelled(type_: t.Type) -> str:
    """The type as documentation would call it, such as `array of string (uuid)`."""
    match type_:
        case t.Primitive(kind=kind, format=None):
            return kind
        case t.Primitive(kind=kind, format=format_):
            return f"{kind} ({format_})"
        case t.Enum(values=values):
            return " | ".join(json.dumps(it, ensure_ascii=False) for it in values)
        case t.Const(value=value):
            return json.dumps(value, ensure_ascii=False)
        case t.Array(items=items):
            return f"array of {spelled(items)}"
        case t.Nullable(inner=inner):
            return f"{spelled(inner)} | null"
        case t.Union(variants=variants):
            return " | ".join(map(spelled, variants))
        case t.Ref(id=id_):
            return id_.removeprefix("schemas/")
        case t.Map(values=values):
            return f"map of {spelled(values)}"
        case t.Any_():
            return "any"
        case _:
            return type(type_).__name__.lower()
