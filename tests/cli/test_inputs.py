"""Which files are meant: paths, folders, globs, and the root they are below."""

from pathlib import Path

import pytest

from specloom.diagnostics import SpecError
from specloom.inputs import Inputs, expand

FILES = (
    "pets.yaml",
    "zoo/a.json",
    "zoo/b.yml",
    "zoo/deep/c.md",
    "zoo/deep/image.png",
    "zoo/.hidden/d.yaml",
    "zoo/.e.yaml",
    "odd/[x].yaml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def seen(inputs: Inputs) -> list[tuple[str, str]]:
    return [(file.name, file.how) for file in inputs.files]


def test_a_file(folder: Path) -> None:
    inputs = expand(["zoo/a.json"], folder)
    assert (inputs.root, seen(inputs)) == (folder / "zoo", [("a.json", "named")])


def test_names_do_not_depend_on_where_one_stands(folder: Path) -> None:
    assert seen(expand(["../pets.yaml"], folder / "zoo")) == [("pets.yaml", "named")]
    assert seen(expand([str(folder / "pets.yaml")], Path("/"))) == [
        ("pets.yaml", "named")
    ]


def test_a_folder_stands_for_all_below_it(folder: Path) -> None:
    inputs = expand(["zoo"], folder)
    assert inputs.root == folder / "zoo"
    assert seen(inputs) == [
        ("a.json", "found"),
        ("b.yml", "found"),
        ("deep/c.md", "found"),
    ]


def test_a_glob(folder: Path) -> None:
    inputs = expand(["zoo/**/*.[jm]*"], folder)
    assert seen(inputs) == [("a.json", "matched"), ("deep/c.md", "matched")]
    assert inputs.root == folder / "zoo"


def test_a_file_whose_name_looks_like_a_glob(folder: Path) -> None:
    assert seen(expand(["odd/[x].yaml"], folder)) == [("[x].yaml", "named")]


def test_several(folder: Path) -> None:
    inputs = expand(["zoo/deep/c.md", "zoo", "zoo/a.json", "pets.yaml"], folder)
    assert inputs.root == folder
    assert seen(inputs) == [
        ("zoo/deep/c.md", "named"),
        ("zoo/a.json", "found"),
        ("zoo/b.yml", "found"),
        ("pets.yaml", "named"),
    ]


def test_the_standard_input(folder: Path) -> None:
    inputs = expand(["-"], folder)
    assert (seen(inputs), inputs.files[0].path) == ([("<stdin>", "named")], None)


def test_a_wider_root(folder: Path) -> None:
    inputs = expand(["zoo/a.json"], folder, root=".")
    assert (inputs.root, seen(inputs)) == (folder, [("zoo/a.json", "named")])


def test_names_relative_to_a_base(folder: Path) -> None:
    inputs = expand(["../pets.yaml"], folder / "zoo", base=folder / "zoo")
    assert (inputs.root, seen(inputs)) == (folder, [("../pets.yaml", "named")])


@pytest.mark.parametrize(
    ("pattern", "root", "code"),
    [
        ("none/*.yaml", None, "SL706"),
        ("", None, "SL706"),
        (" ", None, "SL706"),
        ("pets.yaml", "zoo", "SL714"),
        ("zoo/.hidden/..", None, None),
    ],
)
def test_what_means_nothing(
    folder: Path, pattern: str, root: str | None, code: str | None
) -> None:
    if code is None:
        assert expand([pattern], folder, root=root).files
        return
    with pytest.raises(SpecError) as caught:
        expand([pattern], folder, root=root)
    assert caught.value.diagnostic.code == code


def test_what_specloom_has_written_is_no_source(folder: Path) -> None:
    (folder / "zoo/made/models").mkdir(parents=True)
    for name in ("specloom.lock", "openapi.json", "models/x.json"):
        (folder / "zoo/made" / name).write_text("{}")
    assert len(expand(["zoo"], folder).files) == 3
    assert len(expand(["zoo/made/openapi.json"], folder).files) == 1


def test_bytes_that_are_no_text_are_escaped(folder: Path) -> None:
    (folder / "zoo/\udcff.yaml").write_text("x")
    assert ("\\xff.yaml", "found") in seen(expand(["zoo"], folder))


def test_a_linked_folder_is_not_entered(folder: Path) -> None:
    (folder / "zoo/link").symlink_to(folder / "odd")
    assert len(expand(["zoo"], folder).files) == 3
