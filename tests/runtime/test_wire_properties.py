"""Whatever is given: it comes back as it was, or it is refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import MISSING

from templates.runtime import bodies, params
from templates.runtime.files import File
from templates.runtime.model import Model
from templates.runtime.plan import Parameter, Part
from templates.runtime.types import Binary
from tests.runtime.echo import Echo
from tests.runtime.test_style_table import parameter, read, write

TEXT = st.text(
    st.one_of(
        st.sampled_from(",.;|=&/?#[]+ %2C\"'\\:@!$()*~-_aä\N{MONKEY FACE}"),
        st.characters(exclude_categories=["Cs"], max_codepoint=0x2FF),
    ),
    max_size=6,
)
FLAT = st.one_of(
    TEXT,
    st.lists(TEXT, min_size=1, max_size=4),
    st.dictionaries(TEXT, TEXT, min_size=1, max_size=4),
)
MEMBER = st.one_of(TEXT, st.lists(TEXT, min_size=2, max_size=3))
DEEP = st.dictionaries(
    TEXT,
    st.one_of(MEMBER, st.dictionaries(TEXT, MEMBER, min_size=1, max_size=3)),
    min_size=1,
    max_size=3,
)
PLACES: list[tuple[Any, Any]] = [
    ("path", "simple"),
    ("path", "label"),
    ("path", "matrix"),
    ("query", "form"),
    ("query", "spaceDelimited"),
    ("query", "pipeDelimited"),
    ("header", "simple"),
    ("cookie", "form"),
    ("cookie", "cookie"),
]


@pytest.mark.parametrize(("location", "style"), PLACES)
@settings(max_examples=200, deadline=None)
@given(value=FLAT, explode=st.booleans(), reserved=st.booleans())
def test_a_parameter(
    location: Any, style: Any, value: Any, explode: bool, reserved: bool
) -> None:
    if location == "header" and any(
        ord(char) > 126 or char < " " for char in str(value)
    ):
        return  # what `request` refuses in any header
    spec = parameter(
        location, value, style=style, explode=explode, allow_reserved=reserved
    )
    with suppress(params.Ambiguous):
        assert read(spec, write(spec, value)) == value


@settings(max_examples=300, deadline=None)
@given(value=DEEP)
def test_a_deep_object(value: Any) -> None:
    spec = parameter("query", value, style="deepObject", explode=True)
    with suppress(params.Ambiguous):
        assert read(spec, write(spec, value)) == value


class Form(Model):
    text: str | MISSING = MISSING

    texts: list[str] | MISSING = MISSING

    file: Binary | MISSING = MISSING

    files: list[Binary] | MISSING = MISSING

    map: dict[str, str] | MISSING = MISSING


FILES = st.builds(File, st.binary(max_size=20), st.none() | TEXT)
FORMS = st.fixed_dictionaries(
    {},
    optional={
        "text": TEXT,
        "texts": st.lists(TEXT, min_size=1, max_size=3),
        "map": st.dictionaries(TEXT, TEXT, min_size=1, max_size=3),
        "file": FILES,
        "files": st.lists(FILES, min_size=1, max_size=3),
    },
)
STYLES: dict[str, Part] = {
    "texts": Part(style="pipeDelimited", shape="array"),
    "map": Part(style="deepObject", shape="object"),
}


@pytest.mark.parametrize("parts", [{}, STYLES])
@pytest.mark.parametrize("media", [bodies.FORM, bodies.MULTIPART])
@settings(max_examples=200, deadline=None)
@given(fields=FORMS)
def test_a_form(media: str, parts: dict[str, Part], fields: dict[str, Any]) -> None:
    if media == bodies.FORM:
        fields = {k: v for k, v in fields.items() if not k.startswith("file")}
    body = Form(**fields)
    with suppress(params.Ambiguous):
        raw, header = bodies.write(media, lambda: Form, body, "request", parts)
        found = bodies.read(media, header, lambda: Form, raw, parts)
        assert found == body
        assert isinstance(found, Form)
        if isinstance(body.file, File) and isinstance(found.file, File):
            assert found.file.name == (body.file.name or found.file.name)


@pytest.mark.parametrize(
    "query",
    [
        "deep" + "[a]" * 5_000 + "=1",
        "&".join(f"deep[{n}][{n}]=1" for n in range(3_000)),
        "&".join(["deep[a]=1"] * 5_000),
        "deep[" * 5_000,
        "deep[a]=%FF%FE&deep[%00]=%",
        "=" * 1_000 + "&" * 1_000,
    ],
)
def test_hostile_queries_are_answered(query: str) -> None:
    spec = Parameter(
        "query",
        "deep",
        "deep",
        lambda: dict[str, Any],
        shape="object",
        style="deepObject",
        explode=True,
    )
    assert Echo(spec).http().put(f"/echo?{query}").status_code in (204, 400)
