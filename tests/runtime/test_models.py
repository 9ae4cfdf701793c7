"""What a generated model accepts, keeps and writes."""

from __future__ import annotations

import copy
import json
import pickle
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID

import pytest
from pydantic import MISSING, Field, ValidationError

from templates.runtime.codec import codec_of
from templates.runtime.jsontext import OtherKind
from templates.runtime.model import ClosedModel, DirectedModel, Model
from templates.runtime.types import (
    By,
    DateTime,
    Nothing,
    OneOf,
    ReadOnly,
    RequiredReadOnly,
    RequiredWriteOnly,
    Text,
    UniqueItems,
    Uuid,
)
from tests.runtime.harbour import Crew, Engine, Fault, FaultDetail, Sail, Ship

SHIP = codec_of(Ship)


def read(**fields: Any) -> Ship:
    ship = SHIP.read_request(json.dumps({"fullName": "Ida"} | fields).encode())
    assert isinstance(ship, Ship)
    return ship


def test_unset_null_and_a_value_are_three_things() -> None:
    assert read().flag is MISSING
    assert read(flag=None).flag is None
    assert read(flag="red").flag == "red"
    assert Ship(full_name="Ida").model_dump_json() == '{"fullName":"Ida"}'
    assert Ship(full_name="Ida", flag=None).model_dump_json() == (
        '{"fullName":"Ida","flag":null}'
    )


def test_wire_names_are_the_only_ones_on_the_wire() -> None:
    with pytest.raises(ValidationError):
        SHIP.read_request(b'{"full_name":"Ida"}')
    ship = SHIP.read_request(b'{"fullName":"Ida","full_name":"other"}')
    assert isinstance(ship, Ship)
    assert (ship.full_name, ship.model_extra) == ("Ida", {"full_name": "other"})


def test_unknown_fields_are_kept_and_written_back() -> None:
    text = '{"fullName":"Ida","new":{"x":[1,null]}}'
    assert SHIP.dump_json(SHIP.read_request(text.encode()), "request") == text.encode()


@pytest.mark.parametrize(
    "fields",
    [
        {"fullName": ""},
        {"fullName": 1},
        {"flag": "blue"},
        {"builtAt": 5},
        {"builtAt": "yesterday"},
        {"code": "0AB"},
        {"code": "ABCDEFG"},
        {"deck": True},
        {"deck": "1"},
        {"deck": 3},
        {"drive": {"kind": "oars"}},
        {"drive": {"kind": "engine", "power": True}},
        {"drive": {"kind": "engine", "power": 1.5}},
        {"drive": {"kind": "engine", "power": "1"}},
        {"drive": {"kind": "sail", "area": "1"}},
        {"crew": [{"name": "Bo", "age": 3}]},
        {"marks": ["a", "a"]},
        {"badge": "?"},
    ],
)
def test_requests_are_held_to_the_schema(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"code": None},
        {"code": "A0"},
        {"deck": 1.0},
        {"drive": {"kind": "engine", "power": 2.0}},
        {"drive": {"kind": "sail", "area": 1}},
        {"builtAt": "2026-01-02T03:04:05"},
        {"builtAt": "2026-01-02T03:04:05.25+02:00"},
        {"badge": "+/8="},
        {"escort": {"fullName": "Bo", "escort": None}},
    ],
)
def test_what_the_schema_allows_is_read(fields: dict[str, Any]) -> None:
    read(**fields)


def test_python_callers_are_checked_too() -> None:
    for wrong in (
        {"full_name": ""},
        {"full_name": "x", "deck": 5},
        {"full_name": "x", "crew": [{"name": "Bo", "age": 1}]},
        {"full_name": "x", "drive": {"kind": "engine", "power": "7"}},
    ):
        with pytest.raises(ValidationError):
            Ship(**wrong)
    with pytest.raises(ValidationError, match="'age'"):
        Crew(name="Bo", age=3)  # type: ignore[call-arg]  # wrong on purpose


