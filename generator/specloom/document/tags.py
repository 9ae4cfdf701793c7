"""The tags of a markdown page that is source code for components (MDX): a tree.

In: a source file, and its outline. Out: :class:`Tags`: elements with their attributes and
children, imports, what is hidden from readers (comments, expressions), and what is wrong
with the markup. Offsets are those of `source.text`. Knows nothing of APIs; the readers of
pages with components are the only callers.

Always holds: an element lies within its parent, and siblings do not overlap. Front matter,
code in fences and spans, comments and `{expressions}` hold no elements. Nothing raises:
what is no markup is text, and markup that is not balanced is repaired as a reader of the
page would: an element without an end reaches to the next one of its name, to the next
large heading, or to the end of what holds it; without attributes it is no element at all
(`Bearer <Token>`). Time is linear in the length of the text, whatever it says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from typing import Final, Literal, TypeAlias

from specloom.document.markdown import Block, Fence, FrontMatter, Heading, Paragraph
from specloom.document.tag_values import Attribute, Value, expression_end, value_of
from specloom.records import record
from specloom.source import SourceFile

DEEPEST: Final = 50
"""Elements below this many others are left where they are, without their content."""

_VOIDS: Final = """
    area base br col embed hr img input link meta source track wbr
"""
_VOID: Final = frozenset(_VOIDS.split())
"""Elements of HTML that have no content, and need no end (HTML, section 13.1.2)."""

Problem: TypeAlias = Literal["unclosed", "stray", "malformed", "too-deep", "hidden"]


@record(frozen=True, slots=True)
class Tag:
    """An element. The name of a fragment is empty; `closed`: by its own closing tag."""

    name: str
    attributes: tuple[Attribute, ...]
    start: int
    end: int
    content_start: int
    content_end: int
    closed: bool = True
    children: tuple[Tag, ...] = ()

    def attribute(self, *names: str) -> Attribute | None:
        """The last attribute of the first of these names that there is."""
        for name in names:
            for it in reversed(self.attributes):
                if it.name == name:
                    return it
        return None

    def value(self, *names: str) -> Value:
        """The value of that attribute; None if there is none."""
        found = self.attribute(*names)
        return None if found is None else found.value


@record(frozen=True, slots=True)
class Import:
    """A line such as `import Name from "/snippets/name.mdx"`."""

    names: tuple[str, ...]
    path: str
    start: int
    end: int


@record(frozen=True, slots=True)
class Remark:
    """Something wrong with the markup, at a tag: `name` is the tag's.

    `unclosed`: it has no end; `stray`: an end without a beginning; `malformed`: what
    follows its name is no list of attributes; `too-deep`; `hidden`: in an expression.
    """

    problem: Problem
    name: str
    start: int
    end: int


@record(frozen=True, slots=True)
class Tags:
    """The elements of a page, in its order. `hidden` are stretches, as start and end:
    what is no text, and no element either."""

    roots: tuple[Tag, ...]
    imports: tuple[Import, ...]
    hidden: tuple[tuple[int, int], ...]
    remarks: tuple[Remark, ...]


def tags(source: SourceFile, page: list[Block]) -> Tags:
    """The tags of a page; `page` is what `markdown.blocks` makes of the same source."""
    return _Scanner(source.text, page).scan()


@cache
def _pattern(text: str) -> re.Pattern[str]:
    # Compiled when there is a page to look at.
    return re.compile(text, re.ASCII)


_NEXT: Final = r"[`<{\\]"
_NAME: Final = r"[A-Za-z_$][\w$]*(?:[.:-][\w$]+)*"
_ATTRIBUTE: Final = r"[A-Za-z_$@:][\w$.:-]*"
_SPACE: Final = r"[\s,;]*"
_EQUALS: Final = r"\s*=\s*"
_WORD: Final = r"[^\s\"'<>=`{}]+"
_BLANK: Final = r"\n[ \t]*\n"
_SCRIPT: Final = (
    r"import\s+(?:[\w$*{},\s]+?\sfrom\s*)?['\"][^'\"\n]+['\"]|"
    r"export\s+(?:default|const|let|var|function|async|class|\*|\{)"
)
_IMPORT: Final = r"import\s+([\w$*{},\s]+?)\s+from\s*(['\"])([^'\"\n]+)\2;?"


@record(slots=True, eq=False)
class _Open:
    """An element whose end was not met yet."""

    name: str
    attributes: tuple[Attribute, ...]
    start: int
    content_start: int
    children: list[Tag]


class _Scanner:
    """Goes through a page once; what it looks at in vain is on a budget."""

    def __init__(self, text: str, page: list[Block]) -> None:
        self.text = text
        self.root = _Open("", (), 0, 0, [])
        self.stack = [self.root]
        self.names: Counter[str] = Counter()
        self.too_deep: Counter[str] = Counter()
        self.remarks: list[Remark] = []
        self.hidden: list[tuple[int, int]] = []
        self.imports: list[Import] = []
        self.headings = [
            it.start for it in page if isinstance(it, Heading) and it.level < 3
        ]
        self.opaque = [
            (it.start, it.end) for it in page if isinstance(it, Fence | FrontMatter)
        ]
        for block in page:
            if isinstance(block, Paragraph):
                self._script(block)
        self.opaque.sort()
        self.budget = 8 * len(text) + 10_000
        self.paragraph_end = 0
        self.runs: dict[int, list[int]] | None = None

    def scan(self) -> Tags:
        """All of the page."""
        at, past = 0, 0
        following = _pattern(_NEXT)
        while found := following.search(self.text, at):
            at = found.start()
            while past < len(self.opaque) and self.opaque[past][1] <= at:
                past += 1
            if past < len(self.opaque) and self.opaque[past][0] <= at:
                at = self.opaque[past][1]
                continue
            mark = self.text[at]
            if mark == "\\":
                at += 2
            elif mark == "`":
                at = self._code(at)
            elif mark == "{":
                at = self._expression(at)
            else:
                at = self._tag(at)
        while len(self.stack) > 1:
            self._leave(len(self.text), None)
        return Tags(
            tuple(self.root.children),
            tuple(self.imports),
            tuple(self.hidden),
            tuple(self.remarks),
        )

    def _script(self, block: Paragraph) -> None:
        """Hides a paragraph of JavaScript, and keeps what it imports."""
        if not block.text.startswith(("import", "export")):
            return
        if not _pattern(_SCRIPT).match(block.text):
            return
        self.opaque.append((block.start, block.end))
        self.hidden.append((block.start, block.end))
        for found in _pattern(_IMPORT).finditer(block.text):
            names = found[1].replace("{", " ").replace("}", " ").split(",")
            # Of `a as b` and `* as b`, the name that is used is the last.
            used = tuple(it.split()[-1] for it in names if it.split())
            start, end = block.start + found.start(), block.start + found.end()
            self.imports.append(Import(used, found[3], start, end))

    def _code(self, at: int) -> int:
        """Behind the code span that begins here, or behind the marks if none does."""
        if self.runs is None:
            self.runs = {}
            for run in _pattern("`+").finditer(self.text):
                self.runs.setdefault(run.end() - run.start(), []).append(run.start())
        match = _pattern("`+").match(self.text, at)
        assert match is not None
        length = match.end() - at
        same = self.runs.get(length, [])
        index = bisect_right(same, at)
        if index < len(same) and same[index] < self._paragraph(at):
            return same[index] + length
        return at + length

    def _paragraph(self, at: int) -> int:
        """Where the paragraph of an offset ends."""
        if at >= self.paragraph_end:
            found = _pattern(_BLANK).search(self.text, at)
            self.paragraph_end = len(self.text) if found is None else found.start() + 1
        return self.paragraph_end

    def _expression(self, at: int) -> int:
        """Behind the expression that begins here; a brace that is none is text."""
        if self.text.startswith("{/*", at):
            end = self.text.find("*/", at + 3)
            if end < 0:
                return self._wasted(at, len(self.text))
            closing = self.text.find("}", end, end + 100)
            end = end + 2 if closing < 0 else closing + 1
        else:
            paragraph = self._paragraph(at)
            end = expression_end(self.text, at, paragraph)
            if end < 0:
                return self._wasted(at, paragraph)
            for found in _pattern("<" + _NAME).finditer(self.text, at, end):
                remark = Remark("hidden", found[0][1:], found.start(), found.end())
                self.remarks.append(remark)
        self.hidden.append((at, end))
        return end

    def _wasted(self, at: int, end: int) -> int:
        """Goes on behind a mark; where the budget is spent, at the end of the page."""
        self.budget -= end - at
        return at + 1 if self.budget > 0 else len(self.text)

    def _tag(self, at: int) -> int:
        text = self.text
        following = text[at + 1 : at + 2]
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            if end < 0:
                return self._wasted(at, len(text))
            self.hidden.append((at, end + 3))
            return end + 3
        if following == ">":
            self._enter(_Open("", (), at, at + 2, []))
            return at + 2
        if following == "/":
            return self._closing(at)
        match = _pattern(_NAME).match(text, at + 1)
        if match is None:
            return at + 1
        return self._opening(at, match[0])

    def _opening(self, start: int, name: str) -> int:
        """Behind the opening tag that begins here, or behind its mark if none does."""
        text, attributes = self.text, list[Attribute]()
        at = start + 1 + len(name)
        while True:
            space = _pattern(_SPACE).match(text, at)
            assert space is not None
            at = space.end()
            if text.startswith(("/>", ">"), at):
                break
            if text.startswith("{", at):
                end = expression_end(text, at, len(text))
                if end < 0:
                    return self._malformed(start, len(text), name)
                at = end
                continue
            match = _pattern(_ATTRIBUTE).match(text, at)
            if match is None or at == start + 1 + len(name):
                return self._malformed(start, at, name)
            attribute = self._attribute(match[0], at, match.end())
            if attribute is None:
                return self._malformed(start, len(text), name)
            attributes.append(attribute)
            at = attribute.end
        if text[at] == "/" or name in _VOID:
            end = at + 2 if text[at] == "/" else at + 1
            tag = Tag(name, tuple(attributes), start, end, end, end)
            self.stack[-1].children.append(tag)
            return end
        self._enter(_Open(name, tuple(attributes), start, at + 1, []))
        return at + 1

    def _attribute(self, name: str, start: int, at: int) -> Attribute | None:
        """The attribute of a name that ends here; None if its value has no end."""
        text = self.text
        equals = _pattern(_EQUALS).match(text, at)
        if equals is None:
            return Attribute(name, True, True, start, at, at, at)
        at = equals.end()
        quote = text[at : at + 1]
        if quote in ('"', "'") and quote:
            end = text.find(quote, at + 1) + 1
        elif quote == "{":
            end = expression_end(text, at, len(text))
        else:
            match = _pattern(_WORD).match(text, at)
            end = -1 if match is None else match.end()
            if match is not None and match[0].endswith("/") and text[end] == ">":
                end -= 1
        if end <= at:
            return None
        value, literal = value_of(text[at:end])
        inner = 1 if quote in ('"', "'", "{") else 0
        return Attribute(name, value, literal, start, end, at + inner, end - inner)

    def _malformed(self, start: int, reached: int, name: str) -> int:
        if name[:1].isupper():
            remark = Remark("malformed", name, start, start + 1 + len(name))
            self.remarks.append(remark)
        return self._wasted(start, reached)

    def _closing(self, at: int) -> int:
        found = _pattern(rf"</\s*({_NAME})?\s*>").match(self.text, at)
        if found is None:
            return at + 2
        name = found[1] or ""
        if self.too_deep[name]:
            self.too_deep[name] -= 1
        elif not self.names[name]:
            if name not in _VOID:
                self.remarks.append(Remark("stray", name, at, found.end()))
                self.hidden.append((at, found.end()))
        else:
            while self.stack[-1].name != name:
                self._leave(at, None)
            self._leave(at, found.end())
        return found.end()

    def _enter(self, element: _Open) -> None:
        if len(self.stack) <= DEEPEST:
            self.stack.append(element)
            self.names[element.name] += 1
            return
        start, end = element.start, element.content_start
        self.too_deep[element.name] += 1
        self.remarks.append(Remark("too-deep", element.name, start, end))
        tag = Tag(element.name, element.attributes, start, end, end, end, False)
        self.stack[-1].children.append(tag)

    def _leave(self, content_end: int, end: int | None) -> None:
        """The innermost element ends, by a closing tag that ends at `end` or without."""
        element = self.stack.pop()
        self.names[element.name] -= 1
        siblings, children = self.stack[-1].children, element.children
        name, attributes = element.name, element.attributes
        head = name, attributes, element.start
        content = element.content_start
        if end is not None:
            inner = tuple(children)
            siblings.append(Tag(*head, end, content, content_end, True, inner))
            return
        self.remarks.append(Remark("unclosed", name, element.start, content))
        kept = 0
        if attributes and name[:1].isupper():
            heading = bisect_left(self.headings, content)
            if heading < len(self.headings):
                content_end = min(content_end, self.headings[heading])
            for child in children:
                if child.name == name or child.start >= content_end:
                    content_end = min(content_end, child.start)
                    break
                kept += 1
            inner = tuple(children[:kept])
            end = max(content_end, inner[-1].end if inner else content)
            siblings.append(Tag(*head, end, content, end, False, inner))
        siblings.extend(children[kept:])
