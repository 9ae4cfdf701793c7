"""Declaration ids: which schema has a name, and under which id references find it.

In: a reference to a schema. Out: the id of a declaration (see `ir/api.py`), or the code
of the diagnostic that says why there is none. A schema that no component names is
declared here, to be read later: one of another file as `schemas/FILE#POINTER`, one
inside of a component as `schemas/NAME.FIELD`, with the path that leads to it.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final, Literal

from specloom.document import Json
from specloom.document.pointers import Missing, join, lookup, tokens
from specloom.ir.types import NO_NOTES, Ref
from specloom.read.openapi import codes, refs
from specloom.read.openapi.keywords import METHODS
from specloom.read.openapi.placeholders import shape
from specloom.read.openapi.state import Doc, Pending, Target
from specloom.source import Span

_STEPS: Final = {
    "items": "[]",
    "additionalProperties": "{}",
}
_INNER: Final = {*_STEPS, "properties", "oneOf", "anyOf", "allOf", "prefixItems"}
_NO_WORD: Final = re.compile(r"[\W_]+")
_ROOTS: Final = ("openapi", "swagger", "paths", "components", "info")


def is_id(text: str) -> bool:
    """Whether this is an id, and not the code of a diagnostic."""
    return text[:2] != "SL"


def reference_id(doc: Doc, keyword: str, reference: Json, pointer: str) -> str:
    """The id that `$ref`, `$dynamicRef` or `$recursiveRef` means."""
    if keyword == "$ref":
        found = doc.ids.get(reference) if isinstance(reference, str) else None
        return found or schema_id(doc, reference, pointer)
    known = doc.identifiers()
    root = Target(doc, "", doc.root)
    if keyword == "$recursiveRef":
        around = known.recursive_of(pointer) or known.resource_of(pointer)
        return _declared(doc, _at(root, around), pointer)
    name = reference.partition("#")[2] if isinstance(reference, str) else ""
    places = known.dynamic.get(name, [])
    if len(places) > 1:
        message = f"`$dynamicRef` to `{name}` is read as the nearest of {len(places)}"
        doc.say(codes.DYNAMIC, message, f"{pointer}/$dynamicRef")
    here = known.resource_of(pointer)
    near = [place for place in places if known.resource_of(place) == here]
    if near or (places and (here, name) not in known.anchors):
        return _declared(doc, _at(root, (near or places)[0]), pointer)
    return schema_id(doc, reference, pointer)


def _at(root: Target, pointer: str) -> Target:
    node = lookup(root.node, pointer)
    assert not isinstance(node, Missing)
    return Target(root.doc, pointer, node)


def schema_id(doc: Doc, reference: Json, pointer: str) -> str:
    """The id that a `$ref` of a schema means; remembered by its text."""
    target = refs.resolve(doc, reference, pointer)
    found = target if isinstance(target, str) else _declared(doc, target, pointer)
    if isinstance(reference, str) and not _depends_on_place(doc):
        doc.ids[reference] = found
    return found


def _depends_on_place(doc: Doc) -> bool:
    """Whether one text may mean several schemas, because there are inner resources."""
    return doc.known is not None and len(doc.known.resources) > 1


def _declared(user: Doc, target: Target, pointer: str) -> str:
    """The id of a schema, which is declared now if it was not.

    The reference stands in `user` at `pointer`.
    """
    session = target.doc.session
    seen: set[tuple[str, str]] = set()
    while True:
        kind = "definitions" if target.doc.dialect.swagger else "schemas"
        name = refs.component_name(target, kind)
        if name is not None:
            return f"schemas/{name}"
        doc, at, node = target.doc, target.pointer, target.node
        key = (doc.path, at)
        if key in session.named:
            return session.named[key]
        if not isinstance(node, dict) or "$ref" not in node or len(node) > 1:
            break
        if key in seen:
            message = f"the reference `{node['$ref']}` leads back to itself"
            doc.say(codes.CIRCULAR, message, at + "/$ref")
            return codes.CIRCULAR
        seen.add(key)
        further = refs.resolve(doc, node["$ref"], at)
        if isinstance(further, str):
            return further
        target = further
    why = why_no_schema(target)
    if why is not None:
        message = f"a reference to a schema leads to {why}"
        related = (("it leads here", Span(doc.origin, at)),)
        user.say(codes.MISPLACED, message, pointer + "/$ref", related=related)
        return codes.MISPLACED
    id_ = _id(doc, at)
    return name_schema(target, id_, _name(doc, at, id_))


def name_schema(target: Target, id_: str, name: str) -> str:
    """Declare the schema at a place under an id, and let what holds it refer there."""
    doc, at = target.doc, target.pointer
    session = doc.session
    origin: Literal["component", "file", "inline"] = "file"
    if doc is session.entry:
        origin = "inline"
    session.named[doc.path, at] = id_
    session.pending.append(Pending(id_, name, doc, at, target.node, origin))
    if at and at not in doc.wanted:
        doc.wanted[at] = id_
        session.late = session.late or _may_be_read(doc, at)
    return id_


def wanted(doc: Doc, node: Json, pointer: str) -> Ref:
    """What stands for a schema inside of another that is declared itself.

    It is declared now if only references inside of it lead to it: they are not read yet.
    """
    id_ = doc.wanted[pointer]
    if (doc.path, pointer) not in doc.session.named:
        name_schema(Target(doc, pointer, node), id_, _name(doc, pointer, id_))
    return Ref(id_, NO_NOTES, Span(doc.origin, pointer))


def _may_be_read(doc: Doc, pointer: str) -> bool:
    """Whether the schema at a pointer may have been read as a part of another already."""
    if doc is doc.session.entry:
        return True
    while pointer:
        pointer = pointer.rpartition("/")[0]
        if (doc.path, pointer) in doc.session.named:
            return True
    return False


def why_no_schema(target: Target) -> str | None:
    """What a target is instead of a schema, in words; None for a schema."""
    node = target.node
    if isinstance(node, bool):
        return None
    if not isinstance(node, dict):
        return "something that is no object"
    if not target.pointer and any(key in node for key in _ROOTS):
        return "a whole OpenAPI document"
    keys = tokens(target.pointer)
    if len(keys) == 3 and keys[0] == "components" and keys[1] != "schemas":
        return f"an entry of `{keys[1]}`"
    if keys[-1:] == ["schemas"] and len(keys) == 2 and keys[0] == "components":
        return "all schemas at once"
    return None


def _file(doc: Doc) -> str:
    """A file's path, relative to the folder of the entry document."""
    folder = posixpath.dirname(doc.session.entry.path) or "."
    return posixpath.relpath(doc.path, folder)


