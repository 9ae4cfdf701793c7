"""The values that a text spells: one, or a closed list of them.

In: a description or a cell, and the kind of value that it is about. Out: the values. A
list counts only if the text says that it is the whole list; see `prose`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from specloom.ir.types import UNSET, Json, Unset
from specloom.read.pages.words.text import code_words, plain

Kind: TypeAlias = Literal[
    "string", "integer", "number", "boolean", "array", "object", "any"
]


def value(text: str, kind: Kind = "any") -> Json | Unset:
    """The value that a text spells, as the kind wants it; UNSET if it spells none."""
    text = text.strip().strip("`").strip()
    if not text:
        return UNSET
    if len(text) > 1 and text[0] in "\"'“" and text[-1] in "\"'”":
        return text[1:-1] if kind in ("string", "any") else value(text[1:-1], kind)
    low = text.lower()
    if low in ("null", "none", "nil"):
        return None
    if kind == "string":
        return text if _one_word(text) else UNSET
    if kind in ("boolean", "any") and low in ("true", "false"):
        return low == "true"
    if kind in ("integer", "number", "any"):
        number = _number(text)
        if number is not None:
            return number if kind != "integer" or isinstance(number, int) else UNSET
        if kind != "any":
            return UNSET
    if kind == "array" and text.replace(" ", "") == "[]":
        return []
    if kind == "object" and text.replace(" ", "") == "{}":
        return {}
    return text if kind == "any" and _one_word(text) else UNSET


def _number(text: str) -> int | float | None:
    text = text.replace(",", "") if _thousands().fullmatch(text) else text
    if not _numeral().fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(r"[-+]?\d{1,18}(?:\.\d{1,18})?")


@cache
def _thousands() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}(?:,\d{3})+")


def _one_word(text: str) -> bool:
    return len(text) <= 80 and not any(it.isspace() for it in text)


_FOREIGN: Final = (
    r"(?:(?:mögliche|erlaubte|zulässige|gültige) werte|eine[rs]? von|eine[rs]? der werte"
    r"|valeurs? (?:possibles?|autorisées?|acceptées?|valides?)|(?:l'un|l’un|l'une|une?) (?:de|des|parmi)"
    r"|valores (?:posibles|permitidos|válidos|aceptados|possíveis|aceitos)|un[oa] de(?: los valores| los siguientes)?"
    r"|uma? d(?:e|os valores)|valori (?:possibili|ammessi|consentiti)|un[oa] tra"
    r"|(?:возможные|допустимые|разрешённые|разрешенные) значения|одно из(?: значений)?"
    r"|取りうる値|指定可能な値|次のいずれか|가능한 값|허용 값|可能的值|可选值|取值范围|枚举值)"
)
"""Words of other languages for "one of" and "possible values"."""


@cache
def _closed() -> re.Pattern[str]:
    things = r"(?:values?|options?|choices|statuses|types|modes|states)"
    return re.compile(
        rf"(?:\b(?:one of|either|any of|must be|should be|can be|may be|is one of|"
        rf"(?:possible|valid|allowed|supported|accepted|available|permitted|acceptable|enum)"
        rf" (?:\w+ )?{things}(?: (?:are|is|include))?|{things}|enum|accepts|supports|allowed|options are)"
        rf"(?: the following| these)?|{_FOREIGN}|可选值|取值|枚举值|支持|可能的值|値)\**\s*[:：]?\s*\**\s*"
        r"(?=[`\"'“\[(])"
    )


_SAMPLES: Final = (
    "e.g",
    "eg.",
    "such as",
    "for example",
    "for instance",
    "example",
    "like ",
    "includ",
    "i.e",
    "etc",
    "among",
    "sample",
    "例如",
)


@cache
def _item() -> re.Pattern[str]:
    return re.compile(r"`([^`]+)`|\"([^\"]+)\"|'([^']+)'|“([^”]+)”")


@cache
def _gap() -> re.Pattern[str]:
    """What may stand between the values of a list: marks, words, a gloss in brackets."""
    return re.compile(
        r"\s*(?:\((?P<gloss>[^()]*)\)|[=:–—-]\s*(?P<tail>[^`,;|]{1,80}?))?\s*"
        rf"(?:,\s*(?:{_OR})\b|,|/|\||¦|;|\b(?:{_OR})\b|、|，|\.\s(?=`))?\s*",
        re.IGNORECASE,
    )


def closed(
    text: str, flat: str, low: str, kind: Kind
) -> tuple[tuple[Json, ...], tuple[str | None, ...]]:
    if kind in ("boolean", "object"):
        return (), ()
    if not any(it in flat for it in "`\"'“"):
        return _bare(flat, low, kind), ()
    found = _listed(text, kind)
    if found[0]:
        return found
    for wording in _closed().finditer(low):
        before = low[max(0, wording.start() - 24) : wording.end()]
        if any(it in before for it in _SAMPLES):
            continue
        start = wording.end() + (flat[wording.end() : wording.end() + 1] in "[(")
        values, labels, _ = _run(flat, start, kind)
        if len(values) > 1 and not _open_end(low, start):
            return values, labels
    return _only(flat, low, kind)


_OR: Final = "or|and|oder|und|ou|et|o|u|y|e|или|и|または"


@cache
def _bare_words() -> re.Pattern[str]:
    word = r"[\w.-]*\w"
    kinds = "possible|allowed|valid|accepted|supported|available|permitted"
    return re.compile(
        rf"(?:\b(?:(?:{kinds}) )?(?:values?|options?)(?: are| is)?\s*:\s*"
        rf"|\b(?:must be |is |are )?one of\b:?\s+|{_FOREIGN}\s*(?:[:：]\s*|(?<=von)\s+|(?<=de)\s+))"
        rf"(?P<list>{word}(?:\s*[,、|/]\s*{word})*(?:,?\s+(?:{_OR})\s+{word})?)\s*(?:[.;)。]|$)",
        re.IGNORECASE,
    )


_ARTICLES: Final = frozenset(
    {"the", "a", "an", "these", "this", "your", "its", "their"}
)


def _bare(flat: str, low: str, kind: Kind) -> tuple[Json, ...]:
    """A closed list of words without marks: "values: open, paid or late"."""
    found = _bare_words().search(flat)
    if found is None or any(it in low for it in _SAMPLES):
        return ()
    words = re.split(rf"\s*[,、|/]\s*(?:(?:{_OR}) )?|\s+(?:{_OR})\s+", found["list"])
    lead = flat[found.start() : found.start("list")]
    if len(words) < 2:
        return ()
    if ":" not in lead and any(it.lower() in _ARTICLES for it in words):
        return ()
    values = [value(it, "string" if kind == "array" else kind) for it in words]
    known = [it for it in values if not isinstance(it, Unset)]
    return tuple(dict.fromkeys(known)) if len(known) == len(values) else ()


def _only(
    flat: str, low: str, kind: Kind
) -> tuple[tuple[Json, ...], tuple[str | None, ...]]:
    """A description that is its values: `` `asc` or `desc` ``, ``Filter: `a`, `b` ``."""
    first = flat.find("`")
    if first < 0 or any(it in low for it in _SAMPLES):
        return (), ()
    lead = flat[:first].rstrip()
    if lead and not (
        lead.endswith((":", "：")) and len(lead) <= 80 and "." not in lead
    ):
        return (), ()
    values, labels, end = _run(flat, first, kind)
    if len(values) < 2:
        return (), ()
    rest = flat[end:].strip(" .")
    chosen = " or " in flat[first:end].lower()
    if rest and not (chosen and not lead) and not flat[end:].lstrip().startswith("."):
        return (), ()
    return values, labels


def _run(
    flat: str, start: int, kind: Kind
) -> tuple[tuple[Json, ...], tuple[str | None, ...], int]:
    """The values that follow each other from here on, what is said of each, the end."""
    values: list[Json] = []
    labels: list[str | None] = []
    at = end = start
    while found := _item().match(flat, at):
        text = next(it for it in found.groups() if it is not None)
        item = value(text, "string" if kind == "array" else kind)
        if isinstance(item, Unset) or not _one_word(text):
            break
        values.append(item)
        gap = _gap().match(flat, found.end())
        assert gap is not None
        labels.append(_label(gap["gloss"] or gap["tail"]))
        end, at = found.end(), gap.end()
        if gap["gloss"]:
            end = max(end, gap.end("gloss") + 1)
        if at == found.end():
            break
    unique = dict(zip(values, labels, strict=True))
    kept = tuple(unique.values()) if any(unique.values()) else ()
    return tuple(unique), kept, end


def _label(gloss: str | None) -> str | None:
    return None if gloss is None or "default" in gloss.lower() else gloss


def _open_end(low: str, start: int) -> bool:
    """Whether the sentence says that there are more values than it lists."""
    stop = low.find(". ", start)
    sentence = low[start : stop if stop > 0 else len(low)]
    return any(it in sentence for it in ("etc", "...", "…", "and more", "among others"))


def _listed(text: str, kind: Kind) -> tuple[tuple[Json, ...], tuple[str | None, ...]]:
    """A list of which every item begins with a value and says what it means."""
    if "<li>" not in text.lower():
        return (), ()
    values: list[Json] = []
    labels: list[str | None] = []
    for item in re.split(r"(?i)<li[^>]*>", text)[1:]:
        words = code_words(item)
        if not words or item[: words[0][1]].strip(" *\"'"):
            return (), ()
        rest = item[words[0][2] :].lstrip(" *")
        if rest[:1] not in (":", "-", "–", "=", "", "<", "："):
            return (), ()
        one = value(words[0][0], "string" if kind == "array" else kind)
        if isinstance(one, Unset) or (isinstance(one, str) and "=" in one):
            return (), ()
        values.append(one)
        labels.append(plain(re.split(r"(?i)</li", rest)[0]).strip(" :-–=") or None)
    unique = dict(zip(values, labels, strict=True))
    return (tuple(unique), tuple(unique.values())) if len(unique) > 1 else ((), ())
