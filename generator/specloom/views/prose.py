"""The vendor's prose, made ready for docstrings.

In: descriptions of a specification. Out: plain text, still to go through
`literals.docstring`: the first paragraph that says something, and lists of named things
with a hanging indent. Used by the views.
"""

from __future__ import annotations

from typing import Final

_MARKUP: Final = ("#", "<", "!", "|", "-", "*", "=", "`", "[", ">")
_LONG: Final = 600


def one_line(text: str | None) -> str:
    """Text without line breaks and runs of blanks."""
    return " ".join(text.split()) if text else ""


def first_paragraph(text: str | None) -> str:
    """The first paragraph that is prose; cut at the end of a sentence where it is long."""
    if not text:
        return ""
    paragraphs = [it.strip() for it in text.replace("\r\n", "\n").split("\n\n")]
    prose = [it for it in paragraphs if it and not it.startswith(_MARKUP)]
    found = one_line((prose or paragraphs)[0])
    if len(found) > _LONG:
        cut = found.rfind(". ", 0, _LONG)
        found = (
            found[: cut + 1] if cut > 0 else found[:_LONG].rpartition(" ")[0] + " ..."
        )
    return found


def entry(name: str, text: str, room: int) -> str:
    """`name: text`, wrapped at `room` columns with a hanging indent."""
    line = f"{name}: {text}"
    if len(line) <= room:
        return line
    lines = []
    lead = ""
    while len(line) > room:
        cut = line.rfind(" ", len(lead) + 1, room + 1)
        if cut < 0:
            cut = line.find(" ", room)
            if cut < 0:
                break
        lines.append(line[:cut])
        lead = "    "
        line = lead + line[cut + 1 :]
    lines.append(line)
    return "\n".join(lines)
