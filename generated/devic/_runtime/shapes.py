"""Tests for JSON's containers that tell type checkers what the members are."""

from __future__ import annotations

from typing import Any, TypeGuard


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list)


def is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict)


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether the value is a tuple, which JSON has not."""
    return isinstance(value, tuple)


def is_container(value: object) -> bool:
    """Whether the value is either; checkers learn nothing."""
    return isinstance(value, list | dict)
