"""Pages that name operations of a specification which lies beside them.

In: a page of Mintlify whose front matter says `openapi: [spec] METHOD /path`, or one of
GitBook with blocks such as `{% openapi src="spec.yaml" path="/a" method="get" %}`. Out:
the `Api` of these operations in that document, with places in it. What the front matter
says as title and description fills in what an operation does not say (grade stated).

Where no such file is in the input, the page is refused with the reason, unless another
reader finds the operation described in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document import Document, Json
from specloom.document import read as parse
from specloom.document.markdown import front_matter
from specloom.ir.api import Api, Counts, Operation
from specloom.ir.evidence import Evidence, Grade
from specloom.read.input import Input
from specloom.read.pages.embedded.several import several
from specloom.read.pages.embedded.spec_part import Wanted, find, part
from specloom.read.pages.nearby import nearby
from specloom.read.signature import is_page
from specloom.records import record, replace
from specloom.source import SourceFile, Span, Stretch

NOT_HERE: Final = "SL324"
NOT_IN_DOCUMENT: Final = "SL325"

_SPEC: Final = ("", ".json", ".yaml", ".yml")
_SETTINGS: Final = ("docs.json", "mint.json")
_USUAL: Final = ("openapi", "api-reference/openapi", "swagger")
"""Where the specification is by default; its name may end in one of `_SPEC`."""


@record(frozen=True, slots=True)
class _Pointer:
    """An operation that a page names. `spec` is what it calls the specification."""

    method: str
    path: str
    spec: str | None
    place: Span


@cache
def _in_front_matter() -> re.Pattern[str]:
    # Compiled when there is a page to look at.
    methods = "get|put|post|delete|options|head|patch|trace|query|webhook"
    call = (
        rf"(?:(?P<spec>[^\s\"']+)[ \t]+)?(?P<method>{methods})[ \t]+(?P<path>[^\s\"']+)"
    )
    quote = r"[\"']?"
    line = rf"^openapi:[ \t]*{quote}{call}{quote}[ \t]*$"
    return re.compile(line, re.MULTILINE | re.IGNORECASE)


@cache
def _block() -> re.Pattern[str]:
    kind = r"(?P<kind>swagger|openapi|openapi-operation)"
    inside = r"(?P<inside>[^{]*)\{%\s*end(?P=kind)\s*%\}"
    return re.compile(rf"\{{%\s*{kind}\s+(?P<said>[^%]*)%\}}(?:{inside})?", re.DOTALL)


@cache
def _said() -> re.Pattern[str]:
    return re.compile(r"([\w-]+)\s*=\s*\"([^\"]*)\"")


@cache
def _target() -> re.Pattern[str]:
    return re.compile(r"\]\(<?([^()\s<>]+)>?")


def detect(given: Input) -> str | None:
    """The first operation that a page names, if its specification is there."""
    first = _first(given)
    if first is None or _spec(given, first) is None:
        return None
    return _named(first)


def detect_missing(given: Input) -> str | None:
    """The first operation that a page names, wherever its specification may be."""
    first = _first(given)
    return None if first is None else _named(first)


def read(given: Input) -> Api:
    """The API of the operations that the page names. Raises SpecError."""
    pointers = [*_pointers(given)]
    source = _spec(given, pointers[0])
    if source is None:
        raise _not_here(pointers[0])
    document = _parsed(source)
    wanted: list[Wanted] = []
    lost: list[Diagnostic] = []
    for pointer in pointers:
        other = _spec(given, pointer)
        if other is None:
            lost.append(_not_here(pointer).diagnostic)
        elif other.path != source.path:
            raise several(2, pointer.place)
        else:
            found = find(document, pointer.method, pointer.path)
            if found is None:
                lost.append(_not_in(source, pointer))
            elif found not in wanted:
                wanted.append(found)
    if not wanted:
        raise SpecError(lost[0])
    for it in lost:
        given.diagnostics.append(it)
    api = _only(given.read_openapi(part(document, wanted)), wanted)
    seen = api.counts.operations + len(lost)
    return _filled_in(given, replace(api, counts=replace(api.counts, operations=seen)))


def _first(given: Input) -> _Pointer | None:
    return next(_pointers(given), None) if is_page(given.source) else None


def _named(first: _Pointer) -> str:
    named = f" of `{first.spec}`" if first.spec else " of a specification"
    return f"it names `{first.method.upper()} {first.path}`{named}"


def _pointers(given: Input) -> Iterator[_Pointer]:
    """The operations that a page names, in order."""
    text = given.source.text
    head = front_matter(given.source)
    if head is not None:
        line = _in_front_matter().search(text, head.content_start, head.content_end)
        if line is not None:
            place = Span(Stretch(given.source, line.start(), line.end()))
            yield _Pointer(line["method"].lower(), line["path"], line["spec"], place)
            return
    for block in _block().finditer(text):
        said = dict(_said().findall(block["said"]))
        spec = said.get("src")
        inside = _target().search(block["inside"] or "")
        if spec is None and inside is not None:
            spec = inside[1]
        if not spec and "spec" not in said:
            continue
        if "path" in said and "method" in said:
            place = Span(Stretch(given.source, block.start(), block.end("said")))
            method = said["method"].lower()
            yield _Pointer(method, said["path"], spec or said["spec"], place)


def _spec(given: Input, pointer: _Pointer) -> SourceFile | None:
    """The file of the specification that a pointer leads into."""
    if pointer.spec is not None:
        return nearby(given, pointer.spec, _SPEC, upwards=True)
    for name in (*_stated(given), *_USUAL):
        found = nearby(given, name, _SPEC, upwards=True)
        if found is not None:
            return found
    return None


def _stated(given: Input) -> Iterator[str]:
    """What the settings of the documentation name as specifications."""
    for name in _SETTINGS:
        settings = nearby(given, name, upwards=True)
        if settings is None:
            continue
        try:
            root = parse(settings).root
        except SpecError:
            continue
        places: list[Json] = [root]
        if isinstance(root, dict):
            places += [root.get("api")]
        for place in places:
            stated = place.get("openapi") if isinstance(place, dict) else None
            for it in stated if isinstance(stated, list) else [stated]:
                if isinstance(it, str):
                    yield it


@lru_cache(maxsize=4)
def _parsed(source: SourceFile) -> Document:
    """The document of a file: as a rule, many pages lead to the same one."""
    return parse(source)


def _only(api: Api, wanted: list[Wanted]) -> Api:
    """The API without operations that were kept because others need them."""
    operations = tuple(
        it for it in api.operations if (it.method.lower(), it.path) in wanted
    )
    hooks = tuple(it for it in api.webhooks if ("webhook", it.path) in wanted)
    counts = Counts(len(operations), api.counts.declarations, len(hooks))
    return replace(api, operations=operations, webhooks=hooks, counts=counts)


def _filled_in(given: Input, api: Api) -> Api:
    """The API with what the front matter says of its only operation."""
    head = front_matter(given.source)
    if head is None or len(api.operations) + len(api.webhooks) != 1:
        return api
    for attribute, key in (("summary", "title"), ("description", "description")):
        line = re.compile(rf"^{key}:[ \t]*(.+)$", re.MULTILINE).search(
            given.source.text, head.content_start, head.content_end
        )
        said = line[1].strip().strip("\"'") if line is not None else ""
        if line is None or not said or said in (">", ">-", "|", "|-"):
            continue
        place = Span(Stretch(given.source, line.start(1), line.end(1)))
        why = Evidence(place, Grade.STATED, f"{key} of the page")
        api = replace(
            api,
            operations=tuple(_with(it, attribute, said, why) for it in api.operations),
            webhooks=tuple(_with(it, attribute, said, why) for it in api.webhooks),
        )
    return api


def _with(operation: Operation, name: str, said: str, why: Evidence) -> Operation:
    if getattr(operation, name):
        return operation
    evidence = {**operation.evidence, name: why}
    if name == "summary":
        return replace(operation, summary=said, evidence=evidence)
    return replace(operation, description=said, evidence=evidence)


def _not_here(pointer: _Pointer) -> SpecError:
    named = f"`{pointer.spec}`" if pointer.spec else "a specification"
    message = f"the page is about an operation of {named}, which is not in the input"
    hint = "put the specification beside the page, or name it instead of the page"
    return SpecError(diagnostic(NOT_HERE, message, pointer.place, hint=hint))


def _not_in(source: SourceFile, pointer: _Pointer) -> Diagnostic:
    named = f"{pointer.method.upper()} {pointer.path}"
    message = f"`{source.path}` has no `{named}`"
    hint = "see whether the page and the document are of the same version"
    return diagnostic(NOT_IN_DOCUMENT, message, pointer.place, hint=hint)
