"""Answers that do not fit their type: keep what fits typed, and the rest raw.

`read(type, data)` fails only where the whole is of another kind. An unknown enum value,
a null or a value of another kind, an unknown union variant stays the plain value; a
field that is missing reads as MISSING; the models around it are real models and dump
back what came in. Walks types only where strict validation failed, so a fitting answer
never comes here. What was read so may be sent back as it came: `holds_misfits` tells it
from what a caller broke.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Literal,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import MISSING, to_json
from typing_extensions import TypeAliasType, evaluate_forward_ref

from .codec import codec_of, whole_numbers
from .jsontext import OtherKind, kind_of
from .model import READING_ANSWER, fields_of
from .shapes import is_dict, is_list
from .types import By


class _Misfits(dict[str, Any]):
    """The further fields of a model that was built here."""


def holds_misfits(value: Any) -> bool:
    """Whether a value has a part that was read though it does not fit."""
    if isinstance(value, BaseModel):
        if isinstance(value.model_extra, _Misfits):
            return True
        return any(map(holds_misfits, value.__dict__.values()))
    if is_dict(value):
        return any(map(holds_misfits, value.values()))
    if isinstance(value, list | tuple):
        return any(map(holds_misfits, cast("list[Any]", value)))
    return False


def read(
    type_: Any,
    data: Any,
    unfit: Callable[[ValidationError], None] | None = None,
) -> Any:
    """Build the nearest value of `type_` from parsed JSON. Raises OtherKind.

    `unfit` is told what is wrong, if it is more than the spelling of numbers.
    """
    data = whole_numbers(data)[0]
    if unfit is not None:
        try:
            return _fitting(type_, data)
        except ValidationError as error:
            unfit(error)
    wanted = opened(type_)[0]
    wanted = get_origin(wanted) or wanted
    if isinstance(wanted, type):
        listed = issubclass(wanted, list | tuple)
        named = issubclass(wanted, BaseModel | dict)
        if (listed and not is_list(data)) or (named and not is_dict(data)):
            expected = "an array" if listed else "an object"
            raise OtherKind(f"the body is {kind_of(data)}, not {expected}")
    return _read(type_, data)


def _read(type_: Any, data: Any) -> Any:
    fitting, value, _ = _strict(type_, data)
    if fitting:
        return value
    type_, metadata = opened(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        return _model(type_, data) if is_dict(data) else data
    if origin is Union or origin is UnionType:
        return _union(arguments, metadata, data)
    if origin is list and is_list(data):
        return [_read(arguments[0], item) for item in data]
    if origin is dict and is_dict(data):
        return {key: _read(arguments[1], item) for key, item in data.items()}
    if origin is tuple and is_list(data):
        kinds = _item_types(arguments, len(data))
        return tuple(_read(kinds[index], item) for index, item in enumerate(data))
    return data


def _strict(type_: Any, data: Any) -> tuple[bool, Any, int]:
    """Whether the data fits, the value if so, the number of faults if not."""
    try:
        return True, _fitting(type_, data), 0
    except ValidationError as error:
        return False, None, error.error_count()


def _fitting(type_: Any, data: Any) -> Any:
    return codec_of(type_).adapter.validate_json(
        to_json(data),
        strict=True,
        by_alias=True,
        by_name=False,
        context=READING_ANSWER,
    )


def opened(type_: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take aliases and annotations off a type."""
    metadata: tuple[Any, ...] = ()
    while True:
        if get_origin(type_) is Annotated:
            metadata += type_.__metadata__
            type_ = get_args(type_)[0]
        elif isinstance(type_, TypeAliasType):
            type_ = _value(type_)
        else:
            return type_, metadata


@cache
def _value(alias: TypeAliasType) -> Any:
    """What an alias stands for. One that names itself is written as text."""
    value = alias.__value__
    if not isinstance(value, str):
        return value
    return evaluate_forward_ref(ForwardRef(value, module=alias.__module__))


def _item_types(arguments: tuple[Any, ...], size: int) -> list[Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return [arguments[0]] * size
    return [*arguments, *[object] * size][:size]


def _model(class_: type[BaseModel], data: dict[str, Any]) -> BaseModel:
    """Build a model without validation, each field as well as it goes."""
    fields = fields_of(class_)
    rest = _Misfits(data)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        wire = field.alias or name
        if wire in rest:
            values[name] = _read(field.rebuild_annotation(), rest.pop(wire))
        elif not field.is_required():
            values[name] = field.get_default(call_default_factory=True)
    model = class_.__new__(class_)
    object.__setattr__(model, "__dict__", values)
    object.__setattr__(model, "__pydantic_fields_set__", set(values) | set(rest))
    object.__setattr__(model, "__pydantic_extra__", rest)
    object.__setattr__(model, "__pydantic_private__", None)
    return model


def _union(members: tuple[Any, ...], metadata: tuple[Any, ...], data: Any) -> Any:
    """Choose by discriminator where there is one, else the variant nearest to fit."""
    candidates = [member for member in members if member not in (MISSING, NoneType)]
    for entry in metadata:
        if isinstance(entry, FieldInfo):
            by = entry.discriminator
            if isinstance(by, str) and is_dict(data):
                candidates = [c for c in candidates if _tagged(c, by, data)]
        elif isinstance(entry, By) and (chosen := entry.choice(data)) is not None:
            return _read(chosen, data)
    if len(candidates) == 1:
        return _read(candidates[0], data)
    nearest, faults = None, 0
    for candidate in candidates:
        if not _same_kind(candidate, data):
            continue
        count = _strict(candidate, data)[2]
        if nearest is None or count < faults:
            nearest, faults = candidate, count
    return data if nearest is None else _read(nearest, data)


def _tagged(candidate: Any, discriminator: str, data: dict[str, Any]) -> bool:
    """Whether a variant's discriminator field admits the tag in the data."""
    class_ = opened(candidate)[0]
    if not (isinstance(class_, type) and issubclass(class_, BaseModel)):
        return get_origin(class_) in (Union, UnionType)
    field = fields_of(class_).get(discriminator)
    if field is None:
        return False
    return data.get(field.alias or discriminator) in _literals(field.annotation)


def _literals(type_: Any) -> tuple[Any, ...]:
    type_ = opened(type_)[0]
    if get_origin(type_) is Literal:
        return get_args(type_)
    if get_origin(type_) in (Union, UnionType):
        return tuple(value for arg in get_args(type_) for value in _literals(arg))
    return ()


def _same_kind(candidate: Any, data: Any) -> bool:
    """Whether walking into a variant could keep any part of the data typed."""
    type_ = opened(candidate)[0]
    origin = get_origin(type_)
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        known = {field.alias or name for name, field in fields_of(type_).items()}
        return is_dict(data) and not known.isdisjoint(data)
    if origin in (list, tuple):
        return is_list(data)
    if origin is dict:
        return is_dict(data)
    return origin in (Union, UnionType)
