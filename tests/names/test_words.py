"""Words of wire names, and the identifiers that are made of them."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.names.words import (
    LIMIT,
    attribute,
    class_name,
    pascal,
    singular,
    snake,
    spelled,
    words,
)

ANY_TEXT = st.text(max_size=90) | st.text("aZ09_-. /<@é", max_size=90)


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("thread_id", "thread id"),
        ("threadId", "thread id"),
        ("ThreadID", "thread id"),
        ("thread-id", "thread id"),
        ("thread.id", "thread id"),
        ("threads/create", "threads create"),
        ("HTTPServer", "http server"),
        ("userIDs", "user ids"),
        ("APIsByURLs", "apis by urls"),
        ("OAuth2Token", "oauth2 token"),
        ("IPv4Address", "ipv4 address"),
        ("TLSv1Only", "tlsv1 only"),
        ("sha256Sum", "sha256 sum"),
        ("SHA256", "sha256"),
        ("S3Bucket", "s3 bucket"),
        ("v1beta1.Pod", "v1beta1 pod"),
        ("k8s", "k8s"),
        ("address_line_2", "address line 2"),
        ("2fa", "2fa"),
        ("FOO_BAR", "foo bar"),
        ("+1", "plus 1"),
        ("-1", "minus 1"),
        ("a+1", "a 1"),
        ("created>", "created greater"),
        ("created<=", "created less"),
        ("created≥", "created greater equal"),
        ("*", "star"),
        ("$", "dollar"),
        ("", "empty"),
        ("Größe", "grosse"),
        ("Straße", "strasse"),
        ("naïve café", "naive cafe"),
        ("ﬁnal", "final"),
        ("①", "1"),
        ("имя", "imya"),
        ("日本", "u65e5 u672c"),
        ("ſelf", "self"),
        ("\N{ZERO WIDTH SPACE}", "u200b"),
    ],
)
def test_words(wire: str, expected: str) -> None:
    assert " ".join(words(wire)) == expected


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("type", "type"),
        ("threadId", "thread_id"),
        ("sha256sum", "sha256sum"),
        ("_links", "links"),
        ("__proto__", "proto"),
        ("2fa_enabled", "two_fa_enabled"),
        ("404", "n404"),
        ("24h_volume", "n24h_volume"),
        ("+1", "plus_1"),
        ("a" * 80, "a" * 60),
    ],
)
def test_attribute(wire: str, expected: str) -> None:
    assert attribute(wire) == expected


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("Thread", "Thread"),
        ("HTTPValidationError", "HTTPValidationError"),
        ("simple-user", "SimpleUser"),
        ("userID", "UserId"),
        ("io.acme.v1.Pod", "IoAcmeV1Pod"),
        ("v1.2", "V1_2"),
        ("3d-model", "ThreeDModel"),
    ],
)
def test_class_name(wire: str, expected: str) -> None:
    assert class_name(wire) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("threads", "thread"),
        ("categories", "category"),
        ("series", "series"),
        ("status", "status"),
        ("statuses", "status"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("databases", "database"),
        ("branches", "branch"),
        ("people", "person"),
        ("ids", "id"),
        ("is", "is"),
        ("lies", "lie"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected
    assert singular(expected) == expected


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    name = snake(
        ("repository", "security", "and", "analysis") + ("deep",) * 9 + ("status",)
    )
    assert name == "repository_security_analysis_deep_status"
    many = [f"word{chr(97 + i)}" for i in range(20)]
    assert pascal(many).startswith("WordaWordb")
    assert pascal(many).endswith("WordsWordt")


@given(ANY_TEXT)
def test_names_are_identifiers(wire: str) -> None:
    for name in (
        attribute(wire),
        snake(words(wire)),
        snake(spelled(wire)),
        class_name(wire),
        pascal(words(wire)),
        pascal(spelled(wire)),
    ):
        assert name.isascii() and name.isidentifier()
        assert 0 < len(name) <= LIMIT
        assert not name.startswith("_") and not name.endswith("_")
        assert "__" not in name
    assert attribute(wire) == attribute(wire).lower()
    assert class_name(wire)[0].isupper()


@given(ANY_TEXT)
def test_words_are_plain_and_never_missing(wire: str) -> None:
    for found in (words(wire), spelled(wire)):
        assert found
        assert all(w.isascii() and w.isalnum() and w == w.lower() for w in found)


@given(st.text("abcxyz0123456789_", min_size=1, max_size=40))
def test_a_good_attribute_stays_as_it_is(wire: str) -> None:
    good = wire.isidentifier() and "__" not in wire and wire.strip("_") == wire
    if good and not keyword.iskeyword(wire):
        assert attribute(wire) == wire
