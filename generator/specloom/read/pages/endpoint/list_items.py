"""An item of a list that describes a field, as the texts that a row of a table has.

In: the text of an item, and whether a text is a type. Out: the name with its marks, and
the texts by the roles of columns; None for an item of something else. Known forms:
`name` (string, required) — text; `name` `(string: <required>)` - text; name: text
(integer, required); `name` string. text; and terms with a definition, such as
`limit` — Integer. text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

from specloom.document.tables import Table
from specloom.read.pages.words import marks
from specloom.read.pages.words.columns import role

IsType: TypeAlias = Callable[[str], bool]
_MARKS: Final = frozenset({"required", "mandatory", "optional", "not required"})
_WORDS: Final = """
    note notes warning tip hint important caution example examples see default returns
    where if when remark attention info todo
"""
_REMARKS: Final = frozenset(_WORDS.split())
_NOTHING: Final = frozenset({"nil", "null", "none", ""})


def item_of(text: str, is_type: IsType) -> tuple[marks.Name, dict[str, str]] | None:
    """The name and the texts of an item; see the module."""
    match = _item().fullmatch(_badge().sub(r"(\1) ", text.strip()))
    if match is None:
        return None
    coded = match["strong"] or match["code"] or match["bold"]
    name = marks.name(coded or match["word"])
    rest = (match["rest"] or "").strip()
    texts = {"description": rest}
    aside = _first_aside().match(rest)
    if aside is not None:
        type_text, others = _aside(aside["inside"], is_type)
        if type_text is not None or others:
            texts["description"] = aside["rest"].lstrip(" —–-:").rstrip()
            texts |= others
            if type_text is not None:
                texts["type"] = type_text
    elif last := _last_aside().search(rest):
        type_text, others = _aside(last["inside"], is_type)
        if type_text is not None:
            texts["type"] = type_text
            texts |= others
    if "type" not in texts:
        said = texts["description"]
        word = _coded().match(said)
        if word is None or not is_type(word[1]):
            word = _leading_type().match(said)
        if word is None or not is_type(word[1]):
            word = _set_off().match(said)
        if (word is None or not is_type(word[1])) and len(said) < 40:
            word = _whole().fullmatch(said)
        if word is not None and is_type(word[1]):
            texts["type"] = word[1]
            rest = said[word.end() :]
            while mark := _next_mark().match(rest):
                name_of = "nullable" if mark[1].lower() == "nullable" else "required"
                texts[name_of] = mark[1].lower() if name_of == "required" else "yes"
                rest = rest[mark.end() :]
            texts["description"] = rest.lstrip(" —–-:.,;\n").rstrip()
    bare = coded is None
    sure = match["sure"] and not _sentence_like(match["word"] or "")
    if bare and "type" not in texts and not sure:
        return None
    return name, texts


def joined_columns(table: Table) -> list[tuple[str, int, int]] | None:
    """The items that a table of one column has, whose header names several; each with
    its place."""
    if len(table.header.cells) != 1 or not table.rows:
        return None
    names = table.header.cells[0].text.split(",")
    roles = [role(it) for it in names]
    if len(names) < 2 or roles[0] != "name" or None in roles:
        return None
    return [
        (_break().sub("\n", cell.text), row.start, row.end)
        for row in table.rows
        for cell in row.cells[:1]
    ]


@cache
def _break() -> re.Pattern[str]:
    return re.compile(r"<br\s*/?>", re.I)


def is_remark(text: str) -> bool:
    """Whether an item is a remark, or a sentence, and so about no field of its own."""
    words = text.strip(" *_`").split()
    return not words or words[0].lower().strip(" *_`:") in _REMARKS or len(words) > 12


def _aside(inside: str, is_type: IsType) -> tuple[str | None, dict[str, str]]:
    """The type, and the marks, in brackets behind a name: `(string, required)`."""
    type_text: str | None = None
    others: dict[str, str] = {}
    parts = [it.strip() for it in re.split(r"[,;](?![^<\[(]*[>\])])", inside)]
    for part in parts:
        low = part.lower().strip("`*_ ")
        head, colon, tail = part.partition(":")
        if low in _MARKS:
            others["required"] = low
        elif low in ("nullable", "or null"):
            others["nullable"] = "yes"
        elif low.startswith("default"):
            value = part.split(":", 1)[-1].removeprefix("default")
            others["default"] = value.strip(" =")
        elif colon and type_text is None and is_type(head):
            type_text = head.strip()
            _after_colon(tail, others)
        elif type_text is None and is_type(part):
            type_text = part
    if type_text is None and is_type(inside):
        type_text = inside
    if type_text is None and others and len(parts[0].split()) <= 4:
        first = parts[0]  # The name of a type that nobody knows.
        if first.lower().strip("`*_ ") not in _MARKS:
            type_text = first
    return type_text, others


def _after_colon(tail: str, others: dict[str, str]) -> None:
    """What follows a type: `<required>`, or the default value."""
    value = tail.strip()
    word = value.strip("<>").lower()
    if word in _MARKS:
        others["required"] = word
    elif word not in _NOTHING and value not in ('""', "''"):
        others["default"] = value


@cache
def _badge() -> re.Pattern[str]:
    """A mark as templates of pages write it: `{{<required>}}`."""
    return re.compile(r"\{\{[<%]\s*(required|optional)\s*[>%]\}\}[ \t]*", re.IGNORECASE)


@cache
def _item() -> re.Pattern[str]:
    name = (
        r"\*\*\s*`(?P<strong>[^`\s]+)`\s*:?\s*\*\*|`(?P<code>[^`\s]+)`"
        r"|\*\*(?P<bold>[^\s*`]+?):?\*\*|(?P<word>[A-Za-z0-9_$@.\[\]-]+(?:\*(?!\*))?)"
    )
    return re.compile(
        rf"(?:{name})(?P<sure>\s*[:：—–]|\s+-|(?=\s*[(\[])|\s*=)?(?P<rest>.*)",
        re.DOTALL,
    )


@cache
def _first_aside() -> re.Pattern[str]:
    return re.compile(
        r"[\s:—–-]*[*_`]?[(\[](?P<inside>(?:[^()\[\]]|\[[^\[\]]*\]|\([^()]*\))*)[)\]]"
        r"[*_`]?(?P<rest>.*)",
        re.DOTALL,
    )


@cache
def _last_aside() -> re.Pattern[str]:
    return re.compile(r"\((?P<inside>[^()]*)\)[\s.]*$")


@cache
def _leading_type() -> re.Pattern[str]:
    words = r"[A-Za-z]+(?: (?:of|or) [A-Za-z]+)*(?:\[\])?(?: \([^()]{1,40}\))?"
    mark = r"[*_`(\[]*(?:required|optional|nullable)\b"
    return re.compile(
        rf"[\s:—–-]*[*_`]*({words}?)[*_`]*(?=\s*[.,;:—–]|\s+[<>=-]|\s*$|\s+{mark}|\s*\n)",
        re.IGNORECASE,
    )


@cache
def _coded() -> re.Pattern[str]:
    """A type in code: `` `date-time` ``."""
    return re.compile(r"[\s:—–-]*`([A-Za-z][\w\[\]<>, |-]{0,60})`(?=[\s.,;:—–-]|$)")


@cache
def _whole() -> re.Pattern[str]:
    """A description that is nothing but a type: "ISO 8601 timestamp"."""
    return re.compile(r"[\s:—–-]*([A-Za-z][\w \[\]<>,|?()-]*)[\s.]*")


@cache
def _set_off() -> re.Pattern[str]:
    """A type that is set off from the text behind it: `*nullable string* The name`."""
    words = r"[A-Za-z?]+(?: [A-Za-z]+){0,4}(?:\[\])?"
    return re.compile(rf"[\s:—–-]*(?:\*\*|[*_`])({words})(?:\*\*|[*_`])(?=\s)")


@cache
def _next_mark() -> re.Pattern[str]:
    return re.compile(
        r"[\s,;]*[*_`(\[]*(required|optional|nullable)\b[*_`)\]]*(?!\s+(?:if|when|for|unless))",
        re.IGNORECASE,
    )


def _sentence_like(word: str) -> bool:
    """Whether a bare word before a colon looks like prose: `Note: ...`."""
    return word.lower() in _REMARKS or (word[:1].isupper() and word[1:].islower())
