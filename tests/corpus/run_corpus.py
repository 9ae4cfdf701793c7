"""`make test-corpus`: specloom over every real specification of the corpus.

For each document of the corpus's MANIFEST.tsv the real command runs as a process of its
own, every generated module is imported under `-W error` and every model built, the
server is asked for every operation, black judges the layout, and the generator's counts
are held against those that `count_raw` took from the raw document. Prints a table; exits
1 where something does not hold.

    python -m tests.corpus.run_corpus [--only TEXT] [--types] [--write] ...

What it reads of a run is the JSON that `specloom generate --format json` prints on
stdout, one object:

    {"apis": [{
        "package": "acme",
        "operations": {"in": 3, "out": 2, "listed": 1},
        "declarations": {"in": 9, "out": 9, "listed": 0},
        "webhooks": {"in": 0, "out": 0, "listed": 0},
        "files": 12,            generated files
        "written": 12,          of them written by this run; 0 when nothing changed
        "lines": 1804,          lines of generated Python, without _runtime/
        "gaps": {"CODE": 1},    diagnostics of severity gap, by code
        "fields": 52,           model fields
        "any": {"CAUSE": 1},    those whose type holds Any, by cause
        "names": {"total": 70, "numbered": 0},   Python names made; ending in a number
        "seconds": 0.21}],      wall clock, by the generator itself
     "diagnostics": [{"code": "...", "severity": "error", "message": "...",
                      "file": "api.yaml", "line": 3, "column": 5,
                      "pointer": "/paths/~1a/get", "hint": null}]}

`in` is what the documents declare: operations as `count_raw` counts them, declarations
as entries of `components.schemas` or `definitions` of the root document; `out` of them
reached the package; `listed` have a row in GAPS.md in their place. The cause
`unspecified` is a schema that says nothing; every other cause is a shortcoming.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, Command, Run, run, specloom
from tests.corpus import judges, table
from tests.corpus.count_raw import corpus_root, manifest
from tests.corpus.outcome import Outcome, Tally

COUNT_RAW = Path(__file__).with_name("count_raw.py")
IMPORT_ALL = Path(__file__).with_name("import_all.py")
SERVE_ALL = Path(__file__).with_name("serve_all.py")
MOST_ANY = 0.005
MOST_NUMBERED = 0.02
TYPED_BELOW = 300_000
TYPED_TOO = {"large/openai.yaml", "large/discord.json", "large/box.json"}


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    options.output = options.output.resolve()
    corpus = options.corpus = options.corpus.resolve()
    if not (corpus / "openapi" / "MANIFEST.tsv").is_file():
        print(f"no corpus at {corpus}; set SPECLOOM_CORPUS", file=sys.stderr)
        return 0
    rows = [row for row in manifest(corpus) if options.only in row["path"]]
    options.output.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(lambda row: examine(row, options), rows))
    beyond = limits(outcomes)
    print(table.text(outcomes, beyond))
    if options.write:
        page = ROOT / "docs" / "status" / "corpus.md"
        page.write_text(table.markdown(outcomes, beyond, typed=options.types))
        print(f"wrote {page.relative_to(ROOT)}")
    return 1 if beyond or any(outcome.wrong for outcome in outcomes) else 0


def limits(outcomes: Sequence[Outcome]) -> list[str]:
    """What holds for the corpus as a whole, and does not."""
    beyond = []
    total = table.total(outcomes)
    if total.shortcomings >= MOST_ANY * total.fields:
        beyond.append(f"`Any` is {MOST_ANY:.1%} of fields or more")
    if total.numbered >= MOST_NUMBERED * total.names:
        beyond.append(f"{MOST_NUMBERED:.0%} of names or more end in a number")
    return beyond


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run_corpus")
    add = parser.add_argument
    add("--corpus", type=Path, default=corpus_root(), help="default %(default)s")
    add("--only", default="", metavar="TEXT", help="documents whose path holds TEXT")
    add("--output", type=Path, default=ROOT / ".cache" / "corpus", metavar="DIR")
    add("--jobs", type=int, default=2, choices=(1, 2), help="default %(default)s")
    add("--no-import", action="store_true", help="generate only")
    add("--no-black", action="store_true", help="do not judge the layout")
    add("--types", action="store_true", help="mypy --strict and pyright strict as well")
    add("--write", action="store_true", help="write docs/status/corpus.md")
    return parser.parse_args(arguments)


def package_name(path: str) -> str:
    """A package name from a document's path; distinct for distinct paths here."""
    stem = path.removeprefix("various/").removeprefix("large/").rsplit(".", 1)[0]
    stem = stem.rsplit("/", 1)[-1].lower()
    return "api_" + "".join(c if c.isalnum() else "_" for c in stem)


