"""Which module a model is in: whatever needs what, modules do not need each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.ir.api import Api, Body, Content, Declaration, Operation
from specloom.ir.types import Any_, Array, Field, Object, Ref, Type, Union
from specloom.ir.walk import refs
from specloom.names import name_table
from specloom.passes.order import components, order
from specloom.views import placement
from specloom.views.needs import Needs
from specloom.views.placement import Module, place

SIZE = 24


def declaration(number: int, needed: list[int], is_class: bool) -> Declaration:
    """A declaration that needs others."""
    parts: tuple[Type, ...] = tuple(Ref(f"schemas/T{it:02}") for it in needed)
    type_: Type
    if is_class:
        type_ = Object(tuple(Field(f"f{at}", it) for at, it in enumerate(parts)))
    else:
        type_ = Union(parts) if len(parts) > 1 else Array(parts[0] if parts else Any_())
    return Declaration(f"schemas/T{number:02}", f"T{number:02}", type_)


def operation(number: int, tag: str, needed: list[int]) -> Operation:
    """An operation whose request needs declarations."""
    contents = tuple(
        Content(f"application/x-{it}", Ref(f"schemas/T{it:02}")) for it in needed
    )
    path = f"/p{number}"
    return Operation(f"POST {path}", "POST", path, tags=(tag,), body=Body(contents))


@st.composite
def apis(draw: st.DrawFn) -> Api:
    """An API whose declarations need one another in any way."""
    numbers = st.lists(st.integers(0, SIZE - 1), max_size=3, unique=True)
    declarations = [
        declaration(number, draw(numbers), draw(st.booleans()))
        for number in range(SIZE)
    ]
    tags = st.sampled_from(
        ["threads", "runs", "shared", "other", "shared links", "con"]
    )
    calls = draw(st.lists(st.tuples(tags, numbers), max_size=6))
    return order(
        Api(
            "Test",
            "1",
            declarations=tuple(declarations),
            operations=tuple(
                operation(at, tag, needed) for at, (tag, needed) in enumerate(calls)
            ),
        )
    )


def placed(api: Api) -> list[Module]:
    """The modules of an API."""
    return place(api, name_table(api), Needs(api))


@given(apis())
def test_groups_are_the_strongly_connected_components(api: Api) -> None:
    assert sorted(map(sorted, Needs(api).groups)) == sorted(
        map(sorted, components(api))
    )


@settings(max_examples=300)
@given(apis(), st.booleans())
def test_modules_need_only_earlier_ones(api: Api, cut: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if cut:
            patch.setattr(placement, "_LEAST", 2)
            patch.setattr(placement, "_MOST", 4)
            patch.setattr(placement, "_CUT", 2)
        modules = placed(api)
    names = [module.name for module in modules]
    assert len(set(names)) == len(names)
    at = {id_: index for index, it in enumerate(modules) for id_ in it.declarations}
    assert sorted(at) == sorted(it.id for it in api.declarations)
    assert sum(len(it.declarations) for it in modules) == len(api.declarations)
    groups = {id_: group for group in components(api) for id_ in group}
    for it in api.declarations:
        for needed in refs(it.type):
            assert at[needed] <= at[it.id]
            if needed in groups[it.id]:
                assert at[needed] == at[it.id]


@given(apis())
def test_where_a_declaration_is(api: Api) -> None:
    modules = placed(api)
    names = name_table(api)
    types = {it.id: it.type for it in api.declarations}
    reached: dict[str, set[str]] = {id_: set() for id_ in types}
    for call in api.operations:
        assert call.body is not None
        todo = [id_ for it in call.body.contents if it.type for id_ in refs(it.type)]
        seen: set[str] = set()
        while todo:
            id_ = todo.pop()
            if id_ not in seen:
                seen.add(id_)
                reached[id_].add(names.resource(call.id))
                todo.extend(refs(types[id_]))
    for module in modules:
        for id_ in module.declarations:
            match sorted(reached[id_]):
                case []:
                    assert module.name == "other"
                case [resource]:
                    assert module.name == resource
                case _:
                    assert module.name == "shared"


@given(apis())
def test_within_a_group_classes_come_first(api: Api) -> None:
    types = {it.id: it.type for it in api.declarations}
    groups = {id_: index for index, ids in enumerate(components(api)) for id_ in ids}
    for module in placed(api):
        for before, after in zip(
            module.declarations, module.declarations[1:], strict=False
        ):
            if groups[before] == groups[after] and isinstance(types[after], Object):
                assert isinstance(types[before], Object)


def test_many_resources_are_put_together() -> None:
    calls = tuple(
        operation(at, f"{'alpha' if at % 2 else 'beta'} {at}", [at]) for at in range(70)
    )
    declarations = tuple(declaration(at, [], True) for at in range(70))
    api = order(Api("Test", "1", operations=calls, declarations=declarations))
    assert [module.name for module in placed(api)] == ["alpha", "beta"]
