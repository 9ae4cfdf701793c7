"""Expectations that tests compare with, and `pytest --update` writes anew.

Property tests try the same values at every run, so that a change is judged by what it
changed; `pytest --hypothesis-profile explore` tries others.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite expected files that differ; review them as a diff",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten instead of held."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def expect(update: bool) -> Callable[[Path, str], None]:
    """Compare a text with what a file expects; with `--update`, write it there."""

    def expect(path: Path, text: str) -> None:
        __tracebackhide__ = True
        expected = path.read_bytes().decode() if path.exists() else None
        if text == expected:
            return
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        if expected is None:
            pytest.fail(f"{path} does not exist: run pytest --update")
        assert text == expected, f"{path} expects another text (pytest --update)"

    return expect
