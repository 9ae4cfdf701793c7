"""ECMA-262 patterns in Python."""

from __future__ import annotations

import re
import warnings

import pytest

from templates.runtime.pattern import translate


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("b$", ["ab"], ["ab\n", "ba"]),
        (r"^\d+$", ["12"], ["\u0661", "x"]),
        (r"^[[\]&&|]+$", ["[", "]", "&|"], ["x"]),
        (r"^a\/b\-c$", ["a/b-c"], ["ab"]),
        (r"^(?<y>a)\k<y>$", ["aa"], ["a"]),
        (r"(?<=a)b(?<!c)", ["ab"], ["cb"]),
        (r"^[^]$", ["\n"], [""]),
        (r"a[]b", [], ["ab"]),
        (r"^[^a]$", ["b"], ["a"]),
        (r"^\x41\u0042\u{43}\cA$", ["ABC\x01"], ["ABC"]),
        (r"^[\b]$", ["\x08"], ["b"]),
        (r"^(a)\1\0$", ["aa\0"], ["aa0"]),
        (r"\bfoo\b", ["a foo b"], ["food"]),
        (r"^\_\@\"$", ['_@"'], ["_"]),
        (r"^\v\u$", ["\x0bu"], ["v"]),
    ],
)
def test_a_pattern_matches_what_ecma_says(
    pattern: str, matching: list[str], other: list[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        python = translate(pattern)
        assert python is not None
        search = re.compile(python, re.ASCII).search
    assert [text for text in matching if not search(text)] == []
    assert [text for text in other if search(text)] == []


@pytest.mark.parametrize(
    "pattern", [r"\p{L}", "(", r"a\\"[:-1], r"[\B]", r"\u{110000}"]
)
def test_what_python_cannot_say_is_no_pattern(pattern: str) -> None:
    assert translate(pattern) is None
