"""The command: options in, exit codes and diagnostics out; nothing else.

Exit codes: 0 done; 1 a check found something; 2 bad input or usage; 3 the machine
(disk, permissions, or specloom itself). What a command makes goes to stdout,
diagnostics and progress to stderr. There is never a traceback, unless the environment
variable SPECLOOM_DEBUG asks for it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from specloom.diagnostics import Diagnostic, SpecError, diagnostic

DONE, FOUND, BAD, MACHINE = 0, 1, 2, 3
INTERRUPTED = 130

_FOUND = ("SL713", "SL720", "SL721")
"""The codes of refusals that are neither bad input nor the machine's fault."""


def exit_code(item: Diagnostic) -> int:
    """The exit code of a run that one diagnostic has stopped."""
    if item.code.startswith("SL8"):
        return MACHINE
    return FOUND if item.code in _FOUND else BAD


def main() -> NoReturn:
    """The entry point `specloom`. Ends the process."""
    # The process is about to do one thing and end: to look for garbage while modules
    # load, or to free at the end what the system takes back at once, only takes time.
    gc.disable()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code. Raises nothing."""
    from specloom.cli.commands import specloom

    try:
        result = specloom.main(list(arguments), "specloom", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has had enough. Python must not try to flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    from specloom.cli.printing import print_one

    if os.environ.get("SPECLOOM_DEBUG") and not isinstance(error, click.ClickException):
        import traceback

        traceback.print_exception(error)
    item = _diagnosed(error)
    print_one(item)
    return exit_code(item)


def _diagnosed(error: Exception) -> Diagnostic:
    match error:
        case SpecError():
            return error.diagnostic
        case click.ClickException():
            context = getattr(error, "ctx", None)
            page = context.command_path if context else "specloom"
            return diagnostic(
                "SL710", error.format_message(), hint=f"see {page} --help"
            )
        case OSError():
            named = f"{error.filename}: " if error.filename else ""
            return diagnostic("SL805", f"{named}{error.strerror or error}")
        case MemoryError():
            return diagnostic("SL805", "there is not enough memory")
        case ModuleNotFoundError() if not (error.name or "").startswith("specloom"):
            hint = "install specloom again, with its dependencies"
            return diagnostic("SL806", f"{error.name} is not installed", hint=hint)
    message = f"{type(error).__name__}: {error}"
    hint = "run again with SPECLOOM_DEBUG=1, and report what it prints"
    return diagnostic("SL899", message, hint=hint)
