"""What is said when YAML is refused: one function for each reason.

In: the window, and the event or PyYAML's error. Out: the SpecError to raise. Called by
`yaml` only; kept apart from it because none of this is on the hot path.
"""

from __future__ import annotations

import re
from typing import Any

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document.tree import Window
from specloom.source import Span

_NOT_PRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# PyYAML's problems, of its C and of its Python parser: a part of the text, what is said
# instead, and what helps.
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "a `:` cannot stand here",
        "quote a value that contains `: `, or check the indentation",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot start here",
        "put the list on lines of its own, below its key",
    ),
    (
        "could not find expected ':'",
        "expected `:` after the key",
        "the line before has a key without `:`, or text that is not quoted",
    ),
    (
        "did not find expected key",
        "expected a key of the mapping, or its end",
        "keys of one mapping start in one column",
    ),
    (
        "did not find expected '-' indicator",
        "expected an item of the list, or its end",
        "items of one list start in one column",
    ),
    (
        "expected ',' or",
        "expected `,` or a closing bracket",
        "a comma or a bracket is missing before this",
    ),
    (
        "expected <block end>",
        "expected the end of what is above",
        "check the indentation",
    ),
    (
        "expected <document start>",
        "expected nothing after the end of the document",
        None,
    ),
    (
        "incompatible",
        "this version of YAML is not known",
        "remove the line: documents are read as YAML 1.2",
    ),
    (
        "unknown escape character",
        "this is no escape of YAML",
        "in double quotes, a backslash is written `\\\\`",
    ),
    (
        "invalid Unicode character escape",
        "this escape stands for no character",
        "write the character itself, or `\\UXXXXXXXX`",
    ),
    (
        "undefined tag handle",
        "tags are not known here",
        "remove the tag; a value that starts with `!` is quoted",
    ),
)

# What PyYAML was about when it gave up, and what is said of the place where that began.
_CONTEXTS = (
    ("mapping", "the mapping starts here"),
    ("sequence", "the list starts here"),
    ("collection", "the list starts here"),
    ("quoted scalar", "the string starts here"),
    ("simple key", "the key starts here"),
    ("block scalar", "the text starts here"),
)


def _of(window: Window, event: Any, code: str, message: str, hint: str) -> SpecError:
    """A refusal that points at an event, or at the first line of what it starts."""
    start = event.start_mark.index
    end = max(event.end_mark.index, start + 1)
    return window.refuse(code, message, start, end, hint=hint)


def empty(window: Window) -> SpecError:
    """The text holds no document."""
    hint = None
    if window.text.strip():
        hint = "there is nothing but comments in it"
    return window.refuse("SL101", "the document is empty", 0, hint=hint)


def several_documents(window: Window, event: Any) -> SpecError:
    """A second document starts."""
    hint = "give each document a file of its own"
    message = "a second document starts here"
    return _of(window, event, "SL113", message, hint)


def too_deep(window: Window, event: Any, limit: int) -> SpecError:
    """A node stands deeper than the limit."""
    message = f"nested deeper than {limit} levels"
    hint = "the limit is called `depth`"
    return _of(window, event, "SL115", message, hint)


def too_many_nodes(window: Window, event: Any, limit: int) -> SpecError:
    """More nodes than the limit, aliases counted as what they stand for."""
    message = f"more than {limit:,} nodes, aliases included"
    hint = "the limit is called `nodes`"
    return _of(window, event, "SL118", message, hint)


def too_many_aliases(window: Window, event: Any, limit: int) -> SpecError:
    """More aliases than the limit."""
    message = f"more than {limit:,} aliases"
    hint = "the limit is called `aliases`"
    return _of(window, event, "SL117", message, hint)


def bad_alias(window: Window, event: Any, is_open: bool) -> SpecError:
    """An alias without its anchor, or inside of what it names."""
    name = event.anchor
    if is_open:
        message = f"alias `*{name}` stands inside of what it names"
        hint = "a document cannot contain itself: write a `$ref` instead"
    else:
        message = f"alias `*{name}` has no anchor `&{name}` before it"
        hint = "quote a value that starts with `*`"
    return _of(window, event, "SL112", message, hint)


