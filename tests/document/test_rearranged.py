"""A tree made of another one: its pointers lead to where its parts stand in the text."""

from specloom.document import read
from specloom.source import SourceFile

TEXT = b"""call:
  verb: get
  parts:
    - name: a
    - name: b/c
more: 1
"""


def test_pointers_lead_to_where_a_part_was_taken_from() -> None:
    document = read(SourceFile("a.yaml", TEXT))
    origins = {"": "/call", "/in": "/call/parts", "/in/b~1c": "/call/parts/1"}
    other = document.rearranged({"in": {"b/c": {"name": "b/c"}}, "x": 1}, origins)
    assert other.is_rearranged
    assert not document.is_rearranged
    places = {
        pointer: other.span(pointer).position()[0]
        for pointer in ("", "/in", "/in/0/name", "/in/b~1c", "/in/b~1c/name", "/verb")
    }
    assert places == {
        "": 1,
        "/in": 3,
        "/in/0/name": 4,
        "/in/b~1c": 5,
        "/in/b~1c/name": 5,
        "/verb": 2,
    }


def test_what_has_no_origin_is_found_at_the_nearest_ancestor() -> None:
    document = read(SourceFile("a.yaml", TEXT))
    other = document.rearranged({"made": {}}, {"/made": "/more"})
    assert other.span("/made/up").position() == (6, 1)
    assert other.span("/nothing").position() == (1, 1)
