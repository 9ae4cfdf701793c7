"""The wheel alone, away from the checkout; and a checkout whose templates are edited."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "specs" / "devic").iterdir())


def specloom(source_root: Path, *arguments: str | Path) -> None:
    """Run the command that stands in a folder, and nothing of this checkout."""
    subprocess.run(
        [sys.executable, "-m", "specloom", *arguments],
        cwd=source_root,
        env=os.environ | {"PYTHONPATH": os.fspath(source_root)},
        check=True,
        capture_output=True,
        text=True,
    )


def texts(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, but for what Python keeps there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installer unpacks of the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("specloom-*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site-packages")
    return folder / "site-packages"


def test_the_wheel_holds_one_package(installed: Path) -> None:
    package, about = sorted(installed.iterdir())
    assert package.name == "specloom"
    assert about.name.endswith(".dist-info")
    assert texts(package / "templates") == texts(ROOT / "templates")
    assert not list(about.rglob("direct_url.json"))
    assert "specloom = specloom.cli:main" in (about / "entry_points.txt").read_text()
    assert os.fspath(ROOT) not in (about / "METADATA").read_text()


def test_the_wheel_makes_what_is_committed(installed: Path, tmp_path: Path) -> None:
    specloom(installed, "generate", *PAGES, "--output", tmp_path, "--package", "devic")
    made, committed = texts(tmp_path / "devic"), texts(ROOT / "generated" / "devic")
    # The lock says where sources stand from where the command ran.
    for lock in (made, committed):
        del lock["specloom.lock"]
    assert made == committed


@pytest.mark.parametrize(
    ("command", "printed"), [("dump", "operation"), ("export", '"openapi"')]
)
def test_the_wheel_has_every_command(
    installed: Path, command: str, printed: str
) -> None:
    run = [sys.executable, "-m", "specloom", command, PAGES[0]]
    variables = os.environ | {"PYTHONPATH": os.fspath(installed)}
    done = subprocess.run(run, cwd=installed, env=variables, capture_output=True)
    assert done.returncode == 0
    assert printed.encode() in done.stdout


def test_an_edit_of_a_template_shows_at_once(tmp_path: Path) -> None:
    """As an editable install has it: templates beside the source root."""
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=left_out)
    template = tmp_path / "templates" / "README.md.j2"
    first = template.read_text()
    for text in (first, first + "One more line.\n", first + "Yet one line.\n", first):
        template.write_text(text)
        out = tmp_path / "out"
        source = tmp_path / "generator"
        specloom(source, "generate", *PAGES, "--output", out, "--package", "devic")
        readme = (out / "devic" / "README.md").read_text()
        assert readme.endswith(text.rsplit("\n", 2)[1] + "\n")
