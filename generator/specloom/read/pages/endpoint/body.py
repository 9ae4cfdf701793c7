"""The body of a request, made of what rows describe, and what samples and calls show.

In: the operation without its body, what `collected` found, the entries that go into the
body, and the calls. Out: a :class:`Body` with a content for each media type in which the
page says, or shows, that it is sent; None if there is none. Used by `build`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from specloom.document.loose import Loose
from specloom.ir import types as t
from specloom.ir.api import Body, Content, Operation
from specloom.ir.evidence import Evidence
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.found import Collected
from specloom.read.pages.endpoint.objects import PageObjects
from specloom.read.pages.endpoint.sampled import (
    all_in_comment,
    all_marked,
    annotated,
    commented,
    examples,
    filled_in,
    form_type,
    has_required,
    recognised,
    shaped,
)
from specloom.read.pages.endpoint.shape import fields_of, in_root_array
from specloom.read.pages.saying import UNMARKED, guessed, inferred, stated
from specloom.read.pages.snippets.call import FORM, JSON, MULTIPART, Call, Pair
from specloom.records import replace
from specloom.source import Span

_FORMS: Final = frozenset({FORM, MULTIPART})


def body_of(
    operation: Operation,
    span: Span,
    found: Collected,
    objects: PageObjects,
    entries: list[Entry],
    calls: Sequence[Call],
) -> Body | None:
    """The body; see the module. `span` is the place of the signature."""
    made = _Body(operation, span, found, objects, entries, calls)
    return made.body()


def table_why(entries: Iterable[Entry], span: Span) -> Evidence:
    """The evidence for the object that rows are about."""
    span = next((it.span for it in entries if it.span is not None), span)
    return stated(span, "rows of members")


class _Body:
    def __init__(
        self,
        operation: Operation,
        span: Span,
        found: Collected,
        objects: PageObjects,
        entries: list[Entry],
        calls: Sequence[Call],
    ) -> None:
        self.operation, self.span = operation, span
        self.found, self.objects = found, objects
        self.entries = entries
        self.samples = list(found.requests)
        self.samples += [it.body for it in calls if it.body is not None]
        self.calls = [it for it in calls if it.body is not None or it.form]
        self.forms = [pair for call in calls for pair in call.form]

    def body(self) -> Body | None:
        if not self.entries and not self.samples and not self.forms:
            return None
        if self.operation.method in ("GET", "HEAD") and not self.entries:
            return None
        media_types = self._media_types()
        evidence = {"media_type": next(iter(media_types.values()))}
        contents: list[Content] = []
        for media_type in media_types:
            alone = len(media_types) == 1
            form = media_type in _FORMS and not alone
            samples = [] if form else self.samples
            forms = self.forms if alone or form else []
            type_ = self._type(self._entries(media_type), samples, forms)
            shown = examples(samples)
            content = Content(
                media_type, type_, examples=shown, span=type_.span or self.span
            )
            contents.append(content)
        first = contents[0].type
        assert first is not None
        required = has_required(first)
        why = first.notes.evidence.get("required") or guessed(self.span, UNMARKED)
        evidence["required"] = guessed(
            why.span, "required members" if required else UNMARKED
        )
        if self.found.body_required is not None:
            required, where = self.found.body_required
            evidence["required"] = stated(where, "mark of the body")
        return Body(tuple(contents), required, span=contents[0].span, evidence=evidence)

    def _entries(self, media_type: str) -> list[Entry]:
        """The rows about a media type: those of a section about another one are not."""
        of_media = self.found.of_media
        others = {
            id(it) for name in of_media if name != media_type for it in of_media[name]
        }
        return [it for it in self.entries if id(it) not in others]

    def _type(
        self, entries: list[Entry], samples: list[Loose], forms: list[Pair]
    ) -> t.Type:
        fields = list(fields_of(entries))
        fields += fields_of(commented(samples))
        why = table_why(entries, self.span)
        type_ = shaped(fields, samples, formats=False, why=why)
        if type_ is None or (not entries and not samples):
            type_ = form_type(forms)
        elif forms and isinstance(type_, t.Object):
            known = {it.name for it in type_.fields}
            shown = form_type([it for it in forms if it.name not in known])
            assert isinstance(shown, t.Object)
            type_ = replace(type_, fields=(*type_.fields, *shown.fields))
        type_ = in_root_array(annotated(type_, samples), entries)
        if self.found.listed and isinstance(type_, t.Object):
            notes = t.Notes(evidence={"type": stated(self.span, "sentence")})
            type_ = t.Array(type_, notes=notes, span=type_.span)
        if not entries:
            creating = self.operation.method == "POST"
            type_ = recognised(type_, self.objects, creating=creating)
        elif isinstance(type_, t.Object):
            type_ = filled_in(type_, self.objects.like(type_, described=True))
        marked = self.found.all_required or all_in_comment(samples)
        return type_ if marked is None else all_marked(type_, *marked)

    def _media_types(self) -> dict[str, Evidence]:
        """The media types in which the body is sent, as the page says or shows it."""
        found: dict[str, Evidence] = {}
        for media_type, span in self.found.media_types:
            found.setdefault(media_type, stated(span, "media type"))
        for media_type, entries in self.found.of_media.items():
            span = next((it.span for it in entries if it.span is not None), self.span)
            found.setdefault(media_type, stated(span, "heading"))
        if found:
            return found
        for call in self.calls:
            if call.media_type:
                found.setdefault(call.media_type, inferred(call.span, "call"))
        if found:
            return found
        if any(isinstance(it.field.type, t.Binary) for it in self.entries):
            return {MULTIPART: guessed(self.span, "file")}
        if self.forms:
            return {FORM: guessed(self.span, "form")}
        if self.samples:
            return {JSON: inferred(self.samples[0].span, "sample")}
        return {JSON: guessed(self.span, "unnamed media type")}
