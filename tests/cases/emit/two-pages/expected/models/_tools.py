"""Models of Tool shed: tools."""

from __future__ import annotations

from .._runtime.model import Model


class Tool(Model):
    name: str
