"""Templates: what they refuse to print, and that an edit shows at the next run."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from specloom.emit import render as module
from specloom.emit.render import PlainText, render
from specloom.layout import Code, Inert
from specloom.template_files import templates_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(module, "templates_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    module._environment.cache_clear()
    yield tmp_path
    module._environment.cache_clear()


def template(folder: Path, text: str, **values: object) -> str:
    (folder / "x.j2").write_text(text)
    module._environment.cache_clear()
    return render("x.j2", values)


def test_inert_text_and_numbers_are_printed(folder: Path) -> None:
    values = {"a": Inert("<&>"), "b": Code("x"), "c": 3}
    assert template(folder, "{{ a }} {{ b }} {{ c }}\n", **values) == "<&> x 3\n"


@pytest.mark.parametrize("value", ["text", b"x", None, True, ["x"], object(), "\0"])
def test_anything_else_is_refused(folder: Path, value: object) -> None:
    with pytest.raises(PlainText):
        template(folder, "{{ a }}", a=value)


@pytest.mark.parametrize(
    "text", ["{{ a ~ 'x' }}", "{{ a | upper }}", "{{ a + a }}", "{{ 'x' }}"]
)
def test_text_that_a_template_makes_is_refused(folder: Path, text: str) -> None:
    with pytest.raises(PlainText):
        template(folder, text, a=Inert("a"))


def test_an_unknown_name_is_an_error(folder: Path) -> None:
    with pytest.raises(UndefinedError):
        template(folder, "{% if a %}{% endif %}{{ b }}", a=1)


def test_an_edit_shows(folder: Path) -> None:
    for text in ("one\n", "two\n", "one\n"):
        assert template(folder, text) == text


def test_compiled_templates_are_kept_and_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{{ a }}\n"
    assert template(folder, text, a=1) == "1\n"
    (kept,) = (folder / "__pycache__").iterdir()
    from jinja2 import Environment

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_compile", None)
        assert template(folder, text, a=2) == "2\n"
    for damaged in (b"", b"x" * 99, kept.read_bytes()[:-7]):
        kept.write_bytes(damaged)
        assert template(folder, text, a=3) == "3\n"


def test_nothing_is_kept_where_python_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert template(folder, "x\n") == "x\n"
    assert not (folder / "__pycache__").exists()


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file in the way")
    assert template(folder, "x\n") == "x\n"


def test_templates_are_found() -> None:
    assert (templates_folder() / "README.md.j2").is_file()
    assert (templates_folder() / "runtime" / "client.py").is_file()
