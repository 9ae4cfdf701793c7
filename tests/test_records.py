"""Records behave as the frozen dataclasses that type checkers take them for."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pytest

from specloom.records import record


def define(decorator: Any) -> Any:
    @decorator(frozen=True, slots=True)
    class Shape:
        """A shape."""

        name: str
        sides: int = 4
        notes: list[str] = field(default_factory=list)
        place: object = field(default=None, compare=False, repr=False)
        made: dict[str, int] = field(default_factory=dict, init=False, compare=False)
        kind: str = field(default="plain", init=False)

        @property
        def label(self) -> str:
            return f"{self.name} {self.sides}"

        @staticmethod
        def square() -> Any:
            return Shape("square")

    return Shape


BOTH = (define(dataclass), define(record))


@pytest.mark.parametrize("shape", BOTH, ids=("dataclass", "record"))
def test_what_holds_for_both(shape: Any) -> None:
    one = shape("a", 3, ["x"], place=7)
    assert (one.name, one.sides, one.notes, one.place) == ("a", 3, ["x"], 7)
    assert (one.made, one.kind, one.label) == ({}, "plain", "a 3")
    assert shape("a").sides == 4 and shape("a").notes is not shape("a").notes
    assert one == shape("a", 3, ["x"]) != shape("a", 3, ["y"])
    assert one != ("a", 3, ["x"])
    assert shape.__doc__ == "A shape." and shape.__name__ == "Shape"
    assert shape.__qualname__ == "define.<locals>.Shape"
    made = "made={}, kind='plain')"
    assert repr(one) == f"define.<locals>.Shape(name='a', sides=3, notes=['x'], {made}"
    assert not hasattr(one, "__dict__")
    assert shape.square().name == "square"
    names = [it.name for it in dataclasses.fields(shape)]
    assert names == ["name", "sides", "notes", "place", "made", "kind"]
    assert dataclasses.replace(one, sides=5) == shape("a", 5, ["x"])
    assert dataclasses.replace(one, sides=5).place == 7
    assert dataclasses.asdict(one)["notes"] == ["x"]
    assert dataclasses.is_dataclass(shape)
    match one:
        case shape("a", sides):
            assert sides == 3
        case _:
            raise AssertionError
    with pytest.raises(TypeError):
        shape()
    with pytest.raises(TypeError):
        shape("a", made={})
    with pytest.raises(TypeError):
        hash(one)


@pytest.mark.parametrize("decorator", [dataclass, record])
def test_hash_is_by_value(decorator: Any) -> None:
    @decorator(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0
        note: str = field(default="", compare=False)

    assert {Point(1), Point(1, 0, "n"), Point(2)} == {Point(1), Point(2)}
    assert hash(Point(1)) == hash(Point(1, note="n")) != hash(Point(2))


@pytest.mark.parametrize("decorator", [dataclass, record])
def test_identity(decorator: Any) -> None:
    @decorator(frozen=True, slots=True, eq=False)
    class Node:
        name: str

    one = Node("a")
    assert one == one and one != Node("a") and len({one, Node("a")}) == 2


@pytest.mark.parametrize("decorator", [dataclass, record])
def test_without_fields(decorator: Any) -> None:
    @decorator(frozen=True, slots=True)
    class Nothing:
        pass

    assert Nothing() == Nothing() and repr(Nothing()).endswith("Nothing()")
