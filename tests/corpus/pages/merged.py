"""Pages with whole documents in them, merged, against the document they were made from.

In: a pair whose pages are an exporter's. Out: where the merged canonical document differs
from the published one, but for the order of keys; and, since the canonical document has
one spelling for things that OpenAPI spells in many ways, where it differs from the
canonical document of the published one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.corpus.pages import vendors
from tests.corpus.pages.recovered import Reading, read
from tests.corpus.pages.vendors import Pair


def merged(pair: Pair) -> tuple[Any, Any, Reading]:
    """All pages of a pair as one document, and the published one."""
    (_, published), *_ = vendors.truth(pair)
    reading = read(vendors.pages(pair), vendors.root(), pair.root)
    return reading.document, published, reading


def differences(ours: Any, theirs: Any, at: str = "") -> Iterator[str]:
    """Where two trees differ, but for the order of keys."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys(), key=str):
            place = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
            if key not in ours:
                yield f"{place}: missing"
            elif key not in theirs:
                yield f"{place}: surplus"
            else:
                yield from differences(ours[key], theirs[key], place)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{at}: {len(ours)} elements, published {len(theirs)}"
            return
        for n, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{at}/{n}")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield f"{at}: {ours!r:.60}, published {theirs!r:.60}"
