"""Names of attributes and arguments: fields, parameters.

In: wire names and what tells two of them apart. Out: candidates, best first. Pure
functions; used by `build`.
"""

from __future__ import annotations

from collections.abc import Iterator

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
