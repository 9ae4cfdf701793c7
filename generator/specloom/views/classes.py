"""One declaration as Python: a class of an object, an alias of anything else.

In: a declaration, and how types are spelled. Out: a :class:`Model`, laid out, and what it
uses. Prose stands below what it describes; a default is documented and never sent; a
field that only one side sends may always be left out where the model goes both ways.
Used by `models`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.evidence import IMPLYING, Evidence, Grade
from specloom.layout import WIDTH, Code, Docstring, call, field, fit
from specloom.names import NameTable
from specloom.records import record
from specloom.views.literals import docstring, string_literal, value_literal
from specloom.views.needs import GOT, SENT
from specloom.views.tagging import tagged
from specloom.views.types import Types
from specloom.views.uses import Uses

_WRAPPERS: Final = {"read": "ReadOnly", "write": "WriteOnly"}
_REQUIRED: Final = frozenset(("RequiredReadOnly", "RequiredWriteOnly"))


@record(frozen=True, slots=True)
class Model:
    """The header of a class with its fields, or the statement of an alias.

    `extra` says what the undeclared fields of a class are, where that is said. `fields`
    are its annotated attributes, each with its prose, a line left free between them.
    """

    is_class: bool
    statement: Code
    prose: Docstring | None = None
    extra: Code | None = None
    fields: Code | None = None


class Classes:
    """Writes the declarations of one API. `directions` as `needs.directions` has it."""

    def __init__(
        self, api: Api, names: NameTable, directions: Mapping[str, int]
    ) -> None:
        self._names = names
        self._directions = directions
        tagging = tagged(api, names)
        self._types = Types(names, tagging)
        self._without_object = Types(names, tagging, anything="Any")
        self._declared = {it.id: it for it in api.declarations}
        self._missing = self._types.own_name("MISSING")
        self._or_missing = f" | {self._missing}"
        self._is_missing = f" = {self._missing}"

    def types(self) -> Types:
        """How names of ours are called in the modules of models."""
        return self._types

    def model(self, id_: str, later: Collection[str], uses: Uses) -> Model:
        """A declaration; `later` are those that are defined behind it."""
        declaration = self._declared[id_]
        if isinstance(declaration.type, t.Object):
            return self._class(declaration, declaration.type, uses)
        return self._alias(declaration, later, uses)

    # Aliases

    def _alias(
        self, declaration: Declaration, later: Collection[str], uses: Uses
    ) -> Model:
        name = self._names.declaration(declaration.id)
        type_ = declaration.type
        own = Uses(uses.names, set(), uses.unchecked, uses.one_of)
        text = self._types.spell(type_, own)
        uses.declarations.update(own.declarations)
        prose = docstring(_prose(type_.notes, [*_content(type_), *_labels(type_)]))
        if not own.declarations.isdisjoint(later):
            return Model(False, self._forward(name, text, uses), prose)
        if text == "None":
            alias = self._types.own("TypeAlias", uses)
            return Model(False, Code(f"{name}: {alias} = None"), prose)
        head = f"{self._types.own_name('Literal')}["
        if text.startswith(head) and isinstance(type_, t.Enum) and text[-1] == "]":
            values = list(dict.fromkeys(map(value_literal, type_.values)))
            return Model(False, call(f"{name} = {head}", values, 0, "]"), prose)
        return Model(False, fit(f"{name} = {text}"), prose)

    def _forward(self, name: str, text: str, uses: Uses) -> Code:
        """An alias of what stands below it, or of itself.

        pydantic needs `TypeAliasType` for that, of which pyright forgets the inside
        where another alias leads to it first.
        """
        checking = self._types.own("TYPE_CHECKING", uses)
        checked = self._types.own("TypeAlias", uses)
        built = self._types.own("TypeAliasType", uses)
        literal = string_literal(text)
        lines = (
            f"if {checking}:",
            field(name, checked, 4, literal),
            "else:",
            call(f"{name} = {built}(", [f'"{name}"', literal], 4),
        )
        return Code("\n".join(lines))

    # Classes

    def _class(self, declaration: Declaration, type_: t.Object, uses: Uses) -> Model:
        id_ = declaration.id
        attributes = self._names.fields(id_)
        types = self._types
        if "object" in attributes.values():
            types = self._without_object
        mark = self._directions.get(id_, 0)
        own = Uses(set(), uses.declarations, uses.unchecked, uses.one_of)
        fields = [
            self._field(it, attributes[it.name], types, mark, own)
            for it in type_.fields
        ]
        for keyword in _unchecked(type_):
            uses.unchecked.append(("SL601", keyword, type_.span))
        closed = isinstance(type_.additional, t.Never) and not type_.patterns
        bases = ["ClosedModel"] if closed else []
        if not own.names.isdisjoint(_REQUIRED):
            bases.append("DirectedModel")
        bases = [types.own(it, own) for it in bases or ("Model",)]
        uses.names.update(own.names)
        return Model(
            True,
            call(f"class {self._names.declaration(id_)}(", bases, 0, "):"),
            docstring(_prose(type_.notes), 4),
            None if closed else self._extra(type_, types, uses),
            Code("\n\n".join(fields)) if fields else None,
        )

    def _extra(self, type_: t.Object, types: Types, uses: Uses) -> Code | None:
        """The type of undeclared fields, if it is not any."""
        kinds = [pattern for _, pattern in type_.patterns]
        if type_.additional is None and not kinds:
            return None
        if type_.additional is not None and not isinstance(type_.additional, t.Never):
            kinds.append(type_.additional)
        elif type_.additional is None:
            return None
        if any(isinstance(kind, t.Any_ | t.Intersection) for kind in kinds):
            return None
        text = types.any_of(kinds, uses)
        made = f"{types.own('Field', uses)}(init=False)"
        return fit(f"__pydantic_extra__: dict[str, {text}] = {made}", 4)

    def _field(
        self,
        it: t.Field,
        name: str,
        types: Types,
        mark: int,
        uses: Uses,
    ) -> str:
        type_ = it.type
        notes = type_.notes
        direction = it.direction
        if type(type_) is t.Ref:
            notes, direction = self._behind(type_, direction)
        text, arguments, validators = types.parts(type_, uses)
        optional, missing = not it.required, self._missing
        if direction != "both" and mark & (SENT if direction == "read" else GOT):
            wrapper = _WRAPPERS[direction]
            if it.required and mark == SENT | GOT:
                wrapper = f"Required{wrapper}"
            wrapper = types.own(wrapper, uses)
            text = types.whole((text, arguments, validators), uses)
            text = f"{wrapper}[{text} | {missing}]"
            arguments, validators, optional = (), (), True
        elif optional:
            text += self._or_missing
        if name != it.name:
            arguments = [f"alias={string_literal(it.name)}", *arguments]
        if arguments or validators:
            text = types.annotated(text, arguments, validators, uses)
        line = f"    {name}: {text}"
        if optional:
            uses.names.add("MISSING")
            line += self._is_missing
        if len(line) > WIDTH or not line.isascii():
            line = field(name, text, 4, missing if optional else "")
        content = _content(type_)
        if notes is not t.NO_NOTES or it.default is not t.UNSET or content:
            said = docstring(_prose(notes, content, it.default), 4)
            if said is not None:
                return f"{line}\n{said}"
        return line

    def _behind(
        self, type_: t.Ref, direction: t.Direction
    ) -> tuple[t.Notes, t.Direction]:
        """What is said of a field at the declaration that it refers to."""
        target = self._declared[type_.id]
        notes, own = type_.notes, target.type.notes
        if own is t.NO_NOTES:
            return notes, direction
        if direction == "both":
            direction = own.direction
        if notes is t.NO_NOTES and target.origin == "inline":
            # The prose of a class stands there; an alias shows only its own.
            is_class = isinstance(target.type, t.Object)
            notes = t.Notes(deprecated=own.deprecated) if is_class else own
        return notes, direction


def _prose(
    notes: t.Notes,
    more: Sequence[str] = (),
    default: t.Json | t.Unset = t.UNSET,
) -> str:
    """The description, then lines of facts."""
    lines = list(more)
    if not isinstance(default, t.Unset):
        lines.append(f"Default: {value_literal(default)}")
    if notes.deprecated:
        lines.append("Deprecated.")
    if notes.evidence:
        lines += _uncertain(notes.evidence)
    said = notes.description or ""
    if not lines:
        return said
    return "\n\n".join(filter(None, (said.strip(), "\n".join(lines))))


def _uncertain(evidence: Mapping[str, Evidence]) -> list[str]:
    """What is no more than inferred or guessed, a line for each reason.

    That nobody marks a field as required is no news, nor that `properties` are those of
    an object: GAPS.md lists it.
    """
    weak: dict[str, list[str]] = {}
    for attribute, why in evidence.items():
        silent = attribute == "required" or why.rule in IMPLYING
        if why.grade <= Grade.INFERRED and not silent:
            reason = f"{why.grade.name.capitalize()} ({why.rule})"
            weak.setdefault(reason, []).append(attribute.replace("_", " "))
    return [f"{reason}: {', '.join(found)}." for reason, found in weak.items()]


def _content(type_: t.Type) -> Sequence[str]:
    """What a text holds, which is an annotation: nothing decodes it."""
    if type(type_) is t.Nullable:
        type_ = type_.inner
    if type(type_) is not t.Primitive or type_.constraints is t.NO_CONSTRAINTS:
        return ()
    encoding = type_.constraints.content_encoding
    media_type = type_.constraints.content_media_type
    if encoding is None:
        return () if media_type is None else (f"Content: {media_type}",)
    what = "Content" if media_type is None else f"Content: {media_type}"
    return (f"{what}, encoded as {encoding}",)


def _labels(type_: t.Type) -> list[str]:
    """What the source says of the values of an enumeration, one line each."""
    if isinstance(type_, t.Nullable):
        type_ = type_.inner
    if not isinstance(type_, t.Enum) or not type_.labels:
        return []
    lines = []
    for value, (name, said) in zip(type_.values, type_.labels, strict=False):
        label = said or name
        if label and label != value:
            lines.append(f"- {value}: {' '.join(label.split())}")
    return lines


def _unchecked(type_: t.Object) -> list[str]:
    """The keywords of an object that a class does not check."""
    bounds = type_.constraints
    found = {
        "minProperties": bool(bounds.min_properties),
        "maxProperties": bounds.max_properties is not None,
        "propertyNames": type_.keys is not None,
        "patternProperties": bool(type_.patterns),
    }
    shapes = [keyword for keyword, said in found.items() if said]
    return shapes + [keyword for keyword, _ in type_.notes.residual]
