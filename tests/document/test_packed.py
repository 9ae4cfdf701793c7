"""Packed documents: what is inside, where it stands, and how much of it is inflated."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable

import pytest

from specloom.diagnostics import SpecError
from specloom.document import Document, Limits, unpack
from specloom.source import SourceFile

TREE = {"paths": {"/a": {"get": {"responses": {}}}}}


def _unpacked(packed: str, limits: Limits | None = None) -> Document:
    source = SourceFile("page.md", f"---\napi: {packed}\n---\n".encode())
    return unpack(source, packed, 4, 9 + len(packed), limits)


@pytest.mark.parametrize("deflate", [zlib.compress, gzip.compress])
def test_what_was_packed_comes_out(deflate: Callable[[bytes], bytes]) -> None:
    packed = base64.b64encode(deflate(json.dumps(TREE).encode())).decode()
    assert _unpacked(packed).root == TREE


def test_a_plain_object_may_stand_in_a_string() -> None:
    assert _unpacked(json.dumps(TREE)).root == TREE


def test_every_pointer_leads_to_the_string() -> None:
    document = _unpacked(json.dumps(TREE))
    assert document.span("/paths/~1a/get").position() == (2, 1)
    assert document.locate("/nowhere") == document.locate("")


def test_no_more_is_inflated_than_the_limit() -> None:
    bomb = base64.b64encode(zlib.compress(b" " * (8 << 20))).decode()
    assert len(bomb) < 16_000
    with pytest.raises(SpecError) as refusal:
        _unpacked(bomb, Limits(bytes=1 << 20))
    assert refusal.value.diagnostic.code == "SL116"
    assert "1,048,576 bytes" in refusal.value.diagnostic.message


@pytest.mark.parametrize(
    ("packed", "step"),
    [
        ("eJ*=", "no base64"),
        ("eJ", "no base64"),
        (base64.b64encode(b"x\x9c\xff\xff\xff").decode(), "no deflated text"),
        (base64.b64encode(zlib.compress(b"{}")[:-3]).decode(), "is cut"),
        (base64.b64encode(zlib.compress(b"[1,")).decode(), "no JSON"),
        (base64.b64encode(zlib.compress(b"\xff{}")).decode(), "no JSON"),
        (base64.b64encode(zlib.compress(b"")).decode(), "no JSON"),
    ],
)
def test_the_step_is_named_that_fails(packed: str, step: str) -> None:
    with pytest.raises(SpecError) as refusal:
        _unpacked(packed)
    assert refusal.value.diagnostic.code == "SL122"
    assert step in refusal.value.diagnostic.message
    assert refusal.value.diagnostic.span is not None
    assert refusal.value.diagnostic.span.position() == (2, 1)
