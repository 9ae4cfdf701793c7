"""Records to text: the one environment of all templates.

In: a template's name and a record of a view. Out: text. An unknown name in a template is
an error, and so is plain `str`: text of a specification comes through `views/literals`,
which gives it a type that says where it may stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from specloom.layout import Inert
from specloom.template_files import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment

_NUMBERS: Final = (int, float)


class PlainText(TypeError):
    """A template was about to print text that nobody made safe: a mistake of ours."""


def render(template: str, values: Mapping[str, object]) -> str:
    """The text of one file."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from specloom.emit.compiled import Compiled

    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        undefined=StrictUndefined,
        finalize=_printed,
        autoescape=False,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    blocks = (environment.trim_blocks, environment.lstrip_blocks)
    environment.bytecode_cache = Compiled(f"{blocks}")
    return environment


def _printed(value: object) -> object:
    if isinstance(value, Inert):
        return value
    kind = type(value)
    if kind in _NUMBERS:
        return value
    # The text of a name that is not known raises jinja's own error.
    raise PlainText(f"a template prints {kind.__name__} {str(value)[:60]!r}")
