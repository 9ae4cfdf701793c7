"""What merging may ask about the API around the types that it merges."""

from __future__ import annotations

from typing import Protocol

from specloom.ir import types as t
from specloom.ir.evidence import implied
from specloom.passes.compose.scalars import Clash


class World(Protocol):
    """The declarations, and where what cannot be merged is reported."""

    guard: int
    """How many fields, items or values deep the work is: recursion there is legal."""

    strict: bool
    """Whether what is required and impossible makes the whole impossible."""

    @property
    def exhausted(self) -> bool:
        """Whether so much was made already that distributing has to end."""

    def meet(self, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
        """What two types have in common; `place` is the id of where they stand."""

    def target(self, ref: t.Ref) -> t.Type | Clash | None:
        """The composed type of a declaration; None where it would contain itself.

        Null is not part of it: composed references say that themselves.
        """

    def narrower(self, first: str, second: str) -> str | None:
        """Which of two declarations contains the other through `allOf`, if one does."""

    def declare(self, place: str, type_: t.Type) -> t.Ref:
        """Give a type that was made here a declaration of its own."""

    def forbidden(self, name: str) -> None:
        """A closed part forbids a field of another one, and the field stays."""

    def clashed(self, parts: tuple[t.Type, t.Type], clash: Clash, about: str) -> t.Type:
        """What stands for parts that have nothing in common; `about` what they say."""


def holds_null(world: World, type_: t.Type) -> bool:
    """Whether null is a value: also where a type is only implied, of another kind."""
    seen: set[str] = set()
    todo = [type_]
    while todo:
        match todo.pop():
            case t.Nullable() | t.Any_() | t.Const(value=None):
                return True
            case t.Ref(id=id_) as ref:
                target = None if id_ in seen else world.target(ref)
                seen.add(id_)
                if not isinstance(target, Clash | None):
                    todo.append(target)
            case other:
                if implied(other.notes.evidence):
                    return True
                if isinstance(other, t.Union):
                    todo.extend(reversed(other.variants))
    return False
