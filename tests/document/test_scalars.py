"""The core schema of YAML 1.2: what is a number, and what only looks like one."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document import TextFloat, TextInt, as_text
from specloom.document.scalars import NotFinite, number

TEXT = [
    *("12:30", "1_000", "2024-01-31", "0b1", "0o8", "0x", "1.2.3", "-", "+", ".", ".."),
    *("1e", "1e+", ".e3", "--1", "+-1", "0x-1", "1,000", "1 2", "-.5.", "٣", "0O17"),
    *("0X1F", "-0x1", "+.", "1.0f", "Infinity", ".infinity", "-.nan", ".Nan", "1\n"),
]


@pytest.mark.parametrize("text", TEXT)
def test_text_stays_text(text: str) -> None:
    assert number(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("0", 0), ("-0", 0), ("+12", 12), ("007", 7), ("0o17", 15), ("0xfF", 255)),
        *(("1.", 1.0), (".5", 0.5), ("-1.50", -1.5), ("1e3", 1000.0), ("1E-2", 0.01)),
        *(("0.16001e0", 0.16001), ("9" * 30, int("9" * 30))),
    ],
)
def test_numbers_keep_their_text(text: str, value: float) -> None:
    found = number(text)
    assert not isinstance(found, str)
    assert (found, type(found).__mro__[-2]) == (value, type(value))
    assert as_text(found) == text
    assert as_text(pickle.loads(pickle.dumps(found))) == text
    assert as_text(copy.copy(found)) == text


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e999"])
def test_no_json_can_hold_it(text: str) -> None:
    with pytest.raises(NotFinite):
        number(text)


@pytest.mark.parametrize("text", ["9" * 5000, "0x" + "f" * 5000])
def test_thousands_of_digits(text: str) -> None:
    with pytest.raises(NotFinite):
        number(text)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_python_s_own_spelling_is_plain(value: float) -> None:
    found = number(repr(value))
    assert type(found) is type(value)
    assert found == value
    assert as_text(value) == repr(value)


DECIMAL = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?"


@given(st.from_regex(DECIMAL, fullmatch=True))
def test_every_decimal_is_a_number(text: str) -> None:
    found = number(text)
    assert float(found) == float(text)
    assert as_text(found) == text


def test_a_number_with_a_text_is_a_number() -> None:
    assert json.dumps([TextFloat(1.1, "1.10"), TextInt(7, "007")]) == "[1.1, 7]"
    members: dict[int, str] = {TextInt(7, "007"): "a"}
    assert members[7] == "a"


def test_words() -> None:
    assert [as_text(value) for value in (None, True, False, "x")] == [
        "null",
        "true",
        "false",
        "x",
    ]
