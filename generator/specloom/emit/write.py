"""Put a package's files in place, and touch nothing else.

In: a folder, the package in it, `{path: content}`, what is to be remembered. Out: what was
written and removed. What always holds:

- Nothing is replaced before everything stands beside its place; every file is wholly
  old or wholly new whenever the run is killed, and the next run finishes. Only the lock
  is forced to the disk: what a crash of the system left empty is made anew.
- A file that is as it should be is not written: its modification time stays.
- What specloom did not write, or what was edited since, is neither replaced (unless
  forced) nor removed (ever). `specloom.lock` tells which is which.
- No link below the output folder is followed, no path leads out of it.
- Two runs on one package: the second waits.

Every failure of the system becomes a :class:`~specloom.diagnostics.SpecError`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from specloom.diagnostics import Diagnostics, SpecError, diagnostic
from specloom.emit import lock as lockfile
from specloom.emit.faults import writing
from specloom.emit.lock import Lock
from specloom.emit.staging import NOFOLLOW, TEMPORARY, stage, temporary_of
from specloom.records import record, replace
from specloom.source import SourceFile, Span, Stretch

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not told apart there.
    fcntl = None  # type: ignore[assignment]  # a name for its absence

_PART: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


@record(frozen=True, slots=True)
class Written:
    """What a run did to a package. Paths are relative to it, sorted."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def write_package(
    output: Path,
    package: str,
    files: Mapping[str, str | bytes],
    lock: Lock,
    diagnostics: Diagnostics,
    *,
    force: bool = False,
) -> Written | None:
    """Make `output`/`package` hold these files; None if that is refused, which is said.

    Files are texts, or bytes as they stand on the disk. `lock` brings what is to be
    remembered besides the files.
    """
    folder = output / package
    encoded = {
        path: data if isinstance(data, bytes) else data.encode("utf-8")
        for path, data in files.items()
    }
    check_paths(encoded)
    with writing(folder):
        _make_folder(output, folder)
        with _alone(folder):
            run = _Run(folder, diagnostics, force)
            return run.update(encoded, lock)


def read_lock(folder: Path, *, force: bool = False) -> Lock:
    """What a package's `specloom.lock` says; an empty one where there is none.

    Raises SpecError if it cannot be read; `force` then makes it an empty one.
    """
    path = folder / lockfile.NAME
    with writing(path):
        data = _bytes(path)
    if data is None:
        return Lock()
    source = SourceFile(path.absolute().as_posix(), data)
    try:
        return lockfile.parse(source.text)
    except ValueError as error:
        if force:
            return Lock()
        offset = getattr(error, "pos", 0)
        place = Span(Stretch(source, offset, offset))
        message = f"{path.as_posix()} cannot be used: {getattr(error, 'msg', error)}"
        hint = "take it from version control, or remove it and run with --force"
        raise SpecError(diagnostic("SL724", message, place, hint=hint)) from None


