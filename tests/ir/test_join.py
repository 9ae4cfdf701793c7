"""What several sources say of one type or operation, joined by their evidence."""

from hypothesis import given

from specloom.ir import types as t
from specloom.ir.api import Body, Content, Operation, Parameter, Response
from specloom.ir.evidence import Claim, Evidence, Grade
from specloom.ir.join import join_operations, join_types
from specloom.records import replace
from specloom.source import SourceFile, Span, Stretch
from tests.ir.strategies import TYPES

PAGE = SourceFile("page.md", b"one\ntwo\n")


def why(grade: Grade) -> Evidence:
    return Evidence(Span(Stretch(PAGE, 0, 3)), grade, grade.name.lower())


def of(grade: Grade, type_: t.Type, **more: Grade) -> t.Type:
    evidence = {"type": why(grade), **{key: why(it) for key, it in more.items()}}
    return replace(type_, notes=replace(type_.notes, evidence=evidence))


STRING = t.Primitive("string")
INTEGER = t.Primitive("integer")
NUMBER = t.Primitive("number")
STATED, INFERRED, GUESSED = Grade.STATED, Grade.INFERRED, Grade.GUESSED


def conflicts(type_: t.Type) -> list[tuple[str, str]]:
    return [(claim.attribute, claim.value) for claim in type_.notes.conflicts]


def test_the_stronger_type_holds_and_the_other_is_kept_as_a_conflict() -> None:
    for pair in (
        (of(STATED, STRING), of(INFERRED, INTEGER)),
        (of(INFERRED, INTEGER), of(STATED, STRING)),
    ):
        found = join_types(*pair)
        assert found == STRING
        assert found.notes.evidence["type"].grade is STATED
        assert conflicts(found) == [("type", "integer")]
        (claim,) = found.notes.conflicts
        assert claim == Claim("type", "integer", why(INFERRED))


def test_of_equally_strong_types_the_first_holds() -> None:
    found = join_types(of(STATED, STRING), of(STATED, INTEGER))
    assert found == STRING
    assert conflicts(found) == [("type", "integer")]


def test_a_whole_number_in_a_sample_contradicts_no_number() -> None:
    found = join_types(of(STATED, NUMBER), of(INFERRED, INTEGER))
    assert found == NUMBER
    assert conflicts(found) == []
    found = join_types(of(STATED, INTEGER), of(INFERRED, NUMBER))
    assert found == INTEGER
    assert conflicts(found) == [("type", "number")]
    assert join_types(of(INFERRED, INTEGER), of(INFERRED, NUMBER)) == NUMBER


def test_a_sample_refines_the_format_of_a_string() -> None:
    moment = t.Primitive("string", "date-time")
    found = join_types(of(STATED, STRING), of(INFERRED, moment))
    assert found == moment
    assert found.notes.evidence["type"].grade is STATED
    assert found.notes.evidence["format"].grade is INFERRED
    assert join_types(of(INFERRED, moment), of(INFERRED, STRING)) == STRING


def test_null_in_a_sample_makes_nullable_unless_a_schema_says_otherwise() -> None:
    null = of(INFERRED, t.Nullable(t.Any_()))
    found = join_types(of(STATED, STRING), null)
    assert found == t.Nullable(STRING)
    assert found.notes.evidence["nullable"].grade is INFERRED
    found = join_types(STRING, null)
    assert found == STRING
    declared = replace(STRING, span=Span(Stretch(PAGE, 4, 7)))
    found = join_types(declared, of(INFERRED, t.Nullable(STRING)))
    assert found == STRING
    assert conflicts(found) == [("nullable", "true")]


def test_absence_of_null_is_no_claim() -> None:
    found = join_types(of(STATED, t.Nullable(STRING)), of(INFERRED, STRING))
    assert found == t.Nullable(STRING)
    assert conflicts(found) == []


def test_members_of_both_objects_are_kept() -> None:
    first = of(STATED, t.Object((t.Field("a", of(STATED, STRING), required=True),)))
    optional = of(INFERRED, INTEGER, required=GUESSED)
    second = of(INFERRED, t.Object((t.Field("b", optional), t.Field("a", optional))))
    found = join_types(first, second)
    assert isinstance(found, t.Object)
    assert [(it.name, it.type, it.required) for it in found.fields] == [
        ("a", STRING, True),
        ("b", INTEGER, False),
    ]
    assert conflicts(found.fields[0].type) == [("type", "integer")]


