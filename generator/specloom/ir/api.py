"""An API as the IR holds it: what can be called, and what goes over the wire.

Frozen records; the same for all sources. A declaration's id is semantic and survives
reordering, splitting into files and a change of version:

- `schemas/NAME` for a reusable schema; `schemas/FILE#POINTER` for a schema of another
  file that no component names;
- what a pass hoists out of it: `PARENT.FIELD`, `PARENT[]` (items), `PARENT[0]` (of a
  tuple), `PARENT{}` (values of a map), `PARENT{PATTERN}`, `PARENT|TAG` (a branch of a
  union, by the name of its `$ref`, by discriminator value, by title, else by number),
  `PARENT|base` (what a polymorphic base is by itself); with `~2` where that is taken;
- an operation is `METHOD /path/{}/shape` (placeholders lose their names), a webhook
  `webhook NAME METHOD`; its parts are `OPERATION/request`, `OPERATION/STATUS`,
  `OPERATION/LOCATION/NAME` (a parameter), `OPERATION/STATUS/header/NAME`; a part that is
  a component is `parameters/NAME`, `headers/NAME`, `requests/NAME`, `responses/NAME`;
  of several media types, all but the first JSON add `/MEDIA/TYPE`, items of a stream
  `/item`.

`component` on a reusable part is the name under which the source keeps it, so that it
can be exported once and compared; parts that share it are the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal, TypeAlias

from specloom.ir.evidence import Claim, Evidence
from specloom.ir.types import (
    NO_EVIDENCE,
    NO_MAPPING,
    Example,
    ExternalDocs,
    Json,
    Type,
)
from specloom.records import record
from specloom.source import Span

Location: TypeAlias = Literal["path", "query", "header", "cookie", "querystring"]
Style: TypeAlias = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]
DEFAULT_STYLES: Final[Mapping[Location, Style]] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
    "querystring": "form",
}
"""The style of a parameter that states none (OpenAPI 3.1, section 4.8.12.2)."""


@record(frozen=True, slots=True)
class Declaration:
    """A type with a name. `origin`: declared by the source, or hoisted by a pass."""

    id: str
    name: str
    type: Type
    origin: Literal["component", "file", "inline"] = "component"
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class ServerVariable:
    """A variable of a server's URL (OpenAPI 3.1, section 4.8.6)."""

    name: str
    default: str
    enum: tuple[str, ...] = ()
    description: str | None = None


@record(frozen=True, slots=True)
class Server:
    """A base URL, perhaps with `{variables}`, perhaps relative to the document."""

    url: str
    description: str | None = None
    variables: tuple[ServerVariable, ...] = ()
    name: str | None = None
    extensions: Mapping[str, Json] = NO_MAPPING


@record(frozen=True, slots=True)
class OAuthFlow:
    """One flow of OAuth 2 (OpenAPI 3.1, section 4.8.29). `kind` is the wire name."""

    kind: str
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    device_authorization_url: str | None = None
    scopes: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class SecurityScheme:
    """A way to authenticate (OpenAPI 3.1, section 4.8.27).

    `parameter` and `location` belong to `apiKey`, `scheme` (lower case) and
    `bearer_format` to `http`, `flows` to `oauth2`, `url` to `openIdConnect`.
    """

    name: str
    kind: Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]
    description: str | None = None
    parameter: str | None = None
    location: Literal["query", "header", "cookie"] | None = None
    scheme: str | None = None
    bearer_format: str | None = None
    flows: tuple[OAuthFlow, ...] = ()
    url: str | None = None
    deprecated: bool = False
    extensions: Mapping[str, Json] = NO_MAPPING
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)


