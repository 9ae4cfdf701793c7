"""Lay out statements whose length varies, as black would.

In: the parts of one statement, as text spelled the way black spells it (spaces, quotes,
no redundant parentheses, no trailing commas), and the column it starts in, a multiple of
four. Out: `Code`, every line indented (the first one too), no newline at the end; black
(stable style, 88 columns) leaves it as it is. A statement that fits on its line costs
one length check.

The functions that take a list know the commonest shapes and break them directly. What
is longer still goes to `split`, which follows black rule by rule.

Whoever composes Python may call this: views, and the emitters.
"""

from collections.abc import Sequence

from specloom.layout.inert import Code
from specloom.layout.measure import PADS, WIDTH, fits, width
from specloom.layout.split import split_element, split_statement
from specloom.layout.tokens import TooLong


def fit(text: str, indent: int = 0) -> Code:
    """Any one statement, given on one line: broken where it does not fit.

    For assignments, `return`, `raise`, expressions, decorators, and the header lines
    of functions and classes. Raises `Unsupported` for what is none of these and does
    not fit, and `TooLong` where a type needs a name of its own.
    """
    line = PADS[indent] + text
    if fits(line):
        return Code(line)
    return Code("\n".join(split_statement(text, indent // 4)))


def signature(
    head: str,
    parameters: Sequence[str],
    returns: str,
    indent: int = 0,
    body: str = "",
) -> Code:
    """A function's header: `signature("async def get", ["self", "id: str"], "Thread")`.

    `body` follows the colon: `" ..."` for a stub, else nothing. Raises `TooLong` when
    `returns` needs more than a line.
    """
    pad = PADS[indent]
    end = f") -> {returns}:{body}"
    line = f"{pad}{head}({', '.join(parameters)}{end}"
    if fits(line):
        return Code(line)
    last = pad + end
    first = f"{pad}{head}("
    if (
        not parameters
        or (len(parameters) == 1 and "=" in parameters[0] and "," in parameters[0])
        or len(first) > WIDTH
    ):
        return Code("\n".join(split_statement(line[indent:], indent // 4)))
    if width(last) > WIDTH:
        raise TooLong(returns)
    inner = PADS[indent + 4]
    line = inner + ", ".join(parameters)
    if len(parameters) == 1:
        line += ","
    if width(line) <= WIDTH:
        return Code(f"{first}\n{line}\n{last}")
    return Code(f"{first}\n{_exploded(parameters, indent + 4, True)}\n{last}")


def call(head: str, arguments: Sequence[str], indent: int = 0, end: str = ")") -> Code:
    """A statement that ends in a call, a subscript or the bases of a class.

    `call("return self._send(", ["PLAN", "body"])`, `call("Kind: TypeAlias = Literal[",
    values, 0, "]")`, `call("class Thread(", ["Model"], 0, "):")`. `head` ends with the
    opening bracket and has none open before it.
    """
    pad = PADS[indent]
    line = f"{pad}{head}{', '.join(arguments)}{end}"
    if fits(line):
        return Code(line)
    first = pad + head
    if not arguments or width(first) > WIDTH or _is_compound(head):
        return Code("\n".join(split_statement(line[indent:], indent // 4)))
    inner = PADS[indent + 4]
    line = inner + ", ".join(arguments)
    if fits(line):
        return Code(f"{first}\n{line}\n{pad}{end}")
    return Code(f"{first}\n{_exploded(arguments, indent + 4, False)}\n{pad}{end}")


def display(head: str, items: Sequence[str], indent: int = 0, end: str = "]") -> Code:
    """A statement that ends in a list, a set, a dict or a tuple of two or more items.

    `display("__all__ = [", names)`, `display("_HOME = {", ['"Thread": "_threads"'], 0,
    "}")`. As `call`, but what does not fit has one item a line.
    """
    pad = PADS[indent]
    line = f"{pad}{head}{', '.join(items)}{end}"
    if fits(line):
        return Code(line)
    first = pad + head
    if not items or width(first) > WIDTH or _is_compound(head):
        return Code("\n".join(split_statement(line[indent:], indent // 4)))
    return Code(f"{first}\n{_exploded(items, indent + 4, False)}\n{pad}{end}")


def field(name: str, annotation: str, indent: int = 4, default: str = "") -> Code:
    """An annotated name: `field("label", "str | MISSING", 4, "MISSING")`.

    `default` is a name or a literal here; for a call as the value use `call`.
    """
    pad = PADS[indent]
    if not default:
        return fit(f"{name}: {annotation}", indent)
    line = f"{pad}{name}: {annotation} = {default}"
    if fits(line):
        return Code(line)
    inner = PADS[indent + 4]
    if default[-1] not in ")]}" and fits(inner + default):
        if width(line) - width(default) < WIDTH:
            return Code(f"{line[: -len(default)]}(\n{inner}{default}\n{pad})")
        if (
            annotation.endswith((" | MISSING", " | None"))
            and annotation[0] not in "([{"
            and fits(inner + annotation)
        ):
            return Code(f"{pad}{name}: (\n{inner}{annotation}\n{pad}) = {default}")
    return Code("\n".join(split_statement(line[indent:], indent // 4)))


def imported(module: str, names: Sequence[str], indent: int = 0) -> Code:
    """`from module import names`: on one line, or one name a line."""
    pad = PADS[indent]
    line = f"{pad}from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return Code(line)
    inner = f",\n{PADS[indent + 4]}".join(names)
    return Code(f"{pad}from {module} import (\n{PADS[indent + 4]}{inner},\n{pad})")


def _is_compound(head: str) -> bool:
    """May black see more in `head` than a name and an opening bracket?"""
    return " | " in head or ")." in head or "]." in head


def _exploded(elements: Sequence[str], indent: int, parameters: bool) -> str:
    """One element a line, each with its comma; a lone argument gets none."""
    pad = PADS[indent]
    comma = "," if parameters or len(elements) > 1 else ""
    lines = []
    for element in elements:
        line = f"{pad}{element}{comma}"
        if fits(line):
            lines.append(line)
        else:
            lines += split_element(element, indent // 4, comma, parameters)
    return "\n".join(lines)
