"""A schema without a type bounds the values of its kind, and no others.

A random type that is stated is combined with one that is only implied by its keywords, or
with several, in any order, itself or behind references; a validator that knows nothing of
specloom judges random values by what was published and by what merging made of it.
"""

from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.diagnostics import Diagnostics
from specloom.document import read
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.walk import map_children, map_types
from specloom.passes.compose import compose
from specloom.passes.hoist import hoist
from specloom.source import SourceFile
from tests.passes.test_compose_meaning import BOUNDS, LENGTHS, NAMES, VALUES, judge

T = TypeVar("T", bound=t.Type)

SPAN = read(SourceFile("api.yaml", b"{}")).span("/components")
TEXT = st.builds(t.Primitive, st.just("string"), st.none(), LENGTHS)
NUMBER = st.builds(t.Primitive, st.just("number"), st.none(), BOUNDS)
PLAIN = TEXT | NUMBER | st.sampled_from([t.Primitive("boolean"), t.Enum(("a", 1))])
OBJECT = st.builds(
    lambda name, type_, needed: t.Object((t.Field(name, type_, needed),)),
    NAMES,
    PLAIN,
    st.booleans(),
)
ARRAY = st.builds(t.Array, PLAIN)
ONE = PLAIN | OBJECT | ARRAY
STATED = st.one_of(
    ONE,
    ONE.map(t.Nullable),
    st.builds(lambda one, other: t.Union((one, other)), ONE, ONE),
)


def implied(type_: T, keyword: str) -> T:
    why = {"type": Evidence(SPAN, Grade.INFERRED, keyword)}
    return replace(type_, notes=t.Notes(evidence=why))


def stated(type_: t.Type) -> t.Type:
    """The type as code is made of it: what is left alone is of the kind implied."""
    notes = replace(type_.notes, evidence={})
    return map_children(replace(type_, notes=notes), stated)


IMPLIED = st.one_of(
    TEXT.filter(lambda it: it.constraints != t.NO_CONSTRAINTS).map(
        lambda it: implied(it, "minLength")
    ),
    NUMBER.filter(lambda it: it.constraints != t.NO_CONSTRAINTS).map(
        lambda it: implied(it, "minimum")
    ),
    st.builds(
        lambda name: implied(t.Object((), required_undeclared=(name,)), "required"),
        NAMES,
    ),
    OBJECT.map(lambda it: implied(it, "properties")),
    ARRAY.map(lambda it: implied(it, "items")),
)


@st.composite
def apis(draw: st.DrawFn) -> Api:
    parts: list[t.Type] = [draw(STATED), draw(IMPLIED)]
    if draw(st.booleans()):
        parts = [draw(STATED), t.Intersection((draw(IMPLIED), draw(IMPLIED)))]
    declarations = []
    for at, part in enumerate(parts):
        if draw(st.booleans()):
            declarations.append(Declaration(f"schemas/P{at}", f"P{at}", part))
            parts[at] = t.Ref(f"schemas/P{at}")
    whole = t.Intersection(tuple(draw(st.permutations(parts))))
    declarations.append(Declaration("schemas/C", "C", whole))
    # Null is said where a declaration is used, so it is judged where it is used.
    root = t.Array(t.Ref("schemas/C"))
    declarations.append(Declaration("schemas/Root", "Root", root))
    return Api("K", "1", declarations=tuple(declarations))


@given(apis(), st.lists(VALUES, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_same_values_are_valid(api: Api, values: list[Any]) -> None:
    diagnostics = Diagnostics()
    before = judge(api)
    composed = hoist(compose(api, diagnostics), diagnostics)
    after = judge(map_types(composed, lambda _, type_: stated(type_)))
    for value in values:
        was, now = before.is_valid([value]), after.is_valid([value])
        assert now or not was
        assert was or not now or len(diagnostics)
