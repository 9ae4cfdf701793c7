"""Names of operations: resources, methods, request classes."""

import pytest

from specloom.names import NameTable, name_table
from tests.names.apis import api, operation


def called(*operations: tuple[str | None, ...]) -> list[str]:
    """`resource.method RequestClass` of each, given as line, id, tags."""
    made = [
        operation(str(line), id_, *map(str, tags)) for line, id_, *tags in operations
    ]
    table = name_table(api(*made))
    return [_line(table, o.id) for o in made]


def _line(table: NameTable, id_: str) -> str:
    method = f"{table.resource(id_)}.{table.operation(id_)}"
    return f"{method} {table.request_class(id_)}"


@pytest.mark.parametrize(
    ("line", "operation_id", "tag", "expected"),
    [
        ("POST /threads", "threads/create", "Threads", "threads.create ThreadsCreate"),
        ("POST /threads", "createThread", "threads", "threads.create CreateThread"),
        ("GET /threads", "listThreads", "threads", "threads.list ListThreads"),
        ("GET /threads", "getThreads", "threads", "threads.list ListThreads"),
        ("GET /threads/{id}", "getThread", "threads", "threads.get GetThread"),
        (
            "POST /agents/{id}/threads",
            "createAgentThread",
            "Agents: Threads",
            "agents_threads.create CreateAgentThread",
        ),
        (
            "POST /agents/{id}/threads",
            "createAgentThread",
            "Agents",
            "agents.create_thread CreateAgentThread",
        ),
        (
            "GET /runs",
            "get_thread_runs",
            "Runs",
            "runs.get_thread_runs GetThreadRuns",
        ),
        (
            "POST /assistants",
            "create_assistant_assistants_post",
            "Assistants",
            "assistants.create CreateAssistant",
        ),
        ("GET /pets", "findPetsUsingGET_1", "pet", "pet.find FindPets"),
        ("GET /search", "searchTracks", "Search", "search.search_tracks SearchTracks"),
        ("GET /orders", "v1.orders.list", "orders", "orders.list V1OrdersList"),
        (
            "POST /a",
            "streaming.sink.create",
            "Sinks",
            "sinks.create StreamingSinkCreate",
        ),
        (
            "POST /v1/orders/{order}",
            "PostOrdersOrder",
            None,
            "orders.update UpdateOrder",
        ),
        ("GET /x", "2fa", "Auth API", "auth.two_fa TwoFa"),
        ("GET /x", "import", "Files", "files.import_ Import"),
        ("GET /x", "list", "Default", "default.list List"),
    ],
)
def test_operation_ids(
    line: str, operation_id: str, tag: str | None, expected: str
) -> None:
    assert called((line, operation_id, *([tag] if tag else []))) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GET /threads", "threads.list ListThreads"),
        ("POST /threads", "threads.create CreateThread"),
        ("GET /threads/{id}", "threads.get GetThread"),
        ("DELETE /threads/{id}", "threads.delete DeleteThread"),
        ("PATCH /threads/{id}", "threads.update UpdateThread"),
        ("PUT /threads/{id}", "threads.replace ReplaceThread"),
        ("GET /threads/{id}/runs", "threads.list_runs ListThreadRuns"),
        ("GET /threads/{id}/runs/{run}", "threads.get_run GetThreadRun"),
        ("POST /threads/{id}/runs", "threads.create_run CreateThreadRun"),
        ("POST /threads/search", "threads.search SearchThread"),
        ("POST /threads/{id}/runs/wait", "threads.wait_run WaitThreadRun"),
        ("POST /threads/{id}:cancel", "threads.cancel CancelThread"),
        ("GET /threads/{id}/status", "threads.get_status GetThreadStatus"),
        ("HEAD /threads/{id}", "threads.head HeadThread"),
        ("QUERY /threads", "threads.query QueryThread"),
        ("GET /api/v2/threads.json", "threads.list ListThreads"),
        ("POST /sendMessage", "general.send_message SendMessage"),
        ("GET /", "general.get GetGeneral"),
    ],
)
def test_verb_and_path(line: str, expected: str) -> None:
    assert called((line, None)) == [expected]


def test_untagged_operations_go_by_segment_after_the_shared_prefix() -> None:
    assert called(
        ("GET /api/acme/v1/users", None),
        ("GET /api/acme/v1/users/{id}", None),
        ("GET /api/acme/v1/teams", None),
    ) == [
        "users.list ListUsers",
        "users.get GetUser",
        "teams.list ListTeams",
    ]


def test_tags_and_segments_of_the_same_words_are_one_resource() -> None:
    table = name_table(
        api(
            operation("GET /users", "listUsers", "Users"),
            operation("GET /x", "getMe", "users API"),
            operation("GET /users/{id}", "getUser"),
        )
    )
    (resource,) = table.resources
    assert (resource.attribute, resource.class_name) == ("users", "Users")
    assert resource.tag == "Users"
    assert len(resource.operations) == 3


def test_methods_that_would_be_the_same_say_more() -> None:
    assert called(
        ("GET /pets", "listPets", "pets"),
        ("GET /pets/all", "pets/list", "pets"),
        ("GET /steps", "Steps_GetSteps", "Steps"),
        ("GET /steps/{id}", "Steps_GetStep", "Steps"),
        ("GET /_alias", "cat-alias", "cat"),
        ("GET /_alias/{name}", "cat-alias-1", "cat"),
    ) == [
        "pets.list ListPets",
        "pets.pets_list PetsList",
        "steps.list StepsGetSteps",
        "steps.get StepsGetStep",
        "cat.alias CatAlias",
        "cat.alias_by_name CatAliasByName",
    ]


def test_request_classes_are_unique_in_the_api() -> None:
    assert called(
        ("GET /a/{id}", "getStatus", "apps"),
        ("GET /b/{id}", "getStatus", "teams"),
    ) == ["apps.get_status GetStatus", "teams.get_status TeamsGetStatus"]


def test_request_classes_and_protocols_stand_side_by_side() -> None:
    first = operation("GET /a", "threadsApi", "runs")
    second = operation("GET /b", "b", "threads")
    table = name_table(api(first, second))
    assert [r.class_name for r in table.resources] == ["Runs", "Threads"]
    assert table.request_class("GET /a") == "RunsThreadsApi"
    # Once given, the name of a class stays, and a resource that comes later gives way.
    alone = name_table(api(first))
    assert alone.request_class("GET /a") == "ThreadsApi"
    both = name_table(api(first, second), alone.locked())
    assert both.request_class("GET /a") == "ThreadsApi"
    assert [r.class_name for r in both.resources] == ["Runs", "ThreadsResource"]


def test_reserved_names_of_resources_and_methods() -> None:
    table = name_table(
        api(
            operation("GET /a", "x", "con"),
            operation("GET /b", "x", "close"),
            operation("GET /c", "with_options", "Class"),
        )
    )
    assert [r.attribute for r in table.resources] == ["class_", "close_", "con_"]
    assert [r.class_name for r in table.resources] == ["Class", "Close", "Con"]
    assert table.operation("GET /c") == "with_options_"


def test_webhooks_have_a_scope_of_their_own() -> None:
    hook = operation("POST thread.created")
    table = name_table(
        api(operation("POST /threads", "threadCreated", "webhooks"), webhooks=(hook,))
    )
    assert table.resource(hook.id) == "webhooks"
    assert table.operation(hook.id) == "thread_created"
