"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import KW_ONLY, FrozenInstanceError
from typing import Any, ClassVar, cast

import pytest
from pydantic import MISSING

from templates.runtime.handling import Request, Result


class Asked(Request):
    """A request."""

    ship: str
    limit: int | MISSING = MISSING

    class Ok(Result):
        body: list[int]
        status: ClassVar[int] = 200

    class Failed(Result):
        status: int

    class Late(Result):
        status: int
        _: KW_ONLY
        retry_after: int
        limit: int | MISSING = MISSING


ANY: Any = Asked


def test_fields_in_order_and_by_name() -> None:
    asked = Asked("ida", principal="me")
    assert (asked.ship, asked.limit, asked.principal) == ("ida", MISSING, "me")
    assert Asked(ship="ida", limit=3).limit == 3
    assert dict(asked.headers) == {}
    assert Asked.Ok([1], headers={"a": "b"}).headers == {"a": "b"}
    late = Asked.Late(404, retry_after=5)
    assert (late.status, late.retry_after, late.limit) == (404, 5, MISSING)
    assert late == Asked.Late(404, retry_after=5) != Asked.Late(404, retry_after=6)
    assert repr(late) == "Asked.Late(status=404, retry_after=5)"
    assert Asked.Ok([1]).status == 200


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ANY(), "Asked needs ship"),
        (lambda: ANY("a", 1, "me"), "Asked takes 2 values"),
        (lambda: ANY("a", ship="b"), "Asked does not take ship= here"),
        (lambda: ANY("a", shop="b"), "Asked does not take shop= here"),
        (lambda: ANY.Late(404), "Asked.Late needs retry_after"),
        (lambda: ANY.Late(404, 5), "Asked.Late takes 1 values"),
        (lambda: ANY.Ok(body=[], status=1), "Asked.Ok does not take status= here"),
        (lambda: cast(Any, Result)(body=1), "Result does not take body= here"),
    ],
)
def test_wrong_arguments(make: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


def test_nothing_can_be_changed() -> None:
    asked = Asked("ida")
    with pytest.raises(FrozenInstanceError):
        asked.ship = "bo"  # type: ignore[misc]  # wrong on purpose
    with pytest.raises(FrozenInstanceError):
        del asked.ship
    assert asked.__replace__(ship="bo") == Asked("bo")


def test_equal_by_value() -> None:
    assert Asked("a") == Asked("a")
    assert Asked("a") != Asked("b")
    assert Asked("a") != Asked("a", headers={"a": "b"})
    assert Asked.Failed(200) != Asked.Ok([])
    assert pickle.loads(pickle.dumps(Asked("a", 2))) == Asked("a", 2)
    assert copy.deepcopy(Asked("a")) == Asked("a")


def test_shown_and_matched() -> None:
    assert repr(Asked.Failed(404)) == "Asked.Failed(status=404)"
    assert repr(Asked("a", headers={})) == "Asked(ship='a', limit=MISSING, headers={})"
    match Asked("ida", 2):
        case Asked(ship, limit):
            assert (ship, limit) == ("ida", 2)
    match Asked.Ok([1]):
        case Asked.Ok(body=[first]):
            assert first == 1
