"""A reader of values as people write them: JSON, JavaScript or Python, more or less.

In: a text and an offset in it. Out: plain values, with what was put up with
(:class:`Slip`) and the place of every member. Nothing is evaluated: an expression that
is no literal is an :class:`Opaque`. Every character is looked at a bounded number of
times, nesting is limited, and what makes no sense raises :class:`Unreadable` with its
place. `loose` is what readers call for a value, and `arguments` for those of a call.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from specloom.document.scalars import NotFinite, number
from specloom.document.slips import Keys, Opaque, Slip, SlipKind, Unreadable
from specloom.document.tolerant_text import QUOTE, quoted
from specloom.document.tree import Json

Places: TypeAlias = dict[Keys, tuple[int, int]]

DEPTH: Final = 64
"""How deeply values may nest."""

WORDS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "True": True,
    "False": False,
    "None": None,
}
_PYTHON: Final = frozenset({"True", "False", "None"})
_SPACE = re.compile(r"[^\S\n]*")
_GAP = re.compile(r"(?:\s|/\*.*?\*/|(?:#|//)[^\n]*)*", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|(?:#|//)[^\n]*", re.DOTALL)
_ELIDED = re.compile(r"(?:\.{2,}|…)[^\n,\]})]*")
_DOTS = re.compile(r"\W*(?:\.{3,}|…)\W*")
_KEY = re.compile(r"[A-Za-z_$][\w$-]*|-?[0-9]+(?![\w.])")
_PLACEHOLDER = re.compile(r"<(?:[^<>\n]|<[^<>\n]*>)+>|\{\{[^{}\n]*\}\}")
_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_COLON = re.compile(r"\s*(:|=>)\s*")
_STEP = re.compile(r"""[^\s()\[\]{},;"'`#/]+|\s|.""")
_CLOSING: Final = {"{": "}", "[": "]", "(": ")"}
_ENDS: Final = frozenset(",;:}])")
_AFTER_BRACKET: Final = frozenset(".[(+|*%&?-")
_PACKED = re.compile(r"(?:JSON\.stringify|json\.dumps)\s*\(\s*")
_NAMED = re.compile(r"([A-Za-z_]\w*)\s*=(?![=>])\s*")


