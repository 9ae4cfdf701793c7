"""Which call the output behind a snippet is the answer of, and whether it is all of it.

In: the text of a snippet, and what calls it has. Out: :class:`Printed`. A tutorial may
print the answer, a part of it, or something made of it; only the answer itself shows what
the operation gives. Nothing is run: the last thing that the snippet prints is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from specloom.document.steps import Snippet
from specloom.read.pages.snippets.call import Call, Calls
from specloom.records import record


@record(frozen=True, slots=True)
class Printed:
    """What a snippet prints: the `whole` answer of a call, a `part`, `events`.

    `of` is the name of a call of a client library, None for that over HTTP, which is
    then `call`.
    """

    form: Literal["whole", "part", "events"]
    of: str | None = None
    call: Call | None = None


@cache
def _print() -> re.Pattern[str]:
    return re.compile(
        r"^(?P<indent>[ \t]*)(?:pprint\.)?(?:print|pprint|console\.log)\((?P<said>.*)\)[ \t]*;?[ \t]*$",
        re.MULTILINE,
    )


@cache
def _made() -> re.Pattern[str]:
    return re.compile(
        r"^[ \t]*(?:const |let |var )?(?P<name>\w+)(?::[^=\n]*)?[ \t]*=[ \t]*"
        r"(?:await[ \t]+)?(?P<of>[A-Za-z_$][\w$.]*)\(",
        re.MULTILINE,
    )


@cache
def _loop() -> re.Pattern[str]:
    return re.compile(
        r"\bfor\b[ \t]+(?:await[ \t]*)?\(?(?:const |let |var )?[ \t]*(?P<item>\w+)[ \t]+"
        r"(?:in|of)[ \t]+(?:await[ \t]+)?(?P<of>[A-Za-z_$][\w$.]*)"
    )


@cache
def _called() -> re.Pattern[str]:
    return re.compile(r"(?:await[ \t]+)?(?P<of>[A-Za-z_$][\w$.]*)\(")


@cache
def _text_of() -> re.Pattern[str]:
    """All of an answer, as libraries for HTTP give it."""
    return re.compile(
        r"(?:await[ \t]+)?(\w+)\.(?:text|content|data|body|json)(?:\(\))?"
    )


@cache
def _piped() -> re.Pattern[str]:
    return re.compile(r"[\s\\]*\|[\s\\]*(\w+)[ \t]*([^\n|]*)")


def printed_by(snippet: Snippet, found: Calls) -> Printed | None:
    """What a snippet prints; None if that cannot be told."""
    if found.http and found.http[-1].notation == "curl":
        return _piped_by(found.http[-1])
    return _code(snippet.window.text, found)


def _piped_by(call: Call) -> Printed:
    """What becomes of the answer that a command of curl gets."""
    origin = call.span.origin
    end = origin.locate("")[1]
    pipe = _piped().match(origin.source.text, end)
    if pipe is None or (pipe[1] == "jq" and pipe[2].strip(" '\"") in ("", ".")):
        return Printed("whole", call=call)
    if pipe[1] in ("sed", "awk", "grep"):
        return Printed("events", call=call)
    if pipe[1] in ("python", "python3", "json_pp"):
        return Printed("whole", call=call)
    return Printed("part", call=call)


def _code(text: str, found: Calls) -> Printed | None:
    prints = list(_print().finditer(text))
    if not prints:
        return None
    # Where a value comes from: names of variables, and what they were made by.
    made = {it["name"]: it["of"] for it in _made().finditer(text)}
    for loop in _loop().finditer(text):
        if loop["of"] in made:
            made[loop["item"]] = made[loop["of"]]
        if loop["item"] in prints[-1]["said"] or _says(prints, loop["item"]):
            of = made.get(loop["of"], loop["of"])
            streamed = "event" in text and _says(prints, loop["item"])
            return _printed("events" if streamed else "part", of, found)
    said = prints[-1]["said"].strip()
    if (text_of := _text_of().fullmatch(said)) is not None and text_of[1] in made:
        said = text_of[1]
    if said in made:
        return _printed("whole", made[said], found)
    call = _called().match(said)
    if call is not None and _closes(said, call.end() - 1) == len(said):
        return _printed("whole", call["of"], found)
    return Printed("part")


def _says(prints: Sequence[re.Match[str]], name: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", it["said"]) for it in prints)


def _printed(
    form: Literal["whole", "part", "events"], of: str, found: Calls
) -> Printed | None:
    names: Mapping[str, object] = {it.name: it for it in found.sdk}
    if of in names:
        return Printed(form, of)
    if found.http:
        return Printed(form, call=found.http[-1])
    return None


def _closes(text: str, at: int) -> int:
    """Behind the bracket that closes the one at an offset; quotes are not looked at."""
    depth = 0
    for place in range(at, len(text)):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place + 1
    return -1
