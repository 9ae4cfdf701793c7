"""Texts and trees for the tests of documents."""

import json
from collections.abc import Iterator

from hypothesis import strategies as st

from specloom.document import Json
from specloom.source import SourceFile

# What YAML lets stand unescaped, and JSON as well; no line ends, no halves of pairs.
characters = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
).filter(lambda char: ord(char) & 0xFFFE != 0xFFFE)

strings = st.text(characters, max_size=12) | st.sampled_from(
    [
        "no",
        "12:30",
        "1.10",
        "",
        "a/b~c",
        "#",
        "- x",
        "k: v",
        "[",
        '"',
        "'",
        "\\",
        "null",
    ]
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | strings
)


def containers(children: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Lists and mappings of some children."""
    lists: st.SearchStrategy[Json] = st.lists(children, max_size=4).map(list)
    mappings: st.SearchStrategy[Json] = st.dictionaries(
        strings, children, max_size=4
    ).map(dict)
    return lists | mappings


trees: st.SearchStrategy[Json] = st.recursive(scalars, containers, max_leaves=20)


def file(text: str, name: str = "input") -> SourceFile:
    """A source file with a text."""
    return SourceFile(name, text.encode())


def pointers(node: Json, pointer: str = "") -> Iterator[tuple[str, Json, str | None]]:
    """Every pointer below a node, with the node there, and its key if it is a member."""
    if isinstance(node, dict):
        for key, child in node.items():
            below = pointer + "/" + key.replace("~", "~0").replace("/", "~1")
            yield below, child, key
            yield from pointers(child, below)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield f"{pointer}/{index}", child, None
            yield from pointers(child, f"{pointer}/{index}")


def spelt(node: Json) -> str:
    """A tree such that 1, 1.0 and true differ."""
    return json.dumps(node, sort_keys=True)
