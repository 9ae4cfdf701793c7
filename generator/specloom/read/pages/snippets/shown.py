"""What the snippets of a page show of operations: calls and answers to partial records.

In: calls, and answers to them, as the page shows them. Out: an `Operation` with what
they tell: method, path, query, headers, body, answer, each inferred, each with its
place. Instances of one thing are joined, and those that are whole are its examples. No
more is made of it: `saying.complete` adds what every operation needs, and `ir.join`
joins it with what the page states.

Values in a path are no part of it: `/things/42/parts` is `/things/{thing_id}/parts`
(guessed). What authenticates is no parameter: see :func:`schemes_of`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from specloom.document.loose import Loose, Opaque
from specloom.ir import types as t
from specloom.ir.api import (
    DEFAULT_STYLES,
    Body,
    Content,
    Location,
    Operation,
    Parameter,
    Response,
    SecurityScheme,
    Server,
)
from specloom.ir.evidence import Evidence
from specloom.ir.join.types import join_examples
from specloom.read.pages.saying import (
    UNMARKED,
    complete,
    guessed,
    inferred,
    normal_path,
    operation_id,
)
from specloom.read.pages.snippets.call import (
    FORM,
    JSON,
    MULTIPART,
    Call,
    Pair,
    is_server,
)
from specloom.read.pages.snippets.infer import Sample, example, infer_all
from specloom.records import record, replace
from specloom.source import Span

CALL: Final = "call"
REQUEST: Final = "example of a request"
ANSWER: Final = "example of an answer"
EVENTS: Final = "text/event-stream"
_EXAMPLES: Final = 5
"""How many examples of one body are kept."""
_NO_PARAMETERS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "host",
        "user-agent",
    }
)
"""Headers that the client sees to (OpenAPI 3.1, section 4.8.12), or a scheme."""


@record(frozen=True, slots=True)
class Answer:
    """What a page shows of an answer: a value, or none where it is a stream of events.

    `status` is None where the page names none. `empty`: there is nothing but a status.
    """

    value: Loose | None
    span: Span
    status: str | None = None
    empty: bool = False


@cache
def _key() -> re.Pattern[str]:
    return re.compile(r"(?:x-)?(?:[\w-]+-)?(?:api-?key|token|auth|secret)", re.I)


@cache
def _datum() -> re.Pattern[str]:
    """A segment of a path that is a value."""
    return re.compile(
        r"[0-9]+|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
        r"|[a-z]+_(?=\w*[0-9])\w{8,}|[A-Z][A-Z0-9_]*_ID|YOUR_\w+|\$\w+"
    )


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(r"\{([^{}]*)\}")


def path_of(call: Call) -> str:
    """The path of a call, with a placeholder for each value in it."""
    written = call.path.replace("<<", "<").replace(">>", ">")
    segments = normal_path(written).split("/")
    for number, segment in enumerate(segments):
        if _datum().fullmatch(segment):
            before = segments[number - 1]
            name = "id" if number < 2 or "{" in before else f"{_one(before)}_id"
            segments[number] = "{" + name + "}"
    path = "/".join(segments)
    return _placeholder().sub(lambda it: "{" + _lower(it[1]) + "}", path)


def _one(word: str) -> str:
    """The singular of a plural, as collections are called in paths."""
    word = word.replace("-", "_")
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _lower(name: str) -> str:
    return name.lower() if name.isupper() else name


def operation_of(
    calls: Sequence[Call], answers: Sequence[Answer] = (), *, path: str | None = None
) -> Operation:
    """What calls of one operation, and answers to them, show of it. There is a call.

    `path` is that of the operation where the page states it.
    """
    first = calls[0]
    at = path_of(first) if path is None else path
    why = inferred(first.url_span, CALL)
    return Operation(
        operation_id(first.method, at),
        first.method,
        at,
        parameters=(
            *_parameters("query", [it.query for it in calls]),
            *_parameters("header", [_own_headers(it) for it in calls]),
        ),
        body=_body(calls),
        responses=_responses(answers),
        span=first.span,
        evidence={"method": inferred(first.span, CALL), "path": why},
    )


def others_shown(
    calls: Iterable[Call], known: Container[str], servers: Sequence[Server]
) -> Iterator[Operation]:
    """The operations that calls of a page show, but for those `known` by their ids.

    `servers` are those of the page: what belongs to their addresses is no part of a path.
    """
    others: dict[str, tuple[str, list[Call]]] = {}
    for call in calls:
        path = _below(path_of(call), call, servers)
        key = operation_id(call.method, path)
        if key not in known:
            others.setdefault(key, (path, []))[1].append(call)
    for path, found in others.values():
        yield complete(operation_of(found, path=path))


def _below(path: str, call: Call, servers: Sequence[Server]) -> str:
    """A path below the address of a server, which may have a path itself."""
    for server in servers:
        if f"{call.base}{path}".startswith(f"{server.url}/"):
            return path[len(server.url) - len(call.base or "") :]
    return path


def servers_of(calls: Iterable[Call]) -> tuple[Server, ...]:
    """The hosts that calls are made to, each once; placeholders are none."""
    found = dict.fromkeys(
        it.base
        for it in calls
        if is_server(it.base) and re.fullmatch(r"\w+://[\w.:\[\]-]+", it.base)
    )
    return tuple(Server(it) for it in found)


def schemes_of(calls: Iterable[Call]) -> dict[str, SecurityScheme]:
    """The ways to authenticate that calls show, each by its name."""
    found: dict[str, SecurityScheme] = {}
    for call in calls:
        scheme = scheme_of(call)
        if scheme is not None:
            found.setdefault(scheme.name, scheme)
    return found


def scheme_of(call: Call) -> SecurityScheme | None:
    """The way in which a call authenticates, if it does."""
    if call.user is not None:
        span = call.user.span
        why = {"type": inferred(span, CALL)}
        return SecurityScheme(
            "basicAuth", "http", scheme="basic", span=span, evidence=why
        )
    for pair in call.headers:
        why = {"type": inferred(pair.span, CALL)}
        if pair.name.lower() == "authorization":
            word = str(pair.value).split(maxsplit=1)[:1]
            scheme = word[0].lower() if word else ""
            if scheme in ("bearer", "basic"):
                return SecurityScheme(
                    f"{scheme}Auth", "http", scheme=scheme, span=pair.span, evidence=why
                )
        if _is_key(pair):
            return SecurityScheme(
                "apiKey",
                "apiKey",
                parameter=pair.name,
                location="header",
                span=pair.span,
                evidence=why,
            )
    return None


def _is_key(pair: Pair) -> bool:
    return (
        pair.name.lower() == "authorization" or _key().fullmatch(pair.name) is not None
    )


def _own_headers(call: Call) -> tuple[Pair, ...]:
    return tuple(
        it
        for it in call.headers
        if it.name.lower() not in _NO_PARAMETERS and not _is_key(it)
    )


def _parameters(
    location: Location, groups: Sequence[Sequence[Pair]]
) -> tuple[Parameter, ...]:
    by_name: dict[str, list[Pair]] = {}
    for pairs in groups:
        for pair in pairs:
            key = pair.name.lower() if location == "header" else pair.name
            by_name.setdefault(key, []).append(pair)
    return tuple(_parameter(location, it) for it in by_name.values())


def _parameter(location: Location, pairs: Sequence[Pair]) -> Parameter:
    span = pairs[0].span
    samples = [_plain(it, location == "query") for it in pairs]
    shown = [
        t.Example("example", value, why.span)
        for value, why in samples
        if not isinstance(value, Opaque)
    ]
    style = DEFAULT_STYLES[location]
    return Parameter(
        pairs[0].name,
        location,
        infer_all(samples),
        style=style,
        explode=style == "form",
        examples=join_examples((), shown)[:_EXAMPLES],
        span=span,
        evidence={
            "type": inferred(span, CALL),
            "required": guessed(span, UNMARKED),
        },
    )


@cache
def _filled() -> re.Pattern[str]:
    return re.compile(r"<.*>|\{.*\}|\$.*|%s|:\w+")


def _plain(pair: Pair, numbers: bool) -> Sample:
    """A value as it goes over the wire: text, in which digits may be a number."""
    value = pair.value
    why = inferred(pair.span, CALL)
    if isinstance(value, Opaque) or not isinstance(value, str):
        return value, why
    if _filled().fullmatch(value.strip()):
        return Opaque(value), why
    if numbers and value in ("true", "false"):
        return value == "true", why
    if numbers and re.fullmatch(r"0|-?[1-9][0-9]{0,14}", value):
        return int(value), why
    return value, why


def _body(calls: Sequence[Call]) -> Body | None:
    bodies: dict[str, list[Loose]] = {}
    forms: dict[str, list[Call]] = {}
    for call in calls:
        if call.body is not None:
            bodies.setdefault(call.media_type or JSON, []).append(call.body)
        elif call.form:
            forms.setdefault(call.media_type or FORM, []).append(call)
    contents = [_content(media, them, REQUEST) for media, them in bodies.items()]
    contents += [_form(media, them) for media, them in forms.items()]
    if not contents:
        contents = _unknown(calls)
    if not contents:
        return None
    span = contents[0].span
    assert span is not None
    why = {
        "media_type": inferred(span, CALL),
        "required": guessed(span, UNMARKED),
    }
    return Body(tuple(contents), span=span, evidence=why)


def _unknown(calls: Sequence[Call]) -> list[Content]:
    """A body of which only the kind is shown, such as that of a file."""
    media_type = next((it.media_type for it in calls if it.media_type), None)
    if media_type is None:
        return []
    span = calls[0].span
    notes = t.Notes(evidence={"type": inferred(span, REQUEST)})
    return [Content(media_type, t.Any_(notes=notes, span=span), span=span)]


def _content(media_type: str, bodies: Sequence[Loose], rule: str) -> Content:
    samples: list[Sample] = [(it.value, inferred(it.span, rule)) for it in bodies]
    shown = [made for it in bodies if (made := example(it)) is not None]
    return Content(
        media_type,
        infer_all(samples, formats=rule == ANSWER),
        examples=join_examples((), shown)[:_EXAMPLES],
        span=bodies[0].span,
    )


def _form(media_type: str, calls: Sequence[Call]) -> Content:
    by_name: dict[str, list[Pair]] = {}
    for call in calls:
        for pair in call.form:
            by_name.setdefault(pair.name, []).append(pair)
    span = calls[0].form[0].span
    fields = tuple(_form_field(media_type, it) for it in by_name.values())
    why = inferred(span, REQUEST)
    type_ = t.Object(fields, notes=t.Notes(evidence={"type": why}), span=span)
    return Content(media_type, type_, span=span)


def _form_field(media_type: str, pairs: Sequence[Pair]) -> t.Field:
    first = pairs[0]
    if first.file and media_type == MULTIPART:
        why = {"type": inferred(first.span, REQUEST)}
        found: t.Type = t.Binary(notes=t.Notes(evidence=why), span=first.span)
    else:
        found = infer_all([_plain(it, numbers=False) for it in pairs])
    evidence = {
        **found.notes.evidence,
        "required": guessed(first.span, UNMARKED),
    }
    found = replace(found, notes=replace(found.notes, evidence=evidence))
    return t.Field(first.name, found, span=first.span)


def _responses(answers: Sequence[Answer]) -> tuple[Response, ...]:
    by_status: dict[str | None, list[Answer]] = {}
    for answer in answers:
        by_status.setdefault(answer.status, []).append(answer)
    return tuple(_response(status, it) for status, it in by_status.items())


def _response(status: str | None, answers: Sequence[Answer]) -> Response:
    span = answers[0].span
    contents = []
    values = [it.value for it in answers if it.value is not None]
    if values:
        contents.append(_content(JSON, values, ANSWER))
    streams = [it for it in answers if it.value is None and not it.empty]
    if streams:
        contents.append(Content(EVENTS, span=streams[0].span))
    evidence: dict[str, Evidence] = {}
    if contents:
        evidence["media_type"] = inferred(span, ANSWER)
    if status is None:
        evidence["status"] = guessed(span, "unnamed success")
    return Response(
        status or "200", contents=tuple(contents), span=span, evidence=evidence
    )
