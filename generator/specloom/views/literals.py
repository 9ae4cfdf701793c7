"""Text of a specification, made into Python: the only door.

In: any string or JSON value that a vendor published, hostile ones too. Out: a literal, a
docstring, a comment or an identifier, of a type that templates print (`layout.inert`).
What always holds: the text stays inside its token whatever it says, the value of a
literal is the value that came in, what comes out is spelled as black spells it, and
nothing in it is acted upon by a tool that reads Python as text (doctest prompts, coding
cookies, type and lint directives, script metadata). The same on every version of Python:
which characters are printed as they are is decided here, not by `unicodedata`.

Views call this; names, pointers and URLs of a specification go through it as well.
Literals and docstrings are cached by text: most of those of a large API repeat others.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from keyword import iskeyword
from typing import Final

from specloom.layout.inert import Code, Comment, Docstring, Identifier, Inert, Literal
from specloom.layout.measure import PADS, WIDTH
from specloom.layout.tokens import Unsupported

__all__ = [
    "Code",
    "Comment",
    "Docstring",
    "Identifier",
    "Inert",
    "Literal",
    "comment",
    "docstring",
    "identifier",
    "string_literal",
    "value_literal",
]

LARGEST: Final = 2**63 - 1
"""The largest integer, either side of 0, that checkers take in a `Literal`."""

Sub = Callable[[Callable[[re.Match[str]], str], str], str]

_REMEMBERED: Final = 1 << 14
"""Texts that are written once: the largest published descriptions have half as many."""

_DEPTH = 64  # CPython refuses 200 brackets in one another, black takes long for fewer

# --- strings

# No quote, no backslash, no control character.
_plain_string = re.compile(r"[ !#-\[\]-~]*").fullmatch
# Letters and signs that are one column wide (below U+2E80) or two (above): what is
# measured and what is read are the same. All others are escaped: controls, formats,
# combining marks, right-to-left scripts, surrogates, pictures.
_ESCAPED = (
    r"[^ -\[\]-~"
    r"\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u214f\u2190-\u21ff\u2200-\u22ff"
    r"\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u3105-\u312f\u3131-\u3163\u3165-\u318e"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6"
    r"]"
)
_escaped_ascii = re.compile(r"[^ -\[\]-~]").sub


@cache
def _escaped_character() -> Sub:
    # Compiling it takes milliseconds, and most texts are ASCII.
    return re.compile(_ESCAPED).sub


_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@lru_cache(_REMEMBERED)
def string_literal(text: str) -> Literal:
    """The literal of `text`, in the quotes that black prefers."""
    if _plain_string(text):
        return Literal(f'"{text}"')
    escaped = _escaped_ascii if text.isascii() else _escaped_character()
    text = escaped(_escape, text)
    double = text.count('"')
    if not double:
        return Literal(f'"{text}"')
    if double > text.count("'"):
        text = text.replace("'", "\\'")
        return Literal(f"'{text}'")
    text = text.replace('"', '\\"')
    return Literal(f'"{text}"')


def value_literal(value: object) -> Literal:
    """The literal of a JSON value, on one line; `layout.display` breaks long ones.

    Raises `Unsupported` for a value nested deeper than Python's own parser likes, and
    `TypeError` for what JSON cannot hold.
    """
    return string_literal(value) if type(value) is str else Literal(_value(value, 0))


def _value(value: object, depth: int) -> str:
    if isinstance(value, str):
        return string_literal(value)
    if value is None or value is True or value is False:
        return str(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return _number(value)
    if depth == _DEPTH:
        raise Unsupported(f"a value nested deeper than {_DEPTH} levels")
    depth += 1
    if isinstance(value, list):
        return f"[{', '.join([_value(item, depth) for item in value])}]"
    if isinstance(value, dict):
        pairs = [f"{_value(k, depth)}: {_value(v, depth)}" for k, v in value.items()]
        return f"{{{', '.join(pairs)}}}"
    raise TypeError(f"no JSON value: {type(value).__name__}")


def _integer(value: int) -> str:
    # CPython refuses decimal literals of more than 4,300 digits.
    if value.bit_length() < 14_000:
        return int.__repr__(value)
    digits = f"0x{abs(value):X}"
    return f"-{digits}" if value < 0 else digits


def _number(value: float) -> str:
    text = float.__repr__(value)
    if text[-1] in "fn":  # inf, -inf, nan
        return f'float("{text}")'
    return text.replace("e+", "e")


# --- names


def identifier(name: str) -> Identifier:
    """`name`, which the name table made, checked. Dots join several."""
    for part in name.split("."):
        if not part.isascii() or not part.isidentifier() or iskeyword(part):
            raise ValueError(f"no identifier: {name!r}")
    return Identifier(name)


# --- prose

# One line that needs nothing done: printable ASCII, no quote, backslash, hash or prompt.
_plain_line = re.compile(r"[!$-=?-\[\]-~][ !$-\[\]-~]*").fullmatch
_INVISIBLE = (
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    r"\u08e2\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0"
    r"\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_invisible_ascii = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]").sub
_SPACES = frozenset(
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
)
# What tools look for in the text of a file. In a docstring the hash (and the c of a
# coding cookie) is written as an escape: the value stays, the file has no directive.
_WORDS = (
    "type:|mypy:|pyright:|ruff:|flake8:|isort:|noqa|fmt:|yapf:|pylint:|pragma|nosec"
    "|nopycln|nosonar|pytype:|pyre-|vim?:|ex:|-\\*-|///|!|%%"
)
_cookie = re.compile("coding(?=[:=])").sub


@cache
def _directive() -> re.Pattern[str]:
    return re.compile(rf"#(?=\s*(?:{_WORDS}))", re.IGNORECASE)


@cache
def _comment_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{_WORDS})", re.IGNORECASE)


@cache
def _comment_word() -> re.Pattern[str]:
    words = "type|mypy|pyright|ruff|flake8|isort|fmt|yapf|pylint|pragma|coding|vim?"
    return re.compile(f"({words})(?=[:=])", re.IGNORECASE)


@cache
def _invisible() -> Sub:
    return re.compile(_INVISIBLE).sub


def _visible(text: str) -> str:
    invisible = _invisible_ascii if text.isascii() else _invisible()
    return invisible(_clean, text)


def _clean(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    space = character in _SPACES or "\u2000" <= character <= "\u200a"
    return " " if space else ""


@lru_cache(_REMEMBERED)
def docstring(text: str, indent: int = 0) -> Docstring | None:
    """`text` as a docstring that starts in column `indent`; None if it says nothing.

    Paragraphs, lists, tables and fenced code keep their lines; what is wider than 88
    columns is wrapped between words.
    """
    text = text.strip()
    if len(text) <= WIDTH - 6 - indent and _plain_line(text):
        # The commonest case: one short sentence.
        return Docstring(f'{PADS[indent]}"""{text}"""')
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = text.expandtabs(4)
    text = _visible(text).strip()
    if not text:
        return None
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"""' in text:
        text = text.replace('"""', '\\"\\"\\"')
    if ">>>" in text:
        text = text.replace(">>>", "> > >")
    if text[0] == '"':
        text = " " + text
    if "\n" in text or len(text) > WIDTH - 6 - indent:
        lines = _dedent(_wrap(text, WIDTH - indent))
    else:
        lines = [text]
    pad = PADS[indent]
    last = lines[-1]
    if len(lines) > 1:
        text = f"\n{pad}".join(lines)
        if indent:
            text = text.replace(f"\n{pad}\n", "\n\n")
        text += f"\n{pad}"
    else:
        text = last + " " if last[-1] == '"' else last
    if "#" in text:
        text = _directive().sub(r"\\x23", text)
    if "coding" in text:
        text = _cookie(r"\\x63oding", text)
    return Docstring(f'{pad}"""{text}"""')


