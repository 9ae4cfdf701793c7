"""Pages that are cut, mixed up and spoiled are read, or refused with a place.

Every page among the cases is spoiled by chance, the same chance in every run; nothing but
SpecError may come of it, and all that is read must resolve, export and compose.
"""

import random
from pathlib import Path

import pytest

from specloom import passes
from specloom.diagnostics import Diagnostics, SpecError
from specloom.export import export_json
from specloom.passes.conflicts import report_conflicts
from specloom.passes.merge import merge
from specloom.passes.resolve import resolve
from specloom.read.loader import NoFiles
from specloom.read.registry import read_sources
from specloom.source import SourceFile

CASES = Path(__file__).parents[1] / "cases"
PAGES = sorted(
    path
    for folder in ("read", "diagnostics")
    for path in (CASES / folder).glob("*/*")
    if path.suffix in (".md", ".mdx", ".html") or path.name in ("input.txt", "page.txt")
)
PIECES = ["|", "```", "{", "}", '<Tab title="', ">", "\x00", "`", '"', "[", "]", "#"]
PIECES += [
    '=== "x"\n',
    "\u202e",
    "---\n",
    "<ParamField ",
    "(",
    "\\",
    "'",
    "*",
    "{" * 40,
]
SWAPS = ["string", "|", "`", "/", '"', " ", "{", "\n\n"]


def spoiled(text: str, others: list[str], chance: random.Random) -> str:
    """A text with up to four things wrong with it."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                text = text[:at]
            case 1:
                text = "\n".join(lines[:one] + lines[two:])
            case 2:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 3:
                lines[one], lines[two] = lines[two], lines[one]
                text = "\n".join(lines)
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                text = text[:at] + other[start : start + 400] + text[at:]
            case _:
                new = chance.choice(["", "x", "||", "{", "é", "\r\n"])
                text = text.replace(chance.choice(SWAPS), new, chance.randint(1, 9))
    return text


@pytest.mark.parametrize("seed", range(8))
def test_spoiled_pages(seed: int) -> None:
    chance = random.Random(seed)
    texts = [path.read_text() for path in PAGES]
    for path, text in zip(PAGES, texts, strict=True):
        bad = spoiled(text, texts, chance)
        source = SourceFile(f"page{path.suffix}", bad.encode("utf-8", "surrogatepass"))
        diagnostics = Diagnostics()
        try:
            found = read_sources(source, NoFiles(), diagnostics)
            if not found:
                continue
            api = resolve(merge([it.api for it in found], diagnostics), diagnostics)
            report_conflicts(api, diagnostics)
            export_json(api)
            passes.run(api, diagnostics)
        except SpecError as error:
            diagnostics.append(error.diagnostic)
        for it in diagnostics:
            if it.span is not None:
                it.span.position()
