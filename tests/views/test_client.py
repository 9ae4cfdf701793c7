"""Plans, clients and errors: the text of them, and calls that they make."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import black
import httpx2
import pytest
from black.mode import TargetVersion

from tests.views.packages import Package, build, subject

HERE = Path(__file__).parent
DOCUMENT = (HERE / "client.yaml").read_text("utf-8")
TREE = UUID(int=5)
TRACE = UUID(int=6)
SHOWN = (
    "__init__.py",
    "errors.py",
    "_plans/__init__.py",
    "_plans/trees.py",
    "client/__init__.py",
    "client/_trees.py",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(DOCUMENT), tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("path", SHOWN)
def test_text(path: str, package: Package, expect: Callable[[Path, str], None]) -> None:
    name = path.replace("/", "-").replace("__init__.py", "init.py")
    expect(HERE / f"client_texts/{name}.txt", package.files[path])


def test_black_leaves_all_as_it_is(package: Package) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311})
    for path, text in package.files.items():
        if path.endswith(".py") and "_runtime" not in path:
            assert black.format_str(text, mode=mode) == text, path


def test_gaps(package: Package) -> None:
    said = [(it.code, it.message) for it in package.said if it.code >= "SL620"]
    assert said == [
        ("SL638", "a body of application/xml says what the JSON says"),
        (
            "SL629",
            "no body can be made for the answer 401: a server answers it without one",
        ),
    ]


class Wire:
    """Answers all requests with one answer, and keeps them."""

    def __init__(self, status: int = 200, json: Any = None, **more: Any) -> None:
        self.requests: list[httpx2.Request] = []
        self.answer = (status, json, more)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        status, json, more = self.answer
        if json is not None:
            more = {"json": json, **more}
        return httpx2.Response(status, **more)

    @property
    def last(self) -> httpx2.Request:
        return self.requests[-1]

    @property
    def url(self) -> str:
        return str(self.last.url)

    @property
    def body(self) -> Any:
        return json.loads(self.last.content)

    def client(self, package: Package, **more: Any) -> Any:
        """The package's client on this wire."""
        http = httpx2.Client(transport=httpx2.MockTransport(self))
        return importlib.import_module(package.name).Client(http_client=http, **more)

    def async_client(self, package: Package, **more: Any) -> Any:
        """The same, asynchronous."""
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self))
        module = importlib.import_module(package.name)
        return module.AsyncClient(http_client=http, **more)


def test_parameters(package: Package) -> None:
    wire = Wire(json=[{"name": "Old"}])
    client = wire.client(package, token="t")
    near = package.models.ListTreesNear(x=1, y=2.5)
    trees = client.trees.list(
        x_trace=TRACE,
        kind="pear",
        ids=[1, 2],
        near=near,
        session="s",
        filter={"a": "b"},
    )
    assert [it.name for it in trees] == ["Old"]
    assert wire.last.method == "GET"
    assert wire.url == (
        "https://eu.orchard.test/v2/trees?kind=pear&ids=1,2&near%5Bx%5D=1.0"
        "&near%5By%5D=2.5&filter=%7B%22a%22%3A%22b%22%7D"
    )
    assert wire.last.headers["x-trace"] == str(TRACE)
    assert wire.last.headers["cookie"] == "session=s"
    assert wire.last.headers["authorization"] == "Bearer t"
    assert wire.last.headers["accept"] == "application/json, application/problem+json"


def test_a_parameter_that_breaks_its_rules_is_not_sent(package: Package) -> None:
    wire = Wire(json=[])
    module = importlib.import_module(package.name)
    with pytest.raises(module.RequestInvalid, match="ids"):
        wire.client(package).trees.list(x_trace=TRACE, ids=[0])
    assert not wire.requests


def test_a_body_as_a_model_or_by_its_fields(package: Package) -> None:
    wire = Wire(201, {"name": "New", "id": str(TREE)})
    client = wire.client(package)
    tree = package.models.Tree(name="New", planted_by=None)
    assert client.trees.create(body=tree, dry_run=True).id == TREE
    assert wire.body == {"name": "New", "plantedBy": None}
    assert wire.url.endswith("/trees?dry_run=true")
    client.trees.create(name="New", kind="plum", planted_by=str(TRACE))
    assert wire.body == {"name": "New", "kind": "plum", "plantedBy": str(TRACE)}
    wire.answer = (202, None, {})
    assert client.trees.create(name="New") is None


