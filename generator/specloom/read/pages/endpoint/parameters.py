"""The parameters of an operation: those that rows describe, and those that calls show.

In: the described ones with their places, the path as written, which may have a query, and
the calls of the operation. Out: each parameter once. Used by `build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.document.loose import Opaque
from specloom.ir import types as t
from specloom.ir.api import Location, Parameter
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_types
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.sampled import in_query, is_name, names_in_query, sent
from specloom.read.pages.saying import UNMARKED, guessed, inferred, said
from specloom.read.pages.snippets.call import Call, Pair
from specloom.read.pages.words import security
from specloom.records import replace
from specloom.source import Span

OF_THE_PROTOCOL: Final = frozenset(
    {
        "content-type",
        "accept",
        "accept-encoding",
        "host",
        "user-agent",
        "content-length",
        "connection",
        "cookie",
    }
)
"""Headers that media types and the protocol account for (OpenAPI 3.1, section 4.8.12)."""


def is_credential(name: str) -> bool:
    """Whether a header (in small letters) is what one authenticates with."""
    return name == "authorization" or name.endswith(("api-key", "apikey", "api_key"))


def parameters_of(
    path: str,
    span: Span,
    described: Sequence[tuple[Location, Entry]],
    calls: Sequence[Call],
) -> tuple[Parameter, ...]:
    """The parameters of an operation; see the module. `span` is that of its signature."""
    made: dict[tuple[Location, str], Parameter] = {}
    for where, entry in described:
        key = (where, entry.field.name)
        new = _parameter(where, entry)
        known = made.get(key)
        if known is None:
            made[key] = new
        else:
            made[key] = replace(known, type=join_types(known.type, new.type))
    for name in names_in_query(path):
        if ("query", name) not in made and is_name(name):
            why = inferred(span, "query of the signature")
            made["query", name] = _shown("query", name, _text(why), span)
    for call in calls:
        _headers(call, made)
        _query(call, made)
    return tuple(made.values())


def _headers(call: Call, made: dict[tuple[Location, str], Parameter]) -> None:
    """Adds the headers of a call that are nobody else's: those that begin as the one
    with the key does (`X-ACME-KEY`, `X-ACME-SIGN`) are of the same scheme."""
    known = {name.lower() for where, name in made if where == "header"}
    keys = [it.name.lower() for it in call.headers if _authenticates(it)]
    families = tuple(
        it[: it.index("-", 2) + 1]
        for it in keys
        if it.startswith("x-") and "-" in it[2:]
    )
    for pair in call.headers:
        low = pair.name.lower()
        if low in known or low in OF_THE_PROTOCOL or low in keys:
            continue
        if low.startswith(families):
            continue
        text = _text(inferred(pair.span, "call"))
        made["header", pair.name] = _shown("header", pair.name, text, pair.span)


def _authenticates(pair: Pair) -> bool:
    low = pair.name.lower()
    why = inferred(pair.span, "call")
    return is_credential(low) or security.header(pair.name, "", why) is not None


def _query(call: Call, made: dict[tuple[Location, str], Parameter]) -> None:
    """Adds what a call has in its query, or what it shows of what is there."""
    for pair in call.query:
        if isinstance(pair.value, Opaque) and not pair.name:
            continue
        if ("path", pair.name) in made or not is_name(pair.name):
            continue
        shown = sent(pair.value, inferred(pair.span, "call"))
        known = made.get(("query", pair.name))
        if known is None:
            made["query", pair.name] = _shown("query", pair.name, shown, pair.span)
        elif isinstance(known.type, t.Any_) and not isinstance(shown, t.Any_):
            type_ = join_types(known.type, shown)
            made["query", pair.name] = replace(known, type=type_)


def _text(why: Evidence) -> t.Type:
    return said(t.Primitive("string", span=why.span), why)


def _shown(where: Location, name: str, type_: t.Type, span: Span) -> Parameter:
    """A parameter of which nobody says whether it is required."""
    simple = where == "header"
    return Parameter(
        name,
        where,
        type_,
        style="simple" if simple else "form",
        explode=not simple,
        span=span,
        evidence={"required": guessed(span, UNMARKED)},
    )


def _parameter(where: Location, entry: Entry) -> Parameter:
    made = entry.field
    notes = made.type.notes
    evidence = {it: notes.evidence[it] for it in ("required",) if it in notes.evidence}
    type_ = replace(
        made.type, notes=replace(notes, description=None, default=made.default)
    )
    simple = where in ("path", "header")
    joined = False
    if where in ("path", "query", "header"):
        place = "path" if where == "path" else "query"
        type_, joined = in_query(type_, notes.description or "", place)
    return Parameter(
        made.name,
        where,
        type_,
        required=made.required or where == "path",
        style="simple" if simple else "form",
        explode=not simple and not joined,
        description=notes.description,
        deprecated=notes.deprecated,
        span=made.span,
        evidence=evidence,
    )