def _id(doc: Doc, pointer: str) -> str:
    """The id of a schema that no component is; semantic where its place has a meaning."""
    if doc is not doc.session.entry:
        return f"schemas/{_file(doc)}#{pointer}"
    keys = tokens(pointer)
    match keys:
        case ["components", "schemas", name, *rest] | ["definitions", name, *rest]:
            return f"schemas/{name}{_path(rest)}"
        case ["components", kind, name, "schema", *rest]:
            return f"{kind}/{name}{_path(rest)}"
        case ["components", kind, name, "content", media, "schema", *rest]:
            return f"{kind}/{name}{_media(doc, keys[:4], media)}{_path(rest)}"
        case ["paths", path, method, *rest] if method in METHODS:
            place = _in_operation(doc, keys[:3], rest)
            if place is not None:
                return f"{method.upper()} {shape(path)}/{place}"
    return f"schemas/#{pointer}"


def _in_operation(doc: Doc, operation: list[str], keys: list[str]) -> str | None:
    """The place of a schema in an operation, as ids write it."""
    match keys:
        case ["parameters", index, "schema", *rest]:
            pointer = join([*operation, "parameters", index])
            node = lookup(doc.root, pointer)
            if isinstance(node, dict):
                return f"{node.get('in')}/{node.get('name')}{_path(rest)}"
        case ["requestBody", "content", media, "schema", *rest]:
            of_media = _media(doc, [*operation, *keys[:2]], media)
            return f"request{of_media}{_path(rest)}"
        case ["responses", status, "content", media, "schema", *rest]:
            of_media = _media(doc, [*operation, *keys[:3]], media)
            return f"{status}{of_media}{_path(rest)}"
        case ["responses", status, "schema", *rest]:
            return f"{status}{_path(rest)}"
        case ["responses", status, "headers", name, "schema", *rest]:
            return f"{status}/header/{name}{_path(rest)}"
    return None


def _media(doc: Doc, content: list[str], media: str) -> str:
    """What tells a media type from the others, as `ir/walk.py` has it: the only one,
    or the first JSON, needs nothing."""
    node = lookup(doc.root, join(content))
    listed = list(node) if isinstance(node, dict) else [media]
    if len(listed) > 1:
        kinds = {it: it.partition(";")[0].strip() for it in listed}
        json = ("application/json", "+json")
        listed = [it for it in listed if kinds[it].endswith(json)]
    return "" if listed[:1] == [media] else f"/{media}"


def _path(keys: list[str]) -> str:
    """The semantic path inside of a schema, as ids write it."""
    path = ""
    rest = iter(keys)
    for key in rest:
        if key in _STEPS:
            path += _STEPS[key]
        elif key == "properties":
            path += "." + next(rest, "")
        elif key in ("oneOf", "anyOf", "allOf"):
            path += "|" + next(rest, "")
        elif key == "prefixItems":
            path += f"[{next(rest, '')}]"
        else:
            path += "/" + key
    return path


def _name(doc: Doc, pointer: str, id_: str) -> str:
    """What to call a schema that has no name of its own."""
    keys = tokens(pointer)
    if keys[-2:-1] == ["$defs"] or keys[-2:-1] == ["definitions"]:
        return keys[-1]
    if doc is doc.session.entry:
        return id_.removeprefix("schemas/")
    match keys:
        case ["components", "schemas", name, *rest] | ["definitions", name, *rest]:
            return name + _path(rest)
    # The first key of a schema's own; before it stands what the schema is called.
    own = next((at for at, key in enumerate(keys) if key in _INNER), len(keys))
    return (keys[own - 1] if own else _file_name(doc)) + _path(keys[own:])


def _file_name(doc: Doc) -> str:
    """A file's name as those of components are written: `PlanetRing` for `planet-ring`."""
    stem = posixpath.splitext(posixpath.basename(doc.path))[0]
    words = _NO_WORD.split(stem)
    return "".join([word[:1].upper() + word[1:] for word in words]) or stem
