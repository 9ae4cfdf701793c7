"""Which version of OpenAPI a document is, or what kind of fragment.

In: a parsed document. Out: why it is one (:func:`detect`); the dialect to read it by,
and the root of a whole document around a bare path item map.
"""

from __future__ import annotations

import re
from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError, diagnostic
from specloom.document import Document, Json, as_text
from specloom.read.openapi import codes
from specloom.read.openapi.dialect import (
    BY_VERSION,
    FRAGMENT,
    OPENAPI_32,
    SWAGGER_FRAGMENT,
    Dialect,
)
from specloom.read.openapi.expect import kind_of

_NUMBER: Final = re.compile(r"\s*v?(\d+)(?:\.(\d+))?")
_SECTIONS: Final = ("paths", "webhooks", "components", "definitions")
_OTHERS: Final = (
    ("swaggerVersion", "Swagger 1.x is not read: convert it to 2.0 or later"),
    ("asyncapi", "AsyncAPI is not read"),
    ("arazzo", "an Arazzo document describes workflows: name the API's own document"),
    ("overlay", "an overlay changes an API's document: name that document"),
    ("$schema", "schemas alone need `components: {schemas: ...}` around them"),
)
"""By a member that tells it: what a document is that is none of OpenAPI."""


def detect(root: Json) -> str | None:
    """Why a document is read as OpenAPI, or None if it is not."""
    if not isinstance(root, dict):
        return None
    for key in ("openapi", "swagger"):
        if key in root:
            stated = root[key]
            shown = "" if isinstance(stated, dict | list) else f": {as_text(stated)}"
            return f"it says `{key}{shown}`"
    for key in _SECTIONS:
        if isinstance(root.get(key), dict):
            return f"a fragment: it has `{key}` and no version"
    if paths_at_root(root):
        return "a fragment: its keys are paths"
    return None


def paths_at_root(root: dict[str, Json]) -> dict[str, Json]:
    """The path items that stand at the root of a fragment, instead of in `paths`."""
    if "paths" in root:
        return {}
    return {
        key: item
        for key, item in root.items()
        if key[:1] == "/" and isinstance(item, dict)
    }


def no_api(document: Document) -> Diagnostic:
    """What is said of a document that is not read as OpenAPI."""
    root, hint, place = document.root, None, document.span()
    if isinstance(root, dict):
        message = "the document says nothing of an API: no version, paths or components"
        hint = next((hint for key, hint in _OTHERS if key in root), None)
    else:
        message = f"the document is {kind_of(root)}; an API is described by an object"
        text = document.window.text
        place = document.window.stretch(len(text) - len(text.lstrip()))
    return diagnostic(codes.NO_API, message, place, hint=hint)


def dialect_of(document: Document, diagnostics: Diagnostics) -> Dialect:
    """The dialect to read by. Raises SpecError."""
    root = document.root
    if not isinstance(root, dict) or detect(root) is None:
        raise SpecError(no_api(document))
    if "openapi" not in root and "swagger" not in root:
        old = isinstance(root.get("definitions"), dict)
        if "info" in root and not document.is_rearranged:
            # A fragment has no head; this lost the first line of its own.
            message = "the document does not say of which version of OpenAPI it is"
            place = document.span("/info")
            diagnostics.add(codes.UNKNOWN_VERSION, message, place)
        return SWAGGER_FRAGMENT if old else FRAGMENT
    key = "openapi" if "openapi" in root else "swagger"
    stated = root[key]
    text = kind_of(stated) if isinstance(stated, dict | list) else as_text(stated)
    match = _NUMBER.match(text)
    span = document.span(f"/{key}")
    if match is None:
        dialect = SWAGGER_FRAGMENT if key == "swagger" else FRAGMENT
        shown = text if isinstance(stated, dict | list) else f"`{text}`"
        message = f"{shown} is no version; the document is read as {dialect.name}"
        diagnostics.add(codes.UNKNOWN_VERSION, message, span)
        return dialect
    major, minor = match[1], match[2] or "0"
    known = BY_VERSION.get(f"{major}.{minor}")
    if known is not None:
        if match[2] is None:
            message = f"`{key}: {text}` is no full version; it is read as {known.name}"
            diagnostics.add(codes.UNKNOWN_VERSION, message, span)
        elif (known.swagger) is not (key == "swagger"):
            message = f"`{key}: {text}` is read as version {known.name}"
            diagnostics.add(codes.UNKNOWN_VERSION, message, span)
        return known
    if major == "3":
        message = f"OpenAPI {text} is not known; it is read as {OPENAPI_32.name}"
        diagnostics.add(codes.UNKNOWN_VERSION, message, span)
        return OPENAPI_32
    message = (
        f"version {text} of {'Swagger' if key == 'swagger' else 'OpenAPI'} is not read"
    )
    hint = "versions 2.0, 3.0, 3.1 and 3.2 are read"
    raise SpecError(diagnostic(codes.UNSUPPORTED_VERSION, message, span, hint=hint))
