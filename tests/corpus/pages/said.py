"""What a page says of one operation, to look up places of a document in.

In: the mentions of a page that are about an operation, and those about none. Out: the
mentions of a place. A place is on the page where its side (request, and of that the part
that the page says; or response, of a fitting status) and its path without `[]` are those
of a mention; or, of a mention that is about neither side, or outside of all operations,
where its name is the same and what is around it is on the page.
"""

from __future__ import annotations

from tests.corpus.pages.facts import Place
from tests.corpus.pages.mentions import Mention


class Said:
    """The mentions of one operation. `whole` pages say everything."""

    def __init__(
        self, own: list[Mention], common: list[Mention], whole: bool = False
    ) -> None:
        self.whole = whole
        self._rooted: dict[tuple[str, str], list[Mention]] = {}
        self._lower: dict[tuple[str, str], list[Mention]] = {}
        self._loose: dict[str, list[Mention]] = {}
        for mention in own:
            if mention.side:
                key = (mention.side, mention.path)
                self._rooted.setdefault(key, []).append(mention)
                if mention.path != mention.path.lower():
                    key = (mention.side, mention.path.lower())
                    self._lower.setdefault(key, []).append(mention)
        for mention in [*own, *common]:
            if not mention.side or mention.key is None:
                name = mention.path.rpartition(".")[2]
                self._loose.setdefault(name, []).append(mention)

    def of(self, place: Place) -> list[Mention]:
        """The mentions of a place, in the order of the page."""
        path = skeleton(place.path)
        if place.where.startswith("response"):
            said = self._rooted.get(("response", path), ())
            found = [each for each in said if _fits(each.status, place.where)]
        else:
            parameter = place.where == "parameter"
            part = "parameter" if parameter else "body"
            found = self._of(self._rooted, part, path)
            if parameter:
                # Names of headers are in small letters here.
                return found or self._of(self._lower, part, path)
        if found:
            return found
        around, dot, name = path.rpartition(".")
        if dot and name in self._loose and self.of(Place(place.where, around)):
            return self._loose[name]
        return []

    def _of(
        self, table: dict[tuple[str, str], list[Mention]], part: str, path: str
    ) -> list[Mention]:
        """The mentions in any part of the request, such as its path, then in that one."""
        anywhere, there = table.get(("request", path), []), table.get((part, path), [])
        return sorted(anywhere + there, key=lambda mention: mention.source != "path")


def skeleton(path: str) -> str:
    """A path without arrays and maps, as a page writes it."""
    parts = path.replace("[]", ".").replace("{}", ".").split(".")
    return ".".join(part for part in parts if part)


def _fits(said: str, where: str) -> bool:
    """Whether a status in a page, or none, is that of a response."""
    status = where.split(" ")[1]
    success = status[:1] == "2"
    if said == "error":
        return not success
    if not said:
        return success
    return said == status or (said[:1] == "2" and success)
