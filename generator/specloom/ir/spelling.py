"""Types, and other things that claims are about, in a few words for people."""

from __future__ import annotations

import json
from typing import Final

from specloom.ir import api as a
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


def shown(value: object) -> str:
    """What an attribute of a record holds, in a few words."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case tuple():
            return _listed(value)
        case a.Operation(method=method, path=path):
            return f"{method} {path}"
        case a.Parameter(name=name, location=location):
            return f"{name} in {location}"
        case a.Response(status=status):
            return status
        case a.Content(media_type=media_type):
            return media_type
        case a.Server(url=url) | t.ExternalDocs(url=url):
            return url
        case t.Discriminator(field=field):
            return field
        case a.Contact():
            parts = (
                getattr(value, name) for name in ("name", "email", "url", "license")
            )
            return ", ".join(it for it in parts if it)
        case (
            a.Tag(name=name)
            | a.Header(name=name)
            | a.Encoding(name=name)
            | a.Link(name=name)
            | a.Callback(name=name)
            | a.SecurityScheme(name=name)
            | a.Declaration(name=name)
            | t.Example(name=name)
            | t.Field(name=name)
        ):
            return name
        case _ if isinstance(value, t.Type.__args__):
            return spelled(value)
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


_MOST: Final = 12  # items of a list; a large API has thousands of operations


def _listed(items: tuple[object, ...]) -> str:
    if len(items) > _MOST:
        return f"{len(items):,} of them"
    return ", ".join(filter(None, map(shown, items)))
