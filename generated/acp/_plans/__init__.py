"""What the operations of acp share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Bearer, Failure

API = Api(
    title="acp",
    version="unknown",
    servers=(),
    schemes={"bearerAuth": Bearer()},
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
