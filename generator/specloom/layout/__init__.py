"""Python text that black would leave as it is, without running black.

`inert` names the kinds of text that templates may print; `forms` lays out one statement,
`blocks` joins statements with the right blank lines, `split` is what `forms` falls back
on for statements that do not fit. A leaf: it imports nothing of specloom, and the layers
that write Python (views, emit) may import it. The tests hold it against black itself.
"""

from specloom.layout.blocks import members, module, overloads
from specloom.layout.forms import call, display, field, fit, imported, signature
from specloom.layout.inert import (
    Code,
    Comment,
    Docstring,
    Identifier,
    Inert,
    Literal,
)
from specloom.layout.measure import PADS, WIDTH, width
from specloom.layout.tokens import TooLong, Unsupported

__all__ = [
    "PADS",
    "WIDTH",
    "Code",
    "Comment",
    "Docstring",
    "Identifier",
    "Inert",
    "Literal",
    "TooLong",
    "Unsupported",
    "call",
    "display",
    "field",
    "fit",
    "imported",
    "members",
    "module",
    "overloads",
    "signature",
    "width",
]
