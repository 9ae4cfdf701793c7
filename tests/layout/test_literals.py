"""Text of a specification stays text: inert, unchanged in value, left alone by black."""

import ast
import doctest
import io
import math
import re
import tokenize
from collections.abc import Iterator

import pytest
from black.strings import str_width
from hypothesis import given
from hypothesis import strategies as st

from specloom.layout import PADS, Unsupported, fit, width
from specloom.views.literals import (
    Comment,
    Docstring,
    Identifier,
    Inert,
    Literal,
    comment,
    docstring,
    identifier,
    string_literal,
    value_literal,
)

from .hostile import CANARY, HARMLESS, HOSTILE, TEXTS, visible_words
from .judge import assert_stable, examples, shape

JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.text("ab")
    ),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(TEXTS | st.text("ab", max_size=3), inner, max_size=4),
    max_leaves=8,
)
# Characters that may hide, turn or break a line.
_SLY = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_DIRECTIVE = re.compile(
    r"#\s*(type:|mypy:|pyright:|ruff:|flake8:|isort:|noqa|fmt:|pylint:|pragma|///|!)"
    r"|#.*coding[:=]",
    re.IGNORECASE,
)


def same(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[k], right[k]) for k in left)
    return type(left) is type(right) and left == right


def assert_inert(source: str) -> None:
    """Nothing in `source` steers a tool, hides, or breaks a line but a newline."""
    assert not _SLY.search(source)
    assert source.encode().decode() == source
    assert not _DIRECTIVE.search(source)
    assert "\n# ///" not in source


# --- strings and values


@examples(400)
@given(TEXTS)
def test_string_literal(text: str) -> None:
    literal = string_literal(text)
    assert isinstance(literal, Literal)
    assert ast.literal_eval(literal) == text
    assert not _SLY.search(literal)
    assert width(literal) == str_width(literal)
    assert "\n" not in literal


@examples(80)
@given(st.lists(TEXTS, min_size=1, max_size=10))
def test_string_literals_are_spelled_as_black_spells_them(texts: list[str]) -> None:
    assert_stable("".join(f"x = {string_literal(text)}\n" for text in texts))


def test_every_character_has_the_width_that_black_gives_it() -> None:
    """All of Unicode, in rows of sixteen."""
    for start in range(0, 0x110000, 16):
        literal = string_literal("".join(map(chr, range(start, start + 16))))
        assert width(literal) == str_width(literal), hex(start)
        assert not _SLY.search(literal)


@examples(120)
@given(JSON)
def test_value_literal(value: object) -> None:
    literal = value_literal(value)
    read = eval(literal, {"__builtins__": {"float": float}})
    assert same(read, value)
    assert_stable(fit(f"value = {literal}") + "\n")


@pytest.mark.parametrize(
    ("value", "source"),
    [
        (1e16, "1e16"),
        (1.5e-7, "1.5e-07"),
        (-0.0, "-0.0"),
        (math.inf, 'float("inf")'),
        (-math.inf, 'float("-inf")'),
        (True, "True"),
        ([], "[]"),
        ({"a": {"b": [1, None]}}, '{"a": {"b": [1, None]}}'),
        ("it's", '"it\'s"'),
        ('say "it\'s"', "'say \"it\\'s\"'"),
        ('a "quote"', "'a \"quote\"'"),
        ("é, 中 and 😀", '"é, 中 and \\U0001f600"'),
    ],
)
def test_spelling_of_values(value: object, source: str) -> None:
    assert value_literal(value) == source
    assert same(eval(source, {"float": float}), value)
    assert_stable(fit(f"value = {source}") + "\n")


def test_integers_that_python_reads_in_hexadecimal_only() -> None:
    for value in (10**5000, -(10**5000)):
        literal = value_literal(value)
        assert ast.literal_eval(literal) == value
        assert_stable(fit(f"value = {literal}") + "\n")


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        value_literal({1, 2})


def test_deep_values() -> None:
    value: object = 1
    for _ in range(64):
        value = [value, "abcdef"]
    literal = value_literal(value)
    assert ast.literal_eval(fit(f"x = {literal}").partition("= ")[2]) == value
    with pytest.raises(Unsupported):
        value_literal({"a": value})


def test_identifier() -> None:
    assert isinstance(identifier("models.Thread_1"), Identifier)
    for name in ("", "a b", "class", "1a", "ſelf", "a-b", "a.", "a;b", "a\n", "None"):
        with pytest.raises(ValueError):
            identifier(name)


# --- docstrings


def bodies(text: str) -> Iterator[str]:
    """`text` as the docstring of a module, of a class and of a function in it."""
    for indent, header, rest in (
        (0, "", "\nx = 1\n"),
        (4, "class A:\n", "\n\n    a: int\n"),
        (8, "class A:\n    def f(self):\n", "\n        return 1\n"),
        (4, "def f():\n", "\n    return 1\n"),
    ):
        code = docstring(text, indent)
        separator = "\n" if code and not indent else ""
        if code:
            yield f"{header}{code}{separator}{rest}"
        else:
            yield f"{header}{PADS[indent]}pass\n"


