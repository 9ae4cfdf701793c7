"""The door: bytes to a document, JSON or YAML by what the text is, not by its name.

In: a path or a :class:`~specloom.source.SourceFile`. Out: a document, or SpecError for
what is no text, no file, empty, or beyond a limit. The only module of this layer that
touches the disk, and only in :func:`load`.
"""

from __future__ import annotations

import errno
import re
import stat
from pathlib import Path

from specloom.diagnostics import SpecError, diagnostic
from specloom.document import json, yaml
from specloom.document.tree import Document, Limits, Window
from specloom.source import SourceFile, Span, Stretch

_FIRST = re.compile(r"\s*(\S?)")


def load(
    path: Path, name: str | None = None, limits: Limits | None = None
) -> SourceFile:
    """Read one file. `name` is the path that people see; by default `path` itself.

    Raises SpecError for what is no regular file, is missing, or is larger than the
    limit; OSError for what the machine refuses (permissions, a broken disk).
    """
    shown = path.as_posix() if name is None else name
    most = (limits or Limits()).bytes
    place = Span(Stretch(SourceFile(shown, b"")))
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        message = f"there is no file `{shown}`"
        raise SpecError(diagnostic("SL121", message, place)) from None
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENAMETOOLONG):
            raise
        message = f"there can be no file `{shown}`: {error.strerror}"
        raise SpecError(diagnostic("SL121", message, place)) from None
    if stat.S_ISDIR(status.st_mode):
        hint = "name the files in it, for example with a glob"
        message = f"`{shown}` is a directory"
        raise SpecError(diagnostic("SL120", message, place, hint=hint))
    if not stat.S_ISREG(status.st_mode):
        message = f"`{shown}` is not a regular file"
        raise SpecError(diagnostic("SL120", message, place))
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    source = SourceFile(shown, data)
    if len(data) > most:
        raise _too_large(source, most)
    return source


def check(source: SourceFile, limits: Limits | None = None) -> None:
    """Refuse a file that is empty, too large, or not text (UTF-8). Raises SpecError."""
    data = source.data
    most = (limits or Limits()).bytes
    if len(data) > most:
        raise _too_large(source, most)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(data):
        hint = "it looks like UTF-16: save it as UTF-8"
        raise _refuse(source, "SL103", "the file is not UTF-8", 0, hint)
    text = source.text
    if b"\0" in data:
        hint = "a specification is JSON, YAML or markdown, as text"
        at = text.index("\0")
        raise _refuse(source, "SL102", "the file is binary", at, hint)
    if source.flaw is not None:
        byte = data[source.flaw]
        message = f"the byte 0x{byte:02X} is not UTF-8"
        before = data[: source.flaw].decode("utf-8-sig", "replace")
        at = len(before.replace("\r\n", "\n"))
        raise _refuse(source, "SL103", message, at, "save the file as UTF-8")
    if not text or text.isspace():
        raise _refuse(source, "SL101", "the file is empty", 0, None)


def read(
    source: SourceFile,
    *,
    start: int = 0,
    end: int | None = None,
    indent: int = 0,
    limits: Limits | None = None,
) -> Document:
    """Parse a file, or a stretch of it: JSON if it starts with a bracket, else YAML.

    A text in brackets that is no JSON may be YAML in flow style; if it is not that
    either, the name of the file says of what its author hears. Raises SpecError.
    """
    limits = limits or Limits()
    check(source, limits)
    window = Window(source, start, end, indent)
    match = _FIRST.match(window.text)
    first = match.group(1) if match else ""
    if first == "<" and not window.text.lstrip().startswith("<<"):
        hint = "a server may have answered with an error page"
        message = "this is HTML or XML, neither JSON nor YAML"
        raise window.refuse("SL107", message, 0, hint=hint)
    if first not in ("{", "["):
        return yaml.compose(window, limits)
    try:
        return json.parse(window, limits)
    except SpecError as refusal:
        if refusal.diagnostic.code != "SL106" or source.path.endswith(".json"):
            raise
        try:
            return yaml.compose(window, limits)
        except SpecError as other:
            is_yaml = source.path.endswith((".yaml", ".yml"))
            raise (other if is_yaml else refusal) from None


def _is_wide(data: bytes) -> bool:
    """Whether every other byte at the start is zero, as of ASCII in UTF-16."""
    start = data[:64]
    return len(start) > 1 and (not any(start[::2]) or not any(start[1::2]))


def _refuse(
    source: SourceFile, code: str, message: str, at: int, hint: str | None
) -> SpecError:
    place = Span(Stretch(source, at, at + 1))
    return SpecError(diagnostic(code, message, place, hint=hint))


def _too_large(source: SourceFile, most: int) -> SpecError:
    place = Span(Stretch(SourceFile(source.path, b"")))
    message = f"the file is larger than {most:,} bytes"
    hint = "the limit is called `bytes`"
    return SpecError(diagnostic("SL116", message, place, hint=hint))
