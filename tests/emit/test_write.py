"""`emit.write`: nothing lost, nothing half written, nothing of others touched."""

import errno
import itertools
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.diagnostics import Diagnostics, SpecError
from specloom.emit.lock import Lock
from specloom.emit.write import Written, read_lock, why_unsafe, write_package

FILES = {"__init__.py": "one\n", "models/__init__.py": "two\n", "models/_a.py": "é\n"}


def write(
    root: Path, files: dict[str, str], *, force: bool = False
) -> tuple[Written | None, list[str]]:
    diagnostics = Diagnostics()
    written = write_package(root, "pets", files, Lock("0"), diagnostics, force=force)
    return written, [item.code for item in diagnostics]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    assert write(tmp_path, FILES) == (Written(tuple(sorted(FILES)), ()), [])
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "pets").rglob("*")}
    assert len(before) == 5
    assert write(tmp_path, FILES) == (Written(), [])
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "pets").rglob("*")}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    written, _ = write(tmp_path, FILES | {"models/_a.py": "new\n", "b.py": "b\n"})
    assert written == Written(("b.py", "models/_a.py"), ())


def test_stale_files_go_with_their_folders(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    written, _ = write(tmp_path, {"__init__.py": "one\n"})
    assert written == Written((), ("models/__init__.py", "models/_a.py"))
    assert set(tree(tmp_path)) == {"pets/__init__.py", "pets/specloom.lock"}
    assert not (tmp_path / "pets/models").exists()


def test_hand_edits_are_refused_and_forced(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    edited = tmp_path / "pets/models/_a.py"
    edited.write_text("mine\n")
    before = tree(tmp_path)
    assert write(tmp_path, FILES | {"__init__.py": "1\n"}) == (None, ["SL720"])
    assert tree(tmp_path) == before
    assert write(tmp_path, FILES, force=True)[0] == Written(("models/_a.py",), ())
    assert edited.read_text() == "é\n"


def test_an_edit_that_says_the_same_is_none(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    new = FILES | {"models/_a.py": "mine\n"}
    (tmp_path / "pets/models/_a.py").write_text("mine\n")
    assert write(tmp_path, new) == (Written(), [])


def test_line_ends_turned_by_version_control_are_no_edit(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "pets/__init__.py").write_bytes(b"one\r\n")
    assert write(tmp_path, FILES) == (Written(), [])
    new = FILES | {"__init__.py": "uno\n"}
    assert write(tmp_path, new) == (Written(("__init__.py",), ()), [])


@pytest.mark.parametrize("left", [b"", bytes(4)])
def test_what_a_crash_left_empty_is_made_anew(tmp_path: Path, left: bytes) -> None:
    write(tmp_path, FILES)
    (tmp_path / "pets/models/_a.py").write_bytes(left)
    assert write(tmp_path, FILES) == (Written(("models/_a.py",), ()), [])
    foreign = tmp_path / "pets/new.py"
    foreign.write_bytes(left)
    assert write(tmp_path, FILES | {"new.py": "new\n"}) == (None, ["SL721"])


def test_foreign_files_are_refused_and_never_removed(tmp_path: Path) -> None:
    foreign = tmp_path / "pets/models/_a.py"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("foreign\n")
    (tmp_path / "pets/notes.txt").write_text("keep\n")
    assert write(tmp_path, FILES) == (None, ["SL721"])
    assert set(tree(tmp_path)) == {"pets/models/_a.py", "pets/notes.txt"}
    write(tmp_path, FILES, force=True)
    write(tmp_path, {})
    assert tree(tmp_path).keys() == {"pets/notes.txt", "pets/specloom.lock"}


def test_an_edited_file_that_is_stale_is_kept(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "pets/models/_a.py").write_text("mine\n")
    written, codes = write(tmp_path, {"__init__.py": "one\n"}, force=True)
    assert written == Written((), ("models/__init__.py",))
    assert codes == ["SL722"]
    assert write(tmp_path, {"__init__.py": "one\n"}) == (Written(), [])
    assert (tmp_path / "pets/models/_a.py").read_text() == "mine\n"


@pytest.mark.parametrize("where", ["pets", "pets/models", "pets/models/_a.py"])
@pytest.mark.parametrize("force", [False, True])
def test_links_are_not_followed(tmp_path: Path, where: str, force: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "_a.py").write_text("theirs\n")
    link = tmp_path / "out" / where
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / "_a.py" if where.endswith(".py") else outside)
    try:
        written, codes = write(tmp_path / "out", FILES, force=force)
    except SpecError as error:
        written, codes = None, [error.diagnostic.code]
    assert (written, codes[:1]) == (None, ["SL723"])
    assert tree(outside) == {"_a.py": b"theirs\n"}


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert write(tmp_path / "link", FILES)[0] is not None
    assert (tmp_path / "real/pets/__init__.py").is_file()


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "pets/__init__.py").mkdir(parents=True)
    assert write(tmp_path, FILES) == (None, ["SL723"])


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 9}', "[" * 100_000, '{"version":1,"files":[]}']
)
def test_a_damaged_lock(tmp_path: Path, text: str) -> None:
    write(tmp_path, FILES)
    (tmp_path / "pets/specloom.lock").write_text(text)
    with pytest.raises(SpecError) as caught:
        write(tmp_path, FILES)
    assert caught.value.diagnostic.code == "SL724"
    assert write(tmp_path, FILES, force=True)[0] == Written()


