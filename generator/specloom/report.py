"""Diagnostics as people and machines read them: text like rustc's, JSON, SARIF.

In: diagnostics. Out: text that holds no control character but line feeds (and colour,
if asked for), whatever the input holds: escape sequences, line ends, bidirectional
marks and the `::` and `##[` of build servers' commands are shown as escapes. Positions
are looked up here, and only here. Called by `cli`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any, TextIO

from specloom.diagnostics import Diagnostic, Severity, code
from specloom.source import Span, Stretch

_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.GAP: "\x1b[1;35m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.NOTE: "\x1b[1;36m",
}
_BOLD, _BLUE, _PLAIN = "\x1b[1m", "\x1b[1;34m", "\x1b[0m"

_COMMAND = re.compile(r"::|##\[|##vso\[")
"""What a build server may take for a command; its last character is escaped."""

_WIDTH = 100
"""How many characters of a source line are shown at most."""

_SENTENCE = 500
"""How many characters of a message are shown at most: names in it may be of any size."""

_SARIF_LEVELS = {
    Severity.ERROR: "error",
    Severity.GAP: "warning",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def printable(text: str) -> str:
    """Text in which nothing acts: what is not printable is shown as an escape."""
    if text.isprintable() and "::" not in text and "##" not in text:
        return text
    return "".join(_cells(text))


def _cells(text: str) -> list[str]:
    """Each character of a text as it is shown."""
    cells = [char if char.isprintable() else _escape(char) for char in text]
    for command in _COMMAND.finditer(text):
        cells[command.end() - 1] = _escape(text[command.end() - 1])
    return cells


def _sentence(text: str) -> str:
    return printable(text if len(text) <= _SENTENCE else text[:_SENTENCE] + "...")


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def print_text(
    diagnostics: Iterable[Diagnostic],
    stream: TextIO,
    *,
    color: bool = False,
    most: int | None = 5,
) -> None:
    """Print diagnostics in their order, at most `most` of each code, then a count."""
    seen: Counter[str] = Counter()
    for item in diagnostics:
        seen[item.code] += 1
        if most is None or seen[item.code] <= most:
            stream.write(text(item, color=color) + "\n")
    for name, count in sorted(seen.items()):
        if most is not None and count > most:
            title = code(name).title[:1].lower() + code(name).title[1:]
            stream.write(
                f"and {count - most:,} more of {name}, {title}"
                " (`--format json` shows all)\n\n"
            )


def text(item: Diagnostic, *, color: bool = False) -> str:
    """One diagnostic with the excerpt that it is about; ends with a line feed."""
    head = f"{item.severity}[{item.code}]"
    message = f": {_sentence(item.message)}"
    if color:
        head, message = (
            _COLOURS[item.severity] + head,
            _PLAIN + _BOLD + message + _PLAIN,
        )
    lines = [head + message]
    places = [] if item.span is None else [item.span]
    places += [span for _, span in item.related]
    gutter = max((len(str(_line_of(span))) for span in places), default=1)
    if item.span is not None:
        lines += _excerpt(item.span, gutter, color, _COLOURS[item.severity])
    hint = _hint(item)
    if hint is not None:
        if len(lines) > 2:
            lines.append(_blue(" " * gutter + " |", color))
        bar = _blue(" " * gutter + " =", color)
        lines.append(f"{bar} hint: {_sentence(hint)}")
    for what, span in item.related:
        lines.append(f"{_bold('note', color)}: {_sentence(what)}")
        lines += _excerpt(span, gutter, color, _COLOURS[Severity.NOTE])
    return "\n".join(lines) + "\n"


def _hint(item: Diagnostic) -> str | None:
    """What to do about it: here, or with what is wrong in this way in general."""
    if item.hint is None and item.severity in (Severity.ERROR, Severity.WARNING):
        return code(item.code).advice
    return item.hint


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many of each severity: `2 errors, 1 gap`; empty if there are none."""
    counts = Counter(item.severity for item in diagnostics)
    return ", ".join(
        f"{counts[severity]:,} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    )


def to_json(item: Diagnostic) -> dict[str, Any]:
    """One diagnostic as data. Line and column count from 1, columns in characters."""
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        **_place(item.span),
        "hint": _hint(item),
        "related": [{"message": what, **_place(span)} for what, span in item.related],
    }


