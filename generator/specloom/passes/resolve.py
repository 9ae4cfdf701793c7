"""Makes every name that the API uses lead to something.

In: an `Api` as read and merged. Out: one in which every `Ref` and every entry of a
discriminator has its declaration, no declaration is only another name of itself, and
every security requirement names a declared scheme. What was wrong is reported, with its
place; what a dangling reference stands for becomes `Any_` with the code as its cause.
Where nothing is wrong, the same `Api` comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import (
    Api,
    Operation,
    SecurityRequirement,
    SecurityScheme,
)
from specloom.ir.components import all_operations
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.free_names import FreeNames
from specloom.ir.walk import map_children, map_types, refs, types_of
from specloom.passes.circles import break_circles
from specloom.records import replace
from specloom.source import Span


def resolve(api: Api, diagnostics: Diagnostics) -> Api:
    """The API with every name resolved; see the module."""
    api = break_circles(api, diagnostics)
    known = {declaration.id for declaration in api.declarations}
    types = types_of(api)
    if any(not known.issuperset(refs(type_)) for _, type_ in types):
        resolver = _Resolver(known, diagnostics)
        api = map_types(api, lambda _, type_: resolver.type(type_))
    api = _part_operations(api, diagnostics)
    return _declare_schemes(api, diagnostics)


class _Resolver:
    """Replaces what leads nowhere."""

    def __init__(self, known: set[str], diagnostics: Diagnostics) -> None:
        self._known = known
        self._diagnostics = diagnostics

    def type(self, type_: t.Type) -> t.Type:
        if isinstance(type_, t.Ref):
            if type_.id in self._known:
                return type_
            self._report(type_.id, type_.span)
            return t.Any_("SL401", type_.notes, type_.span)
        type_ = map_children(type_, self.type)
        if isinstance(type_, t.Union) and type_.discriminator is not None:
            by = self._discriminator(type_.discriminator)
            if by is not type_.discriminator:
                return replace(type_, discriminator=by)
        return type_

    def _discriminator(self, by: t.Discriminator) -> t.Discriminator:
        dangling = [pair for pair in by.mapping if pair[1] not in self._known]
        default = by.default
        for value, id_ in dangling:
            self._diagnostics.add(
                "SL403",
                f"`{value}` of the discriminator `{by.field}` is mapped to "
                f"`{_shown(id_)}`, which is not declared",
                by.span,
                hint=self._near(id_),
            )
        if default is not None and default not in self._known:
            self._diagnostics.add(
                "SL403",
                f"the default of the discriminator `{by.field}` is `{_shown(default)}`,"
                " which is not declared",
                by.span,
                hint=self._near(default),
            )
            default = None
        if not dangling and default == by.default:
            return by
        mapping = tuple(pair for pair in by.mapping if pair[1] in self._known)
        return replace(by, mapping=mapping, default=default)

    def _report(self, id_: str, span: Span | None) -> None:
        self._diagnostics.add(
            "SL401",
            f"the reference leads to `{_shown(id_)}`, which is not declared",
            span,
            hint=self._near(id_),
        )

    def _near(self, id_: str) -> str | None:
        from difflib import get_close_matches

        near = get_close_matches(id_, sorted(self._known), 1, 0.8)
        return f"did you mean `{_shown(near[0])}`?" if near else None


def _shown(id_: str) -> str:
    return id_.removeprefix("schemas/")


# Operations


def _part_operations(api: Api, diagnostics: Diagnostics) -> Api:
    """With ids and vendor's names of operations that are distinct.

    Of two that match the same requests, the later one keeps its placeholders in its id.
    """
    ids = {it.id for it in api.operations}
    names = [it.operation_id for it in api.operations if it.operation_id is not None]
    if len(ids) == len(api.operations) and len({*names}) == len(names):
        return api
    taken: dict[str, Operation] = {}
    free_ids = FreeNames(" (%d)")
    named: dict[str, Operation] = {}
    operations = []
    for it in api.operations:
        first = taken.get(it.id)
        if first is not None:
            diagnostics.add(
                "SL405",
                f"`{it.method} {it.path}` matches the same requests as "
                f"`{first.method} {first.path}`",
                it.span,
                related=_places("the other one is here", first.span),
            )
            it = replace(it, id=free_ids.free(f"{it.method} {it.path}", taken))
        taken[it.id] = it
        if it.operation_id is not None:
            first = named.setdefault(it.operation_id, it)
            if first is not it:
                diagnostics.add(
                    "SL406",
                    f"the operationId `{it.operation_id}` is that of "
                    f"`{first.method} {first.path}` too",
                    it.span,
                    related=_places("the other one is here", first.span),
                )
                it = replace(it, operation_id=None)
        operations.append(it)
    return replace(api, operations=tuple(operations))


def _places(label: str, span: Span | None) -> tuple[tuple[str, Span], ...]:
    return () if span is None else ((label, span),)


# Security


def _declare_schemes(api: Api, diagnostics: Diagnostics) -> Api:
    """With a scheme for every name that a security requirement uses.

    Dropping the requirement would open what is meant to be closed, so a scheme that is
    not declared is guessed from its name, as `http`, and said to be.
    """
    known = {scheme.name for scheme in api.security_schemes}
    guessed: dict[str, SecurityScheme] = {}
    places: list[tuple[Iterable[SecurityRequirement] | None, Span | None]] = [
        (api.security, api.span and api.span.at("security"))
    ]
    places.extend(
        (it.security, it.span and it.span.at("security")) for it in all_operations(api)
    )
    for security, span in places:
        for requirement in security or ():
            for name, _ in requirement:
                if name in known or name in guessed:
                    continue
                diagnostics.add(
                    "SL404",
                    f"the security scheme `{name}` is not declared",
                    span,
                    hint="declare it under components/securitySchemes",
                )
                guessed[name] = _guess(name, span)
    if not guessed:
        return api
    schemes = (*api.security_schemes, *guessed.values())
    return replace(api, security_schemes=schemes)


def _guess(name: str, span: Span | None) -> SecurityScheme:
    scheme = "basic" if "basic" in name.lower() else "bearer"
    evidence: Mapping[str, Evidence] = {}
    if span is not None:
        evidence = {"kind": Evidence(span, Grade.GUESSED, "scheme-by-name")}
    return SecurityScheme(name, "http", scheme=scheme, span=span, evidence=evidence)
