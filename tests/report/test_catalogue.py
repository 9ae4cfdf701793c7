"""The catalogue of diagnostics: complete, in its ranges, and shown by a test."""

import tomllib
from pathlib import Path

import pytest

from specloom import diagnostics
from specloom.diagnostics import SpecError, catalogue

CODES = Path(diagnostics.__file__).with_name("codes")
TESTS = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "path", sorted(CODES.glob("*.toml")), ids=lambda path: path.stem
)
def test_a_file_holds_its_range_in_order(path: Path) -> None:
    names = list(tomllib.loads(path.read_text("utf-8")))
    assert names == sorted(names)
    assert all(
        name.startswith(f"SL{path.name[0]}") and len(name) == 5 for name in names
    )


def test_all_entries_are_read_as_toml_has_them() -> None:
    entries: dict[str, dict[str, str]] = {}
    for path in CODES.glob("*.toml"):
        entries |= tomllib.loads(path.read_text("utf-8"))
    read = {
        name: {
            "severity": code.severity.value,
            "title": code.title,
            "page": code.page,
            **({} if code.drops is None else {"drops": code.drops}),
        }
        for name, code in catalogue().items()
    }
    assert read == entries


@pytest.mark.parametrize("code", catalogue().values(), ids=lambda code: code.name)
def test_an_entry_can_be_read(code: diagnostics.Code) -> None:
    assert code.title and not code.title.endswith(".")
    assert code.page.endswith("\n") and code.page.strip()


def test_every_code_of_documents_is_shown() -> None:
    shown = "".join(
        path.read_text("utf-8")
        for pattern in ("cases/document/*/expected.txt", "document/test_*.py")
        for path in TESTS.glob(pattern)
    )
    codes = [name for name in catalogue() if name.startswith("SL1")]
    assert [name for name in codes if name not in shown] == []


def test_a_code_that_is_not_listed_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        diagnostics.diagnostic("SL000", "nothing")


def test_collecting() -> None:
    found = diagnostics.Diagnostics()
    found.add("SL105", "one")
    more = diagnostics.Diagnostics()
    more.add("SL114", "two", hint="three")
    found.extend(more)
    found.append(SpecError(diagnostics.diagnostic("SL105", "four")).diagnostic)
    assert [item.message for item in found] == ["one", "two", "four"]
    assert len(found) == 3
    assert found.count(diagnostics.Severity.ERROR) == 2
    assert found.by_code(diagnostics.Severity.ERROR) == {"SL105": 2}
