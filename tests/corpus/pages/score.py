"""Recovered against published: the facts of each operation on each page.

In: a :class:`~tests.corpus.pages.vendors.Pair`. Out: :class:`Score`, with one
:class:`Finding` for each fact that does not agree. The definitions:

Operations
    A page documents an operation by a head (see `mentions`), or, where no page of the
    vendor has a head for it, by an example that calls it. Those that the published
    document has as well count; an operation on two pages counts twice, since each page
    is read by itself. *Found* is one that the page's canonical document has, by method
    and path, the names of placeholders left out.

Names
    Those of parameters, and of properties by their path in the request body or in the
    body of a response's status. *Strict* are all that the published document has in the
    operation. *On the page* are those of them that the page's own text names in the same
    place, outside of prose: in a table's name column, by a field component, as the key
    of an example, in a URL. The floors are about names on the page: what a page does not
    say, nobody can read. Of pages with the whole document in them, all are on the page.

    A success without a status in the page answers for the published one. Names under a
    heading that is about neither requests nor responses ("The task object") are on the
    page where what they belong to is.

False names
    Recovered names that the published document does not have, although it names the
    fields in that place. What stands inside an open object, in a response whose status or
    body is not published, or below a schema's own recursion, nobody can judge: *beyond*.

Required
    Of names found, where the page itself says it: a column, a star, a word, `required`
    on a component, a path. A page that is silent leaves it unknown, which is not wrong.
    *All* are all names found.

Type
    Of names found: the set of JSON types without null. An enum is its base type, formats
    do not matter; integer is not number, a map with typed values is not an object, an
    array's items differ if both say what they are. What the published document leaves
    open is not compared. Null is a fact of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.corpus.pages import facts, mentions, vendors
from tests.corpus.pages.facts import Fact, Key, Operation, Place
from tests.corpus.pages.mentions import Line, Mention, Page
from tests.corpus.pages.recovered import Reading, read
from tests.corpus.pages.vendors import Pair


@dataclass(slots=True)
class Tally:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.of += 1

    @property
    def share(self) -> float:
        """In percent; of nothing, none."""
        return 100 * self.hits / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that does not agree, and the line of the page that is about it."""

    kind: str
    key: Key
    place: str
    line: Line
    detail: str
    on_page: bool = True


@dataclass(slots=True)
class Score:
    """The counts of one vendor. `readings` are in the order of the pages."""

    pair: Pair
    readings: list[Reading] = field(default_factory=list)
    operations: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    names: Tally = field(default_factory=Tally)
    false: int = 0
    beyond: int = 0
    required: Tally = field(default_factory=Tally)
    required_all: Tally = field(default_factory=Tally)
    types: Tally = field(default_factory=Tally)
    nullable: Tally = field(default_factory=Tally)
    statuses: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)
    unpublished: list[tuple[Key, Line]] = field(default_factory=list)
    seconds: float = 0.0


def score(pair: Pair, only: str = "") -> Score:
    """Read and compare every page of a pair, or those whose name has `only` in it."""
    result = Score(pair)
    here = vendors.root()
    published = {
        stem: (facts.operations(document), facts.prefixes(document))
        for stem, document in vendors.truth(pair)
    }
    snippets = here / pair.snippets if pair.snippets else None
    paths = vendors.pages(pair)
    scanned = [mentions.scan(path, snippets) for path in paths]
    headed: set[Key] = set()
    for path, page in zip(paths, scanned, strict=True):
        truth = _of(published, path)
        headed |= {key for head in page.heads if (key := resolve(head, *truth))}
    for path, page in zip(paths, scanned, strict=True):
        if only not in path.name:
            continue
        reading = read([path], here, pair.root)
        result.readings.append(reading)
        result.seconds += reading.seconds
        _page(result, page, reading, _of(published, path), headed)
    return result


Truth = tuple[dict[Key, Operation], list[str]]


def _of(published: dict[str, Truth], path: Path) -> Truth:
    """The truth of a page: that of its stem, or of all pages."""
    return published.get(path.stem) or published.get("") or ({}, [])


def resolve(key: Key, known: dict[Key, Operation], prefixes: list[str]) -> Key | None:
    """The published operation that a page means: with or without the server's path, and
    with values in place of placeholders."""
    for prefix in ["", *prefixes]:
        for path in (prefix + key.shape, key.shape.removeprefix(prefix)):
            if (found := Key(key.method, path)) in known:
                return found
    parts = key.shape.split("/")
    fitting = [
        other
        for other in known
        if other.method == key.method
        and len(other.shape.split("/")) == len(parts)
        and all(
            theirs in ("{}", ours)
            for ours, theirs in zip(parts, other.shape.split("/"), strict=True)
        )
    ]
    return min(fitting, key=lambda other: other.shape.count("{}"), default=None)


