"""Progress shows where someone watches and work takes long, and else costs nothing."""

import sys
import time

import pytest

from specloom.cli import progress
from specloom.cli.progress import Progress


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)


def wait(shown: Progress) -> None:
    end = time.monotonic() + 10
    while shown._status is None and time.monotonic() < end:
        time.sleep(0.01)


def test_it_shows_on_a_terminal(
    patience: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Progress(quiet=False) as shown:
        shown("pets: [bold]reading[/bold]")
        wait(shown)
        assert shown._status is not None
        time.sleep(0.1)
        shown("pets: [i]writing[/i]")
        time.sleep(0.3)
    assert shown._status is None
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "pets: [i]writing[/i]" in captured.err


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_it_does_not_show(
    patience: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    terminal: bool,
    quiet: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    with Progress(quiet=quiet) as shown:
        shown("pets: reading")
        time.sleep(0.1)
        assert shown._status is None
    assert capsys.readouterr().err == ""


def test_quick_work_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress(quiet=False) as shown:
        shown("pets: reading")
    assert capsys.readouterr().err == ""
