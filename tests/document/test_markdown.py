"""The outline of a page: every line in one block, and fences as CommonMark has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document.markdown import (
    Block,
    Fence,
    FrontMatter,
    Heading,
    Paragraph,
    Quote,
    blocks,
    fences,
    front_matter,
    headings,
    place,
)

from .texts import file

lines = st.sampled_from(
    [
        "",
        "***",
        " ",
        "---",
        "===",
        "...",
        "# one",
        "#",
        "###### six #",
        "####### no",
        "text",
        "> quote",
        ">",
        "```",
        "```json",
        "````yaml POST /x",
        "~~~",
        "````",
        "    ```",
        "``` a`b",
        "  | a | b |",
        "- item",
        "\t```",
        "a: 1",
        "``",
        "``` ",
    ]
)


@given(st.lists(lines, max_size=12), st.booleans())
def test_every_line_is_in_one_block(page: list[str], ended: bool) -> None:
    text = "\n".join(page) + ("\n" if ended and page else "")
    at = 0
    for block in blocks(file(text)):
        assert block.start >= at and not text[at : block.start].strip()
        assert block.end > block.start
        assert block.start == 0 or text[block.start - 1] == "\n"
        assert block.end == len(text) or text[block.end - 1] == "\n"
        if isinstance(block, Fence | FrontMatter):
            assert block.start < block.content_start <= block.content_end <= block.end
        if isinstance(block, Heading):
            assert text.startswith(block.text, block.text_start)
        at = block.end
    assert not text[at:].strip()


def kinds(text: str) -> list[str]:
    return [type(block).__name__ for block in blocks(file(text))]


def content(text: str, fence: Fence) -> str:
    return text[fence.content_start : fence.content_end]


def test_a_page() -> None:
    text = (
        "---\ntitle: Orders\n---\n\n> Quoted\n> twice\n\n# Create an order #\n\n"
        "It creates\none.\n````yaml POST /orders\na: |\n  ```\n````\nSetext\n-----\n"
    )
    head, quote, first, prose, fence, second = blocks(file(text))
    assert isinstance(head, FrontMatter) and head == front_matter(file(text))
    assert text[head.content_start : head.content_end] == "title: Orders\n"
    assert isinstance(quote, Quote) and quote.text == "Quoted\ntwice"
    assert isinstance(prose, Paragraph) and prose.text == "It creates\none."
    assert isinstance(fence, Fence) and fences(file(text)) == [fence]
    assert (fence.info, fence.language) == ("yaml POST /orders", "yaml")
    assert (fence.marks, fence.indent, fence.closed) == ("````", 0, True)
    assert text.startswith("yaml POST", fence.info_start)
    assert content(text, fence) == "a: |\n  ```\n"
    assert headings(file(text)) == [first, second]
    assert isinstance(first, Heading) and isinstance(second, Heading)
    assert (first.level, first.text) == (1, "Create an order")
    assert (second.level, second.text) == (2, "Setext")
    assert place(file(text), first).position() == (8, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n```\n", "a\n"),
        ("```\na\n```", "a\n"),
        ("```\na", "a"),
        ("```\n", ""),
        ("```", ""),
        ("```\n```", ""),
        ("~~~\n```\n~~~\n", "```\n"),
        ("````\n```\n````\n", "```\n"),
        ("```\n````\nb", ""),
        ("```\n``` no\n```\n", "``` no\n"),
        ("```\n    ```\n```\n", "    ```\n"),
        ("  ```\n  a\n  ```\n", "  a\n"),
        ("\t```\n\ta\n\t```\n", "\ta\n"),
        ("~~~ a`b\nc\n~~~", "c\n"),
    ],
)
def test_fences(text: str, expected: str) -> None:
    fence = fences(file(text))[0]
    assert content(text, fence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n```\nc", ["Paragraph", "Fence", "Paragraph"]),
        ("``` a`b\nc\n", ["Paragraph"]),
        ("``\na\n``\n", ["Paragraph"]),
        ("a\n# b\nc\n", ["Paragraph", "Heading", "Paragraph"]),
        ("#b\n", ["Paragraph"]),
        ("a\n> b\n", ["Paragraph", "Quote"]),
        ("a\n===\nb", ["Heading", "Paragraph"]),
        ("\n---\na: 1\n---\n", ["Rule", "Heading"]),
        ("---\na: 1\n", ["Rule", "Paragraph"]),
        ("a\n***\nb\n\n- - -\n", ["Paragraph", "Rule", "Paragraph", "Rule"]),
        ("--\n", ["Paragraph"]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("# a", "a"), ("## a ##", "a"), ("# a#", "a#"), ("#", ""), ("# #", "")),
        *(("#\ta\t", "a"), ("   # a b", "a b"), ("# # #", "#")),
    ],
)
def test_headings(text: str, expected: str) -> None:
    (heading,) = headings(file(text))
    assert heading.text == expected


def test_long_lines_cost_their_length() -> None:
    for line in (
        "# " + " " * 100_000 + "x#y",
        "```" + " " * 100_000 + "`",
        ">" * 100_000,
    ):
        found: list[Block] = blocks(file(line + "\n" + line))
        assert found
