"""The commands and their options. Each imports what it needs when it runs, so that
`specloom --help` imports click and nothing else that is heavy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from specloom import __version__
from specloom.cli import BAD, DONE, FOUND

if TYPE_CHECKING:
    from specloom.cli.printing import Color

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Path(click.Path):
    """A path; the empty one, such as that of a variable not set, is none."""

    def convert(self, value: Any, *more: Any) -> Any:
        if value == "":
            self.fail("the path is empty", *more)
        return super().convert(value, *more)


_FOLDER = _Path(file_okay=False, path_type=Path)
_FILE = _Path(dir_okay=False, path_type=Path)
_VERBATIM = "\b"


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"""{_VERBATIM}
Start with:
  specloom validate api.yaml                        what is wrong with it?
  specloom generate api.yaml --output generated     typed Python from it

Exit codes: 0 done, 1 a check found something, 2 bad input or usage, 3 the machine.
""",
)
@click.version_option(__version__, message="specloom %(version)s")
@click.pass_context
def specloom(context: click.Context) -> None:
    """Weave OpenAPI documents and documentation pages into typed Python.

    SPEC is an OpenAPI document (JSON or YAML), a documentation page with one in it, a
    folder, a glob, or - for the standard input. Several of them are one API.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(BAD)


def _color(function: _Function) -> _Function:
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour diagnostics; auto: on a terminal.",
    )(function)


def _root(function: _Function) -> _Function:
    return click.option(
        "--root",
        metavar="DIR",
        help="The folder that references between files may not leave.  "
        "[default: the one that all of SPEC is in]",
    )(function)


def _specs(function: _Function) -> _Function:
    return click.argument("specs", metavar="SPEC...", nargs=-1, required=True)(function)


def _overlays(function: _Function) -> _Function:
    return click.option(
        "--overlay",
        "overlays",
        metavar="FILE",
        multiple=True,
        help="Apply an OpenAPI Overlay; may be given several times.",
    )(function)


@specloom.command(epilog=f"""{_VERBATIM}
Without --output, the APIs come from [tool.specloom] in pyproject.toml, or specloom.toml:
{_VERBATIM}
  [tool.specloom.apis.pets]
  sources = ["specs/pets/*.yaml"]      # paths, folders, globs
  package = "pets"                     # default: the API's name
  base_url = "https://pets.example"    # default: the document's first server
  overlays = ["overlays/pets.yaml"]    # what you know better (OpenAPI Overlay)

{_VERBATIM}
Examples:
  specloom generate                                  all configured APIs
  specloom generate pets                             one of them
  specloom generate pets.yaml -o generated           no configuration: generated/pets/
  specloom generate docs/ -o generated --package pets
""")
@click.argument("names", metavar="[API | SPEC]...", nargs=-1)
@click.option("-o", "--output", metavar="DIR", type=_FOLDER, help="Where to write.")
@click.option("--package", metavar="NAME", help="The package's name, with --output.")
@click.option("--base-url", metavar="URL", help="What clients call, with --output.")
@_root
@_overlays
@click.option("--config", type=_FILE, help="Use this file of configuration.")
@click.option(
    "--scaffold",
    metavar="DIR",
    type=_FOLDER,
    help="Also write server stubs there, once; what is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over files edited by hand.")
@click.option("--strict", is_flag=True, help="Exit 1 if there are gaps or errors.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Show every gap and warning.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: one object on stdout, with counts and diagnostics.",
)
@_color
def generate(**options: Any) -> int:
    """Write typed models, clients and server skeletons."""
    from specloom.cli.generating import generate

    return generate(**options)


@specloom.command(epilog=f"""{_VERBATIM}
Examples:
  specloom dump pets.yaml
  specloom dump pets.yaml --stage ready     after the passes that prepare code
  specloom dump docs/ --reader              which reader took each file, and why
""")
@_specs
@_root
@_overlays
@click.option(
    "--stage",
    type=click.Choice(["published", "ready"]),
    default="published",
    help="As published, or prepared for code.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--spans", is_flag=True, help="Show where each fact stands.")
