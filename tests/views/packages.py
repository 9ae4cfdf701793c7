"""Packages generated from schemas written in a test, imported and used."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from specloom import passes
from specloom.diagnostics import Diagnostics
from specloom.emit.outputs import package_files
from specloom.ir.api import Api
from specloom.names import name_table
from specloom.passes.merge import merge
from specloom.passes.resolve import resolve
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile
from specloom.views.subject import Options, Subject

_numbers = itertools.count()


def subject(document: str) -> Subject:
    """What views are given for an OpenAPI document."""
    said = Diagnostics()
    source = SourceFile("api.yaml", textwrap.dedent(document).encode())
    fragment = read_source(source, NoFiles(), said)
    published = resolve(merge([fragment.api], said), said)
    api: Api = passes.run(published, said)
    options = Options("acme", "0")
    return Subject(api, name_table(api, None, said), options, published, said)


def schemas(text: str, paths: str = "{}") -> Subject:
    """The same, for the schemas of a document alone."""
    head = "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\npaths: "
    body = textwrap.indent(textwrap.dedent(text), "    ")
    return subject(f"{head}{paths}\ncomponents:\n  schemas:\n{body}")


@dataclass
class Package:
    """A generated package: its files, and its models."""

    files: Mapping[str, str]
    name: str
    said: Diagnostics

    @property
    def models(self) -> ModuleType:
        """The module `models`."""
        return importlib.import_module(f"{self.name}.models")

    def text(self, module: str = "other") -> str:
        """The text of a module of models, without what stands above the first one."""
        text = self.files[f"models/_{module}.py"]
        return text[text.index("\n\n\n") + 3 :] if "\n\n\nclass" in text else text

    def codec(self, name: str) -> Any:
        """The runtime's reader and writer of a model."""
        codecs = importlib.import_module(f"{self.name}._runtime.codec")
        return codecs.codec_of(getattr(self.models, name))

    def takes(self, name: str, value: object) -> bool:
        """Whether a model takes a value from the wire, as a server reads requests."""
        try:
            self.codec(name).read_request(json.dumps(value).encode())
        except ValidationError:
            return False
        return True


def build(given: Subject, folder: Path) -> Package:
    """Write the package of a subject, so that it can be imported."""
    name = f"generated_{next(_numbers)}"
    files = package_files(given)
    for path, text in files.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_text(text, "utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return Package(files, name, given.diagnostics)
