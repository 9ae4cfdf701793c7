"""What a description says of values: in closed wording only, or not at all.

In: a description as written, and the kind of value that it is about. Out: :class:`Facts`.
A list of values counts only if the text says that it is the whole list ("one of", "valid
values:", a description that is nothing but the list, a list whose every item begins with
a value); "e.g." and lone code are samples. Bounds, defaults and null need their words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.ir.types import UNSET, Constraints, Json, Unset
from specloom.read.pages.words.text import (
    without_links,
    without_tags,
)
from specloom.read.pages.words.values import Kind, closed, value
from specloom.records import record

_FLAGS: Final = re.IGNORECASE | re.DOTALL


@record(frozen=True, slots=True)
class Facts:
    """What a description says; each is empty where it says nothing.

    `values` is a closed list, `labels` what is said of each of them, `free` that an
    object has keys of the user's choice, and `keyed` that all its values are alike.
    """

    values: tuple[Json, ...] = ()
    labels: tuple[str | None, ...] = ()
    default: Json | Unset = UNSET
    bounds: Constraints = Constraints()
    required: bool | None = None
    nullable: bool = False
    deprecated: bool = False
    free: bool = False
    keyed: bool = False
    format: str | None = None


NOTHING: Final = Facts()


def facts(text: str, kind: Kind = "any") -> Facts:
    """What a description says of values of a kind."""
    if not text or len(text) < 3:
        return NOTHING
    flat = " ".join(without_links(without_tags(text)).split())
    low = flat.lower()
    values, labels = closed(text, flat, low, kind)
    return Facts(
        values,
        labels,
        _default(flat, low, kind),
        _bounds(low, kind),
        required(flat),
        _nullable(low),
        deprecated(flat),
        kind in ("object", "any") and free_form(flat),
        kind in ("object", "any") and keyed(flat),
        _format(low) if kind in ("string", "any") else None,
    )


# Required, deprecated, free form


@cache
def _required() -> re.Pattern[str]:
    return re.compile(
        r"^[\s*_(\[]*(?P<first>not required|required|optional|mandatory)\b[\s*_)\]]*"
        r"(?=[.:,;)\]—–-]|$|\*|_|(?<=[*_)\]])|(?<=[*_)\]]\s))"
        r"|[(\[][^()\[\]]*?(?<![\w-])(?P<aside>not required|required|optional|mandatory)"
        r"(?=[\s,;)\]])(?!\s+(?:if|when|for|unless|only))[^()\[\]]*[)\]]"
        r"|(?<=[.!?]\s)[*_]*(?P<sentence>not required|required|optional|mandatory)"
        r"[*_]*\s*(?:[.!]|$)",
        _FLAGS,
    )


def required(text: str) -> bool | None:
    """Whether a description marks its subject as required; None if it does not say."""
    low = text[:400].lower()
    if "requi" not in low and "option" not in low and "mandat" not in low:
        return None
    found = _required().search(text)
    if found is None:
        return None
    word = found["first"] or found["aside"] or found["sentence"]
    return word.lower() in ("required", "mandatory")


@cache
def _all_optional() -> re.Pattern[str]:
    things = r"(?:fields?|parameters?|properties|arguments|keys|attributes|members)"
    return re.compile(
        rf"\ball\s+(?:of\s+the\s+|the\s+|\w+\s+)?{things}\s+are\s+(?P<are>optional|required)\b"
        rf"|\ball\s+{things}\s+(?P<bare>optional|required)\b"
        rf"|^\W*(?:all|everything)\s+(?:is|are)\s+(?P<every>optional|required)\b",
        _FLAGS,
    )


def all_required(text: str) -> bool | None:
    """What a sentence says of all fields: "All fields are optional"."""
    found = _all_optional().search(text)
    if found is None:
        return None
    return (found["are"] or found["bare"] or found["every"]).lower() == "required"


@cache
def _deprecated() -> re.Pattern[str]:
    return re.compile(
        r"[*_(\[`]+deprecated[*_)\]`:.]++(?!\s+(?:for|when|if|value))"
        r"|^\W*deprecated\b\W*(?:$|[.:!,;)\]—–-]"
        r"|\s(?:since|as of|in favou?r|use|field|parameter|and|please|from))"
        r"|\b(?:this|the) (?:field|parameter|property|endpoint|attribute|method)"
        r" (?:is|has been) (?:now )?deprecated\b|已废弃|已弃用|非推奨",
        _FLAGS,
    )


def deprecated(text: str) -> bool:
    """Whether a description says that its subject, and no value of it, is deprecated."""
    low = text.lower()
    if "deprecated" not in low and "弃" not in text and "非推奨" not in text:
        return False
    return _deprecated().search(text) is not None


@cache
def _free() -> re.Pattern[str]:
    free = r"arbitrary|free[- ]?form|user[- ]defined|any (?:json|key)|custom key|schemaless"
    return re.compile(
        rf"\b(?:{free})\b|\bkey[-/ ]?(?:and )?value(?:s| pairs?)?\b"
        r"|\b(?:any|custom|your own|additional) (?:\w+ )?"
        r"(?:metadata|keys|data|properties|attributes)\b|任意の(?:メタデータ|キー)|自定义",
        re.IGNORECASE,
    )


def free_form(text: str) -> bool:
    """Whether an object has keys of the user's choice ("arbitrary metadata")."""
    return _free().search(text) is not None