@click.option("--reader", is_flag=True, help="Show who reads each file, and stop.")
@_color
def dump(
    specs: tuple[str, ...],
    root: str | None,
    overlays: tuple[str, ...],
    stage: str,
    form: str,
    spans: bool,
    reader: bool,
    color: Color,
) -> int:
    """Print what specloom understood, as text."""
    from specloom import pipeline
    from specloom.cli.session import session

    with session(specs, root, color, overlays=overlays) as run:
        if reader:
            for path, name, why in pipeline.readers(run.job, run.diagnostics):
                click.echo(f"{path}: {name}: {why}")
        else:
            text = pipeline.dump(run.job, run.diagnostics, stage, form, spans)
            click.echo(text, nl=False)
    return DONE


@specloom.command(epilog=f"""{_VERBATIM}
Examples:
  specloom export docs/ -o openapi.json     one document from many pages
  specloom export pets.json --format yaml
""")
@_specs
@_root
@_overlays
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "yaml"]),
    help="Default: as the file's name says, else JSON.",
)
@click.option("-o", "--output", "file", type=_FILE, help="Write to this file.")
@_color
def export(
    specs: tuple[str, ...],
    root: str | None,
    overlays: tuple[str, ...],
    form: str | None,
    file: Path | None,
    color: Color,
) -> int:
    """Print the canonical OpenAPI document.

    That is what specloom understood, as OpenAPI 3.1, or 3.2 where the API needs it.
    """
    from specloom import pipeline
    from specloom.cli.session import session

    if form is None:
        yaml = file is not None and file.suffix in (".yaml", ".yml")
        form = "yaml" if yaml else "json"
    with session(specs, root, color, overlays=overlays) as run:
        text = pipeline.export(run.job, run.diagnostics, form)
        if file is None:
            click.echo(text, nl=False)
        else:
            pipeline.write_file(file, text)
    return DONE


@specloom.command(epilog=f"""{_VERBATIM}
Examples:
  specloom evidence docs/                      all that is not plainly declared
  specloom evidence docs/ --up-to inferred     only examples and guesses
""")
@_specs
@_root
@_overlays
@click.option(
    "--up-to",
    "limit",
    type=click.Choice(["guessed", "inferred", "stated", "declared", "pinned"]),
    default="pinned",
    help="Leave out what rests on stronger evidence.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_color
def evidence(
    specs: tuple[str, ...],
    root: str | None,
    overlays: tuple[str, ...],
    limit: str,
    form: str,
    color: Color,
) -> int:
    """Print what was inferred, from where, and what contradicts what."""
    from specloom import pipeline
    from specloom.cli.session import session

    with session(specs, root, color, overlays=overlays) as run:
        text = pipeline.evidence(run.job, run.diagnostics, form, limit)
        click.echo(text, nl=False)
    return DONE


@specloom.command(epilog=f"""{_VERBATIM}
Examples:
  specloom validate pets.yaml
  specloom validate specs/*.json --format json
""")
@_specs
@_root
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_color
def validate(specs: tuple[str, ...], root: str | None, form: str, color: Color) -> int:
    """Report what is wrong with a specification, with positions.

    Each SPEC is held against the OpenAPI schema of its version, and read as `generate`
    reads it. Exit code 1 if something is wrong. Takes seconds on a large document.
    """
    from specloom import pipeline
    from specloom.cli.session import session

    with session(specs, root, color, form=form) as run:
        pipeline.validate(run.job, run.diagnostics)
    return FOUND if run.wrong else DONE


@specloom.command()
@click.argument("code", metavar="[CODE]", required=False)
def explain(code: str | None) -> int:
    """Print the page of a diagnostic; without CODE, list them all."""
    from specloom.cli.explaining import page, pages, unknown_code
    from specloom.diagnostics import catalogue

    if code is None:
        click.echo(pages(catalogue()), nl=False)
        return DONE
    entry = catalogue().get(code.upper())
    if entry is None:
        raise unknown_code(code)
    click.echo(page(entry), nl=False)
    return DONE
