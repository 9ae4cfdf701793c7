"""Credentials of generated clients: what the constructor takes gets them a token."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.issuer import Issuer, running
from tests.views.packages import Package, build, subject

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: "1"}
servers: [{url: https://things.test}]
security: [{login: [read]}]
paths:
  /thing:
    get:
      operationId: getThing
      tags: [thing]
      responses:
        "200":
          description: What was sent.
          content:
            application/json:
              schema: {type: object, properties: {token: {type: string}}}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: /token, scopes: {read: See things.}}
        authorizationCode: {authorizationUrl: /ask, tokenUrl: token, scopes: {}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(DOCUMENT), tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize(
    ("given", "number", "form"),
    [
        ({"token": "t"}, 0, {}),
        ({"token": lambda: "t"}, 0, {}),
        (
            {"client_id": "me", "client_secret": "s"},
            1,
            {"grant_type": "client_credentials", "scope": "read"},
        ),
        (
            {"client_id": "me", "client_secret": "s", "scope": "all"},
            1,
            {"grant_type": "client_credentials", "scope": "all"},
        ),
        (
            {"refresh_token": "r"},
            1,
            {"grant_type": "refresh_token", "refresh_token": "r"},
        ),
    ],
)
def test_tokens(package: Package, given: Any, number: int, form: Any) -> None:
    module = importlib.import_module(package.name)
    with running() as issuer, module.Client(base_url=issuer.url, **given) as client:
        token = "issued-1" if number else "t"
        assert client.thing.get().token == token
        assert [it.form for it in issuer.tokens] == [form] * number


def test_an_error_is_exported(package: Package) -> None:
    module = importlib.import_module(package.name)
    with running(Issuer(answer=lambda _: (500, {}, b""))) as issuer:
        client = module.Client(base_url=issuer.url, client_id="me")
        with client, pytest.raises(module.TokenError, match="getThing: token endpoint"):
            client.thing.get()


def test_what_fetches_tokens_is_loaded_when_it_is_needed(
    package: Package, tmp_path: Path
) -> None:
    program = f"""
import sys, {package.name} as package
made = package.Client(token="t")
made.thing
loaded = {{it.rpartition(".")[2] for it in sys.modules if "_runtime" in it}}
assert loaded.isdisjoint(("tokens", "oauth", "certificates", "authentication")), loaded
package.Client(client_id="me")
assert "{package.name}._runtime.oauth" in sys.modules
"""
    folder = Path(importlib.import_module(package.name).__file__ or "").parents[1]
    run = [sys.executable, "-c", program]
    subprocess.run(run, check=True, cwd=folder)
