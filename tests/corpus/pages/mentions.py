"""What a page's text itself names: operations, and fields with their lines.

In: a page of documentation. Out: :class:`Page`, with the operations it documents and a
:class:`Mention` for each field that it names: in a table's name column, by a field
component, as an example's key, in a URL's query or path. It decides which fields of the
published document a reader could have found, and says where; it is no reader, and
specloom's readers are not used.

An operation is *documented* by a head: a heading `POST /x`, a component with method and
path, front matter, a fence or a line of code with only method and path. Its section
goes from the heading above to the next of the same level; the only operation of a page
owns all of it. What examples call is kept beside the heads, in `calls`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.corpus.pages import examples, tables
from tests.corpus.pages.facts import Key, placeholders, shape


class Line(NamedTuple):
    """A line of a page, or of a snippet that the page includes."""

    file: Path
    number: int
    text: str


@dataclass(slots=True)
class Mention:
    """A name in a page. `side` is response, or request, of which parameter or body where
    the page says which, or not said; `key` is None outside of all operations' sections. `path` has no `[]`. `required` is what the page says of it,
    `type` its words for the type, and `telling` whether an example shows one.
    """

    line: Line
    key: Key | None
    side: str
    path: str
    source: str
    required: bool | None = None
    status: str = ""
    type: str = ""
    telling: bool = False


@dataclass(slots=True)
class Page:
    """What one page names. `heads` are the lines that document an operation, `templates`
    the paths as they stand there, and `calls` the first line that calls an operation.
    """

    path: Path
    heads: dict[Key, Line] = field(default_factory=dict)
    templates: dict[Key, str] = field(default_factory=dict)
    calls: dict[Key, Line] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


ASKED = frozenset({"request", "parameter", "body"})
METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY"
HEADS = (
    re.compile(rf"^#+\s+\W*(?P<method>{METHODS})\W+(?P<path>/[^\s`*]*)"),
    re.compile(
        rf"""^\s*<\w+\s[^>]*?method="(?P<method>{METHODS})"[^>]*?"""
        r"""(?:url|path)="(?P<path>[^"]+)""",
        re.IGNORECASE,
    ),
    re.compile(rf"^`(?P<method>{METHODS}) (?P<path>/[^`]*)`$"),
    re.compile(
        rf"^`{{3,}}ya?ml .*?(?P<method>{METHODS}) (?P<path>/\S*)", re.IGNORECASE
    ),
    re.compile(
        rf"""^(?:api|openapi): *["']?(?:\S+ )??(?P<method>{METHODS}) +"""
        r"""(?:https?://[^/\s"']+)?(?P<path>/[^\s"']*)""",
        re.IGNORECASE,
    ),
)
ALONE = re.compile(rf"^\s*(?P<method>{METHODS}) (?P<path>/\S*)\s*$")
HEADING = re.compile(r"^(#{1,6})\s+(.*)|^<h([1-6])[^>]*>(.*?)</h")
BOLD = re.compile(
    r"^\s*\*\*([^*]+)\*\*:?\s*$|^> ([A-Z][\w ]+)$|^(Parameters|Responses?):\s*$"
)
FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([\w+#.-]*)(.*)$")
COMPONENT = re.compile(
    r"<(?P<tag>ParamField|ResponseField|Param|Property)\b(?P<rest>.*)"
)
PLACED = re.compile(r'\b(path|query|header|body|cookie|name)="([^"]*)"')
SNIPPET = re.compile(r'<Snippet\s+file="([^"]+)"')
STATUS = re.compile(r"\b([1-5]\d\d)\b")
RESPONSE = re.compile(r"\b(responses?|returns?|output|answers?)\b|响应|返回", re.I)
REQUEST = re.compile(
    r"\b(requests?|param(eter)?s?|query|body|payload|headers?|arguments?)\b|参数|请求",
    re.IGNORECASE,
)
ITEM = re.compile(
    r"^(?:\s*[-*+] |(?P<heading>#{2,6}) )\**`(?P<name>[A-Za-z_$][\w.$-]*)`(?P<rest>.*)$"
)
OUTPUT = re.compile(r"^\s*(?:\*\*)?Output:?(?:\*\*)?\s*$")
ALL_OPTIONAL = re.compile(r"all (fields|parameters) (are )?optional", re.IGNORECASE)


def load(path: Path, snippets: Path | None = None) -> list[Line]:
    """The lines of a page; the lines of a snippet stand where it is included."""
    lines: list[Line] = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        included = SNIPPET.search(text) if snippets else None
        if included and snippets and (snippets / included[1]).is_file():
            lines += load(snippets / included[1], snippets)
        else:
            lines.append(Line(path, number, text))
    return lines


def scan(path: Path, snippets: Path | None = None) -> Page:
    """Everything that a page names."""
    lines = load(path, snippets)
    page = Page(path)
    owners = _owners(lines, page)
    _Walk(page, owners).run(lines)
    return page


def _owners(lines: list[Line], page: Page) -> list[Key | None]:
    """Of each line, the operation in whose section it stands; fills in the heads."""
    heads: list[tuple[int, int, int, Key]] = []
    level, start, fenced = 0, 0, False
    levels = [0] * len(lines)
    for at, line in enumerate(lines):
        fence = FENCE.match(line.text)
        found = None
        for pattern in HEADS:
            found = found or pattern.match(line.text)
        if fence:
            fenced = not fenced
        elif fenced:
            found = None
            if at and FENCE.match(lines[at - 1].text):
                found = ALONE.match(line.text)
        if not fenced and (heading := HEADING.match(line.text)):
            level, start = len(heading[1] or "") or int(heading[3]), at
            levels[at] = level
        if found:
            key = Key(found["method"].upper(), shape(found["path"]))
            page.heads.setdefault(key, line)
            page.templates.setdefault(key, found["path"])
            heads.append((at, start, level, key))
    if len(page.heads) == 1:
        return [next(iter(page.heads))] * len(lines)
    owners: list[Key | None] = [None] * len(lines)
    for index, (at, start, level, key) in enumerate(heads):
        shared = index and heads[index - 1][1] == start
        first = at if shared else start
        last = heads[index + 1][0] if index + 1 < len(heads) else len(lines)
        for n in range(first, len(lines)):
            if n > at and (n >= last or 0 < levels[n] <= level):
                break
            owners[n] = key
    return owners


class _Walk:
    """One pass over the lines of a page."""

    def __init__(self, page: Page, owners: list[Key | None]) -> None:
        self.page = page
        self.owners = owners
        self.headings: list[tuple[int, str]] = []
        self.example = ""
        self.nesting: list[str] = []
        self.last: Key | None = None
        self.optional: set[Key | None] = set()

    def run(self, lines: list[Line]) -> None:
        for key in self.page.heads:
            self._placeholders(key)
        at = 0
        while at < len(lines):
            text = lines[at].text
            if fence := FENCE.match(text):
                end = at + 1
                close = fence[2]
                while end < len(lines) and not lines[end].text.strip().startswith(
                    close
                ):
                    end += 1
                self._fence(lines, at, end, fence[3].lower(), fence[4])
                at = end + 1
                continue
            if heading := HEADING.match(text):
                level = len(heading[1] or "") or int(heading[3])
                self._enter(level, heading[2] or heading[4] or "")
            elif bold := BOLD.match(text):
                self._enter(7, bold[1] or bold[2] or bold[3])
            elif text.lstrip().startswith(("<RequestExample", "<ResponseExample")):
                self.example = "response" if "Response" in text else "request"
            elif text.lstrip().startswith(("</RequestExample", "</ResponseExample")):
                self.example = ""
            elif OUTPUT.match(text) and self.last is not None:
                at = self._output(lines, at + 1)
                continue
            rows = tables.at(lines, at)
            if rows:
                self._table(rows, self.owners[at])
                at = rows[-1].last + 1
                continue
            self._component(lines[at], self.owners[at])
            self._item(lines[at], self.owners[at])
            at += 1
        for mention in self.page.mentions:
            said = mention.required is not None
            if not said and mention.side in ASKED and mention.key in self.optional:
                mention.required = False

    def _enter(self, level: int, text: str) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, text))
        self.nesting = []

    def _output(self, lines: list[Line], at: int) -> int:
        """The indented block after "Output:": what the last call answered."""
        start = at
        while at < len(lines) and (not lines[at].text or lines[at].text[0] in " \t"):
            at += 1
        body = lines[start:at]
        text = "\n".join(line.text for line in body)
        for offset, path, telling in examples.keys(text, "python"):
            line = body[text.count("\n", 0, offset)]
            self._add(line, self.last, "response", path, "example", telling=telling)
        return max(at, start)

    def _side(self) -> tuple[str, str]:
        """The side that the nearest heading names, and the status."""
        for _, text in reversed(self.headings):
            status = STATUS.search(text)
            code = status[1] if status else ""
            if RESPONSE.search(text):
                return "response", code
            if REQUEST.search(text):
                return _part(text), ""
            if code and text.strip("`*# ").startswith(code):
                return "response", code
            if re.search(r"\berrors?\b", text, re.IGNORECASE):
                return "response", "error"
        return "", ""

    def _add(
        self,
        line: Line,
        key: Key | None,
        side: str,
        path: str,
        source: str,
        required: bool | None = None,
        status: str = "",
        kind: str = "",
        telling: bool = False,
    ) -> None:
        self.page.mentions.append(
            Mention(line, key, side, path, source, required, status, kind, telling)
        )

    def _placeholders(self, key: Key) -> None:
        line = self.page.heads[key]
        for name in placeholders(self.page.templates.get(key, "")):
            self._add(line, key, "request", name, "path", True)

    def _table(self, rows: list[tables.Row[Line]], key: Key | None) -> None:
        side, status = self._side()
        trail: list[str] = []
        for row in rows:
            for name in row.names:
                trail[row.depth :] = [name]
                path = ".".join(trail)
                where, marked = row.side or side, row.required
                kind = row.type
                self._add(row.line, key, where, path, "table", marked, status, kind)

    def _component(self, line: Line, key: Key | None) -> None:
        text = line.text
        found = COMPONENT.search(text)
        if found:
            placed = PLACED.search(found["rest"])
            name = placed[2] if placed else ""
            side, status = self._side()
            if found["tag"] != "ResponseField" and not self.nesting:
                side = "body" if placed and placed[1] == "body" else "parameter"
            path = ".".join(part for part in [*self.nesting, name] if part)
            required = bool(re.search(r"\brequired\b(?!=)", found["rest"]))
            if name:
                side = side or "response"
                typed = re.search(r'\btype="([^"]*)"', found["rest"])
                kind = typed[1] if typed else ""
                self._add(line, key, side, path, "component", required, status, kind)
            if not found["rest"].rstrip().endswith("/>"):
                self.nesting.append(name)
        for _ in re.findall(r"</(?:ParamField|ResponseField|Param|Property)>", text):
            if self.nesting:
                self.nesting.pop()

    def _item(self, line: Line, key: Key | None) -> None:
        """A list item, or a heading, that starts with a name in backticks."""
        found = ITEM.match(line.text)
        if found:
            side, status = self._side()
            if found["heading"]:
                side = ""
            self._add(line, key, side, found["name"], "list", None, status)

    def _fence(
        self, lines: list[Line], at: int, end: int, language: str, info: str
    ) -> None:
        if any(ALL_OPTIONAL.search(line.text) for line in lines[at:end]):
            self.optional.add(self.owners[at])
        text = "\n".join(line.text for line in lines[at + 1 : end])
        body = lines[at + 1 : end]
        starts = [0]
        for line in body:
            starts.append(starts[-1] + len(line.text) + 1)
        owner = self.owners[at]
        calls = examples.calls(text)
        if not calls:
            if text.lstrip(" \t\n#/.").startswith(("{", "[")) or language == "json":
                side, status = self._side()
                found = STATUS.search(info)
                side = self.example or side
                status = found[1] if found else status
                for offset, path, telling in examples.keys(text, language):
                    line = body[_index(starts, offset)]
                    self._add(
                        line, owner, side, path, "example", None, status, "", telling
                    )
            return
        for call in calls:
            piece = text[call.start : call.end]
            key = Key(call.method, shape(examples.path_of(call.url)))
            line = body[_index(starts, call.start)]
            self.page.calls.setdefault(key, line)
            self.last = key
            for name in examples.query_of(call.url):
                self._add(line, key, "parameter", name, "example")
            kind = {"call": "python", "curl": "sh", "http": "http"}[call.by]
            for header in examples.HEADER.findall(piece):
                self._add(line, key, "parameter", header.lower(), "example")
            for offset, path, telling in examples.keys(piece, kind):
                where = body[_index(starts, call.start + offset)]
                optional = re.search(r"[#/] *optional\b", where.text, re.IGNORECASE)
                mark = False if optional else None
                part = examples.part(call, piece[:offset])
                self._add(where, key, part, path, "example", mark, telling=telling)


def _part(heading: str) -> str:
    """Which part of a request a heading names; `request` if none, or several."""
    body = re.search(r"\b(body|payload)\b", heading, re.IGNORECASE)
    words = r"\b(path|query|url|headers?|cookies?)\b"
    parameter = re.search(words, heading, re.IGNORECASE)
    if body and not parameter:
        return "body"
    return "parameter" if parameter and not body else "request"


def _index(starts: list[int], offset: int) -> int:
    """Which line an offset is in."""
    from bisect import bisect_right

    return min(bisect_right(starts, offset) - 1, len(starts) - 2)
