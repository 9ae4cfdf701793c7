"""Where a page names the operation that it documents: its method and path.

In: the sections of a page. Out: :class:`Signature`, in order. A heading names one
(`# POST /threads`), a fence or a line of code or of text that holds nothing else, a tag
with the attributes `method` and `path` (or `url`), a table of one row with both, or lines
that begin with **URL** and **Method**. What an example calls, and what a
sentence mentions, is no signature.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.read.pages.endpoint.outline import BOLD, Prose, Section
from specloom.read.pages.words.text import plain, without_tags
from specloom.records import record
from specloom.source import SourceFile

METHODS: Final = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY|TRACE"
_LANGUAGES: Final = frozenset({"", "http", "text", "plaintext", "txt", "url", "rest"})
_EXAMPLES: Final = frozenset({"example", "example-request", "example-response"})
_OTHER: Final = frozenset({*_EXAMPLES, "response", "errors", "values", "object"})


@record(frozen=True, slots=True)
class Signature:
    """A method and a path as written, where they stand, and in which section.

    `base` is what stands before the path: an origin, or a placeholder for one. `shown`:
    only a call names it (see `sole_calls`).
    """

    method: str
    path: str
    base: str
    start: int
    end: int
    section: Section
    shown: bool = False


@cache
def _target() -> str:
    base = (
        r"(?:https?://[^\s/`'\"<>{}]+|\{\{?[\w. -]+\}\}?|<[\w. -]+>|\$\{?\w+\}?|\$\w+)"
    )
    path = r"/(?:\{[^{}\s]{1,80}\}|[^\s`'\"|()\[\]*,;]|\[[\w.?-]+\]|\([\w.?-]+\))*"
    return rf"(?P<base>{base})?(?P<path>{path})"


@cache
def _line() -> re.Pattern[str]:
    """A line that is a method and a path: perhaps as code, in bold, with a label."""
    mark = r"[`*_\s]*"
    label = r"(?:[-*]\s+)?(?:[*_]{0,3}(?:endpoint|url|request|http request|route|method|path|接口|请求)[*_]{0,3}\s*[:：])?"
    tail = r"(?:\s+HTTP/[\d.]+)?"
    return re.compile(
        rf"\s*{label}{mark}(?P<method>{METHODS}){mark}\s[`*_\s]*{_target()}{tail}{mark}[.:]?\s*",
        re.IGNORECASE,
    )


@cache
def _with_words() -> re.Pattern[str]:
    """A method and a path, set off from words behind them: **GET** `/x` · for staff."""
    return re.compile(
        rf"\s*(?:\*\*|`)(?P<method>{METHODS})(?:\*\*\s*|`\s*|\s+)`?{_target()}`\s+[·•|—–-]\s+\S.*"
    )


@cache
def _relative() -> re.Pattern[str]:
    """`GET api/v3/ping`, in a fence: the slash is left out."""
    return re.compile(
        rf"\s*(?P<method>{METHODS})\s+(?P<path>[a-z][\w.-]*/[\w{{}}<>:/.-]+)\s*"
    )


@cache
def _heading() -> re.Pattern[str]:
    number = r"(?:\d+(?:\.\d+)*[.)]?\s+)?"
    return re.compile(
        rf"{number}(?P<method>{METHODS})\s*:?\s+{_target()}(?P<rest>\s*(?:[:(–—-].*)?)"
        rf"|.{{2,80}}?\s*[:(–—|%-]\s*(?P<method2>{METHODS})\s+(?P<path2>/[^\s)]*)\)?\s*",
        re.DOTALL,
    )


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        r"<(?P<name>[A-Za-z][\w.-]*)\b(?P<attributes>[^<>]*?\bmethod\b[^<>]*)/?>"
    )


@cache
def _tag_around() -> re.Pattern[str]:
    """A tag around the path, which has the method as attribute, or among its classes."""
    method = r"""(?:method\s*=\s*["'{]*(?P<method>\w+)|class\s*=\s*["'][^"'<>]*?\b(?P<word>(?i:get|post|put|patch|delete))\b)"""
    return re.compile(
        rf"<(\w+)\b[^<>]*?{method}[^<>]*>\s*(?P<path>/[^<>]{{0,300}}?)\s*</\1>"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|\n)\s*(?:[-*+]\s+)?(?:\*\*|__)\s*(?P<label>[\w ]{2,20}?)\s*[:：]?\s*(?:\*\*|__)"
        r"\s*[:：]?\s*`?(?P<value>[^\s`|]+)`?[ \t]*(?=\n|$)"
    )


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(
        r"""([\w:-]+)\s*=\s*(?:\{\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`)""",
    )


def signatures(source: SourceFile, root: Section) -> list[Signature]:
    """The signatures of a page, in order."""
    found: list[Signature] = []
    for section in root.walk():
        if section.level:
            _in_heading(found, section)
        examples = any(it.title.role in _EXAMPLES for it in section.above())
        for part in section.parts:
            match part:
                case Fence():
                    if not examples:
                        _in_fence(found, source, section, part)
                case Prose():
                    _in_prose(found, section, part, examples)
                case Table() if not examples:
                    _in_table(found, section, part)
                case _:
                    pass
        if not examples:
            _in_labels(found, section)
    return sorted(found, key=lambda it: it.start)


def _in_heading(found: list[Signature], section: Section) -> None:
    text = plain(without_tags(section.text))
    match = _heading().fullmatch(text)
    if match is None or section.title.role in _EXAMPLES:
        return
    method = match["method"] or match["method2"]
    path = match["path"] or match["path2"]
    at = section.text_start
    _add(found, method, path, match["base"], at, at + len(section.text), section)


def _in_fence(
    found: list[Signature], source: SourceFile, section: Section, fence: Fence
) -> None:
    """A fence that holds nothing but signatures; several lines are several."""
    if (
        fence.language not in _LANGUAGES
        or fence.content_end - fence.content_start > 2000
    ):
        return
    text = source.text[fence.content_start : fence.content_end]
    lines = [it for it in text.split("\n") if it.strip()]
    if not lines or len(lines) > 40:
        return
    first = _line().fullmatch(lines[0]) or _relative().fullmatch(lines[0])
    if first is None:
        return
    raw = "HTTP/" in lines[0]
    if len(lines) > 1 and (raw or section.title.role in _OTHER):
        return
    at = fence.content_start
    for line in text.split("\n"):
        match = _line().fullmatch(line) or _relative().fullmatch(line)
        if match is not None:
            base = match.groupdict().get("base")
            _add(
                found, match["method"], match["path"], base, at, at + len(line), section
            )
        at += len(line) + 1


def _in_prose(
    found: list[Signature], section: Section, part: Prose, examples: bool
) -> None:
    if "<" in part.text:
        for tag in _tag().finditer(part.text):
            values = {
                name.lower(): a or b or c
                for name, a, b, c in _attribute().findall(tag["attributes"])
            }
            method = values.get("method", "").upper()
            names = ("path", "url", "endpoint", "route", "uri", "href")
            path = next((values[it] for it in names if values.get(it)), "")
            if method in METHODS.split("|") and path:
                start = part.start + tag.start()
                base, path = _parted(path)
                _add(found, method, path, base, start, part.start + tag.end(), section)
        for tag in _tag_around().finditer(part.text):
            method, path = (tag["method"] or tag["word"]).upper(), plain(tag["path"])
            if method in METHODS.split("|") and path.startswith("/"):
                start = part.start + tag.start()
                _add(found, method, path, "", start, part.start + tag.end(), section)
    if examples:
        return
    at = part.start
    for line in part.text.split("\n"):
        if "/" in line and len(line) < 300:
            shown = without_tags(line)
            match = _line().fullmatch(shown)
            if match is None and at == part.start and section.parts[0] is part:
                match = _with_words().fullmatch(shown)
            if match is not None and match["method"].isupper():
                end = at + len(line)
                _add(
                    found,
                    match["method"],
                    match["path"],
                    match["base"],
                    at,
                    end,
                    section,
                )
        at += len(line) + 1


METHOD_LABELS: Final = frozenset(
    {
        "method",
        "http method",
        "verb",
        "http verb",
        "request method",
        "http-method",
        "méthode",
        "methode",
        "método",
        "metodo",
        "метод",
        "请求方式",
        "请求方法",
        "方法",
        "メソッド",
        "메서드",
    }
)
PATH_LABELS: Final = frozenset(
    {
        "path",
        "url",
        "endpoint",
        "uri",
        "route",
        "request url",
        "api endpoint",
        "adresse",
        "chemin",
        "ruta",
        "pfad",
        "путь",
        "адрес",
        "请求地址",
        "接口地址",
        "请求路径",
        "接口路径",
        "请求url",
        "パス",
        "경로",
    }
)


def _in_table(found: list[Signature], section: Section, table: Table) -> None:
    """A table with a method and a path: in its one row, or in a row each."""
    if section.title.role in _OTHER:
        return
    if len(table.header.cells) == 2:
        pairs = [
            [plain(it.text) for it in row.cells]
            for row in (table.header, *table.rows)
            if len(row.cells) == 2
        ]
        methods = [value for name, value in pairs if name.lower() in METHOD_LABELS]
        paths = [value for name, value in pairs if name.lower() in PATH_LABELS]
        _both(found, methods, paths, table.start, table.end, section)
        return
    if len(table.rows) != 1:
        return
    names = [plain(it.text).lower() for it in table.header.cells]
    cells = dict(zip(names, (it.text for it in table.rows[0].cells), strict=False))
    methods = [plain(text) for name, text in cells.items() if name in METHOD_LABELS]
    paths = [plain(text) for name, text in cells.items() if name in PATH_LABELS]
    _both(found, methods, paths, table.start, table.end, section)


def _in_labels(found: list[Signature], section: Section) -> None:
    """`**URL** : `/x`` and `**Method** : `GET``, in lines of a section of their own."""
    methods: list[str] = []
    paths: list[str] = []
    start = end = 0
    values: list[tuple[str, str, int]] = []
    for part in section.parts:
        if isinstance(part, Prose) and ("**" in part.text or "__" in part.text):
            for it in _label().finditer(part.text):
                values.append(
                    (it["label"], it["value"], part.start + it.start("label"))
                )
    for child in section.children:
        if child.level >= BOLD and child.parts and isinstance(child.parts[0], Prose):
            values.append((plain(child.text), child.parts[0].text, child.start))
    for label, value, at in values:
        name = label.lower().strip(" :：")
        if name in METHOD_LABELS:
            methods.append(plain(value))
        elif name in PATH_LABELS:
            paths.append(plain(value))
        else:
            continue
        start, end = start or at, at + len(label)
    _both(found, methods, paths, start, end, section)


def _both(
    found: list[Signature],
    methods: list[str],
    paths: list[str],
    start: int,
    end: int,
    section: Section,
) -> None:
    if len(methods) != 1 or len(paths) != 1 or any(" " in it for it in paths):
        return
    if methods[0].upper() in METHODS.split("|") and "/" in paths[0]:
        base, path = _parted(paths[0])
        _add(found, methods[0], path, base, start, end, section)


def _parted(url: str) -> tuple[str, str]:
    """The origin of a URL, and its path."""
    match = re.fullmatch(_target(), url)
    if match is None:
        return "", url if url.startswith("/") else "/" + url
    return match["base"] or "", match["path"]


@cache
def _query_template() -> re.Pattern[str]:
    """The query of a template of addresses (RFC 6570, section 3.2.8): `{?a,b}`."""
    return re.compile(r"\{[?&]([\w.,*\[\]-]+)\}$")


@cache
def _reference() -> re.Pattern[str]:
    """What a placeholder refers to: `{id#things/thing}`."""
    return re.compile(r"#[^{}/]*(?:/[^{}]*)?(?=\})")


def _add(
    found: list[Signature],
    method: str,
    path: str,
    base: str | None,
    start: int,
    end: int,
    section: Section,
) -> None:
    path = _reference().sub("", path.rstrip(".:,*_`"))
    template = _query_template().search(path)
    if template is not None:
        path = f"{path[: template.start()]}?{template[1].replace(',', '&')}"
    found.append(Signature(method.upper(), path, base or "", start, end, section))