def to_sarif(diagnostics: Iterable[Diagnostic], version: str) -> dict[str, Any]:
    """All diagnostics as a log of SARIF 2.1.0; `version` is that of specloom."""
    items = list(diagnostics)
    used = [code(name) for name in sorted({item.code for item in items})]
    driver = {
        "name": "specloom",
        "version": version,
        "rules": [
            {
                "id": entry.name,
                "shortDescription": {"text": entry.title},
                "help": {"text": entry.page, "markdown": entry.page},
            }
            for entry in used
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in items],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _result(item: Diagnostic) -> dict[str, Any]:
    hint = _hint(item)
    message = item.message if hint is None else f"{item.message}. {hint}"
    result: dict[str, Any] = {
        "ruleId": item.code,
        "level": _SARIF_LEVELS[item.severity],
        "message": {"text": message},
    }
    if item.span is not None:
        result["locations"] = [_location(item.span)]
    if item.related:
        result["relatedLocations"] = [
            {**_location(span), "message": {"text": what}}
            for what, span in item.related
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    from urllib.parse import quote

    line, column = span.position()
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(span.path)},
            "region": {"startLine": line, "startColumn": column},
        }
    }


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"file": None, "line": None, "column": None, "pointer": None}
    line, column = _position(span)
    pointer = None if isinstance(span.origin, Stretch) else span.pointer
    return {"file": span.path, "line": line, "column": column, "pointer": pointer}


def _position(span: Span) -> tuple[int | None, int | None]:
    """Line and column; None for a file that was not read (missing, a directory)."""
    return span.position() if span.origin.source.data else (None, None)


def _line_of(span: Span) -> int:
    return _position(span)[0] or 0


def _excerpt(span: Span, gutter: int, color: bool, mark: str) -> list[str]:
    """The lines `--> file:line:column`, the source line, and what is marked in it."""
    source = span.origin.source
    arrow = _blue(" " * gutter + "-->", color)
    line, column = _position(span)
    if line is None or column is None:
        return [f"{arrow} {printable(span.path)}"]
    start, end = span.origin.locate(span.pointer)
    shown, offset, width = _visible(source.line(line), column - 1, max(end - start, 1))
    edge = _blue(" " * gutter + " |", color)
    number = _blue(f"{line:>{gutter}} |", color)
    carets = "^" * width
    if color:
        carets = mark + carets + _PLAIN
    inside = ""
    if span.pointer and (start, end) == span.origin.locate(""):
        # A packed document, whose parts stand nowhere: the pointer has to tell.
        inside = f" {printable(span.pointer)}"
    return [
        f"{arrow} {printable(span.path)}:{line}:{column}{inside}",
        edge,
        f"{number} {shown}".rstrip(),
        f"{edge} {' ' * offset}{carets}",
    ]


def _visible(line: str, start: int, length: int) -> tuple[str, int, int]:
    """What is shown of a line, and where in it, how wide, the marked stretch stands."""
    stop = min(start + length, max(len(line), start + 1))
    first = 0
    if stop > _WIDTH:
        # As much of the marked stretch as fits, with a third of the width before it.
        first = max(min(start - _WIDTH // 3, stop - _WIDTH * 2 // 3), 0)
        first = min(first, start)
    last = first + _WIDTH
    before = "..." if first else ""
    after = "..." if last < len(line) else ""
    cells = _cells(line[first:last])
    for index, cell in enumerate(cells):
        if cell == "\\t":
            cells[index] = "    "
    head = "".join(cells[: start - first])
    marked = "".join(cells[start - first : stop - first])
    width = max(_columns(marked), 1)
    offset = len(before) + _columns(head)
    return before + "".join(cells) + after, offset, width


def _columns(shown: str) -> int:
    """How many columns of a terminal a printable text takes."""
    if shown.isascii():
        return len(shown)
    width = len(shown)
    for char in shown:
        if unicodedata.combining(char):
            width -= 1
        elif unicodedata.east_asian_width(char) in "WF":
            width += 1
    return width


def _blue(what: str, color: bool) -> str:
    return f"{_BLUE}{what}{_PLAIN}" if color else what


def _bold(what: str, color: bool) -> str:
    return f"{_BOLD}{what}{_PLAIN}" if color else what