def test_python_callers_may_give_text_or_objects() -> None:
    text = "00000000-0000-0000-0000-000000000001"
    # To a type checker a field takes only what it holds.
    by_text = Ship(id=text, full_name="Ida")  # type: ignore[arg-type]
    assert by_text.id == UUID(text)
    when = datetime(2026, 1, 2, tzinfo=UTC)
    assert Ship(full_name="Ida", built_at=when).model_dump_json() == (
        '{"fullName":"Ida","builtAt":"2026-01-02T00:00:00Z"}'
    )
    assert Ship(full_name="Ida", badge=b"\xfb\xff").model_dump_json() == (
        '{"fullName":"Ida","badge":"+/8="}'
    )


def test_read_only_is_not_sent_and_write_only_not_answered() -> None:
    ship = Ship(id=UUID(int=1), full_name="Ida", secret="s", escort=None)
    inner = Ship(full_name="Bo", escort=ship)
    assert json.loads(SHIP.dump_json(inner, "request")) == {
        "fullName": "Bo",
        "escort": {"fullName": "Ida", "secret": "s", "escort": None},
    }
    assert json.loads(SHIP.dump_json(inner, "answer")) == {
        "fullName": "Bo",
        "escort": {"id": str(UUID(int=1)), "fullName": "Ida", "escort": None},
    }
    assert read(id="no uuid at all").id is MISSING


def test_models_copy_pickle_and_compare() -> None:
    ship = read(flag="red", new=1)
    assert copy.deepcopy(ship) == ship == pickle.loads(pickle.dumps(ship))


def test_models_that_name_each_other_before_they_exist() -> None:
    fault = Fault(fault=FaultDetail(code="c", text="t"))
    assert fault.model_dump_json() == '{"fault":{"code":"c","text":"t"}}'


def _by_itself(model: Any) -> Any:
    return model(x={"x": {}})


def _by_a_codec(model: Any) -> Any:
    return codec_of(model).read_request(b'{"x":{"x":{}}}')


@pytest.mark.parametrize("read", [_by_itself, _by_a_codec])
def test_long_chains_of_models_are_built(read: Callable[[Any], Any]) -> None:
    lines = ["from __future__ import annotations"]
    lines += [f"class M{n}(Model):\n    x: M{n + 1} | None = None" for n in range(300)]
    lines += ["class M300(Model):\n    y: int"]
    names: dict[str, Any] = {"Model": Model, "__name__": __name__}
    exec("\n".join(lines), names)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in names.items():
            if name.startswith("M") and name != "Model":
                patch.setitem(globals(), name, value)
        assert read(names["M0"]).x.x.x is None


def test_an_enum_of_numbers_is_exact() -> None:
    ratio = codec_of(Annotated[float, OneOf(0.5, 1)])
    assert ratio.read_request(b"0.5") == 0.5
    assert ratio.read_request(b"1.0") == 1
    for raw in (b"true", b'"1"', b"2", b"[1]"):
        with pytest.raises(ValidationError):
            ratio.read_request(raw)
    boxes = codec_of(Annotated[object, OneOf({"a": [1]}, None)])
    assert boxes.read_request(b'{"a":[1]}') == {"a": [1]}
    with pytest.raises(ValidationError):
        boxes.read_request(b'{"a":[true]}')


def test_a_schema_that_nothing_satisfies() -> None:
    assert codec_of(list[Nothing]).read_request(b"[]") == []
    with pytest.raises(ValidationError):
        codec_of(list[Nothing]).read_request(b"[1]")


class Key(ClosedModel, DirectedModel):
    key: Annotated[
        RequiredReadOnly[Annotated[Uuid, Text(pattern="^1", max_length=36)] | MISSING],
        Field(alias="theKey"),
    ] = MISSING
    secret: Annotated[RequiredWriteOnly[str | MISSING], Field(alias="theSecret")] = (
        MISSING
    )


ONE = "12345678-1234-5678-1234-567812345678"


