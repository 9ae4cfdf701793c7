"""Many fragments of one API into one.

In: the fragments, in the order of their sources. Out: one `Api` that says what they say.
Operations are known by method and path shape, declarations and other components by kind
and name, and compared by what they mean (places take no part). What is the same is kept
once. A declaration or component that differs from one of the same name is kept beside
it, under a name that says where it comes from, and what its own fragment says is made to
lead to it. Servers and security of a fragment that differ from the first one's move to
its operations; of what there is only one (title, version, ...) the first source decides.
All of this is reported. An operation that a page describes in words is joined with what
others say of it, by the strength of their evidence (`ir.join`). One fragment comes out
as it is.

The time is linear in the size of the fragments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from specloom.diagnostics import Diagnostics
from specloom.ir.api import (
    Api,
    Callback,
    Counts,
    Declaration,
    Operation,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
)
from specloom.ir.components import Key, Part, nameless, parts_of, rename_parts
from specloom.ir.evidence import Evidence
from specloom.ir.free_names import FreeNames
from specloom.ir.join import join_operations
from specloom.ir.rename import with_ids
from specloom.ir.walk import map_types, refs
from specloom.passes.variants import Variants, origin_of
from specloom.passes.worded import from_page, worded
from specloom.records import names_of, replace
from specloom.source import Span

_HEAD: Final = (
    "title",
    "version",
    "description",
    "summary",
    "terms_of_service",
    "contact",
    "external_docs",
)
_KINDS: Final = {
    "parameters": "parameter",
    "headers": "header",
    "requestBodies": "request body",
    "responses": "response",
    "callbacks": "callback",
    "examples": "example",
}


def merge(apis: Sequence[Api], diagnostics: Diagnostics) -> Api:
    """One API of all fragments; see the module. There is at least one."""
    if len(apis) == 1:
        return apis[0]
    merger = _Merger(apis[0], diagnostics)
    for api in apis[1:]:
        merger.add(api)
    return merger.result()


class _Merger:
    """What the fragments so far make, and what is known of it by id and name."""

    def __init__(self, first: Api, diagnostics: Diagnostics) -> None:
        self._first = first
        self._diagnostics = diagnostics
        self._declarations = {it.id: it for it in first.declarations}
        self._schemes = {it.name: it for it in first.security_schemes}
        self._tags = {it.name: it for it in first.tags}
        # One document may describe two operations of one id: both are kept.
        self._operations = [*first.operations]
        self._webhooks = [*first.webhooks]
        self._shown = [*first.shown]
        self._known = {it.id: it for it in (*first.webhooks, *first.operations)[::-1]}
        self._place: dict[str, int] = {}
        for operations in (first.operations, first.webhooks):
            for place, it in enumerate(operations):
                self._place.setdefault(it.id, place)
        self._extensions = dict(first.extensions)
        # What is kept beside the first of its name, as it was read, and its new names.
        self._groups = Variants[list[Declaration], dict[str, str]]()
        self._other_parts = Variants[Part, str]()
        self._by_content = Variants[SecurityScheme, str]()
        self._names = FreeNames("-%d")
        for scheme in first.security_schemes:
            self._by_content.add("", replace(scheme, name=""), scheme.name)
        self._parts: dict[str, dict[str, Part]] = {}
        for operation in (*first.operations, *first.webhooks):
            for (kind, name), part in parts_of(operation):
                self._parts.setdefault(kind, {}).setdefault(name, nameless(part))
        # By name of what `Counts` has.
        self._counts = Counter(_by_name(first.counts))

    def result(self) -> Api:
        return replace(
            self._first,
            security_schemes=tuple(self._schemes.values()),
            tags=tuple(self._tags.values()),
            operations=tuple(self._operations),
            webhooks=tuple(self._webhooks),
            shown=tuple(self._shown),
            declarations=tuple(self._declarations.values()),
            extensions=self._extensions or self._first.extensions,
            counts=Counts(**self._counts),
        )

    def add(self, api: Api) -> None:
        """Take over a fragment."""
        where = origin_of(api)
        self._head(api)
        api = self._with_declarations(api, where)
        schemes = self._with_schemes(api, where)
        self._counts.update(_by_name(api.counts))
        servers = self._servers(api)
        security = self._security(api, schemes)
        self._shown += api.shown
        fresh: list[Operation] = []
        for kind, kept, operations in (
            ("operations", self._operations, self._with_parts(api.operations, where)),
            ("webhooks", self._webhooks, self._with_parts(api.webhooks, where)),
        ):
            for it in operations:
                if servers and not it.servers:
                    it = replace(it, servers=servers)
                if it.security is None:
                    if security is not None:
                        it = replace(it, security=security)
                elif schemes:
                    it = replace(it, security=_with_names(it.security, schemes))
                first = self._known.get(it.id)
                if first is None:
                    fresh.append(it)
                    self._place.setdefault(it.id, len(kept))
                    kept.append(it)
                elif first == it:
                    self._counts[kind] -= 1
                elif from_page(it) or from_page(first):
                    self._counts[kind] -= 1
                    joined = self._known[it.id] = join_operations(first, it)
                    kept[self._place[it.id]] = joined
                elif (said := worded(first, it)) is not None:
                    self._counts[kind] -= 1
                    self._known[it.id] = kept[self._place[it.id]] = said
                else:
                    self._differing(it, first)
        self._known.update((it.id, it) for it in reversed(fresh))

    # What there is only one of

    def _head(self, api: Api) -> None:
        differing = []
        for name in _HEAD:
            value, first = getattr(api, name), getattr(self._first, name)
            if not value or value == first or name in api.evidence:
                continue
            if first and name not in self._first.evidence:
                differing.append(name.replace("_", " "))
                continue
            # A later source says what the first one does not, or had to guess.
            self._say(name, value, api.evidence)
        for key, value in api.extensions.items():
            if self._extensions.setdefault(key, value) != value:
                differing.append(f"`{key}`")
        for tag in api.tags:
            first = self._tags.setdefault(tag.name, tag)
            if first != tag and tag != Tag(tag.name):
                if first == Tag(tag.name):
                    self._tags[tag.name] = tag
                else:
                    differing.append(f"tag `{tag.name}`")
        if differing:
            self._diagnostics.add(
                "SL410",
                f"says something else than the first source: {', '.join(differing)}",
                api.span,
                related=_related("the first source", self._first.span),
            )

    def _servers(self, api: Api) -> tuple[Server, ...]:
        """The servers that the fragment's operations have for themselves."""
        if not api.servers or api.servers == self._first.servers:
            return ()
        if self._first.servers or "servers" not in self._first.evidence:
            return api.servers
        self._say("servers", api.servers, api.evidence)
        return ()

    def _security(
        self, api: Api, renamed: Mapping[str, str]
    ) -> tuple[SecurityRequirement, ...] | None:
        """What the fragment's operations require, if not what all do."""
        own = _with_names(api.security, renamed)
        if own == self._first.security or (not own and "security" in api.evidence):
            return None
        if self._first.security or "security" not in self._first.evidence:
            return own
        self._say("security", own, api.evidence)
        return None

    def _say(self, name: str, value: object, evidence: Mapping[str, Evidence]) -> None:
        """The API has what the first source did not say."""
        why = {key: it for key, it in self._first.evidence.items() if key != name}
        if name in evidence:
            why[name] = evidence[name]
        change: dict[str, Any] = {name: value, "evidence": why}
        self._first = replace(self._first, **change)

    # What has an id or a name

    def _with_declarations(self, api: Api, where: str) -> Api:
        """The fragment with its own declarations taken over, under ids that fit."""
        known = self._declarations
        fresh = []
        differing: dict[str, None] = {}
        for it in api.declarations:
            first = known.get(it.id)
            if first is None:
                fresh.append(it)
            elif first != it:
                differing[it.id] = None
        self._counts["declarations"] -= len(api.declarations) - len(fresh)
        if not differing:
            known.update((it.id, it) for it in fresh)
            return api
        new: set[str] = set()
        renamed: dict[str, str] = {}
        for group in self._groups_of(api.declarations, differing):
            renamed.update(self._group(group, differing, where, new))
        api = map_types(api, lambda _, type_: with_ids(type_, renamed))
        for it in api.declarations:
            id_ = renamed.get(it.id)
            if id_ is None:
                known.setdefault(it.id, it)
            elif id_ in new:
                known[id_] = replace(it, id=id_, name=it.name + id_[len(it.id) :])
        self._counts["declarations"] += len(new)
        return api

    def _groups_of(
        self, declarations: Iterable[Declaration], differing: Iterable[str]
    ) -> list[list[Declaration]]:
        """The declarations that need other ids: those that differ, and what leads there.

        What is the same but refers to something that is not, is not the same. In groups
        that do not refer to one another.
        """
        mine = {it.id: it for it in declarations if it.id in self._declarations}
        users: dict[str, list[str]] = {}
        for it in mine.values():
            for id_ in refs(it.type):
                users.setdefault(id_, []).append(it.id)
        renamed = set(differing)
        todo = [*differing]
        while todo:
            for user in users.get(todo.pop(), ()):
                if user not in renamed:
                    renamed.add(user)
                    todo.append(user)
        groups: list[list[Declaration]] = []
        places = {id_: place for place, id_ in enumerate(mine)}
        for first in mine:
            group: list[str] = []
            todo = [first]
            while todo:
                id_ = todo.pop()
                if id_ in renamed:
                    renamed.remove(id_)
                    group.append(id_)
                    todo.extend(refs(mine[id_].type))
                    todo.extend(users.get(id_, ()))
            if group:
                group.sort(key=places.__getitem__)
                groups.append([mine[id_] for id_ in group])
        return groups

    def _group(
        self,
        group: list[Declaration],
        differing: Collection[str],
        where: str,
        new: set[str],
    ) -> dict[str, str]:
        """The new ids of a group: those of an equal one of an earlier fragment, or `new`."""
        ids = tuple(it.id for it in group)
        earlier = self._groups.get(ids, group)
        if earlier is not None:
            return earlier
        named: dict[str, str] = {}
        for it in group:
            wanted = f"{it.id}-{where}"
            id_ = named[it.id] = self._names.free(wanted, self._declarations, new)
            new.add(id_)
            if it.id in differing:
                first = self._declarations[it.id]
                self._conflict("schema", it.name, it.span, first.span)
        self._groups.add(ids, group, named)
        return named

    def _with_schemes(self, api: Api, where: str) -> dict[str, str]:
        """Take over the security schemes; the new names of those that got one."""
        renamed: dict[str, str] = {}
        for it in api.security_schemes:
            first = self._schemes.get(it.name)
            if first == it:
                continue
            plain = replace(it, name="")
            name = it.name if first is None else self._by_content.get("", plain)
            if name is None:
                assert first is not None
                self._conflict("security scheme", it.name, it.span, first.span)
                name = self._names.free(f"{it.name}-{where}", self._schemes)
            if name not in self._schemes:
                self._schemes[name] = replace(it, name=name)
                self._by_content.add("", plain, name)
            if name != it.name:
                renamed[it.name] = name
        return renamed

    def _with_parts(
        self, operations: tuple[Operation, ...], where: str
    ) -> tuple[Operation, ...]:
        """The operations with parts under names that mean one thing."""
        renamed: dict[Key, str] = {}
        for operation in operations:
            for key, part in parts_of(operation):
                plain = nameless(part)
                kind, name = key
                known = self._parts.setdefault(kind, {})
                first = known.setdefault(name, plain)
                if key in renamed or first == plain:
                    continue
                new = self._other_parts.get(key, plain)
                if new is None:
                    self._conflict(_KINDS[kind], name, _span(part), _span(first))
                    new = self._names.free(f"{name}-{where}", known)
                    known[new] = plain
                    self._other_parts.add(key, plain, new)
                renamed[key] = new
        if not renamed:
            return operations
        return tuple(rename_parts(it, renamed) for it in operations)

    def _differing(self, it: Operation, first: Operation) -> None:
        webhook = it.id.startswith("webhook ")
        what = it.id if webhook else f"{it.method} {it.path}"
        self._diagnostics.add(
            "SL413" if webhook else "SL412",
            f"`{what}` is described differently by another source",
            it.span,
            related=_related("what is taken", first.span),
        )

    def _conflict(
        self, kind: str, name: str, span: Span | None, first: Span | None
    ) -> None:
        self._diagnostics.add(
            "SL411",
            f"another source declares something else as {kind} `{name}`",
            span,
            related=_related("the first one", first),
        )


def _by_name(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in names_of(Counts)}


def _span(part: Part) -> Span | None:
    return None if isinstance(part, Callback) else part.span


def _with_names(
    security: tuple[SecurityRequirement, ...], names: Mapping[str, str]
) -> tuple[SecurityRequirement, ...]:
    return tuple(
        tuple((names.get(name, name), scopes) for name, scopes in requirement)
        for requirement in security
    )


def _related(label: str, span: Span | None) -> tuple[tuple[str, Span], ...]:
    return () if span is None else ((label, span),)
