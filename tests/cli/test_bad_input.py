"""Whatever is given, every command ends with an exit code and a reason, never a traceback.

Each input is a file, or files by name, with what `generate` answers: its exit code, and
the code of a diagnostic that it says, if any. What each diagnostic looks like is held by
the cases in `tests/cases/diagnostics`.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from specloom.cli import run

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'
GET = 'get: {operationId: getA, responses: {"200": {description: Done.}}}\n'
GOOD = f"{HEAD}paths:\n  /a:\n    {GET}"
PAGE = f"# P\n\n````yaml GET /a\n{GOOD}````\n"


def schemas(text: str) -> str:
    """A document with these schemas."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"{GOOD}components:\n  schemas:\n{lines}"


def answering(schema: str) -> str:
    """A document whose answer has this schema."""
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return GOOD.replace("description: Done.", f"description: Done., {content}")


def replaced(old: str, new: str) -> str:
    """The good document with another text in a place."""
    assert old in GOOD
    return GOOD.replace(old, new)


def chained(name: str, first: str, item: str, count: int = 12) -> str:
    """A document before which stand anchors, each with many aliases of the last."""
    lines = [f"{name}0: &{name}0 {first}"]
    for at in range(1, count):
        alias = f"*{name}{at - 1}"
        lines.append(f"{name}{at}: &{name}{at} {item.replace('@', alias)}")
    return "\n".join([*lines, GOOD])


