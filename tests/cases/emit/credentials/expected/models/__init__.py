"""The models of Vault. Each is loaded when it is first used."""

from __future__ import annotations

__all__: list[str] = []