class Tolerant:
    """Reads values one after the other. `at` is how far it has come."""

    def __init__(self, text: str, at: int = 0, *, depth: int = DEPTH) -> None:
        self.text = text
        self.at = at
        self.slips: list[Slip] = []
        self.places: Places = {}
        self._left = depth
        self._unclosed: dict[str, int] = {}

    def value(self, keys: Keys = ()) -> Json:
        """The value that starts here; an expression that is no literal is opaque."""
        start = self.at
        first = self.text[start : start + 1]
        placed = _PLACEHOLDER.match(self.text, start) if first in "<{" else None
        if not first:
            raise Unreadable("a value is missing", start)
        if placed is not None:
            self.at = placed.end()
            value: Json = Opaque(placed[0])
        elif first in _CLOSING:
            value = self._container(first, keys)
        elif QUOTE.match(self.text, start):
            value = self._text(keys)
        else:
            value = self._scalar(keys)
        if self._goes_on(first in _CLOSING):
            self.at = start
            value = self._expression()
        self.places.setdefault(keys, (start, self.at))
        if isinstance(value, Opaque):
            self._slip("elided" if _dots(value) else "opaque", keys, start)
        return value

    def members(self, keys: Keys = ()) -> dict[str, Json]:
        """Members without braces, up to the end of the text."""
        start = self.at
        members = self._members(keys, "")
        self._slip("members", keys, start, start)
        self.places[keys] = (start, self.at)
        return members

    def arguments(self) -> list[tuple[str | None, Json, Places, list[Slip]]]:
        """The arguments of a call, behind its bracket: name, value, and what was slipped.

        Places and slips of each are relative to it.
        """
        found: list[tuple[str | None, Json, Places, list[Slip]]] = []
        while True:
            self.gap(())
            if self.text[self.at : self.at + 1] == ")":
                self.at += 1
                return found
            named = _NAMED.match(self.text, self.at)
            if named is not None:
                self.at = named.end()
            outer = self.places, self.slips
            self.places, self.slips = {}, []
            value = self.value()
            found.append((named and named[1], value, self.places, self.slips))
            self.gap(())
            self.places, self.slips = outer
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
            elif self.text[self.at : self.at + 1] != ")":
                raise Unreadable("the call is not closed here", self.at)

    def gap(self, keys: Keys, last: Keys | None = None) -> None:
        """Skip white space and comments. `last` is the member that was read before."""
        start = self.at
        end = self.at = self._after_gap(start)
        if end == start or not (comment := _COMMENT.search(self.text, start, end)):
            return
        line_end = self.text.find("\n", start, end)
        while comment is not None:
            behind = last is not None and (line_end < 0 or comment.start() < line_end)
            of = last if behind and last is not None else keys
            kind: SlipKind = "elided" if _dots(comment[0]) else "comment"
            self.slips.append(Slip(kind, of, comment.start(), comment.end()))
            comment = _COMMENT.search(self.text, comment.end(), end)

    def _after_gap(self, at: int) -> int:
        found = _GAP.match(self.text, at)
        return found.end() if found else at

    def _slip(
        self, kind: SlipKind, keys: Keys, start: int, end: int | None = None
    ) -> None:
        self.slips.append(Slip(kind, keys, start, self.at if end is None else end))

    def _container(self, opener: str, keys: Keys) -> Json:
        start = self.at
        if self._left == 0:
            raise Unreadable("values are nested too deeply", start)
        self._left -= 1
        self.at += 1
        value: Json
        if opener == "{":
            value = self._members(keys, "}")
        else:
            items, commas = self._items(keys, _CLOSING[opener])
            value = items
            texts = [item for item in items if type(item) is str]
            if opener == "(" and items and texts == items and not commas:
                value = "".join(texts)
            elif opener == "(" and len(items) == 1 and not commas:
                value = items[0]
            elif opener == "(":
                self._slip("tuple", keys, start)
        self._left += 1
        return value

    def _members(self, keys: Keys, closing: str) -> dict[str, Json]:
        """The members up to a bracket (or the end of the text), which is consumed."""
        opened = self.at - 1
        members: dict[str, Json] = {}
        last: Keys | None = None
        self.gap(keys)
        while not self._closed(closing, opened):
            if self.elided(keys):
                self._comma(keys, None, closing)
                continue
            start = self.at
            name, bare = self._key(keys)
            of = last = (*keys, name)
            colon = _COLON.match(self.text, self.at)
            if colon is not None:
                end = self.at
                self.at = colon.end()
                self.gap(keys)
                value = self.value(of)
            elif bare:
                # `{name}` is short for `{name: name}` in JavaScript.
                end = self.at
                value = Opaque(name)
                self._slip("opaque", of, start)
            else:
                raise Unreadable("a colon is missing", self.at)
            if name in members:
                self._slip("duplicate", of, start, end)
            else:
                members[name] = value
                self.places[of] = (start, end)
            self._comma(keys, last, closing)
        return members

    def _items(self, keys: Keys, closing: str) -> tuple[list[Json], bool]:
        """The items up to a bracket, which is consumed, and whether there was a comma."""
        opened = self.at - 1
        items: list[Json] = []
        commas = False
        self.gap(keys)
        while not self._closed(closing, opened):
            last: Keys | None = None
            if not self.elided(keys):
                last = (*keys, str(len(items)))
                items.append(self.value(last))
            commas |= self._comma(keys, last, closing)
        return items, commas

    def _closed(self, closing: str, opened: int) -> bool:
        if self.at >= len(self.text):
            if closing:
                raise Unreadable("the bracket is not closed", opened)
            return True
        if closing and self.text[self.at] == closing:
            self.at += 1
            return True
        return False

    def elided(self, keys: Keys) -> bool:
        """Skip a `...`, if one is here; what follows on its line may belong to it."""
        dots = _ELIDED.match(self.text, self.at)
        if dots is None:
            return False
        self.at = dots.end()
        self._slip("elided", keys, dots.start())
        return True

    def _comma(self, keys: Keys, last: Keys | None, closing: str) -> bool:
        """What stands between two members; whether it is a comma."""
        before = self.at
        self.gap(keys, last)
        if self.elided(keys if last is None else last):
            self.gap(keys, last)
        here = self.text[self.at : self.at + 1]
        if here == ",":
            comma = self.at
            self.at += 1
            self.gap(keys, last)
            if self.text[self.at : self.at + 1] == (closing or ""):
                self._slip("comma", keys, comma, comma + 1)
            return True
        if here and here != closing:
            if last is not None and "\n" not in self.text[before : self.at]:
                raise Unreadable("a comma or a bracket is missing", self.at)
            self._slip("comma", keys, before, before)
        return False

    def _key(self, keys: Keys) -> tuple[str, bool]:
        """The key that starts here, and whether it is a bare word."""
        start = self.at
        if QUOTE.match(self.text, start):
            return self._text(keys), False
        found = _KEY.match(self.text, start) or _PLACEHOLDER.match(self.text, start)
        if found is None:
            raise Unreadable("a key is missing", start)
        self.at = found.end()
        self._slip("key", keys, start)
        return found[0], found[0][0] not in "<{"

    def _text(self, keys: Keys) -> str:
        start = self.at
        end, text, filled = self._quoted(start)
        while True:
            following = _SPACE.match(self.text, end)
            at = following.end() if following else end
            if not QUOTE.match(self.text, at):
                break
            # Python puts texts together that stand side by side.
            end, more, also = self._quoted(at)
            text, filled = text + more, filled or also
        self.at = end
        if self.text[start] != '"' or self.text.startswith('"""', start):
            self._slip("quotes", keys, start)
        if filled:
            self._slip("filled", keys, start)
        elif _dots(text):
            self._slip("elided", keys, start)
        return text

    def _quoted(self, start: int) -> tuple[int, str, bool]:
        found = quoted(self.text, start)
        if found is None:
            raise Unreadable("the text in quotes is not closed", start)
        return found

    def _scalar(self, keys: Keys) -> Json:
        text, start = self.text, self.at
        found = _NUMBER.match(text, start)
        if found is not None and not text[found.end() : found.end() + 1].isalnum():
            self.at = found.end()
            try:
                return number(found[0].replace("_", ""))
            except NotFinite:
                raise Unreadable("no number is so large", start, self.at) from None
        found = _WORD.match(text, start)
        if found is not None and found[0] in WORDS:
            self.at = found.end()
            if found[0] in _PYTHON:
                self._slip("word", keys, start)
            return WORDS[found[0]]
        packed = _PACKED.match(text, start)
        if packed is not None and self._left > 0:
            return self._packed(packed.end(), keys)
        return self._expression()

    def _packed(self, at: int, keys: Keys) -> Json:
        """The value of which a call makes JSON."""
        self.at = at
        self._left -= 1
        value = self.value(keys)
        self._left += 1
        end = self.text.find(")", self.at)
        if end < 0:
            raise Unreadable("the call is not closed", at)
        self.at = end + 1
        return value

    def _goes_on(self, closed: bool) -> bool:
        """Whether what was read (something `closed` by a bracket, or not) is only the
        start of an expression."""
        space = _SPACE.match(self.text, self.at)
        at = space.end() if space else self.at
        here = self.text[at : at + 1]
        if not here or here == "\n" or here in _ENDS:
            return False
        if closed:
            return here in _AFTER_BRACKET and not self.text.startswith("...", at)
        return not (self._comment(at) or self.text.startswith(("...", "…"), at))

    def _comment(self, at: int) -> bool:
        return self.text.startswith(("#", "//", "/*"), at)

    def _expression(self) -> Opaque:
        """An expression up to a comma, a bracket or the end of its line; as text."""
        text, start = self.text, self.at
        open_brackets: list[str] = []
        at = start
        while at < len(text):
            here = text[at]
            quote = QUOTE.match(text, at)
            if quote is not None and (end := self._text_end(quote)) is not None:
                at = end
                continue
            if here in _CLOSING:
                open_brackets.append(_CLOSING[here])
            elif open_brackets:
                if here == open_brackets[-1]:
                    open_brackets.pop()
            elif here in ",;}])\n" or (self._comment(at) and text[at - 1].isspace()):
                break
            step = _STEP.match(text, at)
            at = step.end() if step else at + 1
        written = text[start:at].rstrip()
        if not written or open_brackets:
            raise Unreadable("no value can be read here", start)
        self.at = start + len(written)
        return Opaque(written)

    def _text_end(self, quote: re.Match[str]) -> int | None:
        """Where the text of an opening quote ends; None if it is only an apostrophe.

        That a mark is not closed is found out once for the rest of the text.
        """
        mark = quote[2]
        if self._unclosed.get(mark, -1) >= quote.start():
            return None
        found = quoted(self.text, quote.start())
        if found is not None:
            return found[0]
        multiline = len(mark) == 3 or mark == "`"
        line_end = -1 if multiline else self.text.find("\n", quote.start())
        self._unclosed[mark] = len(self.text) if line_end < 0 else line_end
        return None


def _dots(text: str) -> bool:
    """Whether a text is only the sign that something is left out."""
    return len(text) < 16 and _DOTS.fullmatch(text) is not None
