"""Frozen records: what `dataclass(frozen=True)` makes, without compiling code for each.

A large API has thousands of classes of requests and results; `dataclass` needs half a
millisecond for one, `Record` a hundredth of that. Type checkers and readers see no
difference: annotated names are fields in their order, a value beside one is its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, FrozenInstanceError, field
from inspect import get_annotations
from typing import Any, ClassVar, Self, cast, dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record:
    """Base of records.

    `field(default=..., kw_only=True)` is for keyword arguments, as are all fields after
    `_: KW_ONLY`.
    """

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _options: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()  # of generic records
        names: list[str] = []
        options: list[str] = []
        keywords = False
        for name, hint in get_annotations(cls).items():
            given = cls.__dict__.get(name)
            if isinstance(given, Field):
                setattr(cls, name, cast("Field[object]", given).default)
                options.append(name)
            elif hint == "KW_ONLY":
                keywords = True
            elif not hint.startswith("ClassVar"):
                (options if keywords else names).append(name)
        type.__setattr__(cls, "__match_args__", (*cls.__match_args__, *names))
        cls._options = cls._options.union(options)
        needed = (*cls.__match_args__, *sorted(cls._options))
        cls._needed = tuple([it for it in needed if not hasattr(cls, it)])

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__match_args__
        if len(values) > len(names):
            raise TypeError(f"{self._name()} takes {len(names)} values")
        given = dict(zip(names, values, strict=False))
        for name, value in named.items():
            if name in given or (name not in names and name not in self._options):
                raise TypeError(f"{self._name()} does not take {name}= here")
            given[name] = value
        if missing := [it for it in self._needed if it not in given]:
            raise TypeError(f"{self._name()} needs {', '.join(missing)}")
        self.__dict__.update(given)

    def __replace__(self, **changes: Any) -> Self:
        return type(self)(**{**self._values(), **changes})

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __repr__(self) -> str:
        shown = (
            f"{name}={value!r}"
            for name, value in self._values().items()
            if name in self.__match_args__ or name in self.__dict__
        )
        return f"{self._name()}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _values(self) -> Mapping[str, Any]:
        names = (*self.__match_args__, *sorted(self._options))
        return {name: getattr(self, name) for name in names}

    def _name(self) -> str:
        return type(self).__qualname__
