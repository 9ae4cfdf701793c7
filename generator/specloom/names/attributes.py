"""Names of attributes and arguments: fields, parameters, credentials.

In: wire names and what tells two of them apart. Out: candidates, best first. Pure
functions; used by `build`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from specloom.ir.api import SecurityScheme
from specloom.names.words import attribute, snake, spelled, words


def field_candidates(wire: str) -> Iterator[str]:
    """Names of a field that is not alone in what its wire name asks for."""
    yield attribute(wire)
    if wire[:1] == "_":
        yield attribute(wire) + "_"
    yield snake(spelled(wire))
    yield attribute(wire).replace("_", "")
    yield snake(spelled(wire), 0)


def parameter_candidates(key: tuple[str, str]) -> Iterator[str]:
    """Names of a parameter, given its location and its name on the wire."""
    location, wire = key
    yield attribute(wire)
    yield snake((location, *words(wire)))
    yield snake(spelled(wire))
    yield snake((location, *spelled(wire)))


def credentials(scheme: SecurityScheme) -> tuple[str, ...]:
    """The arguments that a scheme takes if no other takes the same."""
    match scheme.kind:
        case "apiKey":
            return ("api_key",)
        case "http":
            return ("username", "password") if scheme.scheme == "basic" else ("token",)
        case "oauth2" | "openIdConnect":
            return ("access_token",)
        case "mutualTLS":
            return ()
        case _:
            assert_never(scheme.kind)


def credential_candidates(
    scheme: SecurityScheme, part: str, kinds: Mapping[tuple[str, ...], int]
) -> Iterator[str]:
    """Names of one argument of a scheme; `kinds` counts the schemes by arguments."""
    own = words(scheme.name)
    if kinds[credentials(scheme)] == 1:
        if part == "access_token" and not kinds.get(("token",)):
            yield "token"
        yield part
    if part in ("username", "password"):
        yield snake((*own, part))
    yield snake(own)
    yield snake((*own, *words(part)))
