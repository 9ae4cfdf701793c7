"""The answers of Quotes \"\"\" and \\ and \x23 -*- \x63oding: rot13 -*- on x raise system
exit, as they came.
"""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._x_raise_system_exit import AsyncXRaiseSystemExit, XRaiseSystemExit


class RawXRaiseSystemExit:
    """`XRaiseSystemExit`, with whole answers."""

    def __init__(self, calls: XRaiseSystemExit) -> None:
        self.import_os_abort = raw(calls.import_os_abort)


class StreamedXRaiseSystemExit:
    """`XRaiseSystemExit`, with answers whose bodies are still to be read."""

    def __init__(self, calls: XRaiseSystemExit) -> None:
        self.import_os_abort = streamed(calls.import_os_abort)


class AsyncRawXRaiseSystemExit:
    """`AsyncXRaiseSystemExit`, with whole answers."""

    def __init__(self, calls: AsyncXRaiseSystemExit) -> None:
        self.import_os_abort = async_raw(calls.import_os_abort)


class AsyncStreamedXRaiseSystemExit:
    """`AsyncXRaiseSystemExit`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncXRaiseSystemExit) -> None:
        self.import_os_abort = async_streamed(calls.import_os_abort)
