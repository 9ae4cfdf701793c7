"""`_plans/__init__.py`: what the operations of an API share.

In: an API ready for code. Out: :class:`ApiPlan`: servers, security schemes, and what a
server answers by itself. Schemes that take more than a text are listed. Also
:class:`Shared`, which the plans of the resources refer to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from specloom.ir.api import OAuthFlow, SecurityScheme, Server
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
_FLOWS: Final = (
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
)
_TEXTS: Final = {"bearer": "Bearer()", "basic": "Basic()"}
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
    """What the API's plan says; `schemes` are spelled as code."""

    servers: tuple[str, ...]
    schemes: Mapping[str, str]
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
    if any("Flow(" in it for it in shared.schemes.values() if it.startswith("OAuth2")):
        used.add("Flow")
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
    for scheme in api.security_schemes:
        if scheme.kind == "http" and (scheme.scheme or "bearer") not in _TEXTS:
            diagnostics.add(
                "SL633",
                f"`{scheme.name}` is of the scheme {scheme.scheme}: {_by_hand(scheme)}",
                scheme.span,
            )
    base = subject.options.base_url
    return Shared(
        (base,) if base is not None else server_urls(api.servers),
        {it.name: _scheme(it) for it in api.security_schemes},
        failures(api, diagnostics),
    )


def _by_hand(scheme: SecurityScheme) -> str:
    """What is left to whoever uses a scheme of HTTP that takes more than a text."""
    if scheme.scheme == "digest":
        return "a server hands over what it gets, unchecked"
    return "the text that follows the name is sent and handed over as it is"


def _scheme(scheme: SecurityScheme) -> str:
    """The runtime's scheme."""
    match scheme.kind:
        case "apiKey":
            name = string_literal(scheme.parameter or "")
            return f'ApiKey("{scheme.location or "header"}", {name})'
        case "http":
            word = (scheme.scheme or "bearer").lower()
            return _TEXTS.get(word) or f"Http({string_literal(word)})"
        case "oauth2":
            flows = [_flow(it) for it in scheme.flows if it.kind in _FLOWS]
            arguments = [_tuple(flows)] if flows else []
            if scheme.url:
                arguments.append(f"metadata_url={string_literal(scheme.url)}")
            return f"OAuth2({', '.join(arguments)})"
        case "openIdConnect":
            return f"OpenIdConnect({string_literal(scheme.url or '')})"
        case "mutualTLS":
            return "MutualTls()"
        case _:
            assert_never(scheme.kind)


def _flow(flow: OAuthFlow) -> str:
    """The runtime's flow."""
    urls = {
        "authorization_url": flow.authorization_url,
        "device_authorization_url": flow.device_authorization_url,
        "token_url": flow.token_url,
        "refresh_url": flow.refresh_url,
    }
    arguments = [f'"{flow.kind}"']
    arguments += [f"{name}={string_literal(url)}" for name, url in urls.items() if url]
    if flow.scopes:
        names = [string_literal(name) for name, _ in flow.scopes]
        arguments.append(f"scopes={_tuple(names)}")
    return f"Flow({', '.join(arguments)})"


def _tuple(items: Sequence[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


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
