"""Break one over-long statement into lines the way black breaks it.

In: a statement of one line, spelled as black spells it (spaces, quotes, no redundant
parentheses, no magic trailing comma), and its depth in levels of four columns. Out: its
lines, indented. What black prints for that statement, and leaves alone afterwards, is
what comes out: the rules here are black's own (its stable style of 2026), for the
statements that generated code consists of. Those are assignments, with or without an
annotation, `return`, expression statements, decorators, and the headers of functions
and classes; of calls, subscripts, displays, `A | B`, `lambda: x` and literals.

Anything else raises `Unsupported`: it would be a guess. Only `forms` calls this, and only
for statements that do not fit.

Black works on lines of tokens, and every rule asks for the last or the first pair of
brackets. So a statement is a list of tokens and a line is a range in it. Where black may
add parentheses there is a pair of invisible ones (`visible` is False); making a split at
such a pair makes it visible. The names of black's functions are kept, so that the two can
be read side by side (black/linegen.py, black/lines.py).
"""

from collections.abc import Iterator
from typing import NamedTuple

from specloom.layout.measure import WIDTH, width
from specloom.layout.tokens import Tokens, TooLong, Unsupported, between, read

_EQUALS = ("=", " =")
_PREFIXES = ("=", "*", "**", " *", " **")


class _CannotSplit(Exception):
    """This split does not help; black tries another or leaves the line alone."""


_Piece = tuple[int, str]  # where a finished line ends, and its text


class _Line(NamedTuple):
    """The tokens from `start` up to `end`, on a line of their own."""

    start: int
    end: int
    depth: int
    group: int = -1  # the bracket whose content this is, or part of; -1: none
    explode: bool = False  # one element a line, even where it would fit
    comma: str = ""  # a trailing comma that the split added
    part: str = "line"  # "head" and "tail" forget the invisible parentheses


def split_statement(text: str, depth: int) -> list[str]:
    """The lines of the one-line statement `text`, which does not fit at `depth`."""
    statement = _Statement(read(text))
    return statement.split(_Line(0, len(statement.tokens), depth))


def split_element(text: str, depth: int, comma: str, parameter: bool) -> list[str]:
    """The lines of one argument, item or parameter on a line of its own."""
    source = f"def f({text}): ..." if parameter else f"f({text})"
    statement = _Statement(read(source))
    opening = 2 if parameter else 1
    line = _Line(opening + 1, statement.partner[opening], depth, opening, comma=comma)
    return statement.split(line)


