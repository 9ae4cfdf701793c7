"""Forms: what our clients write is what an independent server reads, and back.

The peer is a Starlette app that reads with python-multipart, and httpx2 as a client.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import MISSING, Field
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route as HttpRoute
from starlette.testclient import TestClient

from templates.runtime.client import SyncClient
from templates.runtime.errors import RequestInvalid
from templates.runtime.files import File
from templates.runtime.model import Model
from templates.runtime.plan import Body, Part
from templates.runtime.types import Base64, Binary, DateTime, Uuid
from tests.runtime.echo import Echo

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
ID = "0b2f3f4e-7f0a-4d3c-9a5b-1f2e3d4c5b6a"


class Address(Model):
    street: str

    zip: str | MISSING = MISSING


class Entry(Model):
    title: str

    id: Uuid | MISSING = MISSING

    at: DateTime | MISSING = MISSING

    count: int | MISSING = MISSING

    open: bool | MISSING | None = MISSING

    tags: list[str] | MISSING = MISSING

    numbers: list[int] | MISSING = MISSING

    address: Address | MISSING = MISSING

    addresses: list[Address] | MISSING = MISSING

    badge: Base64 | MISSING = MISSING

    photo: Binary | MISSING = MISSING

    pages: list[Binary] | MISSING = MISSING

    extra: Annotated[dict[str, str] | MISSING, Field(alias="x-extra")] = MISSING


class Peer:
    """A server of somebody else's: what it found in a form."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, Any]] = []
        self.body = b""
        self.app = Starlette(routes=[HttpRoute("/echo", self.read, methods=["PUT"])])

    async def read(self, http: HttpRequest) -> Response:
        self.body = await http.body()
        async with http.form() as form:
            self.fields = []
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                    kind = value.content_type
                    self.fields.append((name, (value.filename, content, kind)))
                else:
                    self.fields.append((name, value))
        return Response(status_code=204)

    def call(self, echo: Echo, **given: Any) -> list[tuple[str, Any]]:
        """Call it with our client as if it were that server."""
        http = TestClient(self.app)
        SyncClient(echo.api, {}, base_url=None, http_client=http).call(
            echo.plan, **given
        )
        return self.fields


def form(media: str, type_: Any = Entry, **parts: Part) -> Echo:
    return Echo(body=Body({media: lambda: type_}, keywords=True, parts={media: parts}))


ENTRIES = [
    Entry(title="a&b=c+d e%20\r\nä\N{MONKEY FACE}"),
    Entry(title="", count=-3, open=True, id=ID),  # type: ignore[arg-type]  # text too
    Entry(title="t", at="2026-01-02T03:04:05Z", tags=["x"]),  # type: ignore[arg-type]
    Entry(title="1", tags=["a,b", "", "null"], numbers=[1, 2]),
    Entry(title="true", address=Address(street="1 Way", zip="99999+1234")),
    Entry(title="t", addresses=[Address(street="a"), Address(street="b")]),
    Entry(title="t", addresses=[Address(street="a")], badge=b"\x00\xff"),
    Entry(title="t", extra={"k": "v"}),
]


@pytest.mark.parametrize("media", [FORM, MULTIPART])
@pytest.mark.parametrize("entry", ENTRIES)
def test_an_object_arrives_as_it_was(media: str, entry: Entry) -> None:
    echo = form(media)
    assert echo.call(body=entry).body == entry
    given = {name: getattr(entry, name) for name in entry.model_fields_set}
    assert echo.call(**given).body == entry


@pytest.mark.parametrize("media", [FORM, MULTIPART])
def test_an_independent_server_reads_the_same(media: str) -> None:
    entry = Entry(
        title="a&b=c+d e\r\nä",
        id=ID,  # type: ignore[arg-type]
        count=7,
        open=False,
        tags=["x", "y z"],
        address=Address(street="1 Way"),
        badge=b"\x00\xff",
    )
    assert Peer().call(form(media), body=entry) == [
        ("title", "a&b=c+d e\r\nä"),
        ("id", ID),
        ("count", "7"),
        ("open", "false"),
        ("tags", "x"),
        ("tags", "y z"),
        ("address", '{"street":"1 Way"}'),
        ("badge", "AP8="),
    ]


