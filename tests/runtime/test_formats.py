"""Formats that are objects in Python and text in JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from pydantic import MISSING, TypeAdapter, ValidationError

from templates.runtime.codec import codec_of
from templates.runtime.model import Model
from templates.runtime.types import Date, DateTime, ReadOnly, Time, Uuid

TEXT = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (Uuid, TEXT, UUID(TEXT)),
        (Uuid, TEXT.upper(), UUID(TEXT)),
        (DateTime, "2026-01-02T12:00:00Z", NOON),
        (DateTime, "2026-01-02t12:00:00z", NOON),
        (DateTime, "2026-01-02T12:00:00.0000001Z", NOON),
        (DateTime, "2026-01-02T12:00:00", NOON.replace(tzinfo=None)),
        (
            DateTime,
            "2026-01-02T12:00:00+01:30",
            NOON.replace(tzinfo=timezone(timedelta(hours=1.5))),
        ),
        (Date, "2024-02-29", date(2024, 2, 29)),
        (Time, "12:00:00Z", time(12, tzinfo=UTC)),
        (Time, "12:00:00.5", time(12, 0, 0, 500_000)),
    ],
)
def test_text_in_the_form_of_its_rfc_is_read(
    type_: Any, text: str, value: object
) -> None:
    assert codec_of(type_).read_request(json.dumps(text).encode()) == value


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (Uuid, TEXT.replace("-", "")),
        (Uuid, "{" + TEXT + "}"),
        (Uuid, "urn:uuid:" + TEXT),
        (Uuid, TEXT + "\n"),
        (DateTime, "1767323045"),
        (DateTime, "-5"),
        (DateTime, "2026-01-02"),
        (DateTime, "2026-01-02T12:00Z"),
        (DateTime, "2026-01-02_12:00:00Z"),
        (DateTime, "2026-01-02 12:00:00Z"),
        (DateTime, "2026-01-02T12:00:00+0100"),
        (DateTime, "2026-02-30T12:00:00Z"),
        (DateTime, "2026-01-02T12:00:00,5Z"),
        (DateTime, "٢026-01-02T12:00:00Z"),
        (Date, "1767323045"),
        (Date, "2026-01-02T00:00:00Z"),
        (Date, "2026-02-30"),
        (Time, "12:00"),
        (Time, "43200"),
    ],
)
def test_other_text_is_not(type_: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        codec_of(type_).read_request(json.dumps(text).encode())


@pytest.mark.parametrize("type_", [Uuid, DateTime, Date, Time])
@pytest.mark.parametrize("raw", [b"5", b"true", b"null", b"1.5", b"[]", b"{}"])
def test_other_kinds_are_not(type_: Any, raw: bytes) -> None:
    with pytest.raises(ValidationError):
        codec_of(type_).read_request(raw)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (DateTime, "2026-01-02T12:00Z", NOON),
        (DateTime, "2026-01-02 12:00:00Z", NOON),
        (DateTime, "2026-01-02T12:00:00.000+0000", NOON),
        (DateTime, "1767323045", "1767323045"),
        (DateTime, "never", "never"),
        (Date, "1767323045", "1767323045"),
        (Uuid, TEXT.replace("-", ""), TEXT.replace("-", "")),
    ],
)
def test_answers_may_have_any_form_of_iso_8601(
    type_: Any, text: str, value: object
) -> None:
    assert codec_of(type_).read_answer(json.dumps(text).encode()) == value


def test_python_may_give_objects_or_text() -> None:
    for type_, text in ((Uuid, TEXT), (DateTime, "2026-01-02T12:00:00Z")):
        adapter = TypeAdapter[Any](type_)
        value = adapter.validate_python(text)
        assert adapter.validate_python(value) == value
        assert json.loads(adapter.dump_json(value)) == text


class Logged(Model):
    id: ReadOnly[Uuid | MISSING] = MISSING
    at: ReadOnly[DateTime | MISSING] = MISSING
    days: ReadOnly[list[Date] | MISSING] = MISSING


def test_read_only_formats_are_read_strictly_and_written_back() -> None:
    logged = {"id": TEXT, "at": "2026-01-02T12:00:00Z", "days": ["2026-01-02"]}
    codec = codec_of(Logged)
    found = codec.read_strict(json.dumps(logged).encode())
    assert found == Logged(id=UUID(TEXT), at=NOON, days=[date(2026, 1, 2)])
    assert codec.dump(found, "answer") == logged
    assert codec.dump(found, "request") == {}


def test_a_schema_can_be_made_of_them() -> None:
    schema = TypeAdapter(DateTime).json_schema()
    assert schema == {"type": "string", "format": "date-time"}
