"""What tests of the runtime share."""

from __future__ import annotations

import pytest

from templates.runtime import retrying


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses before further attempts that take no time."""
    monkeypatch.setattr(retrying, "FIRST", 0.001)