INPUTS: dict[str, tuple[str | bytes, int, str | None]] = {
    # What the issue names.
    "empty.yaml": ("", 2, "SL101"),
    "blank.json": (" \n\t\n", 2, "SL101"),
    "binary.yaml": (bytes(range(256)), 2, "SL102"),
    "truncated.json": ('{"openapi": "3.1.0", "info": {"title": "T', 2, "SL104"),
    "truncated.yaml": (GOOD[:-5], 2, "SL104"),
    "list.yaml": ("- a\n- b\n", 2, "SL203"),
    "no-fence.md": ("# T\n\n```json\n{}\n```\n", 2, "SL301"),
    "version-5.yaml": (replaced("3.1.0", "5.0.0"), 2, "SL201"),
    "version-3.9.yaml": (replaced("3.1.0", "3.9.0"), 0, "SL202"),
    "dangling.yaml": (answering('{$ref: "#/components/schemas/No"}'), 0, "SL210"),
    "circle.yaml": (
        schemas(
            'A: {$ref: "#/components/schemas/B"}\nB: {$ref: "#/components/schemas/A"}'
        ),
        0,
        "SL402",
    ),
    "circle-of-all-of.yaml": (
        schemas(
            'A: {allOf: [{$ref: "#/components/schemas/B"}]}\n'
            'B: {allOf: [{$ref: "#/components/schemas/A"}]}'
        ),
        0,
        "SL402",
    ),
    "itself.yaml": (schemas('A: {$ref: "#/components/schemas/A"}'), 0, "SL402"),
    "path-is-itself.yaml": (
        f'{HEAD}paths: {{/a: {{$ref: "#/paths/~1a"}}}}',
        0,
        "SL211",
    ),
    "one-id-twice.yaml": (f"{GOOD}  /b:\n    {GET}", 0, "SL260"),
    "not-in-path.yaml": (
        replaced(
            "getA,", "getA, parameters: [{name: b, in: path, schema: {type: string}}],"
        ),
        0,
        "SL250",
    ),
    "discriminator.yaml": (
        schemas(
            "P: {oneOf: [{$ref: '#/components/schemas/Q'}],"
            " discriminator: {propertyName: kind, mapping: {cow: Cow}}}\n"
            "Q: {type: object, properties: {kind: {type: string}}}"
        ),
        0,
        "SL229",
    ),
    # What is no document of OpenAPI.
    "text.yaml": ("hello\n", 2, "SL203"),
    "null.json": ("null", 2, "SL203"),
    "number.json": ("42", 2, "SL203"),
    "other.json": ("{}", 2, "SL203"),
    "events.yaml": ("asyncapi: 2.6.0\nchannels: {}\n", 2, "SL203"),
    "schema.json": ('{"$schema": "x", "type": "object"}', 2, "SL203"),
    "swagger-1.yaml": ('swaggerVersion: "1.2"\napis: []\n', 2, "SL203"),
    "error-page.yaml": ("<!doctype html>\n<p>404: Not Found</p>\n", 2, "SL107"),
    "error-page.html": ("<!doctype html>\n<p>404: Not Found</p>\n", 2, "SL301"),
    "image.json": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 2, "SL102"),
    "packed.yaml": (gzip.compress(GOOD.encode(), mtime=0), 2, "SL102"),
    # Encodings.
    "utf-16.yaml": (GOOD.encode("utf-16"), 2, "SL103"),
    "utf-16-without-mark.yaml": (GOOD.encode("utf-16-le"), 2, "SL103"),
    "utf-32.json": ("{}".encode("utf-32"), 2, "SL103"),
    "latin-1.yaml": (replaced("title: T", "title: Tür").encode("latin-1"), 2, "SL103"),
    "nul.yaml": (replaced("title: T", 'title: "T\0"'), 2, "SL102"),
    "nul-escaped.yaml": (replaced("title: T", 'title: "T\\0"'), 0, None),
    "half-a-pair.json": (
        '{"openapi": "3.1.0", "info": {"title": "\\ud800"}, "paths": {}}',
        0,
        "SL119",
    ),
    "crlf.yaml": (GOOD.replace("\n", "\r\n").encode(), 0, None),
    "cr.yaml": (GOOD.replace("\n", "\r").encode(), 0, None),
    "mark.yaml": (GOOD.encode("utf-8-sig"), 0, None),
    # YAML.
    "tab.yaml": ("openapi: 3.1.0\n\tinfo: x\n", 2, "SL108"),
    "tag.yaml": ('openapi: !!python/object/apply:os.system ["true"]\n', 2, "SL111"),
    "two.yaml": (f"{GOOD}---\n{GOOD}", 2, "SL113"),
    "same-key.yaml": (f"{GOOD}  /a:\n    {GET}", 2, "SL105"),
    "merge.yaml": (f"x-b: &b {{x: 1}}\nx-c: {{<<: *b}}\n{GOOD}", 0, "SL114"),
    "alias-bomb.yaml": (chained("a", "[x]", "[@,@,@,@,@,@,@,@,@,@]"), 2, "SL118"),
    "key.yaml": (f"? {{a: b}}\n: c\n{GOOD}", 2, "SL109"),
    "infinity.yaml": (schemas("A: {type: number, minimum: .inf}"), 2, "SL110"),
    "digits.yaml": (schemas(f"A: {{minimum: {'9' * 5000}}}"), 2, "SL110"),
    "digits.json": (f'{{"openapi": "3.1.0", "x": {"9" * 5000}}}', 2, "SL110"),
    # Depth and size.
    "deep.json": ('{"a":' * 100_000 + "1" + "}" * 100_000, 2, "SL115"),
    "deep-lists.json": ("[" * 100_000 + "]" * 100_000, 2, "SL115"),
    "deep-flow.yaml": (f"openapi: {'[' * 100_000}{']' * 100_000}\n", 2, "SL115"),
    "deep-block.yaml": ("".join(" " * at + "a:\n" for at in range(400)), 2, "SL115"),
    "deep-items.yaml": (f"x:\n{'- ' * 100_000}a\n", 2, "SL115"),
    "deep-keys.yaml": ("? " * 100_000, 2, "SL109"),
    "deep-schemas.yaml": (
        schemas(f"A: {'{items: ' * 120}{{}}{'}' * 120}"),
        0,
        None,
    ),
    "one-line.json": (
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "T", "description": "x" * 1_000_000},
                "paths": {"/a": {"get": {"responses": {"no": {}}}}},
            }
        ),
        0,
        "SL271",
    ),
    "long-name.yaml": (replaced("getA", "g" * 5000), 0, None),
    "many-names.yaml": (
        schemas(
            "\n".join(
                f'A{at}: {{$ref: "#/components/schemas/A{at + 1}"}}'
                for at in range(400)
            )
            + "\nA400: {type: string}"
        ),
        0,
        None,
    ),
    # Members of a wrong kind, or none.
    "version-list.yaml": (replaced("3.1.0", "[3]"), 0, "SL202"),
    "version-null.yaml": (replaced("3.1.0", ""), 0, "SL202"),
    "version-number.yaml": (replaced("3.1.0", "3.1"), 0, None),
    "no-info.yaml": (f"openapi: 3.1.0\npaths:\n  /a:\n    {GET}", 0, None),
    "no-title.yaml": (replaced("title: T, ", ""), 0, None),
    "title-keyword.yaml": (replaced("title: T", "title: class"), 0, None),
    "title-empty.yaml": (replaced("title: T", "title: ''"), 0, None),
    "no-paths.yaml": (HEAD, 0, None),
    "paths-empty.yaml": (f"{HEAD}paths: {{}}\n", 0, None),
    "paths-null.yaml": (f"{HEAD}paths:\n", 0, None),
    "paths-list.yaml": (f"{HEAD}paths: []\n", 0, "SL204"),
    "operation-null.yaml": (f"{HEAD}paths: {{/a: {{get: }}}}\n", 0, "SL204"),
    "no-responses.yaml": (f"{HEAD}paths: {{/a: {{get: {{}}}}}}\n", 0, None),
    "responses-empty.yaml": (
        f"{HEAD}paths: {{/a: {{get: {{responses: {{}}}}}}}}",
        0,
        None,
    ),
    "only-schemas.yaml": (f"{HEAD}components: {{schemas: {{A: {{}}}}}}\n", 0, None),
    "only-webhooks.yaml": (
        f"{HEAD}webhooks: {{made: {{post: {{responses: {{}}}}}}}}\n",
        0,
        None,
    ),
    "no-slash.yaml": (replaced("/a:", '"":'), 0, "SL262"),
    "not-ascii.yaml": (replaced("/a:", "/🎉/{x y}:"), 0, "SL251"),
    "no-parameter.yaml": (replaced("/a:", "/a/{id}:"), 0, "SL251"),
    "same-requests.yaml": (
        f"{replaced('/a:', '/a/{x}:')}  /a/{{y}}:\n    {GET.replace('getA', 'b')}",
        0,
        "SL405",
    ),
    "id-empty.yaml": (replaced("getA", "''"), 0, None),
    "id-not-ascii.yaml": (replaced("getA", "🎉"), 0, None),
    "patterns.yaml": (
        schemas('A: {properties: {a: {pattern: "([a"}, b: {pattern: "\\\\p{L}+"}}}'),
        0,
        None,
    ),
    # References.
    "ref-number.yaml": (answering("{$ref: 5}"), 0, "SL218"),
    "ref-escapes.yaml": (answering("{$ref: '#/%ZZ%00/~9'}"), 0, "SL210"),
    "ref-nul.yaml": (answering('{$ref: "a\\0.yaml"}'), 0, "SL214"),
    "ref-long.yaml": (answering(f"{{$ref: {'x' * 5000}.yaml}}"), 0, "SL214"),
    "ref-missing.yaml": (answering("{$ref: none.yaml#/A}"), 0, "SL214"),
    "ref-directory.yaml": (answering("{$ref: folder}"), 0, "SL214"),
    "ref-pipe.yaml": (answering("{$ref: pipe}"), 0, "SL214"),
    "ref-loop.yaml": (answering("{$ref: loop.yaml}"), 0, "SL214"),
    "ref-text.yaml": (answering("{$ref: text.txt#/A}"), 0, None),
    "ref-up.yaml": (answering("{$ref: ../../x.yaml}"), 0, "SL212"),
    "ref-linked.yaml": (answering("{$ref: outside.yaml}"), 0, "SL212"),
    "ref-device.yaml": (answering("{$ref: /dev/zero}"), 0, "SL212"),
    "ref-machine.yaml": (answering("{$ref: 'file:///etc/passwd'}"), 0, "SL212"),
    "ref-network.yaml": (answering("{$ref: 'http://169.254.169.254/'}"), 0, "SL213"),
    # Pages.
    "page-empty.md": ("# P\n\n````yaml GET /a\n````\n", 2, "SL101"),
    "page-truncated.md": (PAGE.replace('"1"}', '"1"'), 2, "SL107"),
    "page-open.md": (PAGE.removesuffix("````\n"), 0, None),
    "page-of-another.md": (PAGE.replace("GET /a", "PUT /b"), 0, "SL304"),
    "page-list.md": ("# P\n\n````yaml GET /a\n- a\n````\n", 2, "SL203"),
    # Names.
    "with space.yaml": (GOOD, 0, None),
    "späß 日本.yaml": (GOOD, 0, None),
    "quote'\"$(x).yaml": (GOOD, 0, None),
    "line\nend.yaml": (GOOD, 0, None),
    "escape\x1b[31m.yaml": ("a: [", 2, "SL104"),
    "not-utf-8-\udcff.yaml": (GOOD, 0, None),
    "class.yaml": (GOOD, 0, None),
    "no-suffix": (GOOD, 0, None),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with things that are no specifications."""
    monkeypatch.delenv("SPECLOOM_DEBUG", raising=False)
    # Whether it reaches the disk is not the question, and takes most of the time.
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "folder").mkdir()
    (place / "text.txt").write_text("only text\n")
    (place / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "x.yaml").write_text(GOOD)
    (place / "outside.yaml").symlink_to(tmp_path / "x.yaml")
    os.mkfifo(place / "pipe")
    return place


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """The exit code of a command, and what it said on stderr."""

    def say(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        code = run(arguments)
        said = capfd.readouterr().err
        assert code in (0, 1, 2, 3)
        assert "Traceback" not in said and "SL899" not in said
        assert code == 0 or "error[SL" in said
        assert "\x1b" not in said
        return code, said

    return say


@pytest.mark.parametrize("name", INPUTS, ids=ascii)
def test_a_bad_input(
    here: Path, say: Callable[..., tuple[int, str]], name: str
) -> None:
    content, expected, code = INPUTS[name]
    data = content.encode() if isinstance(content, str) else content
    (here / name).write_bytes(data)
    exit_code, said = say("generate", name, "--output", "out")
    assert exit_code == expected, said
    assert code is None or f"[{code}]: " in said
    assert (here / "out").exists() is (exit_code == 0)
    assert say("dump", name, "--stage", "ready")[0] == expected
    assert say("export", name)[0] == expected
    assert say("validate", name)[0] in ((0, 1) if expected == 0 else (1,))
