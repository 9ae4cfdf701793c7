"""What to generate: a table per API, from a file of configuration.

In: `pyproject.toml` (its table `tool.specloom`) or `specloom.toml`. Out: :class:`Config`,
in which every value has the right type and every package name is fit to be one. What is
wrong is said by diagnostics that point at the line; then there is no config. Where both
files stand in a folder `specloom.toml` counts, as for other tools with a file of their own;
the table is passed over. Nothing else is read: `inputs` looks for the sources. Only
`pipeline` uses it.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from specloom.diagnostics import Diagnostics, Severity, SpecError, diagnostic
from specloom.records import record
from specloom.source import SourceFile, Span, Stretch

if TYPE_CHECKING:
    from specloom.page_rules import PageRule

FILES: Final = ("specloom.toml", "pyproject.toml")
"""Looked for in this order, in the working directory and then in its parents."""

Table: TypeAlias = "dict[str, object]"

_PACKAGE_LENGTH: Final = 128
_TAKEN: Final = frozenset({"fastapi", "httpx2", "pydantic", "starlette"})
_DEVICE: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_ERROR_PLACE: Final = r"\(at line (\d+), column (\d+)\)|\(at end of document\)"


@record(frozen=True, slots=True)
class ApiConfig:
    """The table of one API. `sources` are paths, folders and globs; posix separators.
    So are `overlays`, which are applied in order.

    `root` is the folder that references between files may not leave; None: that of the
    file which refers. `max_gaps` is how many gaps are let pass; None: any number.
    `operations_from_examples`: those that only an example shows are generated as well.
    `pagination`: how lists come in pages, where the sources do not say.
    """

    name: str
    sources: tuple[str, ...]
    package: str
    span: Span = field(compare=False)
    root: str | None = None
    base_url: str | None = None
    max_gaps: int | None = None
    operations_from_examples: bool = False
    overlays: tuple[str, ...] = ()
    pagination: tuple[PageRule, ...] = ()

    def place(self, key: str, *more: int) -> Span:
        """Where a key of the table, or an element of its value, stands."""
        return self.span.at(key, *more)


@record(frozen=True, slots=True)
class Config:
    """A file of configuration. Paths in it are relative to `folder`."""

    folder: Path
    output: str
    apis: tuple[ApiConfig, ...]
    span: Span = field(compare=False)


def find(start: Path) -> Path | None:
    """The file of configuration that holds for a folder: its own or the nearest above.

    A `pyproject.toml` counts if it has a table `tool.specloom`, or cannot be parsed and
    mentions it, so that a slip of syntax is reported and not passed over.
    """
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (name != FILES[1] or _has_table(path)):
                return path
    return None


def passed_over(found: Path) -> Span | None:
    """The table beside the file that was found, which does not count as that one does."""
    other = found.with_name(FILES[1])
    if found == other or not other.is_file() or not _has_table(other):
        return None
    source = SourceFile(other.name, other.read_bytes())
    start = max(source.text.find("[tool.specloom"), 0)
    return Span(Stretch(source, start, start))


def load(path: Path, shown: str, diagnostics: Diagnostics) -> Config | None:
    """Read a file of configuration; None if it is wrong, which is then said.

    `shown` is the path as people know it. Raises OSError if it cannot be read, and
    SpecError if it is not TOML.
    """
    from specloom.config.places import TomlText

    source = SourceFile(shown, path.read_bytes())
    whole: Table = _parsed(source)
    span = Span(TomlText(source))
    table: object = whole
    if path.name != FILES[0]:
        tool = whole.get("tool")
        table = tool.get("specloom") if isinstance(tool, dict) else None
        if table is None:
            raise SpecError(
                diagnostic(
                    "SL701",
                    f"{shown} has no table [tool.specloom]",
                    span,
                    hint="add [tool.specloom.apis.NAME] with sources = [...]",
                )
            )
        span = span.at("tool", "specloom")
    before = diagnostics.count(Severity.ERROR)
    config = _Check(diagnostics).config(path.parent, table, span)
    return config if diagnostics.count(Severity.ERROR) == before else None


def why_no_package(name: str) -> str | None:
    """Why a name cannot be that of a generated package; None if it can."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        return "it is not made of a-z, 0-9 and _, with a letter or _ first"
    if keyword.iskeyword(name):
        return "it is a keyword of Python"
    if name.startswith("__"):
        return "names that start with two underscores are Python's own"
    if name in _TAKEN:
        return "generated code imports a package of that name"
    if _DEVICE.fullmatch(name):
        return "it is a device on some systems"
    if len(name) > _PACKAGE_LENGTH:
        return f"it is longer than {_PACKAGE_LENGTH} characters"
    return None


