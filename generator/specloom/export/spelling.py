"""Names of components, in the letters that OpenAPI allows (3.1, section 4.8.7).

In: declarations, and the names of other components. Out: for each the name that it has in
the document. One that may stand as it is does; another has each other character replaced,
and a number where that would meet another name. A declaration of another file has the
name that it has there, and the file's before it only where that name is another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from specloom.ir.api import Declaration
from specloom.ir.free_names import FreeNames

_FIT: Final = re.compile(r"[A-Za-z0-9._-]+").fullmatch
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


def schema_names(declarations: Iterable[Declaration]) -> dict[str, str]:
    """The component names of declarations, by id."""
    names: dict[str, str] = {}
    own: dict[str, str] = {}
    for it in declarations:
        names[it.id] = it.id.removeprefix("schemas/")
        if it.origin == "file":
            own[it.id] = it.name
    return _spelt(names, own)


def component_names(names: Iterable[str]) -> dict[str, str]:
    """The names of components of one kind, by the name in the source."""
    return _spelt({name: name for name in names}, {})


def _spelt(names: dict[str, str], short: Mapping[str, str]) -> dict[str, str]:
    """Names that fit, by the keys of `names`; those of `short` where they are free."""
    unfit = [key for key, name in names.items() if not _FIT(name)]
    if not unfit:
        return names
    spelt = dict(names)
    taken = set(names.values()).difference(names[key] for key in unfit)
    free_names = FreeNames("_%d")
    for key in sorted(unfit):
        plain = _UNFIT.sub("_", short.get(key, names[key])) or "unnamed"
        if key in short and plain in taken:
            plain = _UNFIT.sub("_", names[key])
        spelt[key] = free_names.free(plain, taken)
        taken.add(spelt[key])
    return spelt
