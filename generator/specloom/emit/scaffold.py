"""Stubs that specloom writes once and then leaves to their owner.

In: a folder, `{path: text}`. Out: the paths written. What is there already, whatever it
is, stays as it is, and a note says so; nothing is remembered, nothing is removed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from specloom.diagnostics import Diagnostics
from specloom.emit.faults import writing
from specloom.emit.staging import stage
from specloom.emit.write import check_paths


def write_stubs(
    folder: Path, files: Mapping[str, str], diagnostics: Diagnostics
) -> tuple[str, ...]:
    """Write the files that are not there. Raises SpecError where the system refuses."""
    check_paths(files)
    written = []
    for path, text in sorted(files.items()):
        place = folder / path
        if os.path.lexists(place):
            diagnostics.add("SL725", f"{place.as_posix()} is there: it is left alone")
            continue
        with writing(place):
            os.makedirs(place.parent, exist_ok=True)
            temporary = stage(place, text.encode("utf-8"))
            try:
                os.rename(temporary, place)
            except BaseException:
                os.unlink(temporary)
                raise
        written.append(path)
    return tuple(written)
