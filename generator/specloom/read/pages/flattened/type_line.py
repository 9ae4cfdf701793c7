"""A line that says the type of a field, as renderers of references show it.

In: a text, and where the type begins in it. Out: :class:`TypeLine`: the type as cells of
tables have it, and what stands behind it, with spaces or without: a mark, a place, a
default value, bounds (`stringheaderrequired`, `enum<string>default:normal`,
`integer <int64> [ 1 .. 99 ]`, `string · Required`). `rest` is what is not understood: a
sentence about the field, or a reason not to believe the line. Used by `field_lines`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.read.pages.flattened import patterns
from specloom.records import record, replace


@record(frozen=True, slots=True)
class TypeLine:
    """A type, and what is said beside it; what is not said is empty.

    `bounds` is in the words of sentences; `more` are words for the description.
    """

    type: str = ""
    required: str = ""
    location: str = ""
    default: str = ""
    bounds: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    rest: str = ""

    @property
    def attributed(self) -> bool:
        """Whether something beside the type says that this is a field."""
        return bool(self.required or self.location or self.default or self.bounds)


def type_line(text: str, at: int = 0) -> TypeLine | None:
    """What a line says from an offset on; None if no type begins there."""
    whole = _map().match(text, at)
    if whole is not None:
        found = _with_tails(text, whole.end(), f"map<{whole['key']}, {whole['value']}>")
        return None if found is None else replace(found, type=_plural(found.type))
    best: TypeLine | None = None
    for end in patterns.ends(patterns.types(), text, at):
        found = _with_tails(text, end, text[at:end])
        if found is not None and not found.rest:
            return found
        best = best or found
    return best


def attribute_line(text: str) -> TypeLine | None:
    """What a line below a type says of its field, if it says nothing else."""
    found = _with_tails(text, 0, "")
    bare = _place().fullmatch(text) is not None and text[:1] != "("
    return None if found is None or found.rest or bare or not text else found


def bounds_of(text: str) -> str | None:
    """A line that is a bound, in the words of sentences: `Required range: x >= 1`."""
    found = _bounds_line().fullmatch(text)
    if found is None:
        return None
    if found["exact"]:
        return _between(found["exact"], found["upto"] or found["exact"], found["unit"])
    if found["low"] or found["high"]:
        return _between(found["low"], found["high"], "")
    if found["least"]:
        return _between(found["least"], "", "")
    if not found["kind"]:
        return None
    kind = found["kind"].lower()
    unit = "array" if "array" in kind else "string" if "string" in kind else ""
    if "length" in kind:
        unit = unit or "string"
    least = kind.startswith("min")
    return _between(found["one"] if least else "", "" if least else found["one"], unit)


def default_of(text: str) -> str | None:
    """The value of a line that says a default value, and nothing else."""
    found = _default_line().fullmatch(text)
    return None if found is None else found["value"].strip().rstrip(".")


def _with_tails(text: str, at: int, type_: str) -> TypeLine | None:
    """What follows a type, as far as it is understood; None if a word goes on."""
    line = TypeLine(type_)
    while at < len(text):
        found = _tail().match(text, at)
        if found is None or (found["mark"] and text[found.end() :][:1].islower()):
            break
        line = _taken(line, found)
        at = found.end()
    rest = text[at:]
    if rest[:1].islower() or (rest[:1].isdigit() and text[at - 1 : at].isalnum()):
        return None
    rest = rest.strip(" \t·•|")
    if rest[:1].islower() and not line.attributed:
        return None
    return replace(line, rest=rest)


def _taken(line: TypeLine, found: re.Match[str]) -> TypeLine:
    """A line with one attribute more."""
    kind = found.lastgroup or ""
    text = found[kind].strip()
    match kind:
        case "mark":
            return replace(line, required=text)
        case "place":
            return replace(line, location=text.strip("()").lower())
        case "default":
            return replace(line, default=text.rstrip("."))
        case "format":
            word = text.strip("<>()$ ")
            return replace(line, type=_formatted(line.type, word))
        case "list":
            return replace(line, type=f"array<{line.type}>")
        case "const":
            return replace(line, type=text)
        case "null":
            return replace(line, type=f"{line.type} | null")
        case "bound":
            return _bounded(line, text)
        case "more" if not text.startswith("["):
            return replace(line, more=(*line.more, text))
        case _:
            return line


def _formatted(type_: str, word: str) -> str:
    if type_.lower() == "enum":
        return f"enum ({word})"
    base, null, _ = type_.partition(" or null")
    head, of, items = base.rpartition(" of ")
    if of:
        return f"{head}<{_plural(items)} ({word})>{null}"
    return f"{base} ({word}){' | null' if null else ''}"


def _bounded(line: TypeLine, text: str) -> TypeLine:
    found = _bound().fullmatch(text)
    assert found is not None
    listed = line.type.lower().startswith(("array", "list")) or line.type[-2:] == "[]"
    unit = "items" if listed else found["unit"] or ""
    if found["long"]:
        said = _one_end(found["end"], found["long"], "characters")
    elif found["least"]:
        said = _between(found["least"], found["most"], "characters")
    elif found["first"]:
        said = _between(found["first"], found["last"], unit)
    elif found["from"]:
        said = _between(found["from"], found["to"], unit)
    elif found["same"]:
        said = _between(found["same"], found["same"], unit)
    elif found["sign"]:
        said = _one_end(found["sign"], found["number"], unit)
    else:
        said = _between("1", "", unit or "characters")
    return replace(line, bounds=(*line.bounds, said))


def _one_end(sign: str, number: str, unit: str) -> str:
    least = sign in (">=", "≥")
    return _between(number if least else "", "" if least else number, unit)


def _between(low: str | None, high: str | None, unit: str) -> str:
    """Bounds in words: of a length, of a number of items, of a number."""
    if unit.startswith(("char", "string")):
        words, tail = ("min length", "max length"), ""
    elif unit.startswith(("item", "array", "elem")):
        words, tail = ("minimum", "maximum"), " items"
    else:
        words, tail = ("minimum", "maximum"), ""
    pairs = zip(words, (low, high), strict=True)
    return ", ".join(f"{word} {number}{tail}" for word, number in pairs if number)


def _plural(type_: str) -> str:
    return re.sub(r"(\w)s\b", r"\1", type_)


@cache
def _map() -> re.Pattern[str]:
    return re.compile(r"map from (?P<key>strings?|integers?) to (?P<value>\w+)", re.I)


_MARKS = (
    r"[Rr]equired|REQUIRED|[Oo]ptional|OPTIONAL|erforderlich|[Oo]bligatoire|[Ff]acultatif"
    r"|[Oo]bligatorio|[Oo]pcional|[Oo]brigatório|必須|必填|任意|可选|选填"
)
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"


@cache
def _bound() -> re.Pattern[str]:
    unit = r"(?: ?(?P<unit>characters?|chars|items?|elements?)\b)?"
    return re.compile(
        rf"(?:\[ ?(?P<from>{_NUMBER}) ?\.\. ?(?P<to>{_NUMBER}) ?\]"
        rf"|(?P<sign><=|>=|≤|≥) ?(?P<number>{_NUMBER})|= ?(?P<same>{_NUMBER})){unit}"
        rf"|length (?P<end><=|>=|≤|≥) ?(?P<long>\d+)|non-empty"
        rf"|(?P<first>{_NUMBER}) (?:to|-|–) (?P<last>{_NUMBER})\b"
        r"|length between (?P<least>\d+) and (?P<most>\d+)"
    )


@cache
def _tail() -> re.Pattern[str]:
    """What may stand behind a type; the last group that matched says which it is."""
    # The same without its groups: the last group is to be that of the kind.
    bound = re.sub(r"\?P<\w+>", "?:", _bound().pattern)
    place = r"\((?:header|query|path|body|cookie|formData)\)|header|query|path|cookie"
    value = r"\"[^\"]*\"|'[^']*'|\[\]|\{\}|[^\s,]+"
    return re.compile(
        rf"[ \t,·•|;]*(?:(?P<mark>{_MARKS})"
        r"|(?P<list>\[\])|(?:(?:value is|always|const) ?:? ?)(?P<const>\"[^\"]*\")"
        rf"|[Dd]efault(?:s? ?(?:to|value)?)?[ :=]+(?P<default>{value})\s*$"
        rf"|(?P<place>{place})"
        r"|(?P<format><[^<>]{1,40}>|\(\$[\w-]+\))"
        r"|(?P<null>or null\b|nullable)"
        rf"|(?P<bound>{bound})"
        r"|(?P<name>\([A-Z][\w .-]*\)|enum|\(enum\))"
        r"|(?P<more>[Dd]eprecated|[Rr]ead-?only|[Ww]rite-?only|unique|\[ ?items [^\[\]]*\]"
        r"|[<>] ?-?\d+))",
    )


@cache
def _place() -> re.Pattern[str]:
    return re.compile(r"(?:header|query|path|body|cookie)")


@cache
def _default_line() -> re.Pattern[str]:
    value = r"\"[^\"]*\"|'[^']*'|`[^`]*`|\[\]|\{\}|[^\s,]+"
    words = (
        r"[Dd]efaults? to|[Dd]efault(?: value)?\s*(?:[:=]|is)|Standard(?:wert)?\s*:"
        r"|(?:Valeur )?[Pp]ar défaut\s*:|(?:Valor )?[Pp]or defecto\s*:|Predeterminado\s*:"
        r"|デフォルト(?:値)?\s*[:：]|默认值?\s*[:：]"
    )
    return re.compile(rf"(?:{words})\s*(?P<value>{value})")


@cache
def _bounds_line() -> re.Pattern[str]:
    number = _NUMBER
    kind = r"(?: (?:(?:string|array)(?: length)?|length|value))?"
    return re.compile(
        rf"Required (?P<unit>string|array) length: (?P<exact>{number})(?: ?[-–] ?"
        rf"(?P<upto>{number}))?(?: (?:characters|elements|items))?"
        rf"|Required range: (?:(?P<low>{number}) <= )?x(?: <= (?P<high>{number}))?"
        rf"|Required range: x >= (?P<least>{number})"
        rf"|(?P<kind>M(?:in|ax)(?:imum)?{kind}): (?P<one>{number})"
    )
