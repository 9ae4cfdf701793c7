"""The JSON form of an `Api`, for programs: `specloom dump --format json`.

In: an `Api`. Out: plain JSON values. A record becomes an object of its attributes, under
their names in the IR; attributes that have their default are left out. A type says in
`is` which one it is (`primitive`, `array`, ...), because `kind` is an attribute.
`version` grows when the form changes in a way that could break a reader of it. Places
are `{"path": ..., "pointer": ...}`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Any, Final, get_args

from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.ir.evidence import Evidence
from specloom.source import Span

VERSION: Final = 1

_TYPES: Final = frozenset(get_args(t.Type))
# Attributes that hold JSON of the source, which is not looked into.
_RAW: Final = frozenset({"default", "extensions", "residual", "value", "xml"})


def to_json(api: Api, spans: bool = False) -> dict[str, t.Json]:
    """The whole API; with `spans`, the place of every part that has one."""
    return {"version": VERSION, "api": _record(api, spans)}


@cache
def _attributes(record: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Name, default and rawness of each attribute; no default: always shown."""
    found = []
    for attribute in dataclasses.fields(record):
        found.append((attribute.name, attribute.default, attribute.name in _RAW))
    return tuple(found)


def _record(record: Any, spans: bool) -> dict[str, t.Json]:
    cls: Any = type(record)
    result: dict[str, t.Json] = {}
    if cls in _TYPES:
        result["is"] = cls.__name__.rstrip("_").lower()
    for name, default, raw in _attributes(cls):
        value = getattr(record, name)
        if value is default or value is t.UNSET:
            continue
        if name == "span":
            if spans or cls is Evidence:
                result[name] = _value(value, spans)
        elif name == "evidence" and isinstance(value, Mapping):
            result[name] = {key: _record(why, spans) for key, why in value.items()}
        elif raw and not isinstance(value, tuple):
            result[name] = dict(value) if isinstance(value, Mapping) else value
        elif type(value) is not type(default) or value != default:
            result[name] = _value(value, spans)
    return result


def _value(value: Any, spans: bool) -> t.Json:
    if value is None or isinstance(value, bool | str | float):
        return value
    if isinstance(value, IntEnum):
        return value.name.lower()
    if isinstance(value, int | list | dict):
        return value
    if isinstance(value, Span):
        return {"path": value.path, "pointer": value.pointer}
    if isinstance(value, tuple):
        return [_value(item, spans) for item in value]
    return _record(value, spans)