def _page(
    result: Score, page: Page, reading: Reading, truth: Truth, headed: set[Key]
) -> None:
    known, prefixes = truth
    units: dict[Key, tuple[Line, str]] = {}
    for key, line in page.heads.items():
        found = resolve(key, known, prefixes)
        if found:
            units.setdefault(found, (line, page.templates.get(key, "")))
        else:
            result.unpublished.append((key, line))
    for key, line in page.calls.items():
        found = resolve(key, known, prefixes)
        if found and found not in headed:
            units.setdefault(found, (line, ""))
    pages_prefixes = facts.prefixes(reading.document)
    recovered: dict[Key, Operation] = {}
    for key, operation in facts.operations(reading.document).items():
        found = resolve(key, known, prefixes)
        for prefix in pages_prefixes:
            if not found or found.shape != key.shape:
                longer = key._replace(shape=prefix + key.shape)
                found = found or resolve(longer, known, prefixes)
        if found:
            recovered.setdefault(found, operation)
    if result.pair.embedded and not page.heads:
        top = Line(page.path, 1, "")
        units = dict.fromkeys(known, (top, ""))
    about: dict[Key | None, list[Mention]] = {}
    for mention in page.mentions:
        about_key = mention.key and resolve(mention.key, known, prefixes)
        if mention.key is None or about_key:
            about.setdefault(about_key, []).append(mention)
    for key, (line, _) in units.items():
        ours = recovered.get(key)
        said = _Said(about.get(key, []), about.get(None, []), result.pair.embedded)
        result.operations.add(ours is not None)
        if ours is None:
            why = f"{reading.code} {reading.message}" if reading.code else "not in it"
            why = reading.crash.strip().splitlines()[-1] if reading.crash else why
            result.findings.append(Finding("OPERATION", key, "", line, why))
        _Unit(result, key, line, known[key], ours, said).compare()


class _Said:
    """What the page says of one operation, for looking up places."""

    def __init__(
        self, own: list[Mention], common: list[Mention], embedded: bool
    ) -> None:
        self.embedded = embedded
        self.rooted: dict[tuple[str, str], list[Mention]] = {}
        self.loose: dict[str, list[Mention]] = {}
        for mention in own:
            if mention.side:
                key = (mention.side, mention.path)
                self.rooted.setdefault(key, []).append(mention)
            else:
                self.loose.setdefault(mention.path.split(".")[-1], []).append(mention)
        for mention in common:
            self.loose.setdefault(mention.path.split(".")[-1], []).append(mention)

    def of(self, place: Place) -> list[Mention]:
        """The mentions of a place, best first."""
        side = "response" if place.where.startswith("response") else "request"
        path = skeleton(place.path)
        found = [
            mention
            for mention in self.rooted.get((side, path), ())
            if side == "request" or _status_fits(mention.status, place.where)
        ]
        if found or place.where == "parameter":
            return found or self.rooted.get((side, path.lower()), [])
        around, dot, name = path.rpartition(".")
        if dot and self.of(Place(place.where, around)):
            return self.loose.get(name, [])
        return []


def skeleton(path: str) -> str:
    """A path without arrays and maps, as a page writes it."""
    return ".".join(
        part for part in path.replace("[]", ".").replace("{}", ".").split(".") if part
    )


def _status_fits(said: str, where: str) -> bool:
    status = where.split(" ")[1]
    success = status[:1] == "2"
    if said == "error":
        return not success
    if said in ("", "2XX"):
        return success
    return said == status or (said[:1] == "2" and success)


