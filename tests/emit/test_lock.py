"""`specloom.lock`: its text, and reading it back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.emit.lock import VERSION, Lock, parse

texts = st.text('ab"\\\n\0/\u2028\u00e9\U0001f600', max_size=8)
tables = st.dictionaries(texts, texts, max_size=4)
locks = st.builds(Lock, texts, tables, tables, tables, tables)


@given(locks)
def test_what_is_written_is_read(lock: Lock) -> None:
    assert parse(lock.text()) == lock


@given(locks)
def test_the_text_is_plain_json(lock: Lock) -> None:
    content: dict[str, object] = {"version": VERSION, "generator": lock.generator}
    for key in ("sources", "files", "pending", "names"):
        entries = getattr(lock, key)
        if entries or key != "pending":
            content[key] = dict(sorted(entries.items()))
    expected = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    assert lock.text() == expected


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "{}", '{"version": 1, "names": {"a": 1}}', "[" * 99_999]
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)
