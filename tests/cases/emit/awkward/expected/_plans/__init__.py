"""What the operations of Kiln share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title="Kiln",
    version="1",
    servers=(),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
