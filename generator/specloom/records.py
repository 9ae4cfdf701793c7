"""The decorator of records: dataclasses to type checkers, cheap to define and to make.

`@record(frozen=True, slots=True)` is `@dataclass(frozen=True, slots=True)` with two
differences, both for speed (CPython 3.11):

- Defining one takes 0.03 milliseconds, not one: `dataclass` compiles six functions for
  each class, and a hundred classes are half of what a small API would cost.
- Making one takes 0.15 microseconds for five attributes, not 0.6: nothing is checked,
  and a large API has half a million. That a record is frozen is held by the type
  checker, which nothing here gets past.

What holds as for a dataclass: the constructor, comparison and hash by value (of the
fields that take part), `repr`, `match`, `dataclasses.fields`, `replace` and `asdict`.
What is left out: inheritance, fields by keyword only, `__post_init__`. A default is
shared by all records of a class, also a dict; a `default_factory` makes each slower to
make. A leaf: every layer may import it.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field
from functools import cache, partial
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

__all__ = ["names_of", "record", "replace"]

Fields: TypeAlias = dict[str, Field[Any]]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
else:

    def record(
        *, frozen: bool = False, slots: bool, eq: bool = True
    ) -> Callable[[type], type]:
        """The decorator. Without `eq`, compared by identity; not frozen, no hash."""
        assert slots
        return partial(_made, frozen, eq)

    def replace(record: Any, **changes: Any) -> Any:
        """`dataclasses.replace`, quickly, for records that take all their attributes."""
        kind = type(record)
        values = [*kind.__values__(record)]
        for name, value in changes.items():
            values[kind.__match_args__.index(name)] = value
        return kind(*values)


def names_of(kind: type) -> tuple[str, ...]:
    """The attributes that a class of records is made of, in order."""
    # Every record has it; mypy knows no class that must.
    names: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    return names


def _made(frozen: bool, eq: bool, plain: type) -> type:
    """The record of a class that is written as a dataclass."""
    given = plain.__dict__
    names = tuple(inspect.get_annotations(plain))
    members = {name: value for name, value in given.items() if name not in names}
    del members["__dict__"], members["__weakref__"]
    fields = {
        name: value for name in names if isinstance(value := given.get(name), Field)
    }
    made = [name for name in names if name not in fields or fields[name].init]
    members |= {
        "__qualname__": plain.__qualname__,
        "__slots__": names,
        "__match_args__": tuple(made),
        "__values__": staticmethod(_values(made)),
        "__repr__": given.get("__repr__", _shown),
        "__dataclass_fields__": _Fields(plain),
    }
    if any(it.default_factory is not MISSING or not it.init for it in fields.values()):
        members["__init__"] = _compiled(_all_fields(plain))
    else:
        defaults = {name: given.get(name, MISSING) for name in names}
        defaults |= {name: it.default for name, it in fields.items()}
        members["__init__"] = _initializer(plain, defaults)
    if eq:
        compared = [it for it in names if it not in fields or fields[it].compare]
        members["__eq__"], members["__hash__"] = _comparison(_values(compared))
        if not frozen:
            members["__hash__"] = None
    return type(plain.__name__, (), members)


def _initializer(plain: type, defaults: Mapping[str, object]) -> FunctionType:
    """An `__init__` that sets attributes: that of any as many, with other names."""
    code = _setting(len(defaults)).replace(
        co_names=(*defaults,),
        co_varnames=("self", *defaults),
        co_filename=plain.__module__,
    )
    values: list[object] = []
    for name, value in defaults.items():
        if value is not MISSING:
            values.append(value)
        elif values:
            raise TypeError(f"{plain.__name__}.{name} follows a default, and has none")
    return FunctionType(code, {}, "__init__", tuple(values))


@cache
def _setting(count: int) -> CodeType:
    names = [f"a{number}" for number in range(count)]
    lines = "".join([f"  self.{name} = {name}\n" for name in names])
    return _function(["self", *names], lines, {}).__code__


def _compiled(fields: Fields) -> FunctionType:
    """An `__init__` of its own, for fields that are made and not given."""
    values: dict[str, Any] = {"_unset": MISSING}
    parameters, lines = ["self"], []
    for name, field in fields.items():
        value = name
        if field.default is not MISSING:
            values[f"_default_{name}"] = field.default
            if field.init:
                parameters.append(f"{name}=_default_{name}")
            else:
                value = f"_default_{name}"
        elif field.default_factory is not MISSING:
            values[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}()"
            if field.init:
                parameters.append(f"{name}=_unset")
                value = f"{value} if {name} is _unset else {name}"
        elif field.init:
            parameters.append(name)
        else:
            continue
        lines.append(f"  self.{name} = {value}\n")
    return _function(parameters, "".join(lines), values)


def _function(parameters: list[str], body: str, values: dict[str, Any]) -> FunctionType:
    exec(f"def __init__({', '.join(parameters)}):\n{body or '  pass'}", values)
    made: FunctionType = values["__init__"]
    return made


def _comparison(
    values: Callable[[Any], object],
) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    def __eq__(self: Any, other: object) -> bool:
        if self is other:
            return True
        if type(other) is type(self):
            return values(self) == values(other)
        return NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __eq__, __hash__


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives the values of these attributes."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


def _shown(self: Any) -> str:
    kind = type(self)
    shown = ", ".join(
        f"{name}={getattr(self, name)!r}"
        for name, field in kind.__dataclass_fields__.items()
        if field.repr
    )
    return f"{kind.__qualname__}({shown})"


class _Fields:
    """`__dataclass_fields__`, for `dataclasses.fields` and its like: made when wanted."""

    def __init__(self, plain: type) -> None:
        self._plain = plain

    def __get__(self, _: object, kind: type) -> Fields:
        fields = _all_fields(self._plain)
        # What makes a class a dataclass to others; mypy lets nobody make one so.
        kind.__dataclass_fields__ = fields  # type: ignore[attr-defined]
        return fields


@dataclasses.dataclass
class _Model:
    field: object


(_MODEL,) = dataclasses.fields(_Model)
_KIND: Final = "_field_type"
"""By this `dataclasses` knows fields from class variables; ours has fields only."""


def _all_fields(plain: type) -> Fields:
    fields = {}
    for name, annotation in inspect.get_annotations(plain).items():
        given = plain.__dict__.get(name, MISSING)
        field: Field[Any] = (
            given if isinstance(given, Field) else dataclasses.field(default=given)
        )
        field.name, field.type, field.kw_only = name, annotation, False
        setattr(field, _KIND, getattr(_MODEL, _KIND))
        fields[name] = field
    return fields
