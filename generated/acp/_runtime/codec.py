"""One type, read from the wire and written to it.

`codec(lazy)` resolves the type of a plan and builds its validator once. Reading is
strict as JSON Schema is: no coercion, `1.0` is an integer, field names are wire names.
Answers that do not fit go through `lenient`; everything else that does not fit raises
pydantic's ValidationError. What is no JSON raises `NotJson`, read or written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError
from pydantic_core import to_json

from .jsontext import (
    NotJson,
    check_read,
    check_written,
    parse,
    refuse_infinite,
    without_mark,
)
from .model import (
    CHECKING_ANSWER,
    CHECKING_REQUEST,
    READING_REQUEST,
    DeepRecursion,
    Direction,
    writing,
)
from .shapes import is_dict, is_list

_CONFIG = ConfigDict(strict=True, allow_inf_nan=False, ser_json_inf_nan="constants")


class Codec:
    """Reads and writes values of one type."""

    __slots__ = ("adapter", "type")

    def __init__(self, type_: Any) -> None:
        self.type = type_
        with DeepRecursion():
            try:
                self.adapter: TypeAdapter[Any] = TypeAdapter(type_, config=_CONFIG)
            except PydanticUserError:  # a model has its own configuration
                self.adapter = TypeAdapter(type_)
                self.adapter.rebuild()  # which says that it is built when it is used

    def read_request(self, raw: bytes) -> object:
        """JSON that a server received."""
        return self._read(raw, READING_REQUEST)

    def read_answer(
        self, raw: bytes, unfit: Callable[[ValidationError], None] | None = None
    ) -> object:
        """JSON that a client received. What does not fit stays as it came.

        `unfit` is told of it first. Raises OtherKind if it is the whole: not an object,
        or not an array.
        """
        raw = without_mark(raw)
        check_read(raw)
        try:
            return self.adapter.validate_json(
                raw, strict=True, by_alias=True, by_name=False
            )
        except ValidationError:
            from .lenient import read

            return read(self.type, parse(raw), unfit)

    def read_strict(self, raw: bytes) -> object:
        """JSON that must fit, for a server that checks its own answers."""
        return self._read(raw, CHECKING_ANSWER)

    def _read(self, raw: bytes, context: str) -> object:
        raw = without_mark(raw)
        check_read(raw)
        try:
            return self._validate(raw, context)
        except ValidationError as error:
            data = parse(raw)
            whole, changed = whole_numbers(data)
            if not changed:
                raise error from None
        return self._validate(to_json(whole), context)

    def _validate(self, raw: bytes, context: str) -> object:
        return self.adapter.validate_json(
            raw, strict=True, by_alias=True, by_name=False, context=context
        )

    def read_text(self, value: object, nested: bool = False) -> object:
        """A parameter or form: text, or lists and dicts of text.

        Text is taken as text where the type allows it, else as the JSON number,
        boolean or null that it spells; with `nested`, also as object or array. The
        value is the codec's from then on.
        """
        for _ in range(2 if nested else 1):
            try:
                return self._validate_text(value)
            except ValidationError as error:
                faults = error.errors(include_url=False, include_context=False)
                value = _spelled(value, (fault["loc"] for fault in faults), nested)
        return self._validate_text(value)

    def _validate_text(self, value: object) -> object:
        if not _has_files(value):
            return self._validate(to_json(value), READING_REQUEST)
        return self.adapter.validate_python(
            value, by_alias=True, by_name=False, context=READING_REQUEST
        )

    def check(self, value: object) -> object:
        """A value that a Python caller gave: as for the fields of a model.

        A tuple is taken for a list; in models, type checkers ask for lists.
        """
        try:
            return self.adapter.validate_python(value)
        except ValidationError:
            if not isinstance(value, tuple):
                raise
        return self.adapter.validate_python(list(cast("tuple[object, ...]", value)))

    def recheck(self, value: object, content: bytes | None) -> None:
        """A value about to be sent, of which models may have changed since they were made.

        Checked as a server would, by its JSON text where it has one. What an answer
        brought may go back though it does not fit.
        """
        try:
            if content is not None:
                self._read(content, CHECKING_REQUEST)
            else:
                self.adapter.validate_python(
                    self.dump_python(value, "request"),
                    by_alias=True,
                    by_name=False,
                    context=CHECKING_REQUEST,
                )
        except ValidationError:
            from .lenient import holds_misfits

            if not holds_misfits(value):
                raise

    def make(self, fields: dict[str, object]) -> object:
        """A request's body of keywords."""
        return self.adapter.validate_python(fields, context=CHECKING_REQUEST)

    def dump_json(self, value: object, direction: Direction) -> bytes:
        """The JSON text of a value."""
        with _writing(direction):
            raw = self.adapter.dump_json(value, by_alias=True, warnings=False)
        check_written(raw)
        return raw

    def dump(self, value: object, direction: Direction) -> Any:
        """The value as dicts, lists and scalars that JSON has."""
        with _writing(direction):
            data = self.adapter.dump_python(
                value, mode="json", by_alias=True, warnings=False
            )
        refuse_infinite(data)
        return data

    def dump_python(self, value: object, direction: Direction) -> Any:
        """The value as dicts and lists, the scalars left as they are."""
        with _writing(direction):
            data = self.adapter.dump_python(value, by_alias=True, warnings=False)
        refuse_infinite(data)
        return data


