"""Names of declarations: models and type aliases, which share one scope.

In: a declaration, and the names already given to what its id is made of. Out:
candidates, best first. A reusable schema keeps the vendor's name; what a pass hoisted
is called after its owner and its place in it (`ThreadConfig`, `ListThreadsSort`).
Pure functions; used by `table`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from specloom.ir.api import Declaration
from specloom.ir.types import (
    Any_,
    Array,
    Binary,
    Const,
    Enum,
    Intersection,
    Map,
    Never,
    Nullable,
    Object,
    Primitive,
    Ref,
    Tuple,
    Type,
    Union,
)
from specloom.names.answers import answer
from specloom.names.words import (
    LIMIT,
    Words,
    class_name,
    parts,
    pascal,
    singular,
    spelled,
    words,
)

_JOINTS: Final = frozenset(".[{|/&~")
_NUMBERED: Final = ("|", "&", "~")
_LOCATIONS: Final = frozenset(("path", "query", "header", "cookie", "querystring"))
_SHARED: Final = frozenset(("parameters", "headers", "requests", "responses"))
_HEADS: Final = (24, 0, 12, 40)


def component_candidates(declaration: Declaration, dotted: str) -> Iterator[str]:
    """Names of a reusable schema, best first. `dotted`: a prefix that says nothing."""
    name = declaration.name
    if dotted and name.startswith(dotted) and len(name) > len(dotted):
        yield class_name(name[len(dotted) :])
    yield class_name(name)
    title = declaration.type.notes.title
    if title:
        yield class_name(title)
    for word in kind_words(declaration.type):
        yield pascal([*words(name), *word])
    yield pascal(spelled(name))


def owner(id_: str, *known: Mapping[str, object]) -> str:
    """The longest beginning of an id that is itself known; empty if none is."""
    for index in range(len(id_) - 1, 0, -1):
        if id_[index] in _JOINTS:
            begin = id_[:index]
            for names in known:
                if begin in names:
                    return begin
    return ""


def hoisted_candidates(
    declaration: Declaration, owner_name: str, place: str
) -> Iterator[str]:
    """Names of what a pass hoisted: `place` is what its id adds to its owner's."""
    begin = words(owner_name)
    plain, full = _place_words(place)
    for told in _told(declaration.type, place):
        yield _joined(owner_name, told)
    if plain:
        yield _joined(owner_name, _unsaid(begin, plain))
        yield _joined(owner_name, plain)
    else:
        yield pascal([*parts(owner_name)[:-1], singular(begin[-1])])
    yield _joined(owner_name, full)
    kind = kind_words(declaration.type)
    for word in kind:
        yield _joined(owner_name, (*full, *word))
    for head in _HEADS[1:]:
        yield pascal([*parts(owner_name), *full], head)
        yield pascal([*parts(owner_name), *full, *kind[0]], head)
    yield pascal([*parts(owner_name), *spelled(place)])


def shared_candidates(declaration: Declaration) -> Iterator[str]:
    """Names of a hoisted part of a reusable part, such as `responses/NotFound[]`."""
    kind, _, place = declaration.id.partition("/")
    end = next((i for i, c in enumerate(place) if i and c in _JOINTS), len(place))
    name, rest = class_name(place[:end]), place[end:]
    plain, full = _place_words(rest) if rest else ((), ())
    said = (singular(kind),) if kind in _SHARED else ()
    if said and kind != "parameters" and words(name)[-1] != said[0]:
        yield _joined(name, (*said, *(plain or full)))
    yield _joined(name, plain or full)
    yield _joined(name, (*said, *full))
    for word in kind_words(declaration.type):
        yield _joined(name, (*said, *full, *word))
    yield pascal(spelled(declaration.id))


def part_candidates(
    declaration: Declaration, request_name: str, place: str
) -> Iterator[str]:
    """Names of a hoisted part of an operation, `place` being `/request`, `/200`..."""
    end = next((i for i, c in enumerate(place) if i and c in _JOINTS), len(place))
    kind, rest = place[1:end], place[end:]
    plain, full = _place_words(rest) if rest else ((), ())
    more = plain or full
    for told in _told(declaration.type, rest):
        yield _joined(request_name, (*_part_words(kind), *told))
    if kind == "request":
        for word in ("request", "body", "payload"):
            yield _joined(request_name, (word, *more))
        yield _joined(request_name, ("request", "body", *full))
    elif kind in _LOCATIONS:
        yield _joined(request_name, more)
        yield _joined(request_name, (kind, *full))
    else:
        phrase = words(answer(kind))
        if rest.startswith("/header/"):
            plain, full = _place_words(rest[len("/header/") :])
            yield _joined(request_name, plain or full)
        elif kind[:1] == "2":
            yield _joined(request_name, ("response", *more))
        yield _joined(request_name, (*phrase, *(plain or full)))
        yield _joined(request_name, (*phrase, "response", *full))
    for said in kind_words(declaration.type):
        yield _joined(request_name, (*words(place), *said))
    for head in _HEADS[1:]:
        yield pascal([*parts(request_name), *words(place)], head)


