"""Names of declarations, fields, parameters and credentials, and what a lock keeps."""

import pytest

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Declaration, SecurityScheme
from specloom.ir.types import Const, Enum, Field, Notes, Nullable, Object, Type
from specloom.names import name_table
from tests.names.apis import api, component, inline, operation, parameter, record


def declared(*declarations: Declaration) -> list[str]:
    """The names of declarations, in an API with one operation."""
    call = operation("GET /threads", "listThreads", "threads")
    table = name_table(api(call, declarations=declarations))
    return [table.declaration(d.id) for d in declarations]


def fields(*wires: str) -> list[str]:
    """The attributes of an object's fields."""
    table = name_table(api(declarations=(component("A", record(*wires)),)))
    return [table.field("schemas/A", wire) for wire in wires]


def test_what_is_called_in_the_source_as_in_python_keeps_its_name() -> None:
    assert declared(component("foo_bar"), component("FooBar")) == [
        "FooBarObject",
        "FooBar",
    ]


def test_a_title_tells_two_schemas_apart() -> None:
    type_ = Object((), notes=Notes(title="Old user"))
    assert declared(component("User"), component("user", type_)) == ["User", "OldUser"]


def test_keywords_and_digits() -> None:
    assert declared(component("None"), component("3d")) == ["None_", "ThreeD"]


def test_a_prefix_that_all_dotted_names_share_is_left_out() -> None:
    names = [f"com.acme.api.{name}" for name in ("A", "B", "C", "D", "sub.E")]
    assert declared(*map(component, names)) == ["A", "B", "C", "D", "SubE"]
    assert declared(component("com.acme.A"), component("com.acme.B")) == [
        "ComAcmeA",
        "ComAcmeB",
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (".config", "ThreadConfig"),
        (".messages[]", "ThreadMessage"),
        (".data[]", "ThreadDataItem"),
        (".labels{}", "ThreadLabel"),
        (".config{}", "ThreadConfigValue"),
        ("|Open", "ThreadOpen"),
        (".thread_status", "ThreadStatus"),
        (".a.b.c", "ThreadABC"),
    ],
)
def test_hoisted_types_are_called_after_owner_and_place(
    place: str, expected: str
) -> None:
    names = declared(component("Thread"), inline(f"schemas/Thread{place}"))
    assert names == ["Thread", expected]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/request", "ListThreadsRequest"),
        ("/request.filter", "ListThreadsRequestFilter"),
        ("/200", "ListThreadsResponse"),
        ("/200[]", "ListThreadsResponseItem"),
        ("/200.items[]", "ListThreadsResponseItem"),
        ("/404", "ListThreadsNotFound"),
        ("/4XX", "ListThreadsClientError"),
        ("/default", "ListThreadsDefault"),
        ("/299", "ListThreadsResponse"),
        ("/query/sort_by", "ListThreadsSortBy"),
        ("/query/sort[]", "ListThreadsSortItem"),
        ("/200/header/X-Rate", "ListThreadsXRate"),
    ],
)
def test_parts_of_operations_are_called_after_them(place: str, expected: str) -> None:
    assert declared(inline(f"GET /threads{place}")) == [expected]


def test_parts_that_would_be_called_the_same_say_more() -> None:
    assert declared(
        component("ListThreadsRequest"),
        inline("GET /threads/request"),
        inline("GET /threads/200"),
        inline("GET /threads/202"),
        inline("GET /threads/query/x"),
        inline("GET /threads/path/x"),
    ) == [
        "ListThreadsRequest",
        "ListThreadsBody",
        "ListThreadsResponse",
        "ListThreadsAccepted",
        "ListThreadsQueryX",
        "ListThreadsX",
    ]


def test_numbered_variants_say_what_they_are() -> None:
    def branch(type_: Type) -> Object:
        return Object((Field("kind", type_, required=True), *record("b").fields))

    assert declared(
        component("A"),
        inline("schemas/A|0", branch(Const("cat"))),
        inline("schemas/A|1", branch(Enum(("dog",)))),
        inline("schemas/A|2", record("wings")),
        inline("schemas/A|3", Enum(("on", "off"))),
    ) == ["A", "ACat", "ADog", "AWithWings", "AEnum"]


def test_a_long_owner_is_shortened_in_the_middle() -> None:
    long = "RepositorySecurityAndAnalysisOfManyThings"
    names = declared(
        component(long), inline(f"schemas/{long}.secretScanningPushProtectionStatus")
    )
    assert names[1] == "RepositorySecurityThingsSecretScanningPushProtectionStatus"


@pytest.mark.parametrize(
    ("wires", "expected"),
    [
        ("type id object match", "type id object match"),
        ("list str copy json schema", "list_ str_ copy_ json_ schema_"),
        ("class None model_dump model_id", "class_ none model_dump_ model_id"),
        ("@type type", "at_type type"),
        ("_id id", "id_ id"),
        ("userId user_id", "userid user_id"),
        ("userId userid user_id", "user_id_2 userid user_id"),
        ("list list_", "list_2 list_"),
        ("+1 -1", "plus_1 minus_1"),
        ("self cls mro __class__", "self_ cls_ mro_ class_"),
    ],
)
def test_fields(wires: str, expected: str) -> None:
    assert " ".join(fields(*wires.split())) == expected


def test_fields_of_a_nullable_object() -> None:
    declaration = component("A", Nullable(record("fooBar")))
    table = name_table(api(declarations=(declaration,)))
    assert table.fields("schemas/A") == {"fooBar": "foo_bar"}


