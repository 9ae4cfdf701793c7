"""Several files are written at once, and one failure is what is said of them."""

import threading
from collections.abc import Callable

import pytest

from specloom.emit.staging import at_once


def test_all_jobs_are_run() -> None:
    done: list[int] = []
    at_once([lambda number=number: done.append(number) for number in range(100)])
    assert sorted(done) == list(range(100))
    at_once([])


def test_jobs_wait_for_the_disk_together() -> None:
    both = threading.Barrier(2)
    at_once([lambda: both.wait(10), lambda: both.wait(10)])


def test_the_first_failure_is_raised_and_nothing_is_left_running() -> None:
    ran: list[int] = []
    meet = threading.Barrier(2)

    def failing(number: int) -> Callable[[], None]:
        def job() -> None:
            ran.append(number)
            meet.wait(10)
            raise OSError(number, "no")

        return job

    before = threading.active_count()
    with pytest.raises(OSError) as caught:
        at_once([failing(1), failing(2), *[lambda: ran.append(3)] * 50])
    assert caught.value.errno == 1
    assert threading.active_count() == before
    # Those that had begun beside the failures may have ended; the rest never began.
    assert {1, 2} <= set(ran)


def test_without_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    done: list[int] = []
    at_once([lambda number=number: done.append(number) for number in range(20)])
    assert done == list(range(20))


def test_an_interrupt_ends_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at_once([interrupted] * 20)