@contextmanager
def _writing(direction: Direction) -> Generator[None, None, None]:
    token = writing.set(direction)
    try:
        yield
    finally:
        writing.reset(token)


_by_place: dict[Callable[[], object], Codec] = {}
_by_type: dict[object, Codec] = {}


def codec(lazy: Callable[[], object]) -> Codec:
    """The codec of a type in a plan, made on first use."""
    found = _by_place.get(lazy)
    if found is None:
        found = _by_place[lazy] = codec_of(lazy())
    return found


def codec_of(type_: object) -> Codec:
    """The codec of a type."""
    try:
        found = _by_type.get(type_)
    except TypeError:  # unhashable metadata
        return Codec(type_)
    if found is None:
        found = _by_type[type_] = Codec(type_)
    return found


def _has_files(value: object) -> bool:
    """Whether a form has parts that are bytes, which JSON would make text."""
    if not is_dict(value):
        return False
    items = (
        it for each in value.values() for it in (each if is_list(each) else [each])
    )
    return any(isinstance(it, bytes) for it in items)


def whole_numbers(data: Any) -> tuple[Any, bool]:
    """Write `1.0` as `1`, which is the same JSON number; say whether any was."""
    if isinstance(data, float):
        return (int(data), True) if data.is_integer() else (data, False)
    if is_list(data):
        items = [whole_numbers(item) for item in data]
        return [item for item, _ in items], any(changed for _, changed in items)
    if is_dict(data):
        pairs = {key: whole_numbers(item) for key, item in data.items()}
        changed = any(changed for _, changed in pairs.values())
        return {key: item for key, (item, _) in pairs.items()}, changed
    return data, False


def _spelled(value: Any, places: Iterable[tuple[int | str, ...]], nested: bool) -> Any:
    """The value, with the text at each place replaced by the JSON that it spells.

    Lists and dicts are changed as they are: thousands of places take no copy each.
    """
    whole = [value]
    for place in places:
        parent: Any = whole
        key: int | str = 0
        for part in place:
            inner = parent[key]
            index = isinstance(part, int) and is_list(inner) and part < len(inner)
            if index or (is_dict(inner) and part in inner):
                parent, key = inner, part  # else it is the label of a union
        parent[key] = _spell(parent[key], nested)
    return whole[0]


def _spell(value: Any, nested: bool) -> Any:
    if nested and isinstance(value, bytes):  # a file, where something else is asked for
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    if not isinstance(value, str):
        return value
    if value in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[value]
    try:
        found = whole_numbers(parse(value.encode()))[0]
    except NotJson:
        return value
    wanted = isinstance(found, int | float) or (nested and not isinstance(found, str))
    return found if wanted else value
