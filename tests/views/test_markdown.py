"""Text of a specification in markdown says what it says, and does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from specloom.emit.outputs import package_files
from specloom.views.markdown import code, inline, sentence
from tests.views.packages import subject

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png)",
    "https://evil.example and www.evil.example",
    "`` ` `",
    "`code` and `more` and <b>`x</b>`",
    "line\n\n# heading\n- item\n```\nfence",
    "| a | b |\n|---|---|",
    "&lt; &#60; \\",
    "~~gone~~ **loud** _soft_",
    "\u202egnirts\u200b \x1b[31m",
]
marked = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> set[str]:
    """The kinds of all tokens of a text in a paragraph."""
    opening, paragraph, closing = marked.parse("- place: " + text)[2:5]
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    return {token.type for token in paragraph.children or ()}


def shown(text: str) -> str:
    paragraph = marked.parse(f"x {text} x")[1]
    return "".join(token.content for token in paragraph.children or ())[2:-2]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_shown(text: str) -> None:
    for made in (inline(text), code(text), sentence(text)):
        assert "\n" not in made
        assert tokens(made) <= {"text", "text_special", "code_inline"}


@given(st.text(st.sampled_from("`\\|*_<>[]()!#&~ ab\n:/."), max_size=30))
def test_any_text_is_only_shown(text: str) -> None:
    assert tokens(inline(text)) <= {"text", "text_special", "code_inline"}
    assert tokens(code(text)) <= {"text", "text_special", "code_inline"}


@given(st.text(st.sampled_from("\\|*_<>[]()!#&~ ab"), max_size=30))
def test_what_is_shown_is_what_came_in(text: str) -> None:
    assert shown(inline(text)) == " ".join(text.split())


@given(st.text(st.sampled_from("`\\|*<ab"), min_size=1, max_size=20))
def test_code_is_shown_verbatim(text: str) -> None:
    assert shown(code(text)) == text


def test_cells_hold_no_bar() -> None:
    assert inline("a|b `c|d`", cell=True) == "a\\|b `c\\|d`"
    assert inline("a|b `c|d`") == "a\\|b `c|d`"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("See e.g. this one", "See e.g. this one"),
        ("No end", "No end"),
        ("", ""),
        ("word " * 100, "word " * 39 + "word ..."),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert sentence(text) == first


def test_what_is_deprecated_is_still_said() -> None:
    page = package_files(
        subject(
            "openapi: 3.1.0\n"
            "info: {title: Test, version: '1'}\n"
            "paths:\n"
            "  /a: {get: {deprecated: true, summary: List all. Or some., responses: {}}}\n"
            "  /b: {get: {deprecated: true, responses: {}}}\n"
        )
    )["README.md"]
    rows = [line for line in page.splitlines() if "`GET /" in line]
    assert [row.split(" | ")[-1] for row in rows] == [
        "Deprecated. List all. |",
        "Deprecated. |",
    ]
