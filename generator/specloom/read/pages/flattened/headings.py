"""Lines of a flattened page that are headings.

In: a line. Out: what it says as a heading, or that it is a status with what runs on
behind it (`200OKapplication/json`). Used by `outline`.
"""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus

from specloom.read.pages.words.titles import NO_TITLE, Title, title
from specloom.records import record


@record(frozen=True, slots=True)
class StatusHeading:
    """A status, the words of its heading, and a media type if it names one."""

    code: str
    words: str
    media: str | None


@cache
def _status() -> re.Pattern[str]:
    return re.compile(
        r"(?P<code>[1-5]\d\d|[1-5]XX|default)(?![\w.-]*\d)\s*[:—–-]?\s*"
        r"(?P<words>[A-ZÀ-ÞА-Я\u3040-\u9fff\uac00-\ud7a3][^|{}]*?)??\s*(?P<media>(?:application|text|image|audio|video"
        r"|multipart)/[\w.+*-]+)?"
        r"|(?P<error>[45]\d\d)(?P<machine>[a-z]+(?:_[a-z]+)+)(?P<said>[A-Z][^|{}]*)?"
    )


def status_heading(text: str) -> StatusHeading | None:
    """What a line says that begins with a status; None if it does not."""
    found = _status().fullmatch(text) if len(text) < 120 else None
    if found is not None and found["error"]:
        words = f"{found['error']} {found['machine']} {found['said'] or ''}".strip()
        return StatusHeading(found["error"], words, None)
    if found is None or not _is_status(found["code"]):
        return None
    words = f"{found['code']} {(found['words'] or '').strip()}".strip()
    return StatusHeading(found["code"], words, found["media"])


def line_title(text: str) -> Title:
    """What a line says as a heading; `Enum: "a" "b"` says something of a field."""
    what = title(text)
    if what.role in ("values", "example", "security") and _labels(text):
        return NO_TITLE
    if what.status is not None and not _is_status(what.status):
        return NO_TITLE
    return what


def _labels(text: str) -> bool:
    """Whether a value stands behind a label: `Security: API key`."""
    return bool(text.partition(":")[2].strip())


def _is_status(code: str) -> bool:
    """Whether a number is a status that is registered, or stands for several."""
    return not code.isdigit() or code in _REGISTERED


_REGISTERED = frozenset(str(it.value) for it in HTTPStatus)


@cache
def _of_an_answer() -> re.Pattern[str]:
    """Headings that are about the answer in whose section they stand."""
    return re.compile(
        r"(?:response )?(?:schema|body|headers?|attributes|fields|content|example value"
        r"|example|examples|payload)(?: schema)?\b.{0,40}",
        re.IGNORECASE,
    )


def in_answer(text: str) -> bool:
    """Whether a heading is about the answer in whose section it stands."""
    return _of_an_answer().fullmatch(text) is not None


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(r"[\"'}\])](?P<text>[A-Z][A-Za-z ]{2,40})$")


def heading_behind(text: str) -> re.Match[str] | None:
    """A heading that runs on behind the last line of a snippet."""
    found = _behind().search(text)
    return found if found is not None and title(found["text"]).role else None
