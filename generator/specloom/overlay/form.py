"""Overlay documents as they must look (Overlay 1.0.0, "Overlay Object" and following).

In: a source file, JSON or YAML. Out: its actions, each with its place. What is wrong is
said with its place, and an action that is wrong is left out; SpecError for what is no
overlay at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from specloom.diagnostics import Diagnostics, SpecError, diagnostic
from specloom.document import Document, Json, as_text, read
from specloom.ir.types import UNSET, Unset
from specloom.records import record
from specloom.source import SourceFile, Span

WRONG_FORM: Final = "SL370"

_VERSION: Final = re.compile(r"1\.0(\.\d+)?")
_ROOT: Final = ("overlay", "info", "extends", "actions")
_INFO: Final = ("title", "version")
_ACTION: Final = ("target", "description", "update", "remove")


@record(frozen=True, slots=True)
class Action:
    """One step: what the target selects is merged with `update`, or removed.

    `place` is that of the action in its overlay.
    """

    place: Span
    target: str
    update: Json | Unset = UNSET
    remove: bool = False


def actions_of(source: SourceFile, said: Diagnostics) -> list[Action]:
    """The actions of an overlay, in order; see the module."""
    document = read(source)
    for remark in document.diagnostics:
        said.append(remark)
    root, place = document.root, document.span()
    if not isinstance(root, dict) or "overlay" not in root:
        message = "this is no overlay: there is no member `overlay`"
        hint = "an overlay starts with `overlay: 1.0.0`"
        raise SpecError(diagnostic(WRONG_FORM, message, place, hint=hint))
    version = _text(root["overlay"])
    if version is None or not _VERSION.fullmatch(version):
        shown = version if version is not None else "this"
        message = f"`{shown}` is no version of the Overlay Specification that is known"
        at = place.at("overlay")
        raise SpecError(diagnostic(WRONG_FORM, message, at, hint="1.0.0 is"))
    form = _Form(said)
    form.members(root, _ROOT, place)
    form.info(root.get("info"), place)
    return form.actions(document)


def _text(node: Json) -> str | None:
    """A text, or a number as it is written: a version without quotes."""
    if isinstance(node, str | int | float) and not isinstance(node, bool):
        return as_text(node)
    return None


class _Form:
    """Holds an overlay against its specification."""

    def __init__(self, said: Diagnostics) -> None:
        self._said = said

    def wrong(self, message: str, place: Span, hint: str | None = None) -> None:
        self._said.add(WRONG_FORM, message, place, hint=hint)

    def members(self, node: dict[str, Json], known: Iterable[str], place: Span) -> None:
        """Report the members that are neither known nor extensions."""
        for key in node:
            if key not in known and not key.startswith("x-"):
                hint = f"known are {', '.join(known)}, and what starts with x-"
                self.wrong(f"`{key}` is no member of this object", place.at(key), hint)

    def info(self, info: Json, place: Span) -> None:
        """The Info Object: required, with title and version."""
        if not isinstance(info, dict):
            at = place if info is None else place.at("info")
            self.wrong("an overlay has an object `info`, with title and version", at)
            return
        self.members(info, _INFO, place.at("info"))
        for key in _INFO:
            if key not in info or _text(info[key]) is None:
                at = place.at("info", key) if key in info else place.at("info")
                self.wrong(f"`info` has a text `{key}`", at)

    def actions(self, document: Document) -> list[Action]:
        root, place = document.root, document.span("/actions")
        assert isinstance(root, dict)
        if "extends" in root and not isinstance(root["extends"], str):
            self.wrong("`extends` is the URL of a document", document.span("/extends"))
        actions = root.get("actions")
        if not isinstance(actions, list) or not actions:
            at = place if "actions" in root else document.span()
            self.wrong("an overlay has a list of `actions`, at least one", at)
            return []
        found = []
        for number, node in enumerate(actions):
            action = self.action(node, place.at(number))
            if action is not None:
                found.append(action)
        return found

    def action(self, node: Json, place: Span) -> Action | None:
        """One Action Object; None if it is not clear what it means."""
        if not isinstance(node, dict):
            self.wrong("an action is an object with a `target`", place)
            return None
        self.members(node, _ACTION, place)
        target, remove = node.get("target"), node.get("remove", False)
        if not isinstance(target, str):
            at = place.at("target") if "target" in node else place
            self.wrong("an action has a text `target`: a JSONPath", at)
            return None
        if not isinstance(remove, bool):
            self.wrong("`remove` is true or false", place.at("remove"))
            return None
        if not remove and "update" not in node:
            hint = "add `update`, or `remove: true`"
            self.wrong("the action neither updates nor removes", place, hint)
            return None
        return Action(place, target, node.get("update", UNSET), remove)