def test_what_only_one_side_sends_and_must() -> None:
    keys = codec_of(list[Key])
    with pytest.raises(ValidationError) as caught:
        keys.read_request(b'[{"theSecret":"a"},{}]')
    (fault,) = caught.value.errors()
    assert (fault["type"], fault["loc"]) == ("missing", (1, "theSecret"))
    with pytest.raises(ValidationError) as caught:
        keys.read_strict(b"[{}]")
    assert caught.value.errors()[0]["loc"] == (0, "theKey")
    with pytest.raises(ValidationError):
        codec_of(Key).make({})
    assert codec_of(Key).make({"secret": "a"}) == Key(secret="a")
    # A client takes answers as they come, and users make what they need.
    assert keys.read_answer(b"[{}]") == [Key()]
    assert keys.dump_json([Key(secret="a", key=UUID(ONE))], "answer") == (
        f'[{{"theKey":"{ONE}"}}]'.encode()
    )


def test_bounds_on_the_text_of_a_format() -> None:
    text = codec_of(Annotated[Uuid | None, Text(min_length=36, pattern="^1")])
    assert text.read_request(f'"{ONE}"'.encode()) == UUID(ONE)
    assert text.read_request(b"null") is None
    other = ONE.replace("1", "2")
    assert text.check(UUID(other)) == UUID(other)
    for raw in (f'"{other}"', '"1"', "1"):
        with pytest.raises(ValidationError):
            text.read_request(raw.encode())
    assert repr(Text(max_length=3)) == "Text(max_length=3)"


class Branch(DirectedModel):
    left: Annotated[RequiredWriteOnly[Twig | MISSING], Field(alias="theLeft")] = MISSING


class Leaf(Model):
    green: bool | MISSING = MISSING


Twig = Annotated[Branch | Leaf, By("kind", {"leaf": Leaf})]


def test_models_that_need_what_is_defined_later() -> None:
    twig = codec_of(Branch)
    with pytest.raises(ValidationError) as caught:
        twig.read_request(b'{"kind":"branch"}')
    assert [fault["loc"] for fault in caught.value.errors()] == [("theLeft",)]
    raw = b'{"theLeft":{"kind":"leaf","green":5}}'
    answer = twig.read_answer(raw)
    assert isinstance(answer, Branch) and isinstance(answer.left, Leaf)
    assert json.loads(twig.dump_json(answer, "request")) == json.loads(raw)


def test_answers_are_strict_first_and_lenient_where_they_must() -> None:
    raw = {
        "id": "none",
        "flag": "blue",
        "builtAt": None,
        "drive": {"kind": "oars", "men": 4},
        "crew": [{"name": "Bo", "age": 3}, {"name": None}, 5],
        "deck": 1.0,
        "escort": {"fullName": "Bo", "drive": {"kind": "engine"}},
        "new": [1],
    }
    ship = SHIP.read_answer(json.dumps(raw).encode())
    assert isinstance(ship, Ship)
    # A required field has it only where an answer lacks the field.
    assert ship.full_name is MISSING  # type: ignore[comparison-overlap]
    assert (ship.id, ship.flag, ship.deck) == ("none", "blue", 1)
    assert ship.drive == {"kind": "oars", "men": 4}
    assert isinstance(ship.crew, list)
    assert [type(member) for member in ship.crew] == [Crew, Crew, int]
    assert ship.crew[0].model_extra == {"age": 3}
    assert isinstance(ship.escort, Ship)
    assert isinstance(ship.escort.drive, Engine)
    with pytest.raises(AttributeError):
        _ = ship.no_such_field
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert json.loads(ship.model_dump_json()) == raw
        assert ship.model_dump(mode="json") == raw
    assert json.loads(SHIP.dump_json(ship, "request")).keys() == raw.keys() - {"id"}


