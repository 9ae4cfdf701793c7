"""An operation, made of what its sections hold.

In: method and path, and what `collected` found. Out: an :class:`Operation` in which what
is described is joined with what samples and calls show. Where no row says where a field
goes, its name and the method do: a placeholder of the path, the query of a request
without a body, else the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import (
    Content,
    Header,
    Location,
    Operation,
    Response,
)
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_types
from specloom.read.pages.endpoint.body import body_of, table_why
from specloom.read.pages.endpoint.entries import LOCATIONS, Entry
from specloom.read.pages.endpoint.found import ERRORS, Answer, Collected
from specloom.read.pages.endpoint.objects import PageObjects
from specloom.read.pages.endpoint.parameters import (
    OF_THE_PROTOCOL,
    is_credential,
    parameters_of,
)
from specloom.read.pages.endpoint.sampled import (
    annotated,
    examples,
    in_query,
    recognised,
    shaped,
)
from specloom.read.pages.endpoint.shape import fields_of, in_root_array
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.said_headers import with_said_headers
from specloom.read.pages.saying import (
    bare_operation,
    guessed,
    inferred,
    stated,
)
from specloom.read.pages.snippets.call import JSON, Call
from specloom.read.pages.words.media import media_types
from specloom.records import replace
from specloom.source import Span

_WITHOUT_BODY: Final = frozenset({"GET", "DELETE", "HEAD", "OPTIONS"})
_HEADER: Final = re.compile(r"X-[\w-]+|[A-Z][a-z]+(?:-[A-Z][\w]*)+|Authorization")


class Build:
    """Makes one operation."""

    def __init__(
        self, signature: Signature, span: Span, found: Collected, objects: PageObjects
    ) -> None:
        self.objects = objects
        self.path = signature.path
        self.credentials: list[Entry] = []
        self.homeless: list[Entry] = []
        why = inferred(span, "call") if signature.shown else stated(span, "signature")
        self.operation = bare_operation(signature.method, signature.path, why)
        self.span = span
        self.found = found
        self.placeholders = re.findall(r"\{([^{}]*)\}", self.operation.path)

    def made(self, calls: Sequence[Call], *, in_query: bool = False) -> Operation:
        """The operation; `calls` are those that call it. `in_query`: fields without a
        place go there, whatever the method."""
        self.in_query = in_query
        body, parameters = self._sorted()
        return replace(
            self.operation,
            parameters=with_said_headers(
                self.objects.source,
                parameters_of(self.path, self.span, parameters, calls),
            ),
            body=body_of(
                self.operation, self.span, self.found, self.objects, body, calls
            ),
            responses=tuple(self._responses()),
        )

    # The request

    def _sorted(self) -> tuple[list[Entry], list[tuple[Location, Entry]]]:
        """What goes into the body, and the parameters by location."""
        body: list[Entry] = []
        parameters: list[tuple[Location, Entry]] = []
        inside = ""
        for where, entries in self.found.placed.items():
            for entry in entries:
                if entry.depth:
                    # A member goes where what it is in goes.
                    if inside == "body":
                        body.append(entry)
                    continue
                if entry.name[:1] in "{<" and where != "path":
                    if entry.name.strip("{}<>:") not in self.placeholders:
                        inside = ""
                        continue  # A word of a template, such as `{Name}`.
                    where = "path"
                inside = where or self._place(entry)
                low = entry.name.lower() if inside == "header" else ""
                if low == "content-type":
                    self._content_type(entry)
                if low in OF_THE_PROTOCOL:
                    continue
                if is_credential(low):
                    self.credentials.append(entry)
                if low == "authorization":
                    continue
                if inside == "body":
                    body.append(entry)
                else:
                    parameters.append((LOCATIONS[inside], entry))
        return body, self._renamed(parameters)

    def _content_type(self, entry: Entry) -> None:
        """What a table of headers says that the media type of the body is."""
        notes = entry.field.type.notes
        default = entry.field.default
        texts = [notes.description or "", default if isinstance(default, str) else ""]
        if isinstance(entry.field.type, t.Enum | t.Const):
            texts.append(str(entry.field.type))
        for media_type in media_types(" ".join(texts)):
            assert entry.span is not None
            self.found.media_types.append((media_type, entry.span))

    def _place(self, entry: Entry) -> str:
        if entry.name in self.placeholders:
            return "path"
        if _HEADER.fullmatch(entry.name):
            return "header"
        if self.operation.method in _WITHOUT_BODY or self.in_query:
            return "query"
        return "body"

    def _renamed(
        self, parameters: list[tuple[Location, Entry]]
    ) -> list[tuple[Location, Entry]]:
        """Path parameters under the names that the path has, if that is sure."""
        named = {it.name for where, it in parameters if where == "path"}
        bare = {it.strip("{}<>:"): it for it in named}
        missing = [it for it in self.placeholders if it not in bare]
        strange = [it for it in bare if it not in self.placeholders]
        found: list[tuple[Location, Entry]] = []
        for where, entry in parameters:
            if where == "path":
                name = entry.name.strip("{}<>:")
                if name not in self.placeholders:
                    if len(missing) == len(strange) == 1:
                        name = missing[0]
                    else:
                        self.homeless.append(entry)
                        continue
                entry = replace(entry, field=replace(entry.field, name=name))
            elif entry.name in self.placeholders and where == "query":
                where = "path"
            found.append((where, entry))
        return found

    # Answers

    def _responses(self) -> Iterable[Response]:
        answers = dict(self.found.answers)
        unnamed = answers.pop("", None)
        errors = answers.pop(ERRORS, None)
        good = [it for it in answers if it.startswith(("2", "3"))]
        if unnamed is not None:
            if good:
                answers[good[0]] = _both(answers[good[0]], unnamed)
            else:
                answers = {"": unnamed, **answers}
        if errors is not None and (errors.samples or errors.entries):
            answers.setdefault("default", replace(errors, status="default"))
        for status, answer in answers.items():
            yield self._response(status, answer)

    def _response(self, status: str, answer: Answer) -> Response:
        span = answer.span
        evidence: dict[str, Evidence] = {}
        if not status:
            status = "200"
            evidence["status"] = guessed(span, "unnamed success")
        elif status == "default" and answer.status != status:
            evidence["status"] = guessed(span, "unnamed errors")
        elif answer.guessed:
            evidence["status"] = guessed(span, "sentence")
        else:
            evidence["status"] = stated(span, "status")
        fields = list(fields_of(answer.entries))
        why = table_why(answer.entries, self.span)
        type_ = shaped(fields, answer.samples, formats=True, why=why)
        if type_ is not None:
            type_ = recognised(type_, self.objects, creating=False)
            type_ = annotated(type_, answer.samples)
            type_ = in_root_array(type_, answer.entries)
        if answer.type is not None:
            type_ = answer.type if type_ is None else join_types(answer.type, type_)
        contents: tuple[Content, ...] = ()
        if type_ is not None and status not in ("204", "304"):
            evidence["media_type"] = (
                inferred(span, "sample")
                if answer.samples
                else guessed(span, "unnamed media type")
            )
            media_type = JSON
            if answer.media_type is not None:
                media_type, where = answer.media_type
                evidence["media_type"] = stated(where, "media type")
            shown = examples(answer.samples)
            contents = (
                Content(media_type, type_, examples=shown, span=type_.span or span),
            )
        headers = tuple(map(_header, answer.headers))
        return Response(
            status,
            answer.description or answer.mention,
            headers=headers,
            contents=contents,
            span=span,
            evidence=evidence,
        )


def _header(entry: Entry) -> Header:
    made = entry.field
    type_, _ = in_query(made.type, "")
    return Header(made.name, type_, made.required, span=entry.span)


def _both(first: Answer, second: Answer) -> Answer:
    return Answer(
        first.status,
        first.span,
        second.entries + first.entries,
        second.samples + first.samples,
        second.headers + first.headers,
        first.description or second.description,
        first.type or second.type,
        first.media_type or second.media_type,
        first.guessed and second.guessed,
        first.mention or second.mention,
    )