def examine(row: dict[str, str], options: argparse.Namespace) -> Outcome:
    """Everything about one document. Never raises for what the generator did."""
    source = options.corpus / "openapi" / row["path"]
    outcome = Outcome(row["path"], row["spec"], package_name(row["path"]))
    tree = options.output / outcome.package
    shutil.rmtree(tree, ignore_errors=True)
    command = [*specloom(), "generate", source, "--output", options.output]
    command += ["--package", outcome.package, "--format", "json"]
    generated = run(command, directory=options.output)
    outcome.cpu, outcome.megabytes = generated.cpu, generated.megabytes
    if generated.status != 0:
        outcome.flag(f"generate: exit {generated.status}: {last_line(generated)}")
        return outcome
    if generated.stderr.lstrip().startswith("Traceback"):
        outcome.flag("generate: a traceback on stderr")
    read_summary(generated.stdout, outcome)
    compare(source, tree, outcome)
    if not options.no_import:
        check_imports(outcome, options)
    if not options.no_black:
        outcome.flag(*judges.black(tree, options.output))
    if options.types and typed(row):
        outcome.flag(*judges.types(tree, options.output))
        outcome.typed = True
    return outcome


def typed(row: dict[str, str]) -> bool:
    return int(row["bytes"]) < TYPED_BELOW or row["path"] in TYPED_TOO


def read_summary(text: str, outcome: Outcome) -> None:
    """Fill `outcome` from the generator's JSON; flag what is not as documented."""
    try:
        (api,) = json.loads(text)["apis"]
        outcome.operations = tally(api["operations"])
        outcome.declarations = tally(api["declarations"])
        outcome.webhooks = tally(api["webhooks"])
        outcome.files, outcome.lines = api["files"], api["lines"]
        outcome.gaps, outcome.any = api["gaps"], api["any"]
        outcome.fields = api["fields"]
        outcome.names = api["names"]["total"]
        outcome.numbered = api["names"]["numbered"]
    except (ValueError, KeyError, TypeError) as error:
        outcome.flag(f"summary: {type(error).__name__}: {error}")


def tally(node: dict[str, int]) -> Tally:
    return Tally(node["in"], node["out"], node["listed"])


def compare(source: Path, tree: Path, outcome: Outcome) -> None:
    """Hold the generator's counts against the raw document, and its canonical document
    against both: the number of operations in it must be the number that went out."""
    raw = raw_ids(source)
    for what in ("operations", "declarations", "webhooks"):
        claimed: Tally = getattr(outcome, what)
        if claimed.in_ != len(raw[what]):
            outcome.flag(f"{what}: says {claimed.in_} in, has {len(raw[what])}")
        if claimed.in_ != claimed.out + claimed.listed:
            outcome.flag(f"{what}: {claimed.in_} in, {claimed.out}+{claimed.listed}")
    canonical = tree / "openapi.json"
    if not canonical.is_file():
        outcome.flag("no openapi.json")
        return
    found = len(raw_ids(canonical)["operations"])
    if found != outcome.operations.out:
        outcome.flag(f"openapi.json has {found} operations")


def raw_ids(path: Path) -> dict[str, list[Any]]:
    """`count_raw`'s ids, by a process of its own, so that this one stays small."""
    counted = run([sys.executable, COUNT_RAW, "--ids", path])
    if counted.status != 0:
        raise RuntimeError(f"count_raw failed on {path}: {last_line(counted)}")
    ids: dict[str, list[Any]] = json.loads(counted.stdout)
    return ids


def check_imports(outcome: Outcome, options: argparse.Namespace) -> None:
    """Import every module; then, if that works, ask the server for every operation."""
    variables = {"PYTHONPATH": os.fspath(options.output)}
    steps = [("import", IMPORT_ALL)]
    if (options.output / outcome.package / "server").is_dir():
        steps.append(("serve", SERVE_ALL))
    for what, script in steps:
        command: Command = [sys.executable, "-W", "error", script, outcome.package]
        done = run(command, directory=options.output, variables=variables)
        if done.status == 0:
            continue
        failures = done.stdout.splitlines()
        outcome.flag(f"{what}: {last_line(done)}" if not failures else "")
        outcome.flag(*(f"{what}: {line}" for line in failures[:5]))
        if len(failures) > 5:
            outcome.flag(f"{what}: and {len(failures) - 5} more")
        break


def last_line(finished: Run) -> str:
    lines = (finished.stderr.strip() or finished.stdout.strip()).splitlines()
    return lines[-1][:300] if lines else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
