"""Cells that run into one another are cut rightly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.read.pages.flattened.cut_off import cut_off
from specloom.read.pages.flattened.outline import outline
from specloom.read.pages.flattened.paths import parted
from specloom.read.pages.flattened.run_on import Line, RunOn, header, run_on
from specloom.source import SourceFile

_NAMES = """
    id vesselName is_open hours datetime total_cost serialNo stringValue a.b items[].id
    lastUpdate uintMax X-Trace noun yesterday truename
"""
_TYPES = """
    string integer int number boolean object object[] string[] array uuid Array<string>
    date-time map float long
"""
NAMES = st.sampled_from([*_NAMES.split(), "> depth", ">> unit"])
TYPES = st.sampled_from(_TYPES.split())
PROSE = st.sampled_from(
    [
        "",
        "Unique identifier.",
        "The string No. of a vessel",
        "true if open",
        "How many integers: Yes or No.",
        "Object",
        "string",
        "1. first, 2. second",
    ]
)
ORDERS = {
    ("Field", "Type", "Required", "Description"): st.sampled_from(["Yes", "No"]),
    ("Parameter", "Required", "Type", "Comments"): st.sampled_from(["true", "false"]),
    ("Name", "Type", "Mandatory", "Description"): st.sampled_from(["YES", "NO"]),
}


def lines(*texts: str) -> list[Line]:
    found, at = [], 0
    for text in texts:
        found.append(Line(text, at))
        at += len(text) + 1
    return found


def cut(*texts: str, known: tuple[str, ...] = ()) -> RunOn:
    found = run_on(lines(*texts), known)
    assert found is not None
    return found


def cells(found: RunOn) -> list[list[str]]:
    return [[it.text for it in row.cells] for row in found.table.rows]


@pytest.mark.parametrize("order", ORDERS, ids="".join)
@given(st.data())
def test_with_a_closed_column_no_row_is_cut_wrongly(
    order: tuple[str, ...], data: st.DataObject
) -> None:
    row = st.fixed_dictionaries(
        {
            order[0]: NAMES,
            "Type": TYPES,
            order[3]: PROSE,
            next(it for it in order if it in ("Required", "Mandatory")): ORDERS[order],
        }
    )
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    truth = {
        "".join(it[key] for key in order): [it[key] for key in order] for it in rows
    }
    found = run_on(lines("".join(order), *truth), ())
    for made in [] if found is None else found.table.rows:
        start = "".join(it.text for it in made.cells)
        assert [it.text.strip() for it in made.cells] in [
            [it.strip() for it in known] for known in truth.values()
        ], start


def test_headers_are_cut_at_their_capitals() -> None:
    text = "NameLocationTypeRequiredDescription"
    places = header(text)
    assert places is not None
    assert [text[a:b] for a, b in places] == [
        "Name",
        "Location",
        "Type",
        "Required",
        "Description",
    ]
    for text in ("Create thread", "Description", "How to call", "fieldtype", ""):
        assert header(text) is None


def test_values_where_the_type_would_be_begin_behind_a_usual_name() -> None:
    found = cut(
        "FieldTypeRequiredDescription",
        "job.statusqueued | done | failedNoWhere it stands.",
        "job.modebatchNo",
        "job.shadelight | darkNo",
    )
    assert cells(found) == [
        ["job.status", "queued | done | failed", "No", "Where it stands."],
        ["job.mode", "batch", "No", ""],
    ]
    assert found.guessed == found.listed == found.table.rows
    assert [it.line.text for it in found.refused] == ["job.shadelight | darkNo"]


def test_a_known_name_decides() -> None:
    rows = ("FieldTypeRequiredDescription", "job.shadelight | darkNo")
    found = cut(*rows, known=("shade",))
    assert cells(found) == [["job.shade", "light | dark", "No", ""]]
    assert found.guessed == ()


def test_without_a_closed_column_only_a_known_name_is_believed() -> None:
    rows = "ParameterTypeComments", "coinstringCoin name", "depthstringDepth"
    found = cut(*rows, known=("coin", "coinName"))
    assert cells(found) == [["coin", "string", "Coin name"]]
    assert [it.line.text for it in found.refused] == ["depthstringDepth"]


def test_a_row_in_doubt_does_not_end_the_table() -> None:
    found = cut(
        "FieldTypeRequiredDescription",
        "idstringYes",
        "tiersilver plusNoWhich.",
        "hoursintegerNo",
        "See also",
        "Loading...",
    )
    assert [row[0] for row in cells(found)] == ["id", "hours"]
    assert [it.line.text for it in found.refused] == ["tiersilver plusNoWhich."]
    assert found.lines == 4


@pytest.mark.parametrize(
    ("text", "path", "rest"),
    [
        ("/v1/moorings", "/v1/moorings", ""),
        ("/v1/moorings/{id}How to call", "/v1/moorings/{id}", "How to call"),
        ("/v1/kilnsQuery Parameters", "/v1/kilns", "Query Parameters"),
        ("/v1/kilnsLists all that is hot.", "/v1/kilns", "Lists all that is hot."),
        ("/v1/userProfiles", "/v1/userProfiles", ""),
        ("/v1/{kilnId}/fire Fires it.", "/v1/{kilnId}/fire", " Fires it."),
    ],
)
def test_prose_behind_a_path_is_no_part_of_it(text: str, path: str, rest: str) -> None:
    assert parted(text, text) == (path, rest)


@pytest.mark.parametrize(
    ("end", "where"),
    [
        ("hoursintegerNoFor how long.", None),
        ("hoursintegerNoFor how lo", "in a row"),
        ("helmet.co", "in a row"),
        ("hoursintegerNo ", "behind a word"),
        ("hoursintegerNo\n\nSee the guide", None),
        (
            "hoursintegerNo\n\nEach of the answers below has the shape that is sho",
            "in a sentence",
        ),
        ('hoursintegerNo\n\nResponse\n{\n"id": "x",\n"na', "in an example"),
        ('hoursintegerNo\n\nResponse\n{\n"id": "x"\n}', None),
    ],
)
def test_what_is_cut_is_known(end: str, where: str | None) -> None:
    head = (
        "Rent it\n\nPOST/v1/rentals\n\nRequest body\n\nFieldTypeRequiredDescription\n"
        "stationIdstringYesWhere it is.\nframestringNoOf what.\ncolourstringNoWhich.\n"
    )
    source = SourceFile("page.txt", (head + end).encode())
    found = outline(source, ())
    cut = cut_off(source, found.root, found.refused)
    assert (cut and cut[0]) == where
