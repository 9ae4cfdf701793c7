"""Tags of pages: a tree whatever is written, and what is no markup left alone."""

from collections.abc import Iterator
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document.markdown import blocks
from specloom.document.tag_values import Value
from specloom.document.tags import DEEPEST, Tag, Tags, tags

from .texts import file

PIECES = (
    '<Field name="a" required>',
    "</Field>",
    "<Tab title='200'>",
    "</Tab>",
    "<Leaf />",
    "<>",
    "</>",
    "<b>",
    "</b>",
    "<Token>",
    "```\n",
    "`",
    "{",
    "}",
    "{/*",
    "*/}",
    "<!--",
    "-->",
    "\n",
    "\n\n",
    "## Head\n",
    " text ",
    '"',
    "'",
    "\\",
    "<A b={",
    '<A b="',
    "import X from '/x.mdx'\n",
    "---\n",
)


def scan(text: str) -> Tags:
    source = file(text, "page.mdx")
    return tags(source, blocks(source))


def every(found: tuple[Tag, ...]) -> Iterator[Tag]:
    for tag in found:
        yield tag
        yield from every(tag.children)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_tree_whatever_is_written(text: str) -> None:
    found = scan(text)
    for tag in every(found.roots):
        assert tag.start <= tag.content_start <= tag.content_end <= tag.end <= len(text)
        assert text.startswith("<" + tag.name, tag.start)
        for child in tag.children:
            assert tag.content_start <= child.start <= child.end <= tag.content_end
        for before, after in pairwise(tag.children):
            assert before.end <= after.start
        for attribute in tag.attributes:
            assert tag.start < attribute.start < attribute.end <= tag.end
            assert text.startswith(attribute.name, attribute.start)
    for before, after in pairwise(found.roots):
        assert before.end <= after.start


def names(text: str) -> str:
    """The tree in short."""
    return " ".join(map(_short, scan(text).roots))


def _short(tag: Tag) -> str:
    inner = " ".join(map(_short, tag.children))
    return f"{tag.name}({inner})" if inner else tag.name


@pytest.mark.parametrize(
    ("written", "value", "literal"),
    [
        ('a="x y"', "x y", True),
        ("a='x \"y\"'", 'x "y"', True),
        ('a="&lt;b&gt; &amp; {c}"', "<b> & {c}", True),
        ('a="back \\ slash"', "back \\ slash", True),
        ("a", True, True),
        ("a={true}", True, True),
        ("a={ false }", False, True),
        ("a={null}", None, True),
        ("a={-3}", -3, True),
        ("a={1.5}", 1.5, True),
        ("a={'it\\'s'}", "it's", True),
        ("a={`x`}", "x", True),
        ("a={`x ${y}`}", "`x ${y}`", False),
        ("a={[\"x\", 'y', 3,]}", ["x", "y", 3], True),
        ("a={[]}", [], True),
        ("a={{b: '}'}}", "{b: '}'}", False),
        ("a={props.b}", "props.b", False),
        ("a={1e999}", "1e999", False),
        ("a=3", 3, True),
        ("a=string", "string", True),
        ("a = \n 'x'", "x", True),
        ("a=''", "", True),
    ],
)
@pytest.mark.parametrize("end", [">text</Tag>", " />", "\n  required\n/>"])
def test_attributes(written: str, value: Value, literal: bool, end: str) -> None:
    text = f"<Tag {written}{end}"
    (tag,) = scan(text).roots
    attribute = tag.attributes[0]
    assert (attribute.name, attribute.value, attribute.literal) == ("a", value, literal)
    assert type(attribute.value) is type(value)
    assert tag.end == len(text)
    assert tag.value("required") is (True if "required" in end else None)


