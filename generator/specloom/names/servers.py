"""Names of servers: a function for each, an argument for each of its variables.

In: the servers of an API, the names that a lock keeps. Out: by URL the names of the
function and of its arguments, in the order of `variables_of`. Used by `build`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from specloom.ir.api import Server
from specloom.names.scope import Scope
from specloom.names.words import attribute, snake, words

_FEW: Final = 4  # words that are a name, not a sentence
_PLAIN: Final = frozenset(("api", "apis", "www", "http", "https"))
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


def variables_of(server: Server) -> tuple[str, ...]:
    """The variables in a server's URL, declared or not, in their order."""
    return tuple(dict.fromkeys(_VARIABLE.findall(server.url)))


def server_names(
    servers: Sequence[Server], scope: Scope, keep: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """The names by URL; `keep` is told what the next lock has to hold."""
    named: dict[str, tuple[str, ...]] = {}
    for server in sorted(servers, key=lambda server: server.url):
        if server.url in named:
            continue
        name = scope.take(server.url, _candidates(server, len(servers)))
        keep[f"server {server.url}"] = name
        own = Scope("parameter")
        arguments = (own.take(it, (attribute(it),)) for it in variables_of(server))
        named[server.url] = (name, *arguments)
    return named


def _candidates(server: Server, count: int) -> Iterator[str]:
    for text in server.name, server.description:
        if text and text.strip():
            found = words(text)
            found = found[1:] if found[0] == "the" and len(found) > 1 else found
            if len(found) <= _FEW:
                yield snake(found)
    if count > 1:
        host = _VARIABLE.sub("", server.url.partition("://")[2].partition("/")[0])
        labels = [it for it in host.split(".") if it and it not in _PLAIN]
        if labels:
            yield snake(words(labels[0]))
            yield snake(words(host))
        if variables := variables_of(server):
            yield snake(words(f"by {' '.join(variables)}"))
    yield "server"


def listed(servers: Sequence[Server]) -> Mapping[str, Server]:
    """The servers to choose from, by URL; none where there is nothing to choose.

    Of several with one URL, the first is meant: where requests go.
    """
    found = {it.url: it for it in reversed(servers)}
    found = {it.url: found[it.url] for it in servers}
    if len(found) < 2 and not any(map(variables_of, servers)):
        return {}
    return found
