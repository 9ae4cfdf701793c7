"""The API as the overlays leave it.

In: the `Api` as it was, and as the changed document has it. Out: the former, in which
what an overlay says holds, with evidence of grade *pinned* at the record that it is said
of, and what it overrides as a conflict. Whatever no overlay touches is the same record,
in the same order; what an overlay adds comes after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from specloom.export.spelling import component_names, schema_names
from specloom.ir import api as a
from specloom.ir.components import Key, Part, all_operations, parts_of
from specloom.overlay.pinned_parts import PinningParts, changed
from specloom.overlay.pins import Keywords, Pins
from specloom.overlay.places import Places
from specloom.overlay.reread import pointer_of
from specloom.records import replace
from specloom.source import escape

_INFO: Final[Keywords] = {
    "title": ("title",),
    "version": ("version",),
    "description": ("description",),
    "summary": ("summary",),
    "terms_of_service": ("termsOfService",),
    "contact": ("contact", "license"),
}
_ROOT: Final[Keywords] = {
    "servers": ("servers",),
    "security": ("security",),
    "tags": ("tags",),
    "external_docs": ("externalDocs",),
}
_SCHEME: Final[Keywords] = {
    "kind": ("type",),
    "description": ("description",),
    "parameter": ("name",),
    "location": ("in",),
    "scheme": ("scheme",),
    "bearer_format": ("bearerFormat",),
    "flows": ("flows",),
    "url": ("openIdConnectUrl", "oauth2MetadataUrl"),
    "deprecated": ("deprecated",),
}


class Pinning:
    """Takes over what an overlay says, of the API `before`."""

    def __init__(self, places: Places, before: a.Api) -> None:
        self._places = places
        known: dict[Key, Part] = {}
        for operation in all_operations(before):
            for key, part in parts_of(operation):
                known.setdefault(key, part)
        self._parts = PinningParts(places, known)

    def api(self, old: a.Api, new: a.Api) -> a.Api:
        """The API as a whole; see the module."""
        pins = Pins(self._places, old.evidence, old.conflicts, old.span)
        pins.compare(old, new, _INFO, "/info")
        pins.compare(old, new, _ROOT, "")
        tops = ("", "/info", "/paths", "/components")
        pins.compare_members("extensions", old, new, *tops)
        changes = {
            name: self._parts.take(value) for name, value in pins.changed.items()
        }
        for name, top in (("operations", "/paths"), ("webhooks", "/webhooks")):
            changes[name] = self._parts.each(
                pins,
                name,
                getattr(old, name),
                getattr(new, name),
                lambda it: (it.method, it.path),
                self._parts.operation,
                _operation_at(top),
            )
        schemas = schema_names(old.declarations)
        changes["declarations"] = self._parts.each(
            pins,
            "declarations",
            old.declarations,
            new.declarations,
            lambda it: it.id,
            self._declaration,
            lambda it: f"/components/schemas/{escape(schemas[it.id])}",
        )
        schemes = component_names(it.name for it in old.security_schemes)
        changes["security_schemes"] = self._parts.each(
            pins,
            "security_schemes",
            old.security_schemes,
            new.security_schemes,
            lambda it: it.name,
            lambda x, y: self._scheme(x, y, pins),
            lambda it: f"/components/securitySchemes/{escape(schemes[it.name])}",
        )
        counts = a.Counts(
            *(
                getattr(old.counts, name) + len(changes[name]) - len(getattr(old, name))
                for name in ("operations", "declarations", "webhooks")
            )
        )
        return replace(old, **changes, counts=counts, **pins.rest())

    # Components

    def _declaration(self, old: a.Declaration, new: a.Declaration) -> a.Declaration:
        at = pointer_of(new.span) or ""
        return changed(old, {"type": self._parts.types.type(old.type, new.type, at)})

    def _scheme(
        self, old: a.SecurityScheme, new: a.SecurityScheme, api: Pins
    ) -> a.SecurityScheme:
        """A security scheme; what it was stands among the conflicts of the API."""
        at = pointer_of(new.span) or ""
        pins = Pins(self._places, old.evidence, (), old.span)
        pins.compare(old, new, _SCHEME, at)
        pins.compare_members("extensions", old, new, at)
        for claim in pins.conflicts:
            api.claim(
                "security_schemes",
                f"{old.name}: {claim.attribute} {claim.value}",
                claim.evidence,
            )
            place = pins.evidence[claim.attribute].span
            api.pin("security_schemes", place, None)
        changes = {name: self._parts.take(it) for name, it in pins.changed.items()}
        return changed(old, {**changes, "evidence": pins.evidence})


def _operation_at(top: str) -> Callable[[a.Operation], str]:
    return lambda it: f"{top}/{escape(it.path)}/{it.method.lower()}"
