"""Text to trees with positions. Knows nothing of APIs.

In: source files, or stretches of them. Out: :class:`Document` (plain dicts, lists and
scalars, any JSON Pointer of which can be found in the text), and the outline of
markdown pages (`markdown`). Readers are the only callers.
"""

from specloom.document.intake import check, load, read
from specloom.document.json import read_json
from specloom.document.packed import unpack
from specloom.document.scalars import TextFloat, TextInt, as_text
from specloom.document.tree import Document, Json, Limits
from specloom.document.yaml import read_yaml

__all__ = [
    "Document",
    "Json",
    "Limits",
    "TextFloat",
    "TextInt",
    "as_text",
    "check",
    "load",
    "read",
    "read_json",
    "read_yaml",
    "unpack",
]
