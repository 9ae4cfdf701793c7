"""Who gets in: every scheme, alternatives, scopes, and what those are told who do not."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Protocol

import httpx2
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from templates.runtime.authentication import challenge
from templates.runtime.handling import (
    Access,
    Authorize,
    Forbidden,
    Request,
    Result,
    Route,
)
from templates.runtime.plan import (
    Answer,
    Api,
    ApiKey,
    Basic,
    Bearer,
    Flow,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
    Plan,
    Scheme,
    Security,
)
from templates.runtime.security import Certificate
from templates.runtime.server import build_app

SCHEMES: dict[str, Scheme] = {
    "bearer": Bearer(),
    "pair": Basic(),
    "head": ApiKey("header", "X-Key"),
    "asked": ApiKey("query", "key"),
    "crumb": ApiKey("cookie", "crumb"),
    "digest": Http("digest"),
    "oauth": OAuth2((Flow("clientCredentials", token_url="/token"),)),
    "oidc": OpenIdConnect("https://id.test"),
    "cert": MutualTls(),
}
API = Api("Things", "1", (), SCHEMES, dict)


class See(Request):
    class Ok(Result):
        body: dict[str, Any]
        status: int = 200


class ThingsApi(Protocol):
    async def see(self, request: See, /) -> See.Ok: ...


class Things:
    async def see(self, request: See, /) -> See.Ok:
        return See.Ok({"principal": repr(request.principal)})


def app(security: Any, authorize: Authorize[object]) -> Any:
    plan: Plan[Any] = Plan(
        "see",
        "GET",
        "/thing",
        answers={"200": Answer({"application/json": lambda: dict[str, Any]})},
        security=security,
    )
    route = Route(plan, See, ThingsApi.see, Things())
    return build_app(API, [route], document=Path("none"), authorize=authorize)


def asked(
    security: Any, authorize: Authorize[object] = repr, **request: Any
) -> httpx2.Response:
    with TestClient(app(security, authorize)) as http:
        return http.get("/thing", **request)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


PAIR = {"Authorization": "Basic " + base64.b64encode(b"u:p:w").decode()}


@pytest.mark.parametrize(
    ("scheme", "request_", "secret"),
    [
        ("bearer", {"headers": bearer("t")}, "t"),
        ("oauth", {"headers": bearer("t")}, "t"),
        ("oidc", {"headers": {"Authorization": "bEARER  t "}}, "t"),
        ("pair", {"headers": PAIR}, "p:w"),
        ("head", {"headers": {"X-Key": "k"}}, "k"),
        ("asked", {"params": {"key": "k&"}}, "k&"),
        ("crumb", {"headers": {"Cookie": "crumb=a%20b"}}, "a b"),
        (
            "digest",
            {"headers": {"Authorization": 'Digest username="u", uri="/"'}},
            'username="u", uri="/"',
        ),
    ],
)
def test_a_credential_is_put_before_authorize(
    scheme: str, request_: Any, secret: str
) -> None:
    seen: list[Access] = []

    def authorize(access: Access) -> str:
        seen.append(access)
        return "ida"

    security: Security = ({scheme: ("a", "b")},)
    answer = asked(security, authorize, **request_)
    assert answer.json() == {"principal": "'ida'"}
    (access,) = seen
    assert (access.operation, access.token, access.secret(scheme)) == (
        "see",
        secret,
        secret,
    )
    assert access.scopes == {scheme: ("a", "b")}
    assert access.covered_by({"b", "a", "c"})
    assert not access.covered_by(["a"])
    if scheme == "pair":
        assert access.user("pair") == "u"
    else:
        with pytest.raises(LookupError):
            access.user(scheme)
    with pytest.raises(LookupError):
        access.certificate(scheme)
    assert asked(security, authorize).status_code == 401


def behind(inner: ASGIApp, tls: object) -> ASGIApp:
    """A server that knows the certificate of the client."""

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {**scope.get("extensions", {}), "tls": tls}
        await inner(scope, receive, send)

    return outer


@pytest.mark.parametrize(
    ("tls", "status"),
    [
        ({"client_cert_chain": ["PEM"], "client_cert_name": "CN=u"}, 200),
        ({"client_cert_chain": ("PEM",)}, 200),
        ({"client_cert_chain": []}, 401),
        ({"client_cert_chain": None}, 401),
        ({"client_cert_chain": ["PEM"], "client_cert_error": "expired"}, 401),
        ({}, 401),
        (None, 401),
    ],
)
def test_a_certificate_comes_from_the_server(tls: Any, status: int) -> None:
    seen: list[Certificate] = []

    def authorize(access: Access) -> str:
        seen.append(access.certificate("cert"))
        with pytest.raises(LookupError):
            access.secret("cert")
        return "ida"

    alone: Security = ({"cert": ()},)
    both: Security = ({"cert": (), "head": ()},)
    for security in (alone, both):
        http = TestClient(behind(app(security, authorize), tls))
        answer = http.get("/thing", headers={"X-Key": "k"})
        assert answer.status_code == status
    name = (tls or {}).get("client_cert_name", "")
    assert seen == [Certificate(("PEM",), name)] * (2 if status == 200 else 0)


def test_a_header_is_no_certificate() -> None:
    security: Security = ({"cert": ()},)
    answer = asked(security, headers={"X-Client-Cert": "PEM"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="Things"'


def scoped(access: Access) -> str | None:
    """Knows the token; may do what its letters say."""
    if access.token == "bad":
        return None
    if not access.covered_by(access.token):
        raise Forbidden
    return access.token


async def scoped_later(access: Access) -> str | None:
    return scoped(access)


@pytest.mark.parametrize("authorize", [scoped, scoped_later])
@pytest.mark.parametrize(
    ("security", "token", "status", "told"),
    [
        ([{"oauth": ["r"]}], "r", 200, None),
        (
            [{"oauth": ["r", "w"]}],
            "r",
            403,
            'Bearer realm="Things", error="insufficient_scope", scope="r w"',
        ),
        ([{"oauth": []}], "bad", 401, 'Bearer realm="Things", error="invalid_token"'),
        ([{"oauth": ["r"]}], None, 401, 'Bearer realm="Things"'),
        (
            [{"oidc": ["w"]}],
            "r",
            403,
            'Bearer realm="Things", error="insufficient_scope", scope="w"',
        ),
        (
            [{"bearer": ["w"]}],
            "r",
            403,
            'Bearer realm="Things", error="insufficient_scope", scope="w"',
        ),
        ([{"oauth": ["w"]}, {"oauth": ["r"]}], "r", 200, None),
        ([{"oauth": ["w"]}, {}], "r", 403, ...),
        ([{"oauth": ["r"]}, {}], "bad", 200, None),
        ([{"oauth": ["r"]}, {}], None, 200, None),
        (
            [{"oauth": ['"', "a b", "\u00e9", "w"]}],
            "r",
            403,
            'Bearer realm="Things", error="insufficient_scope", scope="w"',
        ),
        (
            [{"pair": []}, {"oauth": []}],
            "bad",
            401,
            'Basic realm="Things", Bearer realm="Things", error="invalid_token"',
        ),
    ],
)
def test_who_does_not_get_in_is_told_why(
    authorize: Authorize[object], security: Any, token: str, status: int, told: Any
) -> None:
    ways = tuple({name: tuple(it) for name, it in way.items()} for way in security)
    headers = bearer(token) if token is not None else {}
    answer = asked(ways, authorize, headers=headers)
    assert answer.status_code == status
    if told is not ...:
        assert answer.headers.get("www-authenticate") == told


def test_a_key_that_is_forbidden_something_has_no_scopes() -> None:
    def authorize(access: Access) -> str:
        raise Forbidden

    security: Security = ({"head": ()},)
    answer = asked(security, authorize, headers={"X-Key": "k"})
    assert answer.status_code == 403
    assert "www-authenticate" not in answer.headers


def test_a_scheme_that_is_not_declared_opens_nothing() -> None:
    for security in ({"none": ()},), ({"none": (), "head": ()},):
        answer = asked(security, lambda access: "ida", headers={"X-Key": "k"})
        assert answer.status_code == 401


def test_a_combination_needs_all_of_it() -> None:
    def authorize(access: Access) -> object:
        return sorted(access.credentials)

    both: Security = ({"head": (), "oauth": ("r",)},)
    headers = {"X-Key": "k", **bearer("t")}
    answer = asked(both, authorize, headers=headers)
    assert json.loads(answer.content)["principal"] == "['head', 'oauth']"
    assert asked(both, authorize, headers=bearer("t")).status_code == 401
    assert asked(both, authorize, headers={"X-Key": "k"}).status_code == 401


def test_a_challenge_names_what_there_is() -> None:
    every: Security = tuple({name: ()} for name in SCHEMES)
    assert challenge(every, SCHEMES, "r") == (
        'Bearer realm="r", Basic realm="r", ApiKey realm="r", Digest realm="r"'
    )