class _Statement:
    """Black's rules over the tokens of one statement, which they change."""

    __slots__ = (
        "bars",
        "commas",
        "is_def",
        "parent",
        "partner",
        "shown",
        "tokens",
        "visible",
    )

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens.text
        self.partner = tokens.partner
        self.parent = tokens.parent
        self.visible = tokens.visible
        self.commas = tokens.commas
        self.bars = tokens.bars
        self.is_def = tokens.is_def
        self.shown: set[int] = set()  # invisible once, visible now

    def split(self, line: _Line) -> list[str]:
        pieces = self.transform_line(line, False)
        ends = {end for end, _ in pieces}
        if any(at + 1 not in ends for at in self.shown):
            # Black adds parentheses in one pass and takes them away in the next.
            raise TooLong(self.text(line).strip())
        return [piece for _, piece in pieces]

    # --- what black asks of a line

    def text(self, line: _Line) -> str:
        body = "".join(self.tokens[line.start : line.end]).lstrip(" ")
        return f"{'    ' * line.depth}{body}{line.comma}"

    def fits(self, line: _Line, limit: int = WIDTH) -> bool:
        return width(self.text(line)) <= limit

    def is_opening(self, at: int) -> bool:
        return self.partner[at] > at

    def is_closing(self, at: int) -> bool:
        return -1 < self.partner[at] < at

    def is_display(self, opening: int) -> bool:
        """A list, tuple or dict, not the brackets of a call or subscript."""
        token = self.tokens[opening]
        if token[0] == " " or token == "{" or opening == 0:
            return True
        before = self.tokens[opening - 1]
        return self.is_opening(opening - 1) or before in _PREFIXES

    def equals(self, start: int, end: int) -> int:
        return sum(token in _EQUALS for token in self.tokens[start:end])

    # --- black.linegen

    def transform_line(self, line: _Line, force: bool) -> list[_Piece]:
        text = self.text(line)
        if not line.explode and width(text) <= WIDTH:
            return [(line.end, text)]
        try:
            if self.is_def and line.start == 0:
                return self.run(self.left_hand_split(line), force)
            if line.group >= 0 and (lines := self.delimiter_split(line)):
                return self.run(lines, force)
            return self.run_right_hand_split(line, force)
        except _CannotSplit:
            return [(line.end, text)]

    def run(self, lines: list[_Line], force: bool) -> list[_Piece]:
        return [out for line in lines for out in self.transform_line(line, force)]

    def run_right_hand_split(self, line: _Line, force: bool) -> list[_Piece]:
        optional = () if force else self.optional_parentheses(line)
        result = self.run(self.right_hand_split_with_omits(line, force), force)
        if (
            not optional
            or any(self.visible[at] and self.depth(at, line) == 0 for at in optional)
            or width(result[0][1]) <= WIDTH
        ):
            return result
        kept = self.tokens.copy(), self.visible.copy(), self.shown.copy()
        try:
            second = self.run_right_hand_split(line, force=True)
        except _CannotSplit:
            second = []
        if second and all(width(text) <= WIDTH for _, text in second):
            return second
        self.tokens, self.visible, self.shown = kept
        return result

    def optional_parentheses(self, line: _Line) -> list[int]:
        """The pairs in `line` that are still invisible, by their opening."""
        if line.part == "tail":
            return []
        end = line.end if line.part == "head" else len(self.tokens)
        return [
            at
            for at in range(line.start, line.end)
            if not self.visible[at] and at < self.partner[at] < end
        ]

    def depth(self, at: int, line: _Line) -> int:
        depth = 0
        while (at := self.parent[at]) >= line.start:
            depth += 1
        return depth

    def left_hand_split(self, line: _Line) -> list[_Line]:
        """Split a function's header at its parameters, else at what it returns."""
        at = line.start
        while at < line.end:
            closing = self.partner[at]
            if line.end > closing > at + 1 and self.tokens[at].strip() in ("(", ""):
                break
            at = closing + 1 if closing > at else at + 1
        else:
            raise _CannotSplit
        lone = self.visible[at] and not self.own_commas(at, closing)
        returned = not self.visible[at]
        self.show(at)
        head = _Line(line.start, at + 1, line.depth, part="head")
        body = _Line(at + 1, closing, line.depth + 1, at, comma="," if lone else "")
        tail = _Line(closing, line.end, line.depth, part="tail")
        if not self.fits(body if returned else tail):
            raise TooLong("".join(self.tokens))
        return [head, body, tail]

    def own_commas(self, opening: int, closing: int) -> bool:
        """Is there a comma in the parameters that is not part of an annotation?"""
        annotation = False
        for at in range(opening + 1, closing):
            top = self.parent[at] == opening or not self.visible[self.parent[at]]
            token = self.tokens[at]
            if top and token == ":":
                annotation = True
            elif top and token in _EQUALS:
                annotation = False
            elif token == "," and not (annotation and self.parent[at] != opening):
                return True
        return False

    def delimiter_split(self, line: _Line) -> list[_Line]:
        """One element a line, or else one operand of `|` a line."""
        start, last = line.start, line.end - 1
        ends = between(self.commas[line.group], start, last)
        comma = ","
        if not ends:
            ends = between(self.bars[line.group], start, last)
            comma = line.comma
        if not ends:
            return []
        lines = []
        for end in ends:
            lines.append(_Line(start, end + 1, line.depth, line.group))
            start = end + 1
        if self.tokens[last] == ",":
            comma = ""
        lines.append(_Line(start, line.end, line.depth, line.group, comma=comma))
        return lines

    def right_hand_split_with_omits(self, line: _Line, force: bool) -> list[_Line]:
        first: list[_Line] | None = None
        for omit in self.generate_trailers_to_omit(line):
            if omit:
                target = self.last_bracket(line, omit)
                if (
                    target >= line.start
                    and self.visible[target]
                    and len(self.text(_Line(line.start, target, line.depth))) > WIDTH
                ):
                    continue
            lines = self.right_hand_split(line, omit, force)
            if first is None and not omit:
                first = lines
            if self.fits(lines[0]):
                return lines
        if first is not None:
            return first
        return self.right_hand_split(line, frozenset(), force)

    def last_bracket(self, line: _Line, omit: frozenset[int]) -> int:
        for at in range(line.end - 1, line.start - 1, -1):
            if self.is_closing(at) and at not in omit:
                return self.partner[at]
        return -1

    def generate_trailers_to_omit(self, line: _Line) -> Iterator[frozenset[int]]:
        """Sets of closing brackets at the end that a split may leave alone."""
        omit: set[int] = set()
        yield frozenset()
        length = 4 * line.depth + len(line.comma)
        opening = closing = -1
        inner: set[int] = set()
        for at in range(line.end - 1, line.start - 1, -1):
            length += len(self.tokens[at])
            if length > WIDTH:
                return
            if opening >= 0:
                if at == opening:
                    opening = -1
                elif self.is_closing(at):
                    inner.add(at)
            elif self.is_closing(at):
                if at > line.start and self.is_opening(at - 1):
                    inner.add(at)
                    continue
                if closing >= 0:
                    omit.add(closing)
                    omit |= inner
                    inner.clear()
                    yield frozenset(omit)
                if self.visible[at]:
                    opening, closing = self.partner[at], at

    def first_right_hand_split(self, line: _Line, omit: frozenset[int]) -> int:
        """The opening bracket of the last pair that is not in `omit` nor empty."""
        at = line.end - 1
        while at >= line.start:
            if self.is_closing(at) and at not in omit:
                opening = self.partner[at]
                if opening < line.start:
                    break
                if opening < at - 1:
                    return opening
                at = opening
            at -= 1
        raise _CannotSplit

    def right_hand_split(
        self, line: _Line, omit: frozenset[int], force: bool
    ) -> list[_Line]:
        opening = self.first_right_hand_split(line, omit)
        return self.maybe_split_omitting_optional_parens(line, opening, omit, force)

    def parts(self, line: _Line, opening: int) -> tuple[_Line, _Line, _Line]:
        closing = self.partner[opening]
        explode = (
            self.visible[opening]
            and self.is_display(opening)
            and any(at < closing - 1 for at in self.commas[opening])
        )
        return (
            _Line(line.start, opening + 1, line.depth, part="head"),
            _Line(opening + 1, closing, line.depth + 1, opening, explode),
            _Line(closing, line.end, line.depth, comma=line.comma, part="tail"),
        )

    def maybe_split_omitting_optional_parens(
        self, line: _Line, opening: int, omit: frozenset[int], force: bool
    ) -> list[_Line]:
        head, body, tail = self.parts(line, opening)
        if not (force or self.visible[opening]) and self.can_omit(body):
            omit |= {self.partner[opening]}
            try:
                other = self.first_right_hand_split(line, omit)
                if self.prefer_other(line, head, opening, other):
                    return self.maybe_split_omitting_optional_parens(
                        line, other, omit, force
                    )
            except _CannotSplit:
                chained = self.equals(line.start, line.end) > 1
                if not chained and not self.can_be_split(body) and not self.fits(body):
                    raise
        self.show(opening)
        return [head, body, tail]

    def show(self, opening: int) -> None:
        if not self.visible[opening]:
            closing = self.partner[opening]
            self.visible[opening] = self.visible[closing] = True
            self.shown.add(opening)
            self.tokens[opening] += "("
            self.tokens[closing] += ")"

    def prefer_other(self, line: _Line, head: _Line, opening: int, other: int) -> bool:
        """black's `_prefer_split_rhs_oop_over_rhs`."""
        if not (opening > line.start and self.tokens[opening - 1] in _EQUALS):
            return True
        if all(self.partner[at] < 0 for at in range(line.start, opening)):
            return True
        if not self.fits(head, WIDTH - 1):
            return True
        count = self.equals(line.start, opening)
        other_count = self.equals(line.start, other)
        if count > 1 and count > other_count:
            return False
        for at in range(other, line.start - 1, -1):
            if self.tokens[at] in _EQUALS:
                break
            if self.is_closing(at):
                return True
        return other_count > 0 and self.fits(_Line(line.start, other + 1, line.depth))

    # --- black.lines

    def can_be_split(self, line: _Line) -> bool:
        if line.end - line.start > 1:
            return True
        token = self.tokens[line.start]
        return token[-1] not in "\"'" and ("." in token or token[0] == "-")

    def can_omit(self, body: _Line) -> bool:
        """black's `can_omit_invisible_parens`."""
        bars = self.bars[body.group]
        if not bars:
            return True
        if len(bars) > 1:
            return False
        if self.is_opening(body.start):
            raise Unsupported("an operand of | that starts with a bracket")
        last = body.end - 1
        if not self.is_closing(last):
            return False
        opening = self.partner[last]
        if self.tokens[last] == "]" and not self.is_display(opening):
            return False
        if opening == last - 1:
            return False
        return self.can_omit_closing_paren(body, opening)

    def can_omit_closing_paren(self, body: _Line, opening: int) -> bool:
        length = 4 * body.depth
        seen_other_brackets = False
        for at in range(body.start, body.end):
            length += len(self.tokens[at])
            if at == opening:
                return seen_other_brackets or length <= WIDTH
            if self.is_opening(at):
                seen_other_brackets = True
        return False
