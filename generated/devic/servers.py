"""Where Devic.ai Public API runs: what clients take as `base_url`."""

from __future__ import annotations


def production_server() -> str:
    """Production server"""
    return "https://api.devic.ai"


def staging_server() -> str:
    """Staging server"""
    return "https://staging-api.devic.ai"
