"""The lines of a flattened page, and what is told of them before they are read.

In: a page. Out: :class:`PageLines`: the lines without furniture, and which of them begin
a call, a snippet or an operation; and the names that its samples show. Used by `outline`.
"""

from __future__ import annotations

from typing import Final

from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.flattened.calls import CallLine, call_line
from specloom.read.pages.flattened.furniture import without_furniture
from specloom.read.pages.flattened.header_lines import without_headers
from specloom.read.pages.flattened.run_on import lines_of
from specloom.read.pages.flattened.shown_names import ShownNames
from specloom.read.pages.flattened.snippets import raw_request, snippet
from specloom.read.pages.flattened.titles import title_lines
from specloom.read.pages.saying import normal_path, operation_id
from specloom.read.pages.words.titles import title
from specloom.source import SourceFile

_FORMS: Final = frozenset({"Try it out", "Controls Accept header.", "No links"})


class PageLines:
    """Lines; `calls` and `snippets` by their first line, `titles` by that of the call."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.lines = without_headers(lines_of(source))
        self.calls = self._calls()
        self.snippets = self._snippets()
        self.lines = without_furniture(
            self.lines, self.calls.__contains__, self._is_other
        )
        boxed = any(it.text.strip() in _FORMS for it in lines_of(source))
        different = {called(it): at for at, it in reversed(self.calls.items())}
        backwards = {stop - 1: at for at, (stop, _) in self.snippets.items()}
        # A page of forms has its tags above the calls, and the titles below them.
        self.titles = (
            {}
            if boxed
            else title_lines(
                self.lines, [*self.calls], backwards, set(different.values())
            )
        )
        data = [
            (self.lines[at].start, self.lines[stop - 1].end)
            for at, (stop, language) in self.snippets.items()
            if language == "json"
        ]
        self.shown = ShownNames(source, data)

    def _calls(self) -> dict[int, CallLine]:
        """The lines that begin with a method and a path."""
        found: dict[int, CallLine] = {}
        for at, line in enumerate(self.lines):
            if not raw_request().match(line.text):
                call = call_line(self.lines, at, self.source.text)
                if call is not None:
                    found[at] = call
        return found

    def _snippets(self) -> dict[int, tuple[int, str]]:
        """The snippets by their first line: the line behind them, and their language."""
        found: dict[int, tuple[int, str]] = {}
        stop = 0
        for at, line in enumerate(self.lines):
            if at < stop or not line.text.strip():
                continue
            call = self.calls.get(at)
            if call is not None:
                stop = at + call.lines
                continue
            taken = snippet(self.lines, at)
            if taken is not None:
                found[at] = taken
                stop = taken[0]
        return found

    def _is_other(self, at: int) -> bool:
        text = self.lines[at].text.strip()
        return at in self.snippets or title(text).role is not None


def called(call: CallLine | Signature) -> str:
    """The operation that a line names."""
    return operation_id(call.method, normal_path(call.path))