SecurityRequirement: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Schemes that must all be satisfied, each with its scopes; empty: anonymous."""


@record(frozen=True, slots=True)
class Tag:
    """A group of operations (OpenAPI 3.2, section 4.22)."""

    name: str
    description: str | None = None
    summary: str | None = None
    parent: str | None = None
    kind: str | None = None
    external_docs: ExternalDocs | None = None
    extensions: Mapping[str, Json] = NO_MAPPING


@record(frozen=True, slots=True)
class Header:
    """A header of an answer or of a part. `content` instead of a style where given."""

    name: str
    type: Type
    required: bool = False
    explode: bool = False
    description: str | None = None
    deprecated: bool = False
    content: str | None = None
    examples: tuple[Example, ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    component: str | None = None
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Encoding:
    """How one property of a form or multipart body is written (OpenAPI 3.1, 4.8.15)."""

    name: str
    content_type: str | None = None
    headers: tuple[Header, ...] = ()
    style: Style | None = None
    explode: bool | None = None
    allow_reserved: bool = False


@record(frozen=True, slots=True)
class Parameter:
    """A parameter, with style and explode filled in where the source leaves them out.

    `content` is the media type of a parameter that has one instead of a style; of one
    that is a form, `encoding` says how its fields are written (without headers).
    """

    name: str
    location: Location
    type: Type
    required: bool = False
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False
    allow_empty: bool = False
    content: str | None = None
    description: str | None = None
    deprecated: bool = False
    examples: tuple[Example, ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    component: str | None = None
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)
    encoding: tuple[Encoding, ...] = ()


@record(frozen=True, slots=True)
class Content:
    """A body in one media type. `item` is the type of each item of a stream (3.2)."""

    media_type: str
    type: Type | None = None
    item: Type | None = None
    encoding: tuple[Encoding, ...] = ()
    examples: tuple[Example, ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Body:
    """What a request may carry, by media type, in source order."""

    contents: tuple[Content, ...]
    required: bool = False
    description: str | None = None
    extensions: Mapping[str, Json] = NO_MAPPING
    component: str | None = None
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)


@record(frozen=True, slots=True)
class Link:
    """A call that an answer leads to (OpenAPI 3.1, section 4.8.20)."""

    name: str
    operation: str | None = None
    operation_ref: str | None = None
    parameters: tuple[tuple[str, Json], ...] = ()
    body: Json = None
    description: str | None = None
    server: Server | None = None
    extensions: Mapping[str, Json] = NO_MAPPING


@record(frozen=True, slots=True)
class Response:
    """An answer. `status` is `200`, a range as `4XX`, or `default`."""

    status: str
    description: str | None = None
    summary: str | None = None
    headers: tuple[Header, ...] = ()
    contents: tuple[Content, ...] = ()
    links: tuple[Link, ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    component: str | None = None
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)


@record(frozen=True, slots=True)
class Callback:
    """Requests that the API sends to a URL of ours (OpenAPI 3.1, section 4.8.18)."""

    name: str
    expression: str
    operations: tuple[Operation, ...]
    component: str | None = None


@record(frozen=True, slots=True)
class Operation:
    """Something that can be called.

    `id` is the semantic id (see above), `operation_id` the vendor's name for it.
    `parameters` already include those of the path item. `security` is None where the
    source says nothing, so that the API's own holds; an empty tuple means none needed.
    `servers` are those of the operation or its path item; empty: the API's.
    A webhook has its name as `path`.
    """

    id: str
    method: str
    path: str
    operation_id: str | None = None
    summary: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    servers: tuple[Server, ...] = ()
    deprecated: bool = False
    callbacks: tuple[Callback, ...] = ()
    external_docs: ExternalDocs | None = None
    extensions: Mapping[str, Json] = NO_MAPPING
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)


@record(frozen=True, slots=True)
class Counts:
    """What the sources declare, counted by the reader while it reads.

    Nothing is dropped in silence: what comes out plus what is listed is what came in.
    """

    operations: int = 0
    declarations: int = 0
    webhooks: int = 0


@record(frozen=True, slots=True)
class Contact:
    """Whom to ask, and under which licence (OpenAPI 3.1, sections 4.8.3 and 4.8.4)."""

    name: str | None = None
    url: str | None = None
    email: str | None = None
    license: str | None = None
    license_url: str | None = None
    license_identifier: str | None = None


@record(frozen=True, slots=True)
class Api:
    """One API. Tuples are in source order; a pass that orders says so.

    `shown` are operations that sources call in examples without describing them. They
    are no part of the API: the pass `shown` lists them, or takes them in, and leaves
    none.
    """

    title: str
    version: str
    description: str | None = None
    summary: str | None = None
    terms_of_service: str | None = None
    contact: Contact | None = None
    servers: tuple[Server, ...] = ()
    security_schemes: tuple[SecurityScheme, ...] = ()
    security: tuple[SecurityRequirement, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    shown: tuple[Operation, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    external_docs: ExternalDocs | None = None
    extensions: Mapping[str, Json] = NO_MAPPING
    counts: Counts = Counts()
    span: Span | None = field(default=None, compare=False)
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)
