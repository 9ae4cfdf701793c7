"""`specloom generate` from end to end: with and without configuration, twice, anywhere."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import specloom
from specloom.cli import run

PETS = """\
openapi: 3.1.0
info: {title: Pet Shop, version: "1"}
servers: [{url: https://pets.example}]
tags: [{name: pets}]
paths:
  /pets/{petId}:
    get:
      tags: [pets]
      operationId: getPet
      summary: Get a pet.
      parameters:
        - {name: petId, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        friends: {type: array, items: {$ref: "#/components/schemas/Pet"}}
        anything: {}
"""
CONFIG = """\
[tool.specloom]
output = "generated"

[tool.specloom.apis.pets]
sources = ["specs/*.yaml"]

[tool.specloom.apis.zoo]
sources = ["specs/pets.yaml"]
package = "animals"
"""
ENVIRONMENT = os.environ | {"PYTHONPATH": os.fspath(Path(specloom.__file__).parents[1])}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/pets.yaml").write_text(PETS)
    (tmp_path / "pyproject.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_with_configuration(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["generate"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("pets  1 operation, ") and "0 gaps: wrote" in first
    assert second.startswith("zoo   1 operation, ")
    made = tree(project / "generated")
    assert {path.partition("/")[0] for path in made} == {"pets", "animals"}
    lock = json.loads(made["pets/specloom.lock"])
    assert list(lock["sources"]) == ["specs/pets.yaml"]
    assert {f"pets/{path}" for path in lock["files"]} == {
        path for path in made if path.startswith("pets/")
    } - {"pets/specloom.lock"}
    monkeypatch.chdir(project / "specs")
    assert run(["generate"]) == 0
    assert tree(project / "generated") == made
    assert "files are current" in capsys.readouterr().out


def test_one_api_of_several(project: Path) -> None:
    assert run(["generate", "zoo"]) == 0
    assert [path.name for path in (project / "generated").iterdir()] == ["animals"]


def test_without_configuration(project: Path) -> None:
    assert run(["generate", "specs/pets.yaml", "--output", "out", "--quiet"]) == 0
    assert [path.name for path in (project / "out").iterdir()] == ["pets"]


@pytest.mark.parametrize(
    ("name", "package"), [("openapi.yaml", "pet_shop"), ("Zoo-2.yaml", "zoo_2")]
)
def test_the_package_is_named_after_file_or_title(
    project: Path, name: str, package: str
) -> None:
    (project / name).write_text(PETS)
    assert run(["generate", name, "--output", "out"]) == 0
    assert [path.name for path in (project / "out").iterdir()] == [package]


def test_the_standard_input(project: Path) -> None:
    command = [sys.executable, "-c", "from specloom.cli import main; main()"]
    for more in (["dump", "-"], ["generate", "-", "-o", "out", "--package", "pets"]):
        subprocess.run(
            command + more, input=PETS, text=True, check=True, env=ENVIRONMENT
        )
    assert (project / "out/pets/specloom.lock").is_file()


def test_a_second_run_writes_nothing(project: Path) -> None:
    arguments = ["generate", "specs/pets.yaml", "--output", "out"]
    assert run(arguments) == 0
    before = {path: path.stat().st_mtime_ns for path in (project / "out").rglob("*")}
    assert run(arguments) == 0
    after = {path: path.stat().st_mtime_ns for path in (project / "out").rglob("*")}
    assert after == before


def test_the_same_bytes_everywhere(project: Path, tmp_path: Path) -> None:
    program = "from specloom.cli import main; main()"
    places = [
        (project, "specs/pets.yaml", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}),
        (Path("/"), f"{project}/specs/pets.yaml", {"PYTHONHASHSEED": "2"}),
        (project / "specs", "pets.yaml", {"LC_ALL": "C", "PYTHONUTF8": "0"}),
        (project / "specs", "./../specs/pets.yaml", {"LANG": "tr_TR.UTF-8"}),
    ]
    trees = []
    for number, (folder, spec, variables) in enumerate(places):
        output = tmp_path / f"out{number}"
        command = [sys.executable, "-c", program, "generate", spec, "-o", output]
        variables = {**ENVIRONMENT, **variables}
        subprocess.run(command, cwd=folder, env=variables, check=True)
        trees.append(tree(output))
    assert trees.count(trees[0]) == len(trees)
    assert os.fsencode(project) not in b"".join(trees[0].values())
    assert all(b"\r" not in data for data in trees[0].values())


def test_json(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["generate", "specs/pets.yaml", "-o", "out", "--format", "json"]
    assert run(arguments) == 0
    captured = capfd.readouterr()
    assert captured.err == ""
    content = json.loads(captured.out)
    assert content.keys() == {"apis", "diagnostics"}
    (api,) = content["apis"]
    assert api["package"] == "pets"
    assert api["operations"] == {"in": 1, "out": 1, "listed": 0}
    assert api["declarations"] == {"in": 1, "out": 1, "listed": 0}
    assert api["webhooks"] == {"in": 0, "out": 0, "listed": 0}
    assert (api["fields"], api["any"]) == (3, {"unspecified": 1})
    assert api["files"] == api["written"] > 0
    assert api["names"]["total"] > 0 and api["names"]["numbered"] == 0
    assert run(arguments) == 0
    assert json.loads(capfd.readouterr().out)["apis"][0]["written"] == 0


@pytest.mark.parametrize("package", ["pets", "a", "x_1"])
def test_a_package_can_be_imported_under_any_name(
    project: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["generate", "specs/pets.yaml", "-o", "out", "--package", package]
    assert run(arguments) == 0
    monkeypatch.syspath_prepend(project / "out")
    try:
        found = importlib.import_module(package)
        assert found.__file__ == os.fspath(project / "out" / package / "__init__.py")
        assert found.models.Pet(name="Ada").name == "Ada"
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == package]:
            del sys.modules[name]


def test_one_that_fails_does_not_stop_the_others(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "specs/bad.yaml").write_text("[")
    (project / "pyproject.toml").write_text(
        CONFIG.replace("specs/*.yaml", "specs/bad.yaml")
    )
    assert run(["generate"]) == 2
    captured = capsys.readouterr()
    assert "specs/bad.yaml:1:" in captured.err
    assert captured.out.startswith("zoo ")


def test_strict_and_max_gaps(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = project / "specs/pets.yaml"
    spec.write_text(PETS.replace("anything: {}", "anything: {$ref: '#/nowhere'}"))
    assert run(["generate", "zoo"]) == 0
    assert run(["generate", "zoo", "--strict"]) == 1
    assert "error[SL713]: zoo: " in capsys.readouterr().err
    assert (project / "generated/animals/GAPS.md").is_file()


def test_hand_edits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["generate", "specs/pets.yaml", "--output", "out"]
    assert run(arguments) == 0
    readme = project / "out/pets/README.md"
    readme.write_text("mine\n")
    assert run(arguments) == 1
    assert "error[SL720]: out/pets/README.md was edited" in capsys.readouterr().err
    assert readme.read_text() == "mine\n"
    assert run([*arguments, "--force"]) == 0
    assert readme.read_text() != "mine\n"


def test_a_lock_is_placed_as_seen_from_here(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["generate", "specs/pets.yaml", "--output", "out"]
    assert run(command) == 0
    (project / "out/pets/specloom.lock").write_text("ours\n")
    assert run(command) == 2
    assert " --> out/pets/specloom.lock:1:1\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["dump", "specs/pets.yaml"],
        ["dump", "specs/pets.yaml", "--stage", "ready"],
        ["dump", "specs/pets.yaml", "--format", "json"],
        ["dump", "specs/pets.yaml", "--spans"],
        ["export", "specs/pets.yaml"],
        ["export", "specs/pets.yaml", "--format", "yaml"],
        ["export", "specs"],
    ],
)
def test_what_is_printed(
    project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "getPet" in captured.out and captured.out.endswith("\n")
    assert not captured.out.endswith("\n\n")


def test_who_reads_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dump", "specs/pets.yaml", "--reader"]) == 0
    assert capsys.readouterr().out.startswith("pets.yaml: openapi: ")


def test_export_to_a_file(project: Path) -> None:
    assert run(["export", "specs/pets.yaml", "-o", "pets.json"]) == 0
    assert run(["export", "pets.json", "-o", "again.yaml"]) == 0
    assert run(["export", "again.yaml", "-o", "again.json"]) == 0
    assert Path("again.json").read_text() == Path("pets.json").read_text()
    assert Path("again.yaml").read_text().startswith("openapi: ")


def test_validate(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "specs/pets.yaml"]) == 0
    assert capsys.readouterr().err == ""
    spec = project / "specs/pets.yaml"
    spec.write_text(PETS.replace("summary: Get a pet.", "summary: 7"))
    assert run(["validate", "specs/pets.yaml"]) == 1
    assert "--> specs/pets.yaml:10:7" in capsys.readouterr().err
    assert run(["validate", "specs", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found[0]["pointer"] == "/paths/~1pets~1{petId}/get/summary"
    assert run(["validate", "none.yaml"]) == 2


def test_validate_looks_at_all_files(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "specs/a.yaml").write_text("openapi: 3.1.0\ninfo: [\n")
    (project / "specs/data.json").write_text("{}")
    (project / "specs/z.md").write_text("# No fence\n")
    assert run(["validate", "specs"]) == 1
    said = capsys.readouterr().err
    assert "--> specs/a.yaml:" in said and "data.json" not in said
    assert run(["validate", *map(str, (project / "specs").iterdir())]) == 1
    said = capsys.readouterr().err
    assert "--> specs/z.md:1:1" in said and "--> specs/data.json:1:1" in said


def test_scaffold(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["generate", "specs/pets.yaml", "-o", "out", "--scaffold", "app"]
    assert run(arguments) == 0
    stubs = tree(project / "app")
    assert stubs
    assert f", wrote {len(stubs)} stubs in " in capsys.readouterr().out
    first = project / "app" / next(iter(stubs))
    first.write_text("mine\n")
    assert run(arguments) == 0
    assert first.read_text() == "mine\n"
    assert "stub" not in capsys.readouterr().out


def test_scaffolds_of_several_apis(project: Path) -> None:
    assert run(["generate", "--scaffold", "app"]) == 0
    assert {path.name for path in (project / "app").iterdir()} == {"pets", "animals"}
