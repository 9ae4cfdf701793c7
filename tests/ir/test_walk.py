"""Walks visit everything once, and rebuild only what changes."""

from dataclasses import replace

from hypothesis import given, settings

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.walk import children, map_children, map_types, refs, types_of, walk
from tests.ir.strategies import TYPES


@given(TYPES)
@settings(max_examples=40, deadline=None)
def test_what_does_not_change_keeps_its_identity(type_: t.Type) -> None:
    assert map_children(type_, lambda child: child) is type_


@given(TYPES)
@settings(max_examples=40, deadline=None)
def test_children_are_what_is_mapped(type_: t.Type) -> None:
    seen: list[t.Type] = []

    def change(child: t.Type) -> t.Type:
        seen.append(child)
        return t.Never()

    new = map_children(type_, change)
    assert sorted(map(id, seen)) == sorted(map(id, children(type_)))
    assert all(child == t.Never() for child in children(new))


@given(TYPES)
@settings(max_examples=40, deadline=None)
def test_references_are_found_at_any_depth(type_: t.Type) -> None:
    expected = [it.id for it in walk(type_) if isinstance(it, t.Ref)]
    for it in walk(type_):
        if isinstance(it, t.Union) and it.discriminator is not None:
            expected.extend(id_ for _, id_ in it.discriminator.mapping)
            if it.discriminator.default is not None:
                expected.append(it.discriminator.default)
    assert sorted(refs(type_)) == sorted(expected)


def _api() -> a.Api:
    text = t.Primitive("string")
    missing = a.Response(
        "404",
        contents=(a.Content("application/json", text),),
        headers=(a.Header("X", text),),
        component="Missing",
    )
    call = a.Operation(
        "PUT /a/{}",
        "PUT",
        "/a/{id}",
        parameters=(
            a.Parameter("id", "path", t.Any_()),
            a.Parameter("page", "query", t.Any_(), component="Page"),
        ),
        body=a.Body(
            (
                a.Content(
                    "multipart/form-data",
                    t.Object(()),
                    encoding=(a.Encoding("f", headers=(a.Header("H", t.Never()),)),),
                ),
                a.Content("application/json", t.Const(1)),
            )
        ),
        responses=(
            a.Response("200", contents=(a.Content("text/plain", None, t.Const(2)),)),
            missing,
        ),
        callbacks=(
            a.Callback(
                "done",
                "{$url}",
                (a.Operation("PUT /a/{}/done POST {$url}", "POST", "{$url}"),),
            ),
        ),
    )
    again = replace(call, id="GET /b", parameters=(), body=None, responses=(missing,))
    return a.Api(
        "K",
        "1",
        operations=(call, again),
        declarations=(a.Declaration("schemas/A", "A", t.Const(3)),),
    )


def test_places() -> None:
    assert [place for place, _ in types_of(_api())] == [
        "schemas/A",
        "PUT /a/{}/path/id",
        "parameters/Page",
        "PUT /a/{}/request/multipart/form-data",
        "PUT /a/{}/request/multipart/form-data.f/header/H",
        "PUT /a/{}/request",
        "PUT /a/{}/200/item",
        "responses/Missing/header/X",
    ]


def test_what_is_shared_stays_shared() -> None:
    api = map_types(_api(), lambda place, type_: t.Const(place))
    first, second = api.operations
    assert first.responses[1] is second.responses[0]
    assert first.callbacks is _api().operations[0].callbacks or first.callbacks
    same = _api()
    assert map_types(same, lambda place, type_: type_) is same