def test_the_specification_s_own_form() -> None:
    # OpenAPI 3.2, section 4.15.5.1.
    class Resident(Model):
        id: Uuid

        address: dict[str, str]

    peer = Peer()
    address = {
        "streetAddress": "123 Example Dr.",
        "city": "Somewhere",
        "state": "CA",
        "zip": "99999+1234",
    }
    id_ = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
    peer.call(form(FORM, Resident), id=id_, address=address)
    assert peer.body.decode() == (
        "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22%3A%22"
        "123+Example+Dr.%22%2C%22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C"
        "%22zip%22%3A%2299999%2B1234%22%7D"
    )
    peer.call(
        form(FORM, Resident, id=Part("application/json")), id=id_, address={"a": "b"}
    )
    assert peer.body.startswith(b"id=%22f81d4fae-7dec-11d0-a765-00a0c91e6bf6%22&")


PHOTO = b"\x89PNG\r\n--\x00\xff\r\n"
FILES: list[tuple[Any, tuple[str, bytes, str]]] = [
    (PHOTO, ("photo", PHOTO, "application/octet-stream")),
    (b"", ("photo", b"", "application/octet-stream")),
    (("a.png", PHOTO), ("a.png", PHOTO, "image/png")),
    (("a.png", PHOTO, "image/x-own"), ("a.png", PHOTO, "image/x-own")),
    (("a.png", io.BytesIO(PHOTO)), ("a.png", PHOTO, "image/png")),
    (io.BytesIO(PHOTO), ("photo", PHOTO, "application/octet-stream")),
    (File(PHOTO, "ä b\\;=.gif"), ("ä b\\;=.gif", PHOTO, "image/gif")),
    (File(PHOTO, None, "image/webp"), ("photo", PHOTO, "image/webp")),
]


@pytest.mark.parametrize(("given", "expected"), FILES)
def test_a_file_has_the_name_and_the_type_that_it_was_given(
    given: Any, expected: tuple[str, bytes, str]
) -> None:
    def again() -> Any:
        for it in [given, *(given if isinstance(given, tuple) else [])]:
            if isinstance(it, io.BytesIO):
                it.seek(0)
        return given

    echo = form(MULTIPART)
    photo = echo.call(title="t", photo=again()).body.photo
    assert isinstance(photo, File)
    assert (photo.name, photo, photo.content_type) == expected
    assert Peer().call(echo, title="t", photo=again()) == [
        ("title", "t"),
        ("photo", expected),
    ]


def test_an_open_file_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(PHOTO)
    echo = form(MULTIPART)
    with path.open("rb") as file:
        photo = echo.call(title="t", photo=file).body.photo
    assert (photo.name, photo.content_type) == ("scan.pdf", "application/pdf")


def test_several_files_in_one_field() -> None:
    echo = form(MULTIPART)
    several: tuple[Any, ...] = (b"1", ("b.txt", b"2"))
    for pages in ([*several], several, [File(b"1", "a")]):
        seen = echo.call(title="t", pages=pages).body.pages
        assert seen == [b"1", b"2"][: len(pages)]
    body = Entry(title="t", pages=[File(b"1", "a.txt"), b"2"])
    assert Peer().call(echo, body=body)[1:] == [
        ("pages", ("a.txt", b"1", "text/plain")),
        ("pages", ("pages", b"2", "application/octet-stream")),
    ]


