"""Random types, for properties of what walks, prints and rebuilds them.

Strategies are deferred because hypothesis warns of those that take long to print.
"""

from hypothesis import strategies as st

from specloom.ir import types as t

TEXTS = st.text('ab"\\\n\x1b\u202e é|<>&,: ', max_size=6)
NAMES = st.sampled_from(["a", "b", "c d", "id", "x|y", "type", '"'])
IDS = st.sampled_from(["schemas/A", "schemas/B", "schemas/C.d"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), TEXTS)
JSON = st.deferred(
    lambda: st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)
        ),
        max_leaves=4,
    )
)
COUNTS = st.none() | st.integers(0, 9)

CONSTRAINTS = st.deferred(
    lambda: st.one_of(
        st.just(t.NO_CONSTRAINTS),
        st.builds(
            t.Constraints,
            min_length=COUNTS,
            pattern=st.none() | TEXTS,
            maximum=COUNTS,
            unique_items=st.booleans(),
            content_media_type=st.none() | TEXTS,
        ),
    )
)
EXAMPLES = st.deferred(
    lambda: st.builds(
        t.Example,
        name=NAMES,
        value=JSON | st.just(t.UNSET),
        summary=st.none() | TEXTS,
        url=st.none() | TEXTS,
        serialized=st.none() | TEXTS,
        component=st.none() | NAMES,
    )
)
NOTES = st.deferred(
    lambda: st.one_of(
        st.just(t.NO_NOTES),
        st.builds(
            t.Notes,
            title=st.none() | TEXTS,
            description=st.none() | TEXTS,
            default=JSON | st.just(t.UNSET),
            direction=st.sampled_from(["both", "read", "write"]),
            deprecated=st.booleans(),
            examples=st.lists(EXAMPLES, max_size=2).map(tuple),
            residual=st.lists(st.tuples(NAMES, JSON), max_size=2).map(tuple),
            extensions=st.dictionaries(NAMES, JSON, max_size=2),
            external_docs=st.none()
            | st.builds(t.ExternalDocs, TEXTS, st.none() | TEXTS),
            comment=st.none() | TEXTS,
            xml=st.none() | st.dictionaries(NAMES, SCALARS, min_size=1, max_size=2),
        ),
    )
)
KINDS = st.sampled_from(["string", "integer", "number", "boolean"])
LEAVES = st.deferred(
    lambda: st.one_of(
        st.builds(t.Primitive, KINDS, st.none() | NAMES, CONSTRAINTS, NOTES),
        st.builds(
            t.Enum,
            st.lists(SCALARS, min_size=1, max_size=3).map(tuple),
            st.none() | KINDS,
            st.none() | NAMES,
            st.booleans(),
            st.just(()),
            NOTES,
        ),
        st.builds(t.Const, JSON, NOTES),
        st.builds(t.Ref, IDS, NOTES),
        st.builds(t.Binary, st.none() | TEXTS, CONSTRAINTS, NOTES),
        st.builds(t.Any_, st.just("unspecified"), NOTES),
        st.builds(t.Never, NOTES),
    )
)


def _fields(types: st.SearchStrategy[t.Type]) -> st.SearchStrategy[tuple[t.Field, ...]]:
    field = st.builds(
        t.Field,
        NAMES,
        types,
        st.booleans(),
        JSON | st.just(t.UNSET),
        st.sampled_from(["both", "read", "write"]),
    )
    return st.lists(field, max_size=3, unique_by=lambda it: it.name).map(tuple)


def _discriminators() -> st.SearchStrategy[t.Discriminator]:
    mapping = st.lists(st.tuples(TEXTS, IDS), max_size=2).map(tuple)
    return st.builds(t.Discriminator, NAMES, mapping, st.none() | IDS, st.booleans())


def _compound(types: st.SearchStrategy[t.Type]) -> st.SearchStrategy[t.Type]:
    several = st.lists(types, min_size=1, max_size=3).map(tuple)
    maybe = st.none() | types
    return st.one_of(
        st.builds(t.Array, types, CONSTRAINTS, NOTES),
        st.builds(t.Tuple, several, types, CONSTRAINTS, NOTES),
        st.builds(t.Map, types, maybe, CONSTRAINTS, NOTES),
        st.builds(
            t.Object,
            _fields(types),
            maybe,
            st.lists(st.tuples(TEXTS, types), max_size=2).map(tuple),
            maybe,
            st.lists(NAMES, max_size=2).map(tuple),
            CONSTRAINTS,
            NOTES,
        ),
        st.builds(
            t.Union,
            several,
            st.none() | _discriminators(),
            st.sampled_from(["one", "any"]),
            NOTES,
        ),
        st.builds(t.Intersection, several, NOTES),
        st.builds(t.Nullable, types, NOTES),
    )


@st.composite
def _types(draw: st.DrawFn, depth: int = 2) -> t.Type:
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(LEAVES)
    return draw(_compound(_types(depth - 1)))


TYPES: st.SearchStrategy[t.Type] = _types()
