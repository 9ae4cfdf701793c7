"""Overlays in `specloom generate`: what they change in the output, and what stops it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from specloom.cli import run
from tests.test_emit_cases import tree

PETS = """\
openapi: 3.1.0
info: {title: Pet Shop, version: "1"}
servers: [{url: https://pets.example}]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
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
        name: {type: string, description: What it is called.}
        friends: {type: array, items: {$ref: "#/components/schemas/Pet"}}
    Food: {type: object, properties: {kilos: {type: wrong}}}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Names, version: 1.0.0}
actions:
  - target: $.components.schemas.Pet.properties.name
    update: {description: The name it hears to.}
"""
STALE = """\
  - target: $.components.schemas.Bird
    remove: true
"""
CONFIG = """\
[apis.pets]
sources = ["specs/"]
overlays = ["specs/overlays/*.yaml"]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs" / "overlays").mkdir(parents=True)
    (tmp_path / "specs" / "pets.yaml").write_text(PETS)
    (tmp_path / "specs" / "overlays" / "pets.yaml").write_text(OVERLAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_description_changes_exactly_that(here: Path) -> None:
    command = ["generate", "specs/pets.yaml", "-q", "--package", "pets", "--output"]
    assert run([*command, "plain"]) == 0
    overlay = ["--overlay", "specs/overlays/pets.yaml"]
    assert run([*command, "other", *overlay]) == 0
    plain, other = tree(here / "plain"), tree(here / "other")
    assert plain.keys() == other.keys()
    changed = [path for path in plain if plain[path] != other[path]]
    (models,) = [path for path in changed if path.endswith(".py")]
    assert changed == [models, "pets/openapi.json"]
    new = plain[models].replace("What it is called.", "The name it hears to.")
    assert other[models] == new
    lines = zip(
        plain["pets/openapi.json"].splitlines(),
        other["pets/openapi.json"].splitlines(),
        strict=True,
    )
    ((before, after),) = [(old, new) for old, new in lines if old != new]
    assert before.lstrip().startswith('"Pet": ')
    pet = json.loads("{" + after.rstrip(",") + "}")["Pet"]
    evidence = pet["properties"]["name"].pop("x-specloom-evidence")
    (claim,) = pet["properties"]["name"].pop("x-specloom-conflicts")
    assert evidence["description"]["grade"] == "pinned"
    assert evidence["description"]["at"].startswith("overlays/pets.yaml#/actions/0/")
    assert (claim["attribute"], claim["value"]) == ("description", "What it is called.")
    known = json.loads("{" + before.rstrip(",") + "}")["Pet"]
    known["properties"]["name"]["description"] = "The name it hears to."
    assert pet == known


def test_the_lock_knows_the_overlay(here: Path) -> None:
    (here / "specloom.toml").write_text(CONFIG)
    assert run(["generate", "-q"]) == 0
    lock = (here / "generated" / "pets" / "specloom.lock").read_text()
    assert "specs/overlays/pets.yaml" in lock
    assert "specs/pets.yaml" in lock


def test_an_overlay_is_no_source(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "specloom.toml").write_text(CONFIG.replace("specs/", "specs/**/*.yaml", 1))
    assert run(["generate", "-q"]) == 0
    said = capsys.readouterr().err
    assert "specs/pets.yaml" in said and "overlays" not in said


def test_a_stale_action_stops_it_at_the_end(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "specs" / "overlays" / "pets.yaml").write_text(OVERLAY + STALE)
    (here / "specloom.toml").write_text(CONFIG)
    assert run(["generate"]) == 2
    assert not (here / "generated").exists()
    said = capsys.readouterr().err
    assert "error[SL372]" in said
    assert "error[SL220]: `type` cannot be `wrong`" in said  # the vendor's own file
    for command in ("dump", "export", "evidence"):
        overlay = ["--overlay", "specs/overlays/pets.yaml"]
        assert run([command, "specs/pets.yaml", *overlay]) == 2
        printed, said = capsys.readouterr()
        assert not printed
        assert "error[SL372]" in said and "error[SL220]" in said


def test_an_overlay_that_is_not_there(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "specs/pets.yaml", "--overlay", "none.yaml"]) == 2
    assert "error[SL121]" in capsys.readouterr().err
    (here / "specloom.toml").write_text(CONFIG.replace("*.yaml", "none.yaml"))
    assert run(["generate"]) == 2
    assert "error[SL706]" in capsys.readouterr().err


def test_overlays_are_applied_in_order(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = OVERLAY.replace("The name it hears to.", "The last word.")
    (here / "later.yaml").write_text(later)
    files = ["--overlay", "specs/overlays/pets.yaml", "--overlay", "later.yaml"]
    assert (
        run(
            [
                "evidence",
                "specs/pets.yaml",
                *files,
            ]
        )
        == 0
    )
    assert "description  The last word." in capsys.readouterr().out


def test_what_is_pinned_is_no_contradiction(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "# Sell a pet\n\n```\nPOST https://pets.example/sales\n```\n\n## Request body\n\n"
    page += "| Parameter | Type | Required |\n| --- | --- | --- |\n"
    page += "| price | integer | Yes |\n\n"
    page += '## Example\n\n```json\n{"price": "much"}\n```\n'
    (here / "sell.md").write_text(page)
    (here / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Prices, version: 1.0.0}\nactions:\n"
        "  - target: $..properties.price\n    update: {type: number}\n"
    )
    assert run(["evidence", "sell.md", "--overlay", "overlay.yaml"]) == 0
    printed, said = capsys.readouterr()
    assert "SL414" not in said
    assert (
        "is   number  pinned: overlay, overlay.yaml#/actions/0/update/type" in printed
    )
    assert "not  integer  stated: table, sell.md:" in printed


def test_without_overlays_nothing_of_them_is_loaded(here: Path) -> None:
    code = (
        "import sys; from specloom.cli import run; "
        "run(['generate', 'specs/pets.yaml', '-q', '--output', 'out']); "
        "print([it for it in sys.modules if 'jsonpath' in it or 'overlay' in it])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
