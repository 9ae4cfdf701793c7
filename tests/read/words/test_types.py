"""What type cells say: every spelling of the field that we know of, a row each."""

import pytest

from specloom.ir import types as t
from specloom.ir.evidence import Evidence, Grade
from specloom.read.pages.words.types import type_of, wording
from specloom.source import SourceFile, Span, Stretch

STATED = Evidence(Span(Stretch(SourceFile("a.md", b""))), Grade.STATED, "type-cell")
GUESSED = Evidence(STATED.span, Grade.GUESSED, "prose")

STRING, INTEGER, NUMBER, BOOLEAN = (
    t.Primitive("string"),
    t.Primitive("integer"),
    t.Primitive("number"),
    t.Primitive("boolean"),
)
UUID, TIME = t.Primitive("string", "uuid"), t.Primitive("string", "date-time")
LONG, OBJECT, ANY = t.Primitive("integer", "int64"), t.Object(()), t.Any_()
STRINGS = t.Array(STRING)
THREAD = t.Ref("schemas/Thread")


def enum(*values: t.Json) -> t.Enum:
    base: t.Kind = "string" if isinstance(values[0], str) else "integer"
    return t.Enum(values, base)


SPELLINGS: dict[str, t.Type] = {
    "string": STRING,
    "STRING": STRING,
    "`string`": STRING,
    "**String**": STRING,
    "str": STRING,
    "integer": INTEGER,
    "INT": INTEGER,
    "LONG": LONG,
    "int64": LONG,
    "integer(int64)": LONG,
    "integer <int64>": LONG,
    "integer<int32>": t.Primitive("integer", "int32"),
    "DECIMAL": NUMBER,
    "number (float)": t.Primitive("number", "float"),
    "bool": BOOLEAN,
    "BOOLEAN": BOOLEAN,
    "true | false": BOOLEAN,
    "uuid": UUID,
    "String (UUID)": UUID,
    "UUID v7": UUID,
    "string(date-time)": TIME,
    "datetime": TIME,
    "ISO 8601 string": TIME,
    "string(uri-reference)": t.Primitive("string", "uri-reference"),
    "string(50)": t.Primitive("string", None, t.Constraints(max_length=50)),
    "any": ANY,
    "unknown": ANY,
    "ENUM": STRING,
    "Enum (String)": STRING,
    "enum<string>": STRING,
    "string (enum)": STRING,
    "file": t.Binary(),
    "null": t.Const(None),
    "字符串": STRING,
    "数组": t.Array(ANY),
    "整数": INTEGER,
    "строка": STRING,
    # arrays
    "array": t.Array(ANY),
    "array[uuid]": t.Array(UUID),
    "array[string]": STRINGS,
    "array of strings": STRINGS,
    "Array of strings": STRINGS,
    "ARRAY OF STRING": STRINGS,
    "a list of strings": STRINGS,
    "string array": STRINGS,
    "[string]": STRINGS,
    "string[]": STRINGS,
    "[]string": STRINGS,
    "array(string)": STRINGS,
    "array (string)": STRINGS,
    "array<string>": STRINGS,
    r"array\<string\>": STRINGS,
    "array&lt;string&gt;": STRINGS,
    "array&#60;string&#62;": STRINGS,
    "Array of array of strings": t.Array(STRINGS),
    "Object[]": t.Array(OBJECT),
    "object[]": t.Array(OBJECT),
    "List of Objects": t.Array(OBJECT),
    "array of objects": t.Array(OBJECT),
    # objects and maps
    "object": OBJECT,
    "JSON object": OBJECT,
    "dict<string, string>": t.Map(STRING),
    "dict[str, Any]": t.Map(ANY),
    "Record<string, string[]>": t.Map(STRINGS),
    "map[string]string": t.Map(STRING),
    "map of string to integer": t.Map(INTEGER),
    "map<integer, string>": t.Map(STRING, INTEGER),
    "Object of arrays": t.Map(t.Array(ANY)),
    "{ [key: string]: number }": t.Map(NUMBER),
    "{ lat: number, lon?: number }": t.Object(
        (t.Field("lat", NUMBER, True), t.Field("lon", NUMBER))
    ),
    "{ a: 1, b }": OBJECT,
    "list[dict[str, Any]]": t.Array(t.Map(ANY)),
    # null
    "String / null": t.Nullable(STRING),
    "String / `null`": t.Nullable(STRING),
    "?string": t.Nullable(STRING),
    "string | null": t.Nullable(STRING),
    r"string \| null": t.Nullable(STRING),
    "string¦null": t.Nullable(STRING),
    "string,null": t.Nullable(STRING),
    "string or null": t.Nullable(STRING),
    "nullable string": t.Nullable(STRING),
    "string (nullable)": t.Nullable(STRING),
    "Optional[str]": t.Nullable(STRING),
    "string,null(date-time)": t.Nullable(TIME),
    "Array of strings/`null`": t.Nullable(STRINGS),
    # alternatives
    "String or number": t.Union((STRING, NUMBER)),
    "String/Integer": t.Union((STRING, INTEGER)),
    "string | string[]": t.Union((STRING, STRINGS)),
    "Union[str, int]": t.Union((STRING, INTEGER)),
    "String or array of strings": t.Union((STRING, STRINGS)),
    "String/Array of array of strings/`null`": t.Nullable(
        t.Union((STRING, t.Array(STRINGS)))
    ),
    "object,array,null": t.Nullable(t.Union((OBJECT, t.Array(ANY)))),
    # values
    "active | running | done": enum("active", "running", "done"),
    '"a" | "b"': enum("a", "b"),
    "`asc` or `desc`": enum("asc", "desc"),
    "enum(a, b, c)": enum("a", "b", "c"),
    'Literal["a", "b"]': enum("a", "b"),
    "1 | 2 | 3": enum(1, 2, 3),
    '"a" | "b" | null': t.Nullable(enum("a", "b")),
    '"team"': t.Const("team"),
    # names of other objects
    "Thread": THREAD,
    "[Thread](#thread)": THREAD,
    "[[Thread](#thread)]": t.Array(THREAD),
    "Thread object": THREAD,
    "Thread[]": t.Array(THREAD),
    "array of Thread": t.Array(THREAD),
}

