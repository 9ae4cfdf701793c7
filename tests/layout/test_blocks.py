"""Blocks of a body, in any order: black moves no blank line."""

from hypothesis import given
from hypothesis import strategies as st

from specloom.layout import Code, members, module, overloads

from .judge import assert_stable, examples, shape

_IMPORTS = (
    "from __future__ import annotations\n\nimport a\nfrom b import (\n    c,\n    d,\n)"
)
_CHECKING = "if TYPE_CHECKING:\n    from a import b\n    from c import d"
_FUNCTION = 'def f() -> None:\n    """Does."""\n    return 1'
_LONG_FUNCTION = "async def f(\n    a: int,\n) -> None:\n    x = 1\n\n    def g(): ...\n\n    return x"
_CLASS = 'class A(B):\n    """Is.\n\n    More.\n    """\n\n    a: int'
_BARE_CLASS = "class A: ..."
_DECORATED = "@final\nclass A:\n    def f(self): ..."
_COMMENTED = "# About f.\ndef f():\n    pass"
_OVERLOADS = overloads(
    [
        "@overload\ndef f(a: int) -> int: ...",
        "@overload\ndef f(\n    *,\n    b: str,\n) -> int: ...",
        "def f(a=1, *, b=2):\n    return a",
    ]
)
_STATEMENTS = "_A = Plan(1)\n_B: Final = [\n    1,\n    2,\n]"
_COMMENTED_STATEMENTS = "# About a.\na = 1"
_TOP = st.sampled_from(
    (
        _CHECKING,
        _FUNCTION,
        _LONG_FUNCTION,
        _CLASS,
        _BARE_CLASS,
        _DECORATED,
        _COMMENTED,
        _OVERLOADS,
        _STATEMENTS,
        _COMMENTED_STATEMENTS,
        "",
    )
)
_FIELD = 'a: Annotated[str, Field(alias="b")] = MISSING'
_NOTE = '"""What a is."""'
_MEMBERS = st.sampled_from(
    (
        _FIELD,
        f"{_FIELD}\n{_NOTE}",
        "b: ClassVar = [\n    1,\n    2,\n]",
        _FUNCTION,
        _LONG_FUNCTION,
        _CLASS,
        _BARE_CLASS,
        _DECORATED,
        _COMMENTED,
        _COMMENTED_STATEMENTS,
        _OVERLOADS,
        "",
    )
)


def indented(block: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in block.split("\n"))


@examples(150)
@given(
    st.sampled_from(("", '"""Module."""', '"""Module.\n\nMore.\n"""')),
    st.sampled_from(("", _IMPORTS, f"# Made.\n{_IMPORTS}")),
    st.lists(_TOP, max_size=7),
)
def test_module(docstring: str, imports: str, blocks: list[str]) -> None:
    code = module([docstring, imports, *blocks])
    assert isinstance(code, Code)
    assert code.endswith("\n")
    assert_stable(code if code != "\n" else "")
    parts = [part for part in (docstring, imports, *blocks) if part]
    assert shape(code) == shape("\n".join(parts))


@examples(150)
@given(
    st.sampled_from(("", '"""Class."""', '"""Class.\n\nMore.\n"""')),
    st.lists(_MEMBERS, min_size=1, max_size=7),
)
def test_members(docstring: str, blocks: list[str]) -> None:
    parts = [indented(part) for part in (docstring, *blocks) if part]
    body = members(parts)
    if not body:
        return
    code = module(["import a", f"class A:\n{body}", "x = 1"])
    assert_stable(code)
    assert shape(code) == shape("\n".join(["import a", "class A:", *parts, "x = 1"]))


def test_fields_stand_together_and_methods_apart() -> None:
    body = members(['    """D."""', "    a: int", "    b: int", "    def f(self): ..."])
    assert body == ('    """D."""\n\n    a: int\n    b: int\n\n    def f(self): ...')
