"""What the operations of langgraph share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api

API = Api(
    title="langgraph",
    version="unknown",
    servers=("http://127.0.0.1:2024",),
    schemes={},
    errors=lambda: errors.BY_STATUS,
)
