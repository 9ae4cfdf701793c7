"""`client/__init__.py`: the blocking and the asynchronous client of an API.

In: an API ready for code, with its names. Out: :class:`Client`: what the constructors
take for the security schemes that the runtime knows, and a property for each resource,
whose module is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specloom.layout import Code, Docstring, Identifier, imported, signature
from specloom.records import record
from specloom.views.client_resources import about_resource
from specloom.views.credentials import Credentials, credential_arguments
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier
from specloom.views.plans_api import Shared, is_absolute
from specloom.views.prose import first_paragraph, one_line
from specloom.views.subject import Subject

_OPTIONS: Final = (
    "timeout: seconds, None for no limit; if left out 60, or that of http_client",
    "max_retries: further attempts, where it is safe to repeat",
    "headers: sent with every request",
    "follow_redirects: elsewhere they get no credentials",
    "strict: answers that break the document raise AnswerInvalid",
    "hooks: called for requests, responses and misfits",
    "http_client: the HTTP client to use; it is not closed",
)


@record(frozen=True, slots=True)
class Property:
    """A resource on a client: the header of its function, its only import, its class."""

    header: Code
    docstring: Docstring | None
    load: Code
    class_name: Identifier


@record(frozen=True, slots=True)
class ClientClass:
    """A client. `base` is the class that it derives from.

    `arguments` are those of the constructor for credentials.
    """

    name: Identifier
    base: Identifier
    http: Identifier
    arguments: tuple[Code, ...]
    properties: tuple[Property, ...]


@record(frozen=True, slots=True)
class Client:
    """The module. `credentials` is the row that hands all of them to the runtime."""

    docstring: Docstring | None
    about: Docstring | None
    constructor: Docstring | None
    imports: Code
    typed: Code
    credentials: Code
    classes: tuple[ClientClass, ...]


def client(subject: Subject) -> Iterator[tuple[str, Client]]:
    """The module of an API."""
    api, names, shared = subject.api, subject.names, Shared.of(subject)
    described = {tag.name: tag.description for tag in api.tags}
    typed = Imports()
    typed.add("collections.abc", "Mapping")
    typed.add("httpx2", "")
    typed.add(".._runtime.options", "Hooks")
    sync, other = [], []
    for resource in names.resources:
        name = resource.class_name
        typed.add(f"._{resource.attribute}", name, f"Async{name}")
        own = about_resource(resource)
        about = docstring(described.get(resource.tag or "") or own, 8)
        about = about or docstring(own, 8)
        sync.append(_property(resource.attribute, name, about))
        other.append(_property(resource.attribute, f"Async{name}", about))
    given = credential_arguments(api.security_schemes, names)
    blocking, other_arguments = given.arguments
    default = next((url for url in shared.servers if is_absolute(url)), None)
    imports = Imports()
    imports.add("typing", "TYPE_CHECKING")
    imports.add("pydantic", "MISSING")
    imports.add(".._plans", "API")
    imports.add(".._runtime", "client")
    if sync:
        imports.add("functools", "cached_property")
    if given.functions:
        imports.add(".._runtime.security", *given.functions)
    about = docstring(first_paragraph(api.description) or api.title, 4)
    yield (
        "",
        Client(
            docstring(f"The clients of {one_line(api.title)}."),
            about or docstring(f"Calls {subject.options.package}.", 4),
            docstring(_constructor(given, default), 8),
            imports.code(),
            typed.code(4),
            given.given,
            (
                ClientClass(
                    identifier("Client"),
                    identifier("SyncClient"),
                    identifier("httpx2.Client"),
                    blocking,
                    tuple(sync),
                ),
                ClientClass(
                    identifier("AsyncClient"),
                    identifier("AsyncClient"),
                    identifier("httpx2.AsyncClient"),
                    other_arguments,
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


def _constructor(given: Credentials, default: str | None) -> str:
    """The docstring of the constructors."""
    if default is None:
        first = "Connect to `base_url`, else where `http_client` does; the API names no host."
    else:
        first = f"Connect to {default}, unless `base_url` says otherwise."
    entries = [*given.entries, *_OPTIONS]
    return "\n\n".join((first, "\n".join(entries)))
