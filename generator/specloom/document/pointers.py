"""JSON Pointers (RFC 6901) as text, and what they lead to."""

from __future__ import annotations

from typing import Final

from specloom.document.tree import Json
from specloom.source import escape, unescape


class Missing:
    """The absence of a node, where None is one. Only :data:`MISSING` exists."""

    __slots__ = ()


MISSING: Final = Missing()


def tokens(pointer: str) -> list[str]:
    """The unescaped keys of a pointer."""
    return [unescape(token) for token in pointer.split("/")[1:]]


def join(keys: list[str]) -> str:
    """The pointer of unescaped keys."""
    return "".join("/" + escape(key) for key in keys)


def step(node: Json, key: str) -> Json | Missing:
    """The member or element of a node."""
    if isinstance(node, dict):
        return node.get(key, MISSING)
    if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
        return node[int(key)]
    return MISSING


def lookup(root: Json, pointer: str) -> Json | Missing:
    """The node that a pointer leads to."""
    node: Json | Missing = root
    for key in tokens(pointer):
        if isinstance(node, Missing):
            break
        node = step(node, key)
    return node
