"""Overlays: what people know better than the sources, as one more source.

In: an `Api` as published, and documents of the form OpenAPI Overlay 1.0. Out: the API in
which what the overlays say holds, as evidence of grade *pinned* whose place is in the
overlay; what it overrides stands among the conflicts. Everything else is the very same
record as before, with its own evidence and its place in the vendor's files.

Targets are JSONPath (RFC 9535) on the canonical document, as `specloom export` prints
it. That document is made, changed and read back; where the change leads to, and nowhere
else, what was read is taken over (see `docs/decisions/0020`). Actions that find nothing,
or change nothing, are errors: the sources have moved on, and someone has to look.

Modules: `form` reads an overlay, `targets` finds nodes, `changes` applies actions and
remembers what they touched, `places` looks that up, `reread` reads the document back,
`pinned` and `pinned_types` take over what differs. Only `pipeline` imports this package.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError
from specloom.export import export
from specloom.ir.api import Api
from specloom.overlay.actions import (
    CANNOT,
    NO_CHANGE,
    NO_TARGET,
    STALE_TARGET,
    Applying,
)
from specloom.overlay.changes import Changes
from specloom.overlay.form import WRONG_FORM, Action, actions_of
from specloom.overlay.pinned import Pinning
from specloom.overlay.places import Places
from specloom.overlay.reread import reread
from specloom.source import SourceFile

__all__ = ["overlaid"]


def overlaid(
    api: Api, sources: Sequence[SourceFile], diagnostics: Diagnostics
) -> tuple[Api, Diagnostic | None]:
    """The API under the overlays, applied in order; and the last error that they cause.

    That one is not yet among the diagnostics: it is what stops the job in the end. What
    an overlay of a wrong form says is left out.
    """
    said = Diagnostics()
    actions: list[Action] = []
    for source in sources:
        try:
            actions += actions_of(source, said)
        except SpecError as error:
            said.append(error.diagnostic)
    changes = Changes(export(api))
    applying = Applying(changes, said)
    for number, action in enumerate(actions):
        applying.apply(number, action)
    if changes.any:
        places = Places(changes)
        try:
            new = reread(api, places, said)
        except SpecError as error:
            said.append(error.diagnostic)
        else:
            api = Pinning(places, api).api(api, new)
            _report_idle(actions, places, said)
    last = None
    for item in said:
        if item.code in STOPPING:
            last = item
    for item in said:
        if item is not last:
            diagnostics.append(item)
    return api, last


STOPPING: Final = frozenset({WRONG_FORM, NO_TARGET, STALE_TARGET, NO_CHANGE, CANNOT})
"""What is wrong with an overlay itself."""


def _report_idle(actions: list[Action], places: Places, said: Diagnostics) -> None:
    """The actions that changed the document, but nothing that specloom understands."""
    for number in sorted(places.changed - places.used):
        said.add(
            NO_CHANGE,
            "what the action changes makes no difference to the API",
            actions[number].place,
            hint="what is changed may be of no meaning there, or under another name",
        )
