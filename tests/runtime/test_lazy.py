"""Names that load when they are asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest


def test_a_package_loads_what_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lazily"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text(dedent("""
            from templates.runtime.lazy import lazy

            homes = {"Thing": ".things", "inner": ".inner:", "sqrt": "math"}
            __getattr__ = lazy(__name__, homes)
        """))
    (package / "things.py").write_text("class Thing: ...\n")
    (package / "inner" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    import lazily  # type: ignore[import-not-found]  # written by this test

    assert not [name for name in sys.modules if name.startswith("lazily.")]
    assert lazily.Thing is lazily.Thing
    assert "Thing" in vars(lazily)
    assert lazily.inner.__name__ == "lazily.inner"
    assert lazily.sqrt(4) == 2
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        _ = lazily.other
