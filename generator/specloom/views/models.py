"""The modules of `models/`: which there are, what each defines and imports.

In: a `Subject`. Out: a :class:`ModelModule` for each private module, in an order in which
each needs only earlier ones, and the :class:`ModelIndex` through which models are
reached, loaded when first used. Statements come laid out; templates put them one below
the other. What the models do not check is listed as a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.layout import Code, Docstring
from specloom.records import record
from specloom.views.classes import Classes, Model
from specloom.views.imports import Imports, exported
from specloom.views.literals import docstring, string_literal
from specloom.views.needs import Needs
from specloom.views.one_of import OneOf
from specloom.views.placement import Module, place
from specloom.views.subject import Subject
from specloom.views.uses import Uses


@record(frozen=True, slots=True)
class Placed:
    """A class or an alias. `apart`: it is a class, or comes after one."""

    model: Model
    apart: bool


@record(frozen=True, slots=True)
class ModelModule:
    """A module. `pragmas` silence linters where what they want cannot be done."""

    prose: Docstring
    pragmas: tuple[Code, ...]
    imports: Code
    models: tuple[Placed, ...]


@record(frozen=True, slots=True)
class ModelIndex:
    """`models/__init__.py`. `homes` are entries of a dict: name and module; `names` those
    of `__all__`. Both are None where there are no models."""

    prose: Docstring
    imports: Code
    homes: Code | None
    names: Code | None


def modules(subject: Subject) -> list[Module]:
    """The modules of the models of a subject."""
    return place(subject.api, subject.names, subject.once(_needs))


def _needs(subject: Subject) -> Needs:
    return Needs(subject.api)


def models(subject: Subject) -> Iterator[tuple[str, ModelModule]]:
    """A module for each group of declarations."""
    api, names = subject.api, subject.names
    placed = subject.once(modules)
    homes = {id_: module.name for module in placed for id_ in module.declarations}
    classes = Classes(api, names, _directions(api, subject.once(_needs)))
    for module in placed:
        yield (
            module.name,
            _module(module, homes, classes, subject),
        )


def _directions(api: Api, needs: Needs) -> Mapping[str, int]:
    """Whether declarations are sent or got, if anything depends on it."""
    for it in api.declarations:
        if it.type.notes.direction != "both":
            return needs.directions()
        if isinstance(it.type, t.Object):
            for field in it.type.fields:
                if field.direction != "both":
                    return needs.directions()
    return {}


def _module(
    module: Module,
    homes: dict[str, str],
    classes: Classes,
    subject: Subject,
) -> ModelModule:
    api, names, diagnostics = subject.api, subject.names, subject.diagnostics
    uses = Uses(one_of=subject.once(OneOf).seen)
    later = set(module.declarations)
    written: list[Placed] = []
    after_class = False
    for id_ in module.declarations:
        model = classes.model(id_, later, uses)
        if uses.unchecked:
            _report(id_, uses, diagnostics)
        later.discard(id_)
        written.append(Placed(model, model.is_class or after_class))
        after_class = model.is_class
    imports = Imports()
    classes.types().import_names(uses, imports, "..")
    for id_ in uses.declarations:
        home = homes[id_]
        if home != module.name:
            imports.add(f"._{home}", names.declaration(id_))
    topic = module.name.replace("_", " ")
    prose = docstring(f"Models of {api.title}: {topic}.")
    assert prose is not None
    return ModelModule(
        prose,
        tuple(_pragmas(written, uses)),
        imports.code(),
        tuple(written),
    )


def _pragmas(models: Sequence[Placed], uses: Uses) -> Iterator[Code]:
    if any(it.model.extra is not None for it in models):
        # A class says what its undeclared fields are, narrower than its base.
        yield Code("# pyright: reportIncompatibleVariableOverride=false")
    if "Union" in uses.names:
        # A long chain of `|` nests too deeply for compilers and type checkers.
        yield Code("# ruff: noqa: UP007")


def _report(id_: str, uses: Uses, diagnostics: Diagnostics) -> None:
    """List what the models do not check, once for each declaration and keyword."""
    for (code, what), span in {
        (code, what): span for code, what, span in reversed(uses.unchecked)
    }.items():
        diagnostics.add(code, f"`{what}` of `{id_}` is not checked", span)
    uses.unchecked.clear()


def model_index(subject: Subject) -> Iterator[tuple[str, ModelIndex]]:
    """The public module of models."""
    names = subject.names
    homes = {
        names.declaration(id_): module.name
        for module in subject.once(modules)
        for id_ in module.declarations
    }
    title = subject.api.title
    about = f"The models of {title}. Each is loaded when it is first used."
    yield "", index(about, homes)


def index(about: str, homes: Mapping[str, str]) -> ModelIndex:
    """A module whose names are loaded when they are first used; `homes` by name."""
    imports = Imports()
    for name, module in homes.items():
        imports.add(f"._{module}", name)
    places = {name: string_literal(f"._{module}") for name, module in homes.items()}
    public = exported(homes)
    prose = docstring(about)
    assert prose is not None
    return ModelIndex(
        prose,
        imports.code(4),
        _rows([f"            {string_literal(it)}: {places[it]}," for it in public]),
        _rows([f"    {string_literal(it)}," for it in public]),
    )


def _rows(rows: Sequence[str]) -> Code | None:
    return Code("\n".join(rows)) if rows else None
