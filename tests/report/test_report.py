"""What is printed of diagnostics. The pictures are in tests/cases/document."""

import json
from io import StringIO
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from specloom import report
from specloom.diagnostics import Diagnostic, diagnostic
from specloom.document import read
from specloom.source import SourceFile, Span, Stretch

SOURCE = SourceFile("specs/a b.yaml", b"paths:\n  /orders: {}\n")
DOCUMENT = read(SOURCE)


def duplicate(message: str = "duplicate key") -> Diagnostic:
    here = DOCUMENT.span("/paths/~1orders")
    first = Span(Stretch(SOURCE, 0, 5))
    return diagnostic(
        "SL105", message, here, hint="keep one", related=(("here", first),)
    )


def printed(items: list[Diagnostic], most: int | None = 5) -> str:
    stream = StringIO()
    report.print_text(items, stream, most=most)
    return stream.getvalue()


def test_text() -> None:
    assert report.text(duplicate()) == (
        "error[SL105]: duplicate key\n"
        " --> specs/a b.yaml:2:3\n"
        "  |\n"
        "2 |   /orders: {}\n"
        "  |   ^^^^^^^\n"
        "  |\n"
        "  = hint: keep one\n"
        "note: here\n"
        " --> specs/a b.yaml:1:1\n"
        "  |\n"
        "1 | paths:\n"
        "  | ^^^^^\n"
    )
    assert report.text(diagnostic("SL601", "no place")) == "gap[SL601]: no place\n"


def test_what_has_no_hint_has_the_advice_of_its_code() -> None:
    advised = report.text(diagnostic("SL114", "no place"))
    advice = "repeat the members, or use `$ref` or `allOf`"
    assert advised == f"warning[SL114]: no place\n  = hint: {advice}\n"
    given = diagnostic("SL114", "no place", hint="do this")
    assert report.text(given).endswith("hint: do this\n")
    assert report.to_json(diagnostic("SL114", ""))["hint"] == advice


def test_colour_changes_nothing_else() -> None:
    coloured = report.text(duplicate(), color=True)
    assert coloured.startswith(
        "\x1b[1;31merror[SL105]\x1b[0m\x1b[1m: duplicate key\x1b[0m"
    )
    plain = coloured
    for code in ("\x1b[1;31m", "\x1b[1;34m", "\x1b[1;36m", "\x1b[1m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert plain == report.text(duplicate())


def test_many_of_one_code_are_counted() -> None:
    items = [duplicate(str(number)) for number in range(8)]
    items.insert(0, diagnostic("SL114", "another"))
    text = printed(items, most=2)
    assert text.count("error[SL105]") == 2 and "warning[SL114]" in text
    assert text.endswith(
        "and 6 more of SL105, a key occurs twice (`--format json` shows all)\n\n"
    )
    assert printed(items, most=None).count("error[SL105]") == 8
    assert report.summary(items) == "8 errors, 1 warning"
    assert report.summary([]) == ""


def test_json() -> None:
    assert report.to_json(duplicate()) == {
        "code": "SL105",
        "severity": "error",
        "message": "duplicate key",
        "file": "specs/a b.yaml",
        "line": 2,
        "column": 3,
        "pointer": "/paths/~1orders",
        "hint": "keep one",
        "related": [
            {
                "message": "here",
                "file": "specs/a b.yaml",
                "line": 1,
                "column": 1,
                "pointer": None,
            }
        ],
    }
    nowhere = report.to_json(diagnostic("SL114", "no place"))
    assert [nowhere[key] for key in ("file", "line", "column", "pointer")] == [None] * 4
    missing = Span(Stretch(SourceFile("a.yaml", b"")))
    item = report.to_json(diagnostic("SL121", "gone", missing))
    assert (item["file"], item["line"]) == ("a.yaml", None)


def test_sarif() -> None:
    items = [duplicate(), diagnostic("SL114", "no place")]
    log = json.loads(json.dumps(report.to_sarif(items, "1.0")))
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SL105", "SL114"]
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    assert "locations" not in second
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "specs/a%20b.yaml"}
    assert place["region"] == {"startLine": 2, "startColumn": 3}
    assert first["relatedLocations"][0]["message"] == {"text": "here"}


pieces = [*"ab:#[v \n\r\t\x1b\x07\0\x85\u2028\u202e\u200b\u00ad名é\u0301\U0001f600"]
commands = ["::", "##[", "##vso[", "::error::"]
hostile = st.lists(st.sampled_from(pieces + commands), max_size=12).map("".join)
wide = st.tuples(hostile, st.integers(0, 300)).map(lambda pair: pair[0] + "x" * pair[1])


@given(hostile, hostile, hostile.map(lambda text: text.replace("\n", "")), wide)
def test_nothing_acts(message: str, hint: str, path: str, line: str) -> None:
    """Whatever the input holds: printable characters and line feeds of our own."""
    source = SourceFile(path, line.encode())
    for start in (0, len(source.text) // 2, len(source.text)):
        place = Span(Stretch(source, start, start + 5))
        item = diagnostic("SL105", message, place, hint=hint, related=((hint, place),))
        text = report.text(item)
        assert text.replace("\n", "").isprintable()
        assert not any(
            shown.lstrip().startswith(("::", "##")) for shown in text.splitlines()
        )
        assert "##[" not in text and "##vso[" not in text
        excerpt = [row for row in text.splitlines() if "-->" not in row]
        assert any(set(row.strip()) == {"|"} for row in excerpt) or not line
        assert max(map(len, excerpt)) < 1200
        json.dumps(report.to_json(item))


def test_carets_stand_below_what_they_mark() -> None:
    line = "a: 名前 \x1b\t" + "x" * 200 + "HERE" + "y" * 200
    source = SourceFile("a", line.encode())
    for start, length, marked in ((3, 2, "名前"), (6, 1, "\\x1b"), (208, 4, "HERE")):
        place = Span(Stretch(source, start, start + length))
        rows = report.text(diagnostic("SL105", "m", place)).splitlines()
        shown, carets = rows[3], rows[4]
        double = sum(char in "名前" for char in shown[: shown.index(marked)])
        assert carets.index("^") == shown.index(marked) + double
        columns = sum(2 if char in "名前" else 1 for char in marked)
        assert carets.count("^") == columns


def test_a_message_of_any_size_is_cut() -> None:
    assert len(report.text(diagnostic("SL105", "x" * 10**6, hint="y" * 10**6))) < 1100


def test_pairs_of_lines_align() -> None:
    source = SourceFile("a", b"\n" * 98 + b"one\ntwo\n")
    one, two = Span(Stretch(source, 98, 101)), Span(Stretch(source, 102, 105))
    text = report.text(diagnostic("SL105", "m", two, hint="h", related=(("n", one),)))
    bars = [row.index("|") for row in text.splitlines() if "|" in row]
    assert all(left == right for left, right in pairwise(bars))
    assert " 99 | one\n" in text and "100 | two\n" in text
