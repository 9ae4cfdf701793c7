"""Join laid-out blocks with the blank lines that black wants between them.

In: blocks of `Code`, `Docstring` or `Comment`, each a run of complete lines without a
newline at its end. A block is one function, one class, one overloaded function
(`overloads`), the imports of a module, or statements that belong together. Out: the
blocks of one body, joined. The first line of a block tells what it is.

Not known here, and not to be used: functions inside `if` blocks of a module.
"""

from collections.abc import Iterable

from specloom.layout.inert import Code

_DEFINITIONS = ("def ", "class ", "async def ", "@")
_IMPORTS = ("import ", "from ")


def module(blocks: Iterable[str]) -> Code:
    """The blocks of a module, from its first line to its last newline."""
    parts: list[str] = []
    previous = ""
    for block in blocks:
        if not block:
            continue
        kind = _kind(block)
        if previous:
            parts.append(_between(previous, kind))
        elif kind == "docstring":
            kind = "module docstring"
        parts.append(block)
        previous = kind
    parts.append("\n")
    return Code("".join(parts))


def members(blocks: Iterable[str]) -> Code:
    """The blocks of a class: its docstring, fields without a line between, methods."""
    parts: list[str] = []
    previous = ""
    for block in blocks:
        if not block:
            continue
        kind = _kind(block)
        if previous:
            plain = previous == kind == "statement"
            parts.append("\n" if plain else "\n\n")
        parts.append(block)
        # A string after a field is no docstring of the class.
        previous = "statement" if previous and kind == "docstring" else kind
    return Code("".join(parts))


def overloads(definitions: Iterable[str]) -> Code:
    """The overloads of a function, one-line bodies of `...`, then its implementation."""
    return Code("\n".join(definitions))


def _kind(block: str) -> str:
    start = block.lstrip(" ")
    while start[:1] == "#":
        start = start[start.find("\n") + 1 :].lstrip(" ") if "\n" in start else ""
    if start.startswith(_DEFINITIONS):
        return "decorated" if start[0] == "@" else "definition"
    if start.startswith('"""'):
        return "docstring"
    return "imports" if start.startswith(_IMPORTS) else "statement"


def _between(previous: str, kind: str) -> str:
    if previous == "module docstring":
        return "\n\n\n" if kind == "definition" else "\n\n"
    if "definition" in (previous, kind) or "decorated" in (previous, kind):
        return "\n\n\n"
    return "\n\n"
