"""Parameters and bodies of all kinds, from a document to the wire and into a handler."""

from __future__ import annotations

import importlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import black
import pytest
from black.mode import TargetVersion
from pydantic import MISSING
from starlette.testclient import TestClient

from tests.views.packages import Package, build, subject

HERE = Path(__file__).parent
DOCUMENT = (HERE / "wire.yaml").read_text("utf-8")
RUFF = ("ruff", "check", "--isolated", "--no-cache", "--target-version", "py311")
USE = HERE / "wire_use.py.txt"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(DOCUMENT), tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize(
    "path", ["_plans/works.py", "client/_works.py", "headers/_works.py"]
)
def test_text(path: str, package: Package, expect: Callable[[Path, str], None]) -> None:
    expect(HERE / f"wire_texts/{path.replace('/', '-')}.txt", package.files[path])


def test_black_leaves_all_as_it_is(package: Package) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311})
    for path, text in package.files.items():
        if path.endswith(".py") and "_runtime" not in path:
            assert black.format_str(text, mode=mode) == text, path


def test_nothing_is_left_out(package: Package) -> None:
    assert [it for it in package.said if it.code >= "SL620"] == []


def test_the_types_can_be_used_and_refuse_what_is_wrong(
    package: Package, tmp_path: Path
) -> None:
    module = importlib.import_module(package.name).__file__
    assert module is not None
    shutil.copytree(Path(module).parent, tmp_path / "atelier")
    (tmp_path / "use.py").write_text(USE.read_text("utf-8"), "utf-8")
    wrong = {
        number
        for number, line in enumerate(USE.read_text("utf-8").splitlines(), 1)
        if line.endswith("# wrong")
    }
    command = ["mypy", "--strict", "--cache-dir", ".mypy", "--output", "json"]
    done = subprocess.run(
        [sys.executable, "-m", *command, "use.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PATH": "", "PYTHONPATH": ""},
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    errors = [it for it in found if it["severity"] == "error"]
    assert {it["file"] for it in errors} == {"use.py"}, errors
    assert {it["line"] for it in errors} == wrong, errors
    done = subprocess.run(
        [sys.executable, "-m", *RUFF, "atelier"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


class Works:
    """Keeps the last request, and gives the answer that it was told."""

    def __init__(self, package: Package) -> None:
        self.module = importlib.import_module(f"{package.name}.server._works")
        self.seen: Any = None
        self.read = b""
        self.answer: Any = None

    def __getattr__(self, name: str) -> Any:
        class_ = "".join(word.title() for word in name.split("_"))
        request_class = {"Find": "FindWorks", "Add": "AddWork"}.get(class_, class_)

        async def handle(request: Any) -> Any:
            self.seen = request
            body: Any = getattr(request, "body", None)
            if hasattr(body, "read"):
                self.read = await body.read()
            return self.answer or getattr(self.module, request_class).NoContent()

        return handle


@pytest.fixture(scope="module")
def works(package: Package) -> Works:
    return Works(package)


@pytest.fixture(scope="module")
def client(package: Package, works: Works) -> Iterator[Any]:
    module = importlib.import_module(package.name)
    server = importlib.import_module(f"{package.name}.server")
    folder = Path(str(module.__file__)).parent
    (folder / "openapi.json").write_text("{}")
    http = TestClient(server.create_app(works=works))
    with module.Client(http_client=http) as client:
        yield client.works


def test_every_call_arrives(package: Package, client: Any, works: Works) -> None:
    models = package.models
    search = models.Search(text="a b", tags=["x", "y"])
    client.find(q=search)
    assert works.seen.q == search
    search = models.Search(text="a b", tags=["x"])
    client.find(q=search)
    assert works.seen.q == search
    for media in ("application/json", "application/x-www-form-urlencoded"):
        client.add(title="a", year=1, content_type=media)
        assert works.seen.headers["content-type"] == media
        assert works.seen.body == models.Work(title="a", year=1)
    client.add(body=models.Sketch(lines=[1]))
    assert works.seen.headers["content-type"] == "application/vnd.sketch+json"
    assert works.seen.body == models.Sketch(lines=[1])
    client.add(body=io.BytesIO(b"png"))
    assert (works.seen.headers["content-type"], works.read) == ("image/png", b"png")
    client.put_file(
        ["a;b", "c"], "t,x", draft="", content_type_="x", theme=["d"], note="a&b"
    )
    seen = works.seen
    assert (seen.palette, seen.ending) == (["a;b", "c"], "t,x")
    assert (seen.content_type_, seen.theme, seen.note) == ("x", ["d"], "a&b")
    client.upload(
        photo=("a.jpg", b"\xff"),
        pages=[b"1"],
        tags=["x", "y"],
        meta=models.Work(title="t"),
        size={"width": 2},
    )
    body = works.seen.body
    assert (body.photo, body.photo.content_type) == (b"\xff", "image/jpeg")
    assert (body.pages, body.tags, body.meta.title) == ([b"1"], ["x", "y"], "t")
    assert body.size.width == 2
    for given, media in (
        ({"a": [1]}, "application/json"),
        (b"gif", "image/gif"),
        ("a,b", "text/csv"),
    ):
        client.send_any(body=given, content_type=media)
        assert works.seen.headers["content-type"] == media


def test_headers_of_answers_are_typed_on_both_sides(
    package: Package, client: Any, works: Works
) -> None:
    module = importlib.import_module(package.name)
    work = package.models.Work(title="t, ä")
    until = datetime(2026, 1, 2, tzinfo=UTC)
    answers = works.module.ListAnswers
    works.answer = answers.Ok(
        x_total=5,
        x_ids=[1, 2],
        x_map={"a": "b"},
        x_work=work,
        x_until=until,
        body_="text",
        set_cookie=["a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"],
        headers={"X-Other": "o", "x-total": "7"},
    )
    http = client._client.request("GET", "/answers")
    assert http.headers.get_list("x-total") == ["5"]
    assert http.headers["x-ids"] == "1,2"
    assert http.headers["x-map"] == "a=b"
    assert http.headers["x-other"] == "o"
    assert len(http.headers.get_list("set-cookie")) == 2
    found = module.headers.ListAnswersOk.of(http.headers)
    assert (found.x_total, found.x_ids, found.x_map) == (5, [1, 2], {"a": "b"})
    assert (found.x_work, found.x_until, found.body_) == (work, until, "text")
    assert len(found.set_cookie) == 2
    assert found.content_length == 0
    works.answer = answers.ClientError(429, retry_after=9)
    with pytest.raises(module.StatusError) as caught:
        client.list_answers()
    read = module.headers.ListAnswersClientError.of(caught.value.headers)
    assert read.retry_after == 9


def test_headers_that_break_the_document_are_no_answer(
    package: Package, client: Any, works: Works
) -> None:
    answers = works.module.ListAnswers
    for wrong in ({"x_total": "a"}, {"x_total": 1, "body_": "a\r\nb"}):
        works.answer = answers.Ok(**wrong)
        http = client._client.request("GET", "/answers")
        assert http.status_code == 500
        assert "x-total" not in http.headers
    headers = importlib.import_module(package.name).headers.ListAnswersOk
    read = headers.of({"x-total": "many", "X-Ids": "1,b", "x-map": "a=b"})
    assert (read.x_total, read.x_ids, read.x_map) == ("many", "1,b", {"a": "b"})
    assert read.x_work is MISSING
