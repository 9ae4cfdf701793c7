"""`application/x-www-form-urlencoded`: the fields of an object as text.

A field is written as its Encoding Object says (`plan.Part`): in a style, as parameters
in the query are, or as text of a media type. Without one, a list is a repeated field, an
object is JSON. A field that is null, or an empty list, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from . import params, parsing
from .fields import names_of, types_of
from .jsontext import NotJson, parse
from .media import is_json
from .params import Ambiguous, scalar
from .parsing import Pairs, check_size
from .plan import Parameter, Part
from .shapes import is_dict, is_list


def as_parameter(name: str, part: Part) -> Parameter:
    """A field with a style: what a parameter in a query with that style is."""
    return Parameter(
        "query",
        name,
        name,
        lambda: object,
        shape=part.shape,
        style=part.style or "form",
        explode=part.explode,
        allow_reserved=part.allow_reserved,
    )


def write_form(fields: Mapping[str, Any], encoding: Mapping[str, Part]) -> str:
    """The text of a form. Raises Ambiguous."""
    written: list[str] = []
    for name, value in fields.items():
        part = encoding.get(name)
        try:
            if part is not None and part.style is not None:
                parameter = as_parameter(name, part)
                if value is None or params.is_undefined(parameter, value):
                    continue
                if is_dict(value) and part.explode and part.style == "form":
                    params.refuse_taken(value, fields)
                written.append(params.write_query(parameter, value))
            else:
                media = part.media_type if part is not None else ""
                written += [
                    f"{quote_plus(name)}={quote_plus(text_of(item, media))}"
                    for item in present(value)
                ]
        except Ambiguous as error:
            raise Ambiguous(f"{name}: {error}") from None
    return "&".join(written)


def present(value: Any) -> list[Any]:
    """The values of a repeated field."""
    if not is_list(value):
        return [] if value is None else [value]
    if None in value:
        raise Ambiguous("an item is null, which has no text")
    return value


def text_of(value: object, media: str) -> str:
    """The text of a field in the media type that its encoding names, if it does."""
    return json.dumps(value, separators=(",", ":")) if is_json(media) else scalar(value)


def read_form(text: str, encoding: Mapping[str, Part], type_: Any) -> dict[str, Any]:
    """Undo `write_form`, but for lists of one. Raises TooMany, Malformed or NotJson."""
    check_size(text.count("&"))
    pairs = parsing.query_pairs(text)
    fields, rest = read_styled(pairs, encoding, type_)
    gather(((name, unquote_plus(raw)) for name, raw in rest), encoding, fields)
    return fields


def read_styled(
    pairs: Pairs, encoding: Mapping[str, Part], type_: Any
) -> tuple[dict[str, Any], Pairs]:
    """The fields that have a style, and the pairs of the others."""
    found: dict[str, Any] = {}
    for name, part in encoding.items():
        if part.style is None:
            continue
        mine, others = _parted(pairs, _keys(name, part, type_))
        text = parsing.read_query(as_parameter(name, part), mine)
        if text is not None:
            found[name], pairs = text, others
    return found, pairs


def _keys(name: str, part: Part, type_: Any) -> Callable[[str], bool]:
    """Which names in a form belong to a field with a style."""
    if part.shape == "object" and part.style == "deepObject":
        return lambda key: key.startswith(f"{name}[")
    if part.shape == "object" and part.explode:
        types = types_of(type_)
        own = names_of(types.get(name, object))
        return own.__contains__ if own else lambda key: key not in types
    return name.__eq__


def _parted(pairs: Pairs, belongs: Callable[[str], bool]) -> tuple[Pairs, Pairs]:
    mine: Pairs = []
    others: Pairs = []
    for pair in pairs:
        (mine if belongs(pair[0]) else others).append(pair)
    return mine, others


def gather(
    pairs: Iterable[tuple[str, object]],
    encoding: Mapping[str, Part],
    fields: dict[str, Any],
) -> None:
    """Add fields, repeated names as lists."""
    for name, given in pairs:
        value = given
        part = encoding.get(name)
        if part is not None and is_json(part.media_type) and isinstance(given, str):
            try:
                value = parse(given.encode())
            except NotJson as error:
                raise NotJson(str(error), name) from None
        if name in fields:
            known = fields[name]
            if is_list(known):
                known.append(value)
            else:
                fields[name] = [known, value]
        else:
            fields[name] = value
