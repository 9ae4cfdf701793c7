"""What is put up with: each directory of tests/cases/loose, and values of any shape."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document import Json
from specloom.document.loose import Loose, Opaque, Unreadable, arguments, read_loose
from specloom.document.markdown import fences
from specloom.document.printouts import events
from specloom.document.tree import Window
from specloom.source import SourceFile

from .texts import file, pointers, spelt, trees

CASES = Path(__file__).resolve().parent.parent / "cases" / "loose"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_case(case: str, expect: Callable[[Path, str], None]) -> None:
    data = (CASES / case / "input.md").read_bytes()
    source = SourceFile("input.md", data)
    shown: list[str] = []
    for fence in fences(source):
        window = Window(source, fence.content_start, fence.content_end, fence.indent)
        shown += _events(window) if case == "events" else _value(window)
        shown.append("")
    expect(CASES / case / "expected.txt", "\n".join(shown))


def _value(window: Window) -> Iterator[str]:
    try:
        loose = read_loose(window)
    except Unreadable as refusal:
        line, column = window.stretch(refusal.start).position()
        yield f"refused: {line}:{column}: {refusal.reason}"
        return
    yield from _shown(loose)


def _events(window: Window) -> Iterator[str]:
    found = events(window)
    yield f"{len(found)} events"
    for event in found:
        line, column = event.span.position()
        yield f"event {event.name} at {line}:{column}"
        if event.data is not None:
            yield from _shown(event.data)


def _shown(loose: Loose) -> Iterator[str]:
    yield json.dumps(_marked(loose.value), indent=2, ensure_ascii=False)
    yield "complete" if loose.complete else "not complete"
    for slip in loose.slips:
        line, column = loose.place(slip).position()
        keys = "/".join(slip.keys)
        yield f"{line}:{column}: {slip.kind} [{keys}] {loose.text(slip)!r}"


def _marked(value: Json) -> Json:
    if isinstance(value, Opaque):
        return {"OPAQUE": str(value)}
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    return value


def read(text: str) -> Loose:
    return read_loose(Window(file(text)))


@given(trees, st.sampled_from([None, 0, 2]), st.booleans())
def test_reads_json(tree: Json, indent: int | None, trailing: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=False)
    assert spelt(read(text + (" // so" if trailing else "")).value) == spelt(tree)


@given(trees)
def test_reads_what_python_prints(tree: Json) -> None:
    assert spelt(read(repr(tree)).value) == spelt(tree)


@given(trees)
def test_every_pointer_is_found(tree: Json) -> None:
    text = repr(tree)
    loose = read(text + " # a comment")
    for pointer, node, key in pointers(tree):
        start, end = loose.document.locate(pointer)
        assert read(text[start:end]).value == (node if key is None else key)


@given(st.text("{}[]()<>\"'`\\,:.#/*\n \t=abc0-+…$f", max_size=40))
def test_reads_or_refuses(text: str) -> None:
    try:
        loose = read(text)
    except Unreadable as refusal:
        assert 0 <= refusal.start <= refusal.end <= len(text) + 1
    else:
        json.dumps(loose.value)
        assert all(0 <= it.start <= it.end <= len(text) for it in loose.slips)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "(" * 100_000,
        "JSON.stringify(" * 100_000,
        "[" + "a'\\'" * 100_000,
        "[" + "a'\\'," * 100_000,
        "[a`\\`" + "\\`" * 100_000,
        "[" + "<" * 100_000,
        "[" + "/*" * 100_000,
        "[" + "{{" * 100_000,
        "[" + "." * 100_000,
        "[" + "'\\" * 100_000,
        '"' + "\\" * 100_001,
        "#" * 100_000,
        " " * 100_000,
        "-" * 100_000,
        "1" * 100_000,
        "{" + "a," * 100_000,
        "[" + "''" * 100_000,
        "[" + '"""' * 100_000,
        "[" + "f'" * 100_000,
        "{" * 60 + "'" * 1000,
        "x" * 2_000_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_are_refused_soon(text: str) -> None:
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        read(text)
    assert time.process_time() - start < 2


def test_arguments_of_a_call() -> None:
    text = "create(<THING>, *rest, name='x', when=now(), data={'a': [1, ...]},)  # so"
    window = Window(file(text))
    found, end = arguments(window, text.index("(") + 1)
    assert [(it.name, it.value.value) for it in found] == [
        (None, "<THING>"),
        (None, "*rest"),
        ("name", "x"),
        ("when", "now()"),
        ("data", {"a": [1]}),
    ]
    assert text[end:] == "  # so"
    start, stop = found[4].value.document.locate("/a")
    assert text[start:stop] == "'a'"
    assert [it.value.complete for it in found] == [False, False, True, False, False]


def test_arguments_that_do_not_end() -> None:
    with pytest.raises(Unreadable):
        arguments(Window(file("create(1, 2")), 7)


def test_a_window_of_pieces() -> None:
    source = file("-d '{\"a\": '\\''x'\\''}'")
    whole = source.text
    first, quote = whole.index("{"), whole.index("\\'")
    last = whole.rindex("}")
    window = Window.joined(
        source,
        [(first, '{"a": '), (quote, "'"), (whole.index("x"), "x"), (last - 3, "'}")],
    )
    loose = read_loose(window)
    assert loose.value == {"a": "x"}
    assert loose.span.at("a").position() == (1, first + 2)
    inner = window.part(window.text.index("'"), len(window.text))
    assert inner.text == "'x'}"
    assert inner.outside(1) == whole.index("x")
