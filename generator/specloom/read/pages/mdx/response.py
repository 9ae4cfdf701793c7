"""What is answered: one record for each status.

In: the sections of an operation. Out: its responses. What has no status belongs to the
only success that has one, else to 200 (guessed); a status that only words name has no
body that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Content, Header, Response
from specloom.ir.evidence import Evidence
from specloom.read.pages.mdx.answers import body_type, plain_text, readable
from specloom.read.pages.mdx.fields import Claim
from specloom.read.pages.mdx.heads import Head
from specloom.read.pages.mdx.prose import prose
from specloom.read.pages.mdx.sections import UNNAMED, Answer, Sections
from specloom.read.pages.mdx.types import field_of
from specloom.read.pages.mdx.values import without_tables
from specloom.read.pages.saying import guessed, stretch
from specloom.read.pages.snippets.call import JSON
from specloom.records import replace
from specloom.source import Span


def responses_of(found: Sections, head: Head, say: Diagnostics) -> tuple[Response, ...]:
    answers = dict(found.answers)
    unnamed = answers.pop(UNNAMED, None)
    if unnamed is not None:
        _of_success(unnamed, answers)
    return tuple(_response(it, head, say) for it in answers.values())


def _of_success(unnamed: Answer, answers: dict[str, Answer]) -> None:
    """Puts what has no status with the only success that has one, or under 200."""
    for status, span in _in_words(unnamed):
        if status not in answers:
            why = guessed(span, "status in words")
            answers[status] = Answer(status, why)
    named = [it for it in answers if it[0] == "2"]
    code = named[0] if named else "200"
    same = answers.get(code)
    if same is None:
        others = dict(answers)
        answers.clear()
        answers[code] = replace(unnamed, status=code)
        answers.update(others)
        return
    same.fields[:0] = unnamed.fields
    same.rows[:0] = unnamed.rows
    same.headers[:0] = unnamed.headers
    same.samples[:0] = unnamed.samples
    same.words[:0] = unnamed.words


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:returns?|returned|returning|respon(?:ds|se|d)|status(?: code)?)\b[^.\n]{0,40}?"
        r"\b([1-5]\d\d)\b|^[ \t]*[-*][ \t]+`?([1-5]\d\d)\b",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        r"\b([1-5]\d\d)\b`?[ \t]+(?:status|response|error)", re.IGNORECASE
    )


_STATUSES: Final = frozenset(str(it.value) for it in HTTPStatus)


def _in_words(answer: Answer) -> Iterator[tuple[str, Span]]:
    """The statuses that prose names, each with its place."""
    for words in answer.words:
        found: list[tuple[int, str]] = []
        for match in _said().finditer(words.text):
            found.append((match.start(match.lastindex or 0), match[1] or match[2]))
        for match in _before().finditer(words.text):
            found.append((match.start(1), match[1]))
        for at, status in sorted(found):
            if status in _STATUSES:
                start = words.start + at
                yield status, stretch(words.file.source, start, start + 3)


def _response(answer: Answer, head: Head, say: Diagnostics) -> Response:
    samples, others = readable(answer.samples)
    span = _span(answer, head)
    made = body_type(answer.fields, samples, span, say, rows=answer.rows, answer=True)
    if made.type is None and others:
        made = plain_text(others[0])
    evidence: dict[str, Evidence] = {}
    if answer.why is not None:
        evidence["status"] = answer.why
    contents: tuple[Content, ...] = ()
    if made.type is not None:
        media = "text/plain" if made.plain else JSON
        evidence["media_type"] = guessed(span, "unnamed media type")
        contents = (Content(media, made.type, examples=made.examples, span=span),)
    return Response(
        answer.status,
        answer.said or without_tables(prose(answer.words) or "").strip() or None,
        headers=tuple(_header(it, say) for it in answer.headers),
        contents=contents,
        span=span,
        evidence=evidence,
    )


def _span(answer: Answer, head: Head) -> Span:
    if answer.fields:
        return answer.fields[0][0].span
    if answer.rows and answer.rows[0].span is not None:
        return answer.rows[0].span
    if answer.samples:
        return answer.samples[0].span
    if answer.words:
        return answer.words[0].span
    return answer.why.span if answer.why is not None else head.span


def _header(claim: Claim, say: Diagnostics) -> Header:
    field = field_of(claim, say)
    notes = field.type.notes
    bare = replace(field.type, notes=replace(notes, description=None, examples=()))
    return Header(
        claim.name,
        bare,
        required=field.required,
        description=notes.description,
        deprecated=notes.deprecated,
        examples=notes.examples,
        span=claim.span,
    )
