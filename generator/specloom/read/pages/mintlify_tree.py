"""The tree of older exports (dialect B) as an OpenAPI document.

In: a document whose `paths` has the members `path` and `method` of one operation, and
its parameters and schemas in the export's own form. Out: a document of OpenAPI (of no
stated version) whose pointers lead to where each part stands in that tree.

How the tree differs: parameters are members by location and name, `schema` and
`schemaArray` are lists of alternatives, `required` of a schema says that the parameter or
the body around it is, `requiredProperties` what of a schema is, members of an object
stand each in an `allOf` of their own, `refIdentifier` names the component that was put in
the place of its reference. Examples that the export made up are left out.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from specloom.diagnostics import SpecError, diagnostic
from specloom.document import Document, Json
from specloom.read.pages.mintlify_examples import is_made_up
from specloom.records import record
from specloom.source import escape

UNUSABLE: Final = "SL302"

Object: TypeAlias = dict[str, Json]
Origins: TypeAlias = dict[str, str]
"""By pointer from here, the pointer in the tree; both with their slashes."""

_LOCATIONS: Final = ("path", "query", "header", "cookie")
_NO_MEDIA_TYPE: Final = "_mintlify/placeholder"
"""Stands where an answer has no body."""
_COMPONENTS: Final = "#/components/schemas/"
_ENUM: Final = re.compile(r"enum<(.*)>")
_OF_THE_OPERATION: Final = frozenset(
    {"path", "method", "servers", "request", "response", "type"}
)
_OF_THE_REQUEST: Final = frozenset({"security", "parameters", "body", "codeSamples"})


def is_tree(document: Document) -> bool:
    """Whether a document is of this form."""
    root = document.root
    paths = root.get("paths") if isinstance(root, dict) else None
    return isinstance(paths, dict) and "path" in paths and "method" in paths


def as_openapi(document: Document) -> Document:
    """The tree as OpenAPI. Raises SpecError if its `path` or `method` is no text."""
    root = document.root
    assert isinstance(root, dict)
    call = root["paths"]
    assert isinstance(call, dict)
    path, method = call["path"], call["method"]
    if not isinstance(path, str) or not isinstance(method, str):
        key = "method" if isinstance(path, str) else "path"
        message = f"`{key}` of the older tree is no text"
        hint = "export the page again, or use the specification it was made from"
        place = document.span(f"/paths/{key}")
        raise SpecError(diagnostic(UNUSABLE, message, place, hint=hint))
    return document.rearranged(*_Tree(root, call).document(path, method.lower()))


@record(frozen=True, slots=True)
class _Made:
    """A part of the new document, and where its parts stand in the tree."""

    node: Json
    origins: Origins


class _Tree:
    """What is made of one tree."""

    def __init__(self, root: Object, call: Object) -> None:
        self.root = root
        self.call = call
        components = _object(root.get("components"))
        self.components: Object = {**components}
        self.published = _object(components.get("schemas"))
        self.schemas: Object = {**self.published}
        self.schemes: Object = {**_object(components.get("securitySchemes"))}
        self.origins: Origins = {"": ""}

    def document(self, path: str, method: str) -> tuple[Object, Origins]:
        """The root of the new document, and where its parts are from."""
        request = _object(self.call.get("request"))
        place = "paths"
        if self.call.get("type") == "webhook" or method == "webhook":
            place, method = "webhooks", "post" if method == "webhook" else method
        top = f"/{place}/{escape(path)}"
        self.origins[top] = "/paths"
        top = f"{top}/{method}"
        self.origins[top] = "/paths"
        operation: Object = {}
        # What is not known stays, so that whoever reads the document says so.
        for key, node in self.call.items():
            if key not in _OF_THE_OPERATION:
                operation[key] = node
        for key, node in request.items():
            if key not in _OF_THE_REQUEST:
                operation[key] = node
                self.origins[f"{top}/{key}"] = f"/paths/request/{key}"
        self._security(request.get("security"), operation)
        self._parameters(request.get("parameters"), operation, top)
        self._body(request.get("body"), operation, top)
        self._answers(self.call.get("response"), operation, top)
        if request.get("codeSamples"):
            operation["x-codeSamples"] = request["codeSamples"]
            self.origins[f"{top}/x-codeSamples"] = "/paths/request/codeSamples"
        made: Object = {key: it for key, it in self.root.items() if key != "paths"}
        if isinstance(self.call.get("servers"), list):
            made["servers"] = self.call["servers"]
            self.origins["/servers"] = "/paths/servers"
        made[place] = {path: {method: operation}}
        for kind, found in (
            ("schemas", self.schemas),
            ("securitySchemes", self.schemes),
        ):
            if found:
                self.components[kind] = found
        if self.components:
            made["components"] = self.components
        return made, self.origins

    # The request

    def _security(self, node: Json, operation: Object) -> None:
        """Each entry is an alternative; an empty list says nothing of whether any is."""
        if not isinstance(node, list) or not node:
            return
        requirements: list[Json] = []
        for index, entry in enumerate(node):
            fields = _object(entry)
            groups = _object(fields.get("parameters"))
            found = [
                (location, name, _object(scheme))
                for location in _LOCATIONS
                for name, scheme in _object(groups.get(location)).items()
            ]
            titles = str(fields.get("title") or "").split(" & ")
            requirement: Object = {}
            for number, (location, name, scheme) in enumerate(found):
                title = titles[number] if len(titles) == len(found) else ""
                title = title or (titles[0] if len(found) == 1 else "") or name
                at = f"/paths/request/security/{index}/parameters/{location}"
                self._scheme(title, location, name, scheme, f"{at}/{escape(name)}")
                requirement[title] = []
            requirements.append(requirement)
        operation["security"] = requirements

    def _scheme(
        self, title: str, location: str, name: str, scheme: Object, origin: str
    ) -> None:
        if title in self.schemes:
            return
        made: Object = {**scheme}
        made.setdefault("type", "apiKey")
        if made["type"] == "apiKey":
            made = {**made, "in": location, "name": name}
        if made["type"] == "oauth2":
            made.setdefault("flows", {})
        self.schemes[title] = made
        self.origins[f"/components/securitySchemes/{escape(title)}"] = origin

    def _parameters(self, node: Json, operation: Object, top: str) -> None:
        listed: list[Json] = []
        groups = _object(node)
        for location in _LOCATIONS:
            for name, entry in _object(groups.get(location)).items():
                at = f"/paths/request/parameters/{location}/{escape(name)}"
                here = f"{top}/parameters/{len(listed)}"
                listed.append(self._parameter(location, name, _object(entry), here, at))
        if listed:
            operation["parameters"] = listed

    def _parameter(
        self, location: str, name: str, entry: Object, here: str, at: str
    ) -> Json:
        made: Object = {"name": name, "in": location}
        alternatives = entry.get("schema")
        first = _first(alternatives)
        if location == "path" or _required(alternatives):
            made["required"] = True
        for key in ("description", "deprecated"):
            if key in first:
                made[key] = first[key]
        self.origins[here] = at
        schema = self._schemas(alternatives, f"{at}/schema")
        if isinstance(schema.node, dict):
            schema.node.pop("deprecated", None)
            if schema.node.get("description") == made.get("description"):
                schema.node.pop("description", None)
        made["schema"] = schema.node
        self._place(f"{here}/schema", schema)
        for key, it in entry.items():
            if key not in ("schema", "examples", "example"):
                made[key] = it
        examples = _examples(entry, alternatives)
        if examples:
            made["examples"] = examples
        return made

    def _body(self, node: Json, operation: Object, top: str) -> None:
        contents = _object(node)
        if not contents:
            return
        made: Object = {}
        at = f"{top}/requestBody"
        self.origins[at] = "/paths/request/body"
        if any(_required(_object(it).get("schemaArray")) for it in contents.values()):
            made["required"] = True
        content = self._contents(contents, at, "/paths/request/body")
        said = _first_text(contents, "description")
        if said is not None:
            made["description"] = said
        operation["requestBody"] = {**made, "content": content}

    def _answers(self, node: Json, operation: Object, top: str) -> None:
        made: Object = {}
        for status, entry in _object(node).items():
            at = f"{top}/responses/{escape(status)}"
            origin = f"/paths/response/{escape(status)}"
            self.origins[at] = origin
            contents = _object(entry)
            content = self._contents(contents, at, origin)
            answer: Object = {"description": _first_text(contents, "description") or ""}
            if content:
                answer["content"] = content
            made[status] = answer
        operation["responses"] = made

    def _contents(self, contents: Object, top: str, origin: str) -> Object:
        made: Object = {}
        for media_type, entry in contents.items():
            if media_type == _NO_MEDIA_TYPE:
                continue
            at = f"{top}/content/{escape(media_type)}"
            where = f"{origin}/{escape(media_type)}"
            self.origins[at] = where
            fields = _object(entry)
            alternatives = fields.get("schemaArray")
            schema = self._schemas(alternatives, f"{where}/schemaArray")
            self._place(f"{at}/schema", schema)
            content: Object = {"schema": schema.node}
            examples = _examples(fields, alternatives)
            if examples:
                content["examples"] = examples
            made[media_type] = content
        return made

    # Schemas

    def _place(self, pointer: str, made: _Made) -> None:
        for below, origin in made.origins.items():
            self.origins[pointer + below] = origin

    def _schemas(self, node: Json, at: str) -> _Made:
        """The schema of a list of alternatives, or of one that stands alone."""
        if not isinstance(node, list):
            return self._schema(node, at)
        if len(node) == 1:
            return self._schema(node[0], f"{at}/0")
        names = {_object(it).get("refIdentifier") for it in node}
        name = names.pop() if len(names) == 1 else None
        exactly = any(_object(it).get("isOneOf") is True for it in node)
        parts, origins = list[Json](), {"": at}
        keyword = "oneOf" if exactly else "anyOf"
        for index, it in enumerate(node):
            part = self._schema(it, f"{at}/{index}", is_named=name is None)
            parts.append(part.node)
            for below, origin in part.origins.items():
                origins[f"/{keyword}/{index}{below}"] = origin
        if not parts:
            return _Made({}, origins)
        return self._component(name, _Made({keyword: parts}, origins))

    def _schema(self, node: Json, at: str, *, is_named: bool = True) -> _Made:
        """One entry of a list of alternatives as a schema of OpenAPI."""
        if not isinstance(node, dict):
            return _Made(node, {"": at})
        made: Object = {}
        origins: Origins = {"": at}
        for key, it in node.items():
            where = f"{at}/{escape(key)}"
            if key in ("refIdentifier", "isOneOf"):
                continue
            if key == "required" and isinstance(it, bool):
                continue
            if key == "requiredProperties":
                made["required"] = it
                origins["/required"] = where
            elif key == "properties" and isinstance(it, dict):
                members: Object = {}
                for field, member in it.items():
                    part = self._wrapped(member, f"{where}/{escape(field)}")
                    members[field] = part.node
                    _join(origins, f"/properties/{escape(field)}", part)
                made[key] = members
            elif key in ("items", "additionalProperties"):
                part = self._wrapped(it, where)
                made[key] = part.node
                _join(origins, f"/{key}", part)
            else:
                made[key] = it
        _plain_type(made)
        name = node.get("refIdentifier") if is_named else None
        return self._component(name, _Made(made, origins))

    def _wrapped(self, node: Json, at: str) -> _Made:
        """What stands in a wrapper of one `allOf`; inside it is OpenAPI as published."""
        if isinstance(node, list):
            return self._schemas(node, at)
        inner = node.get("allOf") if isinstance(node, dict) and len(node) == 1 else None
        if isinstance(inner, list) and len(inner) == 1:
            node, at = inner[0], f"{at}/allOf/0"
        ours = ("requiredProperties", "refIdentifier", "schemaArray")
        if isinstance(node, dict) and any(key in node for key in ours):
            if "schemaArray" in node:
                return self._schemas(node["schemaArray"], f"{at}/schemaArray")
            return self._schema(node, at)
        return _Made(node, {"": at})

    def _component(self, name: Json, made: _Made) -> _Made:
        """A reference to the component that a schema is, unless another has its name."""
        if not isinstance(name, str) or not name.startswith(_COMPONENTS):
            return made
        key = name.removeprefix(_COMPONENTS).replace("~1", "/").replace("~0", "~")
        if key not in self.schemas:
            self.schemas[key] = made.node
            self._place(f"/components/schemas/{escape(key)}", made)
        elif key not in self.published and self.schemas[key] != made.node:
            # Put in the place of another reference, with other words beside it.
            return made
        return _Made({"$ref": name}, {"": made.origins[""]})


def _join(origins: Origins, pointer: str, part: _Made) -> None:
    for below, origin in part.origins.items():
        origins[pointer + below] = origin


def _plain_type(schema: Object) -> None:
    """Mend the words for types that the export has of its own."""
    stated = schema.get("type")
    if not isinstance(stated, str):
        return
    enum = _ENUM.fullmatch(stated)
    if enum is not None:
        schema["type"] = enum[1]
    elif stated == "any":
        del schema["type"]
    elif stated == "file":
        schema["type"] = "string"
        schema.setdefault("format", "binary")


def _examples(entry: Object, alternatives: Json) -> Json:
    """The examples that the vendor gave, as far as that can be told."""
    listed = entry.get("examples")
    if not isinstance(listed, dict):
        return listed
    return {
        name: it
        for name, it in listed.items()
        if not is_made_up(name, it, alternatives)
    }


def _required(alternatives: Json) -> bool:
    return _first(alternatives).get("required") is True


def _first(alternatives: Json) -> Object:
    if isinstance(alternatives, list):
        return _object(alternatives[0]) if alternatives else {}
    return _object(alternatives)


def _first_text(contents: Object, key: str) -> str | None:
    for entry in contents.values():
        said = _object(entry).get(key)
        if isinstance(said, str) and said:
            return said
    return None


def _object(node: Json) -> Object:
    return node if isinstance(node, dict) else {}
