"""Composing keeps the meaning: what was valid is valid, and nothing else becomes so.

Random declarations are exported as they are published and as they are composed, and a
validator that knows nothing of specloom judges random values by both.
"""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from specloom.diagnostics import Diagnostics
from specloom.export import export
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.walk import types_of, walk
from specloom.passes.compose import compose
from specloom.passes.hoist import hoist

NAMES = st.sampled_from("abc")
TEXTS = st.sampled_from(["", "a", "b", "ab", "abc"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.sampled_from([0.5, 1.5]), TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=5,
)
LENGTHS = st.builds(
    t.Constraints,
    min_length=st.none() | st.integers(0, 2),
    max_length=st.none() | st.integers(1, 3),
    pattern=st.sampled_from([None, "^a", "b$"]),
)
BOUNDS = st.builds(
    t.Constraints,
    minimum=st.none() | st.integers(0, 2),
    exclusive_maximum=st.none() | st.integers(1, 3),
    multiple_of=st.sampled_from([None, 2, 3, 0.5]),
)
SIZES = st.builds(
    t.Constraints,
    max_items=st.none() | st.integers(0, 2),
    unique_items=st.booleans(),
    min_properties=st.none() | st.integers(0, 2),
)
LEAVES = st.one_of(
    st.builds(t.Primitive, st.just("string"), st.none(), LENGTHS),
    st.builds(t.Primitive, st.sampled_from(["integer", "number"]), st.none(), BOUNDS),
    st.just(t.Primitive("boolean")),
    st.builds(t.Const, SCALARS),
    st.lists(SCALARS, min_size=1, max_size=3).map(lambda it: t.Enum(tuple(it))),
    st.just(t.Any_()),
)


class _Types:
    """Draws types that may refer to some declarations."""

    def __init__(self, draw: st.DrawFn, refs: list[str], modes: list[Any]) -> None:
        self._draw = draw
        self._refs = refs
        self._modes = modes

    def type(self, depth: int) -> t.Type:
        kinds = ["leaf", "ref"] if self._refs else ["leaf"]
        if depth:
            kinds += ["array", "tuple", "map", "object", "required", "nullable"]
            kinds += ["union", "intersection", "intersection", "intersection"]
        match self._draw(st.sampled_from(kinds)):
            case "leaf":
                return self._draw(LEAVES)
            case "ref":
                return t.Ref(self._draw(st.sampled_from(self._refs)))
            case "array":
                return t.Array(self.type(depth - 1), self._draw(SIZES))
            case "tuple":
                rest = self.type(depth - 1)
                return t.Tuple(self._several(depth), rest, self._draw(SIZES))
            case "map":
                return t.Map(self.type(depth - 1), None, self._draw(SIZES))
            case "object":
                return self._object(depth)
            case "required":
                names = self._draw(st.sets(NAMES, min_size=1, max_size=2))
                return t.Object((), required_undeclared=tuple(sorted(names)))
            case "nullable":
                return t.Nullable(self.type(depth - 1))
            case "union":
                mode = self._draw(st.sampled_from(self._modes))
                return t.Union(self._several(depth), None, mode)
            case _:
                return t.Intersection(self._several(depth))

    def _several(self, depth: int) -> tuple[t.Type, ...]:
        count = self._draw(st.integers(1, 3))
        return tuple(self.type(depth - 1) for _ in range(count))

    def _object(self, depth: int) -> t.Object:
        names = self._draw(st.lists(NAMES, min_size=1, max_size=2, unique=True))
        fields = tuple(
            t.Field(name, self.type(depth - 1), self._draw(st.booleans()))
            for name in names
        )
        additional = (
            self.type(depth - 1) if self._draw(st.integers(0, 3)) == 0 else None
        )
        required = self._draw(st.sets(NAMES, max_size=1)) - {*names}
        constraints = self._draw(SIZES)
        return t.Object(
            fields,
            additional,
            required_undeclared=tuple(required),
            constraints=constraints,
        )


@st.composite
def apis(draw: st.DrawFn, modes: list[Any]) -> Api:
    declarations: list[Declaration] = []
    for name in ("A", "B", "C"):
        refs = [it.id for it in declarations]
        type_ = _Types(draw, refs, modes).type(3)
        declarations.append(Declaration(f"schemas/{name}", name, type_))
    # Null is said where a declaration is used, so it is judged where it is used.
    root = t.Array(t.Ref("schemas/C"))
    declarations.append(Declaration("schemas/Root", "Root", root))
    return Api("K", "1", declarations=tuple(declarations))


def judge(api: Api) -> Draft202012Validator:
    components: Any = export(api)["components"]
    schema = {"$ref": "#/components/schemas/Root", "components": components}
    return Draft202012Validator(schema)


@given(apis(["any"]), st.lists(VALUES, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_the_same_values_are_valid(api: Api, values: list[Any]) -> None:
    diagnostics = Diagnostics()
    before = judge(api)
    after = judge(hoist(compose(api, diagnostics), diagnostics))
    for value in values:
        was, now = before.is_valid([value]), after.is_valid([value])
        # What contradicts itself, or closes too much, is read as what is meant.
        assert now or not was
        assert was or not now or len(diagnostics)


@given(apis(["any", "one"]), st.lists(VALUES, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_what_was_valid_is_valid(api: Api, values: list[Any]) -> None:
    before = judge(api)
    after = judge(compose(api, Diagnostics()))
    for value in values:
        assert after.is_valid([value]) or not before.is_valid([value])


@given(apis(["any", "one"]))
@settings(max_examples=60, deadline=None)
def test_a_second_time_changes_nothing(api: Api) -> None:
    once = hoist(compose(api, Diagnostics()), Diagnostics())
    twice = hoist(compose(once, Diagnostics()), Diagnostics())
    assert {it.id: it for it in twice.declarations} == {
        it.id: it for it in once.declarations
    }


@given(apis(["any", "one"]), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_declarations_does_not_matter(api: Api, random: Any) -> None:
    shuffled = [*api.declarations]
    random.shuffle(shuffled)
    other = replace(api, declarations=tuple(shuffled))
    first = compose(api, Diagnostics()).declarations
    second = compose(other, Diagnostics()).declarations
    assert {it.id: it for it in first} == {it.id: it for it in second}


@given(apis(["any", "one"]))
@settings(max_examples=60, deadline=None)
def test_the_promised_form(api: Api) -> None:
    composed = hoist(compose(api, Diagnostics()), Diagnostics())
    ids = {it.id for it in composed.declarations}
    for place, type_ in types_of(composed):
        for part in walk(type_):
            assert not isinstance(part, t.Intersection)
            if isinstance(part, t.Nullable):
                inner = part.inner
                assert not isinstance(inner, t.Nullable | t.Any_ | t.Never)
                assert inner != t.Const(None)
                assert inner.notes == t.NO_NOTES
            if isinstance(part, t.Union):
                assert len(part.variants) > 1
                for variant in part.variants:
                    assert not isinstance(variant, t.Nullable)
                    assert variant != t.Const(None)
            if isinstance(part, t.Object):
                assert part is type_ or type_ == t.Nullable(part)
                assert not part.required_undeclared
                assert part.fields or part.additional or part.patterns
            if isinstance(part, t.Ref):
                assert part.id in ids, place
