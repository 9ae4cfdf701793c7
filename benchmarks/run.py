"""`make bench`: what generation costs, beside other generators, on this machine.

    python -m benchmarks.run [--runs N] [--only TEXT] [--write]

Each job is a whole process, run once to warm caches and compile bytecode and then N
times, a short one more often; best and median CPU seconds and the largest peak memory
are printed, then the ratios that matter. Nothing is asserted. Documents come from the
corpus (`$SPECLOOM_CORPUS`, else `../shared/corpus`); without it only what needs none
runs. The last table is of calls (`benchmarks.calls`). `--write` keeps what was printed in
docs/status/bench.md.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import rivals, synthetic
from benchmarks.measure import ROOT, Command, Run, commit, run, specloom
from tests.corpus.count_raw import corpus_root

CACHE = ROOT / ".cache" / "bench"
PAGE = ROOT / "docs" / "status" / "bench.md"
NAIVE = Path(__file__).with_name("naive.py")
NODES = (1_000, 5_000, 20_000, 50_000)
SHORT = 2.0
"""Seconds. A job whose runs take less in all is run more often."""

MOST_RUNS = 12
IMPORT_BARE = "import httpx2, pydantic"
IMPORT_CLIENT = "import httpx2, pydantic, api; api.Client(base_url='http://127.0.0.1')"


@dataclass(frozen=True, slots=True)
class Job:
    """A command to time; `prepare` runs before each time, unmeasured."""

    name: str
    command: Command
    prepare: Callable[[], object] | None = None
    variables: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a job cost: CPU seconds, and the peak in megabytes."""

    best: float
    median: float
    megabytes: float


class Bench:
    """Times jobs and prints a line for each as it is known."""

    def __init__(self, runs: int, only: str) -> None:
        self.runs = runs
        self.only = only
        self.costs: dict[str, Cost] = {}
        self.printed: list[str] = []

    def say(self, *lines: str) -> None:
        """Print at once, and remember for the page."""
        print(*lines, sep="\n", flush=True)
        self.printed += lines

    def time(self, job: Job) -> None:
        if self.only not in job.name:
            return
        done: list[Run] = []
        while not self._enough(done):
            if job.prepare:
                job.prepare()
            done.append(run(job.command, variables=job.variables))
            if done[-1].status != 0:
                reason = (done[-1].stderr.strip() or "no message").splitlines()[-1]
                self.say(f"{job.name:<44}  failed: {reason[:200]}")
                return
        times = [measured.cpu for measured in done[1:]]
        peak = max(measured.megabytes for measured in done)
        cost = Cost(min(times), statistics.median(times), peak)
        self.costs[job.name] = cost
        self.say(
            f"{job.name:<44} {cost.best:>8.2f} {cost.median:>8.2f}"
            f" {cost.megabytes:>7.0f}"
        )

    def _enough(self, done: list[Run]) -> bool:
        """Whether the runs so far, the warm one among them, will do."""
        if len(done) <= self.runs:
            return False
        return len(done) > MOST_RUNS or sum(it.wall for it in done) >= SHORT

    def best(self, name: str) -> float | None:
        cost = self.costs.get(name)
        return cost.best if cost else None


def generate(name: str, source: Path, folder: Path, package: str = "api") -> Job:
    """The whole job from nothing: the output folder is new for each run."""

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    command: Command = [*specloom(), "generate", source, "--output", folder]
    return Job(name, [*command, "--package", package], prepare)


def corpus_jobs(large: Path, out: Path) -> Iterator[Job]:
    """The largest real documents, and what others take for the first of them."""
    github = large / "github.json"
    naive: Command = [sys.executable, NAIVE, github, out / "naive.txt"]
    yield Job("a naive walk of github.json", naive)
    yield generate("specloom github.json", github, out / "github")
    yield Job(
        "datamodel-codegen github.json, models",
        rivals.datamodel_codegen(github, out / "github.py"),
    )
    if compiler := rivals.openapi_typescript(CACHE):
        yield Job(
            "openapi-typescript github.json, types",
            [*compiler, github, "--output", out / "github.ts"],
        )
    for name in ("openai.yaml", "stripe.yaml"):
        yield generate(f"specloom {name}", large / name, out / name)


