"""How a server answers what it refuses by itself: status and body, as documented.

In: an API ready for code. Out: :class:`Failures`: for each reason of the runtime the
answer that most operations document, and for each operation what differs from that. A
status that is documented without a body is answered without one. Bodies are JSON, else
plain text. Where none can be made for what is documented, that is listed. Used by `plans`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Content, Operation, Response
from specloom.ir.evidence import Grade
from specloom.records import record
from specloom.views.error_bodies import ErrorBodies, Refusal
from specloom.views.error_roles import REASONS, Impossible, Slot, Template
from specloom.views.media import carriage, essence

USUAL: Final[Mapping[str, int]] = dict(
    zip(REASONS, (400, 401, 403, 404, 405, 413, 415, 500, 501), strict=True)
)
JSON: Final = "application/json"
TEXT: Final = "text/plain"
# No operation is known yet when these happen; and these only where there is security.
_BEFORE: Final = frozenset(("not_found", "method_not_allowed"))
_SECURITY: Final = frozenset(("unauthorized", "forbidden"))


@record(frozen=True, slots=True)
class Failure:
    """One answer. `shape` is the declaration whose instance the body is.

    Two with the same key are the same answer; `body` is None for no body.
    """

    status: int
    body: Template = None
    media_type: str = JSON
    shape: str | None = None


@record(frozen=True, slots=True)
class Failures:
    """By reason: of the whole API, and by id of operation what differs there."""

    shared: Mapping[str, Failure]
    own: Mapping[str, Mapping[str, Failure]]


def failures(api: Api, diagnostics: Diagnostics) -> Failures:
    """The failures of all operations of an API."""
    finder = _Finder(api, diagnostics)
    by_operation = {it.id: finder.documented(it) for it in api.operations}
    shared: dict[str, Failure] = {}
    for reason in REASONS:
        found = [it[reason] for it in by_operation.values() if reason in it]
        if found:
            shared[reason] = _most_common(found)
    finder.complete(shared)
    own: dict[str, dict[str, Failure]] = {}
    for it in api.operations:
        security = api.security if it.security is None else it.security
        apart = _BEFORE if security else _BEFORE | _SECURITY
        differing = {
            reason: failure
            for reason, failure in by_operation[it.id].items()
            if failure is not shared[reason]
            and reason not in apart
            and _key(failure) != _key(shared[reason])
        }
        if differing:
            own[it.id] = differing
    ordered = {reason: shared[reason] for reason in REASONS if reason in shared}
    return Failures(ordered, own)


def _key(failure: Failure) -> tuple[int, str, str]:
    return failure.status, failure.media_type, failure.shape or repr(failure.body)


def _most_common(found: list[Failure]) -> Failure:
    keys = [_key(failure) for failure in found]
    ((key, _),) = Counter(keys).most_common(1)
    return found[keys.index(key)]


class _Finder:
    """Finds the documented answers; makes the failure of each response once."""

    def __init__(self, api: Api, diagnostics: Diagnostics) -> None:
        self._bodies = ErrorBodies({it.id: it.type for it in api.declarations})
        self._diagnostics = diagnostics
        self._made: dict[tuple[int, Refusal], Failure] = {}
        self._contents: Counter[str | int] = Counter()
        self._content: dict[str | int, Content] = {}
        self._refused: set[int] = set()

    def documented(self, operation: Operation) -> dict[str, Failure]:
        """What an operation documents, by reason."""
        by_status = {it.status: it for it in operation.responses}
        succeeds = any(status[0] == "2" for status in by_status)
        otherwise = by_status.get("default") if succeeds else None
        if otherwise is not None and _is_guess(otherwise):
            otherwise = None
        found: dict[str, Failure] = {}
        for reason, usual in USUAL.items():
            status, response = usual, by_status.get(str(usual))
            if reason == "invalid":
                status, response = _invalid(response, by_status.get("422"))
            if response is None:
                response = by_status.get(f"{usual // 100}XX") or otherwise
            if response is not None:
                found[reason] = self._failure(response, Refusal(reason, status))
        return found

    def complete(self, shared: dict[str, Failure]) -> None:
        """Give the API's common shape to the reasons that no operation documents."""
        if not self._contents:
            return
        ((common, _),) = self._contents.most_common(1)
        for reason, status in USUAL.items():
            # A body of the wrong media type is invalid where 415 is not documented.
            if reason not in shared and reason != "unsupported_media_type":
                refusal = Refusal(reason, status)
                shared[reason] = self._of_content(self._content[common], refusal)

    def _failure(self, response: Response, refusal: Refusal) -> Failure:
        key = id(response), refusal
        made = self._made.get(key)
        if made is None:
            content = _content(response)
            if content is None:
                made = Failure(refusal.status)
                if response.contents:
                    self._refuse(response, response.contents[0])
            else:
                made = self._of_content(content, refusal, response)
            self._made[key] = made
        if made.body is not None:
            self._note(response)
        return made

    def _note(self, response: Response) -> None:
        content = _content(response)
        if content is not None:
            type_ = content.type
            key = type_.id if isinstance(type_, t.Ref) else id(type_)
            if _is_text(content):
                key = TEXT  # one shape, whatever is said of the text
            self._contents[key] += 1
            self._content.setdefault(key, content)

    def _of_content(
        self, content: Content, refusal: Refusal, response: Response | None = None
    ) -> Failure:
        media = content.media_type if content.media_type != "*/*" else JSON
        type_ = content.type or t.Any_()
        body: Template = Slot.MESSAGE
        try:
            if not (_is_text(content) and isinstance(type_, t.Any_)):
                body = self._bodies.template(type_, refusal)
        except Impossible:
            if response is not None:
                self._refuse(response, content)
            return Failure(refusal.status)
        shape = type_.id if isinstance(type_, t.Ref) else None
        return Failure(refusal.status, body, media, shape)

    def _refuse(self, response: Response, content: Content) -> None:
        if id(response) not in self._refused:
            self._refused.add(id(response))
            self._diagnostics.add(
                "SL629",
                f"no body can be made for the answer {response.status}:"
                " a server answers it without one",
                content.span or response.span,
            )


def _is_guess(response: Response) -> bool:
    """Whether nobody said of an answer more than that there will be one."""
    why = response.evidence.get("status")
    return why is not None and why.grade == Grade.GUESSED and not response.contents


def _invalid(
    bad: Response | None, unprocessable: Response | None
) -> tuple[int, Response | None]:
    """The documented one of 400 and 422; of both the one with a body, rather 422."""
    if unprocessable is None:
        return 400, bad
    if bad is None or _content(unprocessable) is not None:
        return 422, unprocessable
    return 400, bad


def _content(response: Response) -> Content | None:
    """The content that a body is made for: JSON, else plain text."""
    for content in response.contents:
        if carriage(content.media_type) == "json":
            return content
    return next(filter(_is_text, response.contents), None)


def _is_text(content: Content) -> bool:
    return essence(content.media_type) == TEXT