NO_TYPES = [
    "",
    "-",
    "team",
    "Array of primary keys",
    "`kind` = `LIMIT`",
    "application/json",
    "The name of the thing",
    "string | Whoever",
]

REQUIRED = {
    "string": None,
    "string, required": True,
    "(string, required)": True,
    "string (required)": True,
    "required string": True,
    "string*": True,
    "[String*](/somewhere)": True,
    "string?": False,
    "String (optional)": False,
    "string, not required": False,
    "optional[string]": None,
}


def resolve(name: str, target: str | None) -> t.Type | None:
    return THREAD if name == "Thread" and target in (None, "#thread") else None


@pytest.mark.parametrize("cell", SPELLINGS)
def test_a_spelling_is_its_type(cell: str) -> None:
    assert type_of(cell, STATED, resolve) == SPELLINGS[cell]


@pytest.mark.parametrize("cell", NO_TYPES)
def test_what_is_not_understood_is_no_type(cell: str) -> None:
    assert wording(cell, STATED, resolve) is None


@pytest.mark.parametrize("cell", REQUIRED)
def test_a_cell_may_say_whether_it_is_required(cell: str) -> None:
    found = wording(cell, STATED)
    assert found is not None
    assert found.required is REQUIRED[cell]


def test_every_node_rests_on_the_evidence() -> None:
    found = type_of("array of string | null", STATED)
    while found is not None:
        assert found.notes.evidence["type"] is STATED
        found = getattr(found, "inner", None) or getattr(found, "items", None)


def test_weak_evidence_closes_no_enumeration() -> None:
    assert type_of("a | b", GUESSED) == t.Enum(("a", "b"), "string", open=True)
