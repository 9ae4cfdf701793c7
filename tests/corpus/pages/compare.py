"""One operation on one page: recovered facts against published ones.

In: both as :class:`~tests.corpus.pages.facts.Operation`, and what the page says. Out:
counts and findings, added to a :class:`Score`. What the counts mean stands in `score`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.corpus.pages import facts
from tests.corpus.pages.facts import Fact, Key, Operation, Place
from tests.corpus.pages.mentions import Line, Mention
from tests.corpus.pages.recovered import Reading
from tests.corpus.pages.said import Said, skeleton
from tests.corpus.pages.vendors import Pair
from tests.corpus.pages.words import bases


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
    """A fact that does not agree, and the line of the page that is about it.

    `on_page` is false of what the page does not say. `by_page`: we have it as the page
    says it, and the published document is of another opinion.
    """

    kind: str
    key: Key
    place: str
    line: Line
    detail: str
    on_page: bool = True
    by_page: bool = False


@dataclass(slots=True)
class Score:
    """The counts of one vendor. `readings` are in the order of the pages."""

    pair: Pair
    readings: list[Reading] = field(default_factory=list)
    operations: Tally = field(default_factory=Tally)
    names: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    false: int = 0
    page_only: int = 0
    beyond: int = 0
    required: Tally = field(default_factory=Tally)
    required_answers: Tally = field(default_factory=Tally)
    answers_page: Tally = field(default_factory=Tally)
    required_page: Tally = field(default_factory=Tally)
    types: Tally = field(default_factory=Tally)
    types_page: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    nullable: Tally = field(default_factory=Tally)
    statuses: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)
    unpublished: list[tuple[Key, Line]] = field(default_factory=list)
    seconds: float = 0.0


class Comparison:
    """The facts of one operation, side by side. `line` is where the page heads it."""

    def __init__(
        self,
        score: Score,
        line: Line,
        truth: Operation,
        ours: Operation | None,
        said: Said,
    ) -> None:
        self.score = score
        self.line = line
        self.truth = truth
        self.ours = ours
        self.said = said
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
        if not good:
            return {}
        same = bool(set(good) & set(mine))
        self.score.statuses.add(same)
        if same or not mine:
            return {}
        detail = f"published {', '.join(good)}; recovered {', '.join(mine)}"
        self._find("STATUS", "", self.line, detail)
        return {f"response {mine[0]}": f"response {good[0]}"}

    def run(self) -> None:
        """Count, and find what does not agree."""
        for place, fact in self.truth.fields.items():
            if place.path.endswith(("[]", "{}")):
                continue
            said = self.said.of(place)
            on_page = bool(said) or self.said.whole
            ours = self.fields.get(place)
            self.score.strict.add(ours is not None)
            if on_page:
                self.score.names.add(ours is not None)
            if ours is None:
                self._missing(place, fact, said, on_page)
            else:
                self._required(place, fact, ours, said)
                self._type(place, fact, ours, said)
        if self.ours is not None:
            for place in self.fields:
                if place not in self.truth.fields:
                    self._surplus(place)

    def _missing(
        self, place: Place, fact: Fact, said: list[Mention], on_page: bool
    ) -> None:
        by = f", by {said[0].source}" if said else ""
        detail = f"{fact.type}{', required' if fact.required else ''}{by}"
        if self.ours is not None:
            bare = skeleton(place.path)
            near = [str(p) for p in self.fields if skeleton(p.path) == bare]
            near = [other for other in near if other != str(place)]
            detail += f"; recovered as {' and '.join(near)}" if near else ""
        self._find("MISSING", str(place), self._line(said), detail, on_page=on_page)

    def _required(
        self, place: Place, fact: Fact, ours: Fact, said: list[Mention]
    ) -> None:
        marks = [mention for mention in said if mention.required is not None]
        if not marks and not self.said.whole:
            return
        agrees = ours.required == fact.required
        answer = place.where.startswith("response")
        tally = self.score.required_answers if answer else self.score.required
        tally.add(agrees)
        by_page = bool(marks) and marks[0].required == ours.required
        if marks:
            pages = self.score.answers_page if answer else self.score.required_page
            pages.add(by_page)
        detail = f"published {_spelled(fact)}, recovered {_spelled(ours)}"
        if marks:
            mark = "required" if marks[0].required else "optional"
            detail += f"; the page says {mark}"
        if not agrees or (marks and not by_page):
            kind = "ANSWER-REQUIRED" if answer else "REQUIRED"
            line = self._line(marks)
            self._find(kind, str(place), line, detail, by_page=by_page)

    def _type(self, place: Place, fact: Fact, ours: Fact, said: list[Mention]) -> None:
        words = [mention for mention in said if mention.type]
        line = self._line(words or said)
        stated = bases(words[0].type) if words else None
        by_page = stated is not None and same_stated(stated, ours)
        told = self.said.whole or words or any(mention.telling for mention in said)
        if fact.kinds and (ours.kinds or told):
            if stated is not None:
                self.score.types_page.add(by_page)
            same, exact = same_base(fact, ours), same_type(fact, ours)
            self.score.types.add(same)
            self.score.exact.add(exact)
            detail = f"published {fact.type}, recovered {ours.type}"
            if words:
                detail += f"; the page says {words[0].type!r}"
            if not exact:
                kind = "FORM" if same else "TYPE"
                self._find(kind, str(place), line, detail, by_page=by_page)
        if fact.kinds or fact.nullable:
            same = fact.nullable == ours.nullable
            self.score.nullable.add(same)
            if not same:
                detail = f"published {'' if fact.nullable else 'not '}nullable"
                self._find("NULLABLE", str(place), line, detail)

    def _surplus(self, place: Place) -> None:
        """A recovered place that is not published: false, on the page, or beyond."""
        if place.path.endswith(("[]", "{}")):
            return
        said = self.said.of(place)
        line, kind = self._line(said), self.fields[place].type
        if not self._judged(place):
            self.score.beyond += 1
            self._find("BEYOND", str(place), line, kind, on_page=False)
        elif said:
            self.score.page_only += 1
            detail = f"{kind}; not published, by {said[0].source} of the page"
            self._find("PAGE-ONLY", str(place), line, detail, by_page=True)
        else:
            self.score.false += 1
            detail = f"{kind}; neither published nor on the page"
            self._find("FALSE", str(place), line, detail)

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

    def _line(self, said: list[Mention]) -> Line:
        return said[0].line if said else self.line

    def _find(
        self,
        kind: str,
        place: str,
        line: Line,
        detail: str,
        *,
        on_page: bool = True,
        by_page: bool = False,
    ) -> None:
        key = self.truth.key
        finding = Finding(kind, key, place, line, detail, on_page, by_page)
        self.score.findings.append(finding)


def base(fact: Fact) -> frozenset[str]:
    """The base types: integers are numbers, maps objects, arrays what is in them."""
    plain = {"integer": "number", "map": "object"}
    kinds = fact.kinds
    if fact.items:
        kinds = (kinds - {"array"}) | fact.items
    return frozenset(plain.get(kind, kind) for kind in kinds)


def same_stated(stated: frozenset[str], ours: Fact) -> bool:
    """Whether the page's words fit; those for an array may leave out what is in it."""
    return stated == base(ours) or (stated == {"array"} and "array" in ours.kinds)


def same_base(truth: Fact, ours: Fact) -> bool:
    """Whether the base types are the same. An array of who knows what is any array."""
    if base(truth) == base(ours):
        return True
    known = truth.items and ours.items
    if known or "array" not in truth.kinds & ours.kinds:
        return False
    one, other = (Fact(fact.kinds - {"array"}) for fact in (truth, ours))
    return base(one) == base(other)


def same_type(truth: Fact, ours: Fact) -> bool:
    """Whether the types are the same, and those of items where both say them."""
    if truth.kinds != ours.kinds:
        return False
    return not truth.items or not ours.items or truth.items == ours.items


def _spelled(fact: Fact) -> str:
    return "required" if fact.required else "optional"
