"""Patterns: which of them generated models can check.

In: an ECMA-262 regular expression as a specification has it. Out: whether the runtime
can check it. The answer is that of the runtime's own translator, which is loaded from the
templates, so that generation and run time cannot differ. Used by `types`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location

from specloom.template_files import RUNTIME, templates_folder


@cache
def can_check(pattern: str) -> bool:
    """Whether the runtime can check a pattern: Python's `re` has an equivalent."""
    return _translate()(pattern) is not None


@cache
def _translate() -> Callable[[str], str | None]:
    """`translate` of the runtime that generated packages carry."""
    path = templates_folder() / RUNTIME / "pattern.py"
    spec = spec_from_file_location("specloom_runtime_pattern", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    translate: Callable[[str], str | None] = module.translate
    return translate
