"""What many sources say of operations comes out, or is listed as left out."""

from specloom.diagnostics import Diagnostics, code
from specloom.passes.merge import merge
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile

HEAD = 'openapi: 3.1.0\ninfo: {title: Boats, version: "1"}\n'
FIRST = """
paths:
  /boats/{id}: {get: {summary: By id.}}
  /boats/{name}: {get: {summary: By name.}}
  /masts: {get: {}, put: {}}
webhooks:
  sunk: {post: {}, get: null}
"""
SECOND = """
paths:
  /boats/{number}: {get: {summary: By number.}}
  /masts: {get: {}, put: {summary: Other.}, post: {$ref: '#/nowhere'}}
  /sails/{a}: {get: {}}
  /sails/{b}: {get: {}}
webhooks:
  sunk: {post: {summary: Other.}}
  found: {post: {}}
"""


def test_operations_in_are_operations_out_and_listed() -> None:
    diagnostics = Diagnostics()
    apis = [
        read_source(
            SourceFile(f"{name}.yaml", (HEAD + text).encode()), NoFiles(), diagnostics
        )
        for name, text in (("first", FIRST), ("second", SECOND), ("third", FIRST))
    ]
    api = merge([it.api for it in apis], diagnostics)
    left_out = [code(it.code).drops for it in diagnostics]
    assert [it.path for it in api.operations] == [
        *("/boats/{id}", "/boats/{name}", "/masts", "/masts"),
        *("/sails/{a}", "/sails/{b}"),
    ]
    assert api.counts.operations == 6 + left_out.count("operation")
    assert left_out.count("operation") == 4
    assert api.counts.webhooks == 2 + left_out.count("webhook")
    assert left_out.count("webhook") == 1
