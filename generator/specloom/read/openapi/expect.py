"""Typed access to nodes: what was expected comes out, or nothing and a diagnostic.

In: a node and its pointer. Out: a value of the expected type; for a node of another one
the nearest that it can mean. Null where something optional is expected is nothing, and
not worth a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specloom.document import Json, as_text
from specloom.ir.types import NO_MAPPING
from specloom.read.openapi import codes, refs
from specloom.read.openapi.keywords import OURS
from specloom.read.openapi.state import Doc
from specloom.source import escape

NOTHING: Final[dict[str, Json]] = {}


def kind_of(node: Json) -> str:
    """What a node is, in words."""
    if isinstance(node, dict):
        return "an object"
    if isinstance(node, list):
        return "a list"
    if node is None:
        return "null"
    if isinstance(node, bool):
        return "true" if node else "false"
    return "a text" if isinstance(node, str) else "a number"


def wrong(doc: Doc, node: Json, pointer: str, expected: str) -> None:
    """Report a node of the wrong kind."""
    doc.say(codes.WRONG_KIND, f"expected {expected}, found {kind_of(node)}", pointer)


def mapping(doc: Doc, node: Json, pointer: str) -> dict[str, Json]:
    """An object; empty for anything else."""
    if isinstance(node, dict):
        return node
    if node is not None:
        wrong(doc, node, pointer, "an object")
    return NOTHING


def sequence(doc: Doc, node: Json, pointer: str) -> list[Json]:
    """A list; a single object or text is a list of one."""
    if isinstance(node, list):
        return node
    if node is None:
        return []
    wrong(doc, node, pointer, "a list")
    return [node] if isinstance(node, dict | str) else []


def text(doc: Doc, node: Json, pointer: str) -> str | None:
    """A text; a number or boolean as its author wrote it."""
    if isinstance(node, str) or node is None:
        return node
    if isinstance(node, dict) and "$ref" in node:
        target = refs.follow(doc, node, pointer, "")
        if isinstance(target, str):
            return None
        remark = "a text behind `$ref` is read, though no version allows it"
        doc.habit(codes.ODD_REFERENCE, remark, pointer)
        return text(target.doc, target.node, target.pointer)
    if isinstance(node, dict | list):
        wrong(doc, node, pointer, "a text")
        return None
    return as_text(node)


def member(doc: Doc, node: Mapping[str, Json], key: str, pointer: str) -> str | None:
    """The text of a member, or None where there is none."""
    value = node.get(key)
    if type(value) is str or value is None:
        return value
    return text(doc, value, f"{pointer}/{key}")


def texts(doc: Doc, node: Json, pointer: str) -> tuple[str, ...]:
    """A list of texts."""
    found = []
    for index, element in enumerate(sequence(doc, node, pointer)):
        if element is None:
            wrong(doc, element, f"{pointer}/{index}", "a text")
        value = text(doc, element, f"{pointer}/{index}")
        if value is not None:
            found.append(value)
    return tuple(found)


def flag(doc: Doc, node: Mapping[str, Json], key: str, pointer: str) -> bool:
    """The boolean of a member; false where there is none."""
    value = node.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    wrong(doc, value, f"{pointer}/{key}", "true or false")
    return isinstance(value, str) and value.lower() in ("true", "yes", "1")


def extensions(
    doc: Doc, node: dict[str, Json], known: frozenset[str], pointer: str
) -> Mapping[str, Json]:
    """The members that start with `x-`; what else is not known is reported."""
    extra = node.keys() - known
    if not extra:
        return NO_MAPPING
    found = {}
    for key, value in node.items():
        if key in extra:
            if key[:2] == "x-":
                if not key.startswith(OURS):
                    found[key] = value
            elif key != "$ref":
                unknown(doc, key, known, pointer)
    return found


def closed(
    doc: Doc, node: dict[str, Json], known: frozenset[str], pointer: str
) -> None:
    """Report the members that are not known, extensions too: they have no place here."""
    for key in extensions(doc, node, known, pointer):
        message = f"the extension `{key}` has no place in this object, and is left out"
        doc.habit(codes.NO_PLACE, message, f"{pointer}/{escape(key)}")


def unknown(doc: Doc, key: str, known: frozenset[str], pointer: str) -> None:
    """Report a member that no version knows; the likely spelling if there is one."""
    at = f"{pointer}/{escape(key)}"
    # Lower case first, because most slips are of case, and difflib minds it.
    by_fold = {name.lower(): name for name in sorted(known)}
    folded = key.lower().replace("_", "").replace("-", "")
    near = [folded] if folded in by_fold else []
    if not near and len(folded) > 4:
        from difflib import get_close_matches

        near = get_close_matches(folded, by_fold, 1, 0.8)
    if near:
        likely = by_fold[near[0]]
        message = f"`{key}` is not a known member, and is left out"
        doc.say(codes.MISSPELT_KEY, message, at, f"did you mean `{likely}`?")
    else:
        doc.habit(
            codes.UNKNOWN_KEY, f"`{key}` is not a known member, and is left out", at
        )


def entries(doc: Doc, node: Json, pointer: str) -> Iterator[tuple[str, Json, str]]:
    """The members of a map by name, each with its pointer."""
    for key, value in mapping(doc, node, pointer).items():
        yield key, value, f"{pointer}/{escape(key)}"


def fixed(doc: Doc, node: Json, pointer: str) -> Iterator[tuple[str, Json, str]]:
    """The members of a map in which names that start with `x-` are extensions."""
    for key, value in mapping(doc, node, pointer).items():
        if key[:2] != "x-":
            yield key, value, f"{pointer}/{escape(key)}"
