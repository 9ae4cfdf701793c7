"""A server of lists in pages, which knows every style."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from tests.runtime.peer import Seen, answer

ALL = [f"f{number}" for number in range(7)]


def three(start: int) -> list[dict[str, str]]:
    return [{"id": it} for it in ALL[start : start + 3]]


def told(body: object, **headers: str) -> Iterable[bytes]:
    return [answer(body=json.dumps(body).encode(), **headers)]


def pond(_: int, seen: Seen) -> Iterable[bytes]:
    """Seven fish, three a page; each style has a path of its own."""
    split = urlsplit(seen.target)
    query = {name: values[-1] for name, values in parse_qs(split.query).items()}
    assert query.get("key") == "hidden"
    match split.path:
        case "/cursor":
            start = int(query.get("pageToken", "at0").removeprefix("at"))
            following = f"at{start + 3}" if start < 6 else None
            meta = {"nextPageToken": following}
            return told({"items": three(start), "meta": meta})
        case "/last":
            after = query.get("starting_after")
            start = ALL.index(after) + 1 if after else 0
            return told({"data": three(start), "has_more": start < 6})
        case "/offset":
            given = json.loads(seen.body)
            assert given["name"] == "eel"
            return told(three(given.get("offset", 0)))
        case "/page/p 1" | "/page/p%201":
            return told(three(3 * int(query.get("page", 0))))
        case "/link":
            page = int(query.get("page", 1))
            link = f'</link?page={page + 1}>; rel="next", </link?page=1>; rel=first'
            first = '<https://lists.test/first>; title="a, next"; rel="first"'
            return told(three(3 * page - 3), Link=link if page < 3 else first)
        case "/url":
            start = int(query.get("from", 0))
            following = f"/url?from={start + 3}" if start < 6 else None
            return told({"results": three(start), "links": {"next": following}})
        case _:
            return [answer(404)]
