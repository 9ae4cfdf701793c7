"""What the operations of langgraph share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Failure

API = Api(
    title="langgraph",
    version="unknown",
    servers=("http://127.0.0.1:2024",),
    schemes={},
    errors=lambda: errors.BY_STATUS,
    failures={
        "invalid": Failure(400),
        "unauthorized": Failure(401),
        "forbidden": Failure(403),
        "not_found": Failure(404),
        "method_not_allowed": Failure(405),
        "too_large": Failure(413),
        "unsupported_media_type": Failure(415),
        "internal": Failure(500),
        "not_implemented": Failure(501),
    },
)