def import_jobs(out: Path) -> Iterator[Job]:
    """The generated package of `github.json`, which `corpus_jobs` left behind."""
    variables = {"PYTHONPATH": os.fspath(out / "github")}
    for name, code in (
        ("import httpx2, pydantic", IMPORT_BARE),
        ("and the package, and its client", IMPORT_CLIENT),
    ):
        yield Job(name, [sys.executable, "-c", code], variables=variables)


def node_jobs(out: Path) -> Iterator[Job]:
    """One document per size; the smallest is what starting costs."""
    for nodes in (0, *NODES):
        source = out / f"synthetic-{nodes}.json"
        synthetic.write(source, nodes)
        yield generate(f"specloom {nodes:,} schema nodes", source, out / f"n{nodes}")


def ratios(bench: Bench) -> Iterator[str]:
    """What the times say side by side, a line each; none where a job is missing."""
    ours = bench.best("specloom github.json")
    for name in (
        "datamodel-codegen github.json, models",
        "openapi-typescript github.json, types",
    ):
        theirs = bench.best(name)
        if ours and theirs:
            yield f"specloom takes {ours / theirs:.2f} of {name}"
    bare = bench.best("import httpx2, pydantic")
    client = bench.best("and the package, and its client")
    naive = bench.best("a naive walk of github.json")
    if ours and naive:
        yield f"specloom takes {ours / naive:.1f} times a naive walk of github.json"
    if bare and client:
        yield f"importing the package and building its client adds {client - bare:.2f} s"
    start = bench.best("specloom 0 schema nodes")
    for nodes in NODES:
        cost = bench.best(f"specloom {nodes:,} schema nodes")
        if start and cost:
            each = (cost - start) / nodes * 1e6
            yield f"{nodes:>7,} schema nodes: {each:5.1f} microseconds each"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.run")
    parser.add_argument("--runs", type=int, default=3, help="default %(default)s")
    parser.add_argument("--only", default="", metavar="TEXT", help="jobs with TEXT")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    options = parser.parse_args(arguments)
    bench = Bench(options.runs, options.only)
    CACHE.mkdir(parents=True, exist_ok=True)
    bench.say(
        f"{platform.python_implementation()} {platform.python_version()},"
        f" {os.cpu_count()} processors, {options.runs} runs or more after a warm one",
        "",
        f"{'whole process':<44} {'best s':>8} {'median':>8} {'MB':>7}",
    )
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        for job in jobs(Path(folder), bench):
            bench.time(job)
    bench.say("", *ratios(bench))
    if options.only in "calls":
        done = run([sys.executable, "-m", "benchmarks.calls"])
        bench.say("", done.stdout.rstrip() or done.stderr.strip())
    if options.write:
        keep(bench)
    return 0


def jobs(out: Path, bench: Bench) -> Iterator[Job]:
    """What is timed, in order; each job is made when the ones before it are done."""
    page = ROOT / "specs" / "devic" / "create-thread.md"
    yield Job("specloom --help", [*specloom(), "--help"])
    yield generate("specloom, a page", page, out / "page")
    large = corpus_root() / "openapi" / "large"
    if large.is_dir():
        yield from corpus_jobs(large.resolve(), out)
        yield from import_jobs(out)
    else:
        bench.say(f"no corpus at {corpus_root()}; set SPECLOOM_CORPUS")
    yield from node_jobs(out)


def keep(bench: Bench) -> None:
    """Write what was printed to the page, headed with the commit."""
    lines = [
        "# What generation costs",
        "",
        f"Written by `make bench WRITE=1` on commit {commit()}. CPU seconds of whole"
        " processes, all in one run on one machine.",
        "",
        *("```", *bench.printed, "```"),
    ]
    PAGE.write_text("\n".join(lines) + "\n")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
