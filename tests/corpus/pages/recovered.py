"""What specloom makes of a page: its canonical document, or why there is none.

In: a page. Out: :class:`Reading`. The only module of the score that runs specloom, and
it does so as the command does: one job, exported as JSON. Documents are read back with
`json`, so that the score sees what other tools would.
"""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from specloom import pipeline
from specloom.diagnostics import Diagnostics, SpecError


@dataclass(slots=True)
class Reading:
    """One run. `document` is None where it was refused, by `code`, or crashed. `seconds`
    are those of the processor."""

    page: Path
    document: Any = None
    code: str = ""
    message: str = ""
    line: int = 0
    quoted: str = ""
    crash: str = ""
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """`read`, the code of the refusal, or `crashed`."""
        return "crashed" if self.crash else self.code or "read"


def read(pages: list[Path], here: Path, root: str = "") -> Reading:
    """The canonical document of one page, or of several as one API."""
    reading = Reading(pages[0])
    said = Diagnostics()
    started = time.process_time()
    try:
        names = [str(page) for page in pages]
        job = pipeline.given(names, here, root=root or None)
        text = pipeline.export(job, said, "json")
        reading.seconds = time.process_time() - started
        reading.document = json.loads(text)
    except SpecError as error:
        reading.seconds = time.process_time() - started
        _refused(reading, error)
    except Exception:  # whatever it is, it is the finding
        reading.seconds = time.process_time() - started
        reading.crash = traceback.format_exc()
    for item in said:
        reading.said.append(f"{item.code} {item.message}")
    return reading


def _refused(reading: Reading, error: SpecError) -> None:
    found = error.diagnostic
    reading.code, reading.message = found.code, found.message
    if found.span is not None:
        reading.line = found.span.position()[0]
        reading.quoted = found.span.origin.source.line(reading.line)
