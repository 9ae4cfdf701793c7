"""Statuses that sentences name, and numbers that are none."""

import pytest

from specloom.read.pages.words.statuses import mentioned_statuses


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Returns 201 Created with the thing.", ["201"]),
        ("A 404 error is returned if the shop is unknown.", ["404"]),
        ("It answers with 201 Created, or with 422 if it is taken.", ["201", "422"]),
        ("If missing, the API responds with Not Found (404).", ["404"]),
        ("Renvoie 201. Une erreur 409 est renvoyée.", ["201", "409"]),
        ("Gibt 404 zurück, falls es fehlt.", ["404"]),
        ("存在しない場合は 404 を返します。", ["404"]),
        ("The first 100 are returned.", []),
        ("Returns 200 entries by default, at most 500 on a page.", []),
        ("It stands at 404 Road Street and costs 500 credits.", []),
    ],
)
def test_statuses_are_told_from_other_numbers(text: str, codes: list[str]) -> None:
    assert sorted({code for code, _ in mentioned_statuses(text)}) == codes
