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

from specloom.read.pages.words import marks

IsType: TypeAlias = Callable[[str], bool]
_MARKS: Final = frozenset({"required", "mandatory", "optional", "not required"})
_NOTHING: Final = frozenset({"nil", "null", "none", ""})


def item_of(text: str, is_type: IsType) -> tuple[marks.Name, dict[str, str]] | None:
    """The name and the texts of an item; see the module."""
    match = _item().fullmatch(_badge().sub(r"(\1) ", text.strip()))
    if match is None:
        return None
    name = marks.name(match["code"] or match["bold"] or match["word"])
    rest = (match["rest"] or "").strip()
    texts = {"description": rest}
    aside = _first_aside().match(rest)
    if aside is not None:
        type_text, others = _aside(aside["inside"], is_type)
        if type_text is not None or others:
            texts["description"] = aside["rest"].strip(" —–-:`")
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
        word = _leading_type().match(said)
        if word is not None and is_type(word[1]):
            texts["type"] = word[1]
            texts["description"] = said[word.end() :].strip(" —–-:.`*_")
    bare = not match["code"] and not match["bold"]
    sure = match["sure"] and not _sentence_like(match["word"] or "")
    if bare and "type" not in texts and not sure:
        return None
    return name, texts


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
    name = r"`(?P<code>[^`\s]+)`|\*\*(?P<bold>[^\s*]+?):?\*\*|(?P<word>[A-Za-z0-9_$@.\[\]-]+\*?)"
    return re.compile(
        rf"(?:\*\*\s*)?(?:{name})(?:\s*\*\*)?"
        r"(?P<sure>\s*[:：—–]|\s+-|(?=\s*[(\[])|\s*=)?(?P<rest>.*)",
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
    return re.compile(rf"[\s:—–-]*[*_`]*({words})[*_`]*(?=\s*[.,;:—–-]|\s*$)")


def _sentence_like(word: str) -> bool:
    """Whether a bare word before a colon looks like prose: `Note: ...`."""
    return word[:1].isupper() and word[1:].islower()
