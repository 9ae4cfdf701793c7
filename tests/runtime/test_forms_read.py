"""Forms that other clients write, and broken ones, against our server."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import httpx2
import pytest

from templates.runtime.plan import Part
from tests.runtime.echo import Echo
from tests.runtime.test_forms import (
    FORM,
    MULTIPART,
    PHOTO,
    Address,
    Entry,
    form,
)


def sent(echo: Echo, **request: Any) -> Any:
    response = echo.http().put("/echo", **request)
    assert response.status_code == 204, response.text
    return echo.seen.body


def test_forms_of_another_client_are_read() -> None:
    data = {"title": "a b&ä", "count": "3", "tags": ["x"], "address": '{"street":"s"}'}
    expected = Entry(title="a b&ä", count=3, tags=["x"], address=Address(street="s"))
    assert sent(form(FORM), data=data) == expected
    files = {"photo": ("ä.png", PHOTO, "image/png")}
    found = sent(form(MULTIPART), data=data, files=files)
    assert found.photo == PHOTO
    assert (found.photo.name, found.photo.content_type) == ("ä.png", "image/png")
    assert found.tags == ["x"]
    # A file where another type is asked for: some clients cannot do otherwise.
    some = [
        ("title", ("t", b"1")),
        ("address", ("blob", b'{"street":"s"}', "application/json")),
        ("count", (None, b"4", "application/json")),
        ("pages", ("1", b"a")),
    ]
    found = sent(form(MULTIPART), files=some)
    assert (found.title, found.address.street, found.count) == ("1", "s", 4)
    assert found.pages == [b"a"]


def raw(*parts: bytes, boundary: str = "b", closed: bool = True) -> dict[str, Any]:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    kind = f"multipart/form-data; boundary={boundary}"
    content = b"preamble\r\n" + body + (b"--b--\r\nepilogue" if closed else b"")
    return {"content": content, "headers": {"Content-Type": kind}}


TITLE = b'Content-Disposition: form-data; name="title"\r\n\r\nt'


def test_rare_forms_of_parts_are_read() -> None:
    echo = form(MULTIPART)
    latin = b"content-disposition:form-data;name=title\r\n"
    latin += b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n\xe4"
    assert sent(echo, **raw(latin, boundary='"b"')).title == "ä"
    named = b'Content-Disposition: form-data; name="photo"; filename="x"; filename*='
    found = sent(echo, **raw(TITLE, named + b"UTF-8''%c3%a4.png\r\n\r\n1"))
    assert (found.photo.name, found.photo) == ("ä.png", b"1")
    quoted = b'Content-Disposition: form-data; name="photo"; filename="a\\"b"\r\n\r\n1'
    assert sent(echo, **raw(TITLE, quoted)).photo.name == 'a"b'
    inner = TITLE + b"\r\n--bc\r\n--b-\r\n"  # not the boundary
    assert sent(echo, **raw(inner)).title == "t\r\n--bc\r\n--b-\r\n"
    unknown = TITLE.replace(
        b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset=x\r\n\r\n"
    )
    assert sent(echo, **raw(unknown, b"X: no name\r\n\r\n1")).title == "t"


@pytest.mark.parametrize(
    "request_",
    [
        raw(TITLE, closed=False),
        raw(TITLE, boundary=""),
        raw(TITLE, boundary="c"),
        raw(b"Content-Disposition: form-data; name=count\r\n\r\n1"),
        raw(TITLE, b"Content-Disposition: form-data; name=count\r\n\r\n\xff"),
        raw(
            TITLE,
            b"Content-Disposition: form-data; name=address\r\n"
            b"Content-Type: application/json\r\n\r\n{",
        ),
        raw(*[TITLE] * 10_001),
        raw(TITLE, b"A: " + b"b" * 20_000 + b"\r\n\r\n"),
        {"data": {"title": "t", "count": "x"}},
    ],
)
def test_broken_forms_are_bad_requests(request_: dict[str, Any]) -> None:
    media = FORM if "data" in request_ else MULTIPART
    assert form(media).http().put("/echo", **request_).status_code == 400


def test_a_field_that_is_json_must_be_json() -> None:
    echo = form(FORM, address=Part("application/json"))
    response = echo.http().put("/echo", data={"title": "t", "address": "{"})
    assert response.status_code == 400
    echo = form(MULTIPART, title=Part("application/json"))
    assert sent(echo, **raw(TITLE.replace(b"\r\n\r\nt", b'\r\n\r\n"t"'))).title == "t"


def test_httpx_is_not_the_only_client() -> None:
    echo = form(MULTIPART)

    async def run() -> int:
        transport = httpx2.ASGITransport(echo)
        async with httpx2.AsyncClient(transport=transport) as http:
            url, files = "http://echo.test/echo", {"photo": ("a", io.BytesIO(PHOTO))}
            return (await http.put(url, data={"title": "t"}, files=files)).status_code

    assert asyncio.run(run()) == 204
    assert echo.seen.body.photo == PHOTO
