"""Every form of statement, around every limit: black changes nothing, nor the tree."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.layout import (
    Code,
    TooLong,
    Unsupported,
    call,
    display,
    field,
    fit,
    imported,
    signature,
)

from .code import (
    ARGUMENTS,
    DOTTED,
    EXPRESSIONS,
    INDENTS,
    NAMES,
    STRINGS,
    TYPES,
    Parts,
    near_limit,
    parameters,
)
from .judge import (
    assert_lines_stable,
    examples,
    formatted_lines,
    in_context,
    shape,
)

Statement = tuple[Code, str]  # laid out, and on one line


def check(statements: list[Statement], indent: int) -> None:
    laid_out = in_context([code for code, _ in statements], indent)
    on_one_line = in_context([" " * indent + line for _, line in statements], indent)
    assert_lines_stable(laid_out)
    assert shape(laid_out) == shape(on_one_line)


@st.composite
def laid_out(
    draw: st.DrawFn, statement: Callable[[st.DrawFn, int], Statement], number: int = 6
) -> tuple[list[Statement], int]:
    """Some statements of one form, for one body; those black is unsure of are not in."""
    indent = draw(INDENTS)
    found = []
    for _ in range(number):
        try:
            found.append(statement(draw, indent))
        except TooLong:
            continue
    return found, indent


def a_signature(draw: st.DrawFn, indent: int) -> Statement:
    head = draw(st.sampled_from(("def ", "async def "))) + draw(NAMES)
    returns = draw(DOTTED | TYPES)
    body = draw(st.sampled_from(("", " ...")))
    parts = Parts(f"{head}(", draw(parameters()), f") -> {returns}:{body}")
    parts = draw(near_limit(parts, indent))
    code = signature(parts.head[:-1], parts.items, returns, indent, body)
    return code, parts.line


def a_call(draw: st.DrawFn, indent: int) -> Statement:
    name = draw(NAMES)
    head = draw(
        st.sampled_from(
            (
                "",
                "return ",
                "return await ",
                "raise ",
                f"{name} = await ",
                "@",
                f"{name} = ",
                f"{name}: {draw(TYPES)} = ",
                f"{name}: Plan = ",
            )
        )
    )
    called = draw(DOTTED | st.builds("{}[{}]".format, DOTTED, TYPES))
    if head == "@":
        called = name
    parts = Parts(f"{head}{called}(", draw(ARGUMENTS), ")")
    parts = draw(near_limit(parts, indent))
    return call(parts.head, parts.items, indent), parts.line


def an_alias(draw: st.DrawFn, indent: int) -> Statement:
    name = draw(st.sampled_from(("Literal", "Union")) | DOTTED)
    items = draw(st.lists(STRINGS | TYPES, min_size=1, max_size=8))
    parts = Parts(f"{draw(NAMES)}: TypeAlias = {name}[", items, "]")
    parts = draw(near_limit(parts, indent))
    return call(parts.head, parts.items, indent, "]"), parts.line


def a_class(draw: st.DrawFn, indent: int) -> Statement:
    bases = draw(
        st.lists(
            DOTTED | st.builds("{}[{}]".format, DOTTED, TYPES), min_size=1, max_size=4
        )
    )
    end = draw(st.sampled_from(("):", "): ...")))
    parts = draw(near_limit(Parts(f"class {draw(NAMES)}(", bases, end), indent))
    return call(parts.head, parts.items, indent, end), parts.line


def a_display(draw: st.DrawFn, indent: int) -> Statement:
    brackets = draw(st.sampled_from(("[]", "{}", "()", "{:}")))
    least = 2 if brackets == "()" else 1
    items = draw(st.lists(EXPRESSIONS, min_size=least, max_size=6))
    if ":" in brackets:
        items = [f"{draw(STRINGS)}: {item}" for item in items]
    name = draw(NAMES)
    head = draw(
        st.sampled_from((f"{name} = ", f"{name}: dict[str, str] = ", f"{name}: n = "))
    )
    parts = Parts(head + brackets[0], items, brackets[-1])
    parts = draw(near_limit(parts, indent))
    return display(parts.head, parts.items, indent, parts.end), parts.line


def a_field(draw: st.DrawFn, indent: int) -> Statement:
    name = draw(NAMES)
    annotation = draw(TYPES) + draw(st.sampled_from(("", " | MISSING", " | None")))
    default = draw(st.sampled_from(("", "MISSING", "MISSING", "None", "n.m", '"x y"')))
    line = f"{name}: {annotation}" + (f" = {default}" if default else "")
    more = draw(st.sampled_from((0, 0, 87, 88, 89, 98))) - len(line) - indent
    if 0 < more < 60:
        name, line = name + "x" * more, name + "x" * more + line[len(name) :]
    return field(name, annotation, indent, default), line


def any_statement(draw: st.DrawFn, indent: int) -> Statement:
    form = draw(
        st.sampled_from((a_signature, a_call, an_alias, a_class, a_display, a_field))
    )
    _, line = form(draw, indent)
    if draw(st.integers(0, 3)) == 0:
        line = f"{draw(NAMES)} = {draw(EXPRESSIONS)}"
    return fit(line, indent), line


@examples(50)
@given(laid_out(a_signature))
def test_signature(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(40)
@given(laid_out(a_call))
def test_call(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(60)
@given(laid_out(an_alias))
def test_alias(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(60)
@given(laid_out(a_class))
def test_class(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(60)
@given(laid_out(a_display))
def test_display(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(150)
@given(laid_out(a_field))
def test_field(found: tuple[list[Statement], int]) -> None:
    check(*found)


@examples(50)
@given(laid_out(any_statement))
def test_fit_is_black(found: tuple[list[Statement], int]) -> None:
    """`fit` prints what black makes of the line, not only something it accepts."""
    statements, indent = found
    check(statements, indent)
    laid_out = in_context([code for code, _ in statements], indent)
    on_one_line = in_context([" " * indent + line for _, line in statements], indent)
    lines = [line for line in laid_out.split("\n") if line]
    assert lines == formatted_lines(on_one_line)


@examples(60)
@given(
    st.lists(
        st.tuples(
            DOTTED,
            st.lists(
                NAMES | st.builds("{} as {}".format, NAMES, NAMES),
                min_size=1,
                max_size=6,
            ),
        ),
        min_size=1,
        max_size=6,
    ),
    INDENTS,
)
def test_imported(imports: list[tuple[str, list[str]]], indent: int) -> None:
    check(
        [
            (
                imported(module, names, indent),
                f"from {module} import {', '.join(names)}",
            )
            for module, names in imports
        ],
        indent,
    )


@pytest.mark.parametrize("columns", range(60, 100))
def test_every_length_around_the_limit(columns: int) -> None:
    """One statement of each form, in every length that matters."""
    for indent in (0, 4, 8):
        name = "n" * (columns - indent - 40)
        statements = [
            (code, code.replace("(\n", "("))
            for code in (
                signature(f"def {name}", ["self", "a: int", "b: str"], "R", indent),
                signature(f"def {name}", ["self"], "R | None", indent, " ..."),
                signature(f"def {name}", [], "dict[str, int]", indent),
                signature(f"def {name}", ["**rest: int | str"], "R", indent),
                call(f"{name} = Plan(", ['"GET"', "a=lambda: b.c"], indent),
                call(f"{name} = Plan(", [f'"{name}"'], indent),
                call("plan(", [f"{name}=[1, 2, 3]", "b={}"], indent),
                call(f"A{name}: TypeAlias = Literal[", ['"a"', '"b"'], indent, "]"),
                display(f"{name} = [", ['"a"', '"b"'], indent),
                display(f"{name} = {{", ['"a": "b"'], indent, "}"),
                field(name, "str | MISSING", indent, "MISSING"),
                field("a", f'Annotated[{name}, F(a="b")] | MISSING', indent, "MISSING"),
                field("a", f'Annotated[{name}, F(a="b")]', indent),
                field("a", f'Annotated[{name}, F("bbbbbbbb")]', indent, "MISSING"),
            )
        ]
        assert_lines_stable(in_context([code for code, _ in statements], indent))


def test_what_is_uncertain_is_refused() -> None:
    long = "a" * 50
    with pytest.raises(TooLong):
        signature("def f", ["self", "a: int"], f"dict[{long}, {long}]")
    with pytest.raises(TooLong):
        signature("def f", [], f"dict[{long}, {long}]")
    with pytest.raises(TooLong):
        field("a", long + long, 4, "MISSING")
    for text in (
        f"x = {long} + {long}",
        f"x = {long} if {long} else 1",
        f"x = [{long} for {long} in y]",
        f"x = f({long}).g({long})",
        f"x = lambda {long}: {long}",
        f"x = y = f({long}, {long})",
        f"x = f({long}, {long},)",
        f"x = ({long}.{long})",
        f"for x in f({long}, {long}):",
        f"with f({long}, {long}) as x:",
        f"from {long} import {long}",
        f"def f(a: {long}, b: {long}): return 1",
        f'x = f("{long}" "{long}")',
        f"x = f({long}, {long}]",
        f'x = f({long}, "{long})',
    ):
        with pytest.raises(Unsupported):
            fit(text)
        assert fit(text.replace(long, "a")) == text.replace(long, "a")
