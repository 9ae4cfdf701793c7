"""What the operations of Odd <b>ends</b> | [and](https://evil.example) more share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title="Odd <b>ends</b> | [and](https://evil.example) more",
    version="1",
    servers=(),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
