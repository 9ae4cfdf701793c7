"""Parameters from text: OpenAPI's styles, undone.

The other half of `params`: `read_*` give text, a list or a dict of text, or None where
the parameter is absent. Other writers than ours are read too: bars that are not encoded,
spaces as `+`, quotes around a cookie. Text that is in no style raises Malformed.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any
from urllib.parse import unquote, unquote_plus

from .params import DELIMITERS
from .plan import Parameter
from .shapes import is_dict, is_list

Pairs = list[tuple[str, str]]
Text = str | list[str] | dict[str, Any]


MAX_FIELDS = 10_000
"""Fields of a form, or parts, that are read before it is refused."""


MAX_DEPTH = 50
"""Brackets after the name of a `deepObject`."""


class TooMany(ValueError):
    """A form has more fields, or a part more headers, than are read."""


def check_size(fields: int) -> None:
    """Refuse a form with too many fields, before they are taken apart."""
    if fields > MAX_FIELDS:
        raise TooMany(f"a form has at most {MAX_FIELDS} fields")


class Malformed(ValueError):
    """Text that no writer of its style makes."""


def read_path(parameter: Parameter, raw: str) -> Text:
    """Undo `params.write_path`. `raw` is still percent-encoded."""
    if parameter.media_type is not None or parameter.style == "simple":
        return _split(parameter, raw, ",", unquote)
    if parameter.style == "label":
        delimiter = "." if parameter.explode else ","
        return _split(parameter, raw.removeprefix("."), delimiter, unquote)
    raw = raw.removeprefix(";")
    if parameter.explode and parameter.shape != "scalar":
        parted = [part.partition("=") for part in raw.split(";")]
        if parameter.shape == "array":
            return [unquote(value) for _, _, value in parted]
        return {unquote(key): unquote(value) for key, _, value in parted}
    return _split(parameter, raw.partition("=")[2], ",", unquote)


def read_header(parameter: Parameter, raw: str) -> Text:
    """Undo `params.write_header`."""
    return _split(parameter, raw, ",", str.strip)


def cookie_pairs(header: str) -> Pairs:
    """The cookies of a request, as they came but for quotes around a value."""
    pairs: Pairs = []
    for part in header.split(";"):
        name, given, value = part.partition("=")
        if given:
            value = value.strip(" \t")
            if len(value) > 1 and value[0] == value[-1] == '"':
                value = value[1:-1]
            pairs.append((name.strip(" \t"), value))
    return pairs


def read_cookie(
    parameter: Parameter, pairs: Pairs, others: Container[str] = ()
) -> Text | None:
    """Undo `params.write_cookie`. `others` are names that belong to other parameters."""
    plain = parameter.style == "cookie" or (parameter.media_type or "")[:5] == "text/"
    decode: Callable[[str], str] = str if plain else unquote
    if parameter.explode and parameter.media_type is None:
        if parameter.style == "form" and parameter.shape != "scalar":
            whole = [f"{name}={value}".split("&") for name, value in pairs]
            parted = [part.partition("=") for parts in whole for part in parts]
            pairs = [(name, value) for name, _, value in parted]
        if parameter.shape == "array":
            return [decode(raw) for key, raw in pairs if key == parameter.name] or None
        if parameter.shape == "object":
            free = {decode(k): decode(raw) for k, raw in pairs if k not in others}
            return free or None
    for key, raw in pairs:
        if key == parameter.name:
            return _split(parameter, raw, ",", decode, False)
    return None


def query_pairs(query: str) -> Pairs:
    """The raw pairs of a query string; names decoded, values not."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return [(unquote_plus(name), value) for name, _, value in pairs]


def read_query(
    parameter: Parameter, pairs: Pairs, others: Container[str] = ()
) -> Text | None:
    """Undo `params.write_query`. `others` are names that belong to other parameters."""
    name = parameter.name
    if parameter.style == "deepObject" and parameter.shape == "object":
        found = [it for it in pairs if it[0].startswith(name + "[")]
        return _nested(name, [it for it in found if it[0] not in others] or None)
    whole = parameter.media_type is not None
    if parameter.shape == "object" and parameter.explode and not whole:
        free = {k: unquote_plus(raw) for k, raw in pairs if k not in others}
        return free or None
    values = [raw for key, raw in pairs if key == name]
    if not values:
        return None
    if parameter.shape == "array" and parameter.explode and not whole:
        return [unquote_plus(raw) for raw in values]
    delimiter = DELIMITERS.get(parameter.style, ",")
    raw = values[-1]
    if delimiter != "," and not whole:
        raw = raw.replace("+", "%20").replace("|", "%7C").replace("%7c", "%7C")
    return _split(parameter, raw, delimiter, unquote_plus, False)


def read_whole_query(parameter: Parameter, query: str) -> Text | None:
    """Undo `params.write_whole_query`."""
    if not query or "form-urlencoded" in (parameter.media_type or ""):
        return query or None
    return unquote(query)


def _nested(name: str, pairs: Pairs | None) -> dict[str, Any] | None:
    if pairs is None:
        return None
    tree: dict[str, Any] = {}
    for key, raw in pairs:
        path = key[len(name) + 1 :].removesuffix("]").split("][")
        if len(path) > MAX_DEPTH:
            raise Malformed(f"an object is nested more than {MAX_DEPTH} times")
        node = tree
        for part in path[:-1]:
            child = node.setdefault(part, {})
            if not is_dict(child):
                raise Malformed(f"{key!r} is below a value")
            node = child
        value, last = unquote_plus(raw), path[-1]
        known = node.get(last)
        if is_dict(known):
            raise Malformed(f"{key!r} is a value and has members")
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
    if parameter.media_type is not None or parameter.shape == "scalar":
        return decode(raw)
    parts = raw.split(delimiter)
    if parameter.shape == "array":
        return [decode(part) for part in parts]
    if not raw:
        return {}
    if parameter.explode if explode is None else explode:
        pairs = [part.partition("=") for part in parts]
        return {decode(key): decode(value) for key, _, value in pairs}
    texts = [decode(part) for part in parts]
    if len(texts) % 2:
        raise Malformed("the last key has no value")
    return dict(zip(texts[::2], texts[1::2], strict=True))
