"""Parameters as text: OpenAPI's styles, as clients write them; `parsing` undoes it.

Values are what JSON has (`codec.dump`): scalars, lists, dicts. `write_*` give text that
is percent-encoded where the location asks for it. Section 4.12 of OpenAPI 3.2 (4.8.12 of
3.1.1) and RFC 6570 define the forms. What a reader could not tell from something else
is not written: that raises Ambiguous. Empty lists and objects are undefined, as
RFC 6570 has it (section 2.3): callers leave them out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable
from typing import Any
from urllib.parse import quote, unquote

from .media import is_json, media_type
from .plan import Parameter
from .shapes import is_container, is_dict, is_list

_RESERVED = {
    "query": ":/?@!$'()*,;",
    "path": ":@!$&'()*+,;=",
    "cookie": ":/?#[]@!$&'()*+=",
}
"""Reserved characters that stay as they are with `allowReserved`; others have a meaning
in a query (`#[]&=+`), end a segment of a path, or cannot be in a cookie."""
_TRIPLE = re.compile("%[0-9A-Fa-f]{2}").search
DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
_NO_COOKIE = re.compile(r"[^\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]").search
"""What the value of a cookie cannot hold (RFC 6265, section 4.1.1)."""


class Ambiguous(ValueError):
    """The value has no text from which a reader could tell what it was.

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


def is_undefined(parameter: Parameter, value: object) -> bool:
    """Whether a value is one that RFC 6570 leaves out: an empty list or object."""
    return not value and parameter.media_type is None and is_container(value)


def is_spread(parameter: Parameter) -> bool:
    """Whether a parameter is an object whose keys stand for themselves."""
    if parameter.shape != "object" or parameter.media_type is not None:
        return False
    return parameter.explode or parameter.style == "deepObject"


def refuse_taken(keys: Iterable[str], names: Container[str]) -> None:
    """Refuse an exploded object with a key that is the name of another value."""
    for key in keys:
        if key in names:
            raise Ambiguous(f"the key {key!r} is the name of another value")


def _encoder(parameter: Parameter, meaning: str = "") -> Callable[[object], str]:
    """How a part is encoded; `meaning` are reserved characters that the style uses."""
    if not parameter.allow_reserved:
        return encode
    allowed = _RESERVED.get(parameter.location, "")
    safe = "".join(char for char in allowed if char not in meaning)

    def reserved(value: object) -> str:
        text = scalar(value)
        if triple := _TRIPLE(text):
            raise Ambiguous(
                f"it holds {triple[0]!r}, which is sent as it is (allowReserved) and"
                f" arrives as {unquote(triple[0])!r}"
            )
        return quote(text, safe=safe)

    return reserved


def _items(value: list[Any]) -> list[Any]:
    if None in value:
        raise Ambiguous("an item is null, which has no text")
    return value


