"""Lists in pages, read by generated clients from a server that knows every style."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run as specloom
from tests.runtime.peer import Seen, answer, peer
from tests.runtime.pond import ALL, pond, told
from tests.views.packages import Package, build, subject

LISTS = Path(__file__).with_name("lists.yaml")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(LISTS.read_text("utf-8")), tmp_path_factory.mktemp("lists"))


@pytest.fixture(scope="module")
def lists(package: Package) -> Any:
    return importlib.import_module(package.name)


CALLS: dict[str, Callable[[Any, Any], Any]] = {
    "cursor": lambda fish, _: fish.by_cursor(limit=3),
    "last": lambda fish, _: fish.by_last(),
    "offset": lambda fish, _: fish.by_offset(name="eel"),
    "offset of a body": lambda fish, m: fish.by_offset(body=m.Search(name="eel")),
    "page": lambda fish, _: fish.by_page("p 1"),
    "link": lambda fish, _: fish.by_link(),
    "url": lambda fish, _: fish.by_url(),
}


def run(
    lists: Any, url: str, call: Callable[[Any, Any], Any]
) -> list[tuple[list[str], int]]:
    """The items and the number of pages that both clients find."""
    with lists.Client(base_url=url, api_key="hidden") as client:
        pager = call(client.fish.paginated, lists.models)
        found = [([it.id for it in pager], len(list(pager.pages())))]

    async def other() -> None:
        async with lists.AsyncClient(base_url=url, api_key="hidden") as client:
            pager = call(client.fish.paginated, lists.models)
            ids = [it.id async for it in pager]
            found.append((ids, len([page async for page in pager.pages()])))

    asyncio.run(other())
    return found


@pytest.mark.parametrize("style", CALLS)
def test_all_items_are_found_once(lists: Any, style: str) -> None:
    with peer(pond) as it:
        for ids, pages in run(lists, it.url, CALLS[style]):
            assert ids == ALL
            assert pages == (4 if style.startswith(("offset", "page")) else 3)


def test_a_page_is_asked_for_when_it_is_needed(lists: Any) -> None:
    with peer(pond) as it, lists.Client(base_url=it.url, api_key="hidden") as client:
        items = iter(client.fish.paginated.by_cursor())
        assert [next(items).id for _ in range(3)] == ALL[:3]
        assert len(it.seen) == 1
        pages = client.fish.paginated.by_cursor(page_token="at3").pages()
        assert next(pages).meta.next_page_token == "at6"


def test_what_is_no_list_is_not_offered(lists: Any) -> None:
    with lists.Client(api_key="x") as client:
        assert not hasattr(client.fish.paginated, "no_pages")


def test_errors_are_typed(lists: Any) -> None:
    with (
        peer(lambda *_: [answer(404)]) as it,
        lists.Client(base_url=it.url, api_key="hidden") as client,
        pytest.raises(lists.NotFound),
    ):
        list(client.fish.paginated.by_cursor())


@pytest.mark.parametrize(
    ("call", "body", "headers"),
    [
        ("cursor", {"items": [], "meta": {"nextPageToken": "at3"}}, {}),
        ("link", [], {"Link": '</link>; rel="next"'}),
        ("link", [], {"Link": '<https://elsewhere.test/link>; rel="next"'}),
        ("url", {"results": [], "links": {"next": "https://elsewhere.test/"}}, {}),
        ("url", {"results": [], "links": {"next": "http://[bad/"}}, {}),
    ],
)
def test_nobody_is_led_in_circles_or_elsewhere(
    lists: Any, call: str, body: object, headers: dict[str, str]
) -> None:
    def script(_: int, seen: Seen) -> Iterable[bytes]:
        return told(body, **headers)

    with peer(script) as it, pytest.raises(lists.AnswerInvalid, match="a page "):
        run(lists, it.url, CALLS[call])
    assert len(it.seen) <= 2


USE = """
from typing import assert_type

from PACKAGE import AsyncClient, AsyncPager, Client, Pager, models


def blocking(client: Client) -> None:
    pager = client.fish.paginated.by_cursor(limit=3)
    assert_type(pager, Pager[models.Fish, models.Page])
    for fish in pager:
        assert_type(fish, models.Fish)
    for page in pager.pages():
        assert_type(page, models.Page)
    client.fish.paginated.by_offset(name="eel")
    client.fish.paginated.by_offset(body=models.Search())


async def asynchronous(client: AsyncClient) -> None:
    pager = client.fish.paginated.by_last()
    assert_type(pager, AsyncPager[models.Fish, models.ByLastResponse])
    async for fish in pager:
        assert_type(fish.id, str)


def wrong(client: Client) -> None:
    client.fish.paginated.by_cursor(limit="3")  # error
    client.fish.paginated.no_pages()  # error
"""


def test_types(package: Package, lists: Any) -> None:
    folder = Path(lists.__file__).parent.parent
    text = USE.replace("PACKAGE", package.name)
    (folder / "use_pages.py").write_text(text, "utf-8")
    wrong = {
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.endswith("# error")
    }
    for command in (
        ["mypy", "--strict"],
        ["pyright", "--pythonpath", sys.executable],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command, "use_pages.py"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        found = {
            int(line.split("use_pages.py:")[1].split(":")[0])
            for line in done.stdout.splitlines()
            if "use_pages.py:" in line and "error" in line
        }
        assert found == wrong, done.stdout


RULES = """
[apis.lists]
sources = ["lists.yaml"]

[apis.lists.pagination]
"GET /none" = { style = "cursor", argument = "cursor", next = "id" }
"byPage" = false
"byLast" = { style = "last", argument = "starting_after", items = "data", next = "id" }
"POST /offset" = { style = "offset", argument = "offset", start = 3 }
"""


def test_the_configuration_goes_before_what_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists.yaml").write_bytes(LISTS.read_bytes())
    (tmp_path / "specloom.toml").write_text(RULES)
    assert specloom(["generate"]) == 2, "the answer of GET /none has no id"
    assert "SL716" in capsys.readouterr().err
    assert not (tmp_path / "generated").exists()
    wrong = 'style = "cursor", argument = "cursor"'
    assert wrong in RULES
    right = RULES.replace(wrong, 'style = "last", argument = "cursor"')
    (tmp_path / "specloom.toml").write_text(right)
    assert specloom(["generate", "-q"]) == 0
    plans = (tmp_path / "generated/lists/_plans/fish.py").read_text()
    rows = [line.strip() for line in plans.splitlines() if "pages=" in line]
    assert 'pages=Pages("last", "cursor", next=("id",)),' in rows
    assert 'pages=Pages("offset", "offset", start=3, in_body=True),' in rows
    assert not any('"page"' in row for row in rows)
    assert len(rows) == 6
