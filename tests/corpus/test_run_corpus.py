"""The harness sees what does not hold, with a stand-in for the command."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import run_corpus

STAND_IN = """
import json, pathlib, sys
arguments = sys.argv[1:]
folder = pathlib.Path(arguments[3]) / arguments[5]
folder.mkdir()
(folder / "__init__.py").write_text({module!r})
(folder / "openapi.json").write_text(pathlib.Path(arguments[1]).read_text())
print(json.dumps({summary!r}))
"""
DOCUMENT = {"openapi": "3.1.0", "paths": {"/nests": {"get": {}, "put": {}}}}


def summary(**changes: Any) -> dict[str, Any]:
    none = {"in": 0, "out": 0, "listed": 0}
    api = {
        "operations": {"in": 2, "out": 2, "listed": 0},
        "declarations": none,
        "webhooks": none,
        "files": 1,
        "lines": 1,
        "gaps": {},
        "any": {"unspecified": 3},
        "fields": 1000,
        "names": {"total": 100, "numbered": 0},
    }
    return {"apis": [api | changes], "diagnostics": []}


def harness(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    printed: dict[str, Any],
    module: str = "ONE = 1\n",
) -> int:
    corpus = folder / "corpus" / "openapi"
    corpus.mkdir(parents=True)
    corpus.joinpath("nests.json").write_text(json.dumps(DOCUMENT))
    row = "path\tspec\tbytes\toperations\tschemas\nnests.json\t3.1.0\t99\t2\t0\n"
    corpus.joinpath("MANIFEST.tsv").write_text(row)
    script = folder / "stand_in.py"
    script.write_text(STAND_IN.format(module=module, summary=printed))
    monkeypatch.setattr(run_corpus, "specloom", lambda: [sys.executable, script])
    return run_corpus.main(
        ["--corpus", str(corpus.parent), "--output", str(folder / "out")]
    )


def test_all_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert harness(tmp_path, monkeypatch, summary()) == 0


@pytest.mark.parametrize(
    ("changes", "module", "said"),
    [
        ({"operations": {"in": 2, "out": 1, "listed": 0}}, "", "2 in, 1+0"),
        ({"operations": {"in": 1, "out": 1, "listed": 0}}, "", "says 1 in, has 2"),
        ({"operations": {"in": 2, "out": 1, "listed": 1}}, "", "has 2 operations"),
        ({"any": {"union": 5}}, "", "0.5% of fields"),
        ({"names": {"total": 100, "numbered": 2}}, "", "2% of names"),
        ({"names": 7}, "", "summary: TypeError"),
        ({}, "1/0\n", "black: __init__.py"),
        ({}, "1 / 0\n", "import: ZeroDivisionError"),
        ({}, 'import re\n\nre.compile("(?i)\\d")\n', "import: SyntaxError"),
        ({}, 'import warnings\n\nwarnings.warn("w")\n', "import: UserWarning: w"),
    ],
)
def test_says_what_does_not_hold(
    changes: dict[str, Any],
    module: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert harness(tmp_path, monkeypatch, summary(**changes), module) == 1
    assert said in capsys.readouterr().out
