"""Parameters as text: OpenAPI's styles, written by clients and read by servers.

Values are what JSON has (`codec.dump`): scalars, lists, dicts. `write_*` give text that
is percent-encoded where the location asks for it; `read_*` give text, a list or a dict
of text, or None where the parameter is absent. Section 4.12 of OpenAPI 3.1.1 and
RFC 6570 define the forms; null and empty members are left out, as RFC 6570 has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from .plan import Parameter
from .shapes import is_dict, is_list

Pairs = list[tuple[str, str]]
Text = str | list[str] | dict[str, Any]

_ALLOWED = ":/?@!$'()*,;"
"""Reserved characters that mean nothing in a query's value: the others, `#[]&=+`, are
encoded in any case."""
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


class Ambiguous(ValueError):
    """A part holds the delimiter of its style, which nothing can tell from it.

    Dots are not encoded, spaces and bars are delimiters encoded, and headers and cookies
    may hold what is not encoded at all.
    """


def encode(value: object, safe: str = "") -> str:
    """Percent-encode one scalar."""
    return quote(scalar(value), safe=safe)


def scalar(value: object) -> str:
    """The text of one scalar, as JSON spells it; strings bare."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(value, separators=(",", ":"))


def _present(value: Any) -> Any:
    """Leave out nulls inside a list or dict."""
    if is_list(value):
        return [item for item in value if item is not None]
    if is_dict(value):
        return {key: item for key, item in value.items() if item is not None}
    return value


def _joined(
    value: Any, explode: bool, delimiter: str, encoded: Callable[[object], str]
) -> str:
    """The simple expansion: `a,b`, `k,v,k,v`, or with explode `k=v,k=v`.

    Raises Ambiguous.
    """
    value = _present(value)
    if is_list(value):
        parts = [encoded(item) for item in value]
    elif not is_dict(value):
        return encoded(value)
    elif explode:
        if any("=" in encoded(key) for key in value):
            raise Ambiguous("a key holds '=', which ends the key")
        parts = [f"{encoded(k)}={encoded(v)}" for k, v in value.items()]
    else:
        parts = [encoded(part) for pair in value.items() for part in pair]
    if any(delimiter in part for part in parts):
        raise Ambiguous(f"an item holds {unquote(delimiter)!r}, which parts the items")
    return delimiter.join(parts)


def write_path(parameter: Parameter, value: Any) -> str:
    """One path segment, or the part of it that the parameter fills. Raises Ambiguous."""
    explode = parameter.explode
    if parameter.media_type is not None:
        return encode(json.dumps(value, separators=(",", ":")))
    if parameter.style == "label":
        delimiter = "." if explode else ","
        return "." + _joined(value, explode, delimiter, encode)
    if parameter.style == "matrix":
        name = encode(parameter.name)
        value = _present(value)
        if explode and is_list(value):
            return "".join(f";{name}={encode(item)}" for item in value)
        if explode and is_dict(value):
            return "".join(f";{encode(k)}={encode(v)}" for k, v in value.items())
        text = _joined(value, False, ",", encode)
        return f";{name}={text}" if text else f";{name}"
    return _joined(value, explode, ",", encode)


def read_path(parameter: Parameter, raw: str) -> Text:
    """Undo `write_path`. `raw` is still percent-encoded."""
    if parameter.media_type is not None or parameter.style == "simple":
        return _split(parameter, raw, ",", unquote)
    if parameter.style == "label":
        return _split(
            parameter, raw.removeprefix("."), "." if parameter.explode else ",", unquote
        )
    raw = raw.removeprefix(";")
    if parameter.explode and parameter.shape == "array":
        return [unquote(part.partition("=")[2]) for part in raw.split(";")]
    if parameter.explode and parameter.shape == "object":
        return _split(parameter, raw, ";", unquote)
    return _split(parameter, raw.partition("=")[2], ",", unquote)


def write_cookie(parameter: Parameter, value: Any) -> str:
    """`name=value` for the Cookie header. Raises Ambiguous."""
    encoded = scalar if parameter.style == "cookie" else encode
    if parameter.media_type is not None:
        return f"{parameter.name}={encode(json.dumps(value))}"
    return f"{parameter.name}={_joined(value, parameter.explode, ',', encoded)}"


def read_cookie(parameter: Parameter, raw: str) -> Text:
    """Undo `write_cookie`."""
    decode = str.strip if parameter.style == "cookie" else unquote
    return _split(parameter, raw, ",", decode)


