"""The answers of an operation, by status (OpenAPI 3.1, section 4.8.16; 2.0's too).

In: an Operation Object, by document and pointer. Out: a `Response` for each status, and
the extensions of the object that they stand in. What is no status is read as the one that
was probably meant, or reported and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from specloom.document import Json
from specloom.ir.api import Response
from specloom.ir.types import NO_MAPPING
from specloom.read.openapi import codes, swagger
from specloom.read.openapi.bodies import response
from specloom.read.openapi.expect import fixed
from specloom.read.openapi.state import Doc

_STATUSES: Final = frozenset(
    ("default", *map(str, range(100, 600)), *(f"{digit}XX" for digit in "12345"))
)


def responses(
    doc: Doc, operation: dict[str, Json], pointer: str
) -> tuple[tuple[Response, ...], Mapping[str, Json]]:
    """The answers, and the extensions of the object that they stand in."""
    node = operation.get("responses")
    at = f"{pointer}/responses"
    if not node:
        if doc.dialect.stated and not doc.dialect.siblings:
            message = "an operation says nothing of its answers"
            doc.habit(codes.NO_RESPONSES, message, pointer)
        return (), NO_MAPPING
    media = swagger.produced(doc, operation, pointer) if doc.dialect.swagger else ()
    found: dict[str, Response] = {}
    for written, entry, place in fixed(doc, node, at):
        status = written
        if status not in _STATUSES:
            status = _status(doc, written, place)
            if not status:
                continue
        if status in found:
            message = f"the answer {status} is there twice; the first one is read"
            doc.say(codes.BAD_STATUS, message, place)
            continue
        if doc.dialect.swagger:
            one = swagger.response(doc, status, entry, place, media)
        else:
            one = response(doc, status, entry, place)
        if one is not None:
            found[status] = one
    around: Mapping[str, Json] = NO_MAPPING
    if isinstance(node, dict) and len(found) < len(node):
        around = {key: node[key] for key in node if key[:2] == "x-"}
    return tuple(found.values()), around


def _status(doc: Doc, written: str, pointer: str) -> str:
    """The status that a key means, or nothing."""
    upper = written.strip().upper()
    if upper in _STATUSES:
        doc.habit(
            codes.ODD_STATUS, f"the status `{written}` is read as `{upper}`", pointer
        )
        return upper
    if upper == "DEFAULT":
        doc.habit(
            codes.ODD_STATUS, f"the status `{written}` is read as `default`", pointer
        )
        return "default"
    if len(upper) == 3 and upper[0] in "12345" and upper[1:].isalnum():
        likely = f"{upper[0]}XX"
        message = f"`{written}` is no status; it is read as `{likely}`"
        doc.say(codes.BAD_STATUS, message, pointer)
        return likely
    message = f"`{written}` is no status; the answer is left out"
    hint = "a status is three digits, a digit and XX, or default"
    doc.say(codes.BAD_STATUS, message, pointer, hint)
    return ""
