"""Joining two descriptions of one operation; see the package.

Placeholders of the path may be called differently: those of the stronger source are kept,
on a tie of the first, and the others are names of the same. A status that was only guessed stands for the one that the
other source names, and a media type likewise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar

from specloom.ir import types as t
from specloom.ir.api import (
    Body,
    Content,
    Header,
    Operation,
    Parameter,
    Response,
)
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.join.grades import Side, Weighing
from specloom.ir.join.types import join_examples, join_required, join_types
from specloom.records import replace

T = TypeVar("T")


def join_operations(first: Operation, second: Operation) -> Operation:
    """What two sources say of one operation; they agree on method and path shape."""
    weighing = _weighing(first, second)
    if weighing.first_wins("path"):
        second = _with_placeholders(second, first.path)
    else:
        first = _with_placeholders(first, second.path)
    parameters = _joined(
        first.parameters, second.parameters, _parameter_key, _join_parameters
    )
    operation_id = weighing.choose(
        "operation_id", first.operation_id, second.operation_id, None
    )
    security = weighing.choose("security", first.security, second.security, None)
    return replace(
        first,
        operation_id=operation_id,
        summary=weighing.words("summary", first.summary, second.summary),
        description=weighing.words(
            "description", first.description, second.description
        ),
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        parameters=parameters,
        body=_join_bodies(first.body, second.body),
        responses=_join_answers(first.responses, second.responses),
        security=security,
        servers=first.servers or second.servers,
        deprecated=first.deprecated or second.deprecated,
        callbacks=first.callbacks or second.callbacks,
        external_docs=first.external_docs or second.external_docs,
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
        span=first.span or second.span,
        evidence=_evidence(weighing, first.evidence, second.evidence),
        conflicts=weighing.claims(first.conflicts, second.conflicts),
    )


def _weighing(
    first: Operation | Parameter | Response | Body,
    second: Operation | Parameter | Response | Body,
) -> Weighing:
    return Weighing(
        Side(first.evidence, first.span), Side(second.evidence, second.span)
    )


def _evidence(
    weighing: Weighing, first: Mapping[str, Evidence], second: Mapping[str, Evidence]
) -> Mapping[str, Evidence]:
    """What was weighed, and what only one of the sources speaks of."""
    stronger = {
        attribute: why
        for attribute, why in second.items()
        if attribute in first and why.grade > first[attribute].grade
    }
    return {**second, **first, **stronger, **weighing.evidence} or t.NO_EVIDENCE


def _joined(
    first: Iterable[T],
    second: Iterable[T],
    key: Callable[[T], object],
    join: Callable[[T, T], T],
) -> tuple[T, ...]:
    """What both have, joined where the keys are one, in the order of the first."""
    others = {key(it): it for it in second}
    found = [
        it if key(it) not in others else join(it, others.pop(key(it))) for it in first
    ]
    return (*found, *others.values())


# Parameters


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(r"\{([^{}]*)\}")


def _with_placeholders(operation: Operation, path: str) -> Operation:
    """The operation with its path, and its path parameters, as another one calls them."""
    if operation.path == path:
        return operation
    mine = _placeholder().findall(operation.path)
    names = dict(zip(mine, _placeholder().findall(path), strict=False))
    parameters = tuple(
        (
            replace(it, name=names[it.name])
            if it.location == "path" and it.name in names
            else it
        )
        for it in operation.parameters
    )
    return replace(operation, path=path, parameters=parameters)


def _parameter_key(it: Parameter) -> object:
    return it.location, it.name.lower() if it.location == "header" else it.name


def _join_parameters(first: Parameter, second: Parameter) -> Parameter:
    weighing = _weighing(first, second)
    required = join_required(weighing, first.required, second.required)
    return replace(
        first,
        type=join_types(first.type, second.type),
        required=required,
        description=weighing.words(
            "description", first.description, second.description
        ),
        deprecated=first.deprecated or second.deprecated,
        examples=join_examples(first.examples, second.examples),
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
        evidence=_evidence(weighing, first.evidence, second.evidence),
        conflicts=weighing.claims(first.conflicts, second.conflicts),
    )


# Bodies and answers


def _join_bodies(first: Body | None, second: Body | None) -> Body | None:
    if first is None or second is None:
        return first or second
    weighing = _weighing(first, second)
    required = join_required(weighing, first.required, second.required)
    contents = _join_contents(
        first.contents,
        second.contents,
        guessed=(_guessed(first, "media_type"), _guessed(second, "media_type")),
    )
    evidence = dict(_evidence(weighing, first.evidence, second.evidence))
    if not (_guessed(first, "media_type") and _guessed(second, "media_type")):
        evidence.pop("media_type", None)
    return replace(
        first,
        contents=contents,
        required=required,
        description=weighing.words(
            "description", first.description, second.description
        ),
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
        evidence=evidence or t.NO_EVIDENCE,
    )


def _guessed(record: Body | Response, attribute: str) -> bool:
    why = record.evidence.get(attribute)
    return why is not None and why.grade is Grade.GUESSED


def _join_contents(
    first: tuple[Content, ...], second: tuple[Content, ...], guessed: tuple[bool, bool]
) -> tuple[Content, ...]:
    """By media type; a guessed one is that of the only content of the other."""
    if guessed[0] and len(first) == len(second) == 1:
        first = (replace(first[0], media_type=second[0].media_type),)
    elif guessed[1] and len(first) == len(second) == 1:
        second = (replace(second[0], media_type=first[0].media_type),)
    return _joined(first, second, lambda it: it.media_type.lower(), _join_content)


def _join_content(first: Content, second: Content) -> Content:
    return replace(
        first,
        type=_either(first.type, second.type),
        item=_either(first.item, second.item),
        encoding=first.encoding or second.encoding,
        examples=join_examples(first.examples, second.examples),
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
    )


def _either(first: t.Type | None, second: t.Type | None) -> t.Type | None:
    if first is None or second is None:
        return first if second is None else second
    return join_types(first, second)


def _join_answers(
    first: tuple[Response, ...], second: tuple[Response, ...]
) -> tuple[Response, ...]:
    first, second = _named(first, second), _named(second, first)
    return _joined(first, second, lambda it: it.status, _join_responses)


def _named(
    answers: tuple[Response, ...], others: tuple[Response, ...]
) -> tuple[Response, ...]:
    """The answers, where a guessed status is that which the others name."""
    named = [it.status for it in others if not _guessed(it, "status")]
    successes = [it for it in named if it.startswith("2")]
    failures = [it for it in named if it == "default" or it[:1] in ("4", "5")]
    found = []
    for it in answers:
        if _guessed(it, "status"):
            if it.status.startswith("2") and successes:
                if len(successes) > 1 and not it.contents:
                    continue
                evidence = {**it.evidence}
                del evidence["status"]
                it = replace(it, status=successes[0], evidence=evidence)
            elif it.status == "default" and failures:
                continue
        found.append(it)
    return tuple(found)


def _join_responses(first: Response, second: Response) -> Response:
    weighing = _weighing(first, second)
    return replace(
        first,
        description=weighing.words(
            "description", first.description, second.description
        ),
        summary=weighing.words("summary", first.summary, second.summary),
        headers=_joined(
            first.headers, second.headers, lambda it: it.name.lower(), _join_headers
        ),
        contents=_join_contents(
            first.contents,
            second.contents,
            guessed=(_guessed(first, "media_type"), _guessed(second, "media_type")),
        ),
        links=first.links or second.links,
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
        evidence=_evidence(weighing, first.evidence, second.evidence),
        conflicts=weighing.claims(first.conflicts, second.conflicts),
    )


def _join_headers(first: Header, second: Header) -> Header:
    return replace(
        first,
        type=join_types(first.type, second.type),
        required=first.required or second.required,
        description=first.description or second.description,
        examples=join_examples(first.examples, second.examples),
    )
