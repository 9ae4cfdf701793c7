"""GAPS.md says the same of many places in one row, with the first of them."""

from collections import Counter

from specloom.diagnostics import Severity
from specloom.emit.outputs import package_files
from specloom.views.counts import count
from tests.views.packages import schemas, subject


def test_one_row_for_all_places_of_which_the_same_is_said() -> None:
    paths = "".join(
        f"  /p{number}:\n"
        "    get:\n"
        "      responses:\n"
        "        '200': {description: Done., links: {X-Left: {operationId: x}}}\n"
        "        '201': {$ref: '#/components/responses/Made'}\n"
        for number in range(5)
    )
    page = package_files(
        subject(
            "openapi: 3.1.0\n"
            "info: {title: Test, version: '1'}\n"
            f"paths:\n{paths}"
            "components:\n"
            "  responses:\n"
            "    Made: {description: Made., links: {X-Id: {operationId: x}}}\n"
        )
    )["GAPS.md"]
    assert [line for line in page.splitlines() if "links of the" in line] == [
        "- `api.yaml:7:9`, `api.yaml:12:9`, `api.yaml:17:9` and 2 more:"
        " links of the answer 200: `X-Left`",
        "- `api.yaml:31:5`: links of the answer 201: `X-Id`",
    ]


def test_a_shared_answer_under_other_statuses_is_said_once_for_each() -> None:
    uses = "".join(
        f"  /p{number}: {{get: {{responses: {{'{status}': {{$ref: '#/components/responses/Made'}}}}}}}}\n"
        for number, status in enumerate((200, 201, 201, 201))
    )
    given = subject(
        "openapi: 3.1.0\n"
        "info: {title: Test, version: '1'}\n"
        f"paths:\n{uses}"
        "components:\n"
        "  responses:\n"
        "    Made: {description: Made., links: {X-Id: {operationId: x}}}\n"
    )
    package_files(given)
    assert [it.message for it in given.diagnostics if it.code == "SL636"] == [
        "links of the answer 200: `X-Id`",
        "links of the answer 201: `X-Id`",
    ]


def test_all_gaps_are_counted() -> None:
    given = schemas("Loose: {oneOf: [{type: integer}, {type: number}]}\n")
    package_files(given)
    said = Counter(it.code for it in given.diagnostics if it.severity is Severity.GAP)
    assert given.once(count).gaps == said == {"SL603": 1}
