"""What the operations of Devic.ai Public API share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Bearer, Failure, Slot

_ERROR_RESPONSE = {"error": Slot.CODE, "message": Slot.MESSAGE, "details": Slot.DETAILS}

API = Api(
    title="Devic.ai Public API",
    version="1.0.0",
    servers=("https://api.devic.ai", "https://staging-api.devic.ai"),
    schemes={"bearerAuth": Bearer()},
    errors=lambda: errors.BY_STATUS,
    failures={
        "invalid": Failure(400, _ERROR_RESPONSE),
        "unauthorized": Failure(401),
        "forbidden": Failure(403, _ERROR_RESPONSE),
        "not_found": Failure(404),
        "method_not_allowed": Failure(405, _ERROR_RESPONSE),
        "too_large": Failure(413, _ERROR_RESPONSE),
        "internal": Failure(500),
        "not_implemented": Failure(501, _ERROR_RESPONSE),
    },
)
