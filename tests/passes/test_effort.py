"""A document of a few kilobytes takes no more than its size, however it is tied up."""

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.passes.compose import compose
from specloom.passes.resolve import resolve


def _api(types: dict[str, t.Type]) -> Api:
    declarations = [
        Declaration(f"schemas/{name}", name, type_) for name, type_ in types.items()
    ]
    return Api("K", "1", declarations=tuple(declarations))


def _ref(name: str) -> t.Ref:
    return t.Ref(f"schemas/{name}")


def _either(*names: str) -> t.Union:
    return t.Union(tuple(map(_ref, names)))


def test_unions_that_double_with_each_level() -> None:
    types: dict[str, t.Type] = {}
    for level in range(40):
        types[f"A{level}"] = _either(f"A{level + 1}", f"B{level + 1}")
        types[f"B{level}"] = _either(f"B{level + 1}", f"A{level + 1}")
    types["A40"] = t.Object((t.Field("a", t.Primitive("string"), required=True),))
    types["B40"] = t.Object((t.Field("b", t.Primitive("string"), required=True),))
    named = t.Object((t.Field("name", t.Primitive("string")),))
    types["M"] = t.Intersection((_ref("A0"), t.Nullable(named)), "")
    composed = compose(_api(types), Diagnostics())
    merged = next(it.type for it in composed.declarations if it.name == "M")
    assert not isinstance(merged, t.Intersection | t.Nullable)


def test_null_at_the_end_of_a_long_way() -> None:
    most = 20_000
    types: dict[str, t.Type] = {
        f"U{at}": t.Union((t.Const(f"c{at}"), _ref(f"U{at + 1}"))) for at in range(most)
    }
    types[f"U{most}"] = t.Nullable(t.Primitive("integer"))
    composed = compose(_api(types), Diagnostics())
    first = composed.declarations[0].type
    assert isinstance(first, t.Union)
    assert first.variants == (t.Const("c0"), _ref("U1"))


def test_names_of_names() -> None:
    most = 10_000
    types: dict[str, t.Type] = {f"A{at}": _ref(f"A{at + 1}") for at in range(most)}
    types[f"A{most}"] = t.Primitive("integer")
    for at in range(most):
        types[f"U{at}"] = t.Union((_ref("A0"), t.Primitive("string")))
    api = _api(types)
    assert resolve(api, Diagnostics()) is api


def test_unions_of_what_came_before() -> None:
    most = 8_000
    types: dict[str, t.Type] = {}
    for at in range(1, most):
        types[f"U{at}"] = t.Union((t.Const(f"c{at}"), _ref(f"U{at - 1}")))
    types["U0"] = t.Primitive("integer")
    for at in range(most):
        types[f"V{at}"] = t.Union((t.Const(f"c{at}"), _ref(f"U{most - 1}")))
    diagnostics = Diagnostics()
    composed = compose(_api(types), diagnostics)
    assert composed.declarations[-1].type == types[f"V{most - 1}"]
    assert not len(diagnostics)


def test_as_many_circles_as_declarations() -> None:
    most = 1_000
    types: dict[str, t.Type] = {
        f"U{at}": _either("End", f"U{at + 1}", "U0") for at in range(most)
    }
    types[f"U{most}"] = t.Primitive("integer")
    types["End"] = t.Primitive("string")
    diagnostics = Diagnostics()
    resolved = resolve(_api(types), diagnostics)
    assert len(diagnostics) == most
    assert all(len(it.message) < 300 and len(it.related) < 12 for it in diagnostics)
    assert resolved.declarations[1].type == _either("End", "U2")
