"""The passes: each takes an `Api` and gives an `Api` that says the same.

`merge` and `resolve` make the API as published, from which it is dumped, exported and
compared. `run` makes of that the API from which code is made. A pass that has nothing
to do returns what it was given. What is wrong is a diagnostic; nothing is dropped in
silence.
"""

from __future__ import annotations

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api
from specloom.passes.compose import compose as _compose
from specloom.passes.hoist import hoist as _hoist
from specloom.passes.order import order as _order


def run(api: Api, diagnostics: Diagnostics) -> Api:
    """The API that code is made of, from the API as published."""
    # Every allOf merged, null outside, discriminators complete: types as a
    # programming language has them.
    api = _compose(api, diagnostics)
    # After that, because what an allOf comes to is known now: names for what is inline.
    api = _hoist(api, diagnostics)
    # Last, because hoisting adds declarations: each after those that it needs.
    return _order(api)
