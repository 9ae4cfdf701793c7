"""An API under an overlay is what its changed document describes, whatever was changed."""

from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostics, SpecError
from specloom.document import load
from specloom.export import export_json
from specloom.ir.api import Api
from specloom.overlay import overlaid
from specloom.passes.resolve import resolve
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source
from specloom.source import SourceFile
from tests.export.rereading import reread, without_differing_uses
from tests.export.test_cases import INPUTS
from tests.export.test_corpus import CORPUS, SPECS
from tests.overlay.meaning import OVERLAYS, differences, normal

LITTLE = [name for name, size in SPECS.items() if size < 60_000]
FILES = [
    *INPUTS,
    *(pytest.param(CORPUS / name, marks=pytest.mark.corpus) for name in LITTLE),
]


def _api(path: Path) -> Api:
    files = FolderLoader(path.parent)
    try:
        api = read_source(load(path, path.name), files, Diagnostics()).api
    except SpecError as refusal:
        pytest.skip(f"nothing to change: {refusal}")
    return resolve(api, Diagnostics())


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_is_changed_is_what_is_meant(path: Path) -> None:
    api = _api(path)
    again = resolve(reread(export_json(api)), Diagnostics())
    if normal(again) != normal(api) or without_differing_uses(api) != api:
        pytest.skip("its document does not say all of it")
    found = {name: differences(api, actions) for name, actions in OVERLAYS.items()}
    wrong = {name: text for name, text in found.items() if text}
    assert not wrong, "\n".join(f"{name}:\n{text}" for name, text in wrong.items())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_what_is_not_changed_is_the_same_record(path: Path) -> None:
    api = _api(path)
    source = SourceFile(
        "overlay.yaml",
        b"overlay: 1.0.0\ninfo: {title: '', version: ''}\n"
        b"actions: [{target: $.info, update: {summary: Quite new}}]\n",
    )
    made, error = overlaid(api, [source], Diagnostics())
    assert error is None
    assert made.summary == "Quite new"
    assert made.operations is api.operations
    assert made.webhooks is api.webhooks
    assert made.declarations is api.declarations
    assert made.security_schemes is api.security_schemes
