"""Holds documents against the OpenAPI schema of their version, by openapi-spec-validator.

In: a parsed document, a way to open the files that it refers to. Out: diagnostics with
positions. Opens no socket and no file but through that way. Takes seconds on a large
document, so it is a command of its own and no step of generation.

First the schema says what it refuses, then the rules that no schema can state. The rules
look through references, so they end early where a reference leads nowhere: our own
readers say where that is, and a note says that the rules did not get to the end. How all
of that stays bounded is in `bounds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote, urlsplit

from specloom.diagnostics import Diagnostics
from specloom.document import Document, Json
from specloom.source import Span
from specloom.validate import addresses, bounds

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Opener = Callable[[str], Json]
"""Gives the tree of the file of a name; raises LookupError if it may not or cannot."""

_SCHEME: Final = "file:///"
_LONGEST: Final = 300
_KIND: Final = "a node is of another kind than it should be"
_OURS: Final = {
    "DuplicateOperationIDError": "SL260",
    "ParameterDuplicateError": "SL252",
    "UnresolvableParameterError": "SL250",
}
"""Rules that our own readers hold as well, with a better place, by what they say."""


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
        key = "swagger" if "swagger" in root else "openapi"
        what = f"the document does not say of which version it is, as text in `{key}`"
        diagnostics.add("SL730", what, document.span().at(key))
        return
    known: dict[str, list[str]] = {}
    for it in diagnostics:
        if it.span is not None:
            known.setdefault(it.code, []).append(it.span.pointer)
    seen: set[tuple[str, str]] = set()
    address = _SCHEME + document.source.path
    root = cast(dict[str, Json], addresses.absolute(root, address))
    places = _Places(document, root)
    left_out: list[Json] = []
    try:
        for error in _errors(version, address, root, opener, left_out):
            place, message = places(error), _message(error)
            if _is_known(error, place, known) or (message, place.pointer) in seen:
                continue
            if _is_mistaken(message, place.pointer):
                continue
            seen.add((message, place.pointer))
            diagnostics.add("SL730", message, place)
    except _not_tried() as error:
        message = f"not all rules of OpenAPI could be tried: {_why(error)}"
        diagnostics.add("SL731", message, document.span())
    if left_out:
        message = "it is too involved to tell whether the default is allowed"
        if len(left_out) > 1:
            message += f" (and {len(left_out) - 1} more)"
        diagnostics.add("SL731", message, places.of(left_out[0], "default"))


def _not_tried() -> tuple[type[Exception], ...]:
    """What the rules raise, which presume a document in which references lead on."""
    from referencing.exceptions import Unresolvable

    wrong = (LookupError, OSError, TypeError, ValueError, AttributeError, re.error)
    # What walks the document asserts that nodes are of the kinds they should be.
    return (
        *wrong,
        AssertionError,
        ArithmeticError,
        RecursionError,
        bounds.TooInvolved,
        Unresolvable,
    )


def _ill_formed() -> tuple[type[Exception], ...]:
    """What holding a default against a schema raises that has been refused by then."""
    from jsonschema.exceptions import UnknownType

    return (UnknownType, TypeError, ValueError, AttributeError, ArithmeticError)


def _why(error: Exception) -> str:
    from referencing.exceptions import Unresolvable

    if isinstance(error, Unresolvable):
        return f"`{error.ref}` does not lead to anything"
    if isinstance(error, bounds.TooInvolved):
        return "too involved"
    return (
        "too deep"
        if isinstance(error, RecursionError)
        else str(error)[:_LONGEST] or _KIND
    )


def _errors(
    version: Any,
    address: str,
    root: dict[str, Json],
    opener: Opener,
    left_out: list[Json],
) -> Iterator[ValidationError]:
    """The errors of the schema, then those of the rules.

    Schemas with a default that is too involved to judge are added to `left_out`.
    """
    from jsonschema_path import SchemaPath

    yield from sorted(
        bounds.of_schema(version).iter_errors(root),
        key=lambda error: [str(key) for key in error.absolute_path],
    )
    schema = SchemaPath.from_dict(
        root,
        specification=addresses.specification(),
        base_uri=address,
        handlers=_handlers(opener),
    )
    rules = version(schema)
    registry = rules.keyword_validators_registry
    steps = bounds.Steps()
    registry.keyword_validators = {
        name: _noting(kind, steps, left_out)
        for name, kind in registry.keyword_validators.items()
    }
    yield from rules.root_validator(schema)


def _noting(kind: Any, steps: bounds.Steps, left_out: list[Json]) -> Any:
    """A rule that notes with each of its errors which node of the document it is about.

    One that looks at defaults, or below schemas, takes no more than these steps.
    """
    from jsonschema_path import SchemaPath

    values = getattr(kind, "value_validator_cls", None)
    below = ("default",) if values is not None else ()

    def call(self: Any, *arguments: Any, **options: Any) -> Iterator[ValidationError]:
        path = next(it for it in arguments if isinstance(it, SchemaPath))
        if values is not None:
            steps.begin()
        try:
            for error in kind.__call__(self, *arguments, **options):
                if "node" not in vars(error):
                    vars(error).update(node=path.read_value(), below=below)
                yield error
        except bounds.TooInvolved:
            if values is None:
                raise
            left_out.append(path.read_value())
        except _ill_formed():
            if values is None:
                raise

    members: dict[str, Any] = {"__call__": call}
    if values is not None:
        members["value_validator_cls"] = bounds.of_values(values, steps)
        members["value_validator_format_checker"] = bounds.formats()
    if hasattr(kind, "_get_schema_checker"):
        members |= _of_schemas(kind)
    return type(kind.__name__, (kind,), members)


def _of_schemas(kind: Any) -> dict[str, Any]:
    """What a rule about schemas does differently here."""

    def __init__(self: Any, registry: Any) -> None:
        kind.__init__(self, registry)
        self.visited_schema_ids = bounds.Seen()
        self.meta_checked_schema_ids = bounds.Seen()
        self.known_properties = {}

    def _get_schema_checker(self: Any, schema: Any, value: Any) -> Any:
        return bounds.schema_checker(kind._get_schema_checker(self, schema, value))

    def _collect_properties(self: Any, schema: Any) -> set[str]:
        return bounds.properties_of(schema, self.known_properties)

    return {
        "__init__": __init__,
        "_get_schema_checker": _get_schema_checker,
        "_collect_properties": _collect_properties,
    }


def _handlers(opener: Opener) -> Mapping[str, Callable[[str], Any]]:
    def local(uri: str) -> Json:
        tree = opener(unquote(urlsplit(uri).path).lstrip("/"))
        return addresses.absolute(tree, uri)

    def remote(uri: str) -> Json:
        raise LookupError(f"{uri} is not opened: no reference leads to the network")

    return {"file": local, "": remote, **dict.fromkeys(("http", "https"), remote)}


def _is_known(
    error: ValidationError, place: Span, known: Mapping[str, Sequence[str]]
) -> bool:
    """Whether our own readers have said it better: `known` are their places, by code."""
    code = _OURS.get(type(error).__name__)
    return any(at.startswith(place.pointer) for at in known.get(code or "", ()))


def _is_mistaken(message: str, pointer: str) -> bool:
    """Whether what is refused is as OpenAPI has it.

    The schema of 3.1 has the server of a link under another name than the specification.
    The rules hold the `file` of Swagger 2.0, an answer that is one, against JSON Schema.
    """
    where = pointer.split("/")
    return (
        message == "Unevaluated properties are not allowed ('server' was unexpected)"
        and where[-2:-1] == ["links"]
    ) or (
        message.startswith("'file' is not valid")
        and where[-2:] == ["schema", "type"]
        and where[-4:-3] == ["responses"]
    )


class _Places:
    """Where errors are in a document.

    An error of the schema knows its path. One of a rule knows the node that the rule
    looked at, perhaps through a reference, and its path below that; the node is of `root`.
    """

    def __init__(self, document: Document, root: Json) -> None:
        self._document = document
        self._root = root
        self._nodes: dict[int, tuple[str | int, ...]] = {}

    def __call__(self, error: ValidationError) -> Span:
        """Of an error about alternatives, the place of what is wrong in the nearest."""
        path = (*_deepest(error).absolute_path,)
        noted = vars(error)
        if "node" in noted:
            return self.of(noted["node"], *noted["below"], *path)
        return self._document.span().at(*path)

    def of(self, node: Json, *path: str | int) -> Span:
        """The place at a path below a node."""
        return self._document.span().at(*self._paths().get(id(node), ()), *path)

    def _paths(self) -> Mapping[int, tuple[str | int, ...]]:
        """The path of each object and list of the document; the first, if shared."""
        if not self._nodes:
            rest: list[tuple[tuple[str | int, ...], Json]] = [((), self._root)]
            while rest:
                path, node = rest.pop()
                if not isinstance(node, dict | list) or id(node) in self._nodes:
                    continue
                self._nodes[id(node)] = path
                items = node.items() if isinstance(node, dict) else enumerate(node)
                rest += [((*path, key), value) for key, value in items][::-1]
        return self._nodes


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
