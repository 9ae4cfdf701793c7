"""Names of components, in the letters that OpenAPI allows (3.1, section 4.8.7).

In: the ids of declarations and the names of other components. Out: for each the name
that it has in the document. One that may stand as it is does; another has each other
character replaced, and a number where that would meet another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_FIT: Final = re.compile(r"[A-Za-z0-9._-]+").fullmatch
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


def schema_names(ids: Iterable[str]) -> dict[str, str]:
    """The component names of declarations, by id."""
    return _spelt({id_: id_.removeprefix("schemas/") for id_ in ids})


def component_names(names: Iterable[str]) -> dict[str, str]:
    """The names of components of one kind, by the name in the source."""
    return _spelt({name: name for name in names})


def _spelt(names: dict[str, str]) -> dict[str, str]:
    unfit = [key for key, name in names.items() if not _FIT(name)]
    if not unfit:
        return names
    spelt = dict(names)
    taken = set(names.values()).difference(names[key] for key in unfit)
    for key in sorted(unfit):
        plain = _UNFIT.sub("_", names[key]) or "unnamed"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}_{number}"
        taken.add(name)
        spelt[key] = name
    return spelt
