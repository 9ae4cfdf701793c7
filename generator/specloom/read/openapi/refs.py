"""References: what a `$ref` names, in this document or in a file below the input root.

In: a document, the text of a reference, and the pointer where it stands. Out: a
:class:`Target`, or the code of the diagnostic that says why there is none; it has been
reported then. Follows OpenAPI 3.1, section 4.6 (relative references), JSON Schema
2020-12, section 8.2, and 3.2's `$self`. Never opens a connection.
"""

from __future__ import annotations

import posixpath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from specloom.diagnostics import SpecError
from specloom.document import Json, read
from specloom.document.pointers import MISSING, Missing, join, step, tokens
from specloom.read.input import NotOpened
from specloom.read.openapi import codes
from specloom.read.openapi.dialect import BY_VERSION
from specloom.read.openapi.state import Doc, Target

_HOPS: Final = 100


def resolve(doc: Doc, reference: Json, pointer: str) -> Target | str:
    """What `reference`, standing at `pointer`, names; one hop, and no more."""
    target = _resolve(doc, reference, pointer)
    if isinstance(target, Target) and target.doc is doc.session.entry:
        keys = tokens(target.pointer)
        section = 0 if target.doc.dialect.swagger else 1
        if len(keys) > section + 1:
            # Only the names of components are looked up again.
            doc.session.used.add((keys[section], keys[section + 1]))
    return target


def _resolve(doc: Doc, reference: Json, pointer: str) -> Target | str:
    if not isinstance(reference, str):
        doc.say(
            codes.BAD_REFERENCE, "the value of `$ref` is not a text", pointer + "/$ref"
        )
        return codes.BAD_REFERENCE
    place, _, fragment = reference.partition("#")
    if not place:
        return _in_document(doc, reference, fragment, pointer)
    found = _resource(doc, place, pointer)
    if found is not None:
        return _fragment(doc, reference, fragment, found, pointer)
    split = urlsplit(place)
    if split.scheme or split.netloc:
        return _refuse_remote(doc, reference, split.scheme, pointer)
    name = posixpath.join(posixpath.dirname(doc.path), unquote(place))
    other = _open(doc, posixpath.normpath(name), reference, pointer)
    if isinstance(other, str):
        return other
    return _fragment(doc, reference, fragment, Target(other, "", other.root), pointer)


def _resource(doc: Doc, place: str, pointer: str) -> Target | None:
    """The schema (or document) of this session whose `$id` (or `$self`) is `place`."""
    session = doc.session
    while session.unscanned:
        other = session.unscanned.pop()
        text = other.origin.window.text
        if "$id" in text or "$self" in text:
            session.identified.append(other)
    if not session.identified:
        return None
    known = doc.identifiers()
    uri = urljoin(known.resources[known.resource_of(pointer)], place)
    for other in session.identified:
        resource = other.identifiers().resource_named(uri)
        if resource is not None:
            return _find(Target(other, "", other.root), resource)
    # A file beside one that says its own `$self` is meant by either address.
    folder = posixpath.dirname(known.resources[""]) + "/"
    if "://" in folder and uri.startswith(folder):
        name = posixpath.join(posixpath.dirname(doc.path), unquote(uri[len(folder) :]))
        opened = _open(doc, posixpath.normpath(name), place, pointer)
        if isinstance(opened, Doc):
            return Target(opened, "", opened.root)
    return None


def _in_document(doc: Doc, reference: str, fragment: str, pointer: str) -> Target | str:
    root = Target(doc, "", doc.root)
    if fragment.startswith("/"):
        found = _find(root, unquote(fragment) if "%" in fragment else fragment)
        if found is not None:
            return found
    known = doc.identifiers()
    resource = known.resource_of(pointer)
    around = root if not resource else _find(root, resource)
    if around is None:
        around = root
    return _fragment(doc, reference, fragment, around, pointer)


def _fragment(
    doc: Doc, reference: str, fragment: str, around: Target, pointer: str
) -> Target | str:
    """What a fragment names within a document, or within a schema that has an `$id`."""
    if not fragment:
        return around
    decoded = unquote(fragment)
    if fragment.startswith("/"):
        found = _find(around, decoded) or _find(around, fragment)
    else:
        where = around.doc.identifiers().anchors.get((around.pointer, decoded))
        found = None
        if where is not None:
            found = _find(Target(around.doc, "", around.doc.root), where)
    if found is not None:
        return found
    message = f"the reference `{reference}` leads nowhere"
    doc.say(codes.DANGLING, message, pointer + "/$ref", guess(around, decoded))
    return codes.DANGLING


def _find(around: Target, pointer: str, hops: int = 0) -> Target | None:
    """The node at a pointer below `around`, through references on the way to it."""
    node: Json | Missing = around.node
    keys = tokens(pointer)
    for position, key in enumerate(keys):
        assert not isinstance(node, Missing)
        below = step(node, key)
        if isinstance(below, Missing):
            if not isinstance(node, dict) or "$ref" not in node or hops > _HOPS:
                return None
            at = around.pointer + join(keys[:position])
            via = resolve(around.doc, node["$ref"], at)
            if isinstance(via, str):
                return None
            return _find(via, join(keys[position:]), hops + 1)
        node = below
    assert not isinstance(node, Missing)
    return Target(around.doc, around.pointer + join(keys), node)


