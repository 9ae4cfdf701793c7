"""An operation of a page: its sections as a record of the IR, joined with its examples.

In: a part of a page, and its front matter. Out: :class:`Made`: the operation with all
that one needs, the servers that it may be at, and how calls of it authenticate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Operation, SecurityScheme, Server
from specloom.read.pages.mdx.front import Entry
from specloom.read.pages.mdx.heads import Part
from specloom.read.pages.mdx.prose import prose, without_marks
from specloom.read.pages.mdx.request import body_of, parameters_of
from specloom.read.pages.mdx.requests_shown import (
    calls_of,
    fits,
    refuse_other,
    servers,
    with_calls,
)
from specloom.read.pages.mdx.response import responses_of
from specloom.read.pages.mdx.sections import Sections, sections
from specloom.read.pages.mdx.security import scheme_of_method, scheme_of_words
from specloom.read.pages.mdx.settings import Settings
from specloom.read.pages.mdx.tree import Node, Words
from specloom.read.pages.saying import bare_operation, complete, stated
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.shown import schemes_of
from specloom.read.pages.words.security import demands, scopes
from specloom.records import record, replace

UNREAD: Final = "SL365"


@record(frozen=True, slots=True)
class Made:
    """What a part of a page says. `others` are its calls of other operations."""

    operation: Operation
    servers: tuple[Server, ...]
    schemes: tuple[SecurityScheme, ...]
    others: tuple[Call, ...] = ()


def _scoped(
    operation: Operation,
    schemes: Sequence[SecurityScheme],
    found: Sections,
    say: Diagnostics,
) -> Operation:
    """The operation with the scopes that its words say to be needed; lists what is not
    understood of how one authenticates."""
    text = "\n\n".join(it for it in (prose(found.lead), prose(found.security)) if it)
    needed = scopes(text)
    tokens = {it.name for it in schemes if it.kind != "apiKey"}
    if needed and tokens:
        security = tuple(
            ((it.name, needed if it.name in tokens else ()),) for it in schemes
        )
        return replace(operation, security=security)
    if not schemes and (needed or demands(text)):
        nodes = [*found.lead, *found.security]
        shown = " ".join(text.split())[:80]
        message = f"how one authenticates is not understood: `{shown}`"
        say.add(UNREAD, message, nodes[0].span)
    return operation


def operation_of_part(
    part: Part, entries: Mapping[str, Entry], common: Settings, say: Diagnostics
) -> Made:
    """The operation of a part. Raises SpecError if its own calls contradict its path."""
    head = part.head
    found = sections(part.nodes, head, say, part.title)
    operation = bare_operation(head.method, head.path, head.why)
    calls = calls_of(found.calls)
    own = [it for it in calls if fits(it, operation)]
    if calls and not own:
        refuse_other(calls, operation, head)
    parameters, schemes = parameters_of(found, operation, say)
    operation = replace(
        operation,
        parameters=tuple(parameters),
        body=body_of(found, own, entries, say),
        responses=responses_of(found, head, say),
    )
    operation = _described(operation, part, found, entries)
    operation = with_calls(operation, own)
    if not schemes:
        schemes = _schemes(entries, common, [*own, *calls])
    if not schemes and not entries.get("authMethod"):
        schemes = scheme_of_words(found.security)
    operation = _scoped(operation, schemes, found, say)
    bases = servers(head, own) if head.server else ()
    bases = bases or tuple(Server(it) for it in common.servers) or servers(head, own)
    others = tuple(it for it in calls if it not in own)
    return Made(complete(operation), bases, tuple(schemes), others)


def _schemes(
    entries: Mapping[str, Entry], common: Settings, calls: Sequence[Call]
) -> list[SecurityScheme]:
    """How to authenticate, as the page says it; else its settings; else its calls."""
    method = entries.get("authMethod") or entries.get("auth")
    if method is not None and method.text:
        found = scheme_of_method(method, calls)
        scheme = common.scheme()
        if not found and scheme is not None and common.method == method.text.lower():
            return [scheme]
        return found
    scheme = common.scheme()
    if scheme is not None:
        return [scheme]
    return [] if common.method == "none" else [*schemes_of(calls).values()]


def _described(
    operation: Operation, part: Part, found: Sections, entries: Mapping[str, Entry]
) -> Operation:
    """The operation with the title and the words of the page."""
    evidence = dict(operation.evidence)
    summary = entries.get("title")
    text: str | None = None
    if part.title is not None:
        text = _unlabelled().sub("", part.title.heading.text).strip()
        if not _is_head(text) and text:
            evidence["summary"] = stated(part.title.span, "heading")
        else:
            text = None
    if text is None and summary is not None and summary.text:
        text = summary.text
        evidence["summary"] = stated(summary.span, "front matter")
    elif text is None and found.title is not None:
        text = found.title.heading.text.strip()
        evidence["summary"] = stated(found.title.span, "heading of the page")
    described = entries.get("description")
    words = [described.text] if described is not None and described.text else []
    if described is not None and words:
        evidence["description"] = stated(described.span, "front matter")
    nodes = [it for it in found.lead if not _is_signature(it)]
    lead = without_marks(prose(nodes))
    if lead and lead.rstrip(".") not in (it.rstrip(".") for it in words):
        words.append(lead)
        evidence.setdefault("description", stated(found.lead[0].span, "lead"))
    deprecated = entries.get("deprecated")
    return replace(
        operation,
        summary=text,
        description="\n\n".join(words) or None,
        deprecated=deprecated is not None and deprecated.text.lower() == "true",
        evidence=evidence,
    )


@cache
def _unlabelled() -> re.Pattern[str]:
    return re.compile(r"\{\{.*?\}\}|\{#[^}]*\}|[ \t]+[`(\[]+[A-Z]+ \S*?[`)\]]+$")


def _is_signature(node: Node) -> bool:
    """Whether words are nothing but the method and the path."""
    return isinstance(node, Words) and _is_head(node.text.strip())


def _is_head(text: str) -> bool:
    """Whether a heading is nothing but a method and a path."""
    return len(text.split()) == 2 and "/" in text.split()[1]
