"""What the body of an error says to people, found by the names of its fields.

Names are compared by their letters, in lower case. What is found goes into messages of
exceptions and so into logs: it is one line, cut, without the credentials of the client.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from .security import Held, secrets
from .shapes import is_dict, is_list

_MESSAGE = (
    "message",
    "errormessage",
    "usermessage",
    "msg",
    "detail",
    "errordetail",
    "details",
    "description",
    "errordescription",
    "reason",
    "title",
    "error",
)
_AROUND = ("error", "errors", "fault", "exception", "problem", "detail", "details")
_LONGEST = 300
_LEAST = 4
"""Characters of a text that may be a secret; stars in place of one would tell more."""


def told(body: object, depth: int = 4) -> str:
    """The message in a parsed body; empty if there is none."""
    if isinstance(body, str):
        return body
    if not depth:
        return ""
    if is_list(body):
        return next(filter(None, (told(item, depth - 1) for item in body[:4])), "")
    given = dict(body) if isinstance(body, BaseModel) else body
    if not is_dict(given):
        return ""
    members = {"".join(filter(str.isalpha, k)).lower(): it for k, it in given.items()}
    for name in _MESSAGE:
        text = members.get(name)
        if isinstance(text, str) and text:
            return text
    around = (told(members.get(name), depth - 1) for name in _AROUND)
    return next(filter(None, around), "")


def shown(text: str, held: Mapping[str, Held]) -> str:
    """A text for a log: one line, cut, with stars for secrets. A page says nothing."""
    if text.lstrip().startswith("<"):
        return ""
    for secret in secrets(held.values()):
        if len(secret.reveal()) >= _LEAST:
            text = text.replace(secret.reveal(), "***")
    line = "".join(char if char.isprintable() else " " for char in text[: _LONGEST * 4])
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."
