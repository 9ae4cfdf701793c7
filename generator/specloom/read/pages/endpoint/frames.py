"""Lines that hold a page together, and are not shown as they are: tabs, notes, imports.

In: a line. Out: :class:`Frame`, or None for a line of the text itself. Known are the tabs
and notes of MkDocs (`=== "200"`, `!!! note "Title"`), of Docusaurus and VitePress
(`:::tip Title`, `<TabItem label="200">`), and of templates (`{% tab title="200" %}`),
what unfolds (`<details>`), and the imports of MDX. Used by `sections`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from specloom.read.pages.words.media import media_types
from specloom.read.pages.words.titles import title
from specloom.records import record


@record(frozen=True, slots=True)
class Frame:
    """What a line does: a `tab` or a `note` with a title begins, a tab ends, or nothing.

    `indented`: what is in it is what is indented below it.
    """

    kind: Literal["tab", "end", "note", "nothing"]
    title: str = ""
    indented: bool = False


_NOTHING = Frame("nothing")
_STARTS = ("===", "!!!", "???", ":::", "{%", "<Tab", "</Tab", "<det", "</det", "<sum")


def has_frames(text: str) -> bool:
    """Whether a text may have such lines; costs little."""
    return any(it in text for it in _STARTS) or "import " in text


def frame(line: str) -> Frame | None:
    """What a line does; None for one of the text."""
    bare = line.strip()
    if bare.startswith("import "):
        return _NOTHING if _import().fullmatch(bare) else None
    if not bare.startswith(_STARTS):
        return None
    found = _frame().fullmatch(bare)
    if found is None:
        return None
    if found["tab"] is not None or found["mkdocs"] is not None:
        title = found["tab"] if found["tab"] is not None else found["mkdocs"]
        return Frame("tab", title, found["mkdocs"] is not None)
    if found["summary"] is not None:
        return Frame("tab", re.sub(r"<[^<>]*>", "", found["summary"]).strip())
    if found["component"] is not None:
        title = _title().search(found["component"])
        return Frame("tab", title[2] if title is not None else "")
    if found["note"] is not None or found["boxed"] is not None:
        title_ = found["noted"] or (found["boxed"] or "").strip(" []{}")
        return Frame("note", title_, found["note"] is not None)
    return Frame("end") if found["end"] is not None else _NOTHING


@cache
def _import() -> re.Pattern[str]:
    return re.compile(r"import\s+(?:[^'\"]+\s+from\s+)?['\"][^'\"]+['\"];?")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(r"""\b(?:title|label|value|name)=(["'])([^"']*)\1""")


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(
        r"""\{%-?\s*tab\s[^%]*?\btitle=["'](?P<tab>[^"']*)["'][^%]*%\}"""
        r"""|={3}[!+]{0,2}\s+["'](?P<mkdocs>[^"']*)["']"""
        r"""|(?P<component><Tab(?:Item|Pane)?\s[^<>]*[^/<>]>)"""
        r"""|(?:<details[^<>]*>\s*)?<summary[^<>]*>(?P<summary>.*?)</summary>"""
        r"""|(?P<note>!!!|\?\?\?\+?)\s+[\w -]*?(?:["'](?P<noted>[^"']*)["'])?"""
        r"""|:{3,}\s*(?:code-group|tabs?)?"""
        r"""|:{3,}\s*(?!code-group|tabs?\b)[a-z]+(?P<boxed>\s+[^:]+|\[[^\]]*\])?"""
        r"""|(?P<end>\{%-?\s*endtabs?\s*-?%\}|</Tab(?:Item|Pane|s)?>|</details>)"""
        r"""|<Tabs\b[^<>]*>|<details[^<>]*>|\{%[^%]*%\}""",
        re.DOTALL,
    )


@cache
def _answer_line() -> re.Pattern[str]:
    return re.compile(
        r"[ \t]*(?:\*\*(?P<text>[^*]{3,40}?)[:：]?\*\*[ \t]*[:：—–-]?"
        r"|(?P<plain>(?:\w+ )?Response|Réponse|Antwort|Respuesta)(?=[ \t]\(?[1-5]\d\d\)?[ \t]*[:：]))[ \t]*"
        r"(?P<status>`[1-5]\d\d[^`]{0,24}`|\(?[1-5]\d\d\b[ \w]{0,20}\)?)?[ \t]*[:：—–-]?(?P<rest>.*)"
    )


def answer_label(line: str) -> re.Match[str] | None:
    """A label of an answer, with its status in it or behind it, and perhaps words."""
    found = _answer_line().fullmatch(line)
    if found is None:
        return None
    text = found["text"] or found["plain"]
    known, bare = title(f"{text} {found['status'] or ''}"), title(text)
    if known.status is None or known.role not in ("response", "errors"):
        return None
    about = bare.status is not None or bare.role in ("response", "errors")
    return found if about else None


@cache
def _body_line() -> re.Pattern[str]:
    return re.compile(r"[ \t]*\*\*(?P<text>[^*]{3,40})\*\*[ \t:(]*(?P<rest>[^*\n]*)")


def body_label(line: str) -> str | None:
    """The text of a label of a body with media types, and nothing else, behind it."""
    found = _body_line().fullmatch(line)
    if found is None or title(found["text"]).role not in ("body", "request"):
        return None
    rest = found["rest"]
    named = media_types(rest)
    for it in named:
        rest = rest.replace(it, "")
    left = set(re.findall(r"\w+", rest)) - {"or", "and", "required", "optional"}
    if not named or left:
        return None
    return f"{found['text']} {named[0]}" if len(named) == 1 else found["text"]
