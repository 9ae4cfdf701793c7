"""The pages in specs/ are byte for byte what vendors published.

A page that changed on purpose, or a new one, changes its row here.
"""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT / "specs"
RECEIVED = ROOT.parent / "shared" / "seeds"

# page in specs/ -> (name as received, sha256)
PAGES = {
    "devic/create-thread.md": (
        "001_6e09bb0cadd86bba.txt",
        "e7b0aee769df4fedad0651916b95978f640fc31084c28e6b9e76db9884039237",
    ),
    "capy/create-and-start-thread.md": (
        "003_7f751871cfbe431b.txt",
        "59b8a4d70f6706ac8c4df68b2364b9a53513e93c3b6ef4a19d7ef2a81b7b9f49",
    ),
    "langgraph/create-thread.md": (
        "000_8df08d01ec65d9ed.txt",
        "d76e51cfd88f5af1bc725e5d19ba960dd176eecaa085c7aa9f64657ac7262bb4",
    ),
    "langgraph/create-thread-tutorial.md": (
        "004_315ae84b8a135487.txt",
        "6adc82fd7a15a2f68441cb7fa6554c6b983b98796c4d5669243966d38cb3be70",
    ),
    "acp/create-thread.txt": (
        "002_f5f0efb8bea93ff9.txt",
        "4dd0f0b65fec7cd51dee129ac0429244d52a7993e780c001ccef96718936586a",
    ),
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_page_is_listed() -> None:
    found = {
        path.relative_to(SPECS).as_posix()
        for path in SPECS.rglob("*")
        if path.is_file()
    }
    assert found == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_page_is_as_received(page: str) -> None:
    assert digest(SPECS / page) == PAGES[page][1]


@pytest.mark.parametrize("page", PAGES)
def test_page_equals_the_file_received(page: str) -> None:
    if not RECEIVED.is_dir():
        pytest.skip(f"the files as received are not here: {RECEIVED}")
    assert digest(RECEIVED / PAGES[page][0]) == digest(SPECS / page)
