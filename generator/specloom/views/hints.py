"""Annotations of what users of a client see: arguments and results.

In: types of the IR. Out: annotations without constraints (the plan's type checks those),
with models by their public path `models.NAME`, and the imports that they need. A
duplicate or a member that another one includes is left out of a union, as linters want.
Used by the views of clients, plans and errors; models spell their fields in `types`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, assert_never

from specloom.ir import types as t
from specloom.names import NameTable
from specloom.views.imports import Imports
from specloom.views.literals import LARGEST, value_literal

_BY_FORMAT: Final[Mapping[str, str]] = {
    "uuid": "UUID",
    "date-time": "datetime",
    "date": "date",
    "time": "time",
    "byte": "bytes",
    "binary": "bytes",
}
_BY_KIND: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
}
_HOMES: Final[Mapping[str, str]] = {
    "UUID": "uuid",
    "datetime": "datetime",
    "date": "datetime",
    "time": "datetime",
    "Literal": "typing",
    "Never": "typing",
    "MISSING": "pydantic",
    "models": "",
    "Sequence": "collections.abc",
    "AsyncBytes": ".._runtime.files",
    "Bytes": ".._runtime.files",
    "Upload": ".._runtime.files",
    "ByteStream": ".._runtime.uploads",
}
_RUNTIME: Final[Mapping[str, str]] = {
    "AsyncStream": "streams",
    "Event": "events",
    "Source": "events",
    "Stream": "streams",
}
# A string, skipped whole, or a name; of a dotted one only the first part.
_NAMES: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|(?<![\w.])([A-Za-z_]\w*)'
)


class Hints:
    """The annotations of one API; each type is spelled once."""

    def __init__(self, names: NameTable, declarations: Mapping[str, t.Type]) -> None:
        self._names = names
        self._declarations = declarations
        self._known: dict[int, list[str]] = {}

    def hint(self, type_: t.Type) -> str:
        """The annotation of a value of this type."""
        return union(self.members(type_))

    def members(self, type_: t.Type) -> list[str]:
        """The members of the union that the annotation is; usually one."""
        known = self._known.get(id(type_))
        if known is None:
            known = self._known[id(type_)] = self._members(type_)
        return known

    def argument(self, type_: t.Type, *, empty: bool = False) -> str:
        """The annotation of an argument: a UUID may also be given as text.

        With `empty`, no value at all may be given, as the empty text.
        """
        members = self.members(type_)
        if "UUID" in members or (
            isinstance(type_, t.Ref) and self._behind(type_) == ["UUID"]
        ):
            members = [*members[:1], "str", *members[1:]]
        if empty:
            members = [*members, 'Literal[""]']
        return union(members)

    def _behind(self, type_: t.Type) -> list[str]:
        """What a reference leads to in the end."""
        for _ in range(8):
            if not isinstance(type_, t.Ref):
                return self.members(type_)
            target = self._declarations.get(type_.id)
            if target is None:
                break
            type_ = target
        return []

    def _members(self, type_: t.Type) -> list[str]:
        match type_:
            case t.Ref(id=id_):
                return [f"models.{self._names.declaration(id_)}"]
            case t.Primitive(kind="string"):
                return [_text(type_)]
            case t.Primitive(kind=kind):
                return [_BY_KIND[kind]]
            case t.Nullable(inner=inner):
                return [*self.members(inner), "None"]
            case t.Array(items=items):
                return [f"list[{self.hint(items)}]"]
            case t.Map(values=values):
                return [f"dict[str, {self.hint(values)}]"]
            case t.Object(fields=()):
                if type_.additional is None or isinstance(type_.additional, t.Never):
                    return ["dict[str, object]"]
                return [f"dict[str, {self.hint(type_.additional)}]"]
            case t.Object():
                return ["dict[str, object]"]
            case t.Union(variants=variants):
                return [one for it in variants for one in self.members(it)]
            case t.Enum(values=values, base=base):
                if type_.open:
                    return [_BY_KIND[base] if base else "object"]
                return _choices(values)
            case t.Const(value=value):
                return _choices((value,))
            case t.Tuple():
                return [self._tuple(type_)]
            case t.Binary():
                return ["bytes"]
            case t.Never():
                return ["Never"]
            case t.Any_() | t.Intersection():
                return ["object"]
            case _:
                assert_never(type_)

    def _tuple(self, type_: t.Tuple) -> str:
        bounds, size = type_.constraints, len(type_.items)
        ends = isinstance(type_.rest, t.Never) or bounds.max_items == size
        if ends and bounds.min_items == size and size:
            return f"tuple[{', '.join(map(self.hint, type_.items))}]"
        rest = [] if ends else self.members(type_.rest)
        every = [one for it in type_.items for one in self.members(it)]
        return f"list[{union([*every, *rest])}]"


def union(members: Iterable[str]) -> str:
    """`A | B`, without duplicates and without what another member includes."""
    return " | ".join(combined(members))


def combined(members: Iterable[str]) -> list[str]:
    """The members of a union that are left when each says something of its own."""
    found = list(dict.fromkeys(members))
    if len(found) == 1:
        return found
    if "object" in found or not found:
        return ["object"]
    if "float" in found:
        found = [it for it in found if it != "int"]
    literals = [it for it in found if it.startswith("Literal[")]
    if literals:
        found = _with_one_literal(found, literals)
    if "None" in found:
        found.remove("None")
        found.append("None")
    return [it for it in found if it != "Never"] or ["Never"]


def _with_one_literal(found: list[str], literals: list[str]) -> list[str]:
    """The members with one `Literal`, of the values whose type is no member."""
    values: list[str] = []
    for it in literals:
        text = it[len("Literal[") : -1]
        quoted = text[0] in "\"'"
        if ("str" if quoted else "bool" if text[0] in "TF" else "int") not in found:
            values.append(text)
    first = found.index(literals[0])
    rest = [it for it in found if it not in literals]
    if values:
        rest.insert(first, f"Literal[{', '.join(values)}]")
    return rest


def _text(type_: t.Primitive) -> str:
    return _BY_FORMAT.get(type_.format or "", "str")


def _choices(values: tuple[t.Json, ...]) -> list[str]:
    """One `Literal` for each value that it can hold, joined later."""
    members: list[str] = []
    for value in values:
        if value is None:
            members.append("None")
        elif isinstance(value, int) and abs(value) > LARGEST:
            members.append("int")
        elif isinstance(value, str | bool | int):
            members.append(f"Literal[{value_literal(value)}]")
        else:
            members.append("float" if isinstance(value, float) else "object")
    return members


def import_names(hints: Iterable[str], imports: Imports, package: str = "..") -> None:
    """Import what annotations name; `package` leads to the package of the models."""
    for name in named(hints):
        if name in _HOMES:
            imports.add(_HOMES[name] or package, name)
        elif name in _RUNTIME:
            imports.add(f"{package}_runtime.{_RUNTIME[name]}", name)


def named(hints: Iterable[str]) -> set[str]:
    """The names in annotations, of dotted ones the first; none of those in literals."""
    return set(_NAMES.findall("\n".join(hints))) - {""}


# Methods called like types: in their class, and in the module of their plans, the name
# of the type means the method.

_BUILTIN: Final = frozenset(
    ("bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple")
)
_HIDEABLE: Final = _BUILTIN | {"date", "datetime", "time"}


def hidden_by(methods: Iterable[str]) -> frozenset[str]:
    """The names in annotations that methods hide."""
    return _HIDEABLE.intersection(methods)


def revealed(text: str, hidden: frozenset[str]) -> str:
    """An annotation, or any code, whose hidden names are reached in another way."""
    if not hidden:
        return text

    def reach(match: re.Match[str]) -> str:
        name = match[1]
        if name not in hidden:
            return match[0]
        return f"builtins.{name}" if name in _BUILTIN else f"_{name}"

    return _NAMES.sub(reach, text)


def import_revealed(texts: Iterable[str], imports: Imports) -> None:
    """Import what `revealed` made of hidden names."""
    for name in named(texts):
        if name == "builtins":
            imports.add(name, "")
        elif name[0] == "_" and name[1:] in _HIDEABLE:
            imports.add("datetime", f"{name[1:]} as {name}")