def unknown_tag(window: Window, event: Any) -> SpecError:
    """A tag that is none of the core schema's for such a node."""
    tag = event.tag.replace("tag:yaml.org,2002:", "!!")
    hint = "remove the tag; a value that starts with `!` is quoted"
    return _of(window, event, "SL111", f"tag `{tag}` is not known here", hint)


def wrong_tag(window: Window, event: Any) -> SpecError:
    """A tag of the core schema on a scalar that is no such thing."""
    tag = event.tag.replace("tag:yaml.org,2002:", "!!")
    message = f"`{event.value}` is not what its tag `{tag}` says"
    return _of(window, event, "SL111", message, "remove the tag")


def bad_key(window: Window, event: Any) -> SpecError:
    """A key that is a mapping, a sequence, or nothing."""
    kind = type(event).__name__
    what = {"MappingStartEvent": "a mapping", "SequenceStartEvent": "a sequence"}
    message = f"a key is text, not {what.get(kind, 'an alias of a container')}"
    if kind == "ScalarEvent":
        message = "a key is missing before `:`"
    hint = "quote a key that starts with `{`, `[` or `?`"
    return _of(window, event, "SL109", message, hint)


def not_finite(window: Window, event: Any) -> SpecError:
    """A number that JSON cannot hold."""
    text = event.value
    shown = text if len(text) <= 40 else text[:40] + "..."
    hint = "quote it if it is meant as text"
    return _of(window, event, "SL110", f"`{shown}` cannot be a number of JSON", hint)


def merge_key(place: Span) -> Diagnostic:
    """The remark that `<<` merges nothing."""
    message = "`<<` does not merge: it is read as a member of that name"
    hint = "YAML 1.2 has no merge keys: repeat the members, or use `$ref` or `allOf`"
    return diagnostic("SL114", message, place, hint=hint)


def syntax_error(window: Window, error: Any) -> SpecError:
    """PyYAML's own refusal, with its place, as a diagnostic."""
    text = window.text
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _not_printable(window)
    at = min(mark.index, len(text))
    problem = str(error.problem)
    related: tuple[tuple[str, Span], ...] = ()
    opened = error.context_mark
    if error.context is not None and opened is not None and opened.index < at:
        said = (said for part, said in _CONTEXTS if part in error.context)
        began = window.stretch(opened.index, opened.index + 1)
        related = ((next(said, str(error.context)), began),)
    if not text[at:].strip() or "unexpected end of stream" in problem:
        last = len(text.rstrip())
        message = "the document ends too early"
        hint = "a quote or bracket is not closed, or the file was cut"
        return window.refuse(
            "SL104", message, max(last - 1, 0), last, hint=hint, related=related
        )
    if "cannot start any token" in problem:
        return _bad_character(window, at)
    if "tab character" in problem:
        return _bad_character(window, text.find("\t", at))
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if line.rstrip(" ").endswith(('"', "'")):
        message, hint = "expected nothing after the closing quote", "quote all of it"
        return window.refuse("SL107", message, at, at + 1, hint=hint, related=related)
    message, helps = next(
        ((said, helps) for part, said, helps in _PROBLEMS if part in problem),
        (problem, None),
    )
    return window.refuse("SL107", message, at, at + 1, hint=helps, related=related)


def _bad_character(window: Window, at: int) -> SpecError:
    char = window.text[at]
    if char == "\t":
        message, hint = "a tab cannot indent", "use spaces"
        return window.refuse("SL108", message, at, at + 1, hint=hint)
    message = f"`{char}` cannot start a value"
    hint = f"quote a value that starts with `{char}`"
    return window.refuse("SL107", message, at, at + 1, hint=hint)


def _not_printable(window: Window) -> SpecError:
    match = re.search(_NOT_PRINTABLE, window.text)
    at = match.start() if match else 0
    code = ord(match.group()) if match else 0
    message = f"the control character U+{code:04X} cannot stand in YAML"
    hint = "remove it, or write it as an escape in double quotes"
    return window.refuse("SL102", message, at, at + 1, hint=hint)
