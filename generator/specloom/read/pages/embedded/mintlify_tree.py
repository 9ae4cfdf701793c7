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

from collections.abc import Iterable
from typing import Final, TypeAlias

from specloom.diagnostics import Diagnostics, SpecError, diagnostic
from specloom.document import Document, Json
from specloom.read.pages.embedded.mintlify_examples import is_made_up
from specloom.read.pages.embedded.mintlify_schemas import Made, Object, Origins, Schemas
from specloom.source import escape

UNUSABLE: Final = "SL302"
WRONG_KIND: Final = "SL204"

_Member: TypeAlias = tuple[str, Json]

_LOCATIONS: Final = ("path", "query", "header", "cookie")
_NO_MEDIA_TYPE: Final = "_mintlify/placeholder"
"""Stands where an answer has no body."""
_OF_THE_OPERATION: Final = frozenset(
    {"path", "method", "servers", "request", "response", "type"}
)
_OF_THE_REQUEST: Final = frozenset({"security", "parameters", "body", "codeSamples"})


def as_openapi(document: Document, diagnostics: Diagnostics) -> Document:
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
    tree = _Tree(document, diagnostics, root, call)
    return document.rearranged(*tree.document(path, method.lower()))


class _Tree:
    """What is made of one tree."""

    def __init__(
        self, document: Document, diagnostics: Diagnostics, root: Object, call: Object
    ) -> None:
        self.text = document
        self.diagnostics = diagnostics
        self.root = root
        self.call = call
        components = self._fields(root.get("components"), "/components")
        self.components: Object = {**components}
        self.schemas = Schemas(_object(components.get("schemas")))
        self.schemes: Object = {**_object(components.get("securitySchemes"))}
        self.origins: Origins = {"": ""}

    def document(self, path: str, method: str) -> tuple[Object, Origins]:
        """The root of the new document, and where its parts are from."""
        request = self._fields(self.call.get("request"), "/paths/request")
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
            ("schemas", self.schemas.components),
            ("securitySchemes", self.schemes),
        ):
            if found:
                self.components[kind] = found
        if self.components:
            made["components"] = self.components
        return made, {**self.origins, **self.schemas.origins}

    def _place(self, pointer: str, made: Made) -> None:
        for below, origin in made.origins.items():
            self.origins[pointer + below] = origin

    def _fields(self, node: Json, at: str) -> Object:
        """The members of an object; of what is none, nothing, and it is said."""
        if node is not None and not isinstance(node, dict):
            message = "an object is expected here; what stands here is left out"
            self.diagnostics.add(WRONG_KIND, message, self.text.span(at))
        return _object(node)

    def _group(self, groups: Object, location: str, at: str) -> Iterable[_Member]:
        return self._fields(groups.get(location), f"{at}/{location}").items()

    # The request

    def _security(self, node: Json, operation: Object) -> None:
        """Each entry is an alternative; an empty list says nothing of whether any is."""
        if not isinstance(node, list) or not node:
            return
        requirements: list[Json] = []
        for index, entry in enumerate(node):
            top = f"/paths/request/security/{index}"
            fields = self._fields(entry, top)
            top = f"{top}/parameters"
            groups = self._fields(fields.get("parameters"), top)
            found = [
                (location, name, self._fields(scheme, f"{top}/{location}"))
                for location in _LOCATIONS
                for name, scheme in self._group(groups, location, top)
            ]
            titles = str(fields.get("title") or "").split(" & ")
            requirement: Object = {}
            for number, (location, name, scheme) in enumerate(found):
                title = titles[number] if len(titles) == len(found) else ""
                title = title or (titles[0] if len(found) == 1 else "") or name
                at = f"{top}/{location}/{escape(name)}"
                self._scheme(title, location, name, scheme, at)
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
        origin = "/paths/request/parameters"
        groups = self._fields(node, origin)
        for location in _LOCATIONS:
            for name, entry in self._group(groups, location, origin):
                at = f"{origin}/{location}/{escape(name)}"
                here = f"{top}/parameters/{len(listed)}"
                fields = self._fields(entry, at)
                listed.append(self._parameter(location, name, fields, here, at))
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
        schema = self.schemas.of(alternatives, f"{at}/schema")
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
        contents = self._fields(node, "/paths/request/body")
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
        for status, entry in self._fields(node, "/paths/response").items():
            at = f"{top}/responses/{escape(status)}"
            origin = f"/paths/response/{escape(status)}"
            self.origins[at] = origin
            contents = self._fields(entry, origin)
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
            fields = self._fields(entry, where)
            alternatives = fields.get("schemaArray")
            schema = self.schemas.of(alternatives, f"{where}/schemaArray")
            self._place(f"{at}/schema", schema)
            content: Object = {"schema": schema.node}
            examples = _examples(fields, alternatives)
            if examples:
                content["examples"] = examples
            made[media_type] = content
        return made


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
