"""Whatever a specification calls things, their names are good ones, and they stay."""

import keyword
from collections.abc import Collection
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.ir.api import Api, Declaration, Operation, Parameter
from specloom.names import NameTable, name_table
from specloom.names.scope import Scope, reserved
from tests.names.apis import api, component, inline, operation, parameter, record

WIRE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "id",
            "Id",
            "ID",
            "_id",
            "user",
            "userId",
            "user_id",
            "UserID",
            "type",
            "list",
            "list_",
            "None",
            "self",
            "2fa",
            "+1",
            "-1",
            "model_config",
            "con",
            "Any",
            "Model",
            "Async",
            "search",
            "listPets",
            "pets/list",
            "getPets",
        ]
    ),
    st.text("aAbB_-1", max_size=4),
)
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE"])
SEGMENTS = st.lists(
    st.sampled_from(["pets", "{id}", "v1", "owners", "search", "a-b", "Pets"]),
    min_size=1,
    max_size=4,
)


@st.composite
def operations(draw: st.DrawFn) -> Operation:
    """An operation of any names."""
    line = f"{draw(METHODS)} /{'/'.join(draw(SEGMENTS))}"
    locations = st.sampled_from(["path", "query", "header"])
    parameters: dict[tuple[str, str], Parameter] = {}
    for location, name in draw(st.lists(st.tuples(locations, WIRE), max_size=4)):
        parameters[location, name] = parameter(location, name)
    return operation(
        line,
        draw(st.none() | WIRE),
        *draw(st.lists(WIRE, max_size=1)),
        parameters=tuple(parameters.values()),
    )


def declarations() -> st.SearchStrategy[Declaration]:
    """A component of any name, or something that was hoisted out of one."""
    names = st.lists(WIRE, max_size=4, unique=True).map(lambda it: record(*it))
    places = st.sampled_from([".a", ".a[]", "[]", "{}", "|0", "|1", ".user_id"])
    return st.builds(component, WIRE, names) | st.builds(
        lambda name, place: inline(f"schemas/{name}{place}"), WIRE, places
    )


@st.composite
def apis(draw: st.DrawFn) -> Api:
    """An API of any names."""
    calls = draw(st.lists(operations(), max_size=6, unique_by=lambda o: o.id))
    types = draw(st.lists(declarations(), max_size=8, unique_by=lambda d: d.id))
    return api(*calls, declarations=tuple(types))


def scopes(table: NameTable) -> list[tuple[str, Collection[str]]]:
    """The kind and the names of every scope."""
    found: list[tuple[str, Collection[str]]] = [
        ("declaration", table.declarations.values()),
        ("request", table.requests.values()),
        ("resource", [resource.attribute for resource in table.resources]),
        ("resource_class", [resource.class_name for resource in table.resources]),
    ]
    for resource in table.resources:
        found.append(("method", [table.operation(id_) for id_ in resource.operations]))
    found.extend(("field", names.values()) for names in table.fields_.values())
    found.extend(("parameter", names.values()) for names in table.parameters.values())
    return found


@given(apis())
def test_names_are_good_ones(given_api: Api) -> None:
    for kind, names in scopes(name_table(given_api)):
        assert len(set(names)) == len(names)
        assert not reserved(kind).intersection(names)
        for name in names:
            assert name.isascii() and name.isidentifier() and not name.startswith("_")
            assert not keyword.iskeyword(name) and "__" not in name
            assert len(name) <= 64
        if kind == "resource":
            assert all(name == name.lower() for name in names)


@given(apis())
def test_no_field_has_the_wire_name_of_another(given_api: Api) -> None:
    for names in name_table(given_api).fields_.values():
        for wire, name in names.items():
            assert name not in names or names[name] == name or name == wire


@given(apis(), st.randoms())
def test_order_does_not_matter(given_api: Api, random: Random) -> None:
    calls, types = list(given_api.operations), list(given_api.declarations)
    random.shuffle(calls)
    random.shuffle(types)
    shuffled = name_table(api(*calls, declarations=tuple(types)))
    assert shuffled.locked() == name_table(given_api).locked()
    assert list(map(_names, shuffled.resources)) == list(
        map(_names, name_table(given_api).resources)
    )


def _names(resource: object) -> str:
    return repr(resource)


@settings(max_examples=200)
@given(apis(), apis())
def test_with_a_lock_what_is_added_renames_nothing(old: Api, added: Api) -> None:
    table = name_table(old)
    kept = table.locked()
    calls = {o.id: o for o in (*added.operations, *old.operations)}
    types = {d.id: d for d in (*added.declarations, *old.declarations)}
    both = api(*calls.values(), declarations=tuple(types.values()))
    later = name_table(both, kept)
    for id_, name in table.declarations.items():
        assert later.declaration(id_) == name
    for id_, fields in table.fields_.items():
        assert later.fields(id_) == fields
    for call in old.operations:
        assert later.operation(call.id) == table.operation(call.id)
        assert later.request_class(call.id) == table.request_class(call.id)
        assert later.resource(call.id) == table.resource(call.id)
        for p in call.parameters:
            old_name = table.parameter(call.id, p.location, p.name)
            assert later.parameter(call.id, p.location, p.name) == old_name
    again = name_table(both, later.locked())
    assert again.locked() == later.locked()


def test_thousands_of_one_name_are_numbered() -> None:
    scope = Scope("field")
    # In the square of their number, this would take minutes.
    names = [scope.take(str(number), ["page"]) for number in range(50_000)]
    assert names[:3] == ["page", "page_2", "page_3"]
    assert names[-1] == "page_50000"
