"""OpenAPI 2.0 to 3.2, and fragments of it, to the IR.

In: a parsed document and a way to open the files it refers to. Out: an `Api`. Versions
end here: 2.0 and 3.0 are read into 3.1's meaning. `registry` is the only caller.
"""

from specloom.ir.api import Api
from specloom.read.input import Input
from specloom.read.openapi import versions
from specloom.read.openapi.document import read as read_document
from specloom.read.openapi.versions import no_api
from specloom.read.signature import is_page

__all__ = ["detect", "no_api", "read", "read_document"]


def detect(given: Input) -> str | None:
    """Why an input is an OpenAPI document, or None. Raises SpecError for a bad one."""
    if is_page(given.source):
        return None
    return versions.detect(given.document.root)


def read(given: Input) -> Api:
    """The API that an input describes. Raises SpecError."""
    return given.read_openapi(given.document)