def package_from(text: str) -> str:
    """The package name nearest to a text, such as a title or a file's stem."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    name = "_".join(words)
    if not name or not name[0].isalpha():
        name = f"api_{name}".rstrip("_")
    name = name[:_PACKAGE_LENGTH].rstrip("_")
    return f"{name}_" if why_no_package(name) else name


def is_base_url(text: str) -> bool:
    """Whether clients can be sent there."""
    return re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", text) is not None


def _has_table(path: Path) -> bool:
    import tomllib

    data = path.read_bytes()
    if b"specloom" not in data:
        return False
    try:
        tool = tomllib.loads(data.decode("utf-8-sig", errors="replace")).get("tool")
    except tomllib.TOMLDecodeError:
        return b"[tool.specloom" in data
    return isinstance(tool, dict) and "specloom" in tool


def _parsed(source: SourceFile) -> Table:
    import tomllib

    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        text = str(error)
        found = re.search(_ERROR_PLACE, text)
        offset = len(source.text.rstrip("\n"))
        if found and found[1]:
            lines = source.text.split("\n")[: int(found[1]) - 1]
            offset = sum(len(line) + 1 for line in lines) + int(found[2]) - 1
        message = re.sub(_ERROR_PLACE, "", text).strip()
        place = Span(Stretch(source, offset, offset))
        raise SpecError(diagnostic("SL702", f"not TOML: {message}", place)) from None


class _Check:
    """Holds parsed TOML against what configuration may say."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self.say = diagnostics.add

    def config(self, folder: Path, table: object, span: Span) -> Config | None:
        if not self.table(table, span, _TOP):
            return None
        output = self.text(table, "output", span)
        apis = table.get("apis", {})
        if not self.table(apis, span.at("apis"), None):
            return None
        if not apis:
            hint = "add [apis.NAME] with sources = [...]"
            if span.pointer:
                hint = hint.replace("[apis", "[tool.specloom.apis")
            self.say("SL705", "no API is configured", span, hint=hint)
        found = [self.api(name, apis[name], span.at("apis", name)) for name in apis]
        known = tuple(api for api in found if api is not None)
        self.distinct(known)
        return Config(folder, output or "generated", known, span)

    def api(self, name: str, table: object, span: Span) -> ApiConfig | None:
        if not self.table(table, span, _API):
            return None
        sources = self.texts(table, "sources", span)
        if "sources" not in table:
            hint = 'sources = ["specs/pets.yaml"]: paths, folders or globs'
            self.say("SL705", f"API {name!r} has no sources", span, hint=hint)
        package = self.package(name, table, span)
        limit = table.get("max_gaps")
        if limit is not None and (type(limit) is not int or limit < 0):
            self.wrong("max_gaps", "a number from 0", limit, span)
            limit = None
        root = self.text(table, "root", span)
        base_url = self.text(table, "base_url", span)
        if base_url and not is_base_url(base_url):
            self.wrong("base_url", "a URL that starts with https://", base_url, span)
        shown = table.get("operations_from_examples", False)
        if not isinstance(shown, bool):
            self.wrong("operations_from_examples", "true or false", shown, span)
            shown = False
        overlays = self.texts(table, "overlays", span)
        pages = self.pages(table.get("pagination", {}), span.at("pagination"))
        return ApiConfig(
            name, sources, package, span, root, base_url, limit, shown, overlays, pages
        )

    def pages(self, table: object, span: Span) -> tuple[PageRule, ...]:
        if not table or not self.table(table, span, None):
            return ()
        from specloom.config.paging import page_rules

        def say(code: str, message: str, place: Span, hint: str) -> None:
            self.say(code, message, place, hint=hint or None)

        return tuple(page_rules(table, span, say))

    def package(self, name: str, table: Table, span: Span) -> str:
        package = self.text(table, "package", span)
        place = span.at("package")
        if package is None:
            if "package" in table:
                return ""
            package, place = name, span
        if why := why_no_package(package):
            hint = f'package = "{package_from(package)}"'
            message = f"{package!r} cannot be the name of a package: {why}"
            self.say("SL708", message, place, hint=hint)
        return package

    def distinct(self, apis: tuple[ApiConfig, ...]) -> None:
        """Two APIs must not write into one package, nor differ by case only."""
        seen: dict[str, ApiConfig] = {}
        for api in apis:
            first = seen.setdefault(api.package.lower(), api)
            if first is not api and api.package:
                message = f"the APIs {first.name!r} and {api.name!r} have one package"
                related = ((f"{first.name!r} has it too", first.place("package")),)
                hint = "give each API a package of its own, or list all sources in one"
                place = api.place("package")
                self.say("SL707", message, place, hint=hint, related=related)

    def table(
        self, value: object, span: Span, keys: Mapping[str, str] | None
    ) -> TypeGuard[Table]:
        """Is it a table? Keys that are not among `keys` are reported."""
        if not isinstance(value, dict):
            last = span.pointer.rpartition("/")[2] or "it"
            message = f"{last} must be a table, not {_kind(value)}"
            self.say("SL704", message, span)
            return False
        for key in value if keys is not None else ():
            assert keys is not None
            if key not in keys:
                hint = _nearest(key, keys) or f"known keys: {', '.join(keys)}"
                self.say("SL703", f"unknown key {key!r}", span.at(key), hint=hint)
        return True

    def text(self, table: Table, key: str, span: Span) -> str | None:
        value = table.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.wrong(key, _ANY[key], value, span)
        return None

    def texts(self, table: Table, key: str, span: Span) -> tuple[str, ...]:
        value = table.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            self.wrong(key, _ANY[key], value, span, hint=f'{key} = ["{value}"]')
            return ()
        if not isinstance(value, list) or not value:
            self.wrong(key, _ANY[key], value, span)
            return ()
        for index, text in enumerate(value):
            if not isinstance(text, str) or not text.strip():
                message = f"{key} holds {_kind(text)}, which is not the text of a path"
                self.say("SL704", message, span.at(key, index))
        return tuple(text for text in value if isinstance(text, str))

    def wrong(
        self, key: str, wanted: str, value: object, span: Span, hint: str | None = None
    ) -> None:
        message = f"{key} must be {wanted}, not {_kind(value)}"
        self.say("SL704", message, span.at(key), hint=hint)


_TOP: Final = {"output": "the path of a folder", "apis": "a table of APIs"}
_API: Final = {
    "sources": "a list of paths, folders or globs",
    "package": "the name of a package",
    "root": "the path of a folder",
    "base_url": "a URL",
    "max_gaps": "a number from 0",
    "operations_from_examples": "true or false",
    "overlays": "a list of paths, folders or globs",
    "pagination": "a table of operations",
}
_ANY: Final = _TOP | _API


def _nearest(key: str, keys: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(key, list(keys), n=1)
    return f"did you mean {near[0]!r}?" if near else None


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return repr(value) if value.strip() else "an empty string"
        case int() | float():
            return repr(value)
        case list():
            return "a list" if value else "an empty list"
        case dict():
            return "a table"
    return f"a {type(value).__name__}"


def shown_path(path: Path, folder: Path) -> str:
    """A path as people know it: relative to a folder where it is below, else whole."""
    absolute = Path(os.path.abspath(path))
    below = absolute.is_relative_to(folder)
    return (absolute.relative_to(folder) if below else absolute).as_posix()
