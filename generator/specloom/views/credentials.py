"""What the constructors of a client take for the security schemes of an API.

In: the schemes, with the names of their arguments. Out: the arguments with their types,
what the docstring says of them, and how they are handed to the runtime: one value for
each scheme. Used by `client`, and by `readme` for what a first call needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specloom.ir.api import SecurityScheme
from specloom.layout import Code
from specloom.names import NameTable
from specloom.names.credentials import credentials, means
from specloom.records import record
from specloom.views.literals import identifier, string_literal
from specloom.views.prose import entry, first_paragraph
from specloom.views.rows import row

_ROOM = 80


@record(frozen=True, slots=True)
class Credentials:
    """The rows of `arguments` by client: the blocking one, the other one.

    `given` is the dict from schemes to what was given; `functions` make its values.
    """

    arguments: tuple[tuple[Code, ...], tuple[Code, ...]]
    entries: tuple[str, ...]
    given: Code
    functions: tuple[str, ...]


def credential_arguments(
    schemes: Sequence[SecurityScheme], names: NameTable
) -> Credentials:
    """All that concerns credentials in the constructors of a client."""
    taken = [
        (it, dict(zip(_parts(it), names.security(it.name), strict=True)))
        for it in schemes
    ]
    functions = dict.fromkeys(it for scheme, _ in taken if (it := _function(scheme)))
    return Credentials(
        (
            tuple(_rows(taken, "client.Token")),
            tuple(_rows(taken, "client.AsyncToken")),
        ),
        tuple(text for scheme, named in taken for text in _entries(scheme, named)),
        Code(_given(taken)),
        tuple(functions),
    )


def first_arguments(scheme: SecurityScheme, names: NameTable) -> list[str]:
    """The arguments that are enough to be let in by a scheme."""
    named = dict(zip(_parts(scheme), names.security(scheme.name), strict=True))
    if any(flow.kind == "clientCredentials" for flow in scheme.flows):
        pair = [named[it] for it in ("client_id", "client_secret") if it in named]
        if pair:
            return pair
    return [named[it] for it in credentials(scheme)]


_Taken = Sequence[tuple[SecurityScheme, dict[str, str]]]


def _parts(scheme: SecurityScheme) -> tuple[str, ...]:
    return (*credentials(scheme), *means(scheme))


def _rows(taken: _Taken, token: str) -> Iterator[Code]:
    for _, named in taken:
        for part, name in named.items():
            type_ = "str"
            if part == "cert":
                type_ = "client.Cert"
            elif part in ("token", "access_token", "api_key"):
                type_ = token
            argument = f"{identifier(name)}: {type_} | None = None"
            yield Code(row(argument, 8, parameter=True))


def _entries(scheme: SecurityScheme, named: dict[str, str]) -> Iterator[str]:
    """What the docstring says, an entry for the credential and one for each means."""
    own = [named[it] for it in credentials(scheme)]
    said = first_paragraph(scheme.description) or _about(scheme)
    yield entry(", ".join(own), said, _ROOM)
    if "client_id" in named:
        pair = f"{named['client_id']}, {named['client_secret']}"
        yield entry(pair, "of your application; tokens are fetched with them", _ROOM)
    if "refresh_token" in named:
        yield entry(named["refresh_token"], "renews the token that it came with", _ROOM)
    if scheme.kind == "oauth2" and "username" in named:
        pair = f"{named['username']}, {named['password']}"
        yield entry(pair, "of a user; exchanged for a token", _ROOM)
    if "scope" in named:
        text = "what tokens are for, in place of what each operation asks for"
        yield entry(named["scope"], text, _ROOM)
    if "token_url" in named:
        yield entry(
            named["token_url"], f"where tokens are fetched{_place(scheme)}", _ROOM
        )


def _place(scheme: SecurityScheme) -> str:
    urls = dict.fromkeys(flow.token_url for flow in scheme.flows if flow.token_url)
    if scheme.url or len(urls) != 1:
        return ", in place of where the API says"
    return f", in place of {next(iter(urls))}"


def _about(scheme: SecurityScheme) -> str:
    """What we say of a scheme that the vendor says nothing of."""
    match scheme.kind:
        case "apiKey":
            return f"sent as the {scheme.location or 'header'} `{scheme.parameter}`"
        case "http" if scheme.scheme in ("basic", "digest"):
            return f"sent as {scheme.scheme} authentication"
        case "http" if scheme.scheme not in (None, "bearer"):
            return f"sent after the word `{scheme.scheme}`"
        case "mutualTLS":
            return "the certificate with its key: a file, two files, or an SSLContext"
        case _:
            return "sent as a bearer token"


def _function(scheme: SecurityScheme) -> str:
    """The function of the runtime that makes one value of several arguments."""
    if means(scheme):
        return "grant"
    return "basic" if len(credentials(scheme)) > 1 else ""


def _given(taken: _Taken) -> str:
    """The dict from schemes to what was given for them."""
    entries = []
    for scheme, named in taken:
        function = _function(scheme)
        value = ", ".join(
            it if part in credentials(scheme) else f"{part}={it}"
            for part, it in named.items()
        )
        value = f"{function}({value})" if function else value
        entries.append(f"{string_literal(scheme.name)}: {value}")
    return row(f"{{{', '.join(entries)}}}", 12)
