"""Models of Odd <b>ends</b> | [and](https://evil.example) more: other."""

from __future__ import annotations

from pydantic import MISSING

from .._runtime.model import Model


class End(Model):
    lost: object | MISSING = MISSING

    anything: object | MISSING = MISSING

    letters: str | MISSING = MISSING
