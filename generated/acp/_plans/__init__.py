"""What the operations of acp share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Bearer

API = Api(
    title="acp",
    version="unknown",
    servers=(),
    schemes={"bearerAuth": Bearer()},
    errors=lambda: errors.BY_STATUS,
)
