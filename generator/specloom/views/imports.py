"""The imports of a generated module, in the order that isort and ruff (I001) want.

In: modules and the names taken from them. Out: one block of laid-out statements: the
standard library, other packages, then the package's own modules, each group sorted.
`exported` is the order of `__all__` (RUF022). Used by the views.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import Match
from typing import Final

from specloom.layout import Code, imported

_STANDARD: Final = frozenset(
    ("builtins", "collections", "collections.abc", "datetime", "functools", "typing")
) | frozenset(("dataclasses", "pathlib", "uuid"))
_DIGITS: Final = re.compile("[0-9]+")


class Imports:
    """Collects what a module imports. `from x import y`, or `import x` where y is ""."""

    __slots__ = ("_names",)

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def add(self, module: str, *names: str) -> None:
        """Take names from a module; `X as Y` is a name."""
        self._names.setdefault(module, set()).update(names)

    def __bool__(self) -> bool:
        return bool(self._names)

    def code(self, indent: int = 0) -> Code:
        """All of them, as one block."""
        groups: dict[int, list[tuple[tuple[object, ...], str]]] = {}
        for module, names in self._names.items():
            dots = len(module) - len(module.lstrip("."))
            group = 2 if dots else 0 if module in _STANDARD else 1
            lines = groups.setdefault(group, [])
            key = (-dots, _natural(module.lstrip(".")))
            if "" in names:
                lines.append(((0, *key), f"{' ' * indent}import {module}"))
            # A name that is taken under another one has a statement of its own.
            renamed = [name for name in names if " as " in name]
            taken = [
                ordered(names.difference(renamed, ("",))),
                *([it] for it in renamed),
            ]
            for some in filter(None, taken):
                first = _key(some[0].partition(" ")[0])
                lines.append(((1, *key, first), imported(module, some, indent)))
        blocks = (
            "\n".join(line for _, line in sorted(groups[it])) for it in sorted(groups)
        )
        return Code("\n\n".join(blocks))


def ordered(names: Iterable[str]) -> list[str]:
    """Names as isort sorts them in imports: CONSTANTS, Classes, the rest."""
    return sorted(names, key=_key)


def exported(names: Iterable[str]) -> list[str]:
    """Names as ruff wants them in `__all__`: the same, but upper case before lower."""
    return sorted(names, key=lambda name: (_key(name)[0], _natural(name)))


@cache
def _key(name: str) -> tuple[int, str, str]:
    kind = 2
    if name.isupper() and len(name) > 1:
        kind = 0
    elif name[0].isupper():
        kind = 1
    return kind, _natural(name.lower()), _natural(name)


def _natural(name: str) -> str:
    """A name as a text that sorts in the natural order: `a2` before `a10`."""
    return _DIGITS.sub(_number, name)


def _number(digits: Match[str]) -> str:
    """Digits in their order: as a number, but with a leading zero as a fraction."""
    text = digits[0]
    return f"0\0{text}\0" if text[0] == "0" else f"0{chr(len(text))}{text}"
