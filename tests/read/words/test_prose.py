"""What descriptions say of values, and what they only seem to say."""

from typing import Any

import pytest

from specloom.ir.types import Constraints
from specloom.read.pages.words.prose import NOTHING, all_required, facts
from specloom.read.pages.words.values import Kind
from specloom.records import names_of

SAID: list[tuple[Kind, str, dict[str, Any]]] = [
    # closed lists
    ("string", "`reject`, `queue`, `merge`", {"values": ("reject", "queue", "merge")}),
    ("string", "`asc` or `desc`", {"values": ("asc", "desc")}),
    (
        "string",
        "`raise` (an error) or `skip` (returns it)",
        {"values": ("raise", "skip"), "labels": ("an error", "returns it")},
    ),
    (
        "string",
        "`drop` (default) or `keep` the copy",
        {"values": ("drop", "keep"), "default": "drop"},
    ),
    ("string", "Filter by state: `idle`, `busy`", {"values": ("idle", "busy")}),
    ("string", 'One of "a", "b" or "c"', {"values": ("a", "b", "c")}),
    ("string", "The kind. Valid values: `a`, `b`.", {"values": ("a", "b")}),
    (
        "string",
        "Must be one of: `a`, `b`, or `c`. Default `a`",
        {"values": ("a", "b", "c"), "default": "a"},
    ),
    ("integer", "Possible values are `1`, `2`", {"values": (1, 2)}),
    (
        "string",
        "Mode <ul><li>`Full`: all of it</li><li>`Part`: some</li></ul>",
        {"values": ("Full", "Part"), "labels": ("all of it", "some")},
    ),
    ("string", "Values: open, paid or late", {"values": ("open", "paid", "late")}),
    ("string", "The state, one of open, paid.", {"values": ("open", "paid")}),
    ("integer", "Possible values: 1, 2, 3", {"values": (1, 2, 3)}),
    # samples
    ("string", "One of the users, groups or roles that you know", {}),
    ("string", "The values: see below", {}),
    ("string", "The order, e.g. `asc`, `desc`", {}),
    ("string", "One of many, such as `a`, `b`", {}),
    ("string", "Product `linear`, `option`", {}),
    ("string", 'The plan (usually `"free"`)', {}),
    ("string", "Account type `MAIN`. See the list", {}),
    ("string", "Valid values: `a`, `b`, etc.", {}),
    ("boolean", "`true`: on, `false`: off", {}),
    # defaults and bounds
    (
        "integer",
        "Max results (1-1000, default 10)",
        {"default": 10, "bounds": Constraints(minimum=1, maximum=1000)},
    ),
    (
        "integer",
        "Default: 500; Maximum: 1000",
        {"default": 500, "bounds": Constraints(maximum=1000)},
    ),
    (
        "integer",
        "Page size. [`1`, `100`]. Default: `20`",
        {"default": 20, "bounds": Constraints(minimum=1, maximum=100)},
    ),
    ("integer", "Between 5 and 10", {"bounds": Constraints(minimum=5, maximum=10)}),
    (
        "integer",
        "Cannot be greater than `60000`",
        {"bounds": Constraints(maximum=60000)},
    ),
    ("string", "A name, max 64 characters", {"bounds": Constraints(max_length=64)}),
    ("array", "At most 20 items", {"bounds": Constraints(max_items=20)}),
    ("boolean", "When `true`, all. Defaults to `false`.", {"default": False}),
    ("string", "Defaults to the current workspace", {}),
    ("string", "Defaults to 2022-06-28 in all regions", {}),
    ("string", "Defaults to 2022-06-28.", {"default": "2022-06-28"}),
    ("string", "Default: 1.2.3", {}),
    ("string", "Default: 12:30", {}),
    ("integer", "Default 10-20 items", {}),
    ("integer", "Default: 5, as before", {"default": 5}),
    ("string", "`NEW` orders default to `FULL`", {}),
    ("string", "See `Maximum` on the page for default values.", {}),
    (
        "number",
        "Default and max is 1000.",
        {"default": 1000, "bounds": Constraints(maximum=1000)},
    ),
    ("string", "A name with 3 words", {}),
    # required, deprecated, null, free form, formats
    ("string", "**Required**. The name", {"required": True}),
    ("string", "**Required** The name", {"required": True}),
    ("string", "The name (string, required, unique)", {"required": True}),
    ("string", "optional, the name", {"required": False}),
    ("string", "Notes (string, not required)", {"required": False}),
    ("string", "Required if `kind` is `x`", {}),
    ("string", "The token is required for this", {}),
    ("string", "**Deprecated** field", {"deprecated": True}),
    ("string", "Deprecated. Use `name`", {"deprecated": True}),
    ("string", "**Deprecated** for `kind=x`", {}),
    ("string", "Set to `null` while it runs", {"nullable": True}),
    ("string", "The parent, or null", {"nullable": True}),
    ("string", "May be `null`", {"nullable": True}),
    ("string", "The string that is not null", {}),
    ("object", "Arbitrary metadata to attach", {"free": True}),
    ("object", "Key-value pairs", {"free": True}),
    ("object", "Config of the run", {}),
    ("string", "Time in RFC 3339", {"format": "date-time"}),
    ("string", "When, as ISO 8601 timestamp", {"format": "date-time"}),
    ("string", "A duration in ISO 8601 format", {}),
    ("string", "A UUID of the thing", {"format": "uuid"}),
]

OF_ALL = {
    "All fields optional": False,
    "All parameters are required.": True,
    "All of the fields are optional": False,
    "Some fields are optional": None,
}


@pytest.mark.parametrize(("kind", "text", "said"), SAID, ids=[it[1] for it in SAID])
def test_a_description_says(kind: Kind, text: str, said: dict[str, Any]) -> None:
    found = facts(text, kind)
    different = {
        name: getattr(found, name)
        for name in names_of(type(found))
        if getattr(found, name) != getattr(NOTHING, name)
    }
    assert different == said


@pytest.mark.parametrize("text", OF_ALL)
def test_a_sentence_speaks_of_all(text: str) -> None:
    assert all_required(text) is OF_ALL[text]