def test_a_field_that_is_called_as_a_parameter_leaves_the_body_whole(
    package: Package,
) -> None:
    wire = Wire(json="oak")
    client = wire.client(package)
    tree = package.models.Tree(name="Oak")
    assert client.trees.label_tree(str(TREE), name="n", body=tree) == "oak"
    assert wire.url.endswith(f"/trees/{TREE}/label?name=n")
    assert wire.body == {"name": "Oak"}
    assert client.trees.label_tree(TREE) == "oak"
    assert wire.last.content == b""


def test_path_parameters_are_in_the_order_of_the_path(package: Package) -> None:
    wire = Wire(content=b"a,b", headers={"content-type": "text/csv"})
    assert wire.client(package).trees.get_fruit(TREE, "a/b") == "a,b"
    assert wire.url.endswith(f"/trees/{TREE}/fruit/a%2Fb")
    assert "authorization" not in wire.last.headers


def test_bytes_go_to_the_operations_own_server(package: Package) -> None:
    wire = Wire(204)
    client = wire.client(package, username="u", password="p", token="t")
    assert client.trees.replace_fruit(TREE, "fig", body=b"\x89") is None
    assert wire.url == f"https://upload.orchard.test/trees/{TREE}/fruit/fig"
    assert wire.last.content == b"\x89"
    assert wire.last.headers["content-type"] == "application/octet-stream"


def test_a_form_by_its_fields(package: Package) -> None:
    wire = Wire(json={"any": 1})
    found = wire.client(package).photos.add(file=b"\x00\x01", caption="c")
    assert found == {"any": 1}
    assert wire.last.headers["content-type"].startswith("multipart/form-data; ")
    assert b'name="file"; filename="file"' in wire.last.content


def test_credentials_by_alternative(package: Package) -> None:
    wire = Wire(204)
    client = wire.client(package, api_key="k", access_token="o")
    client.trees.replace_fruit(TREE, "fig")
    assert wire.url.endswith("?api-key=k")
    assert wire.last.headers["authorization"] == "Bearer o"


def test_errors(package: Package) -> None:
    module = importlib.import_module(package.name)
    problem = {"title": "No", "status": 422, "reference": str(TREE), "more": 1}
    wire = Wire(422, problem, headers={"content-type": "application/problem+json"})
    client = wire.client(package)
    with pytest.raises(module.UnprocessableContent) as caught:
        client.trees.create(name="x")
    assert caught.value.body.title == "No"
    assert caught.value.body.model_extra == {"more": 1}
    wire.answer = (418, problem, {})
    with pytest.raises(module.ClientError) as caught:
        client.trees.list(x_trace=TRACE)
    assert caught.value.body.status == 422
    with pytest.raises(module.ClientError) as caught:
        client.trees.create(name="x")
    assert caught.value.body.title == "No"
    wire.answer = (500, None, {"content": b"<html>"})
    with pytest.raises(module.StatusError) as caught:
        client.trees.create(name="x")
    assert caught.value.raw == b"<html>"
    wire.answer = (304, None, {})
    with pytest.raises(module.NotModified):
        client.trees.get_fruit(TREE, "fig")


def test_the_asynchronous_client(package: Package) -> None:
    wire = Wire(201, {"name": "New"})
    module = importlib.import_module(package.name)

    async def run() -> None:
        async with wire.async_client(package, token="t") as client:
            tree = await client.trees.create(name="New")
            assert tree == package.models.Tree(name="New")
            assert wire.last.headers["authorization"] == "Bearer t"
            wire.answer = (404, None, {})
            with pytest.raises(module.NotFound):
                await client.trees.get_fruit(TREE, "fig")

    asyncio.run(run())


def test_a_package_exports_what_it_says(package: Package) -> None:
    module = importlib.import_module(package.name)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = module.nothing


def test_the_base_url_is_asked_for_where_no_server_is_absolute(
    tmp_path: Path,
) -> None:
    made = build(
        subject("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}"), tmp_path
    )
    module = importlib.import_module(made.name)
    assert module.Client(base_url="https://x.test/").base_url == "https://x.test"
    http = httpx2.Client(base_url="https://y.test/api")
    assert module.Client(http_client=http).base_url == "https://y.test/api"
    with pytest.raises(ValueError, match="no host"):
        module.Client()
