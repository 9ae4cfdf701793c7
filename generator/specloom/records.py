"""The decorator of records: frozen dataclasses to type checkers, cheap at run time.

`dataclasses.dataclass(frozen=True, slots=True)` compiles six functions for each class,
one by one, and a frozen instance sets its attributes through `object.__setattr__`. Made
so, the records of this program took a quarter of the time that a small API takes, and
half a million of them four times as long to make as plain ones. This one compiles what
must be compiled at once. That a record is not changed is held by the type checker,
which nothing here gets past. A leaf: every layer may import it.

What holds as for a dataclass: the constructor, comparison and hash by value (of the
fields that take part), `repr`, `match`, `dataclasses.fields`, `replace` and `asdict`.
What is left out: inheritance, fields by keyword only, `__post_init__`, pickling.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool, eq: bool = True) -> Any:
        """`dataclass(frozen=True, slots=True)`. Without `eq`, compared by identity."""
        assert frozen and slots
        return _compared if eq else _identified


@dataclasses.dataclass
class _Model:
    field: object


(_MODEL,) = dataclasses.fields(_Model)
_KIND = "_field_type"
"""By this `dataclasses` knows fields from class variables; ours has fields only."""


def _compared(cls: type) -> type:
    return _made(cls, True)


def _identified(cls: type) -> type:
    return _made(cls, False)


def _made(cls: type, eq: bool) -> type:
    fields = _fields(cls)
    names = tuple(fields)
    source, values = _constructor(fields)
    compared = [name for name, field in fields.items() if field.compare]
    if eq:
        source += _comparison(compared)
    exec(source, values)
    members = {name: it for name, it in vars(cls).items() if name not in fields}
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    made = ("__init__", "__eq__", "__hash__") if eq else ("__init__",)
    for name in made:
        values[name].__qualname__ = f"{cls.__qualname__}.{name}"
        members[name] = values[name]
    members.setdefault("__repr__", _repr)
    members["__slots__"] = names
    members["__match_args__"] = tuple(n for n in names if fields[n].init)
    members["__dataclass_fields__"] = fields
    new = type(cls)(cls.__name__, cls.__bases__, members)
    new.__qualname__ = cls.__qualname__
    return new


def _fields(cls: type) -> dict[str, dataclasses.Field[Any]]:
    fields = {}
    for name, annotation in getattr(cls, "__annotations__", {}).items():
        given = vars(cls).get(name, dataclasses.MISSING)
        if isinstance(given, dataclasses.Field):
            field = given
        elif given is dataclasses.MISSING:
            field = dataclasses.field()
        else:
            field = dataclasses.field(default=given)
        field.name, field.type, field.kw_only = name, annotation, False
        setattr(field, _KIND, getattr(_MODEL, _KIND))
        fields[name] = field
    return fields


def _constructor(
    fields: dict[str, dataclasses.Field[Any]],
) -> tuple[str, dict[str, Any]]:
    """The source of `__init__`, and the values that it refers to."""
    values: dict[str, Any] = {"_unset": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for name, field in fields.items():
        value = name
        if field.default is not dataclasses.MISSING:
            values[f"_default_{name}"] = field.default
            if field.init:
                parameters.append(f"{name}=_default_{name}")
            else:
                value = f"_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            values[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}()"
            if field.init:
                parameters.append(f"{name}=_unset")
                value = f"{value} if {name} is _unset else {name}"
        elif field.init:
            parameters.append(name)
        else:
            continue
        lines.append(f"    self.{name} = {value}\n")
    body = "".join(lines) or "    pass\n"
    return f"def __init__({', '.join(parameters)}):\n{body}", values


def _comparison(names: list[str]) -> str:
    mine = "".join(f"self.{name}, " for name in names)
    others = "".join(f"other.{name}, " for name in names)
    return (
        "def __eq__(self, other):\n"
        "    if other.__class__ is self.__class__:\n"
        f"        return ({mine}) == ({others})\n"
        "    return NotImplemented\n"
        "def __hash__(self):\n"
        f"    return hash(({mine}))\n"
    )


def _repr(self: Any) -> str:
    shown = ", ".join(
        f"{name}={getattr(self, name)!r}"
        for name, field in self.__dataclass_fields__.items()
        if field.repr
    )
    return f"{type(self).__qualname__}({shown})"
