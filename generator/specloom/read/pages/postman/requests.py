"""Requests of a Postman collection as calls, and the answers saved with them.

In: the `request` and `response` members of an item (Collection 2.0 and 2.1), with their
pointers. Out: a :class:`Call` and :class:`Answer`, as a snippet of a page gives them. A
body is a text in a string: all of it has the place of that string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from specloom.document import Document, Json
from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.tree import Window
from specloom.read.pages.snippets.call import FORM, JSON, METHODS, MULTIPART, Call, Pair
from specloom.records import record
from specloom.source import SourceFile, Span

Object: TypeAlias = Mapping[str, Json]

_LANGUAGES: Final = {"json": JSON, "xml": "application/xml", "html": "text/html"}
_LOOSE_BODY: Final = ("{", "[")


@record(frozen=True, slots=True)
class Saved:
    """An answer that was saved with a request. `value` is None where it is no JSON."""

    status: str | None
    name: str | None
    value: Loose | None
    is_empty: bool
    span: Span


def call_of(request: Json, place: Span, variables: Mapping[str, str]) -> Call | str:
    """The call that a request is, or why it is none."""
    if isinstance(request, str):
        request = {"url": request, "method": "GET"}
    if not isinstance(request, dict):
        return "it has no request"
    url, query = _url(request.get("url"), place.at("url"), variables)
    if not url:
        return "its request has no address"
    method = str(request.get("method") or "GET").upper()
    if method not in METHODS:
        return f"`{method}` is no method that OpenAPI knows"
    headers = (*_pairs(request.get("header"), place.at("header")),)
    stated = next(
        (it.value for it in headers if it.name.lower() == "content-type"), None
    )
    media_type = stated.partition(";")[0].strip() if isinstance(stated, str) else None
    body = fields(request.get("body"))
    at = place.at("body")
    mode = body.get("mode")
    loose: Loose | None = None
    form: tuple[Pair, ...] = ()
    flaw: tuple[str, Span] | None = None
    if mode == "urlencoded":
        form = (*_pairs(body.get("urlencoded"), at.at("urlencoded")),)
        media_type = media_type or FORM
    elif mode == "formdata":
        form = (*_pairs(body.get("formdata"), at.at("formdata")),)
        media_type = MULTIPART
    elif mode == "graphql":
        loose = _whole(dict(fields(body.get("graphql"))), at.at("graphql"))
        media_type = JSON
    elif mode == "file":
        media_type = media_type or "application/octet-stream"
    elif isinstance(body.get("raw"), str) and str(body["raw"]).strip():
        text = str(body["raw"])
        language = fields(fields(body.get("options")).get("raw")).get("language")
        media_type = media_type or _LANGUAGES.get(str(language))
        if (media_type or JSON).endswith("json") and text.lstrip()[:1] in _LOOSE_BODY:
            read = _read(text, at.at("raw"))
            if isinstance(read, Loose):
                loose = read
                media_type = media_type or JSON
            else:
                flaw = (read, at.at("raw"))
        media_type = media_type or "text/plain"
    return Call(
        method,
        url,
        "http",
        place,
        place.at("url"),
        headers,
        query,
        loose,
        form,
        media_type,
        flaw=flaw,
    )


def saved(node: Json, place: Span) -> Iterator[Saved]:
    """The answers that were saved with a request."""
    for index, entry in enumerate(node if isinstance(node, list) else ()):
        answer, at = fields(entry), place.at(index)
        code, name = answer.get("code"), answer.get("name")
        body = answer.get("body")
        text = body if isinstance(body, str) else ""
        read: Loose | str = "empty"
        if text.lstrip()[:1] in _LOOSE_BODY:
            read = _read(text, at.at("body"))
        yield Saved(
            str(code) if isinstance(code, int) and 100 <= code < 600 else None,
            name if isinstance(name, str) else None,
            read if isinstance(read, Loose) else None,
            not text.strip(),
            at,
        )


def _url(
    node: Json, place: Span, variables: Mapping[str, str]
) -> tuple[str, tuple[Pair, ...]]:
    """The address as written, with known variables before its path, and its query."""
    if isinstance(node, str):
        node = {"raw": node}
    parts = fields(node)
    raw = parts.get("raw")
    if not isinstance(raw, str) or not raw.strip():
        host, path = _joined(parts.get("host"), "."), _joined(parts.get("path"), "/")
        protocol = parts.get("protocol") or "https"
        base = host if host.startswith("{{") else f"{protocol}://{host}"
        port = f":{parts['port']}" if parts.get("port") else ""
        raw = f"{base}{port}/{path.lstrip('/')}" if host or path else ""
    url = raw.strip()
    name, closed, rest = url[2:].partition("}}")
    if url.startswith("{{") and closed and variables.get(name.strip()):
        url = variables[name.strip()].rstrip("/") + rest
    query = (*_pairs(parts.get("query"), place.at("query")),)
    if not query and "?" in url:
        found = (it.partition("=") for it in url.partition("?")[2].split("&") if it)
        query = tuple(Pair(it, value, place) for it, _, value in found if it)
    return url, query


def _joined(node: Json, by: str) -> str:
    if isinstance(node, list):
        texts = [
            str(fields(it).get("value") or "") if isinstance(it, dict) else str(it)
            for it in node
        ]
        return by.join(texts)
    return node if isinstance(node, str) else ""


def _pairs(node: Json, place: Span) -> Iterator[Pair]:
    """Named values; those that are switched off are documented all the same."""
    for index, entry in enumerate(node if isinstance(node, list) else ()):
        pair = fields(entry)
        key, value = pair.get("key"), pair.get("value")
        if not isinstance(key, str) or not key:
            continue
        is_file = pair.get("type") == "file"
        shown = value if isinstance(value, str | int | float | bool) else ""
        yield Pair(key, shown, place.at(index), file=is_file)


def descriptions(node: Json) -> dict[str, tuple[str, int]]:
    """What is said of named values, by name, with their places in the list."""
    found: dict[str, tuple[str, int]] = {}
    for index, entry in enumerate(node if isinstance(node, list) else ()):
        pair = fields(entry)
        said = prose(pair.get("description"))
        if isinstance(pair.get("key"), str) and said:
            found.setdefault(str(pair["key"]), (said, index))
    return found


def prose(node: Json) -> str | None:
    """A description: a text, or an object with one."""
    text = fields(node).get("content") if isinstance(node, dict) else node
    return text.strip() or None if isinstance(text, str) else None


def fields(node: Json) -> Object:
    """The members of an object; of what is none, nothing."""
    return node if isinstance(node, dict) else {}


def _read(text: str, place: Span) -> Loose | str:
    """The value of a text in a string, all of it at the place of the string."""
    inside = SourceFile(place.path, text.encode("utf-8", "replace"))
    try:
        read = read_loose(Window(inside))
    except Unreadable as refusal:
        return refusal.reason
    return _whole(read.value, place, read)


def _whole(value: Json, place: Span, read: Loose | None = None) -> Loose:
    start, end = place.origin.locate(place.pointer)
    window = Window(place.origin.source, start, end)
    document = Document(window, value, lambda keys: (0, end - start))
    return Loose(document, read.slips if read is not None else ())


def values(listed: Sequence[Json]) -> dict[str, str]:
    """The variables of a collection that have a value."""
    found: dict[str, str] = {}
    for entry in listed:
        variable = fields(entry)
        key, value = variable.get("key"), variable.get("value")
        if isinstance(key, str) and isinstance(value, str) and value:
            found[key] = value
    return found
