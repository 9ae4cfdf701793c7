"""Models of Kiln: given."""

from __future__ import annotations

from pydantic import MISSING

from .._runtime.model import Model


class MakeJugRequest(Model):
    size: int | MISSING = MISSING
