"""What an API under an overlay has to be: what its changed canonical document describes.

The judge reads that document without looking at what was there before; only the order of
what OpenAPI does not order, and where facts come from, is left out.
"""

import json
from dataclasses import replace

from specloom.diagnostics import Diagnostics, SpecError
from specloom.export import export
from specloom.ir import types as t
from specloom.ir.api import Api, Operation
from specloom.ir.dump import dump
from specloom.ir.walk import map_children, map_types
from specloom.overlay import overlaid
from specloom.overlay.actions import Applying
from specloom.overlay.changes import Changes
from specloom.overlay.form import actions_of
from specloom.passes.resolve import resolve
from specloom.source import SourceFile
from tests.export.rereading import comparable, reread, without_differing_uses

OVERLAYS = {
    "description": [{"target": "$.info", "update": {"description": "New."}}],
    "descriptions": [
        {"target": "$..properties.*", "update": {"description": "New."}},
        {"target": "$..responses.*", "update": {"description": "New."}},
    ],
    "parameters": [
        {"target": "$..parameters[*]", "update": {"required": True, "x-new": [1]}}
    ],
    "null": [
        {"target": "$..[?@.type == 'string']", "update": {"type": ["string", "null"]}}
    ],
    "bounds": [
        {"target": "$..[?@.type == 'integer']", "update": {"type": "number"}},
        {"target": "$..[?@.type == 'number']", "update": {"minimum": -5}},
    ],
    "values": [{"target": "$..[?@.enum]", "update": {"enum": ["something new"]}}],
    "members": [
        {
            "target": "$..[?@.properties]",
            "update": {
                "required": ["new"],
                "properties": {"new": {"properties": {"a": {"type": "string"}}}},
            },
        }
    ],
    "items": [{"target": "$..[?@.items]", "update": {"items": {"title": "New"}}}],
    "answers": [
        {
            "target": "$..responses",
            "update": {
                "499": {
                    "description": "New.",
                    "headers": {"X-New": {"schema": {"type": "integer"}}},
                    "content": {"text/new": {"schema": {"oneOf": [True, False]}}},
                }
            },
        }
    ],
    "operations": [
        {
            "target": "$.paths.*.*",
            "update": {"tags": ["new"], "summary": "New", "security": [], "x-new": {}},
        }
    ],
    "paths": [
        {
            "target": "$.paths.*",
            "update": {
                "parameters": [{"name": "new", "in": "header", "schema": {}}],
                "servers": [{"url": "https://new.example"}],
            },
        },
        {
            "target": "$.paths",
            "update": {"/new": {"get": {"responses": {"200": {"description": ""}}}}},
        },
    ],
    "without-answers": [{"target": "$..responses", "remove": True}],
    "without-members": [{"target": "$..properties", "remove": True}],
    "without-parameter": [{"target": "$..parameters[0]", "remove": True}],
    "without-bodies": [{"target": "$..requestBody", "remove": True}],
    "without-operations": [{"target": "$.paths.*.get", "remove": True}],
    "without-schemas": [{"target": "$.components.schemas.*", "remove": True}],
    "without-components": [{"target": "$.components.*", "remove": True}],
    "without-variant": [
        {"target": "$..oneOf[0]", "remove": True},
        {"target": "$..anyOf[-1]", "remove": True},
        {"target": "$..allOf[0]", "remove": True},
    ],
}


def differences(api: Api, actions: object) -> str | None:
    """How the API under an overlay is not what it has to be; None if it cannot be told."""
    whole = {"overlay": "1.0.0", "info": {"title": "", "version": ""}}
    data = json.dumps({**whole, "actions": actions}).encode()
    source = SourceFile("overlay.json", data)
    changes, said = Changes(export(api)), Diagnostics()
    applying = Applying(changes, said)
    for number, action in enumerate(actions_of(source, said)):
        applying.apply(number, action)
    if not changes.any:
        return None
    try:
        wanted = resolve(reread(json.dumps(changes.root)), Diagnostics())
    except SpecError:
        return None
    made, _ = overlaid(api, [source], said)
    made = resolve(made, Diagnostics())
    places = [it.span.path for it in said if it.span is not None]
    assert set(places) <= {"overlay.json"}
    text = dump(made, spans=True)
    assert "canonical document" not in text
    found, expected = map(normal, (made, wanted))
    if found == expected:
        return ""
    return f"{_text(found)}\n--- but it has to be ---\n{_text(expected)}"


def _text(api: Api) -> str:
    api = map_types(api, lambda _, type_: _bare(type_))
    lines = dump(api).splitlines()
    return "\n".join(
        line
        for line in lines
        if not line.lstrip().startswith(("evidence ", "conflict "))
    )


def _bare(type_: t.Type) -> t.Type:
    """The type without evidence."""
    notes = replace(type_.notes, evidence=t.NO_EVIDENCE, conflicts=())
    notes = t.NO_NOTES if notes == t.NO_NOTES else notes
    return replace(map_children(type_, _bare), notes=notes)


def normal(api: Api) -> Api:
    """The API without what no document says, such as the order of its answers."""
    api = comparable(without_differing_uses(api))
    return replace(
        api,
        operations=tuple(map(_operation, sorted(api.operations, key=_place))),
        webhooks=tuple(map(_operation, sorted(api.webhooks, key=_place))),
        declarations=tuple(sorted(api.declarations, key=lambda it: it.id)),
        # Operations that are only called in examples are no part of the document.
        shown=(),
    )


def _place(it: Operation) -> tuple[str, str]:
    return it.path, it.method


def _operation(it: Operation) -> Operation:
    return replace(
        it,
        parameters=tuple(sorted(it.parameters, key=lambda p: (p.location, p.name))),
        responses=tuple(sorted(it.responses, key=lambda r: r.status)),
    )
