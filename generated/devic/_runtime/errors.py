"""What calls raise. One base; the documented statuses derive from StatusError.

Messages name the operation, never a URL or a header: those may hold secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class ApiError(Exception):
    """Whatever goes wrong in a call. `operation` is the operation's id."""

    def __init__(self, operation: str, message: str) -> None:
        super().__init__(f"{operation}: {message}")
        self.operation = operation

    def __reduce__(self) -> tuple[object, ...]:
        # Arguments differ from class to class, so copies are made from the attributes.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(
    class_: type[ApiError], args: tuple[object, ...], attributes: dict[str, object]
) -> ApiError:
    error = class_.__new__(class_, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class RequestInvalid(ApiError, ValueError):
    """The arguments break the documented rules; nothing was sent."""


class ConnectionFailed(ApiError):
    """No answer came: no connection, or one that broke."""


class TimedOut(ConnectionFailed):
    """No answer came in time."""


class AnswerInvalid(ApiError):
    """A success whose body cannot be read at all (not JSON, though JSON is declared)."""

    def __init__(self, operation: str, message: str, status: int, raw: bytes) -> None:
        super().__init__(operation, message)
        self.status = status
        self.raw = raw


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back with an error status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: object
    raw: bytes


class StatusError(ApiError):
    """The API answered with an error status.

    `body` is the documented body, or None where there is none or it cannot be read;
    `raw` is what came.
    """

    body: Any

    def __init__(self, operation: str, reply: Reply) -> None:
        super().__init__(operation, f"status {reply.status}")
        self.status = reply.status
        self.headers = reply.headers
        self.body = reply.body
        self.raw = reply.raw

    @property
    def request_id(self) -> str | None:
        """The id that the API gave the request, where it says so in a header."""
        for name in ("x-request-id", "request-id", "x-correlation-id"):
            if name in self.headers:
                return self.headers[name]
        return None
