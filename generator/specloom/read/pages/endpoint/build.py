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

from specloom.document.loose import Loose
from specloom.ir import types as t
from specloom.ir.api import (
    Body,
    Content,
    Header,
    Location,
    Operation,
    Response,
)
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_types
from specloom.read.pages.endpoint.entries import LOCATIONS, Entry
from specloom.read.pages.endpoint.found import ERRORS, Answer, Collected
from specloom.read.pages.endpoint.objects import PageObjects
from specloom.read.pages.endpoint.parameters import (
    OF_THE_PROTOCOL,
    is_credential,
    parameters_of,
)
from specloom.read.pages.endpoint.sampled import (
    all_in_comment,
    all_marked,
    commented,
    examples,
    filled_in,
    form_type,
    has_required,
    in_query,
    recognised,
    shaped,
)
from specloom.read.pages.endpoint.shape import fields_of, in_root_array
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.saying import (
    UNMARKED,
    bare_operation,
    guessed,
    inferred,
    stated,
)
from specloom.read.pages.snippets.call import FORM, JSON, MULTIPART, Call, Pair
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
            parameters=parameters_of(self.path, self.span, parameters, calls),
            body=self._body(body, calls),
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
                        continue
                entry = replace(entry, field=replace(entry.field, name=name))
            elif entry.name in self.placeholders and where == "query":
                where = "path"
            found.append((where, entry))
        return found

    def _body(self, entries: list[Entry], calls: Sequence[Call]) -> Body | None:
        samples = list(self.found.requests)
        forms = [pair for call in calls for pair in call.form]
        samples += [it.body for it in calls if it.body is not None]
        if not entries and not samples and not forms:
            return None
        if self.operation.method in ("GET", "HEAD") and not entries:
            return None
        fields = list(fields_of(entries)) + list(fields_of(commented(samples)))
        type_ = shaped(fields, samples, formats=False, why=self._table_why(entries))
        if type_ is None or (not entries and not samples):
            type_ = form_type(forms)
        type_ = in_root_array(type_, entries)
        if self.found.listed and isinstance(type_, t.Object):
            notes = t.Notes(evidence={"type": stated(self.span, "sentence")})
            type_ = t.Array(type_, notes=notes, span=type_.span)
        if not entries:
            type_ = recognised(
                type_, self.objects, creating=self.operation.method == "POST"
            )
        elif isinstance(type_, t.Object):
            type_ = filled_in(type_, self.objects.like(type_, described=True))
        marked = self.found.all_required
        if marked is None:
            marked = all_in_comment(samples)
        if marked is not None:
            type_ = all_marked(type_, *marked)
        media_type, evidence = self._media_type(type_, calls, forms, samples)
        required = has_required(type_)
        why = type_.notes.evidence.get("required") or guessed(self.span, UNMARKED)
        evidence["required"] = guessed(
            why.span, "required members" if required else UNMARKED
        )
        if self.found.body_required is not None:
            required, where = self.found.body_required
            evidence["required"] = stated(where, "mark of the body")
        content = Content(
            media_type, type_, examples=examples(samples), span=type_.span or self.span
        )
        return Body((content,), required, span=content.span, evidence=evidence)

    def _table_why(self, entries: Iterable[Entry]) -> Evidence:
        span = next((it.span for it in entries if it.span is not None), self.span)
        return stated(span, "rows of members")

    def _media_type(
        self,
        type_: t.Type,
        calls: Sequence[Call],
        forms: Sequence[Pair],
        samples: Sequence[Loose],
    ) -> tuple[str, dict[str, Evidence]]:
        if self.found.media_type is not None:
            media_type, span = self.found.media_type
            return media_type, {"media_type": stated(span, "media type")}
        for call in calls:
            if call.media_type and (call.body is not None or call.form):
                return call.media_type, {"media_type": inferred(call.span, "call")}
        if isinstance(type_, t.Object) and any(
            isinstance(it.type, t.Binary) for it in type_.fields
        ):
            return MULTIPART, {"media_type": guessed(self.span, "file")}
        if forms:
            return FORM, {"media_type": guessed(self.span, "form")}
        if samples:
            return JSON, {"media_type": inferred(samples[0].span, "sample")}
        return JSON, {"media_type": guessed(self.span, "unnamed media type")}

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
        why = self._table_why(answer.entries)
        type_ = shaped(fields, answer.samples, formats=True, why=why)
        if type_ is not None:
            type_ = recognised(type_, self.objects, creating=False)
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
            answer.description,
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
    )