def write_header(parameter: Parameter, value: Any) -> str:
    """A header's value: simple style, not percent-encoded. Raises Ambiguous."""
    if parameter.media_type is not None:
        return json.dumps(value, separators=(",", ":"))
    return _joined(value, parameter.explode, ",", scalar)


def read_header(parameter: Parameter, raw: str) -> Text:
    """Undo `write_header`."""
    return _split(parameter, raw, ",", str.strip)


def write_query(parameter: Parameter, value: Any) -> str:
    """`name=value` pairs joined by `&`, percent-encoded; may be empty.

    Raises Ambiguous.
    """
    safe = _ALLOWED if parameter.allow_reserved else ""

    def encoded(item: object) -> str:
        return encode(item, safe)

    name = encode(parameter.name)
    if parameter.media_type is not None:
        return f"{name}={encode(json.dumps(value, separators=(',', ':')))}"
    value = _present(value)
    if value is None:
        return ""
    if parameter.style == "deepObject" and is_dict(value):
        return "&".join(f"{k}={encoded(v)}" for k, v in _deep(parameter.name, value))
    if parameter.explode and parameter.style != "deepObject":
        if is_list(value):
            return "&".join(f"{name}={encoded(item)}" for item in value)
        if is_dict(value):
            return "&".join(f"{encode(k)}={encoded(v)}" for k, v in value.items())
    if is_list(value) or is_dict(value):
        safe = safe.replace(",", "")
    delimiter = _DELIMITERS.get(parameter.style, ",")
    return f"{name}={_joined(value, False, delimiter, encoded)}"


def _deep(prefix: str, value: Any) -> Iterable[tuple[str, object]]:
    """`name[key]=value`, nested objects by further brackets, lists by repetition."""
    if is_dict(value):
        for key, item in value.items():
            if item is not None:
                yield from _deep(f"{prefix}[{key}]", item)
    elif is_list(value):
        for item in value:
            yield from _deep(prefix, item)
    else:
        yield encode(prefix), value


def query_pairs(query: str) -> Pairs:
    """The raw pairs of a query string; names decoded, values not."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return [(unquote_plus(name), value) for name, _, value in pairs]


def read_query(
    parameter: Parameter, pairs: Pairs, others: Sequence[str] = ()
) -> Text | None:
    """Undo `write_query`. `others` are names that belong to other parameters."""
    name = parameter.name
    if parameter.style == "deepObject":
        found = [(key, raw) for key, raw in pairs if key.startswith(name + "[")]
        return _nested(name, found) if found else None
    if parameter.shape == "object" and parameter.explode and not parameter.media_type:
        free = {k: unquote_plus(raw) for k, raw in pairs if k not in others}
        return free or None
    values = [raw for key, raw in pairs if key == name]
    if not values:
        return None
    if parameter.shape == "array" and parameter.explode and not parameter.media_type:
        return [unquote_plus(raw) for raw in values]
    delimiter = _DELIMITERS.get(parameter.style, ",")
    raw = values[-1]
    if delimiter != "," and not parameter.media_type:
        raw = raw.replace("+", "%20").replace("|", "%7C").replace("%7c", "%7C")
    return _split(parameter, raw, delimiter, unquote_plus, False)


def _nested(name: str, pairs: Pairs) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, raw in pairs:
        path = key[len(name) + 1 :].removesuffix("]").split("][")
        node = tree
        for part in path[:-1]:
            child = node.setdefault(part, {})
            node = child if is_dict(child) else dict[str, Any]()
        value, last = unquote_plus(raw), path[-1]
        known = node.get(last)
        if is_list(known):
            known.append(value)
        elif last in node:
            node[last] = [known, value]
        else:
            node[last] = value
    return tree


def _split(
    parameter: Parameter,
    raw: str,
    delimiter: str,
    decode: Callable[[str], str],
    explode: bool | None = None,
) -> Text:
    """Take the simple expansion apart by the parameter's shape."""
    if parameter.media_type is not None:
        return decode(raw)
    if parameter.shape == "scalar":
        return decode(raw)
    parts = raw.split(delimiter) if raw else []
    if parameter.shape == "array":
        return [decode(part) for part in parts]
    if parameter.explode if explode is None else explode:
        pairs = [part.partition("=") for part in parts]
        return {decode(key): decode(value) for key, _, value in pairs}
    texts = [decode(part) for part in parts]
    return {texts[index]: texts[index + 1] for index in range(0, len(texts) - 1, 2)}
