"""`client/__init__.py`: the blocking and the asynchronous client of an API.

In: an API ready for code, with its names. Out: :class:`Client`: what the constructors
take for the security schemes that the runtime knows, and a property for each resource,
whose module is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.ir.api import SecurityScheme
from specloom.layout import Code, Docstring, Identifier, imported, signature
from specloom.records import record
from specloom.views.client_resources import about_resource
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier, string_literal
from specloom.views.plans_api import Shared, is_absolute
from specloom.views.prose import entry, first_paragraph, one_line
from specloom.views.rows import row
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Property:
    """A resource on a client: the header of its function, its only import, its class."""

    header: Code
    docstring: Docstring | None
    load: Code
    class_name: Identifier


@record(frozen=True, slots=True)
class ClientClass:
    """A client. `name` is also the name of the class that it derives from."""

    name: Identifier
    base: Identifier
    http: Identifier
    properties: tuple[Property, ...]


@record(frozen=True, slots=True)
class Client:
    """The module. `arguments` are those of the constructors for credentials.

    `credentials` is the row that hands all of them to the runtime.
    """

    docstring: Docstring | None
    about: Docstring | None
    constructor: Docstring | None
    imports: Code
    typed: Code
    arguments: tuple[Identifier, ...]
    credentials: Code
    classes: tuple[ClientClass, ...]


def client(subject: Subject) -> Iterator[tuple[str, Client]]:
    """The module of an API."""
    api, names, shared = subject.api, subject.names, Shared.of(subject)
    described = {tag.name: tag.description for tag in api.tags}
    typed = Imports()
    typed.add("httpx2", "")
    sync, other = [], []
    for resource in names.resources:
        name = resource.class_name
        typed.add(f"._{resource.attribute}", name, f"Async{name}")
        own = about_resource(resource)
        about = docstring(described.get(resource.tag or "") or own, 8)
        about = about or docstring(own, 8)
        sync.append(_property(resource.attribute, name, about))
        other.append(_property(resource.attribute, f"Async{name}", about))
    schemes = [it for it in api.security_schemes if it.name in shared.schemes]
    default = next((url for url in shared.servers if is_absolute(url)), None)
    imports = Imports()
    imports.add("typing", "TYPE_CHECKING")
    imports.add("pydantic", "MISSING")
    imports.add(".._plans", "API")
    imports.add(".._runtime", "client")
    if sync:
        imports.add("functools", "cached_property")
    if any(len(names.security(it.name)) > 1 for it in schemes):
        imports.add(".._runtime.security", "basic")
    about = docstring(first_paragraph(api.description) or api.title, 4)
    yield (
        "",
        Client(
            docstring(f"The clients of {one_line(api.title)}."),
            about or docstring(f"Calls {subject.options.package}.", 4),
            docstring(_constructor(subject, schemes, default), 8),
            imports.code(),
            typed.code(4),
            tuple(
                identifier(name) for it in schemes for name in names.security(it.name)
            ),
            Code(row(_credentials(subject, schemes), 12)),
            (
                ClientClass(
                    identifier("Client"),
                    identifier("SyncClient"),
                    identifier("httpx2.Client"),
                    tuple(sync),
                ),
                ClientClass(
                    identifier("AsyncClient"),
                    identifier("AsyncClient"),
                    identifier("httpx2.AsyncClient"),
                    tuple(other),
                ),
            ),
        ),
    )


def _property(attribute: str, name: str, about: Docstring | None) -> Property:
    return Property(
        signature(f"def {attribute}", ["self"], name, 4),
        about,
        imported(f"._{attribute}", [name], 8),
        identifier(name),
    )


def _constructor(
    subject: Subject, schemes: list[SecurityScheme], default: str | None
) -> str:
    """The docstring of the constructors."""
    if default is None:
        first = "Connect to `base_url`, else where `http_client` does; the API names no host."
    else:
        first = f"Connect to {default}, unless `base_url` says otherwise."
    entries = []
    for scheme in schemes:
        names = subject.names.security(scheme.name)
        said = first_paragraph(scheme.description) or _about(scheme)
        entries.append(entry(", ".join(names), said, 80))
    entries.append(
        "timeout: seconds, None for no limit; if left out 60, or that of http_client"
    )
    entries.append("http_client: the HTTP client to use; it is not closed")
    return "\n\n".join((first, "\n".join(entries)))


def _about(scheme: SecurityScheme) -> str:
    """What we say of a scheme that the vendor says nothing of."""
    if scheme.kind == "apiKey":
        return f"sent as the {scheme.location or 'header'} `{scheme.parameter}`"
    if scheme.kind == "http" and scheme.scheme == "basic":
        return "sent as basic authentication"
    return "sent as a bearer token"


def _credentials(subject: Subject, schemes: list[SecurityScheme]) -> str:
    """The dict from schemes to what was given for them."""
    entries = []
    for scheme in schemes:
        names = subject.names.security(scheme.name)
        value = names[0] if len(names) == 1 else f"basic({', '.join(names)})"
        entries.append(f"{string_literal(scheme.name)}: {value}")
    return f"{{{', '.join(entries)}}}"