class _Run:
    """One update of one package, which nobody else updates meanwhile."""

    def __init__(self, folder: Path, diagnostics: Diagnostics, force: bool) -> None:
        self.folder = folder
        self.say = diagnostics.add
        self.force = force
        self.refused = False
        self.undo: list[Callable[[], None]] = []
        self.real_folders = {folder}

    def update(self, files: Mapping[str, bytes], lock: Lock) -> Written | None:
        old = read_lock(self.folder, force=self.force)
        digests = {path: _digest(data) for path, data in files.items()}
        changed = [
            path
            for path, data in sorted(files.items())
            if not self.is_current(path, data, digests[path], old)
        ]
        stale = list(self.stale(files, old))
        if self.refused:
            return None
        new = replace(lock, files=digests, pending={})
        try:
            self.replace(changed, files, replace(old, pending=digests))
            for path in stale:
                os.unlink(self.folder / path)
            self.remove_empty(stale)
            self.replace_lock(new)
            self.remove_leftovers({*files, *old.files, *old.pending})
        except BaseException:
            for step in reversed(self.undo):
                with suppress(OSError):
                    step()
            raise
        return Written(tuple(changed), tuple(stale))

    def is_current(self, path: str, data: bytes, digest: str, old: Lock) -> bool:
        """Whether a file is as it should be. Refuses to replace what is not ours."""
        place = self.folder / path
        if not self.has_real_parents(place):
            return False
        try:
            found = _bytes(place)
        except IsADirectoryError:
            self.refuse("SL723", f"{place.as_posix()} is a link or a folder")
            return False
        if found is None:
            return False
        if found == data or _unix(found) == data:
            return True
        if not self.force and not _ours(old, path, found):
            shown = place.as_posix()
            if path in old.files:
                message = f"{shown} was edited by hand"
                hint = "move the edit elsewhere, or drop it with --force"
                self.refuse("SL720", message, hint=hint)
            else:
                message = f"{shown} is there, and specloom has not written it"
                hint = "move it, choose another --output, or replace it with --force"
                self.refuse("SL721", message, hint=hint)
        return False

    def stale(self, files: Mapping[str, bytes], old: Lock) -> Iterator[str]:
        """Files that specloom wrote, that nobody edited, and that are not wanted now."""
        for path in sorted({*old.files, *old.pending} - {*files}):
            place = self.folder / path
            if why_unsafe(path) or not self.has_real_parents(place, quiet=True):
                continue
            try:
                found = _bytes(place)
            except IsADirectoryError:
                continue
            if found is None:
                continue
            if _ours(old, path, found):
                yield path
            else:
                shown = place.as_posix()
                message = f"{shown} is no longer generated, but was edited: it is kept"
                self.say("SL722", message)

    def has_real_parents(self, place: Path, *, quiet: bool = False) -> bool:
        """Whether the folders between the package and a file are folders, or missing."""
        wanted: list[Path] = []
        for parent in place.parents:
            if parent in self.real_folders:
                break
            wanted.append(parent)
        for parent in reversed(wanted):
            try:
                mode = os.lstat(parent).st_mode
            except FileNotFoundError:
                return True
            if not stat.S_ISDIR(mode):
                if not quiet:
                    self.refuse("SL723", f"{parent.as_posix()} is not a folder")
                return False
            self.real_folders.add(parent)
        return True

    def refuse(self, code: str, message: str, hint: str | None = None) -> None:
        self.refused = True
        self.say(code, message, hint=hint)

    def replace(self, paths: list[str], files: Mapping[str, bytes], lock: Lock) -> None:
        """Put new files beside their places, then say so in the lock, then move them."""
        if not paths:
            return
        for parent in sorted({(self.folder / path).parent for path in paths}):
            self.make_parents(parent)
        staged = [(self.stage(it, files[it]), self.folder / it) for it in paths]
        self.replace_lock(lock)
        # From here on a failure leaves some files new: the lock knows them.
        self.undo.clear()
        self.undo += [partial(os.unlink, temporary) for temporary, _ in staged]
        for temporary, place in staged:
            os.replace(temporary, place)

    def replace_lock(self, lock: Lock) -> None:
        data = lock.text().encode()
        place = self.folder / lockfile.NAME
        if _bytes(place) != data:
            os.replace(self.stage(lockfile.NAME, data, durable=True), place)
            _sync_folder(self.folder)

    def stage(self, path: str, data: bytes, *, durable: bool = False) -> Path:
        temporary = stage(self.folder / path, data, durable=durable)
        self.undo.append(partial(os.unlink, temporary))
        return temporary

    def make_parents(self, folder: Path) -> None:
        if folder in self.real_folders:
            return
        self.make_parents(folder.parent)
        with suppress(FileExistsError):
            os.mkdir(folder)
            self.undo.append(partial(os.rmdir, folder))
        self.real_folders.add(folder)

    def remove_empty(self, paths: Iterable[str]) -> None:
        """Remove the folders of removed files, up to the package, where nothing is left."""
        parents = {p for path in paths for p in Path(path).parents if p.name}
        for parent in sorted(parents, key=lambda p: len(p.parts), reverse=True):
            with suppress(OSError):
                os.rmdir(self.folder / parent)

    def remove_leftovers(self, paths: Iterable[str]) -> None:
        """Remove what a killed run left beside the places of our files."""
        ours = {temporary_of(self.folder / path) for path in (*paths, lockfile.NAME)}
        for folder in sorted({path.parent for path in ours}):
            with suppress(FileNotFoundError, NotADirectoryError):
                for name in os.listdir(folder):
                    if name.endswith(TEMPORARY) and folder / name in ours:
                        os.unlink(folder / name)


def replace_file(place: Path, text: str) -> None:
    """Write one file, as a whole or not at all, into a folder that is there."""
    if not place.parent.is_dir():
        message = f"cannot write {place.as_posix()}: there is no such folder"
        raise SpecError(diagnostic("SL723", message))
    temporary = stage(place, text.encode("utf-8"))
    with writing(place):
        os.replace(temporary, place)


def why_unsafe(path: str) -> str | None:
    """Why a path must not be written; None if it stays below the package everywhere."""
    for part in path.split("/"):
        if not _PART.fullmatch(part) or part.startswith("..") or part.endswith("."):
            return f"{part!r} is not a plain name"
        if _RESERVED.fullmatch(part):
            return f"{part!r} is a device on some systems"
    return None


def check_paths(files: Iterable[str]) -> None:
    """Refuse (ValueError: our mistake) paths that are unsafe, or one on some disks."""
    seen: dict[str, str] = {lockfile.NAME: lockfile.NAME}
    for path in files:
        if why := why_unsafe(path):
            raise ValueError(f"output path {path!r}: {why}")
        other = seen.setdefault(path.lower(), path)
        if other is not path:
            raise ValueError(
                f"output paths {other!r} and {path!r} are one on some disks"
            )


def _make_folder(output: Path, folder: Path) -> None:
    """The package's folder. The output folder itself may be reached through links."""
    os.makedirs(output, exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(folder)
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        hint = "remove it, or choose another --output or --package"
        message = f"{folder.as_posix()} is not a folder"
        raise SpecError(diagnostic("SL723", message, hint=hint))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs out of a package. The kernel lets go when the process ends."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _bytes(path: Path) -> bytes | None:
    """What a regular file holds, None if there is nothing; never through a link."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise IsADirectoryError(f"{path} is not a regular file")
    descriptor = os.open(path, os.O_RDONLY | NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _ours(lock: Lock, path: str, data: bytes) -> bool:
    if lock.wrote(path, _digest(data)):
        return True
    if not data.strip(b"\0"):
        # What a file is after a crash of the system; nobody's edit is in it.
        return path in lock.files or path in lock.pending
    # Version control may have turned the line ends.
    return b"\r\n" in data and lock.wrote(path, _digest(_unix(data)))


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sync_folder(folder: Path) -> None:
    # Not every system lets a folder be opened or synced; the files themselves are.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
