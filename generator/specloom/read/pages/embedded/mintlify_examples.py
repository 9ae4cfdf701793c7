"""Which examples of an older export its renderer made up.

In: an example under its name, and the schemas that it is an example of. Out: whether it
was put together from these schemas and from fixed values, and thus says nothing of its
own. In doubt it was: an example that is left out costs less than one that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from specloom.document import Json

_NAMES: Final = frozenset({"example", "default"})
"""An example under another name was given by the vendor."""
_FIXED: Final[frozenset[str]] = frozenset(
    {
        "true",
        "false",
        "123",
        "2023-11-07T05:31:56Z",
        "2023-12-25",
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "jsmith@example.com",
        "aSDinaTvuI8gbWludGxpZnk=",
        "1",
        "2",
        "",
    }
)
_PLACEHOLDER: Final = re.compile(r"<[^<>]*>")


def is_made_up(name: str, example: Json, schemas: Json) -> bool:
    """Whether an example consists of what the schemas and the renderer offer."""
    if name not in _NAMES or not isinstance(example, dict):
        return False
    if example.get("summary") or example.get("description") or "value" not in example:
        return False
    values = [*_scalars(example["value"])]
    if any(_PLACEHOLDER.fullmatch(it) for it in values):
        return True
    offered = _FIXED | {*_scalars(schemas)}
    return all(it in offered for it in values)


def _scalars(node: Json) -> Iterator[str]:
    """The scalars in a tree, as text."""
    todo = [node]
    while todo:
        it = todo.pop()
        if isinstance(it, dict):
            todo.extend(it.values())
        elif isinstance(it, list):
            todo.extend(it)
        elif isinstance(it, bool):
            yield "true" if it else "false"
        elif it is not None:
            yield str(it)
