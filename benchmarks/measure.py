"""Runs one command and says what it cost: CPU, wall-clock seconds, peak memory.

The numbers are the kernel's for the whole process and the children it waited for
(`wait4`), so starting the interpreter counts. A new process starts with its parent's
peak as its own, so callers keep large data out of their own process. Used by
`benchmarks` and by the corpus harness.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

Command = list[str | Path]
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command. `cpu` is user and system seconds; `megabytes` the peak."""

    status: int
    cpu: float
    wall: float
    megabytes: float
    stdout: str
    stderr: str


def run(
    command: Command,
    *,
    directory: Path = ROOT,
    variables: dict[str, str] | None = None,
    seconds: float = 600,
) -> Run:
    """Run to the end, or kill after `seconds`, which gives the status -9. A command that
    cannot be started has the status 127, as in a shell."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=directory,
                env=environment() | (variables or {}),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        except OSError as error:
            return Run(127, 0, 0, 0, "", f"{command[0]}: {error.strerror}")
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        out.seek(0)
        err.seek(0)
        return Run(
            status=process.returncode,
            cpu=usage.ru_utime + usage.ru_stime,
            wall=wall,
            megabytes=usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2),
            stdout=out.read().decode(errors="replace"),
            stderr=err.read().decode(errors="replace"),
        )


def environment() -> dict[str, str]:
    """This process's variables, with bytecode caching as users have it: on."""
    variables = dict(os.environ)
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def specloom() -> Command:
    """The installed command beside this interpreter."""
    return [Path(sys.executable).with_name("specloom")]


def commit() -> str:
    """The commit that is checked out, in markdown, and whether anything differs from it."""
    head = run(["git", "rev-parse", "--short", "HEAD"]).stdout.strip()
    changed = run(["git", "status", "--porcelain", "-uno"]).stdout
    return f"`{head}`" + (" with changes" if changed.strip() else "")
