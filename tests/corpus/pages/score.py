"""Recovered against published: the facts of each operation on each page.

In: a :class:`~tests.corpus.pages.vendors.Pair`. Out: :class:`Score`, with a `Finding`
for each fact that does not agree. docs/status/pages.md has the definitions as well:

- **Operations.** A page documents an operation by a head: a heading, a component, front
  matter or a line of code with method and path; or, where no page of the vendor has a
  head for it, by an example that calls it. Those that the published document has as well
  count; one on two pages counts twice, since each page is read by itself. Found is one
  that the page's canonical document has, by method and path; what placeholders are
  called does not matter.
- **Names.** Those of parameters, and of properties by their path in the request body or
  in the body of a response's status. *On page* are the published names that the page's
  text has in the same place: in the name column of a table, in a component, as the key
  of an example, at the head of an item of a list, in a URL; not those in prose. What is
  under a heading about neither requests nor answers ("The task object") is on the page
  where what it belongs to is. *Strict* are all published names of the operation. A
  success without a status in the page answers for the published one.
- **False.** Recovered names that neither the published document nor the page has in that
  place. *Page only*: the page has it, the published document, which names the fields
  there, does not. Names in open objects, in answers whose body is not published and below
  a recursion cannot be judged.
- **Required.** Of names found in requests, where the page itself says whether they are:
  by a column, a star, a word, a component's attribute, as part of the path. A page that
  is silent leaves it unknown, which is not wrong. *By page*: ours against the page's
  word. *In answers* is the same of responses, where some published documents mark nothing.
- **Types.** Of names found, the set of base types without null: integers are numbers,
  maps are objects, an array is what is in it, an enumeration is its base type, formats do
  not matter. *By page*: ours against the page's words. *Exact*: an integer is not a number, a map with typed values not an object,
  an array not its item. What is published as open to everything is not compared, nor
  what we leave open where the page shows neither a type nor a value. *Null* is whether
  null is allowed.
"""

from __future__ import annotations

from pathlib import Path

from tests.corpus.pages import facts, mentions, vendors
from tests.corpus.pages.compare import Comparison, Finding, Score
from tests.corpus.pages.facts import Key, Operation
from tests.corpus.pages.mentions import Line, Mention, Page
from tests.corpus.pages.recovered import Reading, read
from tests.corpus.pages.said import Said
from tests.corpus.pages.vendors import Pair


def score(pair: Pair, only: str = "", *, literally: bool = False) -> Score:
    """Read and compare every page of a pair, or those whose name has `only` in it.

    `literally` takes the published documents for recovered: its counts *by page* are what
    a reader who believes the page's every word can reach.
    """
    result = Score(pair)
    here = vendors.root()
    documents = dict(vendors.truth(pair))
    published = {
        stem: (facts.operations(document), facts.prefixes(document))
        for stem, document in documents.items()
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
        if literally:
            reading = Reading(path, documents.get(path.stem) or documents.get(""))
        else:
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
        own, common = about.get(key, []), about.get(None, [])
        said = Said(own, common, result.pair.embedded)
        result.operations.add(ours is not None)
        if ours is None:
            why = f"{reading.code} {reading.message}" if reading.code else "not in it"
            why = reading.crash.strip().splitlines()[-1] if reading.crash else why
            result.findings.append(Finding("OPERATION", key, "", line, why))
        Comparison(result, line, known[key], ours, said).run()
