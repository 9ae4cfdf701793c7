"""Models of Quotes \"\"\" and \\ and
\x23 -*- \x63oding: rot13 -*-: x raise system exit.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import MISSING, Field

from .._runtime.model import Model

ImportOsAbortClass = Literal['"', "\\", "\u202e", "import os"]


class ModelConfig(Model):
    """\\\"\"\" \x23 type: ignore"""

    class_: Annotated[
        Literal['"); raise SystemExit("'] | MISSING, Field(alias="__class__")
    ] = MISSING

    def_: Annotated[str | MISSING, Field(alias="def")] = MISSING
    """Default: "'''" """

    a_b: Annotated[str | MISSING, Field(alias="a\nb")] = MISSING
