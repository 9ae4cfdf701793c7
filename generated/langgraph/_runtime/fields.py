"""What types say of names and lists, where text alone does not.

Text has no lists of one: `tag=a` may be a list or a single value, and only the type of
the field tells. An object that is spread over a query or over cookies has no name there:
which keys are its own, its type and the other parameters tell. Used by both sides.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from pydantic_core import MISSING

from .lenient import opened
from .model import Model, fields_of
from .params import is_spread
from .plan import Api, ApiKey, Parameter, Plan
from .shapes import is_dict, is_list


def names_of(type_: Any) -> frozenset[str]:
    """The names that a type declares; none if it is not one model."""
    return frozenset(types_of(type_))


def types_of(type_: Any) -> dict[str, Any]:
    """The types of a model's fields, by wire name; nothing if it is not one model."""
    class_: Any = opened(type_)[0]
    if not isinstance(class_, type):
        return {}
    model = cast("type[Any]", class_)
    return _types(model) if issubclass(model, Model) else {}


@cache
def _types(class_: type[Model]) -> dict[str, Any]:
    return {
        field.alias or name: field.rebuild_annotation()
        for name, field in fields_of(class_).items()
    }


def with_lists(type_: Any, value: Any) -> Any:
    """Make a list of the only value of what takes a list and no single value."""
    type_ = opened(type_)[0]
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Union or origin is UnionType:
        return _of_union(arguments, value)
    if origin in (list, tuple):
        items = value if is_list(value) else [value]
        return [with_lists(arguments[0], it) for it in items] if arguments else items
    if not is_dict(value):
        return value
    if origin is dict:
        return {key: with_lists(arguments[1], item) for key, item in value.items()}
    if isinstance(type_, type) and issubclass(type_, Model):
        types = _types(type_)
        return {
            key: with_lists(types[key], item) if key in types else item
            for key, item in value.items()
        }
    return value


def _of_union(variants: tuple[Any, ...], value: Any) -> Any:
    """By the first variant of the value's kind; else a list of it, if any is a list."""
    kinds = [(opened(it)[0], it) for it in variants]
    if is_dict(value):
        for type_, variant in kinds:
            if get_origin(type_) is dict or type_ is dict or names_of(type_):
                return with_lists(variant, value)
    elif not is_list(value) and any(map(_takes_one, variants)):
        return value
    for type_, variant in kinds:
        if (get_origin(type_) or type_) in (list, tuple):
            return with_lists(variant, value)
    return value


def _takes_one(type_: Any) -> bool:
    """Whether a type takes a value that is neither a list nor an object."""
    type_ = opened(type_)[0]
    origin = get_origin(type_)
    if origin is Union or origin is UnionType:
        return any(map(_takes_one, get_args(type_)))
    if type_ in (MISSING, None, NoneType, list, tuple, dict):
        return False
    return origin not in (list, tuple, dict) and not names_of(type_)


class Others:
    """The names that belong to other parameters, as those of a spread object see it.

    Its declared names are its own. Further ones are so if no other parameter has them;
    of two objects, those with free keys come before those with declared ones.
    """

    __slots__ = ("_free", "_names", "_own", "_prefixes")

    def __init__(self, api: Api, plan: Plan[Any], parameter: Parameter) -> None:
        self._own = _names(parameter)
        self._names = key_names(api, plan, parameter.location)
        self._prefixes: tuple[str, ...] = ()
        self._free = False
        for other in plan.parameters:
            if other is parameter or other.location != parameter.location:
                continue
            if not is_spread(other):
                self._names.add(other.name)
            elif other.style == "deepObject":
                self._prefixes += (f"{other.name}[",)
            elif parameter.style != "deepObject":
                names = _names(other)
                self._names |= names
                if self._own or not names:
                    self._free = True

    def __contains__(self, key: object) -> bool:
        if key in self._names or str(key).startswith(self._prefixes):
            return True
        return self._free and key not in self._own


def _names(parameter: Parameter) -> frozenset[str]:
    return names_of(parameter.type())


others_of = cache(Others)
"""Those of a parameter, made once."""


def key_names(api: Api, plan: Plan[Any], location: str) -> set[str]:
    """The names of keys that authenticate in a location."""
    names = {name for alternative in plan.security for name in alternative}
    schemes = (scheme for name, scheme in api.schemes.items() if name in names)
    return {
        scheme.name
        for scheme in schemes
        if isinstance(scheme, ApiKey) and scheme.location == location
    }