def test_a_part_has_the_type_and_the_headers_that_its_encoding_asks_for() -> None:
    echo = form(
        MULTIPART,
        title=Part("text/markdown"),
        photo=Part("image/png, image/jpeg"),
        address=Part("application/vnd.address+json"),
        count=Part("application/json"),
        pages=Part("image/*"),
    )
    peer = Peer()
    fields = peer.call(
        echo,
        title="t",
        count=1,
        address=Address(street="s"),
        photo=("a.jpg", PHOTO),
        pages=[("a.gif", PHOTO), ("b.exe", PHOTO)],
    )
    kinds = [value[2] for _, value in fields if isinstance(value, tuple)]
    assert kinds == ["image/jpeg", "image/gif", "application/octet-stream"]
    assert b'name="title"\r\nContent-Type: text/markdown\r\n' in peer.body
    assert b"Content-Type: application/vnd.address+json\r\n" in peer.body
    assert b'name="count"\r\nContent-Type: application/json\r\n\r\n1\r\n' in peer.body
    plain = form(MULTIPART, photo=Part("image/png, image/jpeg"))
    photo = plain.call(title="t", photo=File(PHOTO, headers={"X-Rate": "5"})).body.photo
    assert (photo.content_type, photo.headers) == ("image/png", {"x-rate": "5"})
    assert echo.call(title="t", count=1, address=Address(street="s")).body.count == 1


STYLED: dict[str, tuple[Any, Part]] = {
    "tags": (["a", "b c"], Part(style="pipeDelimited", shape="array")),
    "numbers": ([1, 2], Part(style="form", shape="array")),
    "address": (
        Address(street="1 Way", zip="9"),
        Part(style="deepObject", shape="object"),
    ),
    "extra": ({"k": "v", "l": "&"}, Part(style="form", explode=True, shape="object")),
}


@pytest.mark.parametrize("media", [FORM, MULTIPART])
def test_a_field_may_have_a_style(media: str) -> None:
    parts = {
        ("x-extra" if k == "extra" else k): part for k, (_, part) in STYLED.items()
    }
    given: dict[str, Any] = {name: value for name, (value, _) in STYLED.items()}
    echo = form(media, **parts)
    assert echo.call(title="t", **given).body == Entry(title="t", **given)
    peer = Peer()
    assert peer.call(echo, title="t", **given) == [
        ("title", "t"),
        ("tags", "a|b c"),
        ("numbers", "1,2"),
        ("address[street]", "1 Way"),
        ("address[zip]", "9"),
        ("k", "v"),
        ("l", "&"),
    ]
    bracket = Address.model_validate({"street": "s", "a[b": "c"})
    wrong: list[dict[str, Any]] = [{"tags": ["a|b"]}, {"address": bracket}]
    for one in wrong:
        with pytest.raises(RequestInvalid):
            echo.call(title="t", **one)
    if media == FORM:
        with pytest.raises(RequestInvalid, match="is the name of another value"):
            echo.call(title="t", extra={"title": "u"})


def test_reserved_characters_stay_in_a_form_that_allows_them() -> None:
    echo = form(FORM, title=Part(style="form", explode=True, allow_reserved=True))
    peer = Peer()
    assert peer.call(echo, title="/a?b:c&d=e f") == [("title", "/a?b:c&d=e f")]
    assert peer.body == b"title=/a?b:c%26d%3De%20f"


def test_nulls_and_empty_lists_are_left_out() -> None:
    for media in (FORM, MULTIPART):
        echo = form(media, tags=Part(style="form", shape="array"))
        assert Peer().call(echo, title="t", open=None, tags=[], numbers=[]) == [
            ("title", "t")
        ]


@pytest.mark.parametrize(
    "given",
    [
        {"photo": File(b"", "a\x00b")},
        {"photo": File(b"", "a%22b")},
        {"photo": File(b"", "a", "text/plain\r\nX-Y: z")},
        {"photo": File(b"", "a", None, {"X": "a\r\n\r\nb"})},
        {"photo": 1},
        {"photo": ("a.png", "text")},
    ],
)
def test_what_would_be_another_part_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(RequestInvalid):
        form(MULTIPART).call(title="t", **given)


def test_quotes_and_line_ends_in_names_come_back() -> None:
    photo = form(MULTIPART).call(title="t", photo=File(b"x", 'a"b\r\nc')).body.photo
    assert photo.name == 'a"b\r\nc'