@cache
def _keyed() -> re.Pattern[str]:
    return re.compile(
        r"\bkeyed by\b|\bthe keys? (?:of|for) each\b|\beach key (?:is|of|in)\b|\bwhose keys\b"
        r"|\bobject (?:containing|with|holding|mapping)\b[^.]{0,60}\bfor (?:each|every)\b"
        r"|\bmap(?:s|ping|ped)? (?:from|of)\b|\b(?:dictionary|map|hash) of\b",
        re.IGNORECASE,
    )


def keyed(text: str) -> bool:
    """Whether an object is a table of values that are alike ("keyed by region")."""
    return _keyed().search(text) is not None


# Null


@cache
def _null() -> re.Pattern[str]:
    return re.compile(
        r"\bnullable\b|\bor ['\"`]*null\b|\b(?:can|may|might|could|will) (?:also )?be ['\"`]*null\b"
        r"|\bnull['\"`]*,? (?:if|when|while|until|unless|for|where|before|means)\b"
        r"|\b(?:set to|is|are) ['\"`]*null['\"`]* (?:if|when|while|until|unless|for|by)\b"
        r"|\bvalue of \S+ is ['\"`]*null\b"
    )


def _nullable(low: str) -> bool:
    return "null" in low and _null().search(low) is not None


# Formats


@cache
def _formats() -> re.Pattern[str]:
    return re.compile(
        r"(?P<time>\b(?:rfc[- ]?3339|iso[- ]?8601)[- ]*(?:format(?:ted)?[- ]*)?"
        r"(?:date|time|timestamp|datetime|string)"
        r"|\b(?:date|time|timestamp|datetime)s?\b[^.;]{0,60}?\b(?:rfc[- ]?3339|iso[- ]?8601))"
        r"|(?P<uuid>\b(?:an?|the|valid|as) uuid\b(?!s? of each)|^uuid\b|\buuid v\d\b)"
    )


def _format(low: str) -> str | None:
    if "8601" not in low and "3339" not in low and "uuid" not in low:
        return None
    found = _formats().search(low)
    if found is None or "duration" in low:
        return None
    return "date-time" if found["time"] else "uuid"


# Defaults


