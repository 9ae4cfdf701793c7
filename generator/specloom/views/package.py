"""The package's `__init__.py`: the public names, each loaded when it is first used.

In: an API ready for code. Out: :class:`Package`: the same names three times, for type
checkers, for `lazy`, and for `__all__`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.layout import Code, Docstring, display
from specloom.records import record
from specloom.views.calls import Calls
from specloom.views.errors import error_names
from specloom.views.headers import has_headers
from specloom.views.imports import Imports, exported
from specloom.views.literals import docstring
from specloom.views.paging import Pagings
from specloom.views.prose import first_paragraph, one_line
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Package:
    """The module. `homes` says in which module each name is."""

    docstring: Docstring | None
    typed: Code
    homes: tuple[Code, ...]
    exported: Code


def package(subject: Subject) -> Iterator[tuple[str, Package]]:
    """The module of an API."""
    api = subject.api
    homes = {"MISSING": "pydantic", "models": ".models:"}
    if has_headers(api):
        homes["headers"] = ".headers:"
    homes |= dict.fromkeys(("AsyncClient", "Client"), ".client")
    homes |= dict.fromkeys(error_names(api, subject.names), ".errors")
    homes |= dict.fromkeys(("Hooks", "Misfit"), "._runtime.options")
    homes |= dict.fromkeys(("RawResponse", "StreamedResponse"), "._runtime.responses")
    homes["AsyncStreamedResponse"] = "._runtime.responses"
    if any(it.streams or it.items for it in Calls.of(subject).by_id.values()):
        homes |= dict.fromkeys(("AsyncStream", "Stream"), "._runtime.streams")
        homes |= dict.fromkeys(("Event", "Source"), "._runtime.events")
    if Pagings.of(subject).by_id:
        homes |= dict.fromkeys(("AsyncPager", "Pager"), "._runtime.paging")
    typed = Imports()
    for name, home in homes.items():
        typed.add("." if home.endswith(":") else home, name)
    names = exported(homes)
    title = f"{one_line(api.title)}, version {one_line(api.version)}."
    yield (
        "",
        Package(
            docstring(f"{title}\n\n{first_paragraph(api.description)}"),
            typed.code(4),
            tuple([Code(f'"{name}": "{homes[name]}"') for name in names]),
            display("__all__ = [", [f'"{name}"' for name in names]),
        ),
    )