def guess(around: Target, fragment: str) -> str | None:
    """A hint: where the same name exists, or how a similar one is spelt."""
    keys = tokens(fragment)
    if not keys:
        return None
    name = keys[-1]
    root = around.doc.root
    if not isinstance(root, dict):
        return None
    components = root.get("components")
    sections: dict[str, Json] = dict(components) if isinstance(components, dict) else {}
    places = {f"#/components/{kind}": names for kind, names in sections.items()}
    for kind in ("definitions", "parameters", "responses"):
        places[f"#/{kind}"] = root.get(kind)
    for place, names in places.items():
        if isinstance(names, dict) and name in names:
            return f"did you mean `{place}/{name}`?"
    node: Json | Missing = around.node
    for position, key in enumerate(keys):
        below = MISSING if isinstance(node, Missing) else step(node, key)
        if isinstance(below, Missing):
            from difflib import get_close_matches

            known = list(node) if isinstance(node, dict) else []
            for match in get_close_matches(key, known, 1):
                return f"did you mean `#{join([*keys[:position], match])}`?"
            return f"`#{join(keys[:position]) or '/'}` has no `{key}`"
        node = below
    return None


def _refuse_remote(doc: Doc, reference: str, scheme: str, pointer: str) -> str:
    at = pointer + "/$ref"
    if scheme == "file":
        hint = "use a path relative to the file that the reference stands in"
        message = f"the reference `{reference}` names a file of a machine"
        doc.say(codes.OUTSIDE, message, at, hint)
        return codes.OUTSIDE
    hint = "save a copy below the input root, and refer to it by its relative path"
    message = f"the reference `{reference}` is not in the input, and is not fetched"
    doc.say(codes.REMOTE, message, at, hint)
    return codes.REMOTE


def _open(doc: Doc, name: str, reference: str, pointer: str) -> Doc | str:
    """The document of a file, opened once; or why there is none."""
    session = doc.session
    if name in session.docs:
        return session.docs[name]
    if name in session.failed:
        code, reason = session.failed[name]
        message = f"the file of `{reference}` is not read: {reason}"
        doc.say(code, message, pointer + "/$ref")
        return code
    document = session.documents.get(name)
    try:
        if document is None:
            document = session.documents[name] = read(session.files.open(name))
    except NotOpened as refusal:
        code = codes.OUTSIDE if refusal.outside else codes.UNREADABLE
        message = f"the file of `{reference}` is not read: {refusal.reason}"
        doc.say(code, message, pointer + "/$ref")
        session.failed[name] = code, refusal.reason
        return code
    except SpecError as error:
        message = f"the file of `{reference}` is not read: {error.diagnostic.message}"
        doc.say(codes.UNREADABLE, message, pointer + "/$ref")
        session.diagnostics.append(error.diagnostic)
        session.failed[name] = codes.UNREADABLE, error.diagnostic.message
        return codes.UNREADABLE
    for remark in document.diagnostics:
        session.diagnostics.append(remark)
    dialect = doc.dialect
    root = document.root
    if isinstance(root, dict):
        version = str(root.get("openapi", root.get("swagger", "")))
        dialect = BY_VERSION.get(version[:3], dialect)
    other = session.docs[name] = Doc(session, document, dialect)
    return other


def component_name(target: Target, kind: str) -> str | None:
    """The name of the component of the entry document that a target is, if it is one."""
    if target.doc is not target.doc.session.entry:
        return None
    prefix = f"/{kind}/" if target.doc.dialect.swagger else f"/components/{kind}/"
    if not target.pointer.startswith(prefix):
        return None
    keys = tokens(target.pointer[len(prefix) - 1 :])
    return keys[0] if len(keys) == 1 else None


def follow(doc: Doc, node: Json, pointer: str, kind: str) -> Target | str:
    """The node that is meant, through any number of references.

    `summary` and `description` beside a `$ref` replace the target's (OpenAPI 3.1,
    section 4.8.23); the result is no component then.
    """
    here = Target(doc, pointer, node)
    seen: set[tuple[str, str]] = set()
    override: dict[str, Json] = {}
    while isinstance(here.node, dict) and "$ref" in here.node:
        if (here.doc.path, here.pointer) in seen:
            message = f"the reference `{here.node['$ref']}` leads back to itself"
            here.doc.say(codes.CIRCULAR, message, here.pointer + "/$ref")
            return codes.CIRCULAR
        seen.add((here.doc.path, here.pointer))
        if len(here.node) > 1:
            _siblings(here, override)
        target = resolve(here.doc, here.node["$ref"], here.pointer)
        if isinstance(target, str):
            return target
        name = component_name(target, kind) or here.component
        here = Target(target.doc, target.pointer, target.node, name)
    if override and isinstance(here.node, dict):
        return Target(here.doc, here.pointer, {**here.node, **override})
    return here


def _siblings(here: Target, override: dict[str, Json]) -> None:
    assert isinstance(here.node, dict)
    for key, value in here.node.items():
        if key in ("summary", "description"):
            if here.doc.dialect.siblings and key not in override:
                override[key] = value
        elif key != "$ref" and key[:2] != "x-":
            message = f"`{key}` beside `$ref` has no effect here"
            here.doc.habit(codes.IGNORED_SIBLING, message, f"{here.pointer}/{key}")
