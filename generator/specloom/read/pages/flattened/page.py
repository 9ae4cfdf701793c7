"""Text copied from a rendered page: headings without marks, cells that run together.

In: a page whose method runs into its path, whose headers run into one another, or which
has lines with a method and a path and no marks at all. Out: its `Api`. The outline is
made of the lines (`outline`); what is made of its sections is what hand-written
pages come to. What had to be cut is guessed, however sure.

Refused as a whole: a page without a method and path, one that is cut in the middle of a
row, and one of whose rows more than half cannot be cut. Rows in doubt are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, TypeGuard

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document.tables import Table
from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.walk import map_children, map_types
from specloom.read.input import Input
from specloom.read.pages.endpoint.operations import PageOperations
from specloom.read.pages.flattened.calls import CallLine, call_line
from specloom.read.pages.flattened.cut_off import cut_off
from specloom.read.pages.flattened.outline import Outline, outline
from specloom.read.pages.flattened.page_lines import called
from specloom.read.pages.flattened.run_on import Refused, header, lines_of
from specloom.read.pages.saying import stretch
from specloom.read.signature import is_page
from specloom.records import replace
from specloom.source import SourceFile, Span, Stretch

IN_DOUBT: Final = "SL350"
CUT: Final = "SL351"
TOO_MANY: Final = "SL352"
NO_CALL: Final = "SL353"
NO_BOUNDARY: Final = "SL326"

RULE: Final = "split text"
USUAL: Final = "split text, by usual names"


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"^(?: {0,3}#{1,6} |<[A-Za-z!])|^\s*(?:```|~~~|=== \")", re.MULTILINE
    )


@cache
def _fences() -> re.Pattern[str]:
    return re.compile(r"^\s*(?:```|~~~|=== \")|^<[A-Z]|\A\s*<", re.MULTILINE)


def detect(given: Input) -> str | None:
    """What runs together in the page, or that it has lines without any marks."""
    text = given.source.text
    if not is_page(given.source) or _fences().search(text):
        return None
    lines = lines_of(given.source)
    calls = [it for at in range(len(lines)) if (it := call_line(lines, at, text))]
    for call in calls:
        if call.fused:
            return f"its method runs into its path: `{_shown_call(call)}`"
    for line in lines:
        if header(line.text) is not None:
            return f"its headers run together: `{line.text[:60]}`"
    if calls and _marks().search(text) is None:
        return f"it is text without marks, with the line `{_shown_call(calls[0])}`"
    return None


def _shown_call(call: CallLine) -> str:
    return f"{call.method} {call.base}{call.path}"[:60]


def read(given: Input) -> Api:
    """The API of the page. Raises SpecError for what is refused; see the module."""
    source = given.source
    found = outline(source, _shown(source))
    cut = cut_off(source, found.root, found.refused)
    if cut is not None:
        raise SpecError(_cut(source, *cut))
    if not found.signatures:
        raise SpecError(_no_call(source))
    _refuse_calls_behind(source, found)
    _rows(given, found)
    api = PageOperations(given, found.root, list(found.signatures)).api()
    return _weakened(api, found)


def _refuse_calls_behind(source: SourceFile, found: Outline) -> None:
    """Raises SpecError where fields of several operations stand above their calls."""
    first = found.signatures[0]
    others = {called(it) for it in found.signatures} - {called(first)}
    for section in found.root.children:
        fields = [it for it in section.parts if isinstance(it, Table)]
        if others and fields and section.start < first.section.start:
            message = "fields stand above the calls, and nothing says of which they are"
            where = stretch(source, section.start, fields[0].end)
            hint = "copy each operation as a page of its own, or from its title on"
            raise SpecError(diagnostic(NO_BOUNDARY, message, where, hint=hint))


@cache
def _key() -> re.Pattern[str]:
    return re.compile(r"[\"']([A-Za-z_$@][\w$.-]*)[\"']\s*:|[?&]([A-Za-z_]\w*)=")


def _shown(source: SourceFile) -> Iterator[str]:
    """The names that examples of the page show."""
    for match in _key().finditer(source.text):
        yield match[1] or match[2]


def _rows(given: Input, found: Outline) -> None:
    """Says which rows are in doubt; raises SpecError if they are too many."""
    counted = [it for it in found.refused if it.counted]
    if len(counted) * 2 > found.rows:
        first = counted[0]
        message = (
            f"{len(counted)} of {found.rows} rows cannot be cut into cells, first "
            f"`{first.line.text[:80]}`: {first.reason}"
        )
        hint = "copy the page as markdown, or name its fields in an overlay"
        raise SpecError(diagnostic(TOO_MANY, message, _place(given, first), hint=hint))
    for row in found.refused:
        message = f"a row is left out, because {row.reason}: `{row.line.text[:80]}`"
        given.diagnostics.add(IN_DOUBT, message, _place(given, row))


def _cut(source: SourceFile, where: str, place: Span) -> Diagnostic:
    line = source.text.rstrip("\n").rpartition("\n")[2]
    message = f"the text is cut {where}: `{line[-80:]}`"
    return diagnostic(CUT, message, place, hint="copy the whole page")


def _place(given: Input, row: Refused) -> Span:
    return stretch(given.source, row.line.start, row.line.end)


def _no_call(source: SourceFile) -> Diagnostic:
    first = next((it for it in lines_of(source) if header(it.text)), None)
    start, end = (0, 0) if first is None else (first.start, first.end)
    message = "the page describes no operation: nothing belongs to a method and a path"
    hint = "a line such as `POST /v1/things` says what is called"
    return diagnostic(NO_CALL, message, stretch(source, start, end), hint=hint)


def _weakened(api: Api, found: Outline) -> Api:
    """The API, in which what had to be cut apart is guessed."""

    def evidence(old: Mapping[str, Evidence]) -> Mapping[str, Evidence]:
        return {key: weaker(why) for key, why in old.items()} if old else old

    def weaker(why: Evidence) -> Evidence:
        origin = why.span.origin
        start = origin.start if isinstance(origin, Stretch) else -1
        if start not in found.split or why.grade <= Grade.GUESSED:
            return why
        return Evidence(
            why.span, Grade.GUESSED, USUAL if start in found.guessed else RULE
        )

    def type_of(type_: t.Type) -> t.Type:
        type_ = map_children(type_, type_of)
        if not type_.notes.evidence:
            return type_
        notes = replace(type_.notes, evidence=evidence(type_.notes.evidence))
        type_ = replace(type_, notes=notes)
        # No enumeration is closed on a guess.
        return replace(type_, open=True) if _is_guessed_enum(type_) else type_

    api = map_types(api, lambda _, type_: type_of(type_))
    operations = tuple(
        replace(
            it,
            parameters=tuple(
                replace(parameter, evidence=evidence(parameter.evidence))
                for parameter in it.parameters
            ),
        )
        for it in api.operations
    )
    return replace(api, operations=operations)


def _is_guessed_enum(type_: t.Type) -> TypeGuard[t.Enum]:
    why = type_.notes.evidence.get("enum") or type_.notes.evidence.get("type")
    return isinstance(type_, t.Enum) and why is not None and why.grade is Grade.GUESSED
