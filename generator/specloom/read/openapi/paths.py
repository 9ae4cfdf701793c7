"""Path templates: their shape, and the parameters that stand in them.

In: a path as it is written and the parameters that an operation declares. Out: the path
with plain placeholders, and parameters that match them one to one (OpenAPI 3.1, section
4.8.8.1). A placeholder without a parameter gets a guessed one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from specloom.ir.api import Parameter
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.types import Primitive
from specloom.read.openapi import codes
from specloom.read.openapi.placeholders import PLACEHOLDER, placeholders
from specloom.read.openapi.state import Doc
from specloom.records import replace
from specloom.source import Span

_UNCLOSED: Final = re.compile(r"\{([^{}/]*)(?=[/{]|$)")
_PLAIN: Final = re.compile(r"[+/?#&.;]?([^:*?+]+)[:*?+]?.*", re.DOTALL)


def template(doc: Doc, written: str, pointer: str) -> str:
    """A path as an operation has it: with a leading slash and plain placeholders."""
    path = written
    if path[:1] != "/":
        if "://" not in path:
            path = "/" + path
        doc.say(
            codes.NO_SLASH, f"the path `{written}` does not start with a slash", pointer
        )
    if "{" not in path and "}" not in path:
        return path
    whole = _paired(path)
    if whole != path:
        message = f"the braces of the path `{written}` do not pair"
        doc.say(codes.BAD_PATH, message, pointer, f"`{whole}` is read")
        path = whole
    odd = [name for name in placeholders(path) if not name or _plain(name) != name]
    if not odd:
        return path
    message = f"the placeholder `{{{odd[0]}}}` is more than a name; the name is read"
    doc.say(codes.BAD_PATH, message, pointer)
    return PLACEHOLDER.sub(lambda it: f"{{{_plain(it[0][1:-1])}}}", path)


def _paired(path: str) -> str:
    """A path in which each brace has another: closed at the end of its segment."""
    whole = _UNCLOSED.sub(r"{\1}", path)
    *closed, rest = whole.split("}")
    return "".join(it + "}" if "{" in it else it for it in closed) + rest


def _plain(name: str) -> str:
    """The name in a placeholder with an operator or a pattern (`+x`, `x*`, `x:[0-9]+`)."""
    match = _PLAIN.fullmatch(name)
    return match[1].strip() if match else "value"


def queried(
    doc: Doc, path: str, others: Container[str], pointer: str
) -> tuple[str, Sequence[tuple[str, str]]]:
    """The path without the parameters in its query (`/a?x={y}`), and these: what each
    is called in a request, and its placeholder. They stay where without them the path
    would be one of the others."""
    plain, _, rest = path.partition("?")
    if "{" not in rest:
        return path, ()
    query, mark, fragment = rest.partition("#")
    kept: list[str] = []
    found: list[tuple[str, str]] = []
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if key and PLACEHOLDER.fullmatch(value) and "{" not in key:
            found.append((key, value[1:-1]))
        else:
            kept.append(pair)
    shorter = plain + ("?" + "&".join(kept) if kept else "") + mark + fragment
    if not found or shorter in others:
        return path, ()
    message = f"the query of the path `{path}` has placeholders; they are parameters"
    doc.say(codes.BAD_PATH, message, pointer, f"`{shorter}` is read")
    return shorter, found


def in_query(
    doc: Doc,
    query: Sequence[tuple[str, str]],
    parameters: tuple[Parameter, ...],
    pointer: str,
) -> tuple[Parameter, ...]:
    """The parameters, with one in the query for each that the path had there."""
    found = list(parameters)
    known = {it.name for it in parameters if it.location == "query"}
    for key, name in query:
        if key in known:
            continue
        here = [it for it in found if it.location == "path" and it.name == name]
        one = here[0] if here else _guessed(doc, name, f"?{key}={{{name}}}", pointer)
        found = [it for it in found if it is not one]
        found.append(
            replace(
                one,
                name=key,
                location="query",
                style="form",
                explode=True,
                component=None,
            )
        )
        known.add(key)
    return tuple(found)


def matched(
    doc: Doc, path: str, parameters: tuple[Parameter, ...], pointer: str
) -> tuple[Parameter, ...]:
    """The parameters, with one in the path for each placeholder and no other there."""
    names = placeholders(path)
    declared = [it.name for it in parameters if it.location == "path"]
    if names == declared or (
        len(names) == len(declared) and set(names) == set(declared)
    ):
        return parameters
    missing = [name for name in dict.fromkeys(names) if name not in declared]
    surplus = [
        it for it in parameters if it.location == "path" and it.name not in names
    ]
    renamed = _renamed(missing, surplus)
    found = []
    for it in parameters:
        if it not in surplus:
            found.append(it)
            continue
        where = it.span.pointer if it.span is not None else pointer
        name = renamed.get(it.name)
        if name is None:
            message = f"the path parameter `{it.name}` is not in the path `{path}`"
            doc.say(codes.NOT_IN_PATH, message, _own(doc, it, pointer, where))
            continue
        message = f"the path has `{{{name}}}`, its parameter is called `{it.name}`"
        hint = "the name in the path is read"
        doc.say(codes.NOT_IN_PATH, message, _own(doc, it, pointer, where), hint)
        found.append(replace(it, name=name, component=None))
    for name in missing:
        if name not in renamed.values():
            found.append(_guessed(doc, name, path, pointer))
    return tuple(found)


def _own(doc: Doc, parameter: Parameter, pointer: str, where: str) -> str:
    """Where a parameter stands, if that is in this document."""
    same = parameter.span is not None and parameter.span.origin is doc.origin
    return where if same else pointer


def _renamed(missing: list[str], surplus: list[Parameter]) -> dict[str, str]:
    """The placeholders that parameters mean which are spelt differently."""
    folded = {_fold(name): name for name in missing}
    renamed = {
        it.name: folded.pop(_fold(it.name))
        for it in surplus
        if _fold(it.name) in folded
    }
    if len(missing) == len(surplus) == 1 and not renamed:
        renamed[surplus[0].name] = missing[0]
    return renamed


def _fold(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def _guessed(doc: Doc, name: str, path: str, pointer: str) -> Parameter:
    message = f"the path `{path}` has `{{{name}}}`, but no parameter says what it is"
    doc.say(codes.NOT_DECLARED, message, pointer, "a string is guessed")
    span = Span(doc.origin, pointer)
    why = Evidence(span, Grade.GUESSED, "placeholder without parameter")
    return Parameter(
        name,
        "path",
        Primitive("string", span=span),
        required=True,
        style="simple",
        explode=False,
        span=span,
        evidence={"type": why},
    )
