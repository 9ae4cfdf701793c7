"""The tables of names (`*.toml` beside this), read without a parser of TOML.

In: the name of a file of ours. Out: its tables, whose values are texts, or lists of
texts. To load and run a parser takes as long as all else that a small API does here; a
test holds this to what such a parser makes of the files. Used by the modules of `names`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, TypeAlias

Tables: TypeAlias = dict[str, dict[str, Any]]

_TEXT: Final = r'"((?:[^"\\]|\\.)*)"|' + r"'([^']*)'"
_LINE: Final = re.compile(
    rf"^(?:\[(\w+)\]|(?:([\w-]+)|{_TEXT}) = (?:\[([^\]]*)\]|{_TEXT}))$", re.MULTILINE
)
_ITEM: Final = re.compile(_TEXT)


def tables(name: str) -> Tables:
    """The tables of a file."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    found: Tables = {}
    table: dict[str, Any] = {}
    for line in _LINE.finditer(text):
        head, plain, key, raw_key, items, value, raw_value = line.groups()
        if head is not None:
            table = found[head] = {}
            continue
        if items is not None:
            table_value: Any = [_plain(*it.groups()) for it in _ITEM.finditer(items)]
        else:
            table_value = _plain(value, raw_value)
        table[plain or _plain(key, raw_key)] = table_value
    return found


def _plain(text: str | None, raw: str | None) -> str:
    """A text in double quotes without its escapes, or one in single quotes."""
    if text is None:
        return raw or ""
    return text.replace('\\"', '"').replace("\\\\", "\\")
