"""Texts with placeholders in braces: templates of paths, and URLs of servers."""

from __future__ import annotations

import re
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


def placeholders(template: str) -> list[str]:
    """The names in braces, in order."""
    if "{" not in template:
        return []
    pieces = template.split("{")[1:]
    return [piece.partition("}")[0] for piece in pieces if "}" in piece]


def shape(path: str) -> str:
    """A path whose placeholders have lost their names: what requests can tell apart."""
    return PLACEHOLDER.sub("{}", path) if "{" in path else path
