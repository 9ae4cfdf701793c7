"""What a hostile specification says, and what a harmless one says in its place."""

import unicodedata

from hypothesis import strategies as st

CANARY = "CANARY"

# Each would run `CANARY.append(...)`, end its token, or steer a tool, if it were let.
HOSTILE = (
    '"""\nCANARY.append(1)\n"""',
    '"""); CANARY.append(1); ("""',
    "'''\nCANARY.append(1)\n'''",
    '"; CANARY.append(1); "',
    "'; CANARY.append(1); '",
    '\\"""\nCANARY.append(1)\n\\"""',
    '\\\\"""\nCANARY.append(1)\n#',
    'ends in a quote"',
    'ends in three quotes"""',
    "ends in a backslash\\",
    "ends in two backslashes\\\\",
    'ends in both\\"',
    'ends in both"\\',
    '"starts with a quote',
    '""" starts with three',
    '""""""""',
    "\\",
    '"',
    "line\rCANARY.append(1)",
    "line\r\nCANARY.append(1)",
    "line\x0cCANARY.append(1)",
    "line\x0bCANARY.append(1)",
    "line\x85CANARY.append(1)",
    "line\u2028CANARY.append(1)",
    "line\u2029CANARY.append(1)",
    "line\x1c\x1d\x1eCANARY.append(1)",
    "nul\x00CANARY.append(1)",
    "bidi \u202e\u2066CANARY.append(1)\u2069\u202c",
    "zero\u200bwidth\u200d\ufeff\u2060",
    "surrogate \ud800 \udfff",
    "tag \U000e0041\U000e007f",
    "{CANARY.append(1)} {{ CANARY }} {% CANARY %}",
    "\\N{BULLET} \\x41 \\u00AB \\U0001F600 \\d+ \\",
    ">>> CANARY.append(1)",
    "text\n\n    >>> CANARY.append(1)\n    1\n",
    "word " * 20 + ">>> CANARY.append(1)",
    "# -*- coding: utf-7 -*-",
    "#!/usr/bin/python",
    "x # vim: set fileencoding=utf-7 :",
    "# /// script\n# dependencies = ['evil']\n# ///",
    "# type: ignore",
    "text # type: int # noqa",
    "# mypy: ignore-errors",
    "# pyright: basic",
    "# ruff: noqa",
    "# flake8: noqa",
    "# isort: skip_file",
    "# fmt: off",
    "# fmt: skip",
    "# pylint: skip-file",
    "# pragma: no cover",
    "\ttabs\n\t\tand\n\tmore tabs",
    "   \n\n  leading\n\n\n\n    indented\n  ",
    "first\n    second\n      third",
    "trailing  \nblanks \t\nhere\u00a0\n\u3000ideographic",
    "- item\n  - nested item\n\n1. one\n2. two",
    '```json\n{"a":   1}\n```\n| a | b |\n|---|---|',
    "https://example.org/" + "x" * 120,
    "word " * 60 + "https://example.org/" + "y" * 100 + " word" * 30,
    "中文" * 60,
    "<p>html &amp; <b>more</b></p>",
)
HARMLESS = "A harmless sentence."

_LETTERS = "ab Cé中\"'\\#>:,.-*|`\n\t\r\u00a0\u2028\u202e\u200b\x00\x0c\ud800😀"
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map(" ".join),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map("\n".join),
    st.text(_LETTERS, max_size=60),
    st.text(max_size=60),
)


def visible_words(text: str) -> str:
    """`text` without blanks and without what has no glyph or only steers others."""
    return "".join(
        character
        for character in text
        if not character.isspace() and unicodedata.category(character)[0] != "C"
    )
