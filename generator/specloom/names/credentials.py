"""Names of credentials: the arguments of a client that its security schemes take.

In: the schemes, the names that a lock keeps. Out: by scheme the names of its arguments,
in the order of `credentials` and `means`. A scheme's own credential comes first; what
access tokens are fetched with makes way for it. Used by `build`; `views` ask which
argument is which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from specloom.ir.api import SecurityScheme
from specloom.names.scope import Scope, possible
from specloom.names.words import snake, words


def credential_names(
    schemes: Iterable[SecurityScheme],
    lock: Mapping[str, str],
    scope: Scope,
    keep: dict[str, str],
) -> dict[str, tuple[str, ...]]:
    """The arguments by scheme; `keep` is told what the next lock has to hold."""
    schemes = sorted(schemes, key=lambda scheme: scheme.name)
    kinds = Counter(map(credentials, schemes))
    taken = Counter(it for one in schemes for it in (*credentials(one), *means(one)))
    named: dict[str, tuple[str, ...]] = {}
    further: dict[tuple[str, str], str] = {}

    def locked(id_: str, count: int) -> tuple[str, ...]:
        kept = lock.get(id_, "").split()
        free = (possible(it, scope.kind) and scope.free(it) for it in kept)
        if len({*kept}) != count or not all(free):
            return ()
        return tuple([scope.take(it, (it,)) for it in kept])

    for scheme in schemes:
        if kept := locked(scheme.name, len(credentials(scheme))):
            named[scheme.name] = kept
        for part in means(scheme):
            if kept := locked(f"{scheme.name} {part}", 1):
                (further[scheme.name, part],) = kept
    for scheme in schemes:
        if scheme.name not in named:
            named[scheme.name] = tuple(
                scope.take(
                    f"{scheme.name} {part}", credential_candidates(scheme, part, kinds)
                )
                for part in credentials(scheme)
            )
        keep[f"credential {scheme.name}"] = " ".join(named[scheme.name])
    for scheme in schemes:
        for part in means(scheme):
            name = further.get((scheme.name, part)) or scope.take(
                f"means {scheme.name} {part}", means_candidates(scheme, part, taken)
            )
            keep[f"credential {scheme.name} {part}"] = name
            named[scheme.name] += (name,)
    return named


def credentials(scheme: SecurityScheme) -> tuple[str, ...]:
    """The arguments that a scheme takes if no other takes the same."""
    match scheme.kind:
        case "apiKey":
            return ("api_key",)
        case "http":
            pair = scheme.scheme in ("basic", "digest")
            return ("username", "password") if pair else ("token",)
        case "oauth2" | "openIdConnect":
            return ("access_token",)
        case "mutualTLS":
            return ("cert",)
        case _:
            assert_never(scheme.kind)


def means(scheme: SecurityScheme) -> tuple[str, ...]:
    """Further arguments: what access tokens are fetched with (RFC 6749, section 1.3)."""
    if scheme.kind == "openIdConnect" or (scheme.kind == "oauth2" and scheme.url):
        return ("client_id", "client_secret", "refresh_token", "scope", "token_url")
    flows = [it for it in scheme.flows if it.token_url or it.refresh_url]
    kinds = {flow.kind for flow in flows if scheme.kind == "oauth2"}
    if not kinds:
        return ()
    found = ["client_id", "client_secret"]
    if kinds != {"clientCredentials"} or any(flow.refresh_url for flow in flows):
        found.append("refresh_token")
    if "password" in kinds:
        found += ("username", "password")
    if not kinds.isdisjoint(("clientCredentials", "password")):
        found.append("scope")
    return (*found, "token_url")


def credential_candidates(
    scheme: SecurityScheme, part: str, kinds: Mapping[tuple[str, ...], int]
) -> Iterator[str]:
    """Names of one argument of a scheme; `kinds` counts the schemes by arguments."""
    own = words(scheme.name)
    if kinds[credentials(scheme)] == 1:
        if part == "access_token" and not kinds.get(("token",)):
            yield "token"
        yield part
    if part in ("username", "password"):
        yield snake((*own, part))
    yield snake(own)
    yield snake((*own, *words(part)))


def means_candidates(
    scheme: SecurityScheme, part: str, taken: Mapping[str, int]
) -> Iterator[str]:
    """Names of a further argument; `taken` counts the arguments of all schemes."""
    if taken[part] == 1:
        yield part
    yield snake((*words(scheme.name), *words(part)))
