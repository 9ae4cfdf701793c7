"""Names: one table for the whole API, made once.

In: an :class:`~specloom.ir.api.Api` after all passes, and what the lock of an earlier
run keeps. Out: :class:`NameTable`, with a Python name for everything that has one:
casing, keywords, reserved names, collisions are dealt with here and nowhere else.
A collision gets the most specific name that the specification offers (the kind, the
owner, the location); a number only as the last resort. Imports the IR; used by views.

`words` splits and cases, `scope` keeps names apart, `resources`, `operations`,
`declarations` and `answers` say what a thing may be called, `build` puts it together.
Word lists are data: `vocabulary`, `reserved`, `statuses`.
"""

from specloom.names.build import name_table
from specloom.names.table import NameTable, Resource

__all__ = ["NameTable", "Resource", "name_table"]
