"""What the settings of a documentation platform say of all its pages with operations.

In: a page, and the files below the input root. Out: :class:`Settings`, from the nearest
`docs.json` or `mint.json` beside the page or above it: the server of paths, and how to
authenticate. Without such a file, or where it says nothing, all is None.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import Final

from specloom.diagnostics import SpecError
from specloom.document import Document, Json, read
from specloom.ir.api import SecurityScheme
from specloom.read.input import Input, NotOpened
from specloom.read.pages.saying import stated
from specloom.records import record
from specloom.source import SourceFile, Span

_NAMES: Final = ("docs.json", "mint.json")
_LARGEST: Final = 4 << 20
"""Bytes of a file of settings that is looked at."""


@record(frozen=True, slots=True)
class Settings:
    """The base URLs of paths, and the scheme where a page says nothing else."""

    servers: tuple[str, ...] = ()
    method: str | None = None
    header: str | None = None
    span: Span | None = None

    def scheme(self) -> SecurityScheme | None:
        """The way to authenticate, if the settings say all of it."""
        if self.span is None or self.method is None:
            return None
        why = {"type": stated(self.span, "settings")}
        if self.method in ("bearer", "basic"):
            name = f"{self.method}Auth"
            return SecurityScheme(
                name, "http", scheme=self.method, span=self.span, evidence=why
            )
        if self.method == "key" and self.header:
            return SecurityScheme(
                "apiKey",
                "apiKey",
                parameter=self.header,
                location="header",
                span=self.span,
                evidence=why,
            )
        return None


NOTHING: Final = Settings()


def settings(given: Input) -> Settings:
    """The settings that hold for a page."""
    folder = posixpath.dirname(given.source.path)
    for _ in range(30):
        for name in _NAMES:
            try:
                source = given.files.open(posixpath.join(folder, name))
            except (NotOpened, OSError, SpecError):
                continue
            return _settings(source)
        if not folder or folder == posixpath.dirname(folder):
            break
        folder = posixpath.dirname(folder)
    return NOTHING


@lru_cache(maxsize=8)
def _settings(source: SourceFile) -> Settings:
    """The settings in a file; the same for all pages below it."""
    if len(source.data) > _LARGEST:
        return NOTHING
    try:
        document = read(source)
    except SpecError:
        return NOTHING
    api = _member(document.root, "api")
    pages = _member(api, "mdx")
    pointer = "/api/mdx" if isinstance(pages, dict) else "/api"
    if not isinstance(pages, dict):
        pages = api
    return _of(document, pages, pointer)


def _of(document: Document, pages: Json, pointer: str) -> Settings:
    given = _member(pages, "server") or _member(pages, "baseUrl")
    servers = given if isinstance(given, list) else [given]
    auth = _member(pages, "auth")
    method, header = _member(auth, "method"), _member(auth, "name")
    return Settings(
        tuple(it for it in servers if isinstance(it, str) and "://" in it),
        method.lower() if isinstance(method, str) else None,
        header if isinstance(header, str) and header else None,
        document.span(f"{pointer}/auth" if isinstance(auth, dict) else pointer),
    )


def _member(node: Json, key: str) -> Json:
    return node.get(key) if isinstance(node, dict) else None
