"""Which reader takes what, and what the registry says of what no reader takes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import specloom
from specloom.diagnostics import Diagnostics, SpecError
from specloom.read.input import Fragment
from specloom.read.loader import NoFiles
from specloom.read.registry import NOT_RECOGNISED, read_source
from specloom.source import SourceFile

DOCUMENT = b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
PAGE = b"# T\n\n````yaml GET /t\npaths: {/t: {get: {responses: {}}}}\n````\n"
EXAMPLE = b"    A description:\n\n    ```yaml GET /t\n    paths: {}\n    ```\n"


def _read(path: str, data: bytes) -> Fragment:
    return read_source(SourceFile(path, data), NoFiles(), Diagnostics())


@pytest.mark.parametrize(
    ("path", "data", "reader"),
    [
        ("api.yaml", DOCUMENT, "openapi"),
        ("api.yml", b"---\n" + DOCUMENT, "openapi"),
        ("api", DOCUMENT, "openapi"),
        ("api.txt", DOCUMENT, "openapi"),
        ("<stdin>", b'\n {"openapi": "3.1.0", "paths": {}}', "openapi"),
        ("api.yaml", b"\xef\xbb\xbf" + DOCUMENT.replace(b"\n", b"\r\n"), "openapi"),
        ("page.md", PAGE, "mintlify-export"),
        ("page.mdx", PAGE, "mintlify-export"),
        ("page.txt", PAGE, "mintlify-export"),
        ("<stdin>", PAGE, "mintlify-export"),
        # A fence in a description makes no page of a document.
        ("<stdin>", DOCUMENT + b"x-text: |\n" + EXAMPLE, "openapi"),
        ("api.yaml", b"x-text: |\n" + EXAMPLE + DOCUMENT, "openapi"),
    ],
)
def test_a_reader_takes_it(path: str, data: bytes, reader: str) -> None:
    fragment = _read(path, data)
    assert fragment.reader == reader
    assert len(fragment.documents) == 1


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("a.json", b"[1]", "SL203"),
        ("a.json", b"{}", "SL203"),
        ("a.yaml", b"only text\n", "SL203"),
        ("a.md", b"Only text\n", "SL301"),
        ("a.txt", b"Only text\n", "SL301"),
        ("a.md", DOCUMENT, "SL301"),
    ],
)
def test_no_reader_takes_it(path: str, data: bytes, code: str) -> None:
    with pytest.raises(SpecError) as refusal:
        _read(path, data)
    assert refusal.value.diagnostic.code == code
    assert code in NOT_RECOGNISED


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "SL101"), (b"\0", "SL102"), (b'{"openapi": ', "SL104"), (b"a: [", "SL104")],
)
def test_what_is_no_document_is_refused_as_such(data: bytes, code: str) -> None:
    with pytest.raises(SpecError) as refusal:
        _read("a.yaml", data)
    assert refusal.value.diagnostic.code == code
    assert code not in NOT_RECOGNISED


def test_a_document_loads_no_reader_of_pages() -> None:
    program = """
import sys
from specloom.diagnostics import Diagnostics
from specloom.read.loader import NoFiles
from specloom.read.registry import read_sources
from specloom.source import SourceFile
data = b"openapi: 3.1.0\\ninfo: {title: T, version: '1'}\\npaths: {}\\n"
read_sources(SourceFile("api.yaml", data), NoFiles(), Diagnostics())
print([name for name in sys.modules if name.startswith("specloom.read.pages.")])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.fspath(Path(specloom.__file__).parents[1])},
    )
    assert done.stdout == "[]\n"
