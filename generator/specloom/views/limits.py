"""What an API describes and its clients do not do at all: each is listed as a gap.

In: an API ready for code. Out: diagnostics: for webhooks, for callbacks, for links of
answers, for paths that lead elsewhere. What calls do in another way than
described is listed where the calls are made (`calls`, `bodies`, `failures`).
"""

from __future__ import annotations

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api, Operation, Response


def list_limits(api: Api, diagnostics: Diagnostics) -> None:
    """Say all of it, each once."""
    for webhook in api.webhooks:
        message = f"the webhook {webhook.path} ({webhook.method}) has no route"
        diagnostics.add("SL634", message, webhook.span)
    seen: set[int] = set()
    for it in api.operations:
        if it.path[:1] != "/":
            message = f"{it.method} {it.path} is a URL: the method does not lead there"
            diagnostics.add("SL639", message, it.span)
        if it.callbacks:
            _callbacks(it, diagnostics, seen)
        for response in it.responses:
            if response.links and id(response) not in seen:
                seen.add(id(response))
                _answer(response, diagnostics)


def _callbacks(it: Operation, diagnostics: Diagnostics, seen: set[int]) -> None:
    for callback in it.callbacks:
        for called in callback.operations:
            if id(called) not in seen:
                seen.add(id(called))
                message = f"the callback {callback.name} of {it.id} has no route"
                diagnostics.add("SL635", message, called.span)


def _answer(response: Response, diagnostics: Diagnostics) -> None:
    if response.links:
        shown = _listed([link.name for link in response.links])
        message = f"links of the answer {response.status}: {shown}"
        diagnostics.add("SL636", message, response.span)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(f"`{name}`" for name in names[:3]) + more
