"""What a server's handlers see: requests, results, credentials.

Generated request classes derive from `Request`, result classes from `Result`; the app
(`server`) makes the first and takes the second.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, Protocol, cast

from typing_extensions import TypeVar

from .plan import Plan
from .records import Record
from .security import Certificate, Credential, Secret

ApiT = TypeVar("ApiT")
RequestT = TypeVar("RequestT")
P = TypeVar("P", default=object)
P_co = TypeVar("P_co", covariant=True, default=object)
P_contra = TypeVar("P_contra", contravariant=True, default=object)
"""The principal: what `authorize` returns, and requests carry."""


_NONE: Mapping[str, str] = MappingProxyType({})


class Request(Record, Generic[P_co]):
    """A parsed, checked request. `principal` is what `authorize` returned.

    It is None where the operation lets anybody in.
    """

    principal: P_co = field(default=cast("Any", None), kw_only=True)
    headers: Mapping[str, str] = field(default=_NONE, kw_only=True)


class Result(Record):
    """A documented answer. Subclasses add `body`, where documented, and `status`."""

    headers: Mapping[str, str] = field(default=_NONE, kw_only=True)


class Undocumented(Exception):
    """Raised by a handler where reality is wider than the document."""

    def __init__(
        self, status: int, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"undocumented answer {status}")
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class Forbidden(Exception):
    """Raised by `authorize`: known, but not allowed to do this.

    Where the operation asks for scopes, the answer says that they are insufficient.
    """


@dataclass(frozen=True, slots=True)
class Access:
    """One way in that the operation documents, with the credentials of the request.

    Both are by scheme: `scopes` are those that the operation asks for.
    """

    operation: str
    credentials: Mapping[str, Credential]
    scopes: Mapping[str, tuple[str, ...]]

    @property
    def token(self) -> str:
        """The only credential's secret. Raises LookupError where there are several."""
        if len(self.credentials) != 1:
            names = ", ".join(map(repr, self.credentials))
            raise LookupError(f"{self.operation} takes {names} at once: use secret()")
        return self.secret(next(iter(self.credentials)))

    def secret(self, scheme: str) -> str:
        """The token, key or password given for a scheme. Raises LookupError."""
        match self.credentials[scheme]:
            case Secret() as held:
                return held.reveal()
            case (_, held):
                return held.reveal()
            case _:
                raise LookupError(f"{scheme} is a certificate, not a secret")

    def user(self, scheme: str) -> str:
        """The user name given for basic authentication. Raises LookupError."""
        match self.credentials[scheme]:
            case (name, _):
                return name
            case _:
                raise LookupError(f"{scheme} has no user name")

    def covered_by(self, granted: Collection[str]) -> bool:
        """Whether these scopes are all that the operation asks for."""
        return all(it in granted for asked in self.scopes.values() for it in asked)

    def certificate(self, scheme: str) -> Certificate:
        """The certificate shown for a scheme of mutual TLS. Raises LookupError."""
        match self.credentials[scheme]:
            case Certificate() as held:
                return held
            case _:
                raise LookupError(f"{scheme} is no certificate")


class Authorize(Protocol[P_co]):
    """Return the principal, or None (or False) to deny; may be async."""

    def __call__(self, access: Access, /) -> P_co | None | Awaitable[P_co | None]: ...


def deny(access: Access, /) -> None:
    """The default: nobody gets in until `authorize` is given."""


@dataclass(frozen=True, slots=True)
class Route(Generic[ApiT, RequestT]):
    """An operation, the class of its requests, and who handles it.

    `method` is the protocol's method, by whose name the implementation's is found;
    without an implementation the operation answers 501.
    """

    plan: Plan[Any]
    request: Callable[..., RequestT]
    method: Callable[[ApiT, RequestT], Awaitable[object]]
    implementation: ApiT | None

    def handler(self) -> Callable[[RequestT], Awaitable[object]] | None:
        """The implementation's method."""
        if self.implementation is None:
            return None
        found: Callable[[RequestT], Awaitable[object]]
        found = getattr(self.implementation, self.method.__name__)
        return found
