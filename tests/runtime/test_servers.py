"""URLs of servers with variables."""

from __future__ import annotations

import pytest

from templates.runtime.servers import filled

URL = "https://{region}.api.test:{port}/{version}/{version}"


def test_variables_are_filled_in() -> None:
    values = {"region": "eu", "port": "443", "version": "v2", "unknown": "x"}
    assert filled(URL, values) == "https://eu.api.test:443/v2/v2"
    assert filled(URL, {}) == URL


@pytest.mark.parametrize("value", ["a?b", "a#b", "u@h", "a\\b", "a b", "a\nb", "\x7f"])
def test_no_value_makes_it_another_url(value: str) -> None:
    with pytest.raises(ValueError, match="region holds"):
        filled(URL, {"region": value})
