"""What the cells of run-on rows look like: the vocabularies, and the usual names.

In: the words of the lexicon. Out: patterns, compiled when there is a page to cut, and
questions about pieces of a row. Used by `rows`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

from specloom.read.pages.words.columns import Role
from specloom.read.pages.words.lexicon import WORDS

CLOSED: Final = frozenset({"type", "required", "location", "optional", "nullable"})
SURE: Final = frozenset({"required", "location", "optional"})
_REQUIRED: Final = """
    Yes No YES NO yes no True False TRUE FALSE true false Required Optional required
    optional REQUIRED OPTIONAL Mandatory Conditional 是 否 必填 选填 可选 必須 任意 はい いいえ
"""
_GERMAN: Final = "Ja Nein ja nein JA NEIN Pflicht Optional optional"
_FRENCH: Final = "Oui Non oui non OUI NON Obligatoire Facultatif obligatoire facultatif"
_SPANISH: Final = "Sí Si No sí si no SÍ SI NO Obligatorio Requerido Opcional opcional"
_PORTUGUESE: Final = "Sim Não sim não SIM NÃO Obrigatório Opcional obrigatório opcional"
_ITALIAN: Final = "Sì Si No sì si no Obbligatorio Facoltativo"
_RUSSIAN: Final = "Да Нет да нет Обязательно Необязательно"
_MARKS: Final = {
    "pflicht": _GERMAN,
    "pflichtfeld": _GERMAN,
    "erforderlich": _GERMAN,
    "obligatoire": _FRENCH,
    "requis": _FRENCH,
    "obligatorio": _SPANISH,
    "requerido": _SPANISH,
    "obrigatório": _PORTUGUESE,
    "obbligatorio": _ITALIAN,
    "обязательный": _RUSSIAN,
    "обязательное": _RUSSIAN,
}
"""What stands in columns of marks, by their headers: "Non" begins an English word."""
_LOCATIONS: Final = (
    "query path header cookie body Query Path Header Cookie Body formData"
)
_USUAL: Final = """
    type status state mode kind role action level method format order sort direction
    visibility scope category source reason event event_type tier plan priority object
    severity strategy stage phase language currency provider result
"""
_USUAL_NAMES: Final = frozenset(_USUAL.split())
"""What fields are called whose values are listed where the type would stand."""


def _alternatives(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


@cache
def types() -> re.Pattern[str]:
    spellings: dict[str, None] = {}
    for word in sorted(WORDS, key=len, reverse=True):
        # A plural would take the first letter of what runs on behind the singular.
        plural = word[-1] == "s" and word[:-1] in WORDS
        if _glues(word) and " " not in word and not plural:
            for spelling in (word, word.capitalize(), word.upper()):
                spellings[spelling] = None
    for word in ("null", "None"):
        spellings[word] = None
    one = "|".join(map(re.escape, spellings))
    nested = rf"(?:(?:{one})(?:\[\])*)"
    whole = (
        rf"(?:[Aa]rray|[Ll]ist|[Mm]ap|[Dd]ict|[Rr]ecord)(?:<[^<>]*(?:<[^<>]*>)?[^<>]*>"
        rf"|\[{nested}\]| of {nested}s?)(?:\[\])*"
        rf"|{nested}(?: ?\((?:{one}|[a-z0-9-]+)\))?"
    )
    return re.compile(rf"(?:{whole})(?:(?: ?[|/¦] ?| or )(?:{whole}))*")


def _glues(word: str) -> bool:
    """Whether a word may run into another: one sign of a script is not enough."""
    return word.isascii() or len(word) > 2 or (len(word) == 2 and word[0] > "\u2e7f")


@cache
def name() -> re.Pattern[str]:
    return re.compile(r"[>»\s.]*[A-Za-z_$@*][\w.\[\]{}$@*/:-]*")


@cache
def member() -> re.Pattern[str]:
    return re.compile(r"\w+(?:\[\])?(?:\.\w+(?:\[\])?)+\.?")


@cache
def closed(role: Role, header: str = "") -> re.Pattern[str]:
    """The words of a closed column; its header tells in which language they are."""
    words = _LOCATIONS if role == "location" else _MARKS.get(header.lower(), _REQUIRED)
    return re.compile(_alternatives(words))


@cache
def default() -> re.Pattern[str]:
    return re.compile(r"-(?!\d)|—|–|-?\d+(?:\.\d+)?|true|false|null|\"[^\"]*\"|`[^`]*`")


@cache
def value() -> re.Pattern[str]:
    return re.compile(r"[\"'`]?[\w.:/@+-]+[\"'`]?")


def usual(name: str) -> bool:
    """Whether enumerations are usually called so; the last word of a name tells."""
    last = re.split(r"(?=[A-Z])|_|-", name)[-1].lower()
    return last in _USUAL_NAMES


def leaf(name: str) -> str:
    """The last member of a dotted name, without marks."""
    return name.strip("> »").rpartition(".")[2].replace("[]", "").strip("*?")


def camel(text: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(text))


def begins(text: str, place: tuple[int, int]) -> bool:
    """Whether a cell of prose is empty, or begins as prose does."""
    start, end = place
    return start == end or not text[start].islower()


def ends(pattern: re.Pattern[str], text: str, at: int) -> list[int]:
    """Where a type that begins at an offset may end, the longest first."""
    match = pattern.match(text, at)
    if match is None:
        return []
    ends = [match.end()]
    shorter = match
    while len(shorter[0]) > 3:
        found = pattern.match(text, at, shorter.end() - 1)
        if found is None:
            break
        shorter = found
        ends.append(found.end())
    return ends
