"""What the operations of Lending desk share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Bearer

API = Api(
    title="Lending desk",
    version="2.1.0",
    servers=("https://lending.example/v2",),
    schemes={"bearer": Bearer()},
    errors=lambda: errors.BY_STATUS,
)
