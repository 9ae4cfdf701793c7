"""Places that are no files, or hold something else: what is read, and what is said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from specloom.cli import run

GOOD = """\
openapi: 3.1.0
info: {title: Pet Shop, version: "1"}
paths:
  /pets:
    get: {operationId: listPets, responses: {"200": {description: Done.}}}
"""
PAGE = f"# Toys\n\n````yaml GET /toys\n{GOOD.replace('/pets', '/toys').replace('Pets', 'Toys')}````\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SPECLOOM_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pets.yaml").write_text(GOOD)
    return tmp_path


def test_a_folder_with_all_kinds_of_things(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = here / "docs"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.yaml").write_text(GOOD)
    (folder / "deep/toys.md").write_text(PAGE)
    (folder / "README.md").write_text("# About\n")
    (folder / "data.json").write_text('{"a": 1}')
    (folder / "image.png").write_bytes(b"\x89PNG\0")
    (folder / "cut.yaml").write_text("openapi: [")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "gone.yaml").symlink_to("nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "again").symlink_to(".")
    assert run(["generate", "docs", "--output", "docs/out"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("pet_shop  2 operations, ")
    for said in (
        "error[SL104]: the document ends too early\n --> docs/cut.yaml:1:10",
        "error[SL120]: `pipe.yaml` is not a regular file\n --> docs/pipe.yaml",
        "error[SL121]: there is no file `gone.yaml`\n --> docs/gone.yaml",
        "error[SL121]: there can be no file `loop.yaml`: ",
    ):
        assert said in captured.err
    assert captured.err.count("error[") == 4
    # What was made is no source of the next run.
    assert run(["generate", "docs", "--output", "docs/out"]) == 0
    assert "2 operations" in (said := capsys.readouterr().out)
    assert "files are current" in said
    assert run(["validate", "docs"]) == 1
    assert capsys.readouterr().err.count("error[") == 4


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/dev/null", "SL120"),
        ("/dev/zero", "SL120"),
        ("pipe", "SL120"),
        ("loop", "SL121"),
        ("none.yaml", "SL121"),
        ("pets.yaml/x", "SL121"),
        ("x" * 300, "SL121"),
        ("nul\0", "SL121"),
        ("empty", "SL711"),
        ("*.toml", "SL706"),
        ("", "SL706"),
    ],
)
@pytest.mark.parametrize("command", ["generate", "validate", "dump", "export"])
def test_a_place_that_is_no_file(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    name: str,
    code: str,
) -> None:
    os.mkfifo(here / "pipe")
    (here / "loop").symlink_to("loop")
    (here / "empty").mkdir()
    more = ["--output", "out"] if command == "generate" else []
    assert run([command, name, *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"error[{code}]: ") and "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--output", "pets.yaml"], "SL710"),
        (["--output", ""], "SL710"),
        (["--output", "pets.yaml/out"], "SL723"),
        (["--output", "nowhere"], "SL723"),
        (["--output", "x" * 300], "SL723"),
        (["--output", "out", "--scaffold", "pets.yaml"], "SL710"),
        (["--output", "out", "--package", "../up"], "SL708"),
        (["--output", "out", "--package", ""], "SL708"),
        (["--output", "out", "--base-url", ""], "SL710"),
        (["--output", "out", "--root", "none"], "SL714"),
    ],
)
def test_a_place_that_cannot_be_written(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    (here / "nowhere").symlink_to("not-there")
    assert run(["generate", "pets.yaml", *options]) == 2
    assert capsys.readouterr().err.startswith(f"error[{code}]: ")
    assert {path.name for path in here.iterdir()} == {"nowhere", "pets.yaml"}


def test_an_output_folder_may_be_a_link(here: Path) -> None:
    (here / "real").mkdir()
    (here / "out").symlink_to("real")
    assert run(["generate", "pets.yaml", "--output", "out"]) == 0
    assert (here / "real/pets/specloom.lock").is_file()


def test_a_package_may_not_be_a_link(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "out").mkdir()
    (here / "elsewhere").mkdir()
    (here / "out/pets").symlink_to(here / "elsewhere")
    assert run(["generate", "pets.yaml", "--output", "out"]) == 2
    assert "error[SL723]: out/pets is not a folder" in capsys.readouterr().err
    assert not list((here / "elsewhere").iterdir())


def test_configuration_is_shown_as_seen_from_here(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "project/deep").mkdir(parents=True)
    (here / "project/specloom.toml").write_text("x = [")
    assert run(["generate", "--config", "project/specloom.toml"]) == 2
    assert "--> project/specloom.toml:1:6" in capsys.readouterr().err
    (here / "project/specloom.toml").write_text('[apis.a]\nsources = ["a.yaml"]\n')
    assert run(["generate", "b", "--config", "project/specloom.toml"]) == 2
    said = capsys.readouterr().err
    assert "error[SL709]" in said and "--> project/specloom.toml:1:" in said
    assert run(["generate", "--config", "project/specloom.toml"]) == 2
    assert "--> project/specloom.toml:2:12" in capsys.readouterr().err


@pytest.mark.parametrize("title", ["Pydantic", "日本語", "con", "class", "''", "1"])
def test_any_title_names_a_package(here: Path, title: str) -> None:
    (here / "openapi.yaml").write_text(GOOD.replace("Pet Shop", title))
    assert run(["generate", "openapi.yaml", "--output", "out", "--format", "json"]) == 0
    (package,) = (here / "out").iterdir()
    assert json.loads((package / "openapi.json").read_text())["paths"]
