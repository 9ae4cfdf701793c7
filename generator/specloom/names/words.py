"""Words of wire names, and the casings that are made of them.

In: any text of a specification. Out: lower-case ASCII words, and identifiers that are
ASCII (so NFKC changes nothing), never empty, at most :data:`LIMIT` characters, without
leading, trailing or doubled underscores, and not beginning with a digit. Whether one is
reserved or taken is the affair of `scope`. Pure functions, cached by text; used by the
modules of `names` and by nobody else.

Words end where the case changes and where anything stands that is neither letter nor
digit. Digits stay with the letters before them (`sha256`, `oauth2`, `v1beta1`) and with
lower-case letters after them (`2fa`). An acronym is one word (`HTTPServer`, `userIDs`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, TypeAlias

from specloom.names.vocabulary import (
    FILLERS,
    INVARIABLE,
    LETTERS,
    MEANING,
    NUMBERS,
    SINGULARS,
    SPELLED,
)

LIMIT: Final = 60
_HEAD: Final = 24  # of a name that is too long, what the first words may take

Words: TypeAlias = tuple[str, ...]

_WORD: Final = re.compile(
    "[Oo]Auth[0-9]*|OpenID|ETag|IPv[46]|iOS|GraphQL|[A-Z]2[A-Z](?![a-z])"
    "|[A-Z]{2,}v[0-9]+|[A-Z]{2,}s(?![a-z])"
    "|[A-Z]+(?![a-z])(?:[0-9]+[a-z]*)*"
    "|[A-Z]?[a-z]+(?:[0-9]+[a-z]*)*"
    "|[0-9]+[a-z]*(?:[0-9]+[a-z]*)*"
)
_SPELLED: Final = MEANING | SPELLED


@cache
def words(text: str) -> Words:
    """The words of `text`; never empty."""
    plain = _plain(text)
    found = tuple([word.lower() for word in _WORD.findall(plain)])
    return found or spelled(text)


@cache
def spelled(text: str) -> Words:
    """The words of `text` with every other character spelled; never empty."""
    parts: list[str] = []
    for char in text:
        name = _SPELLED.get(char)
        if name is not None:
            parts.append(f" {name} ")
        elif char.isascii() and char.isalnum():
            parts.append(char)
        else:
            letters = _letters(char)
            parts.append(letters if letters.strip() else f" u{ord(char):04x} ")
    found = _WORD.findall("".join(parts))
    return tuple([word.lower() for word in found]) or ("empty",)


def _plain(text: str) -> str:
    """ASCII text with the same words: letters transliterated, meaning spelled."""
    if not text.isascii():
        text = "".join(map(_letters, unicodedata.normalize("NFKC", text)))
    if "<" in text or ">" in text:
        for char in "<>":
            text = text.replace(char, f" {MEANING[char]} ")
    if len(text) > 1 and text[0] in "+-" and text[1].isdigit():
        text = f"{_SPELLED[text[0]]} {text[1:]}"
    return text


@cache
def _letters(char: str) -> str:
    """A character in ASCII; a blank for one that separates words."""
    if char.isascii():
        return char
    if (known := MEANING.get(char)) is not None:
        return f" {known} "
    lower = char.lower()
    if (known := LETTERS.get(lower)) is not None:
        return known if char == lower else known.capitalize()
    decomposed = unicodedata.normalize("NFKD", char)
    found = "".join(
        part if part.isascii() else LETTERS.get(part, "") for part in decomposed.lower()
    )
    if found.isalnum():
        return found if char == lower else found.capitalize()
    return f" u{ord(char):04x} " if char.isalnum() else " "


@cache
def parts(name: str) -> Words:
    """The words of an identifier of ours as it writes them, for putting more behind."""
    return tuple(_WORD.findall(name))


@cache
def singular(word: str) -> str:
    """The singular of an English noun in lower case; any other word unchanged."""
    known = SINGULARS.get(word)
    if known is not None:
        return known
    if len(word) < 3 or word[-1] != "s" or word in INVARIABLE:
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> bool:
    """Whether a word in lower case looks like the plural of a noun."""
    return singular(word) != word or (word in INVARIABLE and word.endswith("ings"))


@cache
def stems(text: Words) -> Words:
    """The words with nouns in the singular, for comparing."""
    return tuple(map(singular, text))


def without_repetition(text: Iterable[str]) -> list[str]:
    """The words without those that say again what stands right before them."""
    kept: list[str] = []
    for word in text:
        if not kept or singular(kept[-1]) != singular(word):
            kept.append(word)
    return kept


def fit(text: Sequence[str], joint: int = 0, head: int = _HEAD) -> Sequence[str]:
    """The most informative words that make a name of at most :data:`LIMIT` characters.

    Fillers go first, then words said twice, then words in the middle: the beginning
    (at most `head` characters of it) tells whose it is, the end what it is. `joint` is
    the length of what joins two words.
    """
    if _size(text, joint) <= LIMIT:
        return text
    text = [text[0], *(word for word in text[1:] if word.lower() not in FILLERS)]
    if _size(text, joint) <= LIMIT:
        return text
    text = list({word.lower(): word for word in text}.values())
    if _size(text, joint) <= LIMIT:
        return text
    first: list[str] = []
    room = LIMIT
    for word in text[:-1]:
        room -= len(word) + joint
        if LIMIT - room > head:
            room += len(word) + joint
            break
        first.append(word)
    last: list[str] = []
    for word in reversed(text[len(first) :]):
        if len(word) > room:
            break
        last.append(word)
        room -= len(word) + joint
    return [*first, *reversed(last)] if last else [*first, text[-1][:room]]


def _size(text: Sequence[str], joint: int) -> int:
    return sum(map(len, text)) + joint * (len(text) - 1)


def _begin(text: Sequence[str]) -> Sequence[str]:
    """The words such that the first one begins with a letter."""
    first = text[0]
    if not first[0].isdigit():
        return text
    digits = first.rstrip("abcdefghijklmnopqrstuvwxyz")
    number = NUMBERS.get(digits) if digits != first else None
    if number is None:
        return ["n" + first, *text[1:]]
    return [number, first[len(digits) :], *text[1:]]


def snake(text: Sequence[str], head: int = _HEAD) -> str:
    """`thread_id`."""
    return "_".join(_begin(fit(_begin(text), 1, head)))[:LIMIT].rstrip("_")


def pascal(text: Sequence[str], head: int = _HEAD) -> str:
    """`ThreadId`; numbers that would run together keep an underscore (`V1_2`)."""
    name = ""
    for word in _begin(fit(_begin(text), 0, head)):
        if word[0].isdigit() and name[-1:].isdigit():
            name += "_"
        name += word[0].upper() + word[1:]
    return name[:LIMIT].rstrip("_")


@cache
def attribute(wire: str) -> str:
    """The snake_case name of a wire name; one that is such a name stays as it is."""
    return wire if _is_snake(wire) else snake(words(wire))


@cache
def class_name(wire: str) -> str:
    """The PascalCase name of a wire name; one that is such a name stays as it is."""
    if (
        len(wire) <= LIMIT
        and wire.isascii()
        and wire.isalnum()
        and "A" <= wire[0] <= "Z"
    ):
        return wire
    return pascal(words(wire))


def _is_snake(wire: str) -> bool:
    return (
        0 < len(wire) <= LIMIT
        and wire.isascii()
        and wire.isidentifier()
        and wire == wire.lower()
        and wire[0] != "_"
        and wire[-1] != "_"
        and "__" not in wire
    )
