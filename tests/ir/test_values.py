"""Which JSON values are one."""

import pytest

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.values import same
from specloom.passes.compose import compose


@pytest.mark.parametrize(
    ("first", "second"),
    [(1, 1.0), ([1], [1.0]), ({"a": 1, "b": None}, {"b": None, "a": 1}), ([], [])],
)
def test_values_that_are_one(first: t.Json, second: t.Json) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (1, True),
        ([1], [True]),
        ({"a": [0]}, {"a": [False]}),
        ([], {}),
        ("1", 1),
        (None, False),
        (["list"], "list"),
        ([["a", 1]], {"a": 1}),
    ],
)
def test_values_that_are_not(first: t.Json, second: t.Json) -> None:
    assert not same(first, second)


def _composed(type_: t.Type, *more: t.Type) -> t.Type:
    declarations = [Declaration("schemas/X", "X", type_)]
    if more:
        both = t.Intersection((type_, *more), "")
        declarations = [Declaration("schemas/X", "X", both)]
    api = Api("K", "1", declarations=tuple(declarations))
    return compose(api, Diagnostics()).declarations[0].type


def test_enumerations_tell_values_apart_as_json_does() -> None:
    values: tuple[t.Json, ...] = ([1], [True], 1, True, 1.0, "1")
    found = _composed(t.Enum(values))
    assert isinstance(found, t.Enum)
    assert repr(found.values) == "([1], [True], 1, True, '1')"
    shared = _composed(t.Enum(values), t.Enum(([True], 1.0, False)))
    assert isinstance(shared, t.Enum)
    assert repr(shared.values) == "([True], 1)"


def test_large_enumerations() -> None:
    # In the square of their size, these would take minutes.
    values = tuple(f"v{number}" for number in range(50_000))
    found = _composed(t.Enum(values), t.Enum(values[::-1]))
    assert isinstance(found, t.Enum) and found.values == values
    twice = _composed(t.Enum((*values, *values)))
    assert isinstance(twice, t.Enum) and twice.values == values
    union = _composed(t.Union(tuple(map(t.Const, values[:10_000]))))
    assert isinstance(union, t.Enum) and union.values == values[:10_000]
