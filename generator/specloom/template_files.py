"""Where the templates are, and the runtime that generated packages carry.

Out: a folder: `templates` in the package, or beside it in a checkout that is installed
for editing. Used by `emit`, which renders and copies them, and by views that ask the
runtime what it can do.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from specloom.diagnostics import SpecError, diagnostic

RUNTIME: Final = "runtime"
"""The folder among the templates that is copied into every generated package."""


@cache
def templates_folder() -> Path:
    """The folder of the templates. Raises SpecError where there is none."""
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parents[1] / "templates"):
        if folder.is_dir():
            return folder
    message = f"there are no templates in {package.as_posix()}"
    raise SpecError(diagnostic("SL806", message, hint="install specloom again"))
