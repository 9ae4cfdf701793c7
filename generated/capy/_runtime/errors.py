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


class TokenError(ApiError):
    """No access token was got; the operation was not called, or answered 401.

    `error` and `description` are what the token endpoint said (RFC 6749, section 5.2),
    `status` is that of its answer, `headers` may say when to come back. Nothing of it
    holds a secret.
    """

    def __init__(
        self,
        operation: str,
        message: str,
        status: int | None = None,
        error: str | None = None,
        description: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        parts = (message, error, description)
        super().__init__(operation, ": ".join(part for part in parts if part))
        self.reason = message
        self.status = status
        self.error = error
        self.description = description
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. Names of headers are in lower case.

    `message` is what the body of an error says to people, fit for a log.
    """

    status: int
    headers: Mapping[str, str]
    body: object
    raw: bytes
    message: str = ""


class _Answered(ApiError):
    """An answer came; `raw` is its body as it was."""

    def __init__(self, operation: str, message: str, reply: Reply) -> None:
        super().__init__(operation, message)
        self.status = reply.status
        self.headers = reply.headers
        self.raw = reply.raw

    @property
    def request_id(self) -> str | None:
        """The id that the API gave the request, where it says so in a header."""
        for name in ("x-request-id", "request-id", "x-correlation-id"):
            if name in self.headers:
                return self.headers[name]
        return None


class AnswerInvalid(_Answered):
    """A success that is not what the method returns.

    Its body is not JSON though JSON is declared, or an array in place of an object, or
    there is none though one is declared.
    """


class StatusError(_Answered):
    """The API answered with an error status.

    `body` is the documented body, or None where there is none or it cannot be read;
    `message` is what it says, one line and cut, empty if that is not found.
    """

    body: Any

    def __init__(self, operation: str, reply: Reply, call: str = "") -> None:
        said = f"status {reply.status}"
        parts = [part for part in (call, said, reply.message) if part]
        super().__init__(operation, ": ".join(parts), reply)
        self.body = reply.body
        self.message = reply.message