class _Unit:
    """One operation on one page."""

    def __init__(
        self,
        result: Score,
        key: Key,
        line: Line,
        truth: Operation,
        ours: Operation | None,
        said: _Said,
    ) -> None:
        self.result = result
        self.key = key
        self.line = line
        self.truth = truth
        self.said = said
        self.ours = ours
        self.fields = self._aligned(ours) if ours else {}

    def _aligned(self, ours: Operation) -> dict[Place, Fact]:
        """Our fields under the published statuses and names of path parameters."""
        names = dict(
            zip(
                facts.placeholders(ours.path)[::-1],
                facts.placeholders(self.truth.path)[::-1],
                strict=False,
            )
        )
        wheres = self._statuses(ours)
        fields: dict[Place, Fact] = {}
        for place, fact in ours.fields.items():
            path = place.path
            if fact.location == "path":
                path = names.get(path, path)
            fields[Place(wheres.get(place.where, place.where), path)] = fact
        return fields

    def _statuses(self, ours: Operation) -> dict[str, str]:
        """A single success answers for a single success of another status."""
        good = [code for code in self.truth.statuses if code[:1] == "2"]
        mine = [code for code in ours.statuses if code[:1] == "2"]
        if good:
            same = bool(set(good) & set(mine))
            self.result.statuses.add(same)
            if mine and not same:
                detail = f"published {', '.join(good)}; recovered {', '.join(mine)}"
                self._find("STATUS", "", self.line, detail)
                return {f"response {mine[0]}": f"response {good[0]}"}
        return {}

    def _find(
        self, kind: str, place: str, line: Line, detail: str, on_page: bool = True
    ) -> None:
        finding = Finding(kind, self.key, place, line, detail, on_page)
        self.result.findings.append(finding)

    def compare(self) -> None:
        for place, fact in self.truth.fields.items():
            if place.path.endswith(("[]", "{}")):
                continue
            said = self.said.of(place)
            on_page = bool(said) or self.said.embedded
            ours = self.fields.get(place)
            self.result.strict.add(ours is not None)
            if on_page:
                self.result.names.add(ours is not None)
            if ours is None:
                self._missing(place, fact, said, on_page)
            else:
                self._found(place, fact, ours, said)
        if self.ours is not None:
            for place in self.fields:
                if place not in self.truth.fields:
                    self._surplus(place)

    def _missing(
        self, place: Place, fact: Fact, said: list[Mention], on_page: bool
    ) -> None:
        line = said[0].line if said else self.line
        by = f", by {said[0].source}" if said else ""
        detail = f"{fact.type}{', required' if fact.required else ''}{by}"
        if self.ours is not None:
            bare = skeleton(place.path)
            near = [str(p) for p in self.fields if skeleton(p.path) == bare]
            detail += f"; recovered as {' and '.join(near)}" if near else ""
        self._find("MISSING", str(place), line, detail, on_page)

    def _found(self, place: Place, fact: Fact, ours: Fact, said: list[Mention]) -> None:
        line = said[0].line if said else self.line
        agrees = ours.required == fact.required
        self.result.required_all.add(agrees)
        marks = [mention for mention in said if mention.required is not None]
        if marks or self.said.embedded:
            self.result.required.add(agrees)
            if not agrees:
                detail = f"published {_required(fact.required)}, recovered not so"
                if marks:
                    mark, line = marks[0].required, marks[0].line
                    detail += f"; the page says {_required(bool(mark))}"
                self._find("REQUIRED", str(place), line, detail)
                line = said[0].line if said else self.line
        if fact.kinds:
            same = same_type(fact, ours)
            self.result.types.add(same)
            if not same:
                detail = f"published {fact.type}, recovered {ours.type}"
                self._find("TYPE", str(place), line, detail)
        if fact.kinds or fact.nullable:
            same = fact.nullable == ours.nullable
            self.result.nullable.add(same)
            if not same:
                detail = f"published {'' if fact.nullable else 'not '}nullable"
                self._find("NULLABLE", str(place), line, detail)

    def _surplus(self, place: Place) -> None:
        """A recovered place that is not published: false, or beyond judging."""
        if place.path.endswith(("[]", "{}")):
            return
        said = self.said.of(place)
        line = said[0].line if said else self.line
        if self._judged(place):
            self.result.false += 1
            ours = self.fields[place]
            by = (
                f"the page names it, by {said[0].source}" if said else "not on the page"
            )
            self._find("FALSE", str(place), line, f"{ours.type}; {by}")
        else:
            self.result.beyond += 1
            self._find("BEYOND", str(place), line, self.fields[place].type, False)

    def _judged(self, place: Place) -> bool:
        """Whether the published document names the fields of the place around it."""
        where, path = place
        if where == "parameter":
            return True
        if where == "request" and "request" not in self.truth.roots:
            return True
        if where not in self.truth.roots:
            return False
        path = facts.outer(path)
        while path:
            around = self.truth.fields.get(Place(where, path))
            if around is not None:
                return around.named and not around.cut
            path = facts.outer(path)
        root = self.truth.roots[where]
        return root.named and not root.cut


def same_type(truth: Fact, ours: Fact) -> bool:
    """See the module."""
    if truth.kinds != ours.kinds:
        return False
    return not truth.items or not ours.items or truth.items == ours.items


def _required(required: bool) -> str:
    return "required" if required else "optional"


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
