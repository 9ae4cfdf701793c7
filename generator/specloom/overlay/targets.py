"""JSONPath (RFC 9535): which nodes a target means.

In: a query and a document. Out: the keys that lead to each node, none of them twice, in
an order in which no node is before one that it holds or that follows it in a list: so
they can be removed one after the other. The library is imported here and nowhere else;
strictly, without its additions to the standard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from specloom.document import Json

if TYPE_CHECKING:
    from jsonpath import JSONPathEnvironment

Keys: TypeAlias = "tuple[str | int, ...]"

_DEPTH: Final = 512
"""Deeper than a document may be (`document.tree.Limits`)."""


class NoQuery(Exception):
    """The text is no JSONPath. `at` is where it goes wrong, in characters, if known."""

    def __init__(self, reason: str, at: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class Targets:
    """Answers queries; makes what that needs once."""

    def __init__(self) -> None:
        self._environment: JSONPathEnvironment | None = None

    def find(self, query: str, root: Json) -> list[Keys]:
        """The nodes that a query selects; see the module. Raises NoQuery."""
        from jsonpath import JSONPathEnvironment
        from jsonpath.exceptions import JSONPathError, JSONPathRecursionError

        if self._environment is None:
            self._environment = JSONPathEnvironment(strict=True)
            self._environment.max_recursion_depth = _DEPTH
        try:
            found = {it.parts for it in self._environment.finditer(query, root)}
        except JSONPathRecursionError:
            raise NoQuery("it leads too deep", None) from None
        except JSONPathError as error:
            # The text of the error is drawn over several lines; the reason is enough.
            reason = str(error.args[0]) if error.args else "it is not well-formed"
            at = error.token.index if error.token is not None else -1
            raise NoQuery(reason, at if at >= 0 else None) from None
        return sorted(found, reverse=True)
