"""What is nobody's input: the machine, an interrupted run, a mistake of our own."""

import errno
import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

import specloom
from specloom import pipeline, template_files
from specloom.cli import commands, run

ENVIRONMENT = os.environ | {"PYTHONPATH": os.fspath(Path(specloom.__file__).parents[1])}

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get: {operationId: list, responses: {"200": {description: All.}}}
"""


@pytest.fixture
def pets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPECLOOM_DEBUG", raising=False)
    path = tmp_path / "pets.yaml"
    path.write_text(PETS)
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.err


def test_a_file_that_may_not_be_read(
    pets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Path.open

    def refuse(self: Path, *args: Any, **options: Any) -> object:
        if self.name != "pets.yaml":
            return opened(self, *args, **options)
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert run(["dump", "pets.yaml"]) == 3
    lines = said(capsys).splitlines()
    assert lines[0] == "error[SL801]: the file cannot be read: Permission denied"
    assert lines[1].strip() == "--> pets.yaml"


def test_a_full_disk(
    pets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(descriptor: int, data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert run(["generate", "pets.yaml", "--output", "out"]) == 3
    assert "error[SL802]: cannot write out/pets/" in said(capsys)
    assert not any(path.is_file() for path in Path("out").rglob("*"))


def test_an_output_that_is_a_file(
    pets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "pets.yaml", "--output", "pets.yaml/out"]) == 2
    assert "error[SL723]: cannot write pets.yaml/out" in said(capsys)


def test_missing_templates(
    pets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = pets.parent / "a/b/c.py"
    monkeypatch.setattr(template_files, "__file__", os.fspath(elsewhere))
    template_files.templates_folder.cache_clear()
    try:
        assert run(["generate", "pets.yaml", "--output", "out"]) == 3
    finally:
        template_files.templates_folder.cache_clear()
    assert "error[SL806]: there are no templates" in said(capsys)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyError("paths"), 3, "error[SL899]: KeyError: 'paths'"),
        (RecursionError("too deep"), 3, "error[SL899]: RecursionError: too deep"),
        (MemoryError(), 3, "error[SL805]: there is not enough memory"),
        (OSError(errno.EIO, "I/O error", "x"), 3, "error[SL805]: x: I/O error"),
        (ModuleNotFoundError("no", name="yaml"), 3, "error[SL806]: yaml is not"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
    ],
)
def test_the_last_resort(
    pets: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    message: str,
) -> None:
    def fail(*args: object, **options: object) -> object:
        raise error

    monkeypatch.setattr(pipeline, "dump", fail)
    assert run(["dump", "pets.yaml"]) == code
    assert said(capsys).lstrip().startswith(message)


def test_tracebacks_can_be_asked_for(
    pets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: object, **options: object) -> object:
        raise KeyError("paths")

    monkeypatch.setattr(pipeline, "dump", fail)
    monkeypatch.setenv("SPECLOOM_DEBUG", "1")
    assert run(["dump", "pets.yaml"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_has_had_enough(pets: Path) -> None:
    pets.write_text(PETS.replace("All.", "word " * 100_000))
    program = "from specloom.cli import main; main()"
    command = [sys.executable, "-c", program, "dump", os.fspath(pets)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), errors) == (0, b"")


def test_commands_are_what_help_shows() -> None:
    assert sorted(commands.specloom.commands) == [
        "dump",
        "evidence",
        "explain",
        "export",
        "generate",
        "validate",
    ]


@pytest.mark.parametrize("several", [False, True])
def test_the_collector_is_on_again_and_holds_nothing_of_several(
    tmp_path: Path, several: bool
) -> None:
    page = Path(__file__).parents[2] / "specs" / "devic" / "create-thread.md"
    job = pipeline.given([str(page)], tmp_path, output=tmp_path / "out")
    looked: list[int] = []

    def look(phase: str, about: dict[str, int]) -> None:
        looked.append(gc.get_freeze_count())

    gc.unfreeze()
    gc.collect()
    gc.callbacks.append(look)
    try:
        options = pipeline.Options(several=several)
        pipeline.generate(job, options, lambda _: None)
        during = len(looked)
        frozen = gc.get_freeze_count()
    finally:
        gc.callbacks.remove(look)
        gc.unfreeze()
    assert gc.isenabled()
    # Of several, what one made is looked through and let go; a single one just ends.
    assert (during > 0, frozen > 0) == (several, not several)