def test_an_explicit_mark_outweighs_that_nobody_marked() -> None:
    unmarked = of(INFERRED, STRING, required=GUESSED)
    marked = of(STATED, STRING, required=STATED)
    first = of(INFERRED, t.Object((t.Field("a", unmarked),)))
    second = of(STATED, t.Object((t.Field("a", marked, required=True),)))
    for pair in ((first, second), (second, first)):
        found = join_types(*pair)
        assert isinstance(found, t.Object)
        (field,) = found.fields
        assert field.required
        assert field.type.notes.evidence["required"].grade is STATED
        assert conflicts(field.type) == []


def test_a_map_stays_a_map_whatever_keys_a_sample_has() -> None:
    free = of(STATED, t.Map(t.Any_()))
    sample = of(INFERRED, t.Object((t.Field("colour", of(INFERRED, STRING)),)))
    assert join_types(free, sample) == t.Map(t.Any_())
    assert join_types(sample, free) == t.Map(t.Any_())
    assert join_types(of(STATED, t.Object(())), sample) == sample
    unknown = of(STATED, t.Map(t.Any_()), keys=GUESSED)
    assert join_types(unknown, sample) == sample
    assert join_types(sample, unknown) == sample


def test_values_of_a_list_are_an_enumeration() -> None:
    values = of(STATED, t.Enum(("a", "b"), "string"), enum=STATED)
    found = join_types(of(STATED, STRING), values)
    assert found == t.Enum(("a", "b"), "string")
    found = join_types(of(STATED, STRING), of(GUESSED, t.Enum(("a",), "string")))
    assert found == t.Enum(("a",), "string", open=True)


def test_samples_of_several_kinds_are_any_of_them() -> None:
    found = join_types(of(INFERRED, STRING), of(INFERRED, INTEGER))
    assert found == t.Union((STRING, INTEGER))
    again = join_types(found, of(INFERRED, STRING))
    assert again == found


@given(TYPES)
def test_joined_with_itself_a_type_is_the_same(type_: t.Type) -> None:
    copy = replace(type_)
    found = join_types(type_, copy)
    assert found == type_
    assert conflicts(found) == conflicts(type_)


@given(TYPES, TYPES)
def test_any_two_types_can_be_joined(first: t.Type, second: t.Type) -> None:
    join_types(of(STATED, first), of(INFERRED, second))
    join_types(of(INFERRED, first), of(INFERRED, second))
    join_types(first, second)


def operation(**more: object) -> Operation:
    made = Operation("GET /a/{}", "GET", "/a/{id}", span=Span(Stretch(PAGE, 0, 3)))
    return replace(made, **more)


def test_placeholders_are_called_as_the_first_source_calls_them() -> None:
    first = operation(parameters=(Parameter("id", "path", of(GUESSED, STRING)),))
    second = operation(
        path="/a/{key}", parameters=(Parameter("key", "path", of(STATED, INTEGER)),)
    )
    found = join_operations(first, second)
    assert [(it.name, it.type) for it in found.parameters] == [("id", INTEGER)]


def test_placeholders_are_called_as_the_stronger_source_calls_them() -> None:
    shown = operation(path="/a/{id}", evidence={"path": why(INFERRED)})
    said = operation(path="/a/{thingId}", evidence={"path": why(STATED)})
    for pair in ((shown, said), (said, shown)):
        found = join_operations(*pair)
        assert found.path == "/a/{thingId}"
        assert found.evidence["path"].grade is STATED


def test_a_guessed_status_is_the_one_that_is_named() -> None:
    sample = of(INFERRED, t.Object((t.Field("a", of(INFERRED, STRING)),)))
    content = Content("application/json", sample)
    unnamed = Response("200", contents=(content,), evidence={"status": why(GUESSED)})
    other = Response("default", evidence={"status": why(GUESSED)})
    named = Response("201", "Created"), Response("404", "Gone")
    found = join_operations(
        operation(responses=(unnamed, other)), operation(responses=named)
    )
    assert [it.status for it in found.responses] == ["201", "404"]
    assert found.responses[0].contents == (content,)
    assert found.responses[0].description == "Created"
    assert "status" not in found.responses[0].evidence


def test_bodies_are_joined_by_media_type() -> None:
    def body(type_: t.Type) -> Body:
        return Body((Content("application/json", type_),))

    first = of(STATED, t.Object((t.Field("a", of(STATED, STRING)),)))
    second = of(INFERRED, t.Object((t.Field("b", of(INFERRED, STRING)),)))
    found = join_operations(operation(body=body(first)), operation(body=body(second)))
    assert found.body is not None
    (content,) = found.body.contents
    assert isinstance(content.type, t.Object)
    assert [it.name for it in content.type.fields] == ["a", "b"]
