"""Bodies: what one side writes, the other reads."""

from __future__ import annotations

import httpx2
import pytest
from pydantic import MISSING

from templates.runtime import bodies, parsing
from templates.runtime.codec import codec
from templates.runtime.jsontext import NotJson
from templates.runtime.types import Binary
from tests.runtime.harbour import Manifest

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("media", [FORM, "multipart/form-data", "application/x+json"])
def test_an_object_comes_back_from_every_form(media: str) -> None:
    body = Manifest(title='a&b="c"\r\nä', pages=[7])
    raw, header = bodies.write(media, lambda: Manifest, body, "request")
    assert bodies.read(media, header, lambda: Manifest, raw) == body


def test_multipart_carries_bytes() -> None:
    body = Manifest(title="t", pages=[1, 2], file=b"\r\n--\x00\xff\r\n")
    raw, header = bodies.write("multipart/form-data", lambda: Manifest, body, "request")
    assert bodies.read("multipart/form-data", header, lambda: Manifest, raw) == body


def test_multipart_of_another_writer_is_read() -> None:
    request = httpx2.Request(
        "POST",
        "http://x",
        data={"title": "t", "pages": ["1", "2"]},
        files={"file": ("name.bin", b"\xff\x00")},
    )
    found = bodies.read(
        "multipart/form-data",
        request.headers["content-type"],
        lambda: Manifest,
        request.read(),
    )
    assert found == Manifest(title="t", pages=[1, 2], file=b"\xff\x00")


@pytest.mark.parametrize(
    "raw",
    [
        b"--b\r\n" + b"a:\r\n" * 5_000 + b"\r\nx\r\n--b--",
        b"--b\r\n\r\nx\r\n" * 10_001 + b"--b--",
    ],
)
def test_parts_and_their_headers_are_only_so_many(raw: bytes) -> None:
    header = "multipart/form-data; boundary=b"
    with pytest.raises(parsing.TooMany):
        bodies.read("multipart/form-data", header, lambda: Manifest, raw)


def test_text_and_bytes_go_as_they_are() -> None:
    assert bodies.write("text/csv", lambda: str, "ä", "request") == (
        "ä".encode(),
        "text/csv",
    )
    assert bodies.read("text/csv", "text/csv", lambda: str, "ä".encode()) == "ä"
    assert bodies.write("image/*", lambda: Binary, b"\xff", "request")[1] == (
        "application/octet-stream"
    )
    assert bodies.read("image/png", "image/png", lambda: Binary, b"\xff") == b"\xff"
    assert (
        bodies.write("*/*", lambda: Manifest, Manifest(title="t", pages=[]), "request")[
            1
        ]
        == "application/json"
    )


def test_the_media_type_is_chosen_by_name_then_by_range() -> None:
    content = {
        "application/json": lambda: int,
        "image/*": lambda: Binary,
    }

    def chosen(header: str | None) -> str | None:
        found = bodies.choose(content, header)
        return None if found is None else found[0]

    assert chosen("application/json; charset=utf-8") == "application/json"
    assert chosen("application/problem+json") == "application/json"
    assert chosen("Image/PNG") == "image/png"
    assert chosen("text/plain") is None
    assert chosen(None) is None


@pytest.mark.parametrize("raw", [b"", b"{", b"NaN", b"[1]x", b'"\xff"'])
def test_what_is_no_json_is_told_from_what_does_not_fit(raw: bytes) -> None:
    with pytest.raises(NotJson):
        codec(lambda: object).read_request(raw)


def test_missing_parts_stay_unset() -> None:
    raw = b"title=t&pages=1"
    found = bodies.read(FORM, FORM, lambda: Manifest, raw)
    assert isinstance(found, Manifest)
    assert found.file is MISSING


def test_bytes_of_an_unknown_kind_belong_to_every_range() -> None:
    content = {"image/*": lambda: Binary, "text/plain": lambda: str}
    _, header = bodies.write("image/*", lambda: Binary, b"\x89PNG", "request")
    found = bodies.choose(content, header)
    assert found is not None
    assert (found[0], found[1]()) == ("application/octet-stream", Binary)
    assert bodies.choose({"text/*": lambda: str}, header) is None
