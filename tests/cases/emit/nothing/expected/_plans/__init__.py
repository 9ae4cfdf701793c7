"""What the operations of Nothing yet share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title="Nothing yet",
    version="0.0.1",
    servers=(),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
