"""The words of pages for types -> base types, as a person who takes them literally.

In: the text of a type cell or attribute: `String/null`, `array[uuid]`, `object[]`. Out:
base types as `compare.base` has them, or None for words that it does not know. Used to
say whether the page agrees with what was recovered.
"""

from __future__ import annotations

import re

WORDS = {
    "string": "str|string|text|uuid|enum|date|datetime|date-time|timestamp|url|uri|time",
    "number": "int|integer|long|int32|int64|number|numeric|decimal|float|double|bigint",
    "boolean": "bool|boolean",
    "object": "object|json|dict|dictionary|map|record|hash",
    "array": "array|list|arrays|lists",
}
BASES = {word: base for base, words in WORDS.items() for word in words.split("|")}
SPLIT = re.compile(r"\s*(?:/|\||,|\bor\b)\s*")
OF = re.compile(r"^(?:array|list)(?:s? of |\s*[<\[(])\s*(.+?)[>\])]?$")


def bases(text: str) -> frozenset[str] | None:
    """The base types that the words name; null is none."""
    text = re.sub(r"[`*]", "", text.lower()).strip()
    text = re.sub(r"\b(?:record|dict|map)<[^<>]*(?:<[^<>]*>)?[^<>]*>?", "object", text)
    found: set[str] = set()
    for part in SPLIT.split(re.sub(r"\((?:[^()]*)\)", "", text)):
        if part in ("null", "none", ""):
            continue
        inner = OF.match(part)
        if inner or part.endswith("[]"):
            part = inner[1] if inner else part[:-2]
            part = part.removesuffix("s") if part not in BASES else part
            found.add(BASES.get(part, "object"))
            continue
        base = BASES.get(part.removeprefix("?").split(" ")[0])
        if base is None:
            return None
        found.add(base)
    return frozenset(found) or None
