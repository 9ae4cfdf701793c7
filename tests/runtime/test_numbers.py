"""Numbers that JSON has not: refused where they are written and read, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

import httpx2
import pytest
from pydantic import MISSING
from starlette.testclient import TestClient

from templates.runtime.client import SyncClient
from templates.runtime.codec import codec_of
from templates.runtime.errors import AnswerInvalid, RequestInvalid
from templates.runtime.handling import Request, Result, Route, Undocumented
from templates.runtime.jsontext import NotJson, check_read
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Body, Parameter, Plan
from templates.runtime.server import build_app
from tests.runtime.test_hostile import DOCUMENT

INFINITE = float("inf")
NAN = float("nan")


class Sample(Model):
    value: float | MISSING = MISSING
    free: object | MISSING = MISSING
    marks: dict[str, object] | MISSING = MISSING


class Measure(Request):
    body: Sample
    near: object = MISSING

    class Ok(Result):
        body: Sample
        status: ClassVar[int] = 200


API = Api("Samples", "1", ("http://samples.test",), {}, dict)


def plan(media: str = "application/json") -> Plan[Any]:
    near = Parameter("query", "near", "near", lambda: object, style="form")
    return Plan(
        "measure",
        "POST",
        "/samples",
        (near,),
        Body({media: lambda: Sample}),
        {"200": Answer({"application/json": lambda: Sample})},
    )


class Samples:
    """Answers as it is told; remembers the last request."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.seen: Any = None

    async def measure(self, request: Measure, /) -> Measure.Ok:
        self.seen = request
        if isinstance(self.answer, Exception):
            raise self.answer
        answer: Any = self.answer
        return Measure.Ok(answer)

    def http(self, check: bool = True) -> TestClient:
        routes = [Route(plan(), Measure, Samples.measure, self)]
        app = build_app(API, routes, document=DOCUMENT, check_answers=check)
        return TestClient(app, base_url="http://samples.test")


def client(http: httpx2.Client) -> SyncClient:
    return SyncClient(API, {}, base_url=None, timeout=5, http_client=http)


def changed(name: str, value: object) -> Sample:
    sample = Sample()
    setattr(sample, name, value)
    return sample


UNWRITABLE = [
    (Sample(free=NAN), "free: NaN"),
    (Sample(free=[1, {"a": INFINITE}]), "free.1.a: Infinity"),
    (Sample(marks={"a": {"b": -INFINITE}}), "marks.a.b: -Infinity"),
    (Sample.model_validate({"further": NAN}), "further: NaN"),
    (changed("value", NAN), "value: NaN"),
    (Sample(free=Sample(free=NAN)), "free.free: NaN"),
]


@pytest.mark.parametrize(("sample", "place"), UNWRITABLE)
@pytest.mark.parametrize(
    "media",
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
)
def test_a_client_sends_none(sample: Sample, place: str, media: str) -> None:
    samples = Samples()
    with pytest.raises(RequestInvalid, match=f"{place} is no number of JSON"):
        client(samples.http()).call(plan(media), body=sample)
    assert samples.seen is None


@pytest.mark.parametrize(("sample", "place"), UNWRITABLE)
@pytest.mark.parametrize("check", [True, False])
def test_a_server_answers_none(
    sample: Sample, place: str, check: bool, caplog: pytest.LogCaptureFixture
) -> None:
    http = Samples(sample).http(check)
    assert http.post("/samples", json={}).status_code == 500
    assert place in caplog.text


def test_nor_where_nothing_is_documented() -> None:
    http = Samples(Undocumented(418, {"a": NAN})).http()
    assert http.post("/samples", json={}).status_code == 500
    with pytest.raises(RequestInvalid, match=r"json: a\.0: NaN is no number of JSON"):
        client(http).request("POST", "/samples", json={"a": [NAN]})
    with pytest.raises(RequestInvalid, match="json: "):
        client(http).request("POST", "/samples", json=object())
    with pytest.raises(RequestInvalid, match="near: NaN is no number of JSON"):
        client(http).call(plan(), body=Sample(), near=NAN)
    with pytest.raises(ValueError, match="free: Infinity"):
        Sample(free=INFINITE).model_dump_json()
    assert Sample(free="NaN, Infinity").model_dump_json() == (
        '{"free":"NaN, Infinity"}'
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"free": NaN}', "free", "NaN is no number"),
        ('{"free": [0, -Infinity]}', "free.1", "-Infinity is no number"),
        ('{"further": 1e400}', "further", "too large"),
        ('{"marks": {"a": -1.5E+0309}}', "marks.a", "too large"),
        ('{"free": ' + "9" * 400 + ".0}", "free", "too large"),
        ('{"free": ' + "9" * 250 + "e99}", "free", "too large"),
        ('{"a": "5e1236e123", "free": -1e999}', "free", "too large"),
        ('{"value": 1e400}', "value", "too large"),
    ],
)
def test_none_is_read(text: str, place: str, message: str) -> None:
    samples = Samples()
    answer = samples.http().post("/samples", content=text)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"{place}: not JSON: {place}: ")
    assert message in answer.json()["message"]
    assert samples.seen is None
    back = httpx2.Response(200, text=text, headers={"content-type": "application/json"})
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: back))
    with pytest.raises(AnswerInvalid, match=f"{place}: .*{message}"):
        client(http).call(plan(), body=Sample())


@pytest.mark.parametrize(
    "text",
    [
        '"1e400"',
        '"-1e400 NaN Infinity"',
        '["5e123456-7890-4e55-8e12-3e1234567890", 1e308, -1E-400, 0.5e+10]',
        '"' + "0" * 500 + '"',
        '"5e1235e123"',
        '[1e0000000000000000000000001, "\\"", 2.5]',
    ],
)
def test_what_only_looks_so_is_read(text: str) -> None:
    check_read(text.encode())
    assert codec_of(object).read_answer(text.encode()) is not None


def test_text_of_a_parameter_is_no_infinite_number() -> None:
    samples = Samples()
    http = samples.http()
    http.post("/samples?near=1e400", json={})
    near = samples.seen
    assert near is None or near.near == "1e400"
    with pytest.raises(NotJson):
        codec_of(float).read_request(b"1e400")