def test_places() -> None:
    text = "one <Tag\n  a='x'\n  b={3}\n>in <b>it</b></Tag> two"
    (tag,) = scan(text).roots
    assert text[tag.start : tag.end] == text[4:-4]
    assert text[tag.content_start : tag.content_end] == "in <b>it</b>"
    first, second = tag.attributes
    assert text[first.start : first.end] == "a='x'"
    assert text[first.value_start : first.value_end] == "x"
    assert text[second.value_start : second.value_end] == "3"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("<A><B/><C>x</C></A><D/>", "A(B C) D"),
        ("<><A/></>", "(A)"),
        ("<A>\n\n```jsx\n<B/>\n```\n\n</A>", "A"),
        ("<A>`<B/>` and ``<C> ` </C>``</A>", "A"),
        ("a ` b\n\n<A/> ` c", "A"),
        ("{/* <A/> */}<!-- <B/> --><C/>", "C"),
        ("{'<A/>'} <B/>", "B"),
        ("a { b\n\n<A/>\n\n}", "A"),
        ("\\<A/> <B/>", "B"),
        ("<https://a.example/b> <me@b.example> <5 <= <A/>", "A"),
        ("Record<string, string[]> <A/>", "A"),
        ("<Card.Title a/><x:y/>", "Card.Title x:y"),
        ("---\na: <A/>\n---\n<B/>", "B"),
        ("export const X = <A/>\n\n<B/>", "B"),
        ("exports of <A/>", "A"),
        ("<A {...props} /><A a={1}b='2'/>", "A A"),
        ("<br><hr><img src='x'><A/>", "br hr img A"),
        ("<Field type='a' required, name='b'/>", "Field"),
    ],
)
def test_what_is_a_tag(text: str, tree: str) -> None:
    found = scan(text)
    assert " ".join(map(_short, found.roots)) == tree
    assert [it for it in found.remarks if it.problem != "hidden"] == []


@pytest.mark.parametrize(
    ("text", "tree", "problems"),
    [
        ("Bearer <Token> <A/>", "A", "unclosed Token"),
        ("<token>\n\n<A><B></A>", "A", "unclosed B, unclosed token"),
        ("<F a='1'>one\n<F a='2'>two</F>", "F F", "unclosed F"),
        ("<A><F a='1'><B/><F a='2'><C/></A>", "A(F(B) F(C))", "unclosed F, unclosed F"),
        ("<F a='1'>one\n\n## Head\n\n<G/>", "F G", "unclosed F"),
        ("</A><B/></C>", "B", "stray A, stray C"),
        ("<A><B b='1'></A></B>", "A(B)", "unclosed B, stray B"),
        ('<A b="x "y" z"/><C/>', "C", "malformed A"),
        ('<A b="x', "", "malformed A"),
        ("<A b={{x}", "", "malformed A"),
        ("{x && <A/>}", "", "hidden A"),
    ],
)
def test_repairs(text: str, tree: str, problems: str) -> None:
    found = scan(text)
    assert " ".join(map(_short, found.roots)) == tree
    assert ", ".join(f"{it.problem} {it.name}" for it in found.remarks) == problems
    assert all(text[it.start : it.end].strip("</>")[0] for it in found.remarks)


def test_imports() -> None:
    text = (
        "---\na: b\n---\n\n"
        "import One from '/snippets/one.mdx'\n"
        'import { two, three as Three } from "../two.mdx";\n\n'
        "import 'style.css'\n\n"
        "<One/>\n"
    )
    found = scan(text)
    assert [(it.names, it.path) for it in found.imports] == [
        (("One",), "/snippets/one.mdx"),
        (("two", "Three"), "../two.mdx"),
    ]
    assert text[found.imports[0].start :].startswith("import One")
    assert names(text) == "One"


def test_deep_nesting_is_bounded() -> None:
    depth = DEEPEST + 50
    found = scan("<A>" * depth + "</A>" * depth + "<B/>")
    assert found.roots[-1].name == "B"
    assert {it.problem for it in found.remarks} == {"too-deep"}
    assert sum(1 for _ in every(found.roots)) == depth + 1


@pytest.mark.parametrize(
    "piece",
    [
        "<a b={",
        "<A b='",
        "{",
        "{/*",
        "<!--",
        "<A>",
        "<A x><B>",
        "</A>",
        "` `` ",
        '{"',
        "{'\\",
        "{`\\",
        "<A b={`${",
        "<A b ",
        "import a from '",
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = process_time()
    scan(text)
    scan("<A a={" + text)
    assert process_time() - start < 4