@examples(150)
@given(TEXTS)
def test_docstring_is_left_alone(text: str) -> None:
    for source in bodies(text):
        assert_stable(source)
        assert_inert(source)


@examples(300)
@given(TEXTS)
def test_docstring_says_what_the_text_says(text: str) -> None:
    code = docstring(text, 4)
    if code is None:
        assert not visible_words(text).strip("\u2800\u3164")
        return
    assert isinstance(code, Docstring)
    (statement,) = ast.parse(f"class A:\n{code}").body
    assert isinstance(statement, ast.ClassDef)
    said = ast.get_docstring(statement) or ""
    # Prompts are taken apart, nothing else changes but blanks and the invisible.
    expected = visible_words(text).replace("\ufffd", "")
    assert visible_words(said).replace("\ufffd", "") == expected


@examples(200)
@given(st.text("ab ,.(\n", max_size=400), st.sampled_from((0, 4, 8)))
def test_docstring_is_wrapped(text: str, indent: int) -> None:
    code = docstring(text, indent)
    for line in (code or "").split("\n"):
        words = line.replace('"""', "").split()
        assert len(line) <= 88 or len(words) == 1


@pytest.mark.parametrize("length", range(70, 100))
@pytest.mark.parametrize("last", ["x", '"', "\\", ".", "é"])
def test_docstring_of_every_length_around_the_limit(length: int, last: str) -> None:
    for text in ("x" * length + last, "x " * (length // 2) + last):
        for source in bodies(text):
            assert_stable(source)


def test_docstring_of_nothing() -> None:
    for text in ("", " ", "\n \t", "\u200b\ufeff", "\x00"):
        assert docstring(text, 4) is None


def test_docstring_forms() -> None:
    assert docstring(" Short. ", 4) == '    """Short."""'
    assert docstring('Say "no"', 4) == '    """Say "no" """'
    assert docstring("One.\n\n\n\nTwo.", 4) == '    """One.\n\n    Two.\n    """'
    long = "A list:\n\n- " + "word " * 20 + "\n  more\n- two"
    assert docstring(long, 0) == (
        '"""A list:\n\n- word word word word word word word word word word word word word'
        " word word word word\n  word word word more\n- two\n"
        '"""'
    )


def test_no_prompt_in_a_docstring_is_a_doctest() -> None:
    for text in HOSTILE:
        said = ast.literal_eval((docstring(text) or '""').strip())
        assert not doctest.DocTestParser().get_examples(said)


# --- comments


@examples(300)
@given(TEXTS)
def test_comment(text: str) -> None:
    code = comment(text, 4)
    if code is None:
        return
    assert isinstance(code, Comment)
    source = f"def f():\n{code}\n    return 1\n"
    assert_inert(source)
    kinds = [
        token.type
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    ]
    assert len(kinds) == 1
    assert shape(source) == shape("def f():\n    return 1\n")
    assert_stable(source)


# --- promises


def twin(text: str) -> str:
    """A module with `text` in every place where text of a specification may stand."""
    return "\n".join(
        (
            docstring(text) or '"""."""',
            "",
            comment(text) or "#",
            f"x = {string_literal(text)}",
            f"y: Literal[{string_literal(text)}] = {value_literal({text: [text]})}",
            "",
            "",
            "class A:",
            docstring(text, 4) or '    """."""',
            "",
            f"    a: Annotated[str, Field(alias={string_literal(text)})]",
            "",
            "    def f(self):",
            docstring(text, 8) or '        """."""',
            comment(text, 8) or "        #",
            f"        return {string_literal(text)}",
            "",
        )
    )


class _Same(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(value=type(node.value).__name__)


def outline(source: str) -> str:
    return ast.dump(_Same().visit(ast.parse(source)))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_harmless_twins_have_one_shape(text: str) -> None:
    assert outline(twin(text)) == outline(twin(HARMLESS))


@examples(300)
@given(TEXTS)
def test_any_text_has_the_shape_of_harmless_text(text: str) -> None:
    source = twin(text)
    assert outline(source) == outline(twin(HARMLESS))
    compile(source, "twin", "exec", dont_inherit=True)


def test_the_canary_lives() -> None:
    canary: list[int] = []
    for text in HOSTILE:
        names = {CANARY: canary, "Literal": dict, "Annotated": dict, "Field": dict}
        source = (
            twin(text).replace("Annotated[", "tuple[").replace("Literal[", "tuple[")
        )
        exec(compile(source, "twin", "exec", dont_inherit=True), names)
    assert canary == []


def test_results_are_inert_and_plain_strings_are_not() -> None:
    for code in (
        string_literal("a"),
        value_literal(None),
        docstring("a"),
        comment("a"),
        identifier("a"),
        fit("a = 1"),
    ):
        assert isinstance(code, Inert)
    assert not isinstance("a", Inert)
