"""Names of the arguments that security schemes take."""

from typing import Any

import pytest

from specloom.ir.api import OAuthFlow, SecurityScheme
from specloom.names import name_table
from tests.names.apis import api


@pytest.mark.parametrize(
    ("schemes", "expected"),
    [
        ("bearerAuth:http", "token"),
        ("oauth:oauth2", "token"),
        ("a:http oauth:oauth2", "token access_token"),
        ("key:apiKey", "api_key"),
        ("app-key:apiKey user-key:apiKey", "app_key user_key"),
        ("basicAuth:basic", "username,password"),
        (
            "one:basic two:basic",
            "one_username,one_password two_username,two_password",
        ),
        ("tls:mutualTLS", "cert"),
    ],
)
def test_credentials(schemes: str, expected: str) -> None:
    made = []
    for text in schemes.split():
        name, _, kind = text.partition(":")
        scheme = "basic" if kind == "basic" else "bearer"
        named: Any = "http" if kind == "basic" else kind
        made.append(SecurityScheme(name, named, scheme=scheme))
    table = name_table(api(schemes=tuple(made)))
    assert " ".join(",".join(table.security(s.name)) for s in made) == expected


def oauth(name: str, *kinds: str, refresh: bool = False) -> SecurityScheme:
    """A scheme of OAuth 2 with these flows."""
    again = "r" if refresh else None
    flows = (OAuthFlow(it, token_url="t", refresh_url=again) for it in kinds)
    return SecurityScheme(name, "oauth2", flows=tuple(flows))


USER = SecurityScheme("user", "http", scheme="basic")


@pytest.mark.parametrize(
    ("schemes", "expected"),
    [
        (
            [oauth("o", "clientCredentials")],
            ["token client_id client_secret scope token_url"],
        ),
        (
            [oauth("o", "clientCredentials", refresh=True)],
            ["token client_id client_secret refresh_token scope token_url"],
        ),
        (
            [oauth("o", "authorizationCode")],
            ["token client_id client_secret refresh_token token_url"],
        ),
        ([SecurityScheme("o", "oauth2", flows=(OAuthFlow("implicit"),))], ["token"]),
        (
            [SecurityScheme("o", "openIdConnect", url="u")],
            ["token client_id client_secret refresh_token scope token_url"],
        ),
        (
            [oauth("o", "password"), USER],
            [
                "token client_id client_secret refresh_token o_username o_password"
                " scope token_url",
                "username password",
            ],
        ),
        (
            [oauth("o", "clientCredentials"), oauth("p", "clientCredentials")],
            [
                "o o_client_id o_client_secret o_scope o_token_url",
                "p p_client_id p_client_secret p_scope p_token_url",
            ],
        ),
        (
            [SecurityScheme("client-id", "apiKey"), oauth("o", "clientCredentials")],
            ["api_key", "token client_id client_secret scope token_url"],
        ),
        ([SecurityScheme("d", "http", scheme="digest")], ["username password"]),
        ([SecurityScheme("d", "http", scheme="hawk")], ["token"]),
    ],
)
def test_means_to_fetch_tokens(
    schemes: list[SecurityScheme], expected: list[str]
) -> None:
    table = name_table(api(schemes=tuple(schemes)))
    assert [" ".join(table.security(it.name)) for it in schemes] == expected
    again = name_table(api(schemes=tuple(schemes)), table.locked())
    assert again.credentials == table.credentials


def test_a_lock_keeps_the_names_of_means() -> None:
    one, two = oauth("one", "clientCredentials"), oauth("two", "clientCredentials")
    old = name_table(api(schemes=(one,))).locked()
    assert old["credential one client_id"] == "client_id"
    table = name_table(api(schemes=(one, two)), old)
    assert table.security("one")[:2] == ("token", "client_id")
    assert table.security("two")[:2] == ("two", "two_client_id")
    more = oauth("one", "clientCredentials", "password")
    grown = name_table(api(schemes=(more, two)), table.locked())
    assert {*table.security("one")} < {*grown.security("one")}
    assert grown.security("two") == table.security("two")


@pytest.mark.parametrize("name", ["class", "a b", "client_secret", "self", "\u00e9"])
def test_a_lock_of_means_that_was_edited_is_no_danger(name: str) -> None:
    one = oauth("one", "clientCredentials")
    lock = {"credential one": "token token", "credential one client_id": name}
    lock["credential one client_secret"] = "client_secret"
    found = name_table(api(schemes=(one,)), lock).security("one")
    assert len({*found}) == 5
    assert all(it.isidentifier() and it.isascii() for it in found)
    assert "class" not in found
