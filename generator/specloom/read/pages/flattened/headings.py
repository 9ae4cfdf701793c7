"""Lines of a flattened page that are headings, and those that go on with a paragraph.

In: a line. Out: what it says as a heading, or that it is a status with what runs on
behind it (`200OKapplication/json`). Used by `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from http import HTTPStatus

from specloom.read.pages.flattened.run_on import Line
from specloom.read.pages.words.columns import role
from specloom.read.pages.words.media import media_line
from specloom.read.pages.words.titles import (
    BODY,
    ERRORS,
    NO_TITLE,
    REQUEST,
    RESPONSE,
    Title,
    status,
    title,
)
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
    words = _parted((found["words"] or "").strip(), found["code"])
    return StatusHeading(
        found["code"], f"{found['code']} {words}".strip(), found["media"]
    )


def _parted(words: str, code: str) -> str:
    """The words behind a status, without its phrase if they run into that."""
    phrase = HTTPStatus(int(code)).phrase if code.isdigit() else ""
    rest = words.removeprefix(phrase)
    return rest if phrase and rest != words and rest[:1].isupper() else words


def lead_in(text: str) -> Title | None:
    """What a sentence leads to that ends in a colon: `The response is 201 Created:`."""
    if text[-1:] not in (":", "：") or len(text) > 160:
        return None
    words = {it.strip(",.:：()`'\"") for it in text.lower().split()}
    if words & RESPONSE:
        return Title("example-response", status(text))
    return Title("example-request") if words & REQUEST | words & BODY else None


def line_title(text: str) -> Title:
    """What a line says as a heading; `Enum: "a" "b"` says something of a field."""
    what = title(text)
    if what.role in ("values", "example", "security") and _labels(text):
        return NO_TITLE
    code = what.status
    if code is not None and not (_is_status(code) and _names(text, code)):
        return NO_TITLE
    return what


def _names(text: str, code: str) -> bool:
    """Whether a line is about a status, and has no other number that looks like one."""
    if not code.isdigit() or text.lstrip("#*([ ").startswith(code):
        return True
    words = set(text.lower().replace(":", " ").split())
    return bool(words & _ABOUT) and code[0] != "1"


_ABOUT = RESPONSE | ERRORS | {"status", "http", "code", "statuscode", "example"}


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


@record(frozen=True, slots=True)
class StatusRow:
    """A row of a run-on table of statuses, and the schema in its last cell."""

    line: Line
    code: str
    words: str
    schema: str


def status_rows(
    lines: Sequence[Line], at: int, places: Sequence[tuple[int, int]]
) -> list[StatusRow]:
    """The rows below a run-on header whose first column is that of statuses."""
    text = lines[at].text
    roles = [role(text[start:end]) for start, end in places]
    if roles[0] != "status":
        return []
    found: list[StatusRow] = []
    for line in lines[at + 1 :]:
        heading = status_heading(line.text.strip())
        if heading is None:
            break
        words, schema = heading.words, ""
        if roles[-1] == "schema":
            cut = _schema().search(words)
            if cut is not None:
                words, schema = words[: cut.start()], cut[0]
        found.append(StatusRow(line, heading.code, words, schema))
    return found


@cache
def _schema() -> re.Pattern[str]:
    return re.compile(r"(?<=[a-z.)])[A-Z][A-Za-z]+(?:\[\])?$")


def in_menu(text: str) -> bool:
    """Whether a line above the title is no sentence."""
    return len(text.split()) < 5 and text[-1] not in ".:!?。"


def goes_on(text: str) -> bool:
    """Whether a paragraph goes on in the line below: it is wrapped."""
    line = text.rsplit("\n", 1)[-1].rstrip()
    whole = not line or line[-1] in ".:!?。" or media_line().fullmatch(line.strip())
    return not whole
