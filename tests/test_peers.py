"""What `make test-peers` counts, and when it fails."""

from __future__ import annotations

import pytest

from tests.peers import run_peers
from tests.peers.run_peers import NO_CORPUS, NO_NODE, read, table

MODULE = "tests.peers.run_peers"
REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">{}</testsuite></testsuites>"""
PASSED = f'<testcase classname="{MODULE}" name="a" time="1.25" />'


def case(inner: str) -> str:
    return f'<testcase classname="{MODULE}" name="b" time="0.5">{inner}</testcase>'


def test_what_passed_is_counted() -> None:
    (row,) = read(REPORT.format(PASSED + PASSED))
    assert row.holds
    assert (row.passed, row.failed, row.skipped, row.seconds) == (2, 0, [], 2.5)
    title = "`make test-peers`: generated code against software that others wrote"
    assert table([row]) == [
        "| what | passed | failed | skipped | seconds |",
        "|---|--:|--:|--:|--:|",
        f"| {title} | 2 | 0 | 0 | 2.5 |",
    ]


@pytest.mark.parametrize(
    "inner", ['<failure message="no" />', '<error message="no server" />']
)
def test_what_failed_does_not_hold(inner: str) -> None:
    (row,) = read(REPORT.format(PASSED + case(inner)))
    assert (row.passed, row.failed, row.holds) == (1, 1, False)


@pytest.mark.parametrize(
    ("reason", "holds"), [(NO_NODE, True), (NO_CORPUS, True), ("no time", False)]
)
def test_only_what_cannot_be_had_is_skipped(reason: str, holds: bool) -> None:
    (row,) = read(REPORT.format(case(f'<skipped message="{reason}" />')))
    assert (row.passed, row.skipped, row.holds) == (0, [reason], holds)
    assert table([row])[-1] == f"- skipped: {reason}"


def test_versions_are_those_that_are_installed() -> None:
    listed = run_peers.versions()
    assert any(it.startswith("langgraph-api ") for it in listed)
    assert any(it.startswith("`@langchain/langgraph-sdk` ") for it in listed)
