"""What an operation is, as data.

Generated modules build these once, at import; the client and the server execute them.
A plan holds no vendor logic and no loaded type: every type is a function without
arguments (`lambda: models.Thread`), called on first use. Wire names are verbatim.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from .errors import StatusError

T_co = TypeVar("T_co", covariant=True)

Lazy = Callable[[], object]
Location = Literal["path", "query", "header", "cookie", "querystring"]
Style = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]
Shape = Literal["scalar", "array", "object"]
FlowKind = Literal[
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
]
Reason = Literal[
    "invalid",
    "unauthorized",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "too_large",
    "unsupported_media_type",
    "internal",
    "not_implemented",
]


@dataclass(frozen=True, slots=True)
class Part:
    """How a field of a form is written: an Encoding Object (OpenAPI 3.2, section 4.15).

    With a `style`, as a parameter in a query; else in one of the media types, which are
    parted by commas and may be ranges; without any, as its type asks for.
    """

    media_type: str = ""
    style: Style | None = None
    explode: bool = False
    allow_reserved: bool = False
    shape: Shape = "scalar"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it stands, its wire name, its Python name, its type.

    `shape` says how its text is taken apart when it is read. `media_type` is set for
    a parameter with `content`: it is one value of that media type. In place of a value,
    a parameter with `allow_empty` may have none: `?name=`. `parts` are the encodings of
    one that is a form. `idempotency` is the key by
    which the server knows a repeated request: a client makes one up.
    """

    location: Location
    name: str
    python: str
    type: Lazy
    required: bool = False
    shape: Shape = "scalar"
    style: Style = "simple"
    explode: bool = False
    allow_reserved: bool = False
    allow_empty: bool = False
    media_type: str | None = None
    parts: tuple[tuple[str, Part], ...] = ()
    idempotency: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A request body by media type; a client sends the first that can carry the body.

    With `keywords`, a client may give the object's fields in place of `body=`; with
    `chosen`, the media type as `content_type=`. `parts` are the encodings of a form's
    fields, by media type.
    """

    content: Mapping[str, Lazy]
    required: bool = True
    keywords: bool = False
    chosen: bool = False
    parts: Mapping[str, Mapping[str, Part]] = field(
        default_factory=dict[str, Mapping[str, "Part"]]
    )


@dataclass(frozen=True, slots=True)
class Items:
    """What a stream is made of: each line, or the data of each server-sent event.

    With `whole`, the type is that of the event itself, with `event`, `data` and `id`
    (OpenAPI 3.2, section 4.14.5).
    """

    type: Lazy
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A documented answer: its body by media type; none where none is documented.

    `items` are bodies that are read item by item.
    """

    content: Mapping[str, Lazy] = field(default_factory=dict[str, Lazy])
    items: Mapping[str, Items] = field(default_factory=dict[str, Items])
    headers: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """How the pages of a list follow each other. Names are those of Python.

    cursor: `argument` is given what the answer has at `next`
    last: `argument` is given what the last item has at `next`
    offset, page: `argument` is given a number, from `start` on
    url, link: the answer, or its Link header, has the URL of the next page

    items: where the answer has the items; empty where it is the list itself
    more: what is false in the answer of the last page
    in_body: `argument` is a field of the request's body
    """

    style: Literal["cursor", "last", "offset", "page", "url", "link"]
    argument: str = ""
    items: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    start: int = 0
    in_body: bool = False


class Slot(enum.Enum):
    """What a server fills into an error template."""

    CODE = "machine-readable code, such as invalid_request"
    MESSAGE = "one sentence for people"
    DETAILS = "an object that lists the places and what is wrong with them"
    ERRORS = "the list of DETAILS alone"
    STATUS = "the status, a number"


@dataclass(frozen=True, slots=True)
class Failure:
    """How a server reports a failure of its own: the documented status and shape.

    `body` is JSON with slots; None sends no body.
    """

    status: int
    body: object = None
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Bearer:
    """`Authorization: Bearer TOKEN` (RFC 6750, section 2.1)."""


@dataclass(frozen=True, slots=True)
class Basic:
    """`Authorization: Basic ...`."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header, a query parameter or a cookie."""

    location: Literal["header", "query", "cookie"]
    name: str


@dataclass(frozen=True, slots=True)
class Http:
    """`Authorization: NAME ...`, any other scheme of HTTP. The name is in lower case."""

    name: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of OAuth 2. Relative URLs are below the base URL."""

    kind: FlowKind
    authorization_url: str | None = None
    device_authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OAuth2:
    """An access token of OAuth 2, sent as a bearer token.

    `metadata_url` says where tokens are fetched, if the flows do not (RFC 8414).
    """

    flows: tuple[Flow, ...] = ()
    metadata_url: str | None = None


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    """An access token of an OpenID provider, which says at `url` where it is."""

    url: str


@dataclass(frozen=True, slots=True)
class MutualTls:
    """A certificate of the client, shown when the connection is made."""


Scheme = Bearer | Basic | ApiKey | Http | OAuth2 | OpenIdConnect | MutualTls
Security = tuple[Mapping[str, tuple[str, ...]], ...]
"""Alternatives; each names its schemes with scopes. Empty: no security."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan(Generic[T_co]):
    """One operation. `T_co` is what a successful call returns.

    asks: the argument that is true where the answer is to be a stream, if one says so
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    asks: str | None = None
    pages: Pages | None = None
    security: Security = ()
    servers: tuple[str, ...] = ()
    failures: Mapping[Reason, Failure] = field(default_factory=dict[Reason, Failure])


@dataclass(frozen=True, slots=True, eq=False)
class Api:
    """What the operations of one API share."""

    title: str
    version: str
    servers: tuple[str, ...]
    schemes: Mapping[str, Scheme]
    errors: Callable[[], Mapping[int | str, type[StatusError]]]
    failures: Mapping[Reason, Failure] = field(default_factory=dict[Reason, Failure])
