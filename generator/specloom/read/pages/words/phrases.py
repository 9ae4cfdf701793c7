"""The phrases that types are written in: `array of X`, `string(50)`, `String (UUID)`.

In: nothing. Out: patterns for whole cells, made when first asked for. Used by `types`.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def length() -> re.Pattern[str]:
    return re.compile(r"(\w+)\s*\(\s*(\d+)\s*\)")


@cache
def aside() -> re.Pattern[str]:
    return re.compile(r"(.+?)\s*\(([^()]*)\)|(.+?)\s*<\s*([\w-]+)\s*>")


@cache
def of() -> re.Pattern[str]:
    many = "array|list|set|sequence|collection|lista|liste|arreglo|tableau"
    of = r"of|de|di|d'|von"
    return re.compile(
        rf"(?:an?\s+)?(?:json\s+)?(?:{many})s?\s+(?:{of})\s+(?P<of>.+)"
        rf"|(?P<before>.+?)\s+(?:{many})",
        re.IGNORECASE,
    )


@cache
def map_of() -> re.Pattern[str]:
    many = "map|dict|dictionary|hash|mapping|object|record"
    return re.compile(
        rf"(?:an?\s+)?(?:{many})s?\s+of\s+(?:(?P<keys>\w+)\s+(?:to|=>|->)\s+)?(?P<of>.+)",
        re.IGNORECASE,
    )


@cache
def listed() -> re.Pattern[str]:
    """A type, and the values that are allowed: `string: fast / slow`."""
    word = r"(?:one of|any of|enum|values|allowed values|possible values)"
    return re.compile(
        rf"(?P<base>\w+)\s*(?:[:：]|[,;]?\s*\(?{word}\s*[:：]?)\s*(?P<values>[^()]+)\)?",
        re.IGNORECASE,
    )
