"""What the operations of Capy API share."""

from __future__ import annotations

from .. import errors
from .._runtime.plan import Api, Bearer, Failure, Slot

_ERROR_RESPONSE = {
    "error": {"code": Slot.CODE, "message": Slot.MESSAGE, "details": Slot.DETAILS}
}

API = Api(
    title="Capy API",
    version="1.0.0",
    servers=("https://capy.ai/api",),
    schemes={"bearerAuth": Bearer()},
    errors=lambda: errors.BY_STATUS,
    failures={
        "invalid": Failure(422, _ERROR_RESPONSE),
        "unauthorized": Failure(401, _ERROR_RESPONSE),
        "forbidden": Failure(403, _ERROR_RESPONSE),
        "not_found": Failure(404, _ERROR_RESPONSE),
        "method_not_allowed": Failure(405, _ERROR_RESPONSE),
        "too_large": Failure(413, _ERROR_RESPONSE),
        "internal": Failure(500, _ERROR_RESPONSE),
        "not_implemented": Failure(501, _ERROR_RESPONSE),
    },
)
