"""What the lines below a field say of it.

In: the lines, up to the next field. Out: :class:`Said`: its description, and what stands
on lines of their own: the values that are allowed, a default value, bounds, and whether
its members follow. Used by `field_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, TypeAlias

from specloom.read.pages.flattened.field_starts import Field
from specloom.read.pages.flattened.run_on import Line
from specloom.read.pages.flattened.snippets import snippet
from specloom.read.pages.flattened.type_line import (
    attribute_line,
    bounds_of,
    default_of,
    type_line,
)
from specloom.read.pages.words.titles import title
from specloom.records import record

Opener: TypeAlias = Literal["", "open", "titled", "folded"]
"""Whether members follow a field: for sure, perhaps, or not, as they were folded when the
page was copied."""


@record(frozen=True, slots=True)
class Said:
    """What is said of a field; empty where nothing is. `strange` are single words that
    may be names of fields."""

    description: str = ""
    values: str = ""
    default: str = ""
    bounds: tuple[str, ...] = ()
    opener: Opener = ""
    strange: tuple[Line, ...] = ()


def said(lines: Sequence[Line], field: Field) -> Said:
    """What the lines behind a field say."""
    description = [field.type.rest, *field.type.more]
    default, values = "", ""
    opener: Opener = ""
    bounds: list[str] = []
    strange: list[Line] = []
    at = 0
    while at < len(lines):
        text = lines[at].text.strip()
        stop = example_end(lines, at)
        if stop > at:
            if stop == _next(lines, at + 1) + 1:
                description.append(f"{text} {lines[stop - 1].text.strip()}")
            at = stop
            continue
        stop = values_end(lines, at)
        if stop > at:
            found, words = _values(lines[at:stop])
            values = values or found
            description.extend(words if found else [it.text for it in lines[at:stop]])
            at = stop
            continue
        at += 1
        opened = opener_of(text)
        if not text or _is_button(text):
            continue
        if field.shows(text):
            opener = "open"
        elif opened or field.opens(text):
            opener = opened or "titled"
        elif default_of(text) is not None and not default:
            default = default_of(text) or ""
        elif (bound := bounds_of(text)) is not None:
            bounds.append(bound)
        elif (more := attribute_line(text)) is not None and more.bounds:
            bounds.extend(more.bounds)
        elif not (field.boxed and _in_box(text, field, default, values)):
            description.append(text)
            if _word().fullmatch(text):
                strange.append(lines[at - 1])
    shown = "\n".join(it.strip() for it in description if it.strip())
    return Said(shown, values, default, tuple(bounds), opener, tuple(strange))


def opener_of(text: str) -> Opener:
    """What a line says about members: that they follow, or that they are folded."""
    found = _opener().fullmatch(text)
    if found is None:
        return ""
    return "open" if found["open"] else "folded"


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[a-z_$][\w$.-]*(?:\[\])?\*?")


@cache
def _opener() -> re.Pattern[str]:
    members = r"(?:attributes?|parameters?|properties|property|fields?|members?|items?)"
    return re.compile(
        rf"(?P<open>Hide (?:\d+ |child |nested |\w+ )?{members}|Array \(\)|Array \[|Array of:)"
        rf"|[+-]? ?(?:Show|Expand|View) (?:all )?(?:\d+ |child |nested |\w+ )?{members}",
        re.IGNORECASE,
    )


@cache
def _button() -> re.Pattern[str]:
    return re.compile(
        r"(?:ADD|Add) (?:string|object|item|integer|number|boolean|field|value|property|\w+)"
        r"|(?:No file chosen|Choose file|Select an option)|\+ ?Add",
    )


def _is_button(text: str) -> bool:
    return _button().fullmatch(text) is not None


def _in_box(text: str, field: Field, default: str, values: str) -> bool:
    """Whether a line is what a form shows in the box for a value."""
    return text in (field.name, default, "--") or f'"{text}"' in values


def example_end(lines: Sequence[Line], at: int) -> int:
    """Behind the example of a value that a line leads to; the line if there is none."""
    if _example().fullmatch(lines[at].text.strip()) is None:
        return at
    here = _next(lines, at + 1)
    if here == len(lines):
        return at
    taken = snippet(lines, here)
    return here + 1 if taken is None else taken[0]


@cache
def _example() -> re.Pattern[str]:
    return re.compile(
        r"(?:Examples?|Example value|Beispiel|Exemple|Ejemplo|例)\s*[:：]"
    )


# Values


@cache
def _label() -> re.Pattern[str]:
    kinds = (
        "[Aa]llowed|[Pp]ossible|[Aa]vailable|[Vv]alid|[Aa]ccepted|[Ss]upported|[Ee]num"
    )
    return re.compile(
        rf"(?:(?:{kinds})(?: enum)?(?: (?:values?|options?))?|[Oo]ne of|[Oo]ptions|[Ee]num"
        r"|[Vv]alues|(?:[Mm]ögliche|[Ee]rlaubte|[Zz]ulässige) Werte"
        r"|[Vv]aleurs (?:possibles|autorisées|acceptées)"
        r"|[Vv]alores (?:posibles|permitidos|possíveis)|許可された値|指定可能な値|可选值)"
        r"\s*(?P<colon>[:：]?)\s*(?P<list>.*)"
    )


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"[\"'`]?[\w][\w.:/@+-]*[\"'`]?|\"[^\"]*\"")


def values_end(lines: Sequence[Line], at: int) -> int:
    """Behind the values that a line leads to; the line itself if it leads to none."""
    found = _label().fullmatch(lines[at].text.strip())
    if found is None:
        return at
    if found["list"]:
        return at + 1 if found["colon"] and _inline(found["list"]) else at
    stop, lower = at, None
    for here in range(at + 1, len(lines)):
        text = lines[here].text.strip()
        if not text:
            continue
        if _token().fullmatch(text) is None:
            # What the value above means, if another value follows.
            told = stop > at and _label_text(text) and stop == _above(lines, here) + 1
            if told and _value_follows(lines, here + 1):
                continue
            break
        if lower is None:
            lower = text[0].islower()
        if lower and text[0].isupper() and title(text).role is not None:
            break
        if _begins_field(lines, here):
            break
        stop = here + 1
    if stop > at and _label_text_behind(lines, stop):
        stop = _next(lines, stop) + 1
    return stop if stop > at else at


def _above(lines: Sequence[Line], at: int) -> int:
    return next((it for it in range(at - 1, -1, -1) if lines[it].text.strip()), -1)


def _next(lines: Sequence[Line], at: int) -> int:
    return next(
        (it for it in range(at, len(lines)) if lines[it].text.strip()), len(lines)
    )


def _label_text(text: str) -> bool:
    return " " in text and text[0].isupper() and text[-1] == "."


def _value_follows(lines: Sequence[Line], at: int) -> bool:
    here = _next(lines, at)
    return (
        here < len(lines)
        and _token().fullmatch(lines[here].text.strip()) is not None
        and not _begins_field(lines, here)
    )


def _label_text_behind(lines: Sequence[Line], stop: int) -> bool:
    """Whether the last value has a meaning below it, as the others have."""
    here = _next(lines, stop)
    if here >= len(lines) or not _label_text(lines[here].text.strip()):
        return False
    return any(_label_text(it.text.strip()) for it in lines[max(0, stop - 3) : stop])


def _begins_field(lines: Sequence[Line], at: int) -> bool:
    """Whether a word is the name of the next field: a type stands right below it."""
    if type_line(lines[at].text.strip()) is not None or at + 1 >= len(lines):
        return False
    line = type_line(lines[at + 1].text.strip())
    return line is not None and not line.rest


def _inline(text: str) -> list[str]:
    """The values of a list on one line; none if it is a sentence."""
    quoted = re.findall(r"\"([^\"]*)\"|`([^`]*)`", text)
    rest = re.sub(r"\"[^\"]*\"|`[^`]*`", "", text)
    if quoted and not rest.strip(" ,|"):
        return [a or b for a, b in quoted]
    words = [it.strip() for it in re.split(r"[,|]", text.rstrip(" ."))]
    if all(_token().fullmatch(it) for it in words):
        return [it.strip("\"'`") for it in words]
    return []


def _values(lines: Sequence[Line]) -> tuple[str, list[str]]:
    """The values as a cell has them, and what is said of each."""
    found = _label().fullmatch(lines[0].text.strip())
    assert found is not None
    values = _inline(found["list"]) if found["list"] else []
    words: list[str] = []
    for line in lines[1:]:
        text = line.text.strip()
        if _token().fullmatch(text):
            values.append(text.strip("\"'`"))
        elif text:
            words.append(f"`{values[-1]}`: {text}")
    unique = dict.fromkeys(values)
    if len(unique) < 2:
        return "", []
    return ", ".join(f'"{it}"' for it in unique), words