def test_parameters_say_where_they_are_if_their_names_do_not_tell() -> None:
    call = operation(
        "GET /a/{id}",
        parameters=tuple(
            parameter(location, name)
            for location, name in (
                ("header", "id"),
                ("query", "id"),
                ("path", "id"),
                ("query", "body"),
                ("header", "X-Request-ID"),
            )
        ),
    )
    table = name_table(api(call))
    names = [table.parameter(call.id, p.location, p.name) for p in call.parameters]
    assert names == ["header_id", "query_id", "id", "body_", "x_request_id"]


def test_answers_and_errors() -> None:
    table = name_table(api())
    assert table.answer_class("201") == "Created"
    assert table.answer_class("4xx") == "ClientError"
    assert table.error_class("422") == "UnprocessableContent"
    assert table.error_class("418") == "ImATeapot"
    assert table.error_class("599") == "Status599"


def test_classes_of_resources_leave_room_for_their_async_ones() -> None:
    table = name_table(
        api(
            operation("GET /a", "a", "search"),
            operation("GET /b", "b", "async search"),
            operation("GET /c", "c", "client"),
        )
    )
    names = {r.attribute: r.class_name for r in table.resources}
    assert names == {
        "async_search": "AsyncSearch",
        "client_": "ClientResource",
        "search": "SearchResource",
    }


def test_a_lock_holds_what_was_given() -> None:
    old = api(
        operation("GET /a", "getThing", "things"),
        declarations=(component("user"), inline("schemas/user.name")),
        schemes=(SecurityScheme("one", "apiKey"),),
    )
    kept = name_table(old).locked()
    assert kept["declaration schemas/user"] == "User"
    assert kept["method GET /a"] == "get"
    new = api(
        operation("GET /a", "getThing", "things"),
        operation("GET /A", "things_get", "things"),
        declarations=(
            component("user"),
            component("User"),
            component("UserName"),
            inline("schemas/user.name"),
        ),
        schemes=(SecurityScheme("one", "apiKey"), SecurityScheme("two", "apiKey")),
    )
    table = name_table(new, kept)
    assert table.declaration("schemas/user") == "User"
    assert table.declaration("schemas/User") == "UserObject"
    assert table.declaration("schemas/user.name") == "UserName"
    assert table.operation("GET /a") == "get"
    assert table.operation("GET /A") == "things_get"
    assert table.security("one") == ("api_key",)
    assert table.security("two") == ("two",)
    assert kept.items() <= table.locked().items()


def test_fields_stand_in_the_lock_only_where_they_are_not_what_they_seem() -> None:
    declaration = component("A", record("userId", "@type", "type"))
    kept = name_table(api(declarations=(declaration,))).locked()
    assert [key for key in kept if key.startswith("field")] == ["field schemas/A @type"]


@pytest.mark.parametrize("name", ["class", "_a", "a b", "import os", "", "A" * 70, "é"])
def test_a_lock_that_was_edited_is_no_danger(name: str) -> None:
    diagnostics = Diagnostics()
    given = api(declarations=(component("user"),))
    table = name_table(given, {"declaration schemas/user": name}, diagnostics)
    assert table.declaration("schemas/user") == "User"
    assert [item.code for item in diagnostics] == ["SL501"]


def test_a_number_is_the_last_resort_and_said() -> None:
    diagnostics = Diagnostics()
    names = [component(name, Enum(())) for name in ("user", "User", "USER_", "user-")]
    table = name_table(api(declarations=tuple(names)), None, diagnostics)
    given = [table.declaration(d.id) for d in names]
    assert given == ["User2", "User", "UserEnum", "UserMinus"]
    assert [(d.code, d.message) for d in diagnostics] == [
        ("SL502", "`schemas/user` is called `User2`")
    ]


def test_statistics() -> None:
    table = name_table(
        api(
            operation(
                "GET /a", "get", "things", parameters=(parameter("query", "p2"),)
            ),
            declarations=(component("A", record("a", "sha256")),),
        )
    )
    # a model, two fields, a parameter, a method, a request class, a resource
    assert table.stats() == (7, 2)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("parameters/sort", "Sort"),
        ("responses/NotFound", "NotFoundResponse"),
        ("responses/ErrorResponse.errors[]", "ErrorResponseError"),
        (
            "requests/CreateThread/application/json",
            "CreateThreadRequestApplicationJson",
        ),
        ("schemas/Gone{keys}", "GoneKey"),
    ],
)
def test_parts_of_shared_parts_are_called_after_them(id_: str, expected: str) -> None:
    assert declared(inline(id_)) == [expected]


def test_places_that_several_types_share() -> None:
    assert declared(
        component("A"),
        inline("schemas/A.b"),
        inline("schemas/A.b~2", record("wings")),
        inline("schemas/A[0]"),
        inline("schemas/A|base"),
        inline("schemas/A.map{keys}", Enum(("a", "b"))),
    ) == ["A", "AB", "ABWithWings", "A0", "ABase", "AMapKey"]
    assert declared(
        inline("GET /threads/200|1", record("wings")),
        inline("GET /threads/request.pets[]|2", record("fins")),
        inline("GET /threads/query/sort|1", Enum(("a", "b"))),
        inline("GET /threads/404|1", record("fins")),
    ) == [
        "ListThreadsResponseWithWings",
        "ListThreadsRequestPetWithFins",
        "ListThreadsSortEnum",
        "ListThreadsNotFoundWithFins",
    ]
