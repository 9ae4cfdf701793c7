"""The type of a body: its fields, and the examples that the page shows of it.

In: the fields of a body, in groups where a heading tells variants apart, and the fences
with examples. Out: a type, and the examples as such. What fields say is stated, what
examples show is inferred. Examples also say what fields are fields *of*: where all of
them are lists, the fields are those of an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from specloom.diagnostics import Diagnostics
from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.ir.join import join_types
from specloom.ir.join.types import join_examples
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.shape import fields_of
from specloom.read.pages.mdx.fields import Claim
from specloom.read.pages.mdx.tree import Code, label_of
from specloom.read.pages.mdx.types import field_of, object_of
from specloom.read.pages.saying import inferred, stated
from specloom.read.pages.snippets.infer import Sample, example, infer_all
from specloom.records import record, replace
from specloom.source import Span

_WHOLE: Final = frozenset({"", "[]", "[*]", "*", "array", "list", "root", "(root)"})
"""Names under which pages describe a body that is a list."""

Shown: TypeAlias = tuple[Loose, str]
"""An example that could be read, and what the page calls it."""


@record(frozen=True, slots=True)
class BodyType:
    """A body. `plain`: what is shown of it is a text that is no JSON."""

    type: t.Type | None
    examples: tuple[t.Example, ...] = ()
    plain: bool = False


def readable(samples: Sequence[Code]) -> tuple[list[Shown], list[Code]]:
    """The examples that can be read, and the fences that hold something else."""
    found: list[Shown] = []
    others: list[Code] = []
    for code in samples:
        fence, source = code.fence, code.file.source
        window = Window(source, fence.content_start, fence.content_end, fence.indent)
        try:
            loose = read_loose(window)
        except Unreadable:
            others.append(code)
            continue
        found.append((loose, label_of(code) or "example"))
    return found, others


def body_type(
    fields: Sequence[tuple[Claim, int]],
    samples: Sequence[Shown],
    span: Span,
    say: Diagnostics,
    *,
    rows: Sequence[Entry],
    answer: bool,
) -> BodyType:
    """The type of a body with these fields, rows of tables, and examples."""
    instances: list[Sample] = [
        (it.value, inferred(it.span, "example")) for it, _ in samples
    ]
    examples = _examples(samples)
    if not fields and not rows:
        found = infer_all(instances, formats=answer) if instances else None
        return BodyType(found, examples)
    if fields:
        stated_type = _stated(fields, instances, span, say, answer)
        if rows and isinstance(stated_type, t.Object):
            stated_type = join_types(stated_type, _tabled(rows))
    else:
        stated_type = _tabled(rows)
    if isinstance(stated_type, t.Primitive) and stated_type.kind == "string":
        return BodyType(stated_type, plain=True)
    return BodyType(_joined(stated_type, instances, answer), examples)


def plain_text(code: Code) -> BodyType:
    """The body of an answer that is shown as a text."""
    why = inferred(code.span, "example")
    type_ = t.Primitive("string", notes=t.Notes(evidence={"type": why}), span=code.span)
    return BodyType(type_, plain=True)


def _examples(samples: Sequence[Shown]) -> tuple[t.Example, ...]:
    made = [it for loose, label in samples if (it := example(loose, label)) is not None]
    return join_examples((), made)


def _tabled(rows: Sequence[Entry]) -> t.Object:
    """The object that rows of tables describe."""
    span = rows[0].span
    assert span is not None
    notes = t.Notes(evidence={"type": stated(span, "table")})
    return t.Object(fields_of(rows), notes=notes, span=span)


def _stated(
    fields: Sequence[tuple[Claim, int]],
    instances: Sequence[Sample],
    span: Span,
    say: Diagnostics,
    answer: bool,
) -> t.Type:
    """What the fields say of a body: an object, a list, or either."""
    lists = [value for value, _ in instances if isinstance(value, list)]
    if len(fields) == 1:
        claim = fields[0][0]
        # What is to be remarked upon is said when it is made for good.
        made = field_of(claim, Diagnostics())
        if _is_whole(claim, made.type, instances, answer):
            made = field_of(claim, say)
            evidence = dict(made.type.notes.evidence)
            del evidence["required"]
            notes = replace(made.type.notes, evidence=evidence)
            return replace(made.type, notes=notes)
        return object_of([claim], span, say)
    groups = list(dict.fromkeys(group for _, group in fields))
    if lists and len(lists) < len(instances) and len(groups) > 1:
        for group in groups:
            inner = [claim for claim, it in fields if it == group]
            if len(inner) != 1 or inner[0].name not in _WHOLE:
                continue
            whole = field_of(inner[0], Diagnostics()).type
            if isinstance(whole, t.Array):
                whole = field_of(inner[0], say).type
                rest = [claim for claim, it in fields if it != group]
                return t.Union((object_of(rest, span, say), whole), span=span)
    return object_of([claim for claim, _ in fields], span, say)


def _is_whole(
    claim: Claim, type_: t.Type, instances: Sequence[Sample], answer: bool
) -> bool:
    """Whether the only field of a body is the body itself."""
    if claim.name in ("", "[]", "[*]", "*"):
        return True
    values = [value for value, _ in instances]
    if isinstance(type_, t.Array):
        if values:
            return all(isinstance(it, list) for it in values)
        return claim.name in _WHOLE
    if not answer and claim.name in ("body", "data", "payload"):
        # A body that is called so, unless an example has a member of that name.
        return not any(isinstance(it, dict) and claim.name in it for it in values)
    return False


def _joined(said: t.Type, instances: Sequence[Sample], answer: bool) -> t.Type:
    """The stated type with what examples add, each to the variant of its kind."""
    lists = [it for it in instances if isinstance(it[0], list)]
    objects = [it for it in instances if isinstance(it[0], dict)]
    match said:
        case t.Union(variants=(t.Object() as one, t.Array() as many)):
            made = _with(one, objects, answer), _with(many, lists, answer)
            return replace(said, variants=made)
        case t.Object() if lists:
            why = lists[0][1]
            many = t.Array(said, notes=t.Notes(evidence={"type": why}))
            if not objects:
                return _with(many, lists, answer)
            variants = _with(said, objects, answer), _with(many, lists, answer)
            notes = t.Notes(evidence={"type": why})
            return t.Union(variants, notes=notes, span=said.span)
        case t.Object():
            return _with(said, objects, answer)
        case _:
            return _with(said, instances, answer)


def _with(type_: t.Type, instances: Sequence[Sample], answer: bool) -> t.Type:
    if not instances:
        return type_
    return join_types(type_, infer_all(instances, formats=answer))
