"""Whether something is required, by the mark that stands beside it.

In: a cell of a column that says so, or a name with its marks. Out: True, False, or None
where the mark says nothing. A mark with a condition (`NO*`, `Yes, if ...`) is what it
says without the condition if that is no, else no: the condition is prose.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.read.pages.words.text import plain, without_links, without_tags
from specloom.records import record

_YES: Final = """
    yes y true required mandatory must always t 1 x ✓ ✔ ✔️ ✅ ☑ ☑️ √ ● ○ • req m r
    white_check_mark heavy_check_mark ballot_box_with_check check_mark check
    是 必填 必需 必须 必选 必传 必須 はい 有 ◯ sí sì si oui ja sim да обязательно обязательный
    required! obligatorio obligatoire erforderlich obrigatório 예 필수
"""
_NO: Final = """
    no n false optional none never f 0 ✗ ✘ ❌ ✖ ✖️ ⨯ × - — – opt o null nullable
    heavy_multiplication_x negative_squared_cross_mark cross_mark no_entry
    否 可选 选填 非必填 非必须 非必需 任意 いいえ 无 不 non nein não нет необязательно
    необязательный opcional optionnel facultatif 아니오 선택 conditional conditionally c
    depends recommended sometimes
"""
YES: Final = frozenset(_YES.split())
NO: Final = frozenset(_NO.split())


@record(frozen=True, slots=True)
class Name:
    """The name in a name cell, and what its marks say; depth is that of its nesting."""

    name: str
    required: bool | None = None
    deprecated: bool = False
    nullable: bool = False
    type: str | None = None


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r":?([\w✓✔✅☑√●○•✗✘❌✖⨯×◯—–-]+\ufe0f?)", re.UNICODE)


@cache
def _shown() -> re.Pattern[str]:
    """The name of an icon, as sets of icons have it: `:material-check:`."""
    return re.compile(
        r":?[a-z0-9_-]*?(?:(?P<yes>check|tick|asterisk)|cross|close|xmark|times|minus|dash)[a-z0-9_-]*:?"
    )


@cache
def _icon() -> re.Pattern[str]:
    return re.compile(r"\{[a-z-]+\}")


def required(cell: str) -> bool | None:
    """What a cell of the column `required` says."""
    text = plain(cell).lower()
    if "{" in text:
        text = _icon().sub("", text)
    text = text.strip(" .:;!*\\()[]")
    if not text:
        return None
    if text in YES:
        return True
    if text in NO:
        return False
    shown = _shown().fullmatch(text)
    if shown is not None:
        return shown["yes"] is not None
    if text.startswith(("not required", "not mandatory", "non-required", "не обяз")):
        return False
    found = _word().match(text)
    if found is None:
        return None
    word = found[1].strip(":")
    if word in NO:
        return False
    if word in YES:
        # "Yes, if the order is new": with a condition, a value may be left out.
        rest = text[found.end() :].strip(" .:;!*")
        return not _conditional(rest) if rest else True
    return False if _conditional(text) else None


def _conditional(text: str) -> bool:
    words = text.replace("(", " ").replace(",", " ").split()
    conditions = {
        "if",
        "when",
        "unless",
        "for",
        "only",
        "one",
        "either",
        "except",
        "or",
    }
    return any(word in conditions for word in words[:4])


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(
        r"[\s,;]*[(\[]?\b(?P<no>not required|non-required|optional|opt|可选|选填|任意)\b[)\]]?"
        r"|[\s,;]*[(\[]?\b(?P<yes>required|mandatory|必填|必须|必需|必須)\b[)\]]?"
        r"|[\s,;]*[(\[]?\b(?P<deprecated>deprecated|已废弃|废弃|非推奨)\b[)\]]?"
        r"|[\s,;]*[(\[]\s*(?P<nullable>nullable|or null)\s*[)\]]",
        re.IGNORECASE,
    )


@cache
def _component() -> re.Pattern[str]:
    """A component beside a name, such as a badge."""
    return re.compile(r"<[A-Z]\w*(?:\s[^<>]*)?/?>(?:[^<>]*</[A-Z]\w*>)?")


@cache
def _typed() -> re.Pattern[str]:
    return re.compile(
        r"(?P<name>[^\s(:]+)\s*(?:\((?P<aside>[^()]+)\)|:\s+(?P<colon>\S.*))"
    )


def name(cell: str) -> Name:
    """The name in a cell, without its marks: `` `name`* ``, `field?`, `x (required)`."""
    struck = "~~" in cell or "<del>" in cell or "<s>" in cell
    text = without_links(without_tags(cell)).strip()
    if "<" in text:
        text = _component().sub("", text).strip()
    needed: bool | None = None
    deprecated, nullable = struck, False
    text = plain(text)
    while len(text) > 1 and text[-1] in "*?†‡":
        if text[-1] == "*":
            needed = True
        elif text[-1] == "?":
            needed = False
        text = text[:-1].rstrip()
    while text[:1] in ("*", "†") and len(text) > 1:
        needed, text = True, text[1:].lstrip()
    head, gap, tail = text.partition(" ")
    if gap:
        found = _aside().search(tail) or _aside().fullmatch(gap + tail)
        if found is not None and not _has_words(tail, found):
            if found["no"]:
                needed = False
            elif found["yes"]:
                needed = True
            elif found["deprecated"]:
                deprecated = True
            else:
                nullable = True
            text = head
    typed = _typed().fullmatch(text)
    type_ = None
    if typed is not None:
        type_ = typed["aside"] or typed["colon"]
        text = typed["name"]
    return Name(text.strip(" :,;\"'"), needed, deprecated, nullable, type_)


def _has_words(tail: str, found: re.Match[str]) -> bool:
    """Whether there is more than the mark."""
    return bool((tail[: found.start()] + tail[found.end() :]).strip(" ,;()[]*"))


@cache
def _inside() -> re.Pattern[str]:
    word = "required|optional|mandatory|req|opt|必填|必需|可选|选填|必須|任意"
    word = f"(?:not |non-)?(?:{word})"
    aside = rf"\(({word})\)|\[({word})\]|[,;|/]\s*({word})(?=\s*(?:[,;)]|$))"
    return re.compile(rf"(?:{aside}|^({word})\b[,;:]?(?=\s*\w))", re.IGNORECASE)


def without_marks(cell: str) -> tuple[str, bool | None]:
    """A type cell without the words that say whether the value is required, and those."""
    required: bool | None = None
    found = _inside().search(cell)
    if found is not None:
        word = next(it for it in found.groups() if it).lower()
        negative = word.startswith(("not", "non"))
        positive = word.removeprefix("not ").removeprefix("non-") in _POSITIVE
        required = positive is not negative
        cell = f"{cell[: found.start()]} {cell[found.end() :]}".strip()
    if cell.endswith("*") and len(cell) > 1:
        cell, required = cell.rstrip("*"), True if required is None else required
    elif cell.endswith("?") and cell[:-1].strip():
        cell, required = cell[:-1], False if required is None else required
    return cell.strip(" ,;"), required


_POSITIVE: Final = frozenset({"required", "mandatory", "req", "必填", "必需", "必須"})
