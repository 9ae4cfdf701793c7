"""The members that OpenAPI knows, as tables: of schemas by what they do, of objects by kind.

Reading a schema looks each of its keys up in :data:`GROUPS`, so it costs what the schema
holds and not what it could hold.
"""

from __future__ import annotations

from typing import Final

SHAPE: Final = 1
"""Says what the value may be."""
NOTE: Final = 2
"""Goes with the type and does not change its shape (`ir.types.Notes`)."""
BOUND: Final = 3
"""Bounds the value (`ir.types.Constraints`)."""
RESIDUAL: Final = 4
"""An assertion that the IR keeps as it stands (`ir.types.Notes.residual`)."""
NAME: Final = 5
"""Names the schema or parts of it; means something only to references."""

_SHAPES = """
    $ref $dynamicRef $recursiveRef type format nullable enum const properties required
    additionalProperties patternProperties propertyNames items prefixItems
    additionalItems allOf oneOf anyOf discriminator x-enum-varnames x-enumNames
    x-enum-descriptions x-enumDescriptions x-ms-enum x-extensible-enum x-nullable
"""
_NOTES = """
    title description default deprecated readOnly writeOnly example examples
    externalDocs xml $comment
"""
_RESIDUALS = """
    not if then else contains minContains maxContains dependentRequired
    dependentSchemas dependencies unevaluatedProperties unevaluatedItems contentSchema
"""
_NAMES = """
    $schema $id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $defs definitions
"""

BOUNDS: Final = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
    "contentEncoding": "content_encoding",
    "contentMediaType": "content_media_type",
}
"""Bounding keywords, and the attribute of `Constraints` that holds each."""

OURS: Final = "x-specloom-"
"""What the canonical document says with it: a keyword whose value is not valid as that
keyword's (`x-specloom-default`), or evidence, which is not read back."""

GROUPS: Final[dict[str, int]] = {
    **dict.fromkeys(_SHAPES.split(), SHAPE),
    **dict.fromkeys(_NOTES.split(), NOTE),
    **dict.fromkeys(BOUNDS, BOUND),
    **dict.fromkeys(_RESIDUALS.split(), RESIDUAL),
    **dict.fromkeys(_NAMES.split(), NAME),
}

SCHEMA: Final = frozenset(key for key in GROUPS if key[:2] != "x-")

KINDS: Final = {
    "string": ("format", "pattern", "minLength", "maxLength", "contentEncoding"),
    "number": (
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ),
}
"""Keywords from which the kind of a scalar without `type` is inferred."""

TYPES: Final = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "array": "array",
    "object": "object",
    "null": "null",
}

NEARLY: Final[dict[str, tuple[str, str | None]]] = {
    "str": ("string", None),
    "text": ("string", None),
    "char": ("string", None),
    "date": ("string", "date"),
    "datetime": ("string", "date-time"),
    "date-time": ("string", "date-time"),
    "timestamp": ("string", "date-time"),
    "time": ("string", "time"),
    "uuid": ("string", "uuid"),
    "guid": ("string", "uuid"),
    "uri": ("string", "uri"),
    "url": ("string", "uri"),
    "email": ("string", "email"),
    "password": ("string", "password"),
    "byte": ("string", "byte"),
    "binary": ("string", "binary"),
    "file": ("string", "binary"),
    "enum": ("string", None),
    "int": ("integer", None),
    "int32": ("integer", "int32"),
    "int64": ("integer", "int64"),
    "long": ("integer", "int64"),
    "short": ("integer", None),
    "bigint": ("integer", "int64"),
    "float": ("number", "float"),
    "double": ("number", "double"),
    "decimal": ("number", None),
    "numeric": ("number", None),
    "bool": ("boolean", None),
    "list": ("array", None),
    "dict": ("object", None),
    "map": ("object", None),
    "hash": ("object", None),
    "json": ("object", None),
    "none": ("null", None),
    "nil": ("null", None),
    "undefined": ("null", None),
}
"""Types as authors also write them, in lower case: the type and format that are meant."""


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


ROOT: Final = _keys(
    "openapi $self info jsonSchemaDialect servers paths webhooks components security "
    "tags externalDocs"
)
SWAGGER_ROOT: Final = _keys(
    "swagger info host basePath schemes consumes produces paths definitions parameters "
    "responses securityDefinitions security tags externalDocs"
)
COMPONENTS: Final = _keys(
    "schemas responses parameters examples requestBodies headers securitySchemes links "
    "callbacks pathItems mediaTypes"
)
INFO: Final = _keys("title summary description termsOfService contact license version")
CONTACT: Final = _keys("name url email")
LICENSE: Final = _keys("name identifier url")
SERVER: Final = _keys("url description variables name")
SERVER_VARIABLE: Final = _keys("enum default description")
TAG: Final = _keys("name summary description externalDocs parent kind")
EXTERNAL_DOCS: Final = _keys("description url")
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PATH_ITEM: Final = _keys(
    "$ref summary description servers parameters additionalOperations query "
) | frozenset(METHODS)
OPERATION: Final = _keys(
    "tags summary description externalDocs operationId parameters requestBody responses "
    "callbacks deprecated security servers"
)
SWAGGER_OPERATION: Final = _keys(
    "tags summary description externalDocs operationId consumes produces parameters "
    "responses schemes deprecated security"
)
PARAMETER: Final = _keys(
    "name in description required deprecated allowEmptyValue style explode "
    "allowReserved schema content example examples"
)
HEADER: Final = PARAMETER - {"name", "in", "allowEmptyValue"}
SIMPLE_SCHEMA: Final = _keys(
    "type format items default maximum exclusiveMaximum minimum exclusiveMinimum "
    "maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf "
    "x-nullable x-enum-varnames x-enumNames x-enum-descriptions x-ms-enum"
)
"""What 2.0 allows to be said of a parameter's or header's value."""
SWAGGER_PARAMETER: Final = SIMPLE_SCHEMA | _keys(
    "name in description required schema allowEmptyValue collectionFormat"
)
REQUEST_BODY: Final = _keys("description content required")
CONTENT: Final = _keys(
    "schema itemSchema example examples encoding prefixEncoding itemEncoding"
)
ENCODING: Final = _keys(
    "contentType headers style explode allowReserved encoding prefixEncoding itemEncoding"
)
RESPONSE: Final = _keys("summary description headers content links")
SWAGGER_RESPONSE: Final = _keys("description schema headers examples")
EXAMPLE: Final = _keys(
    "summary description value externalValue dataValue serializedValue"
)
LINK: Final = _keys(
    "operationRef operationId parameters requestBody description server"
)
SECURITY_SCHEME: Final = _keys(
    "type description name in scheme bearerFormat flows openIdConnectUrl deprecated "
    "oauth2MetadataUrl"
)
SWAGGER_SECURITY_SCHEME: Final = _keys(
    "type description name in flow authorizationUrl tokenUrl scopes"
)
FLOW: Final = _keys(
    "authorizationUrl tokenUrl refreshUrl scopes deviceAuthorizationUrl"
)
DISCRIMINATOR: Final = _keys("propertyName mapping defaultMapping")
