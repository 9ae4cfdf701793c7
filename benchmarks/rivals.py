"""The commands of other generators, each with the options that make it fastest."""

import shutil
import sys
from pathlib import Path

from benchmarks.measure import Command, run

OPENAPI_TYPESCRIPT = "7.13.0"


def datamodel_codegen(source: Path, target: Path) -> Command:
    """Models alone, with its builtin formatter: black and isort would triple it."""
    return [
        Path(sys.executable).with_name("datamodel-codegen"),
        *("--input", source, "--input-file-type", "openapi"),
        *("--output", target, "--output-model-type", "pydantic_v2.BaseModel"),
        *("--formatters", "builtin"),
    ]


def openapi_typescript(cache: Path) -> Command | None:
    """Types alone. Installed once into `cache` by npm; None, and said, without npm."""
    folder = cache / f"openapi-typescript-{OPENAPI_TYPESCRIPT}"
    command = folder / "node_modules" / ".bin" / "openapi-typescript"
    if command.exists():
        return [command]
    if shutil.which("npm") is None:
        print("openapi-typescript: skipped, npm is not installed")
        return None
    install: Command = ["npm", "install", "--silent", "--no-save", "--prefix", folder]
    done = run([*install, f"openapi-typescript@{OPENAPI_TYPESCRIPT}"])
    if done.status != 0:
        print(f"openapi-typescript: skipped, npm failed: {done.stderr.strip()[-200:]}")
        return None
    return [command]
