"""The operations of Quotes \"\"\" and \\ and \x23 -*- \x63oding: rot13 -*- on x raise
system exit.
"""

from __future__ import annotations

from typing import Annotated

from .. import models
from .._runtime.plan import Answer, Parameter, Plan
from .._runtime.types import Pattern

import_os_abort: Plan[models.ModelConfig] = Plan(
    id="__import__('os').abort()",
    method="GET",
    path="/a%22b/{self}",
    parameters=(
        Parameter(
            "path",
            "self",
            "self_",
            lambda: Annotated[str, Pattern("\"\"\"'''")],
            required=True,
        ),
        Parameter(
            "query",
            "class",
            "class_",
            lambda: models.ImportOsAbortClass,
            style="form",
            explode=True,
        ),
    ),
    answers={
        "200": Answer({"application/json": lambda: models.ModelConfig}),
    },
)
