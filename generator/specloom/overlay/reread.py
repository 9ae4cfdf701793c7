"""The changed document, read back, under the names that the API has for things.

In: the API before, and the places of what was changed. Out: the `Api` that the document
describes, whose spans are pointers into it (`pointer_of` tells them from others). What
the reader says about places that were changed is said of the overlay; what it says of
others was said when the sources were read, unless a change elsewhere is the reason: then
these are places of a change too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError
from specloom.document import Document, Json
from specloom.document.pointers import Missing, lookup
from specloom.document.tree import Window
from specloom.export import export
from specloom.export.spelling import component_names, schema_names
from specloom.ir.api import Api, Operation, SecurityRequirement
from specloom.ir.components import Key, all_operations, parts_of, rename_parts
from specloom.ir.rename import with_ids
from specloom.ir.walk import map_types
from specloom.overlay.places import Places
from specloom.read.loader import NoFiles
from specloom.read.openapi import read_document
from specloom.read.openapi.codes import UNUSED
from specloom.records import replace
from specloom.source import SourceFile, Span, escape

REMOVED: Final = "SL375"

_REFERENCE: Final = re.compile(r"#(/components/[^`\s]*)")
_PLACES: Final = re.compile(r" \(\d+ places; this is the first\)$")


def reread(api: Api, places: Places, said: Diagnostics) -> Api:
    """The API that the changed document describes; see the module.

    Raises SpecError, with a place in an overlay, if it describes none.
    """
    _tell_dangling(places, said)
    heard = Diagnostics()
    document = _document(places.root)
    try:
        new = read_document(document, NoFiles(), heard)
    except SpecError as error:
        at = pointer_of(error.diagnostic.span) or ""
        place = places.says(at) or places.first
        raise SpecError(_moved(error.diagnostic, place)) from None
    _tell(api, heard, places, said)
    return _with_names(new, api)


def pointer_of(span: Span | None) -> str | None:
    """The pointer of a span into the changed document; None for another span."""
    if span is None or span.origin.source is not _SOURCE:
        return None
    return span.pointer


_SOURCE: Final = SourceFile("canonical document", b"")


def _document(root: Json) -> Document:
    return Document(Window(_SOURCE), root, lambda keys: (0, 0))


# What the reader says


def _tell(api: Api, heard: Diagnostics, places: Places, said: Diagnostics) -> None:
    """Pass on what concerns the overlays, with places in them."""
    known = _said_before(api) if len(heard) else set()
    for item in heard:
        pointer = pointer_of(item.span)
        if pointer is None or item.code == UNUSED or _key(item) in known:
            continue
        found = _REFERENCE.search(item.message)
        if found is None or places.removal(found[1]) is None:
            said.append(_moved(item, places.says(pointer) or places.first))


def _tell_dangling(places: Places, said: Diagnostics) -> None:
    """Say what refers to removed components: those places have another meaning now."""
    if not any(it.startswith("/components") for it in places.removed()):
        return
    users: dict[str, list[str]] = {}
    stack: list[tuple[Json, str]] = [(places.root, "")]
    while stack:
        node, at = stack.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/components/"):
                users.setdefault(reference, []).append(at)
            below = [(it, f"{at}/{escape(key)}") for key, it in node.items()]
        elif isinstance(node, list):
            below = [(it, f"{at}/{index}") for index, it in enumerate(node)]
        else:
            continue
        stack.extend(reversed(below))
    for reference, pointers in users.items():
        touch = places.removal(reference[1:])
        if touch is None or not isinstance(lookup(places.root, reference[1:]), Missing):
            continue
        for pointer in pointers:
            places.add(f"{pointer}/$ref", touch)
        message = f"`{reference}` is removed, and something still refers to it"
        hint = f"in the canonical document, {pointers[0]} does"
        if len(pointers) > 1:
            hint += f", and {len(pointers) - 1} more"
        said.add(REMOVED, message, touch.place, hint=hint)


def _said_before(api: Api) -> set[tuple[str, str, str]]:
    """What the reader says of the document as it was."""
    heard = Diagnostics()
    read_document(_document(export(api)), NoFiles(), heard)
    return {_key(it) for it in heard}


def _key(item: Diagnostic) -> tuple[str, str, str]:
    """What is said, and where; not how often."""
    message = _PLACES.sub("", item.message)
    return item.code, message, pointer_of(item.span) or ""


def _moved(item: Diagnostic, place: Span) -> Diagnostic:
    related = tuple(it for it in item.related if pointer_of(it[1]) is None)
    return replace(item, span=place, related=related)


# Names


def _with_names(new: Api, api: Api) -> Api:
    """The API under the names that the document has spelt differently."""
    ids = {
        f"schemas/{name}": id_
        for id_, name in schema_names(api.declarations).items()
        if id_ != f"schemas/{name}"
    }
    if ids:
        names = {it.id: it.name for it in api.declarations}
        new = map_types(new, lambda _, type_: with_ids(type_, ids))
        declarations = tuple(
            replace(it, id=ids[it.id], name=names[ids[it.id]]) if it.id in ids else it
            for it in new.declarations
        )
        new = replace(new, declarations=declarations)
    schemes = {
        spelt: name
        for name, spelt in component_names(
            it.name for it in api.security_schemes
        ).items()
        if spelt != name
    }
    parts = _part_names(api)
    if not schemes and not parts:
        return new

    def operation(it: Operation) -> Operation:
        it = rename_parts(it, parts)
        if it.security is None or not schemes:
            return it
        return replace(it, security=_requirements(it.security, schemes))

    return replace(
        new,
        operations=tuple(map(operation, new.operations)),
        webhooks=tuple(map(operation, new.webhooks)),
        security=_requirements(new.security, schemes),
        security_schemes=tuple(
            replace(it, name=schemes.get(it.name, it.name))
            for it in new.security_schemes
        ),
    )


def _requirements(
    security: tuple[SecurityRequirement, ...], names: Mapping[str, str]
) -> tuple[SecurityRequirement, ...]:
    return tuple(
        tuple((names.get(name, name), scopes) for name, scopes in requirement)
        for requirement in security
    )


def _part_names(api: Api) -> dict[Key, str]:
    named: dict[str, dict[Key, None]] = {}
    for operation in all_operations(api):
        for key, _ in parts_of(operation):
            named.setdefault(key[0], {})[key] = None
    found: dict[Key, str] = {}
    for keys in named.values():
        spelt = component_names(name for _, name in keys)
        for kind, name in keys:
            if spelt[name] != name:
                found[kind, spelt[name]] = name
    return found
