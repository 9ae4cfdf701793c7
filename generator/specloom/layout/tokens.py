"""Read one statement into tokens, with the parentheses that black would see in it.

In: a statement on one line, spelled as black spells it. Out: `Tokens`, for `split`.

Where parentheses are allowed and absent, black works with a pair of invisible ones:
around the annotation and the value of an assignment, what is returned, what a function
returns, and a parameter's annotation that is a union. They are tokens here too, with
`visible` False and no text but the blank before them.

Anything that is not surely one of the forms `split` knows raises `Unsupported`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field

from specloom.records import record

_token = re.compile(
    r""" ?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\[\](){},:=]|[^\s\[\](){},:="']+)"""
).findall
_OPENING = frozenset(("(", "[", "{", " (", " [", " {"))
_CLOSING = {")": "(", "]": "[", "}": "{"}
_EQUALS = frozenset(("=", " ="))
_STARS = frozenset((" *", " **", " /"))
# Statements with rules of their own, and operators that black splits at.
_STATEMENTS = (
    " assert async await del elif else except finally for from global if import in match"
    " nonlocal try type while with yield case "
)
_OPERATORS = (
    " + - * / // % ** @ & ^ << >> < > <= >= != ! is in and or not if else for ~"
    " += -= *= |= &= async "
)


class Unsupported(ValueError):
    """The statement is of a form whose layout is not certain."""


class TooLong(Unsupported):
    """A type does not fit on a line of its own where it stands: give it a name.

    Black does not lay such a statement out the same way twice.
    """


@record(slots=True)
class Tokens:
    """The tokens of one statement; a token has the blank before it as its first
    character. Brackets are known by the position of their opening."""

    text: list[str] = field(default_factory=list)
    partner: list[int] = field(default_factory=list)  # of a bracket, else -1
    parent: list[int] = field(default_factory=list)  # the enclosing bracket, or -1
    visible: list[bool] = field(default_factory=list)
    commas: dict[int, list[int]] = field(default_factory=dict)  # right inside a bracket
    bars: dict[int, list[int]] = field(default_factory=dict)  # the tokens before a `|`
    is_def: bool = False


def between(positions: list[int], start: int, end: int) -> list[int]:
    """Those of the ascending `positions` from `start` up to `end`."""
    return positions[bisect_left(positions, start) : bisect_left(positions, end)]


def read(text: str) -> Tokens:
    """The tokens of a statement, without its indentation."""
    raw: list[str] = _token(text)
    if not raw or "".join(raw) != text:
        raise Unsupported(text)
    first = raw[0]
    is_def = first == "def" or raw[:2] == ["async", " def"]
    if is_def:
        pairs = _parameter_pairs(raw)
    elif first == "return":
        pairs = _pair(raw, 1, len(raw)) if len(raw) > 1 else {}
    elif first in ("class", "raise") or first[0] == "@":
        pairs = {}
    elif f" {first} " in _STATEMENTS and raw[1:2] not in (["="], [" ="], [":"]):
        raise Unsupported(text)
    else:
        pairs = _assignment_pairs(raw)
    tokens = Tokens(is_def=is_def)
    _fill(tokens, raw, pairs)
    return tokens


def _pair(raw: Sequence[str], start: int, end: int) -> dict[int, int]:
    """Invisible parentheses around an expression; none around a tuple's own."""
    if raw[start] in ("(", " ("):
        if _is_tuple(raw[start:end]):
            return {}
        raise Unsupported("".join(raw))
    return {start: end}


def _is_tuple(raw: Sequence[str]) -> bool:
    depth = 0
    comma = len(raw) == 2
    for at, token in enumerate(raw):
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
            if depth == 0 and at < len(raw) - 1:
                return False
        elif token == "," and depth == 1:
            comma = True
    return comma


