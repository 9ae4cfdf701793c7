"""Merging twice as many pages takes twice as many calls, whatever the pages disagree on."""

import json
import sys
from types import FrameType

import pytest

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api
from specloom.passes.merge import merge
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile

PAGES = 60


def _page(number: int, own: str, path: str) -> Api:
    """A page whose components say `own` under names that all pages use."""
    reference = {"$ref": "#/components/schemas/Status"}
    answer = {
        "description": own,
        "content": {"application/json": {"schema": reference}},
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Quay", "version": "1"},
        "security": [{"key": []}],
        "paths": {
            f"/r{number}": {
                "get": {"responses": {"200": {"$ref": "#/components/responses/Done"}}}
            }
        },
        "components": {
            "responses": {"Done": answer},
            "schemas": {
                "Status": {"properties": {own: {"$ref": "#/components/schemas/At"}}},
                "At": {"type": "string"},
                f"Own{number}": {"type": "object"},
            },
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": own}},
        },
    }
    text = f"````yaml GET /r{number}\n{json.dumps(root)}\n````\n"
    return read_source(SourceFile(path, text.encode()), NoFiles(), Diagnostics()).api


def _calls(apis: list[Api]) -> int:
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        merge(apis, Diagnostics())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kinds", [1, 2, 10_000], ids=["agree", "two kinds", "differ"])
@pytest.mark.parametrize("path", ["pages.md", "page{}.md"], ids=["one file", "files"])
def test_calls_grow_as_pages_do(kinds: int, path: str) -> None:
    apis = [
        _page(number, f"own{number % kinds}", path.format(number))
        for number in range(4 * PAGES)
    ]
    small, large = _calls(apis[: 2 * PAGES]), _calls(apis)
    smaller = _calls(apis[:PAGES])
    assert large - small <= 2.1 * (small - smaller)
    assert len(merge(apis, Diagnostics()).operations) == 4 * PAGES