_FOREIGN_DEFAULT: Final = (
    r"(?:^|(?<=[.;,(\s]))(?:standardwert|voreinstellung|vorgabewert|valeur par défaut|par défaut"
    r"|valor (?:por defecto|predeterminado|padrão|por omisión)|por defecto|predeterminado|padrão"
    r"|valore predefinito|predefinito|значение по умолчанию|по умолчанию|기본값|既定値|初期値|缺省值)"
    r"(?:\s+(?:ist|est|es|é|è)|は)?|(?:^|[.;(]\s*)standard(?=\s*:)"
)
"""Words of other languages for a default value; a value behind them is closed wording."""


@cache
def _default_words() -> re.Pattern[str]:
    value = (
        r"`(?P<code>[^`]+)`|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
        r"|(?P<number>-?\d+(?:,\d{3})*(?:\.\d+)?)(?![\w%])(?![.,:/-]\d)"
        r"|(?P<word>true|false|null|[\w-]+(?=\s*[).;,](?!\d)|\s*$))"
    )
    return re.compile(
        r"(?:\bdefaults?(?:\s+values?)?\b(?:\s+and\s+max(?:imum)?\b)?(?:\s+(?:is|of|=|limit))?|(?:^|[.;,(:*>]\s*"
        r"|\b(?:it|value|this|which|will|parameter|field|and|that)\s+)defaults?\s+to|默认值?(?:为|是)?|デフォルト(?:値)?(?:は)?"
        rf"|\bdefaulted to|{_FOREIGN_DEFAULT})\**\s*[:：=]?\s*\**\s*(?:" + value + ")"
        r"|`(?P<before>[^`]+)`\s*\((?:the )?default[^()]*\)"
        r"|`(?P<by>[^`]+)` by default\b",
        re.IGNORECASE,
    )


_DEFAULT_STEMS: Final = (
    "默认",
    "デフォルト",
    "standard",
    "voreinstellung",
    "vorgabe",
    "défaut",
    "defecto",
    "predet",
    "padrão",
    "predefinito",
    "omisión",
    "умолчанию",
    "기본",
    "既定",
    "初期",
    "缺省",
)


def _default(flat: str, low: str, kind: Kind) -> Json | Unset:
    if "default" not in low and not any(it in low for it in _DEFAULT_STEMS):
        return UNSET
    defaults: list[Json] = []
    for found in _default_words().finditer(flat):
        groups = found.groupdict()
        quoted = groups["double"] if groups["double"] is not None else groups["single"]
        if quoted is not None:
            default = quoted if kind in ("string", "any") else value(quoted, kind)
            if not isinstance(default, Unset):
                defaults.append(default)
            continue
        text = next((it for it in groups.values() if it is not None), None)
        if text is None:
            continue
        if (
            groups["word"]
            and kind in ("string", "any")
            and not _plain_value(text, kind)
        ):
            continue
        default = value(text.strip("*"), kind)
        if not isinstance(default, Unset):
            defaults.append(default)
    # Several are those of several cases.
    alone = bool(defaults) and all(it == defaults[0] for it in defaults)
    return defaults[0] if alone else UNSET


def _plain_value(word: str, kind: Kind) -> bool:
    """Whether a word without quotes is surely a value: "defaults to the server's" is none."""
    low = word.lower()
    if low in _NO_VALUES:
        return False
    return kind == "string" or low in ("true", "false", "null")


_STOP_WORDS: Final = """
    the a an is are to value values all none no any if when this that it its and or of
    behavior behaviour setting settings empty unlimited current now today
"""
_NO_VALUES: Final = frozenset(_STOP_WORDS.split())


# Bounds


@cache
def _range() -> re.Pattern[str]:
    number = r"`?(-?\d[\d,]*(?:\.\d+)?)`?"
    return re.compile(
        rf"\bbetween {number} (?:and|to) {number}(?P<a>[^.;]*)"
        rf"|[\[(]\s*(?:range:?\s*)?{number}\s*(?:-|–|,|\.\.|~|to)\s*{number}\s*(?P<b>[\]),;])"
        rf"|\b(?:range|from|value range|values?)\b:?\s*(?:of |is |from )?\[?{number}\s*(?:-|–|\.\.|~|to)\s*{number}(?P<c>)"
    )