def test_paths_in_a_lock_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "victim.py").write_text("x\n")
    write(tmp_path, FILES)
    lock = tmp_path / "pets/specloom.lock"
    digest = read_lock(tmp_path / "pets").files["__init__.py"]
    (tmp_path / "victim.py").write_text("one\n")
    lock.write_text(
        lock.read_text().replace(
            '"files": {', f'"files": {{"../victim.py": "{digest}",'
        )
    )
    assert write(tmp_path, FILES) == (Written(), [])
    assert (tmp_path / "victim.py").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../a",
        "/a",
        "a//b",
        "",
        "a/../b",
        "nul",
        "COM1.txt",
        "a\0",
        "a b",
        "x" * 101,
        "a.",
    ],
)
def test_unsafe_paths_are_a_mistake_of_ours(tmp_path: Path, path: str) -> None:
    assert why_unsafe(path)
    with pytest.raises(ValueError, match="output path"):
        write(tmp_path, {path: ""})
    assert list(tmp_path.iterdir()) == []


def test_paths_that_are_one_on_some_disks(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one on some disks"):
        write(tmp_path, {"a.py": "", "A.py": ""})


class Fault:
    """Makes the Nth call of the system fail; counts them where N is out of reach."""

    CALLS = ("open", "write", "fsync", "replace", "mkdir", "unlink")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, number: int) -> None:
        self.calls = 0
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self.failing(getattr(os, name), at, number))

    def failing(
        self, call: Callable[..., object], at: int, number: int
    ) -> Callable[..., object]:
        def wrapped(*args: object, **options: object) -> object:
            self.calls += 1
            if self.calls == at:
                raise OSError(number, os.strerror(number), str(args[0]))
            return call(*args, **options)

        return wrapped


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_fault_at_any_call_leaves_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    new = {"__init__.py": "ONE\n", "models/_a.py": "A\n", "client/x.py": "X\n"}
    for at in itertools.count(1):
        root = tmp_path / str(at)
        write(root, FILES)
        before = tree(root)
        with monkeypatch.context() as patch:
            fault = Fault(patch, at, number)
            try:
                write(root, new)
                failed = False
            except SpecError as error:
                failed = True
                code = error.diagnostic.code
        after = tree(root)
        for path, data in after.items():
            if not path.endswith(("specloom.lock", ".specloom-tmp")):
                name = path.removeprefix("pets/")
                wholly = {before.get(path), new.get(name, "").encode()}
                assert data in wholly, (at, path)
        if failed:
            expected = {28: "SL802", 5: "SL805", 13: "SL803", 30: "SL804"}
            assert code == expected[number]
        written, codes = write(root, new)
        assert (written is not None, codes) == (True, [])
        assert set(tree(root)) == {f"pets/{name}" for name in new} | {
            "pets/specloom.lock"
        }
        if fault.calls < at:
            break
    assert at > 20


