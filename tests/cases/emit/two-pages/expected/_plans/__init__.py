"""What the operations of Tool shed share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title="Tool shed",
    version="1",
    servers=("https://shed.example",),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
