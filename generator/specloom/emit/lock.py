"""`specloom.lock`: what specloom wrote into a package, and the names it gave.

The file stands in the package, so that it goes where the package goes. It is JSON, one
entry a line, sorted, so that two branches merge. In: its text. Out: :class:`Lock`. The
paths in it come from a file that anyone may edit: whoever acts on them checks them.

`pending` holds the digests of files that a run is about to put in place. It is only
there if that run was killed, and lets the next one know those files for ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from specloom.records import record

NAME: Final = "specloom.lock"
VERSION: Final = 1
_KEYS: Final = ("sources", "files", "pending", "names")
_quoted: Final[Callable[[str], str]] = json.encoder.encode_basestring


@record(frozen=True, slots=True)
class Lock:
    """Digests are SHA-256 in hexadecimal; `files` and `pending` by path in the package,
    `sources` by path as the configuration sees it. `names` are those to be kept."""

    generator: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def wrote(self, path: str, digest: str) -> bool:
        """Is a file with this digest, at this path, as specloom wrote it?"""
        return digest in (self.files.get(path), self.pending.get(path))

    def text(self) -> str:
        """The file's text: what json.dumps(..., indent=1) gives, in a tenth of the time."""
        head = f' "version": {VERSION},\n "generator": {_quoted(self.generator)}'
        parts = [head]
        for key in _KEYS:
            entries: Mapping[str, str] = getattr(self, key)
            if entries:
                lines = [
                    f"  {_quoted(name)}: {_quoted(value)}"
                    for name, value in sorted(entries.items())
                ]
                parts.append(f' "{key}": {{\n' + ",\n".join(lines) + "\n }")
            elif key != "pending":
                parts.append(f' "{key}": {{}}')
        return "{\n" + ",\n".join(parts) + "\n}\n"


def parse(text: str) -> Lock:
    """Read the file's text. Raises ValueError, with the reason, if it is none of ours."""
    try:
        content = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("it is not a JSON object")
    if content.get("version") != VERSION:
        raise ValueError(f"its version is {content.get('version')!r}, not {VERSION}")
    generator = content.get("generator")
    tables = {key: _table(key, content.get(key, {})) for key in _KEYS}
    return Lock(generator if isinstance(generator, str) else "", **tables)


def _table(key: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"{key!r} in it is not an object")
    if not all(isinstance(entry, str) for entry in value.values()):
        raise ValueError(f"{key!r} in it holds something else than text")
    return value
