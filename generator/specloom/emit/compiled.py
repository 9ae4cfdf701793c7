"""Compiled templates, kept beside them as Python keeps compiled modules.

Compiling the templates takes longer than all else that is done for a small API. What is
kept is known by the digest of the template's text, of the version of Jinja and of the
environment's settings, so that an edit shows at the next run. Nothing is kept where
Python itself keeps nothing (`PYTHONDONTWRITEBYTECODE`, a folder that is read-only).
Only `render` uses it.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source

import jinja2
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Compiled templates on disk. `settings` is what their code depends on."""

    def __init__(self, settings: str) -> None:
        self._settings = f"{jinja2.__version__} {settings}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file that keeps the compiled form of a template."""
        return cache_from_source(f"{filename or name}.py")

    def get_source_checksum(self, source: str) -> str:
        """What the compiled form was made of."""
        text = f"{self._settings}\n{source}"
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled form, if there is one of this very text."""
        head = bucket.checksum.encode("ascii")
        with suppress(OSError, EOFError, ValueError, TypeError):
            with open(bucket.key, "rb") as file:
                data = file.read()
            if data.startswith(head):
                bucket.code = marshal.loads(data[len(head) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled form, if that is possible and wanted."""
        if sys.dont_write_bytecode or bucket.code is None:
            return
        data = bucket.checksum.encode("ascii") + marshal.dumps(bucket.code)
        temporary = f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(bucket.key), exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(data)
            os.replace(temporary, bucket.key)