def _assignment_pairs(raw: Sequence[str]) -> dict[int, int]:
    """From the first token to the one after the last, for annotation and value."""
    pairs: dict[int, int] = {}
    depth = 0
    start = -1
    value = False
    for at, token in enumerate(raw):
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
        elif depth:
            continue
        elif token in _EQUALS:
            if value:
                raise Unsupported("".join(raw))
            if start >= 0:
                pairs |= _pair(raw, start, at)
            start, value = at + 1, True
        elif token == ":" and not value:
            start = at + 1
    if start >= 0:
        pairs |= _pair(raw, start, len(raw))
    return pairs


def _parameter_pairs(raw: Sequence[str]) -> dict[int, int]:
    """For parameters annotated with a union, and for what the function returns."""
    pairs: dict[int, int] = {}
    depth = 0
    start = -1  # of an annotation
    union = False
    for at, token in enumerate(raw):
        if token in _OPENING:
            depth += 1
            continue
        if token in _CLOSING:
            depth -= 1
            ends = depth == 0
        else:
            ends = depth == 1 and (token == "," or token in _EQUALS)
        if ends:
            if start >= 0 and union:
                pairs[start] = at
            start, union = -1, False
        elif depth == 0 and token in (" ->", ":"):
            end = len(raw) - (2 if raw[-1] == " ..." else 1)
            if raw[end] != ":" or (token == ":" and at != end):
                break
            return pairs | _pair(raw, at + 1, end) if token == " ->" else pairs
        elif depth == 1 and token == ":" and start < 0:
            start = at + 1
        elif depth == 1 and token == " |":
            union = True
    raise Unsupported("".join(raw))


def _fill(tokens: Tokens, raw: Sequence[str], pairs: dict[int, int]) -> None:
    text, partner, parent = tokens.text, tokens.partner, tokens.parent
    visible, commas, bars = tokens.visible, tokens.commas, tokens.bars
    commas[-1], bars[-1] = [], []
    up = -1  # the innermost open bracket
    ends = {end - 1 for end in pairs.values()}
    was_string = False
    for index, token in enumerate(raw):
        if index in pairs:
            at = len(text)
            text.append(" " if token[0] == " " else "")
            token = token.lstrip(" ")
            partner.append(-1)
            parent.append(up)
            visible.append(False)
            commas[at], bars[at] = [], []
            up = at
        at = len(text)
        other = -1
        outer = up
        if token in _OPENING:
            commas[at], bars[at] = [], []
            up = at
        elif token in _CLOSING:
            if up < 0 or text[up][-1:] != _CLOSING[token] or _is_magic(tokens, up):
                raise Unsupported("".join(raw))
            other = up
            partner[other] = at
            up = outer = parent[other]
        elif token == ",":
            commas[up].append(at)
        elif token == " |":
            bars[up].append(at - 1)
        elif _is_refused(token, raw[index + 1] if index + 1 < len(raw) else ""):
            raise Unsupported("".join(raw))
        string = token[-1] in "\"'"
        if string and was_string:
            raise Unsupported("".join(raw))
        was_string = string
        text.append(token)
        partner.append(other)
        parent.append(outer)
        visible.append(True)
        if index in ends:
            text.append("")
            partner.append(up)
            partner[up] = at + 1
            up = parent[up]
            parent.append(up)
            visible.append(False)
    if up >= 0:
        raise Unsupported("".join(raw))


def _is_magic(tokens: Tokens, opening: int) -> bool:
    """A comma before the closing bracket, and not that of a tuple of one."""
    if tokens.text[-1] != ",":
        return False
    if len(tokens.commas[opening]) > 1 or tokens.text[opening][-1] != "(":
        return True
    before = tokens.text[opening - 1][-1:] if opening else ""
    return tokens.text[opening] == "(" and (before.isalnum() or before in "_)]}\"'")


def _is_refused(token: str, following: str) -> bool:
    if token[0] == " ":
        if f"{token} " not in _OPERATORS:
            return token == " lambda" and following != ":"
        # A star before a comma or an operand is no operator.
        return token not in _STARS or following[:1] == " "
    if token == "lambda":
        return following != ":"
    return token[0] == "." and token[-1] != "."
