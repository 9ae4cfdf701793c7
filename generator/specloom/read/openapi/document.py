"""A document as a whole: its head, its declarations, its operations.

In: a parsed document of any version, or a fragment of one. Out: an `Api`. What a wrong
place says is reported and read as far as it makes sense; SpecError is raised only for
a version that is not known and for a document that says nothing of an API.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.document import Document, Json
from specloom.ir.api import (
    Api,
    Contact,
    Counts,
    Declaration,
    Operation,
    SecurityRequirement,
    Server,
    Tag,
)
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.types import NO_EVIDENCE, NO_MAPPING
from specloom.read.input import Loader
from specloom.read.openapi import (
    codes,
    declare,
    refs,
    security,
    servers,
    swagger,
)
from specloom.read.openapi.expect import (
    closed,
    entries,
    extensions,
    mapping,
    member,
    sequence,
)
from specloom.read.openapi.keywords import (
    COMPONENTS,
    CONTACT,
    INFO,
    LICENSE,
    ROOT,
    SWAGGER_ROOT,
    TAG,
)
from specloom.read.openapi.notes import external_docs
from specloom.read.openapi.operations import paths, webhooks
from specloom.read.openapi.parts import inlined
from specloom.read.openapi.schema import declared
from specloom.read.openapi.state import Doc, Session, Wanted
from specloom.read.openapi.versions import dialect_of, paths_at_root
from specloom.records import replace
from specloom.source import Span, escape

_KINDS: Final = tuple(sorted(COMPONENTS - {"schemas", "securitySchemes"}))
_SWAGGER_KINDS: Final = ("parameters", "responses")


def read(document: Document, files: Loader, diagnostics: Diagnostics) -> Api:
    """The API that a document describes. Raises SpecError; see the module."""
    dialect = dialect_of(document, diagnostics)
    wanted: Wanted = {}
    documents: dict[str, Document] = {}
    while True:
        session = Session(files, Diagnostics(), documents, wanted)
        entry = Doc(session, document, dialect)
        session.entry = session.docs[entry.path] = entry
        api = _api(entry)
        if not session.late:
            break
    session.report_habits()
    diagnostics.extend(session.diagnostics)
    return api


def _api(doc: Doc) -> Api:
    root = mapping(doc, doc.root, "")
    old = doc.dialect.swagger
    at = "" if old else "/components"
    components = root if old else mapping(doc, root.get("components"), at)
    section = "definitions" if old else "schemas"
    schemas = mapping(doc, components.get(section), f"{at}/{section}")
    _name_targets(doc, schemas, f"{at}/{section}")
    requirements: tuple[SecurityRequirement, ...] = ()
    if root.get("security") is not None:
        requirements = security.requirements(doc, root["security"], "/security")
    doc.session.secured = any(requirements)
    declarations = [
        _component(doc, name, node, pointer)
        for name, node, pointer in entries(doc, schemas, f"{at}/{section}")
    ]
    bare = paths_at_root(root)
    given: tuple[Json, str] = (bare, "") if bare else (root.get("paths"), "/paths")
    operations = tuple(paths(doc, *given))
    hooks = tuple(webhooks(doc, root.get("webhooks"), "/webhooks"))
    declarations.extend(_pending(doc.session))
    schemes = "securityDefinitions" if old else "securitySchemes"
    api_schemes = security.schemes(doc, components.get(schemes), f"{at}/{schemes}")
    _check_links(doc, (*operations, *hooks))
    _report_unused(doc, components)
    return replace(
        _info(doc, root),
        servers=_servers(doc, root),
        security_schemes=api_schemes,
        security=requirements,
        tags=_tags(doc, root),
        operations=operations,
        webhooks=hooks,
        declarations=tuple(declarations),
        external_docs=external_docs(doc, root.get("externalDocs"), "/externalDocs"),
        extensions=_extensions(doc, root, bare),
        counts=Counts(
            len(operations) + doc.session.left_out["path"],
            len(schemas),
            len(hooks) + doc.session.left_out["webhook"],
        ),
        span=Span(doc.origin),
    )


def _pending(session: Session) -> Iterator[Declaration]:
    """The schemas that references name, and those that these refer to in turn."""
    for it in session.pending:
        # The list grows while it is gone through.
        type_ = declared(it.doc, it.node, it.pointer)
        span = Span(it.doc.origin, it.pointer)
        yield Declaration(it.id, it.name, type_, it.origin, span)


def _extensions(
    doc: Doc, root: dict[str, Json], bare: dict[str, Json]
) -> Mapping[str, Json]:
    """Those of the root and of the objects that stand for the API as a whole."""
    found: dict[str, Json] = {}
    for key, known in (("components", COMPONENTS), ("info", INFO)):
        node = root.get(key)
        if isinstance(node, dict):
            found.update(extensions(doc, node, known, f"/{key}"))
    listed = root.get("paths")
    if isinstance(listed, dict):
        found.update({key: listed[key] for key in listed if key[:2] == "x-"})
    known = SWAGGER_ROOT if doc.dialect.swagger else ROOT
    found.update(extensions(doc, root, known | bare.keys(), ""))
    return found or NO_MAPPING


def _info(doc: Doc, root: dict[str, Json]) -> Api:
    """What the Info Object says (OpenAPI 3.1, section 4.8.2), as an API of nothing else.

    A fragment may have none: its title is guessed from the name of the file.
    """
    target = inlined(doc, root.get("info"), "/info", "`info`")
    place = Span(doc.origin, "/info" if "info" in root else "")
    info: dict[str, Json] = {}
    if target is not None:
        doc, pointer = target.doc, target.pointer
        info = mapping(doc, target.node, pointer)
    else:
        pointer = "/info"
    evidence: Mapping[str, Evidence] = NO_EVIDENCE
    title = member(doc, info, "title", pointer)
    if title is None:
        title = posixpath.basename(doc.session.entry.path).partition(".")[0]
        evidence = {"title": Evidence(place, Grade.GUESSED, "name of the file")}
    return Api(
        title,
        member(doc, info, "version", pointer) or "",
        member(doc, info, "description", pointer),
        member(doc, info, "summary", pointer),
        member(doc, info, "termsOfService", pointer),
        _contact(doc, info, pointer),
        evidence=evidence,
    )


def _contact(doc: Doc, info: dict[str, Json], pointer: str) -> Contact | None:
    contact = mapping(doc, info.get("contact"), f"{pointer}/contact")
    license_ = info.get("license")
    if isinstance(license_, str):
        license_ = {"name": license_}
    terms = mapping(doc, license_, f"{pointer}/license")
    closed(doc, contact, CONTACT, f"{pointer}/contact")
    closed(doc, terms, LICENSE, f"{pointer}/license")
    at = f"{pointer}/license"
    found = Contact(
        member(doc, contact, "name", f"{pointer}/contact"),
        member(doc, contact, "url", f"{pointer}/contact"),
        member(doc, contact, "email", f"{pointer}/contact"),
        member(doc, terms, "name", at),
        member(doc, terms, "url", at),
        member(doc, terms, "identifier", at),
    )
    return None if found == Contact() else found


def _servers(doc: Doc, root: dict[str, Json]) -> tuple[Server, ...]:
    if doc.dialect.swagger:
        return swagger.servers(doc, root, "")
    return servers.servers(doc, root.get("servers"), "/servers")


def _tags(doc: Doc, root: dict[str, Json]) -> tuple[Tag, ...]:
    found: dict[str, Tag] = {}
    for index, entry in enumerate(sequence(doc, root.get("tags"), "/tags")):
        pointer = f"/tags/{index}"
        if isinstance(entry, str):
            doc.habit(
                codes.WRONG_KIND,
                "a tag is an object with a `name`; read as one",
                pointer,
            )
            entry = {"name": entry}
        target = inlined(doc, entry, pointer, "a tag")
        if target is None:
            continue
        here, at = target.doc, target.pointer
        fields = mapping(here, target.node, at)
        name = member(here, fields, "name", at)
        if name is None:
            here.say(codes.WRONG_KIND, "a tag without a `name` is left out", at)
            continue
        tag = Tag(
            name,
            member(here, fields, "description", at),
            member(here, fields, "summary", at),
            member(here, fields, "parent", at),
            member(here, fields, "kind", at),
            external_docs(here, fields.get("externalDocs"), f"{at}/externalDocs"),
            extensions(here, fields, TAG, at),
        )
        if name in found:
            here.say(codes.REPEATED_TAG, f"the tag `{name}` is there twice", at)
        found.setdefault(name, tag)
    return tuple(found.values())


def _component(doc: Doc, name: str, node: Json, pointer: str) -> Declaration:
    """A component schema. One that is a mere reference may name what it refers to."""
    id_ = f"schemas/{name}"
    target = doc.session.targets.get(id_)
    if target is not None:
        type_ = declared(target.doc, target.node, target.pointer)
    else:
        type_ = declared(doc, node, pointer)
    return Declaration(id_, name, type_, "component", Span(doc.origin, pointer))


def _name_targets(doc: Doc, schemas: dict[str, Json], pointer: str) -> None:
    """Let components that are mere references to other places name these.

    Only a schema that has no name yet is named: one of another file, or one inside of
    another schema; a component that refers to a component is an alias.
    """
    section = pointer.rpartition("/")[2]
    for name, node in schemas.items():
        if not isinstance(node, dict) or len(node) != 1 or "$ref" not in node:
            continue
        reference = node["$ref"]
        found = refs.resolve(doc, reference, f"{pointer}/{escape(name)}")
        if isinstance(found, str):
            if isinstance(reference, str):
                doc.ids[reference] = found
            continue
        if refs.component_name(found, section) is not None:
            continue
        if isinstance(found.node, dict) and "$ref" in found.node:
            continue
        if declare.why_no_schema(found) is not None:
            continue
        key = (found.doc.path, found.pointer)
        if isinstance(found.node, dict) and key not in doc.session.named:
            id_ = doc.session.named[key] = f"schemas/{name}"
            doc.session.targets[id_] = found
            if found.pointer:
                found.doc.wanted[found.pointer] = id_


def _check_links(doc: Doc, operations: tuple[Operation, ...]) -> None:
    """Report links to operations that are not there."""
    if not doc.session.linked:
        return
    known = {it.operation_id for it in operations}
    for name, span in doc.session.linked.items():
        if name not in known:
            message = f"a link leads to the operation `{name}`, which is not there"
            doc.session.diagnostics.add(codes.BAD_LINK, message, span)


def _report_unused(doc: Doc, components: dict[str, Json]) -> None:
    """List the components that nothing refers to: only schemas are kept without use."""
    unused = []
    for kind in _SWAGGER_KINDS if doc.dialect.swagger else _KINDS:
        names = components.get(kind)
        if isinstance(names, dict):
            used = doc.session.used
            unused += [f"{kind}/{name}" for name in names if (kind, name) not in used]
    if unused:
        shown = ", ".join(unused[:5])
        if len(unused) > 5:
            shown += f" and {len(unused) - 5} more"
        at = "" if doc.dialect.swagger else "/components"
        doc.say(codes.UNUSED, f"nothing refers to {shown}; left out", at)
