"""Properties that lines list: of an object by a sentence, of a field by labels.

In: the parts of a section. Out: the object that a line says to list ("Garden has the
following properties"), with a section of its own for the list; and what lines such as
`**Type**: String` say, by the roles of columns. Used by `objects` and `collected`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Final

from specloom.document.tables import Table
from specloom.read.pages.endpoint.outline import BOLD, Items, Prose, Section
from specloom.read.pages.words.columns import role
from specloom.read.pages.words.lexicon import WORDS
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import NO_TITLE


@cache
def _properties() -> re.Pattern[str]:
    what = r"(?:properties|fields|attributes)"
    return re.compile(
        rf"^(?:an? |the |each )?(?P<a>[\w -]{{2,30}}?)(?: object)? (?:has|have|contains) the following {what}"
        rf"|^(?:the )?{what} of (?:an? |the )?(?P<b>[\w -]{{2,30}}?)(?: object)?(?: are)?:?$",
        re.IGNORECASE,
    )


def lists_properties(text: str) -> str | None:
    """The object whose properties a line says to follow: "Garden has the following
    properties"."""
    lines = plain(text.strip().split("\n")[-1])
    found = _properties().search(lines)
    return found and (found["a"] or found["b"])


def is_listed(section: Section) -> bool:
    """Whether a section is one of those that stand for a list, and have no heading."""
    return section.title is NO_TITLE and section.text_start == section.start


def with_properties(section: Section) -> Iterable[Section]:
    """Sections of their own for lists and tables that such a line stands before."""
    for prose, part in pairwise(section.parts):
        if not isinstance(prose, Prose) or not isinstance(part, Items | Table):
            continue
        name = lists_properties(prose.text)
        if name is not None:
            at = prose.start
            yield Section(
                section.level, name, NO_TITLE, at, at, part.end, section, [part]
            )


def definitions(text: str) -> dict[str, str]:
    """Lines such as `**Type**: String`, by the role of their words."""
    found: dict[str, str] = {}
    last = ""
    for line in re.split(r"\n|<br\s*/?>\s*\n?", text):
        bare = line.strip()
        if found and bare.lower() in ("required", "optional"):
            found["required"], last = bare.lower(), ""
            continue
        match = _definition().match(bare) or _plain_definition().fullmatch(bare)
        known = role(match["label"]) if match is not None else None
        if match is not None and known is not None:
            last = known
            found[known] = match["text"].strip()
        elif last and line.strip():
            found[last] += " " + line.strip()
    return found


def is_typed(section: Section) -> bool:
    """Whether the first line below a label is its type: `type: string`."""
    first = section.parts[0] if section.parts else None
    return (
        section.level >= BOLD
        and isinstance(first, Prose)
        and _typed().match(first.text) is not None
    )


def begins_with_type(section: Section) -> bool:
    """Whether what is below a heading begins with a line that says a type, and perhaps a
    mark: "string, required", "*integer* The size"."""
    first = section.parts[0] if section.parts else None
    if not isinstance(first, Prose):
        return False
    if "type" in definitions(first.text):
        return True
    line = first.text.strip().split("\n")[0]
    found = _leading().match(line)
    if found is None:
        return False
    said = found["words"] or found["set"]
    words = [it.strip(" *_`").lower() for it in re.split(r"[,|·]", said)]
    typed = [it for it in words if it in WORDS or _array().fullmatch(it)]
    return bool(typed) and all(it in _MARKS or it in typed for it in words)


_MARKS: Final = frozenset(
    ("required", "optional", "nullable", "not required", "deprecated")
)


@cache
def _leading() -> re.Pattern[str]:
    """A line that is short, or the words at its head that are set off."""
    return re.compile(
        r"(?P<words>[^.:()]{2,40})$|[*_`(]+(?P<set>[^*_`()]{2,40})[*_`)]+"
    )


@cache
def _array() -> re.Pattern[str]:
    return re.compile(r"(?:array|list) of \w+|\w+\[\]")


@cache
def _typed() -> re.Pattern[str]:
    return re.compile(r"\s*type:[ \t]*\S", re.IGNORECASE)


@cache
def _plain_definition() -> re.Pattern[str]:
    """`type: string`, in lines below the name of a field."""
    return re.compile(
        r"(?P<label>type|format|default|required):[ \t]*(?P<text>.+)", re.IGNORECASE
    )


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(
        r"(?:[-*]\s+)?(?:\*\*(?P<label>[\w ]{2,30}):?\*\*\s*:?)\s*(?P<text>.+)",
        re.DOTALL,
    )
