"""YAML: the JSON in it, the core schema, the limits; both of PyYAML's parsers."""

import json
import time
from collections.abc import Iterable

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from specloom.diagnostics import SpecError
from specloom.document import Json, Limits, as_text, read_yaml
from specloom.document.tree import Document

from .texts import file, pointers, spelt, trees

pieces = st.sampled_from(
    [
        *"abc[]{},:#&*!|>'\"%@`-?~ \n\t0",
        "  ",
        "\n  ",
        ": ",
        "- ",
        "? ",
        "a: ",
        "b: 1\n",
        "&x ",
        "*x",
        "!!str ",
        "!t ",
        "---\n",
        "...\n",
        "<<: ",
        "|\n  ",
        ">-\n ",
        "# c\n",
        "\x07",
        "\x85",
        "\u2028",
        "é",
        "\U0001f600",
        "\\u00e9",
        "\\ud83d",
        "%YAML 1.1\n",
    ]
)
texts = st.lists(pieces, max_size=16).map("".join)


@given(trees, st.sampled_from([None, 2]))
def test_json_is_yaml(tree: Json, indent: int | None) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=False)
    text = text.replace("\x7f", "\\u007f")
    assert spelt(read_yaml(file(text)).root) == spelt(tree)


class Dumper(pyyaml.SafeDumper):
    """Block style, and quotes around every string but those that have some anyway."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(tree: Json, flow: bool) -> str:
    def quoted(dumper: Dumper, text: str) -> pyyaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')

    Dumper.add_representer(str, quoted)
    return str(
        pyyaml.dump(
            tree,
            Dumper=Dumper,
            allow_unicode=True,
            default_flow_style=flow,
            sort_keys=False,
            width=10_000,
        )
    )


@given(trees.filter(lambda tree: isinstance(tree, dict | list)), st.booleans())
def test_every_pointer_is_found(tree: Json, flow: bool) -> None:
    text = dump(tree, flow)
    document = read_yaml(file(text))
    text = document.source.text
    for pointer, node, key in pointers(document.root):
        start, end = document.locate(pointer)
        token = text[start:end]
        if key is not None:
            assert token[:1] in ('"', "?") and pyyaml.safe_load(token) == key
        elif isinstance(node, str):
            assert pyyaml.safe_load(token) == node
        elif isinstance(node, int | float):
            assert as_text(node) == token
        elif isinstance(node, dict | list) and not node:
            assert token in ("{", "[")


@given(texts)
def test_never_anything_but_a_diagnostic(text: str) -> None:
    source = file(text)
    try:
        document = read_yaml(source)
    except SpecError as error:
        assert error.diagnostic.span is not None
        error.diagnostic.span.position()
        return
    json.dumps(document.root, allow_nan=False)
    for pointer, _, _ in pointers(document.root):
        start, end = document.locate(pointer)
        assert 0 <= start <= end <= len(source.text)


@given(texts)
def test_both_parsers_agree(text: str) -> None:
    """PyYAML's parser in Python reads the same tree where both read one."""
    outcomes: list[Document] = []
    for with_c in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pyyaml, "__with_libyaml__", with_c)
            try:
                outcomes.append(read_yaml(file(text)))
            except SpecError as error:
                assert error.diagnostic.span is not None
    if len(outcomes) == 2:
        c, python = outcomes
        assert spelt(c.root) == spelt(python.root)
        for pointer, _, _ in pointers(c.root):
            assert c.locate(pointer)[0] == python.locate(pointer)[0]


def refused(text: str, limits: Limits | None = None) -> str:
    with pytest.raises(SpecError) as caught:
        read_yaml(file(text), limits=limits)
    return caught.value.diagnostic.code


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000 + "x",
        "\n".join(" " * depth + "a:" for depth in range(2_000)),
        "[{a: " * 50_000,
    ],
)
def test_depth_holds_before_anything_overflows(text: str) -> None:
    started = time.process_time()
    assert refused(text) == "SL115"
    assert time.process_time() - started < 5


def test_depth_counts_what_aliases_stand_for() -> None:
    chain = "- &a0 [x]\n" + "".join(f"- &a{n + 1} [*a{n}]\n" for n in range(300))
    assert refused(chain) == "SL115"
    read_yaml(file(chain), limits=Limits(depth=302))
    assert refused(chain, Limits(depth=301)) == "SL115"


def test_nodes_count_what_aliases_stand_for() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(8)
    )
    root = read_yaml(file(bomb)).root
    assert isinstance(root, dict)

    def count(node: Json) -> int:
        items: Iterable[Json] = ()
        if isinstance(node, dict | list):
            items = node.values() if isinstance(node, dict) else node
        return sum(1 + count(item) for item in items)

    nodes = count(root)
    read_yaml(file(bomb), limits=Limits(nodes=nodes))
    assert refused(bomb, Limits(nodes=nodes - 1)) == "SL118"


def test_aliases_are_counted() -> None:
    text = "a: &a 1\nb: [*a, *a, *a]\n"
    read_yaml(file(text), limits=Limits(aliases=3))
    assert refused(text, Limits(aliases=2)) == "SL117"


def test_aliases_share_and_lead_to_what_they_name() -> None:
    document = read_yaml(file("a: &a\n  b: [1]\nc: *a\nd: [*a]\n"))
    root = document.root
    assert isinstance(root, dict)
    assert root["a"] is root["c"]
    assert document.span("/c").position() == (3, 1)
    assert document.span("/c/b").position() == (2, 3)
    assert document.span("/d/0").position() == (4, 5)
    assert document.span("/d/0/b/0").position() == (2, 7)


def test_a_tagged_scalar_is_what_its_tag_says() -> None:
    document = read_yaml(file("a: !!str 1e999\nb: ! .inf\nc: &c !!str 1.10\nd: *c\n"))
    assert document.root == {"a": "1e999", "b": ".inf", "c": "1.10", "d": "1.10"}


def test_an_anchor_can_be_set_anew() -> None:
    document = read_yaml(file("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n"))
    assert document.root == {"a": 1, "b": 1, "c": [2], "d": [2]}


@pytest.mark.parametrize("line", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_marks_change_nothing(line: str) -> None:
    document = read_yaml(file(f"\ufeffa: |{line}  x{line}  y{line}b:{line}- 1{line}"))
    assert document.root == {"a": "x\ny\n", "b": [1]}
    assert document.span("/b/0").position() == (5, 3)


def test_line_breaks_of_yaml_1_1_are_text() -> None:
    text = 'a: x\u2028y\nb: "x\u2029 y"\n"\x85": |\n  x\x85y\n'
    document = read_yaml(file(text))
    assert document.root == {"a": "x\u2028y", "b": "x\u2029 y", "\x85": "x\x85y\n"}
    assert document.span("/\x85").position() == (3, 1)


def test_a_fence_of_a_page() -> None:
    page = "1. Order\n\n   ```yaml\n   a:\n     - b: one\n\n     - c\n   ```\n"
    start, end = page.index("   a:"), page.rindex("   ```")
    document = read_yaml(file(page), start=start, end=end, indent=3)
    assert document.root == {"a": [{"b": "one"}, "c"]}
    assert document.span().position() == (4, 4)
    assert document.span("/a/0/b").position() == (5, 8)
    assert document.span("/a/1").position() == (7, 8)


def test_linear_in_the_number_of_keys() -> None:
    def seconds(count: int) -> float:
        text = "".join(f"key{n}: &a{n} [value, {n}]\n" for n in range(count))
        started = time.process_time()
        document = read_yaml(file(text))
        assert isinstance(document.root, dict) and len(document.root) == count
        return time.process_time() - started

    seconds(100)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.005)