@cache
def _only_range() -> re.Pattern[str]:
    """A description that is nothing but a range: "0 to 100"."""
    number = r"(-?\d[\d,]*(?:\.\d+)?)"
    return re.compile(rf"[`\s]*{number}\s*(?:-|–|\.\.\.?|~|to)\s*{number}[`\s.]*")


@cache
def _limits() -> re.Pattern[str]:
    number = r"`?(-?\d+(?:,\d{3})*(?:\.\d+)?)`?(?![\w%])"
    return re.compile(
        rf"\b(?P<max>max(?:imum)?\.?(?: (?:value|allowed|is|of|limit))*|up to|at most|no more than|not exceed"
        rf"|(?:can)?not (?:be )?(?:greater|more|larger|longer) than|less than or equal to)\b[:=\s]*{number}\s*(?P<maxunit>(?!min)\w*)"
        rf"|\b(?P<min>greater than or equal to|min(?:imum)?\.?(?: (?:value|allowed|is|of))*|at least|no less than)\b[:=\s]*{number}\s*(?P<minunit>(?!max)\w*)"
        rf"|\b(?P<maxlen>max(?:imum)?\.? (?:length|characters|chars))\b(?: is| of)?[:=\s]*{number}"
        rf"|\b(?P<minlen>min(?:imum)?\.? (?:length|characters|chars))\b(?: is| of)?[:=\s]*{number}"
    )


_CHARACTERS: Final = ("char", "letter", "symbol")
_ITEMS: Final = ("item", "element", "entr", "value")


@cache
def _not_empty() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:must|may|can|should)(?:not| not) be (?:empty|blank)\b|\bnon-?empty\b|\bnot (?:empty|blank)$"
    )


def _bounds(low: str, kind: Kind) -> Constraints:
    if kind in ("boolean", "object", "any"):
        return Constraints()
    if not any(it.isdigit() for it in low):
        if ("empty" not in low and "blank" not in low) or not _not_empty().search(low):
            return Constraints()
        return {
            "string": Constraints(min_length=1),
            "array": Constraints(min_items=1),
        }.get(kind, Constraints())
    made: dict[str, int | float] = {}
    if kind in ("integer", "number"):
        found = _range().search(low) or _only_range().fullmatch(low)
        if found is not None:
            low_end, high_end = (it for it in found.groups() if _is_number(it))
            _set(made, "minimum", low_end)
            _set(made, "maximum", high_end)
    elif kind == "string":
        found = _range().search(low)
        if found is not None and (found["a"] or "").strip().startswith(_CHARACTERS):
            low_end, high_end = (it for it in found.groups() if _is_number(it))
            _set(made, "min_length", low_end)
            _set(made, "max_length", high_end)
    for found in _limits().finditer(low):
        end = "max" if found["max"] or found["maxlen"] else "min"
        number = next(it for it in found.groups() if _is_number(it))
        unit = found["maxunit"] or found["minunit"] or ""
        length = found["maxlen"] or found["minlen"] or unit.startswith(_CHARACTERS)
        if length:
            if kind == "string":
                _set(made, f"{end}_length", number)
        elif kind == "array":
            if unit.startswith(_ITEMS):
                _set(made, f"{end}_items", number)
        elif kind in ("integer", "number") and not unit.startswith(_ITEMS):
            _set(made, f"{end}imum", number)
    if made.get("minimum", 0) > made.get("maximum", made.get("minimum", 0)):
        return Constraints()
    # The names are those of the attributes, the values of their kinds.
    return Constraints(**made)  # type: ignore[arg-type]


def _is_number(text: str | None) -> bool:
    return text is not None and text.strip("-")[:1].isdigit()


def _set(made: dict[str, int | float], name: str, text: str) -> None:
    number = text.replace(",", "")
    if name in made:
        return
    if "." in number:
        if not name.endswith(("length", "items")):
            made[name] = float(number)
    else:
        made[name] = int(number)
