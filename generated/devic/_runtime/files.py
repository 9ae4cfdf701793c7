"""Files: what a caller may give for bytes, and what a form says beside them."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterator, Mapping
from os import SEEK_END
from os.path import basename
from types import MappingProxyType
from typing import IO, Any, Self, cast

from .shapes import is_tuple

Upload = (
    bytes
    | IO[bytes]
    | tuple[str, bytes | IO[bytes]]
    | tuple[str, bytes | IO[bytes], str]
)
"""A file of a form: bytes, a file that is open, or a name with either of them and
perhaps a media type."""

_NONE: Mapping[str, str] = MappingProxyType({})
_CHUNK = 64 * 1024


class File(bytes):
    """Bytes with a name, a media type, and headers: a part of a form.

    Equal to the bytes that it is. `headers` are those of the part, beside its own two.
    """

    name: str | None
    content_type: str | None
    headers: Mapping[str, str]

    def __new__(
        cls,
        content: bytes | IO[bytes],
        name: str | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] = _NONE,
    ) -> Self:
        """From bytes, or from an open file, which is read; it gives its name then."""
        if not isinstance(content, bytes):
            if name is None:
                name = name_of(content)
            content = content.read()
        made = super().__new__(cls, content)
        made.name, made.content_type, made.headers = name, content_type, headers
        return made

    def __repr__(self) -> str:
        return f"File({len(self)} bytes, {self.name!r}, {self.content_type!r})"


def name_of(file: object) -> str | None:
    """The name of an open file, without its folder."""
    name = getattr(file, "name", None)
    return basename(name) if isinstance(name, str) else None


def from_upload(value: Any) -> Any:
    """What was given for bytes, as bytes; what is nothing of that kind as it is."""
    named = _named(value)
    if named is not None:
        return File(named[1], named[0], named[2] if len(named) > 2 else None)
    return File(value) if is_file(value) else value


def _named(value: object) -> tuple[Any, ...] | None:
    """A name with a file, and perhaps a media type."""
    if not is_tuple(value) or len(value) not in (2, 3):
        return None
    known = isinstance(value[1], bytes) or is_file(value[1])
    return value if known and isinstance(value[0], str) else None


def whole(value: object) -> object:
    """Bytes of another kind as bytes."""
    given = isinstance(value, bytearray | memoryview)
    return bytes(cast("bytearray", value)) if given else value


def is_upload(value: object) -> bool:
    """Whether a value is one that may be given for bytes; nothing is read."""
    return isinstance(value, bytes) or is_file(value) or _named(value) is not None


def is_file(value: object) -> bool:
    """Whether a value can be read as a file."""
    return callable(getattr(value, "read", None))


class Later:
    """The bytes of a file or an iterator, for a client that waits for them; one pass."""

    def __init__(self, source: IO[bytes] | Iterator[bytes]) -> None:
        self._source = source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        source: Any = self._source
        if is_file(source):
            while chunk := source.read(_CHUNK):
                yield chunk
        else:
            for chunk in source:
                yield chunk


Bytes = bytes | IO[bytes] | Iterator[bytes] | tuple[str, bytes] | tuple[str, bytes, str]
"""The bytes of a body: whole, an open file, as they are made, or with a media type."""

AsyncBytes = Bytes | AsyncIterable[bytes]
"""The same for a client that waits."""

Content = bytes | IO[bytes] | Iterator[bytes] | AsyncIterable[bytes]
"""What goes to the HTTP client."""


def is_stream(value: object) -> bool:
    """Whether a body's bytes are yet to come."""
    return is_file(value) or isinstance(value, Iterator | AsyncIterable)


def length_of(content: object) -> int | None:
    """How many bytes an open file still has, if that can be told."""
    file: Any = content
    try:
        start = file.tell()
        end = file.seek(0, SEEK_END)
        file.seek(start)
    except (AttributeError, OSError):
        return None
    return int(end - start)


def streamed(
    content: IO[bytes] | Iterator[bytes] | AsyncIterable[bytes],
    headers: dict[str, str],
    later: bool,
) -> Iterator[bytes] | AsyncIterable[bytes]:
    """A stream for a client that waits (`later`), or for one that does not.

    The length of an open file is added to the headers; other streams go in chunks.
    """
    length = length_of(content)
    if length is not None:
        headers["Content-Length"] = str(length)
    if isinstance(content, AsyncIterable):
        if not later:
            raise TypeError("a client that blocks cannot send an async iterable")
        return content
    return Later(content) if later else content
