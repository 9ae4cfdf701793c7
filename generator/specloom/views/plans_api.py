"""`_plans/__init__.py`: what the operations of an API share.

In: an API ready for code. Out: :class:`ApiPlan`: servers, security schemes, and what a
server answers by itself. Schemes that the runtime does not know are listed; a
requirement that names one is kept, so that nothing is opened. Also :class:`Shared`, which
the plans of the resources refer to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from specloom.ir.api import SecurityScheme, Server
from specloom.layout import Code, Docstring, display, fit
from specloom.records import record
from specloom.views.error_roles import Slot, Template, slots
from specloom.views.failures import JSON, Failure, Failures, failures
from specloom.views.hints import revealed
from specloom.views.imports import Imports
from specloom.views.literals import docstring, string_literal, value_literal
from specloom.views.prose import one_line
from specloom.views.rows import call_row, dict_row, row, text_row, tuple_row
from specloom.views.subject import Subject

_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EMPTY: Final = "dict[str, object]()"
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


@record(frozen=True, slots=True)
class ApiPlan:
    """The module. `constants` are error bodies that several failures name."""

    docstring: Docstring | None
    imports: Code
    constants: tuple[Code, ...]
    rows: tuple[Code, ...]


@record(frozen=True, slots=True)
class Shared:
    """What the API's plan says; `schemes` are those that the runtime knows.

    `certificates` are the names of those that are checked below HTTP.
    """

    servers: tuple[str, ...]
    schemes: Mapping[str, str]
    certificates: frozenset[str]
    failures: Failures

    @staticmethod
    def of(subject: Subject) -> Shared:
        """That of a subject, made on first use."""
        return subject.once(_shared)


def api_plan(subject: Subject) -> Iterator[tuple[str, ApiPlan]]:
    """The module of an API."""
    api, shared = subject.api, Shared.of(subject)
    documented = shared.failures.shared
    bodies = body_names(subject, documented.values())
    imports = Imports()
    imports.add("..", "errors")
    used = {"Api", *(it.partition("(")[0] for it in shared.schemes.values())}
    if documented:
        used.add("Failure")
    if any(slots(it.body) for it in documented.values()):
        used.add("Slot")
    imports.add(".._runtime.plan", *used)
    servers = [string_literal(url) for url in shared.servers]
    rows = [
        text_row("title", string_literal(api.title)),
        text_row("version", string_literal(api.version)),
        tuple_row("servers", servers, [row(it, 8) for it in servers]),
        schemes_row(shared.schemes),
        "    errors=lambda: errors.BY_STATUS,",
    ]
    if documented:
        rows.append(dict_row("failures", failure_entries(documented, bodies)))
    yield (
        "",
        ApiPlan(
            docstring(f"What the operations of {one_line(api.title)} share."),
            imports.code(),
            tuple(fit(f"{name} = {body}") for body, name in bodies.items()),
            tuple(map(Code, rows)),
        ),
    )


def schemes_row(schemes: Mapping[str, str]) -> str:
    """The security schemes, on a line if they fit."""
    entries = [f"{string_literal(name)}: {it}" for name, it in schemes.items()]
    return display("schemes={", entries, 4, "},")


def _shared(subject: Subject) -> Shared:
    api, diagnostics = subject.api, subject.diagnostics
    schemes: dict[str, str] = {}
    for scheme in api.security_schemes:
        spelled = _scheme(scheme)
        if spelled is not None:
            schemes[scheme.name] = spelled
            continue
        what = scheme.scheme if scheme.kind == "http" else scheme.kind
        diagnostics.add(
            "SL633", f"`{scheme.name}` is of the kind {what}: not sent", scheme.span
        )
    base = subject.options.base_url
    return Shared(
        (base,) if base is not None else server_urls(api.servers),
        schemes,
        frozenset(it.name for it in api.security_schemes if it.kind == "mutualTLS"),
        failures(api, diagnostics),
    )


def _scheme(scheme: SecurityScheme) -> str | None:
    """The runtime's scheme; None for one that it does not know."""
    match scheme.kind:
        case "apiKey":
            name = string_literal(scheme.parameter or "")
            return f'ApiKey("{scheme.location or "header"}", {name})'
        case "http":
            known = {"bearer": "Bearer()", "basic": "Basic()"}
            return known.get((scheme.scheme or "").lower())
        case "oauth2" | "openIdConnect":
            return "Bearer()"
        case "mutualTLS":
            return None
        case _:
            assert_never(scheme.kind)


def server_urls(servers: Iterable[Server]) -> tuple[str, ...]:
    """The URLs with the defaults of their variables; absolute ones first."""
    urls = list(dict.fromkeys(map(_url, servers)))
    return tuple(sorted(urls, key=lambda url: not is_absolute(url)))


def is_absolute(url: str) -> bool:
    """Whether requests can be sent to a URL as it is."""
    return url.lower().startswith(("https://", "http://")) and "{" not in url


def _url(server: Server) -> str:
    defaults = {it.name: it.default for it in server.variables}
    return _VARIABLE.sub(lambda it: defaults.get(it[1], it[0]), server.url)


# Failures


def failure_entries(
    found: Mapping[str, Failure],
    constants: Mapping[str, str],
    indent: int = 8,
    hidden: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """The entries of `failures={...}`. `constants` are names of bodies, by literal."""
    for reason, failure in found.items():
        arguments = [str(failure.status)]
        if failure.body is not None:
            body = literal(failure.body)
            arguments.append(constants.get(body) or revealed(body, hidden))
            if failure.media_type != JSON:
                arguments.append(f"media_type={string_literal(failure.media_type)}")
        yield call_row(f'"{reason}": Failure(', arguments, indent)


def body_names(subject: Subject, found: Iterable[Failure]) -> dict[str, str]:
    """Names, by literal, of bodies that a module needs more than once.

    A body is named after the model whose instance it is; without one it has none, and
    without a slot it needs none.
    """
    often = Counter(
        (literal(it.body), it.shape)
        for it in found
        if it.shape is not None and slots(it.body)
    )
    names: dict[str, str] = {}
    for (body, shape), times in often.items():
        model = subject.names.declaration(shape)
        name = "_" + _CAPITAL.sub("_", model).upper()
        if times > 1 and name not in names.values():
            names.setdefault(body, name)
    return names


def literal(template: Template) -> str:
    """The code of a template, on one line. Checkers can tell the type of all of it."""
    if isinstance(template, Slot):
        return f"Slot.{template.name}"
    if template == []:
        return "()"
    if template == {}:
        return _EMPTY
    if isinstance(template, list):
        return f"[{', '.join(map(literal, template))}]"
    if isinstance(template, dict):
        pairs = (f"{string_literal(k)}: {literal(v)}" for k, v in template.items())
        return f"{{{', '.join(pairs)}}}"
    return value_literal(template)