def _joined(owner_name: str, place: Sequence[str]) -> str:
    """The owner's name as it is, and the words; fitted where that is too long."""
    name = owner_name.rstrip("_") + "".join([w[0].upper() + w[1:] for w in place])
    return name if len(name) <= LIMIT else pascal([*parts(owner_name), *place])


def _unsaid(begin: Words, place: Words) -> Words:
    """The words of the place without a first one that the owner's name ends in."""
    if len(place) > 1 and singular(place[0]) == singular(begin[-1]):
        return place[1:]
    return place


def _place_words(place: str) -> tuple[Words, Words]:
    """The words of a place, nicely and in full; nothing at all for bare items."""
    bare = place
    marks: list[str] = []
    while bare.endswith(("[]", "{}", "{keys}")):
        if bare.endswith("{keys}"):
            marks.append("key")
            bare = bare[:-6]
        else:
            marks.append("item" if bare.endswith("[]") else "value")
            bare = bare[:-2]
    found = words(bare) if any(map(str.isalnum, bare)) else ()
    if not marks:
        return found or words(place), found or words(place)
    full = (*found, *reversed(marks))
    if not found:
        return (), full
    one = (*found[:-1], singular(found[-1]))
    nice = one if one != found and "key" not in marks else full
    return nice, full


def kind_words(type_: Type) -> list[Words]:
    """What can be said of a type where its name does not tell it from another.

    First what sort of type it is, then what tells it from others of the sort.
    """
    match type_:
        case Object(fields=fields):
            told = [said for f in fields if (said := _constant(f.type))]
            ordered = [f for f in fields if f.required] + list(fields)
            told.extend(("with", *words(field.name)) for field in ordered[:8])
            return [("object",), *told]
        case Enum(values=(value,)) if isinstance(value, str):
            return [("enum",), words(value)]
        case Enum(values=values):
            return [("enum",), *((*words(str(v)), "enum") for v in values[:4])]
        case Const(value=value):
            return [("constant",), words(str(value))]
        case Array():
            return [("list",), ("array",)]
        case Tuple():
            return [("tuple",)]
        case Map():
            return [("map",)]
        case Union() | Intersection():
            return [("variants",), ("union",)]
        case Nullable(inner=inner):
            return [*kind_words(inner), ("nullable",)]
        case Primitive(kind=kind, format=format_):
            return [(kind,), (*words(format_), kind)] if format_ else [(kind,)]
        case Ref(id=id_):
            return [(*words(id_.rpartition("/")[2]), "alias")]
        case Binary():
            return [("file",)]
        case Any_():
            return [("any",)]
        case Never():
            return [("never",)]
        case _:
            assert_never(type_)


def _part_words(kind: str) -> Words:
    """What a part of an operation is called behind the operation."""
    if kind == "request" or kind in _LOCATIONS:
        return ("request",) if kind == "request" else ()
    return ("response",) if kind[:1] == "2" else words(answer(kind))


def _told(type_: Type, place: str) -> Iterator[Words]:
    """The words of a place that ends in a number, such as a branch of a union.

    What tells it from the others, best first, stands in place of the number.
    """
    base = place.rstrip("0123456789")
    if base == place or base[-1:] not in _NUMBERED:
        return
    plain, full = _place_words(base[:-1]) if base[:-1] else ((), ())
    kind = kind_words(type_)
    if isinstance(type_, Object) or _constant(type_):
        kind = [*kind[1:], kind[0]]
    for said in kind:
        yield (*(plain or full), *said)


def _constant(type_: Type) -> Words:
    """The words of the only string that a type allows; none if it allows several."""
    match type_:
        case Const(value=str() as value) | Enum(values=(str() as value,)):
            return words(value)
        case _:
            return ()
