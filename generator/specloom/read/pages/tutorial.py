"""Tutorials: the same step in tabs for several languages, or one call after the other,
and what they print or get as answer.

In: a page of snippets. Out: an operation for each method and path that
a command or a request of the page names; the same call seen again is a further example.
What the page prints behind a snippet (`Output:`) shows the answer of the call before, if
it is all of the answer; events that it prints show a stream. Calls of client libraries
have no path: they tell which answer belongs to which operation, where another step of
the page shows the same call as a request. Links (`Source References`) yield nothing.

All is inferred from examples. A path that the rest of the page contradicts is refused
(SL332); a page that names no method and path at all is (SL330).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache
from typing import Final

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.printouts import events
from specloom.document.steps import Group, Output, has_tabs, steps
from specloom.document.tree import Window
from specloom.ir.api import Api, Operation
from specloom.read.input import Input
from specloom.read.pages.no_operation import table_of_fields
from specloom.read.pages.saying import complete, operation_id, page_api
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.calls import behind, calls
from specloom.read.pages.snippets.contradicted import (
    Beside,
    Contradiction,
    contradictions,
)
from specloom.read.pages.snippets.handed_on import ids_in, without_ids
from specloom.read.pages.snippets.printed import Printed, printed_by
from specloom.read.pages.snippets.shown import (
    Answer,
    operation_of,
    path_of,
    scheme_of,
    schemes_of,
    servers_of,
)
from specloom.read.pages.words.statuses import status_line
from specloom.read.signature import is_page
from specloom.records import record, replace
from specloom.source import SourceFile, Span, Stretch

NO_CALL: Final = "SL330"
UNREADABLE: Final = "SL331"
CONTRADICTED: Final = "SL332"
NO_CALL_OF_IT: Final = "SL366"


@cache
def _outline() -> re.Pattern[str]:
    """What tutorials do not have: a heading that names an operation, a table of fields."""
    return re.compile(
        r"^#{1,6}[ \t]+`?(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS)`?[ \t]+`?[/{h]"
        r"|^[ \t]*\|[^\n]*\|[ \t]*\n[ \t]*\|[ \t:|-]+\|[ \t]*$",
        re.MULTILINE,
    )


@cache
def _mkdocs() -> re.Pattern[str]:
    return re.compile(r"^[ \t]*={3}[!+]{0,2}[ \t]+[\"']([^\"'\n]*)[\"'][ \t]*$", re.M)


def detect(given: Input) -> str | None:
    """The tabs, of a page that describes no operation by heading or table."""
    source = given.source
    if not is_page(source) or not has_tabs(source):
        return None
    if _outline().search(source.text):
        return None
    titles = dict.fromkeys(_mkdocs().findall(source.text))
    if titles:
        return f"it has tabs, {', '.join(f'`{it}`' for it in titles)}"
    found = steps(source)
    tabbed = any(isinstance(it, Group) and it.tabbed for it in found)
    if tabbed and any(isinstance(it, Output) for it in found):
        return "its snippets stand in tabs, and it shows what they print"
    return None


def detect_plain(given: Input) -> str | None:
    """The first call, of a page without tabs that shows calls and what they answer.

    One that describes fields in a table as well is about more than calls.
    """
    source = given.source
    if not is_page(source) or not _called().search(source.text):
        return None
    found = steps(source)
    shown = any(isinstance(it, Output) or _in_session(it) is not None for it in found)
    if not shown or table_of_fields(source):
        return None
    for it in found:
        for snippet in it.snippets if isinstance(it, Group) else ():
            for call in calls(snippet.window).http:
                return f"it calls `{call.method} {path_of(call)}`, and shows answers"
    return None


@cache
def _called() -> re.Pattern[str]:
    """What a snippet with a call has; most pages without one are told by this."""
    return re.compile(r"\bcurl\s|\bhttps?://\S+[\"'` ]", re.IGNORECASE)


def read(given: Input) -> Api:
    """The API of which the page shows calls. Raises SpecError if it shows none."""
    tutorial = _Tutorial(given)
    tutorial.go_through()
    return tutorial.api()


@record(frozen=True, slots=True)
class _Step:
    """The calls of a group, and what each of its snippets prints."""

    http: tuple[Call, ...]
    sdk: tuple[str, ...]
    printed: tuple[Printed, ...]


class _Tutorial:
    """What the steps of a page show, by operation."""

    def __init__(self, given: Input) -> None:
        self._given = given
        self._steps: list[tuple[_Step, list[Output]]] = []
        self._calls: dict[str, list[Call]] = {}
        self._answers: dict[str, list[Answer]] = {}

    def go_through(self) -> None:
        """Read all steps, then what their outputs show."""
        found = steps(self._given.source)
        outputs = [it if isinstance(it, Output) else _in_session(it) for it in found]
        ids = ids_in(_body(it.window) for it in outputs if it is not None)
        for it, output in zip(found, outputs, strict=True):
            if isinstance(it, Group):
                self._steps.append((self._step(it, ids), []))
            if output is not None and self._steps:
                self._steps[-1][1].append(output)
        for step, _ in self._steps:
            for call in step.http:
                self._calls.setdefault(_id(call), []).append(call)
        known = self._by_name()
        for step, printed in self._steps:
            for number, output in enumerate(printed):
                named = _status().search(output.label)
                status = named and named[0]
                if number == 0 or status is not None or _is_raw(output.window):
                    self._output(step, output, status, known)
                elif step.http:
                    window = output.window
                    message = "this answer belongs to no call"
                    span = window.stretch(0, len(window.text))
                    self._given.diagnostics.add(NO_CALL_OF_IT, message, span)

    def _step(self, group: Group, ids: Container[str]) -> _Step:
        found = [(it, without_ids(calls(it.window), ids)) for it in group.snippets]
        http = [call for _, it in found for call in it.http]
        for call in http:
            if call.flaw is not None:
                reason, place = call.flaw
                message = (
                    f"the body of `{call.method} {call.path}` cannot be read: {reason}"
                )
                self._given.diagnostics.add(UNREADABLE, message, place)
        printed = [printed_by(snippet, it) for snippet, it in found]
        sdk = dict.fromkeys(_plain(call.name) for _, it in found for call in it.sdk)
        return _Step(tuple(http), tuple(sdk), tuple(it for it in printed if it))

    def _by_name(self) -> dict[str, str]:
        """Operations by the call of a client library that stands for them."""
        known: dict[str, dict[str, None]] = {}
        for step, _ in self._steps:
            ids = {_id(it): None for it in step.http}
            if len(ids) == 1 and len(step.sdk) == 1:
                known.setdefault(step.sdk[0], {}).update(ids)
        return {name: next(iter(ids)) for name, ids in known.items() if len(ids) == 1}

    # Answers

    def _output(
        self,
        step: _Step,
        output: Output,
        status: str | None,
        known: Mapping[str, str],
    ) -> None:
        """Take an output for the answer of the operation that it belongs to."""
        of = self._operation(step, known)
        if of is None or of not in self._calls:
            return
        window = output.window
        span = window.stretch(0, len(window.text))
        raw = status_line().match(window.text.lstrip())
        if raw is not None:
            status = raw["code"]
            window = _body(window)
            if not window.text:
                answer = Answer(None, span, status, empty=True)
                self._answers.setdefault(of, []).append(answer)
                return
        forms = {it.form for it in step.printed}
        if "events" in forms or events(window):
            self._answers.setdefault(of, []).append(Answer(None, span, status))
        elif "part" not in forms:
            value = self._value(window)
            if value is not None:
                self._answers.setdefault(of, []).append(
                    Answer(value, value.span, status)
                )

    def _operation(self, step: _Step, known: Mapping[str, str]) -> str | None:
        """The operation whose answer a step prints last."""
        for it in step.printed:
            if it.of is not None and _plain(it.of) in known:
                return known[_plain(it.of)]
        ids = list(dict.fromkeys(map(_id, step.http)))
        if len(ids) == 1 and len(step.sdk) < 2:
            return ids[0]
        for it in step.printed:
            if it.call is not None:
                return _id(it.call)
        return None

    def _value(self, window: Window) -> Loose | None:
        text = window.text.strip()
        if not text.startswith(("{", "[")):
            return None
        try:
            return read_loose(window)
        except Unreadable as refusal:
            place = window.stretch(refusal.start, refusal.end)
            message = f"an output cannot be read: {refusal.reason}"
            self._given.diagnostics.add(UNREADABLE, message, place)
            return None

    # The API

    def api(self) -> Api:
        """What the page shows, as an API. Raises SpecError if there is no operation."""
        source = self._given.source
        if not self._calls:
            raise SpecError(_no_call(source))
        shown = [it for them in self._calls.values() for it in them]
        operations = []
        wrong = contradictions(
            source,
            self._calls,
            [Beside(it.sdk, tuple(map(_id, it.http))) for it, _ in self._steps],
        )
        for id_, found in self._calls.items():
            if id_ in wrong:
                self._contradicted(found, wrong[id_])
            else:
                operations.append(self._operation_of(id_, found))
        api = page_api(
            source,
            operations,
            servers=servers_of(shown),
            schemes=schemes_of(shown).values(),
        )
        counts = replace(api.counts, operations=len(self._calls))
        return replace(api, counts=counts)

    def _operation_of(self, id_: str, found: list[Call]) -> Operation:
        operation = operation_of(found, self._answers.get(id_, ()))
        schemes = [scheme_of(it) for it in found]
        names = dict.fromkeys(it.name for it in schemes if it is not None)
        if names:
            # Some calls may show that it works without.
            anonymous = ((),) if None in schemes else ()
            security = (*(((name, ()),) for name in names), *anonymous)
            operation = replace(operation, security=security)
        return complete(operation)

    def _contradicted(self, found: list[Call], why: Contradiction) -> None:
        call = found[0]
        self._given.diagnostics.add(
            CONTRADICTED,
            f"`{call.method} {path_of(call)}` {why.reason}",
            call.url_span,
            hint="mend the page, or say in an overlay what holds",
            related=(("what contradicts it", why.span),) if why.span else (),
        )


@cache
def _status() -> re.Pattern[str]:
    return re.compile(r"\b[1-5][0-9]{2}\b")


def _is_raw(window: Window) -> bool:
    return status_line().match(window.text.lstrip()) is not None


def _body(window: Window) -> Window:
    """An answer without its head, where it has one."""
    if not _is_raw(window):
        return window
    at = window.text.find("\n\n")
    return window.part(len(window.text) if at < 0 else at, len(window.text))


def _in_session(group: Group) -> Output | None:
    """What a session shows behind its command, in the same snippet."""
    for it in group.snippets:
        window = behind(it.window, calls(it.window))
        if window is not None:
            return Output("", window)
    return None


def _id(call: Call) -> str:
    return operation_id(call.method, path_of(call))


def _no_call(source: SourceFile) -> Diagnostic:
    tab = _mkdocs().search(source.text)
    place = Span(Stretch(source, *(tab.span() if tab else (0, 0))))
    message = "no snippet of the tutorial names a method and a path"
    hint = "a tab with a command of curl, or a request over HTTP, would"
    return diagnostic(NO_CALL, message, place, hint=hint)


def _plain(name: str) -> str:
    """The name of a call of a client library, without the casing of its language."""
    return name.replace("_", "").lower()
