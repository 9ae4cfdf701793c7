"""Order: groups are those that need one another, and come after what they need."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.passes.order import components, order

IDS = [f"schemas/{letter}" for letter in "ABCDEFGH"]
GRAPHS = st.dictionaries(
    st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=4), min_size=1
).map(
    lambda graph: {id_: [it for it in ids if it in graph] for id_, ids in graph.items()}
)


def _api(graph: dict[str, list[str]]) -> Api:
    return Api(
        "K",
        "1",
        declarations=tuple(
            Declaration(id_, id_, t.Union(tuple(map(t.Ref, ids)) or (t.Any_(),)))
            for id_, ids in graph.items()
        ),
    )


def _reached(graph: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = [*graph[start]]
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo.extend(graph[id_])
    return found


@given(GRAPHS)
@settings(max_examples=40, deadline=None)
def test_groups(graph: dict[str, list[str]]) -> None:
    groups = components(_api(graph))
    reached = {id_: _reached(graph, id_) for id_ in graph}
    place = {id_: index for index, group in enumerate(groups) for id_ in group}
    assert sorted(place) == sorted(graph)
    for one in graph:
        for other in reached[one]:
            assert place[other] <= place[one]
            if one != other:
                assert (place[other] == place[one]) == (one in reached[other])
    assert all(group == sorted(group) for group in groups)


@given(GRAPHS, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_in_the_source_does_not_matter(
    graph: dict[str, list[str]], random: Random
) -> None:
    shuffled = [*graph]
    random.shuffle(shuffled)
    first = order(_api(graph))
    second = order(_api({id_: graph[id_] for id_ in shuffled}))
    assert first.declarations == second.declarations
    assert order(first) is first


def test_long_chains() -> None:
    ids = [f"schemas/{number:05}" for number in range(3000)]
    graph = {one: [other] for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)}
    assert components(_api(graph)) == [ids]
    graph[ids[-1]] = []
    assert components(_api(graph)) == [[id_] for id_ in reversed(ids)]