@pytest.mark.parametrize(
    ("type_", "raw"),
    [
        (list[int], [1, "x", None]),
        (dict[str, list[int]], {"a": [1], "b": {"c": 1}}),
        (tuple[int, Sail], [1, {"kind": "sail"}]),
        (tuple[int, ...], [1, "x"]),
        (list[tuple[int, str]], [{"not": "a list"}]),
        (Sail | Engine, {"kind": "engine", "power": 0}),
        (Sail | Engine, {"nothing": "known"}),
        (Sail | list[int], [None]),
        (int | str, [1]),
    ],
)
def test_answers_of_any_type_keep_what_came(type_: Any, raw: Any) -> None:
    codec = codec_of(type_)
    value = codec.read_answer(json.dumps(raw).encode())
    assert json.loads(codec.dump_json(value, "request")) == raw


def test_unique_items_are_told_apart_as_json_is() -> None:
    codec = codec_of(Annotated[list[object], UniqueItems()])
    apart = [1, "1", True, None, 1.5, [1], [True], {"a": 1}, {"a": [1]}, [], {}, "list"]
    assert codec.read_request(json.dumps(apart).encode()) == apart
    for twice in ("[1, 1.0]", '[{"a":1,"b":[]},{"b":[],"a":1}]', "[[1],[1]]"):
        with pytest.raises(ValidationError):
            codec.read_request(twice.encode())
    crews = codec_of(Annotated[list[Crew], UniqueItems()])
    with pytest.raises(ValidationError):
        crews.read_request(b'[{"name":"a"},{"name":"b"},{"name":"a"}]')
    # In the square of their number, these would take minutes.
    many = list(range(50_000))
    assert codec.read_request(json.dumps(many).encode()) == many
    of_one_hash = [it * sys.hash_info.modulus for it in range(50_000)]
    assert codec.read_request(json.dumps(of_one_hash).encode()) == of_one_hash
    uuids = [str(UUID(int=it)) for it in of_one_hash]
    found = codec_of(Annotated[list[Uuid], UniqueItems()]).read_request(
        json.dumps(uuids).encode()
    )
    assert list(map(str, cast("list[UUID]", found))) == uuids
    times = codec_of(Annotated[list[DateTime], UniqueItems()])
    same_time = ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00"]
    assert times.read_request(json.dumps(same_time).encode())


@pytest.mark.parametrize(
    ("type_", "raw", "message"),
    [
        (Ship, "[]", "the body is an array, not an object"),
        (Ship, "null", "the body is null, not an object"),
        (dict[str, int], '"a"', "the body is a string, not an object"),
        (list[Ship], '{"fullName":"Ida"}', "the body is an object, not an array"),
        (Annotated[list[int], Field(min_length=1)], "true", "a boolean, not an array"),
        (tuple[int, str], "1", "the body is a number, not an array"),
    ],
)
def test_an_answer_of_another_kind_is_none(type_: Any, raw: str, message: str) -> None:
    with pytest.raises(OtherKind, match=message):
        codec_of(type_).read_answer(raw.encode())


class Track(Model):
    points: list[tuple[float, float]]


class Route(Model):
    start: ReadOnly[tuple[int, str] | MISSING] = MISSING
    track: ReadOnly[Track | MISSING] = MISSING
    tracks: ReadOnly[dict[str, Track] | MISSING | None] = MISSING


def test_read_only_parts_may_hold_tuples() -> None:
    codec = codec_of(Route)
    raw = (
        b'{"start":[1,"a"],"track":{"points":[[1.5,2.0]]},'
        b'"tracks":{"b":{"points":[[0.0,1.0]]}}}'
    )
    found = codec.read_strict(raw)
    assert isinstance(found, Route)
    assert (found.start, found.track) == ((1, "a"), Track(points=[(1.5, 2.0)]))
    assert codec.read_answer(raw) == found
    assert codec.dump_json(found, "answer") == raw
    assert codec.dump_json(found, "request") == b"{}"
    # A request's are dropped, whatever they are.
    for sent in (raw, b'{"start":"","track":null,"tracks":[{"points":5}]}'):
        assert codec.read_request(sent) == Route()
    with pytest.raises(ValidationError):
        codec.read_strict(b'{"start":[1,2]}')
    with pytest.raises(ValidationError):
        Route(start=(1, 2))  # type: ignore[arg-type]  # wrong on purpose
    assert "start" in Route.model_json_schema()["properties"]
