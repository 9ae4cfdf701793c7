"""Where an API runs: a function for each server, an argument for each variable."""

from __future__ import annotations

import importlib
import json
from typing import Any

import httpx2
import pytest

from specloom.names import name_table
from tests.views.packages import build, subject

PATHS = """
paths:
  /ships:
    get:
      operationId: listShips
      tags: [ships]
      responses: {"204": {description: None.}}
"""


def document(servers: list[dict[str, Any]]) -> str:
    head = "openapi: 3.2.0\ninfo: {title: Yard, version: '1'}\n"
    return f"{head}servers: {json.dumps(servers)}{PATHS}"


def variable(default: str, *enum: str, **more: Any) -> dict[str, Any]:
    return {"default": default, **more, **({"enum": list(enum)} if enum else {})}


YARD: list[dict[str, Any]] = [
    {
        "url": "https://{region}.yard.test:{port}/{base-path}",
        "description": "The production",
        "variables": {
            "region": variable("eu", "eu", "us"),
            "port": variable("443"),
            "base-path": variable("v1", "v2"),
        },
    },
    {"url": "https://{tenant}.yards.test", "name": "own"},
    {"url": "https://sandbox.yard.test/"},
    {"url": "/v1"},
]


def test_functions_give_urls(tmp_path: Any) -> None:
    package = build(subject(document(YARD)), tmp_path)
    servers = importlib.import_module(f"{package.name}.servers")
    assert servers.production() == "https://eu.yard.test:443/v1"
    found = servers.production(region="us", port="8443", base_path="a/b")
    assert found == "https://us.yard.test:8443/a/b"
    assert servers.own(tenant="ida") == "https://ida.yards.test"
    assert servers.sandbox() == "https://sandbox.yard.test/"
    with pytest.raises(TypeError):
        servers.own()
    assert "servers.production()" in package.files["README.md"]


@pytest.mark.parametrize(
    "value", ["evil.test/?", "evil.test#", "u:p@evil.test", "a\\b", "a b", "a\nb"]
)
def test_a_value_leads_nowhere_else(value: str, tmp_path: Any) -> None:
    package = build(subject(document(YARD)), tmp_path)
    servers = importlib.import_module(f"{package.name}.servers")
    with pytest.raises(ValueError, match="tenant"):
        servers.own(tenant=value)


def test_a_client_goes_there(tmp_path: Any) -> None:
    package = build(subject(document(YARD)), tmp_path)
    module = importlib.import_module(package.name)
    servers = importlib.import_module(f"{package.name}.servers")
    seen: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(204)

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    with http:
        for url in (None, servers.production(region="us"), servers.own(tenant="ida")):
            module.Client(base_url=url, http_client=http).ships.list()
    assert seen == [
        "https://eu.yard.test/v1/ships",
        "https://us.yard.test/v1/ships",
        "https://ida.yards.test/ships",
    ]


def test_servers_that_are_variables_are_named_after_them(tmp_path: Any) -> None:
    places = [
        {
            "url": "https://{subdomain}.{site}",
            "variables": {"site": variable("yard.test", "yard.test")},
        },
        {"url": "{protocol}://{name}", "variables": {"protocol": variable("https")}},
        {"url": "https://{subdomain}.{site}"},
    ]
    text = build(subject(document(places)), tmp_path).files["servers.py"]
    assert "def by_subdomain_site(" in text
    assert 'subdomain: str, site: Literal["yard.test"] = "yard.test"' in text
    assert 'def by_protocol_name(*, name: str, protocol: str = "https")' in text
    assert text.count("def ") == 2


@pytest.mark.parametrize(
    "servers", [[], [{"url": "https://yard.test"}], [{"url": "/v1"}]]
)
def test_without_a_choice_there_is_no_module(servers: Any, tmp_path: Any) -> None:
    files = build(subject(document(servers)), tmp_path).files
    assert "servers.py" not in files
    assert ".servers" not in files["README.md"]


def test_names_are_kept_by_the_lock() -> None:
    old = subject(document(YARD[2:3] + YARD[:1])).names
    assert old.servers["https://sandbox.yard.test/"] == ("sandbox",)
    more = [{"url": "https://sandbox.test", "name": "sandbox"}, *YARD]
    table = name_table(subject(document(more)).api, old.locked())
    assert table.servers["https://sandbox.yard.test/"] == ("sandbox",)
    assert table.servers["https://sandbox.test"] != ("sandbox",)
