"""The versions of OpenAPI, as far as reading differs between them.

In: the version that a document states, or none. Out: :class:`Dialect`. Everything behind
the reader speaks 3.1; only this package asks these questions. What another version
would allow is read as it is meant there, and remarked upon.
"""

from __future__ import annotations

from typing import Final

from specloom.records import record


@record(frozen=True, slots=True)
class Dialect:
    """How one version reads its keywords.

    `siblings`: members beside `$ref` of a schema count (3.1, section 4.8.24).
    `nullable`: it is a keyword. `bounds`: exclusive bounds are booleans (JSON Schema
    draft 4). `stated`: the document says its version, so that keywords of another one
    are worth a remark. `components`: where named parts of a kind stand.
    """

    name: str
    swagger: bool = False
    siblings: bool = True
    nullable: bool = False
    bounds: bool = False
    query: bool = False
    stated: bool = True


SWAGGER: Final = Dialect("2.0", swagger=True, siblings=False, bounds=True)
OPENAPI_30: Final = Dialect("3.0", siblings=False, nullable=True, bounds=True)
OPENAPI_31: Final = Dialect("3.1")
OPENAPI_32: Final = Dialect("3.2", query=True)
FRAGMENT: Final = Dialect("3.2", nullable=True, query=True, stated=False)
"""A document that does not say: all keywords of 3.x mean what they mean somewhere."""
SWAGGER_FRAGMENT: Final = Dialect(
    "2.0", swagger=True, siblings=False, bounds=True, stated=False
)

BY_VERSION: Final = {
    "2.0": SWAGGER,
    "3.0": OPENAPI_30,
    "3.1": OPENAPI_31,
    "3.2": OPENAPI_32,
}
