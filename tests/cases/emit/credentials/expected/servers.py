"""Where Vault runs: what clients take as `base_url`."""

from __future__ import annotations

from typing import Literal

from ._runtime.servers import filled


def where_boxes_are(*, region: Literal["eu", "us"] = "eu", port: str = "443") -> str:
    """Where boxes are.

    region: The side of the ocean.
    """
    return filled(
        "https://{region}.vault.test:{port}/v1", {"region": region, "port": port}
    )


def vaults(*, str_: str, scheme: Literal["http", "https"] = "https") -> str:
    """{scheme}://{str}.vaults.test"""
    return filled("{scheme}://{str}.vaults.test", {"scheme": scheme, "str": str_})


def sandbox() -> str:
    """Boxes to play with, which nobody ever misses."""
    return "https://api.sandbox.vault.test"