def _members(value: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for key, item in value.items():
        if item is None:
            raise Ambiguous(f"{key!r} is null, which has no text")
    return value.items()


def _joined(
    value: Any, explode: bool, delimiter: str, encoded: Callable[[object], str]
) -> str:
    """The simple expansion: `a,b`, `k,v,k,v`, or with explode `k=v,k=v`."""
    if is_list(value):
        parts = list(map(encoded, _items(value)))
    elif not is_dict(value):
        return encoded(value)
    elif explode:
        pairs = [(encoded(key), encoded(item)) for key, item in _members(value)]
        if any("=" in key for key, _ in pairs):
            raise Ambiguous("a key holds '=', which ends the key")
        parts = [f"{key}={item}" for key, item in pairs]
    else:
        parts = [encoded(part) for pair in _members(value) for part in pair]
    if any(delimiter in part for part in parts):
        raise Ambiguous(f"an item holds {unquote(delimiter)!r}, which parts the items")
    return delimiter.join(parts)


def content(media: str, parameter: Parameter, value: Any) -> str:
    """The text of a value in a media type, not encoded for where it will stand."""
    if media_type(media) == "application/x-www-form-urlencoded":
        from .forms import write_form

        return write_form(value, dict(parameter.parts))
    if isinstance(value, str) and not is_json(media):
        return value
    return json.dumps(value, separators=(",", ":"))


def write_path(parameter: Parameter, value: Any) -> str:
    """One path segment, or the part of it that the parameter fills. Raises Ambiguous."""
    explode, style = parameter.explode, parameter.style
    if parameter.media_type is not None:
        return encode(content(parameter.media_type, parameter, value))
    if style == "simple":
        meaning = ",=" if is_container(value) else ""
        return _joined(value, explode, ",", _encoder(parameter, meaning))
    if style == "label":
        delimiter = "." if explode else ","
        return "." + _joined(value, explode, delimiter, _encoder(parameter, ",="))
    encoded = _encoder(parameter, ",;=")
    if explode and is_list(value):
        pairs = [(parameter.name, item) for item in _items(value)]
    elif explode and is_dict(value):
        pairs = list(_members(value))
    else:
        text = _joined(value, False, ",", encoded)
        return _named(encode(parameter.name), text)
    return "".join(_named(encode(key), encoded(item)) for key, item in pairs)


def _named(name: str, text: str) -> str:
    return f";{name}={text}" if text else f";{name}"


def write_header(parameter: Parameter, value: Any) -> str:
    """A header's value: simple style, not percent-encoded. Raises Ambiguous."""
    if parameter.media_type is not None:
        return _untrimmed(content(parameter.media_type, parameter, value))
    return _joined(value, parameter.explode, ",", _untrimmed)


def _untrimmed(value: object) -> str:
    text = scalar(value)
    if text != text.strip(" \t"):
        raise Ambiguous("it begins or ends with a space, which headers do not keep")
    return text


def write_cookie(parameter: Parameter, value: Any) -> str:
    """`name=value` for the Cookie header, or several pairs. Raises Ambiguous.

    In the style `form`, members that are exploded are joined by `&`, as the
    specification has it, in the style `cookie` they are cookies of their own.
    """
    name = parameter.name
    if parameter.media_type is not None:
        text = content(parameter.media_type, parameter, value)
        plain = parameter.media_type.lower().startswith("text/")
        return f"{name}={_baked(text) if plain else encode(text)}"
    encoded: Callable[[object], str] = _baked
    delimiter = "; "
    if parameter.style != "cookie":
        compound = is_container(value)
        encoded, delimiter = _encoder(parameter, "&=" if compound else ""), "&"
    if parameter.explode and is_list(value):
        return delimiter.join(f"{name}={encoded(item)}" for item in _items(value))
    if parameter.explode and is_dict(value):
        return _joined(value, True, delimiter, encoded)
    return f"{name}={_joined(value, False, ',', encoded)}"


def _baked(value: object) -> str:
    text = scalar(value)
    if found := _NO_COOKIE(text):
        raise Ambiguous(f"it holds {found[0]!r}, which no cookie can: escape it first")
    return text


def write_query(parameter: Parameter, value: Any) -> str:
    """`name=value` pairs joined by `&`, percent-encoded. Raises Ambiguous."""
    name = encode(parameter.name)
    if parameter.media_type is not None:
        return f"{name}={encode(content(parameter.media_type, parameter, value))}"
    if is_dict(value):
        encoded = _encoder(parameter, ",")
        if parameter.style == "deepObject":
            pairs = _deep(parameter.name, value)
            return "&".join(f"{encode(key)}={encoded(item)}" for key, item in pairs)
        if parameter.explode:
            pairs = _members(value)
            return "&".join(f"{encode(key)}={encoded(item)}" for key, item in pairs)
    elif is_list(value):
        encoded = _encoder(parameter, ",")
        if parameter.explode:
            return "&".join(f"{name}={encoded(item)}" for item in _items(value))
    else:
        return f"{name}={_encoder(parameter)(value)}"
    delimiter = DELIMITERS.get(parameter.style, ",")
    return f"{name}={_joined(value, False, delimiter, encoded)}"


def _deep(prefix: str, value: dict[str, Any]) -> Iterable[tuple[str, object]]:
    """`name[key]=value`, nested objects by further brackets, lists by repetition."""
    for key, item in _members(value):
        if "[" in key or "]" in key:
            raise Ambiguous(f"the key {key!r} holds a bracket, which ends keys")
        place = f"{prefix}[{key}]"
        if is_container(item) and not item:
            raise Ambiguous(f"{key!r} is empty, which has no text")
        if is_dict(item):
            yield from _deep(place, item)
        elif is_list(item):
            for each in _items(item):
                if is_container(each):
                    raise Ambiguous(f"{key!r} is a list of lists or objects")
                yield place, each
        else:
            yield place, item


def write_whole_query(parameter: Parameter, value: Any) -> str:
    """The query of a parameter `in: querystring`."""
    media = parameter.media_type or "application/json"
    text = content(media, parameter, value)
    return text if "form-urlencoded" in media else encode(text)