@pytest.mark.parametrize("what", ["write", "close"])
def test_a_full_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    write(tmp_path, FILES)
    before = tree(tmp_path)
    real = getattr(os, what)
    calls = itertools.count()

    def full(*args: object) -> object:
        if next(calls) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    new = {name: text * 2 for name, text in FILES.items()} | {"new/x.py": ""}
    with monkeypatch.context() as patch:
        patch.setattr(os, what, full)
        with pytest.raises(SpecError, match="No space left"):
            write(tmp_path, new)
    assert tree(tmp_path) == before
    assert not (tmp_path / "pets/new").exists()


class Killed(BaseException):
    """Stands for a process that ends without cleaning up."""


def test_a_kill_at_any_call_is_recovered_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = {"__init__.py": "2\n", "models/_a.py": "2\n", "b.py": "2\n"}
    third = {"__init__.py": "3\n", "models/_b.py": "3\n", "b.py": "3\n"}
    for at in itertools.count(1):
        root = tmp_path / str(at)
        write(root, FILES)
        calls = 0

        def dying(call: Callable[..., object], at: int) -> Callable[..., object]:
            def wrapped(*args: object, **options: object) -> object:
                nonlocal calls
                calls += 1
                if calls >= at:
                    raise Killed
                return call(*args, **options)

            return wrapped

        with monkeypatch.context() as patch:
            for name in ("open", "write", "fsync", "replace", "mkdir", "unlink"):
                patch.setattr(os, name, dying(getattr(os, name), at))
            try:
                write(root, second)
                break
            except Killed:
                pass
        # The next run has something else to write, and still knows what is ours.
        written, codes = write(root, third)
        assert (written is not None, codes) == (True, []), at
        assert set(tree(root)) == {f"pets/{name}" for name in third} | {
            "pets/specloom.lock"
        }
    assert at > 20


def test_read_only_folder(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o555)
    with pytest.raises(SpecError) as caught:
        write(tmp_path, FILES)
    assert caught.value.diagnostic.code == "SL803"


def test_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    results: list[object] = []

    def run(number: int) -> None:
        files = {f"{name}.py": f"{number}\n" for name in "abcdef"}
        results.append(write(tmp_path, files)[0])

    threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(result, Written) for result in results)
    assert (
        len({data for path, data in tree(tmp_path).items() if path.endswith("py")}) == 1
    )


names = st.sampled_from(["a.py", "b.py", "m/a.py", "m/n/c.py", "d/e.py"])
trees = st.dictionaries(names, st.sampled_from(["1\n", "2\n"]))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(trees, trees), min_size=1, max_size=4))
def test_no_edit_and_no_foreign_file_is_ever_lost(
    steps: list[tuple[dict[str, str], dict[str, str]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("trees")
    edits: dict[str, bytes] = {}
    for generated, edited in steps:
        for name, text in edited.items():
            place = root / "pets" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"mine {text}")
            edits[f"pets/{name}"] = place.read_bytes()
        write(root, generated)
        found = tree(root)
        assert edits == {name: found.get(name) for name in edits}


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A known umask, and no waiting for the disk."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    old = os.umask(0o022)
    yield
    os.umask(old)


def test_files_are_readable_as_the_umask_says(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert (tmp_path / "pets/__init__.py").stat().st_mode & 0o777 == 0o644
