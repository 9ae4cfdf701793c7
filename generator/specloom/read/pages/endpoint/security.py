"""How the operations of a page are authenticated, by its words and its calls.

In: the sections of a page, and the calls that it shows. Out: the scheme, and what every
operation of the page requires; nothing where the page says nothing. A sentence is only a
guess at a scheme, a call that carries credentials infers one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specloom.ir.api import SecurityRequirement, SecurityScheme
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.sections import Items, Prose, Section, heading
from specloom.read.pages.saying import guessed, inferred, stretch
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.words import security as words
from specloom.read.pages.words.titles import title
from specloom.source import SourceFile


def page_security(
    source: SourceFile, root: Section, calls: Sequence[Call]
) -> tuple[tuple[SecurityScheme, ...], tuple[SecurityRequirement, ...] | None]:
    """The schemes, and the requirement; None if the page says nothing of it."""
    scheme = _in_calls(calls)
    said = _in_words(source, root)
    if scheme is None and isinstance(said, SecurityScheme):
        scheme = said
    if scheme is not None:
        return (scheme,), (((scheme.name, ()),),)
    return (), () if said == words.NONE else None


def _in_words(source: SourceFile, root: Section) -> SecurityScheme | str | None:
    """What the first sentence says that says anything; those about it come first."""
    order = sorted(root.walk(), key=lambda it: title(heading(it)).role != "security")
    for section in order:
        for text, start, end in _texts(section):
            why = guessed(stretch(source, start, end), "sentence")
            found = words.words(text, why)
            if found is not None:
                return found
    return None


def _texts(section: Section) -> Iterable[tuple[str, int, int]]:
    for part in section.parts:
        match part:
            case Prose():
                yield part.text, part.start, part.end
            case Items():
                for item in part.items:
                    yield item.text, item.start, item.end
            case _:
                pass


def _in_calls(calls: Sequence[Call]) -> SecurityScheme | None:
    for call in calls:
        for pair in call.headers:
            why = inferred(pair.span, "header of a call")
            found = words.header(pair.name, str(pair.value), why)
            if found is not None:
                return found
        if call.user is not None:
            why = inferred(call.user.span, "user of a call")
            return words.header("Authorization", "Basic", why)
    return None


def described_security(
    entries: Sequence[Entry],
) -> tuple[tuple[SecurityScheme, ...], tuple[SecurityRequirement, ...]] | None:
    """The scheme of a header `Authorization` that tables describe as a parameter."""
    for entry in entries:
        said = entry.field.type.notes.description or ""
        assert entry.span is not None
        why = guessed(entry.span, "header")
        found = words.words(f"Authorization: {said}", why)
        if not isinstance(found, SecurityScheme):
            found = SecurityScheme(
                "authorization",
                "apiKey",
                said or None,
                parameter="Authorization",
                location="header",
                span=entry.span,
                evidence={"kind": why},
            )
        return (found,), (((found.name, ()),),)
    return None
