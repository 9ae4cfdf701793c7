"""> > > raise SystemExit"""

from __future__ import annotations

from pydantic import MISSING

from .. import models
from .._plans import x_raise_system_exit
from .._runtime.client import AsyncResource, Resource


class XRaiseSystemExit(Resource):
    """> > > raise SystemExit"""

    def import_os_abort(
        self, self_: str, *, class_: models.ImportOsAbortClass | MISSING = MISSING
    ) -> models.ModelConfig:
        """\"\"\"
        raise SystemExit
        """
        return self._call(x_raise_system_exit.import_os_abort, self_, class_=class_)


class AsyncXRaiseSystemExit(AsyncResource):
    """> > > raise SystemExit"""

    async def import_os_abort(
        self, self_: str, *, class_: models.ImportOsAbortClass | MISSING = MISSING
    ) -> models.ModelConfig:
        """\"\"\"
        raise SystemExit
        """
        return await self._call(
            x_raise_system_exit.import_os_abort, self_, class_=class_
        )
