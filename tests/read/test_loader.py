"""The loader opens what is below the input root, and nothing else."""

import os
from pathlib import Path

import pytest

from specloom.diagnostics import SpecError
from specloom.read.input import NotOpened
from specloom.read.loader import FolderLoader, NoFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "deep").mkdir(parents=True)
    (root / "a.yaml").write_text("a: 1\n")
    (root / "deep" / "b.yaml").write_text("b: 1\n")
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    return root


def test_names_are_relative_to_the_root(folder: Path) -> None:
    source = FolderLoader(folder).open("deep/b.yaml")
    assert source.path == "deep/b.yaml"
    assert source.data == b"b: 1\n"


def test_names_may_be_relative_to_another_folder(folder: Path) -> None:
    files = FolderLoader(folder / "deep", folder)
    assert files.open("deep/b.yaml").path == "deep/b.yaml"
    with pytest.raises(NotOpened, match="outside"):
        files.open("a.yaml")
    files = FolderLoader(folder, folder / "deep")
    assert files.open("../a.yaml").path == "../a.yaml"


@pytest.mark.parametrize(
    "name",
    ["../secret.yaml", "/etc/passwd", "deep/../../secret.yaml", "link.yaml", "up/x"],
)
def test_nothing_outside_is_opened(folder: Path, name: str) -> None:
    (folder / "link.yaml").symlink_to(folder.parent / "secret.yaml")
    (folder / "up").symlink_to(folder.parent)
    with pytest.raises(NotOpened) as refusal:
        FolderLoader(folder).open(name)
    assert refusal.value.outside


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.yaml", "there is no such file"),
        ("deep", "it is a directory"),
        ("pipe", "it is not a regular file"),
        ("nul\0.yaml", "it is no path"),
        ("loop", "it is no path"),
    ],
)
def test_only_files_are_opened(folder: Path, name: str, reason: str) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    with pytest.raises(NotOpened) as refusal:
        FolderLoader(folder).open(name)
    assert refusal.value.reason == reason
    assert not refusal.value.outside


def test_a_file_that_is_too_large_is_refused(folder: Path) -> None:
    with (folder / "large.yaml").open("wb") as stream:
        stream.truncate((64 << 20) + 1)
    with pytest.raises(SpecError) as refusal:
        FolderLoader(folder).open("large.yaml")
    assert refusal.value.diagnostic.code == "SL116"


def test_standard_input_has_no_files() -> None:
    with pytest.raises(NotOpened):
        NoFiles().open("a.yaml")


def test_files_are_found_by_name_the_nearest_first(folder: Path) -> None:
    for place in ("deep/er", "other", "deep", ".hidden", "node_modules/x"):
        (folder / place).mkdir(parents=True, exist_ok=True)
        (folder / place / "part.mdx").write_text("part\n")
    files = FolderLoader(folder)
    found = ["deep/part.mdx", "deep/er/part.mdx", "other/part.mdx"]
    assert list(files.named("part.mdx", "deep")) == found
    assert list(files.named("part.mdx", "other")) == [found[2], *found[:2]]
    assert list(files.named("none.mdx", "")) == []
    files = FolderLoader(folder, folder / "deep")
    first, *_ = files.named("part.mdx", "..")
    assert files.open(first).path in ("part.mdx", "../other/part.mdx")
    assert list(NoFiles().named("part.mdx", "")) == []
