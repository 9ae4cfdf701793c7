"""What one reading knows: the documents, what they name, and what was said about them.

A :class:`Session` is one run over an entry document and the files that it refers to. A
:class:`Doc` is one of these documents: functions of this package take it, a node, and
the pointer of that node in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import Literal, TypeAlias

from specloom.diagnostics import Diagnostics
from specloom.document import Document, Json
from specloom.document.identifiers import Identifiers
from specloom.ir.api import Callback
from specloom.ir.types import Type
from specloom.read.input import Loader
from specloom.read.openapi.dialect import Dialect
from specloom.records import record
from specloom.source import Span

Wanted: TypeAlias = dict[str, dict[str, str]]
"""By document and pointer: the ids of schemas inside others that a reference names."""


class Doc:
    """One document of a session. `ids` and `wanted` are read on the hot path.

    `ids`: by text of `$ref`, the declaration's id, or the code of what is wrong with it.
    `wanted`: by pointer, the id under which a schema inside of another is declared.
    `known`: where its `$id`s and anchors stand, once asked for.
    """

    __slots__ = (
        "dialect",
        "ids",
        "known",
        "origin",
        "path",
        "root",
        "session",
        "wanted",
    )

    def __init__(self, session: Session, document: Document, dialect: Dialect) -> None:
        self.session = session
        self.origin = document
        self.path = document.source.path
        self.root = document.root
        self.dialect = dialect
        self.ids: dict[str, str] = {}
        self.wanted: dict[str, str] = session.wanted.setdefault(self.path, {})
        self.known: Identifiers | None = None
        session.unscanned.append(self)

    def identifiers(self) -> Identifiers:
        """Where its `$id`s and anchors stand."""
        if self.known is None:
            self.known = Identifiers(self.root)
        return self.known

    def say(
        self,
        code: str,
        message: str,
        pointer: str,
        hint: str | None = None,
        related: tuple[tuple[str, Span], ...] = (),
    ) -> None:
        """Report something about the node at `pointer`, once."""
        key = (code, message, self.path + "#" + pointer)
        if key in self.session.said:
            return
        self.session.said.add(key)
        self.session.diagnostics.add(
            code, message, Span(self.origin, pointer), hint=hint, related=related
        )

    def habit(self, code: str, message: str, pointer: str) -> None:
        """Report what authors do everywhere or nowhere: once, with the number of places."""
        habits = self.session.habits
        key = (code, message)
        if key in habits:
            habits[key].count += 1
        else:
            habits[key] = Habit(Span(self.origin, pointer))


@record(slots=True)
class Habit:
    """The first place of something that is said once, and how many there are."""

    span: Span
    count: int = 1


@record(frozen=True, slots=True)
class Target:
    """What a reference names. `component` is its name in the entry document, if any."""

    doc: Doc
    pointer: str
    node: Json
    component: str | None = None


@record(frozen=True, slots=True)
class Pending:
    """A schema that a reference names and that is still to be read."""

    id: str
    name: str
    doc: Doc
    pointer: str
    node: Json
    origin: Literal["component", "file", "inline"]


@record(slots=True)
class Session:
    """One run. There is a second one if references added to `wanted` while it went on.

    `named`: by document and pointer, the id of a schema that a component of the entry
    document is a mere reference to; `targets`: what that is. `shared`: parts by document, `$ref`, kind and key.
    `types`: those of schemas that stand in parts, by document and pointer.
    `callbacks`: those of components, by document and pointer.
    `called`: how many operations all callbacks have, those of callbacks counted in.
    `uses`: parts under the name of a use, by identity of what `shared` has, and name.
    `failed`: files that are not read, with code and reason.
    `left_out`: how many operations were not read, by where they stand.
    `open`: callbacks that are being read.
    `late`: something became wanted that may have been read by then.
    `used`: kind and name of components that something refers to. `linked`: operation
    ids that a link leads to. `secured`: the API as a whole asks for authentication.
    `identified`: documents with an `$id` or `$self`; `unscanned`: not yet looked at.
    """

    files: Loader
    diagnostics: Diagnostics
    documents: dict[str, Document]
    wanted: Wanted
    entry: Doc = field(init=False)
    docs: dict[str, Doc] = field(default_factory=dict)
    said: set[tuple[str, str, str]] = field(default_factory=set)
    failed: dict[str, tuple[str, str]] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    shared: dict[tuple[str, str, str, str], object] = field(default_factory=dict)
    types: dict[tuple[str, str], Type] = field(default_factory=dict)
    callbacks: dict[tuple[str, str], tuple[Callback, ...]] = field(default_factory=dict)
    uses: dict[tuple[int, str], tuple[object, object]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    open: set[tuple[str, str]] = field(default_factory=set)
    secured: bool = False
    called: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    operation_ids: dict[str, Span] = field(default_factory=dict)
    linked: dict[str, Span] = field(default_factory=dict)
    habits: dict[tuple[str, str], Habit] = field(default_factory=dict)
    late: bool = False
    unscanned: list[Doc] = field(default_factory=list)
    identified: list[Doc] = field(default_factory=list)

    def report_habits(self) -> None:
        """Say what was collected by :meth:`Doc.habit`."""
        for (code, message), habit in self.habits.items():
            if habit.count > 1:
                message = f"{message} ({habit.count} places; this is the first)"
            self.diagnostics.add(code, message, habit.span)
        self.habits.clear()
