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

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import (
    Api,
    Callback,
    Counts,
    Declaration,
    Header,
    Operation,
    Response,
    SecurityRequirement,
    Server,
    Tag,
)
from specloom.ir.components import Key, Part, parts_of, rename_parts
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_operations
from specloom.ir.rename import with_ids
from specloom.ir.walk import map_types, refs
from specloom.records import replace
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
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


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
        self._known = {it.id: it for it in (*first.webhooks, *first.operations)[::-1]}
        self._place: dict[str, int] = {}
        for operations in (first.operations, first.webhooks):
            for place, it in enumerate(operations):
                self._place.setdefault(it.id, place)
        self._extensions = dict(first.extensions)
        # What is kept beside the first of its name, as it was read, and its new names.
        self._groups: dict[
            tuple[str, ...], list[tuple[list[Declaration], dict[str, str]]]
        ] = {}
        self._other_parts: dict[Key, list[tuple[str, Part]]] = {}
        self._parts: dict[Key, Part] = {}
        for operation in (*first.operations, *first.webhooks):
            for key, part in parts_of(operation):
                self._parts.setdefault(key, _nameless(part))
        counts = first.counts
        self._counts = [counts.operations, counts.declarations, counts.webhooks]

    def result(self) -> Api:
        return replace(
            self._first,
            security_schemes=tuple(self._schemes.values()),
            tags=tuple(self._tags.values()),
            operations=tuple(self._operations),
            webhooks=tuple(self._webhooks),
            declarations=tuple(self._declarations.values()),
            extensions=self._extensions or self._first.extensions,
            counts=Counts(*self._counts),
        )

    def add(self, api: Api) -> None:
        """Take over a fragment."""
        where = _where(api)
        self._head(api)
        api = self._with_declarations(api, where)
        schemes = self._with_schemes(api, where)
        self._counts[0] += api.counts.operations
        self._counts[1] += api.counts.declarations
        self._counts[2] += api.counts.webhooks
        servers = self._servers(api)
        security = self._security(api, schemes)
        fresh: list[Operation] = []
        for kind, kept, operations in (
            (0, self._operations, self._with_parts(api.operations, where)),
            (2, self._webhooks, self._with_parts(api.webhooks, where)),
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
                elif _from_page(it) or _from_page(first):
                    self._counts[kind] -= 1
                    joined = self._known[it.id] = join_operations(first, it)
                    kept[self._place[it.id]] = joined
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
        self._counts[1] -= len(api.declarations) - len(fresh)
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
        self._counts[1] += len(new)
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
        while left := [id_ for id_ in mine if id_ in renamed]:
            group: dict[str, None] = {}
            todo = left[:1]
            while todo:
                id_ = todo.pop()
                if id_ in renamed and id_ not in group:
                    group[id_] = None
                    todo.extend(refs(mine[id_].type))
                    todo.extend(users.get(id_, ()))
            renamed.difference_update(group)
            groups.append([it for it in mine.values() if it.id in group])
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
        earlier = self._groups.setdefault(ids, [])
        for other, named in earlier:
            if other == group:
                return named
        named = {}
        for it in group:
            id_ = named[it.id] = _free(f"{it.id}-{where}", self._declarations, new)
            new.add(id_)
            if it.id in differing:
                first = self._declarations[it.id]
                self._conflict("schema", it.name, it.span, first.span)
        earlier.append((group, named))
        return named

    def _with_schemes(self, api: Api, where: str) -> dict[str, str]:
        """Take over the security schemes; the new names of those that got one."""
        renamed: dict[str, str] = {}
        for it in api.security_schemes:
            first = self._schemes.setdefault(it.name, it)
            if first == it:
                continue
            for name, other in self._schemes.items():
                if replace(other, name=it.name) == it:
                    renamed[it.name] = name
                    break
            else:
                self._conflict("security scheme", it.name, it.span, first.span)
                name = _free(f"{it.name}-{where}", self._schemes)
                self._schemes[name] = replace(it, name=name)
                renamed[it.name] = name
        return renamed

    def _with_parts(
        self, operations: tuple[Operation, ...], where: str
    ) -> tuple[Operation, ...]:
        """The operations with parts under names that mean one thing."""
        renamed: dict[Key, str] = {}
        for operation in operations:
            for key, part in parts_of(operation):
                plain = _nameless(part)
                first = self._parts.setdefault(key, plain)
                if key in renamed or first == plain:
                    continue
                kind, name = key
                others = self._other_parts.setdefault(key, [])
                for new, other in others:
                    if other == plain:
                        renamed[key] = new
                        break
                else:
                    self._conflict(_KINDS[kind], name, _span(part), _span(first))
                    new = name
                    while (kind, new) in self._parts:
                        new = f"{new}-{where}"
                    self._parts[kind, new] = plain
                    others.append((new, plain))
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


def _from_page(operation: Operation) -> bool:
    """Whether a page describes the operation in words, so that nothing is declared."""
    return "path" in operation.evidence


def _nameless(part: Part) -> Part:
    """A part without what belongs to its use and not to the component."""
    match part:
        case Response():
            return replace(part, status="")
        case Header() | Callback() | t.Example():
            return replace(part, name="")
        case _:
            return part


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


def _where(api: Api) -> str:
    """What tells a fragment from others: its only operation, else its file."""
    if len(api.operations) == 1 and api.operations[0].operation_id is not None:
        words = api.operations[0].operation_id
    elif api.span is not None:
        words = PurePosixPath(api.span.path).stem
    else:
        words = api.title
    return _UNFIT.sub("-", words).strip("-.") or "other"


def _free(name: str, *taken: Collection[str]) -> str:
    number, free = 1, name
    while any(free in names for names in taken):
        number += 1
        free = f"{name}-{number}"
    return free
