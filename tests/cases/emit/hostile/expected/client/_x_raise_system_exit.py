"""> > > raise SystemExit"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import MISSING

from .. import models
from .._plans import x_raise_system_exit
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.x_raise_system_exit import (
        AsyncRawXRaiseSystemExit,
        AsyncStreamedXRaiseSystemExit,
        RawXRaiseSystemExit,
        StreamedXRaiseSystemExit,
    )


class XRaiseSystemExit(Resource):
    """> > > raise SystemExit"""

    @cached_property
    def with_raw_response(self) -> RawXRaiseSystemExit:
        """The same, with whole answers."""
        from .._responses.x_raise_system_exit import RawXRaiseSystemExit

        return RawXRaiseSystemExit(self)

    @cached_property
    def with_streaming_response(self) -> StreamedXRaiseSystemExit:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.x_raise_system_exit import StreamedXRaiseSystemExit

        return StreamedXRaiseSystemExit(self)

    def import_os_abort(
        self, self_: str, *, class_: models.ImportOsAbortClass | MISSING = MISSING
    ) -> models.ModelConfig:
        """\"\"\"
        raise SystemExit
        """
        return self._call(x_raise_system_exit.import_os_abort, self_, class_=class_)


class AsyncXRaiseSystemExit(AsyncResource):
    """> > > raise SystemExit"""

    @cached_property
    def with_raw_response(self) -> AsyncRawXRaiseSystemExit:
        """The same, with whole answers."""
        from .._responses.x_raise_system_exit import AsyncRawXRaiseSystemExit

        return AsyncRawXRaiseSystemExit(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedXRaiseSystemExit:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.x_raise_system_exit import AsyncStreamedXRaiseSystemExit

        return AsyncStreamedXRaiseSystemExit(self)

    async def import_os_abort(
        self, self_: str, *, class_: models.ImportOsAbortClass | MISSING = MISSING
    ) -> models.ModelConfig:
        """\"\"\"
        raise SystemExit
        """
        return await self._call(
            x_raise_system_exit.import_os_abort, self_, class_=class_
        )
