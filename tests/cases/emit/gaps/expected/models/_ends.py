"""Models of Odd <b>ends</b> | [and](https://evil.example) more: ends."""

from __future__ import annotations

from pydantic import MISSING

from .._runtime.model import Model


class ListEndsFilterItem(Model):
    a: str | MISSING = MISSING
