"""Marks beside names and in columns of their own."""

import pytest

from specloom.read.pages.words.marks import Name, name, required

CELLS = {
    "YES": True,
    "Yes": True,
    "**true**": True,
    "<b>true</b>": True,
    "Required": True,
    "✓": True,
    ":heavy_check_mark:": True,
    ":white_check_mark:": True,
    "是": True,
    "必須": True,
    "Yes*": True,
    "1": True,
    "NO": False,
    "NO*": False,
    r"NO\*": False,
    "false": False,
    "Optional": False,
    "否": False,
    "-": False,
    "Not required": False,
    "Conditional": False,
    "Yes, if the order is new": False,
    "Required when `kind` is `x`": False,
    "": None,
    "see below": None,
}

NAMES = {
    "name": Name("name"),
    "`name`": Name("name"),
    "**`name`**": Name("name"),
    "`name`*": Name("name", True),
    "name *": Name("name", True),
    r"name\*": Name("name", True),
    "field?": Name("field", False),
    "name (required)": Name("name", True),
    "name<br/>*required*": Name("name", True),
    "name (optional)": Name("name", False),
    "~~old~~": Name("old", deprecated=True),
    "old (deprecated)": Name("old", deprecated=True),
    "[kind](../enums#kind)": Name("kind"),
    r"user\_id": Name("user_id"),
    "`_id`": Name("_id"),
    "`__x__`": Name("__x__"),
    "a_b_c": Name("a_b_c"),
    "X-Request-Id": Name("X-Request-Id"),
    "a.b[].c": Name("a.b[].c"),
    "name (string)": Name("name", type="string"),
    "name: string": Name("name", type="string"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_says_required(cell: str) -> None:
    assert required(cell) is CELLS[cell]


@pytest.mark.parametrize("cell", NAMES)
def test_a_name_has_marks(cell: str) -> None:
    assert name(cell) == NAMES[cell]
