"""Makes the table of names: each scope once, in sorted order of ids.

In: an :class:`~specloom.ir.api.Api` after all passes, and the names that a lock keeps.
Out: :class:`~specloom.names.table.NameTable`. A pure function of both. The order of a
source changes nothing; with the lock of an earlier run, whatever is added later renames
nothing that it holds.

A lock is a mapping from a kind and an id to a name (`declaration schemas/Thread`). The
kind `prefix` keeps what is left out of names because everything begins with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeVar

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api, Declaration, Operation
from specloom.ir.components import all_operations
from specloom.ir.types import Nullable, Object
from specloom.names.attributes import (
    field_candidates,
    parameter_candidates,
)
from specloom.names.credentials import credential_names
from specloom.names.declarations import (
    component_candidates,
    hoisted_candidates,
    owner,
    part_candidates,
    shared_candidates,
)
from specloom.names.operations import (
    EVENTS,
    OperationWords,
    method_candidates,
    request_candidates,
)
from specloom.names.resources import resource_words, shared_prefix, tag_of
from specloom.names.scope import Scope, guard, reserved
from specloom.names.servers import listed, server_names
from specloom.names.table import NameTable, Resource
from specloom.names.words import (
    Words,
    attribute,
    class_name,
    pascal,
    snake,
    words,
)

_LOCATIONS: Final = {"path": 0, "query": 1, "header": 2, "cookie": 3, "querystring": 4}
_FEW: Final = 5  # names with dots; fewer share a beginning by chance
K = TypeVar("K")


def name_table(
    api: Api,
    locked: Mapping[str, str] | None = None,
    diagnostics: Diagnostics | None = None,
) -> NameTable:
    """The names of everything in `api` that has one; `locked` as `locked()` gives it.

    Says which locked names cannot be given, and which names needed a number.
    """
    builder = _Builder(api, locked or {})
    table = builder.table()
    if diagnostics is not None:
        builder.report(diagnostics)
    return table


class _Builder:
    """Fills the scopes one after the other; each step needs those before it."""

    def __init__(self, api: Api, locked: Mapping[str, str]) -> None:
        self._api = api
        self._locked: dict[str, dict[str, str]] = {}
        for key, name in locked.items():
            kind, _, id_ = key.partition(" ")
            self._locked.setdefault(kind, {})[id_] = name
        self._kept: dict[str, str] = {}
        self._scopes: list[Scope] = []
        self._methods: dict[str, str] = {}
        self._requests: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def table(self) -> NameTable:
        resources = self._operations()
        declarations = self._declarations()
        fields = self._fields()
        parameters = self._parameters()
        credentials = credential_names(
            self._api.security_schemes,
            self._lock("credential"),
            self._scope("credential", ()),
            self._kept,
        )
        self._keep("declaration", declarations)
        self._keep("method", self._methods)
        self._keep("request", self._requests)
        return NameTable(
            resources=resources,
            declarations=declarations,
            fields_=fields,
            parameters=parameters,
            methods=self._methods,
            requests=self._requests,
            owners=self._owners,
            credentials=credentials,
            servers=server_names(
                tuple(listed(self._api.servers).values()),
                self._scope("server", listed(self._api.servers)),
                self._kept,
            ),
            kept=self._kept,
        )

    def report(self, diagnostics: Diagnostics) -> None:
        """Says what could not be called as it should be."""
        for scope in self._scopes:
            for id_ in scope.refused:
                name = self._lock(scope.kind)[id_]
                message = f"`{id_}` cannot be called `{name}`, as the lock has it"
                diagnostics.add("SL501", message)
            for id_ in scope.numbered:
                message = f"`{id_}` is called `{scope.names[id_]}`"
                hint = "without the number, the name is that of something else"
                diagnostics.add("SL502", message, hint=hint)

    def _scope(self, kind: str, ids: Iterable[str]) -> Scope:
        scope = Scope(kind, ids, self._lock(kind))
        self._scopes.append(scope)
        return scope

    def _keep(self, kind: str, names: Mapping[str, str]) -> None:
        self._kept.update([(f"{kind} {id_}", name) for id_, name in names.items()])

    def _lock(self, kind: str) -> Mapping[str, str]:
        return self._locked.get(kind, {})

    def _prefix(self, kind: str, found: str, all_of: Iterable[str]) -> str:
        """The locked prefix while something begins with it, else the one found."""
        known = self._lock("prefix").get(kind)
        if known is not None and (
            not known or any(text.startswith(known) for text in all_of)
        ):
            found = known
        self._kept[f"prefix {kind}"] = found
        return found

    # Operations

    def _operations(self) -> tuple[Resource, ...]:
        api = self._api
        called = sorted(api.operations, key=_id)
        prefix = self._prefix("paths", shared_prefix(called), [o.path for o in called])
        every = list(all_operations(api))
        written = [o.operation_id for o in every if o.operation_id]
        dotted = self._prefix("operations", _shared_dots(written), written)
        groups: dict[Words, list[Operation]] = {}
        for operation in called:
            groups.setdefault(resource_words(operation, prefix), []).append(operation)
        all_words: dict[str, OperationWords] = {}
        resources = self._resources(groups)
        for resource, (group, members) in zip(
            resources, sorted(groups.items()), strict=True
        ):
            for operation in members:
                self._owners[operation.id] = resource.attribute
                all_words[operation.id] = OperationWords(
                    operation, group, prefix, dotted
                )
            self._give_methods(members, all_words)
        events = {operation.id: operation.path for operation in api.webhooks}
        called_back = {
            operation.id: callback.name
            for owner_ in every
            for callback in owner_.callbacks
            for operation in callback.operations
        }
        by_id = {operation.id: operation for operation in every}
        for group, names in zip(EVENTS, (events, called_back), strict=True):
            for id_, event in names.items():
                self._owners[id_] = group[0]
                all_words[id_] = OperationWords(by_id[id_], group, "", dotted, event)
            self._give_methods([by_id[id_] for id_ in names], all_words)
        self._give_requests(all_words, [f"{it.class_name}Api" for it in resources])
        return resources

    def _resources(
        self, groups: Mapping[Words, Sequence[Operation]]
    ) -> tuple[Resource, ...]:
        ids = {group: "-".join(group) for group in groups}
        scope = self._scope("resource", ids.values())
        classes = _Classes(self._lock("request").values())
        found: list[Resource] = []
        for group, members in sorted(groups.items()):
            name = scope.take(ids[group], _headed(group))
            tags = sorted({tag for o in members if (tag := tag_of(o))})
            found.append(
                Resource(
                    name,
                    classes.take(name),
                    tags[0] if tags else None,
                    tuple([operation.id for operation in members]),
                )
            )
        self._keep("resource", scope.names)
        return tuple(found)

    def _give_methods(
        self, members: Sequence[Operation], of: Mapping[str, OperationWords]
    ) -> None:
        ids = [operation.id for operation in members]
        scope = self._scope("method", ids)
        for id_ in sorted(ids, key=lambda id_: (of[id_].numbered, id_)):
            scope.take(id_, method_candidates(of[id_]))
        self._methods.update(scope.names)

    def _give_requests(
        self, of: Mapping[str, OperationWords], protocols: Iterable[str]
    ) -> None:
        scope = self._scope("request", of)
        scope.forbid(dict.fromkeys(protocols, ""))
        for id_ in sorted(of, key=lambda id_: (of[id_].numbered, id_)):
            scope.take(id_, request_candidates(of[id_]))
        self._requests.update(scope.names)

    # Declarations and fields

    def _declarations(self) -> dict[str, str]:
        declared = sorted(self._api.declarations, key=_id)
        reusable = [d for d in declared if d.origin != "inline"]
        dots = [d.name for d in reusable if "." in d.name]
        dotted = self._prefix("schemas", _shared_dots(dots), dots)
        scope = self._scope("declaration", [d.id for d in declared])
        # Whoever is called in the source as in Python keeps that name.
        for declaration in reusable:
            if class_name(declaration.name) == declaration.name and not dotted:
                scope.take(declaration.id, component_candidates(declaration, ""))
        for declaration in reusable:
            scope.take(declaration.id, component_candidates(declaration, dotted))
        given, requests = scope.names, self._requests
        for declaration in declared:
            id_ = declaration.id
            if declaration.origin != "inline":
                continue
            if above := owner(id_, given, requests):
                place = id_[len(above) :]
                if above in given:
                    names = hoisted_candidates(declaration, given[above], place)
                else:
                    names = part_candidates(declaration, requests[above], place)
                scope.take(id_, names)
            else:
                scope.take(id_, shared_candidates(declaration))
        return scope.names

    def _fields(self) -> dict[str, dict[str, str]]:
        locked = self._lock("field")
        named: dict[str, dict[str, str]] = {}
        default = _default("field")
        for declaration in self._api.declarations:
            type_ = declaration.type
            if isinstance(type_, Nullable):
                type_ = type_.inner
            if not isinstance(type_, Object):
                continue
            names = {field.name: default(field.name) for field in type_.fields}
            if locked or not _distinct(names):
                wires = sorted(names, key=lambda wire: (attribute(wire) != wire, wire))
                keys = {f"{declaration.id} {wire}": wire for wire in wires}
                names |= self._distinct("field", keys, field_candidates)
            named[declaration.id] = names
        return named

    # Arguments

    def _parameters(self) -> dict[str, dict[tuple[str, str], str]]:
        locked = self._lock("parameter")
        named: dict[str, dict[tuple[str, str], str]] = {}
        default = _default("parameter")
        for operation in all_operations(self._api):
            names: dict[tuple[str, str], str] = {
                (p.location, p.name): default(p.name) for p in operation.parameters
            }
            if locked or len(set(names.values())) < len(names):
                ordered = sorted(names, key=lambda key: (_LOCATIONS[key[0]], key[1]))
                keys = {f"{operation.id} {key[0]} {key[1]}": key for key in ordered}
                names |= self._distinct("parameter", keys, parameter_candidates)
            named[operation.id] = names
        return named

    def _distinct(
        self,
        kind: str,
        keys: Mapping[str, K],
        candidates: Callable[[K], Iterator[str]],
    ) -> dict[K, str]:
        """Names for keys of which at least two want the same, or one has its own."""
        scope = self._scope(kind, keys)
        if kind == "field":
            # A model takes both names of a field, so no name is another's wire name.
            scope.forbid({str(wire): id_ for id_, wire in keys.items()})
        given: dict[K, str] = {}
        for id_, key in keys.items():
            name = given[key] = scope.take(id_, candidates(key))
            if name != guard(kind)(next(candidates(key))):
                self._kept[f"{kind} {id_}"] = name
        return given


class _Classes:
    """Classes of resources: `Threads`, `AsyncThreads` and `ThreadsApi` are one name.

    `requests` are locked names of classes that stand beside `ThreadsApi`.
    """

    def __init__(self, requests: Iterable[str]) -> None:
        self._taken = set(reserved("resource_class"))
        self._taken.update(name for name in requests if name.endswith("Api"))

    def take(self, attribute: str) -> str:
        """The class of a resource, by its attribute, which no other has."""
        name = pascal(words(attribute))
        while not self._taken.isdisjoint(made := (name, f"Async{name}", f"{name}Api")):
            name += "Resource"
        self._taken.update(made)
        return name


def _id(item: Declaration | Operation) -> str:
    return item.id


def _shared_dots(names: Sequence[str]) -> str:
    """The beginning up to a dot that all of many dotted names share."""
    dotted = [name for name in names if "." in name]
    if len(dotted) < _FEW or len(dotted) < len(names):
        return ""
    first, last = min(dotted), max(dotted)
    end = 0
    while end < len(first) and last.startswith(first[: end + 1]):
        end += 1
    return first[: first.rfind(".", 0, end) + 1]


def _distinct(names: Mapping[str, str]) -> bool:
    """Whether no two wire names have one name, or one the other's name."""
    given = set(names.values())
    return len(given) == len(names) and all(
        names[wire] == wire for wire in given.intersection(names)
    )


@cache
def _default(kind: str) -> Callable[[str], str]:
    """The name that a wire name alone asks for."""
    guarded = guard(kind)

    @cache
    def default(wire: str) -> str:
        return guarded(attribute(wire))

    return default


def _headed(group: Words) -> Iterator[str]:
    for head in (24, 0, 12, 40):
        yield snake(group, head)