def _wrap(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns, where there are blanks to break at.

    The first line is three columns shorter, for the quotes. Runs of blank lines become
    one. The rest of a wrapped line flows into the next line of its paragraph.
    """
    lines: list[str] = []
    # The opening quotes, and the closing ones if they are on the same line.
    first = room - 3 if "\n" in text else room - 6
    fenced = False
    rest = ""  # of the line that was wrapped last, with its indentation
    for line in text.split("\n"):
        line = line.rstrip()
        if rest:
            start = len(rest) - len(rest.lstrip(" "))
            if line[start : start + 1].isalpha() and line[:start].isspace() == (
                start > 0
            ):
                line = f"{rest} {line[start:]}"
            else:
                lines.append(rest)
            rest = ""
        if not line:
            if lines and lines[-1]:
                lines.append("")
            continue
        limit = room if lines else first
        if len(line) <= limit and "```" not in line:
            lines.append(line)
            continue
        body = line.lstrip(" ")
        if body.startswith("```"):
            fenced = not fenced
            lines.append(line)
        elif fenced or body[0] == "|" or len(line) <= limit:
            lines.append(line)
        else:
            rest = _wrap_line(line, body, limit, room, lines)
    if rest:
        lines.append(rest)
    return lines


def _wrap_line(line: str, body: str, limit: int, room: int, lines: list[str]) -> str:
    """Append all but the last line that `line` is wrapped into; return that."""
    lead = line[: min(len(line) - len(body), room // 2)]
    limit -= len(lead)
    hanging = lead + "  " if body[:2] in ("- ", "* ", "+ ") else lead
    start, end = 0, len(body)
    while end - start > limit:
        cut = body.rfind(" ", start + 1, start + limit + 1)
        if cut < 0:
            cut = body.find(" ", start + limit)
            if cut < 0:
                break
        lines.append((lead + body[start:cut]).rstrip(" "))
        start = cut + 1
        while start < end and body[start] == " ":
            start += 1
        lead = hanging
        limit = room - len(lead)
    return lead + body[start:]


def _dedent(lines: list[str]) -> list[str]:
    """Take away the indentation that all lines but the first share, as black does."""
    shared = 1000
    for line in lines[1:]:
        if line:
            if line[0] != " ":
                return lines
            shared = min(shared, len(line) - len(line.lstrip(" ")))
    return lines[:1] + [line[shared:] for line in lines[1:]]


def comment(text: str, indent: int = 0) -> Comment | None:
    """`text` as one comment line; None if it says nothing."""
    text = " ".join(_visible(text).split())
    text = _comment_word().sub(r"\1 ", text.replace("#", "")).strip()
    if not text:
        return None
    if _comment_start().match(text):
        text = f"- {text}"
    return Comment(f"{PADS[indent]}# {text}")
