"""JSON that a page carries as the base64 of its deflated text, or in a string.

In: the string, and the stretch of the file that it stands in. Out: a
:class:`~specloom.document.tree.Document` all of whose pointers are found at that stretch:
a packed text has no offsets in the file. SpecError for what cannot be unpacked, with the
place of the string and the step that failed. Never inflates beyond the limits.
"""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Sequence
from typing import Final

from specloom.diagnostics import SpecError
from specloom.document.intake import check
from specloom.document.json import parse
from specloom.document.tree import Document, Limits, Window
from specloom.source import SourceFile

NOT_UNPACKED: Final = "SL122"
TOO_LARGE: Final = "SL116"

_ANY_HEADER: Final = 32 + zlib.MAX_WBITS
"""Takes the header of zlib or of gzip, whichever there is."""


def unpack(
    source: SourceFile,
    packed: str,
    start: int,
    end: int,
    limits: Limits | None = None,
) -> Document:
    """The document in `packed`, which stands from `start` to `end`. Raises SpecError."""
    limits = limits or Limits()
    window = Window(source, start, end)
    if packed.lstrip()[:1] == "{":
        data = packed.encode("utf-8", "replace")
    else:
        data = _inflated(window, "".join(packed.split()), limits)
    inside = SourceFile(source.path, data)
    try:
        check(inside, limits)
        document = parse(Window(inside), limits)
    except SpecError as error:
        refusal = error.diagnostic
        where = ""
        if refusal.span is not None:
            line, column = refusal.span.position()
            where = f", line {line}, column {column} of it"
        message = f"what is packed is no JSON: {refusal.message}{where}"
        raise _refuse(window, message) from None

    def locate(keys: Sequence[str]) -> tuple[int, int]:
        return 0, len(window.text)

    return Document(window, document.root, locate)


def _inflated(window: Window, packed: str, limits: Limits) -> bytes:
    try:
        deflated = binascii.a2b_base64(packed, strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise _refuse(window, f"the text is no base64: {error}") from None
    decoder = zlib.decompressobj(_ANY_HEADER)
    try:
        data = decoder.decompress(deflated, limits.bytes + 1)
    except zlib.error as error:
        why = str(error).rpartition(": ")[2] or str(error)
        raise _refuse(window, f"the base64 holds no deflated text: {why}") from None
    if len(data) > limits.bytes:
        message = f"what is packed is larger than {limits.bytes:,} bytes"
        hint = "the limit is called `bytes`"
        raise window.refuse(TOO_LARGE, message, 0, len(window.text), hint=hint)
    if not decoder.eof:
        raise _refuse(window, "the deflated text is cut: its end is missing")
    return data


def _refuse(window: Window, message: str) -> SpecError:
    hint = "the page was cut or changed: export it again"
    return window.refuse(NOT_UNPACKED, message, 0, len(window.text), hint=hint)
