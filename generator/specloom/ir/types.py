"""The types of the IR: what a value on the wire may look like.

A closed set of frozen records, told apart with `match`; none is subclassed, none has an
`is_x` flag. It is a superset of JSON Schema 2020-12 as OpenAPI 3.1 and 3.2 use it, with
one meaning for every version: readers translate, nothing downstream asks the version.
Names are wire names, verbatim. No Python spelling anywhere.

Documentation, the default and everything that a validator must not forget but a type
cannot say stands in :class:`Notes` of the *outermost* node of a schema: of
`Nullable(Primitive(...))` it is the `Nullable` that has the description.

Comparing two types compares what they mean: spans and evidence take no part.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal, TypeAlias

from specloom.ir.evidence import Claim, Evidence
from specloom.records import record
from specloom.source import Span

Json: TypeAlias = (
    "bool | int | float | str | list[Json] | dict[str, Json] | None"  # RFC 8259
)


class Unset:
    """The absence of a JSON value, where `None` is a value. Only :data:`UNSET` exists."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

Kind: TypeAlias = Literal["string", "integer", "number", "boolean"]
Direction: TypeAlias = Literal["both", "read", "write"]
"""`read`: only in answers (readOnly). `write`: only in requests (writeOnly)."""

NO_MAPPING: Final[Mapping[str, Json]] = {}
NO_EVIDENCE: Final[Mapping[str, Evidence]] = {}


@record(frozen=True, slots=True)
class Example:
    """A value that the source shows. `value` is UNSET for an external one (`url`)."""

    name: str
    value: Json | Unset
    span: Span | None = field(default=None, compare=False)
    summary: str | None = None
    description: str | None = None
    url: str | None = None
    serialized: str | None = None
    component: str | None = None


@record(frozen=True, slots=True)
class ExternalDocs:
    """A link to more documentation (OpenAPI 3.1, section 4.8.22)."""

    url: str
    description: str | None = None


@record(frozen=True, slots=True)
class Notes:
    """What goes with a type and does not change its shape.

    `residual` are assertions which models may not enforce, as keyword and raw JSON
    schema value in source order (`not`, `if`/`then`/`else`, `contains`,
    `dependentRequired`, `unevaluatedProperties`, ...); references in them are already
    in the form `#/components/schemas/NAME` of the canonical document. `evidence` is
    keyed by attribute (`type`, `required`, `enum`, ...) and holds only what was not
    plainly declared; `conflicts` are the claims that lost.
    """

    title: str | None = None
    description: str | None = None
    default: Json | Unset = UNSET
    direction: Direction = "both"
    deprecated: bool = False
    examples: tuple[Example, ...] = ()
    residual: tuple[tuple[str, Json], ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    external_docs: ExternalDocs | None = None
    comment: str | None = None
    xml: Json = None
    evidence: Mapping[str, Evidence] = field(default=NO_EVIDENCE, compare=False)
    conflicts: tuple[Claim, ...] = field(default=(), compare=False)


NO_NOTES: Final = Notes()


@record(frozen=True, slots=True)
class Constraints:
    """Bounds on a value. Each type uses those of its kind (JSON Schema, section 6)."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    content_encoding: str | None = None
    content_media_type: str | None = None


NO_CONSTRAINTS: Final = Constraints()


@record(frozen=True, slots=True)
class Primitive:
    """A string, integer, number or boolean."""

    kind: Kind
    format: str | None = None
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Enum:
    """One of the values given; `null` among them is a :class:`Nullable` outside.

    `base` is the kind that all values have, None where they are mixed or structured.
    `open`: further values are expected (never closed on inferred evidence).
    `labels` are the names and descriptions that the source gives its values, by index
    (`x-enum-varnames`, `x-enum-descriptions`, a Value table), else empty.
    """

    values: tuple[Json, ...]
    base: Kind | None = None
    format: str | None = None
    open: bool = False
    labels: tuple[tuple[str | None, str | None], ...] = ()
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Const:
    """Exactly this value. `Const(None)` is the null type."""

    value: Json
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Array:
    """Any number of items of one type."""

    items: Type
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Tuple:
    """Items by position (`prefixItems`), then `rest` for all further ones.

    JSON Schema lets a tuple be shorter than its prefix unless `min_items` forbids it.
    """

    items: tuple[Type, ...]
    rest: Type
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Map:
    """An object without declared fields: any keys (of type `keys`), values of one type."""

    values: Type
    keys: Type | None = None
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Field:
    """A declared member of an object, with four independent facts.

    Required; nullable (its type is :class:`Nullable`); default; direction. The default
    and direction stated at the property stand here and not in the notes of `type`;
    description, title, examples and deprecation of the property do stand there.
    """

    name: str
    type: Type
    required: bool = False
    default: Json | Unset = UNSET
    direction: Direction = "both"
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Object:
    """An object with declared fields.

    `additional` is the type of the values of undeclared keys: None where the source
    says nothing (they are allowed), `Never()` where it forbids them. `patterns` are
    the types by pattern of the key. `required_undeclared` are names that are required
    but not declared.
    """

    fields: tuple[Field, ...]
    additional: Type | None = None
    patterns: tuple[tuple[str, Type], ...] = ()
    keys: Type | None = None
    required_undeclared: tuple[str, ...] = ()
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Discriminator:
    """The field that tells the variants of a union apart (OpenAPI 3.1, 4.8.25).

    `mapping` goes from values to declaration ids: names of the variants' schemas that
    need no entry are entered by the reader. A variant without any entry is told from
    the others by its shape. `default` is the id that
    OpenAPI 3.2's `defaultMapping` names. `inferred`: no discriminator is declared, but
    every variant has a required constant of its own in that field.
    """

    field: str
    mapping: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    inferred: bool = False
    span: Span | None = dataclasses.field(default=None, compare=False)


@record(frozen=True, slots=True)
class Union:
    """One of (`oneOf`: exactly one; `anyOf`: at least one) the variants, in order."""

    variants: tuple[Type, ...]
    discriminator: Discriminator | None = None
    mode: Literal["one", "any"] = "any"
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Intersection:
    """All of the parts (`allOf`, and schemas with keywords of several shapes).

    Readers write every `allOf` as this; the pass `compose` leaves none.
    """

    parts: tuple[Type, ...]
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Nullable:
    """The inner type, or null. Never nested, never around a :class:`Const` of None."""

    inner: Type
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Ref:
    """Another declaration, by id. Notes are the siblings of the `$ref`."""

    id: str
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Binary:
    """Raw bytes, as a body or a part of one (not base64 text, which is a string)."""

    media_type: str | None = None
    constraints: Constraints = NO_CONSTRAINTS
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Any_:
    """Any JSON value. `cause` is why: `unspecified` (the schema says nothing, `{}` or
    `true`), else the code of the diagnostic that says what could not be expressed. It
    is no part of what the type means, and so not compared."""

    cause: str = field(default="unspecified", compare=False)
    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Never:
    """No value at all (`false`, or a contradiction)."""

    notes: Notes = NO_NOTES
    span: Span | None = field(default=None, compare=False)


Type: TypeAlias = (
    Primitive
    | Enum
    | Const
    | Array
    | Tuple
    | Map
    | Object
    | Union
    | Intersection
    | Nullable
    | Ref
    | Binary
    | Any_
    | Never
)
