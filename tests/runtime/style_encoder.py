"""Parameters as OpenAPI writes them, a second time: from the texts, not from our code.

`expand` is the algorithm of RFC 6570, section 3.2.1, with its table of operators, and
what OpenAPI 3.2 adds in section 4.12: styles without an operator, values that are not
percent-encoded. `why_not` says why a value cannot go there and come back. Nothing here
is shared with the runtime.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple


class Operator(NamedTuple):
    """A row of the table in RFC 6570, appendix A."""

    first: str
    separator: str
    named: bool
    if_empty: str


OPERATORS = {
    "simple": Operator("", ",", False, ""),
    "label": Operator(".", ".", False, ""),
    "matrix": Operator(";", ";", True, ""),
    "form": Operator("", "&", True, "="),
    "cookie": Operator("", "; ", True, "="),
}
UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
COOKIE = {0x21, *range(0x23, 0x2C), *range(0x2D, 0x3B), *range(0x3C, 0x5C)} | set(
    range(0x5D, 0x7F)
)


def text_of(value: object) -> str:
    """Appendix B: as JSON has it, but for strings, which are bare."""
    return value if isinstance(value, str) else json.dumps(value)


def percent(value: object) -> str:
    """All but the unreserved characters, by the octets of UTF-8."""
    octets = text_of(value).encode()
    return "".join(chr(o) if o in UNRESERVED else f"%{o:02X}" for o in octets)


def is_undefined(value: object) -> bool:
    """RFC 6570, section 2.3."""
    return value is None or value == [] or value == {}


def expand(location: str, style: str, explode: bool, name: str, value: Any) -> str:
    """The text of a parameter; of a header its value, of a query without `?`."""
    bare = location == "header" or style == "cookie"
    encoded = text_of if bare else percent
    delimiter = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
    if style == "deepObject" and isinstance(value, dict):
        return "&".join(f"{percent(k)}={percent(v)}" for k, v in deep(name, value))
    operator = OPERATORS.get(style, OPERATORS["form"])

    def member(key: object, item: object) -> str:
        text = encoded(item)
        if operator.named and not text:
            return f"{encoded(key)}{operator.if_empty}"
        return f"{encoded(key)}={text}"

    if isinstance(value, dict) and explode:
        pieces = [member(key, item) for key, item in value.items()]
    elif isinstance(value, list) and explode and operator.named:
        pieces = [member(name, item) for item in value]
    elif isinstance(value, list) and explode:
        pieces = [encoded(item) for item in value]
    else:
        if isinstance(value, dict):
            parts = [encoded(part) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            parts = [encoded(item) for item in value]
        else:
            parts = [encoded(value)]
        text = delimiter.join(parts)
        if operator.named:
            text = (
                f"{encoded(name)}={text}"
                if text
                else encoded(name) + (operator.if_empty)
            )
        pieces = [text]
    return operator.first + operator.separator.join(pieces)


def deep(prefix: str, value: dict[str, Any]) -> list[tuple[str, object]]:
    """`deepObject`; what is nested as most frameworks have it."""
    found: list[tuple[str, object]] = []
    for key, item in value.items():
        if isinstance(item, dict):
            found += deep(f"{prefix}[{key}]", item)
        elif isinstance(item, list):
            found += [(f"{prefix}[{key}]", each) for each in item]
        else:
            found.append((f"{prefix}[{key}]", item))
    return found


def why_not(location: str, style: str, explode: bool, value: Any) -> str | None:
    """Why a value has no text from which it could be told what it was."""
    if is_undefined(value):
        return "undefined" if location == "path" else None
    keys = list(value) if isinstance(value, dict) else []
    items = (
        list(value.values())
        if isinstance(value, dict)
        else value if isinstance(value, list) else [value]
    )
    if None in items:
        return "null"
    compound = isinstance(value, list | dict)
    exploded = compound and explode
    parts = [text_of(part) for part in [*keys, *items]]
    whole = expand(location, style, explode, "color", value)
    if location == "path" and whole in ("", ".", ".."):
        return "the segment is empty, or made of dots"
    delimiter = None
    if location == "header":
        if any(ord(c) < 32 or ord(c) > 126 for part in parts for c in part):
            return "no character of a header"
        if any(part != part.strip() for part in parts):
            return "space around it"
        delimiter = "," if compound else None
    elif style == "label" and exploded:
        delimiter = "."
    elif style == "spaceDelimited" and compound and not explode:
        delimiter = " "
    elif style == "pipeDelimited" and compound and not explode:
        delimiter = "|"
    elif style == "cookie":
        if any(ord(c) not in COOKIE for part in parts for c in part):
            return "no character of a cookie"
    elif style == "deepObject" and any("[" in key or "]" in key for key in keys):
        return "a bracket ends a key"
    if delimiter is not None and any(delimiter in part for part in parts):
        return "it holds the delimiter"
    bare = location == "header" or style == "cookie"
    if bare and exploded and any("=" in key for key in keys):
        return "a key that holds ="
    return None
