"""The models of Lending desk. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._loans import Loan, NewLoan, Problem
else:
    __getattr__ = lazy(
        __name__,
        {
            "Loan": "._loans",
            "NewLoan": "._loans",
            "Problem": "._loans",
        },
    )

__all__ = [
    "Loan",
    "NewLoan",
    "Problem",
]
