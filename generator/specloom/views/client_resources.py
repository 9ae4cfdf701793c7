"""`client/_*.py`: the operations of a resource as methods, blocking and asynchronous.

In: an API ready for code, with its names. Out: :class:`ResourceModule` for each
resource. A method hands its plan and its arguments to the runtime; it knows nothing of
URLs. An operation with an object body takes it whole (`body=`) or field by field: two
overloads, one implementation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from specloom.ir.api import Parameter
from specloom.ir.types import Unset
from specloom.layout import Code, Docstring, TooLong, call, signature
from specloom.names import NameTable, Resource
from specloom.records import record
from specloom.views.calls import Argument, Call, Calls, Choice, Keyword, Sent
from specloom.views.client_responses import (
    Answers,
    Property,
    class_name,
)
from specloom.views.hints import (
    combined,
    hidden_by,
    import_names,
    import_revealed,
    revealed,
)
from specloom.views.imports import Imports
from specloom.views.literals import docstring, string_literal
from specloom.views.prose import entry, one_line
from specloom.views.rows import row
from specloom.views.subject import Subject

_ROOM: Final = 80  # columns of a docstring in a method
_TAKEN: Final = frozenset(("annotations", "builtins", "models", "overload"))


@record(frozen=True, slots=True)
class Method:
    """A method. `overloads` are the headers of its stubs, `call` its only statement."""

    overloads: tuple[Code, ...]
    header: Code
    docstring: Docstring | None
    call: Code


@record(frozen=True, slots=True)
class ResourceClass:
    """The methods of a resource on one kind of client."""

    header: Code
    docstring: Docstring | None
    properties: tuple[Property, ...]
    methods: tuple[Method, ...]


@record(frozen=True, slots=True)
class ResourceModule:
    """The module of a resource. `typed` is imported for type checkers alone."""

    docstring: Docstring | None
    imports: Code
    typed: Code | None
    classes: tuple[ResourceClass, ...]


def client_resources(subject: Subject) -> Iterator[tuple[str, ResourceModule]]:
    """The modules of an API, by the attribute of the resource."""
    described = {tag.name: tag.description for tag in subject.api.tags}
    printer = _Printer(subject)
    for resource in subject.names.resources:
        said = described.get(resource.tag or "")
        yield resource.attribute, printer.module(resource, said)


class _Printer:
    """Prints the modules of one API."""

    def __init__(self, subject: Subject) -> None:
        self._names: NameTable = subject.names
        self._calls = Calls.of(subject)
        self._answers = Answers.of(subject)
        self._entries: dict[tuple[int, str], str] = {}
        self._revealed: dict[frozenset[str], dict[str, str]] = {}
        self._hidden: frozenset[str] = frozenset()
        self._seen: set[str] = set()
        self._plans = ""

    def module(self, resource: Resource, said: str | None) -> ResourceModule:
        """The module of a resource, described by its tag or by us."""
        calls = [self._calls.by_id[id_] for id_ in resource.operations]
        self._hidden = hidden_by(it.name for it in calls)
        self._seen = set()
        imports = Imports()
        self._plans = resource.attribute
        if self._plans_hidden(resource.attribute, calls):
            self._plans = "_plans"
            imports.add(".._plans", f"{resource.attribute} as _plans")
        else:
            imports.add(".._plans", resource.attribute)
        own = about_resource(resource)
        about = docstring(said or own, 4) or docstring(own, 4)
        outside = docstring(said or own) or docstring(own)
        sync, other = [], []
        for it in calls:
            one, two = self._methods(it)
            sync.append(one)
            other.append(two)
        if any(it.overloads for it in sync):
            imports.add("typing", "overload")
        imports.add(".._runtime.client", "AsyncResource", "Resource")
        import_names(self._seen, imports)
        import_revealed(self._seen, imports)
        name = resource.class_name
        ways = self._answers.kinds(resource)
        typed = Imports()
        if ways:
            imports.add("functools", "cached_property")
            imports.add("typing", "TYPE_CHECKING")
            names = [
                class_name(it, resource, how) for it in ways for how in (False, True)
            ]
            typed.add(f".._responses.{resource.attribute}", *names)
        classes = (
            ResourceClass(
                call(f"class {name}(", ["Resource"], 0, "):"),
                about,
                self._answers.properties(resource, False),
                tuple(sync),
            ),
            ResourceClass(
                call(f"class Async{name}(", ["AsyncResource"], 0, "):"),
                about,
                self._answers.properties(resource, True),
                tuple(other),
            ),
        )
        return ResourceModule(
            outside, imports.code(), typed.code(4) if ways else None, classes
        )

    def _plans_hidden(self, attribute: str, calls: Sequence[Call]) -> bool:
        """Whether the module of the plans cannot be called by its own name."""
        if attribute in _TAKEN or attribute in ("date", "datetime", "time"):
            return True
        if attribute in ("body", "given", "given_"):
            return any(it.body is not None for it in calls)
        return any(it.name == attribute for one in calls for it in one.arguments)

    def _hint(self, text: str) -> str:
        """An annotation as it stands in this module, noted for the imports."""
        text = self._spelled(text)
        self._seen.add(text)
        return text

    def _spelled(self, text: str) -> str:
        """An annotation as it stands in this module."""
        if not self._hidden:
            return text
        known = self._revealed.setdefault(self._hidden, {})
        if text not in known:
            known[text] = revealed(text, self._hidden)
        return known[text]

    def _parameter(self, it: Argument | Keyword) -> str:
        made_up = isinstance(it, Argument) and it.made_up
        return self._argument(it.name, it.hint, it.required and not made_up)

    def _argument(self, name: str, hint: str, required: bool) -> str:
        hint = self._hint(hint)
        if required:
            return f"{name}: {hint}"
        self._seen.add("MISSING")
        return f"{name}: {hint} | MISSING = MISSING"

    def _methods(self, it: Call) -> tuple[Method, Method]:
        """The method of an operation, blocking and asynchronous."""
        path = ["self", *map(self._parameter, it.path)]
        others = [self._parameter(each) for each in it.others if not each.made_up]
        others += [self._parameter(each) for each in it.others if each.made_up]
        result = list(map(self._spelled, combined(it.result)))
        kinds = (
            ("def", "return ", "Stream"),
            ("async def", "return await ", "AsyncStream"),
        )
        ask = "_stream" if it.streams else "_call"
        passed = [f"{self._plans}.{it.name}", *(each.name for each in it.path)]
        body = it.body
        stubs = self._stubs(path, others, body)
        given = [*path]
        if len(stubs) > 1:
            rest = (
                "given" if all(each.name != "given" for each in it.path) else "given_"
            )
            given.append(f"**{rest}: {self._hint('object')}")
            passed.append(f"**{rest}")
        else:
            given = stubs.pop()
            passed += [f"{each.name}={each.name}" for each in it.others]
            if body is not None:
                passed.append("body=body")
                if body.chosen:
                    passed.append("content_type=content_type")
        text = docstring(self._prose(it), 8)
        made: list[Method] = []
        for define, start, stream in kinds:
            head = f"{define} {it.name}"
            returned = result
            if it.streams:
                returned = [f"{stream}[{' | '.join(result)}]"]
                self._seen.update(returned)
            if made and body is not None and "Bytes" in body.hint:
                stubs, given = [*map(self._awaited, stubs)], self._awaited(given)
            made.append(
                Method(
                    tuple([_header(head, stub, returned, " ...") for stub in stubs]),
                    _header(head, given, returned),
                    text,
                    call(f"{start}self.{ask}(", passed, 8),
                )
            )
        headers = [each for one in made for each in (*one.overloads, one.header)]
        if not all("-> object:" in each.rpartition("\n")[2] for each in headers):
            self._seen.update(result)
        return made[0], made[1]

    def _stubs(
        self, path: list[str], others: list[str], body: Sent | None
    ) -> list[list[str]]:
        """The parameters of a method, in each way in which a body may be given."""
        if body is None:
            return [[*path, "*", *others] if others else path]
        stubs = []
        choices = body.choices if body.chosen else (Choice(body.hint, ()),)
        for choice in choices:
            whole = [self._argument("body", choice.hint, body.required)]
            if body.chosen:
                whole.append(self._content_type(choice))
            stubs.append([*path, "*", *others, *whole])
        if body.keywords:
            fields = [*map(self._parameter, body.keywords)]
            if body.chosen:
                fields.append(self._content_type(choices[0]))
            stubs.insert(1, [*path, "*", *others, *fields])
        return stubs

    def _content_type(self, choice: Choice) -> str:
        """The argument that says the media type of a body."""
        literals = ", ".join(map(string_literal, choice.media))
        return self._argument(
            "content_type", f"Literal[{literals}]" if literals else "str", False
        )

    def _awaited(self, parameters: Sequence[str]) -> list[str]:
        """The parameters of an asynchronous method: bytes may be waited for."""
        self._seen.add("AsyncBytes")
        return [re.sub(r"\bBytes\b", "AsyncBytes", it) for it in parameters]

    def _prose(self, it: Call) -> str:
        """What an operation does, its arguments, its errors."""
        operation = it.operation
        summary, description = operation.summary, operation.description
        parts = [summary.strip()] if summary else []
        if description and description.strip() != (summary or "").strip():
            parts.append(description.strip())
        if not parts:
            parts.append(f"{operation.method} {operation.path}")
        if operation.deprecated:
            parts.append("Deprecated.")
        entries = [said for each in it.arguments if (said := self._entry(each))]
        if it.body is not None and operation.body and operation.body.description:
            entries.append(entry("body", one_line(operation.body.description), _ROOM))
        if entries:
            parts.append("\n".join(entries))
        raised = [
            self._names.error_class(response.status)
            for response in operation.responses
            if response.status[0] in "345"
        ]
        if raised:
            parts.append(f"Raises {', '.join(raised)}.")
        return "\n\n".join(parts)

    def _entry(self, it: Argument) -> str:
        """What there is to say of a parameter; empty for nothing."""
        key = id(it.parameter), it.name
        known = self._entries.get(key)
        if known is None:
            said = _about_parameter(it.parameter)
            known = self._entries[key] = entry(it.name, said, _ROOM) if said else ""
        return known


def _about_parameter(it: Parameter) -> str:
    """Its description, the default that the API takes, and whether it is on its way out."""
    said = one_line(it.description)
    default = it.type.notes.default
    if not isinstance(default, Unset) and "default" not in said.lower():
        shown = json.dumps(default, ensure_ascii=False)
        said = f"{said} Default: {shown}.".lstrip()
    return f"{said} Deprecated.".lstrip() if it.deprecated else said


def about_resource(resource: Resource) -> str:
    """What we say of a resource that the vendor says nothing of."""
    return f"The operations on {resource.attribute.replace('_', ' ')}."


def _header(
    head: str, parameters: Sequence[str], result: Sequence[str], body: str = ""
) -> Code:
    """The header of a method, also where what it returns needs lines of its own."""
    returned = " | ".join(result)
    try:
        return signature(head, parameters, returned, 4, body)
    except TooLong:
        broken = _broken(returned, result)
    if broken is None:
        return signature(head, parameters, "object", 4, body)
    rows = [row(parameter, 8, parameter=True) for parameter in parameters]
    return Code("\n".join((f"    {head}(", *rows, f"    ) -> {broken}:{body}")))


def _broken(returned: str, result: Sequence[str]) -> str | None:
    """An annotation in lines, as black breaks it below parameters that are broken."""
    if len(result) == 1:
        outer, bracket, inner = returned.partition("[")
        lines = [inner[:-1]] if bracket else []
        opening, closing = f"{outer}[", "]"
    else:
        lines = [result[0], *(f"| {member}" for member in result[1:])]
        if len(returned) <= _ROOM:
            lines = [returned]
        opening, closing = "(", ")"
    if not lines or any(len(line) > _ROOM for line in lines):
        return None
    return "\n".join(
        (opening, *(f"        {line}" for line in lines), f"    {closing}")
    )
