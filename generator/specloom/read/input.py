"""What a reader is given, and what it gives back.

In: a source file, a way to open the files that it refers to, and the collector of
diagnostics. Out: :class:`Fragment`. Readers take an :class:`Input`; only `registry`
makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from specloom.diagnostics import Diagnostics
from specloom.document import Document, read
from specloom.ir.api import Api
from specloom.records import record
from specloom.source import SourceFile


class NotOpened(Exception):
    """A file that a reference names was not opened. `reason` ends a sentence about it.

    `outside`: it is not below the input root, and was not looked for.
    """

    def __init__(self, reason: str, *, outside: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.outside = outside


class Loader(Protocol):
    """Opens the files that a source refers to; never the network."""

    def open(self, name: str) -> SourceFile:
        """The file of a name, which is relative to what the source's own is relative to.

        Raises NotOpened, and SpecError or OSError for a file that is there and cannot
        be read.
        """

    def named(self, name: str, near: str) -> Sequence[str]:
        """The files that are called so, wherever they are: names for `open`.

        Those first that are nearest to the folder `near`, then in order of their names.
        """


class Input:
    """One source file, on its way through the readers.

    `documents` are those of its documents that were read as OpenAPI, as they stand.
    """

    __slots__ = (
        "_document",
        "_read_document",
        "diagnostics",
        "documents",
        "files",
        "source",
    )

    def __init__(
        self,
        source: SourceFile,
        files: Loader,
        diagnostics: Diagnostics,
        read_document: Callable[[Document, Input], Api],
    ) -> None:
        self.source = source
        self.files = files
        self.diagnostics = diagnostics
        self.documents: list[Document] = []
        self._document: Document | None = None
        self._read_document = read_document

    @property
    def document(self) -> Document:
        """The file as one JSON or YAML document. Raises SpecError if it is none."""
        if self._document is None:
            self._document = read(self.source)
            for remark in self._document.diagnostics:
                self.diagnostics.append(remark)
        return self._document

    def embedded(self, start: int, end: int, indent: int = 0) -> Document:
        """A stretch of the file as a document; each line of it is indented by `indent`.

        Raises SpecError if it is none.
        """
        document = read(self.source, start=start, end=end, indent=indent)
        for remark in document.diagnostics:
            self.diagnostics.append(remark)
        return document

    def read_openapi(self, document: Document) -> Api:
        """Read a document, such as one in a page, as OpenAPI. Raises SpecError."""
        if not document.is_rearranged:
            self.documents.append(document)
        return self._read_document(document, self)


@record(frozen=True, slots=True)
class Fragment:
    """What one source says of an API; `reader` took it, because of `why`.

    `documents` are the OpenAPI documents in the source, itself or embedded ones.
    """

    source: SourceFile
    api: Api
    reader: str
    why: str
    documents: tuple[Document, ...] = ()


@record(frozen=True, slots=True)
class Reader:
    """A row of the registry.

    `detect` says why this reader takes an input, or None if it does not. `read` raises
    SpecError if nothing can be read at all; everything less is a diagnostic.
    """

    name: str
    detect: Callable[[Input], str | None]
    read: Callable[[Input], Api]


@record(frozen=True, slots=True)
class Index:
    """A row of the registry: a source that leads to others, and says little itself.

    `detect` is as a reader's. `members` are the sources it leads to, in order; what it
    leads to and cannot be had is one diagnostic. It raises SpecError like a reader.
    """

    name: str
    detect: Callable[[Input], str | None]
    members: Callable[[Input], list[SourceFile]]
