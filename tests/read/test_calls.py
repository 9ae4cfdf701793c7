"""Calls in snippets: each directory of tests/cases/calls, fence by fence."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document.markdown import Fence, blocks
from specloom.document.tree import Window
from specloom.read.pages.snippets.call import Call, Pair, SdkCall, is_server, split_url
from specloom.read.pages.snippets.calls import calls
from specloom.source import SourceFile, Span
from tests.document.texts import file

CASES = Path(__file__).resolve().parents[1] / "cases" / "calls"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_case(case: str, expect: Callable[[Path, str], None]) -> None:
    source = SourceFile("input.md", (CASES / case / "input.md").read_bytes())
    shown: list[str] = []
    for block in blocks(source):
        if isinstance(block, Fence):
            content = block.content_start, block.content_end, block.indent
            found = calls(Window(source, *content))
        else:
            found = calls(Window(source, block.start, block.end, 4))
        for call in found.http:
            shown += _call(call)
        for sdk in found.sdk:
            shown += _sdk(sdk)
        shown.append("")
    expect(CASES / case / "expected.txt", "\n".join(shown))


def _call(call: Call) -> Iterator[str]:
    yield f"{call.notation} {call.method} {call.url} at {_place(call.span)}"
    yield f"  base {call.base}, path {call.path} at {_place(call.url_span)}"
    for word, pairs in (
        ("header", call.headers),
        ("query", call.query),
        ("form", call.form),
        ("user", (call.user,) if call.user else ()),
    ):
        for pair in pairs:
            yield f"  {word} {_pair(pair)}"
    if call.media_type:
        yield f"  media type {call.media_type}"
    if call.body is not None:
        said = json.dumps(call.body.value, ensure_ascii=False)
        yield f"  body {said} at {_place(call.body.span)}"
        if isinstance(call.body.value, dict):
            places = [_place(call.body.span.at(it)) for it in call.body.value]
            yield f"    members at {', '.join(places)}"
    if call.flaw is not None:
        yield f"  flaw: {call.flaw[0]} at {_place(call.flaw[1])}"


def _pair(pair: Pair) -> str:
    value = json.dumps(pair.value, ensure_ascii=False)
    return (
        f"{pair.name}: {value}{' (file)' if pair.file else ''} at {_place(pair.span)}"
    )


def _sdk(sdk: SdkCall) -> Iterator[str]:
    shown = ", ".join(f"{it.name}={json.dumps(it.value.value)}" for it in sdk.arguments)
    yield f"sdk {sdk.name}({shown}) at {_place(sdk.span)}"


def _place(span: Span) -> str:
    start, end = span.origin.locate(span.pointer)
    source = span.origin.source
    return "{}:{}-{}:{}".format(*source.position(start), *source.position(end))


PIECES = (
    "curl ~-d~'~\"~\\~\n~ ~https://a.b/c~<X>~${~}~(~)~[~]~&~=~#~|~POST~requests.post("
)
PIECES += "~,~fetch(~body=~:~`~a~<<EOF~JSON.stringify(~//"


@given(st.lists(st.sampled_from(PIECES.split("~")), max_size=30).map("".join))
def test_reads_whatever_is_written(text: str) -> None:
    for prefix in ("", "curl ", "POST /x HTTP/1.1\n", "requests.post("):
        source = file(prefix + text)
        for call in calls(Window(source)).http:
            start, end = call.span.origin.locate("")
            assert 0 <= start <= end <= len(source.text)


@pytest.mark.parametrize(
    "text",
    [
        "a(" * 100_000,
        "a.b(" * 50_000 + ")" * 50_000,
        "a." * 100_000,
        "a = [" * 50_000,
        "curl x/ -d '" + "a=1&" * 50_000 + "'",
        "curl x/ " + "\n" * 100_000,
        "curl " + "<a" * 50_000,
        'curl x/ -d "' + '\\"' * 50_000 + '"',
        "curl x/ " + "<<A\n" * 50_000,
        "curl x/" + " -" * 50_000,
        "fetch('/x', " + "{a:" * 50_000,
        "POST /x HTTP/1.1\n" + "a: b\n" * 40_000,
        "`" + "\\`" * 50_000,
        "'''" * 50_000,
        "f'" * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_are_read_soon(text: str) -> None:
    start = time.process_time()
    calls(Window(file(text)))
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("url", "base", "path"),
    [
        ("https://api.example.com", "https://api.example.com", "/"),
        ("https://api.example.com/v1/a?b=c#d", "https://api.example.com", "/v1/a"),
        ("/a/{b}", None, "/a/{b}"),
        ("{{host}}/a", "{{host}}", "/a"),
        ("${base}/a/${b}", "${base}", "/a/${b}"),
        ("<URL>/a/<B>", "<URL>", "/a/<B>"),
        ("MILL_URL/a/B", "MILL_URL", "/a/B"),
        ("api.example.com/a", "api.example.com", "/a"),
        ("things/1", None, "/things/1"),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:80", "/a"),
    ],
)
def test_parts_of_an_address(url: str, base: str | None, path: str) -> None:
    assert split_url(url) == (base, path)


@pytest.mark.parametrize(
    ("base", "server"),
    [
        ("https://api.mill.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("https://myriad.test", True),
        ("https://example.com", False),
        ("https://api.example.org:8443", False),
        ("https://your-domain.mill.test", False),
        ("https://api.yourcompany.com", False),
        ("<URL>", False),
        (None, False),
    ],
)
def test_stand_ins_are_no_servers(base: str | None, server: bool) -> None:
    assert is_server(base) == server
