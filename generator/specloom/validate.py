"""Holds documents against the OpenAPI schema of their version, by openapi-spec-validator.

In: a parsed document, a way to open the files that it refers to. Out: diagnostics with
positions. Opens no socket and no file but through that way. Takes seconds on a large
document, so it is a command of its own and no step of generation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from specloom.diagnostics import Diagnostics
from specloom.document import Document, Json
from specloom.source import Span

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Opener = Callable[[str], Json]
"""Gives the tree of the file of a name; raises LookupError if it may not or cannot."""

_SCHEME: Final = "file:///"
_LONGEST: Final = 300


def validate(document: Document, opener: Opener, diagnostics: Diagnostics) -> None:
    """Say what the OpenAPI schema, and the rules it cannot state, refuse in a document."""
    from openapi_spec_validator.shortcuts import get_validator_cls
    from openapi_spec_validator.validation.exceptions import ValidatorDetectError

    root = document.root
    if not isinstance(root, dict):
        diagnostics.add("SL730", "the document is not an object", document.span())
        return
    try:
        version: Any = get_validator_cls(root)
    except (ValidatorDetectError, TypeError, ValueError):
        what = "there is no schema for what `openapi` or `swagger` says"
        diagnostics.add("SL730", what, document.span())
        return
    seen: set[tuple[str, str]] = set()
    for error in _errors(version, document, root, opener):
        place, message = _place(error, document), _message(error)
        if (place.pointer, message) not in seen:
            seen.add((place.pointer, message))
            diagnostics.add("SL730", message, place)


def _errors(
    version: Any, document: Document, root: dict[str, Json], opener: Opener
) -> Iterator[ValidationError]:
    """The errors of the schema, then those of the rules that look through references."""
    from jsonschema.exceptions import ValidationError
    from jsonschema_path import SchemaPath
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    shapes = sorted(
        version.schema_validator.iter_errors(root),
        key=lambda error: [str(key) for key in error.absolute_path],
    )
    yield from shapes
    schema = SchemaPath.from_dict(
        root,
        base_uri=_SCHEME + document.source.path,
        handlers=_handlers(opener),
    )
    try:
        rules: Iterator[ValidationError] = version(schema).root_validator(schema)
        for error in rules:
            # What has no place is a rule that our own readers hold, with the place.
            if error.absolute_path or isinstance(error, OpenAPIValidationError):
                yield error
    except (LookupError, OSError, TypeError, ValueError, AttributeError) as error:
        # The rules presume a document of the right shape, in which references lead on.
        if not shapes:
            yield ValidationError(f"the rules of OpenAPI could not be tried: {error}")
    except RecursionError:
        yield ValidationError("the rules of OpenAPI could not be tried: too deep")


def _handlers(opener: Opener) -> Mapping[str, Callable[[str], Any]]:
    def local(uri: str) -> Json:
        return opener(unquote(urlsplit(uri).path).lstrip("/"))

    def remote(uri: str) -> Json:
        raise LookupError(f"{uri} is not opened: no reference leads to the network")

    return {"file": local, "": remote, **dict.fromkeys(("http", "https"), remote)}


def _place(error: ValidationError, document: Document) -> Span:
    """Of an error about alternatives, the place of what is wrong in the nearest one."""
    return document.span().at(*_deepest(error).absolute_path)


def _deepest(error: ValidationError) -> ValidationError:
    from jsonschema.exceptions import best_match

    # Without alternatives there is nothing to choose (and rules lack what it takes).
    return (best_match([error]) if error.context else None) or error


def _message(error: ValidationError) -> str:
    nearest = _deepest(error)
    message: str = nearest.message
    value = repr(nearest.instance)
    if len(message) > _LONGEST and value in message:
        message = message.replace(value, "the value")
    return message if len(message) <= _LONGEST else message[: _LONGEST - 3] + "..."
