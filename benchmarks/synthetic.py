"""Writes an OpenAPI document of a given size, to see how cost grows with size.

What a node costs must not depend on how many there are, so the mix stays the same: per
ten nodes one object of eight properties (strings, numbers, an array, an enumeration,
a reference to the object before), per forty nodes one operation that sends and returns
one. Sizes are exact to ten nodes.
"""

import json
from pathlib import Path
from typing import Any

PER_OBJECT = 10
PER_OPERATION = 4


def write(path: Path, nodes: int) -> None:
    """One operation without schemas when `nodes` is 0."""
    path.write_text(json.dumps(document(nodes)))


def document(nodes: int) -> dict[str, Any]:
    count = nodes // PER_OBJECT
    paths: dict[str, Any] = {"/ping": {"get": operation("ping", None)}}
    for index in range(0, count, PER_OPERATION):
        item = {"post": operation(f"make_part_{word(index)}", name(index))}
        paths[f"/area-{word(index // 80)}/parts-{word(index)}"] = item
    return {
        "openapi": "3.1.0",
        "info": {"title": "Parts", "version": "1"},
        "paths": paths,
        "components": {"schemas": {name(i): schema(i) for i in range(count)}},
    }


def schema(index: int) -> dict[str, Any]:
    previous = {"$ref": f"#/components/schemas/{name(max(index - 1, 0))}"}
    return {
        "type": "object",
        "description": "A part of a machine, as the warehouse knows it.",
        "required": ["id", "label"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "label": {"type": "string", "description": "What people call it."},
            "createdAt": {"type": "string", "format": "date-time"},
            "weight": {"type": "number", "minimum": 0},
            "count": {"type": "integer"},
            "state": {"type": "string", "enum": ["new", "used", "gone"]},
            "tags": {"type": "array", "items": {"type": "string"}},
            "madeFrom": previous,
        },
    }


def operation(identifier: str, body: str | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "operationId": identifier,
        "responses": {"200": {"description": "Done"}},
    }
    if body is not None:
        reference = {"$ref": f"#/components/schemas/{body}"}
        content = {"application/json": {"schema": reference}}
        result["requestBody"] = {"required": True, "content": content}
        result["responses"]["200"]["content"] = content
    return result


def name(index: int) -> str:
    return f"Part{word(index).title()}"


def word(number: int) -> str:
    """A distinct pronounceable word, so that no name ends in a number."""
    letters = "bdfgklmnprstvz"
    syllables = ""
    for _ in range(4):
        number, digit = divmod(number, len(letters) * 5)
        consonant, vowel = divmod(digit, 5)
        syllables += letters[consonant] + "aeiou"[vowel]
    return syllables
