"""Values that are clumsy or hostile: typed errors, no secrets, nothing changed on the way."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
from pydantic import MISSING, Field
from starlette.testclient import TestClient

from templates.runtime import bodies
from templates.runtime.client import SyncClient
from templates.runtime.errors import (
    AnswerInvalid,
    ApiError,
    ConnectionFailed,
    Reply,
    RequestInvalid,
    StatusError,
)
from templates.runtime.handling import Request, Result, Route, Undocumented
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, ApiKey, Bearer, Body, Parameter, Plan
from templates.runtime.security import credentials
from templates.runtime.server import build_app
from templates.runtime.types import Binary

DOCUMENT = Path(__file__).with_name("harbour.json")


class Size(Model):
    width: int


class Parcel(Model):
    sizes: list[Size] | MISSING = MISSING
    size: Size | MISSING = MISSING
    tags: list[str] | MISSING = MISSING
    note: object | MISSING = MISSING
    file: Binary | MISSING = Field(default=MISSING)


class Send(Request):
    place: str
    marks: list[str] | MISSING = MISSING
    mark: str | MISSING = MISSING
    where: Parcel | MISSING = MISSING
    body: Parcel | MISSING = MISSING

    class Ok(Result):
        body: object
        status: ClassVar[int] = 200


API = Api(
    "Parcels",
    "1",
    ("http://parcels.test",),
    {"key": ApiKey("cookie", "key"), "token": Bearer()},
    dict,
)
SEND: Plan[Any] = Plan(
    "send",
    "POST",
    "/parcels/{place}",
    parameters=(
        Parameter("path", "place", "place", lambda: str, required=True),
        Parameter("header", "X-Marks", "marks", lambda: list[str], shape="array"),
        Parameter("header", "X-Mark", "mark", lambda: str),
        Parameter(
            "query",
            "where",
            "where",
            lambda: Parcel,
            style="deepObject",
            shape="object",
        ),
    ),
    body=Body({"application/json": lambda: Parcel}, required=False),
    answers={"200": Answer({"application/json": lambda: object})},
    security=({"key": ()}, {"token": ()}, {}),
)


class Parcels:
    """Keeps the last request; answers as it is told."""

    seen: Any = None
    key: str | None = None
    headers: Mapping[str, Any] = {}
    answer: object = None

    async def send(self, request: Send, /) -> Send.Ok:
        self.seen = request
        if isinstance(self.answer, Exception):
            raise self.answer
        return Send.Ok(self.answer, headers=self.headers)

    def client(self, **held: str) -> SyncClient:
        def authorize(access: Any, /) -> bool:
            self.key = access.token
            return True

        app = build_app(
            API,
            [Route(SEND, Send, Parcels.send, self)],
            document=DOCUMENT,
            authorize=authorize,
        )
        http = TestClient(app)
        return SyncClient(
            API, held, base_url="http://parcels.test", timeout=1, http_client=http
        )


def answering(
    answer: httpx2.Response | Exception, content: Mapping[str, Any]
) -> tuple[SyncClient, Plan[Any]]:
    def respond(_: httpx2.Request) -> httpx2.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    plan: Plan[Any] = Plan("get", "GET", "/", answers={"200": Answer(content)})
    client = SyncClient(API, {}, base_url=None, timeout=1, http_client=http)
    return client, plan


@pytest.mark.parametrize("token", ["hush ", " hush", "", "h\u00fcsh", "hu\nsh"])
def test_a_token_that_no_header_can_hold_is_refused_unseen(token: str) -> None:
    # The HTTP library's own error would quote the header.
    with pytest.raises(ValueError, match="credential") as caught:
        credentials({"token": token}, {}, httpx2.Client())
    assert "sh" not in str(caught.value)


def test_a_token_is_text() -> None:
    given: Any = {"token": 5}
    with pytest.raises(TypeError, match="str, not int"):
        credentials(given, {}, httpx2.Client())
    assert list(
        credentials({"basic": ("\u00fc", "p: \u00e4 ")}, {}, httpx2.Client())
    ) == ["basic"]


@pytest.mark.parametrize(
    "url",
    [
        "parcels.test",
        "//parcels.test",
        "ftp://parcels.test",
        "http://",
        "http://[::1",
        "http://u:hush@parcels.test",
        "http://parcels.test/?a=b",
        "http://parcels.test/#a",
    ],
)
def test_a_base_url_is_one(url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        SyncClient(API, {}, base_url=url, timeout=1, http_client=None)
    assert "hush" not in str(caught.value)


def test_a_key_in_a_cookie_arrives_as_it_is() -> None:
    parcels = Parcels()
    key = 'a+b/c==%41;d,"e'
    client = parcels.client(key=key)
    client.call(SEND, "x")
    assert parcels.key == key
    assert parcels.seen.headers["cookie"] == "key=a+b/c==%2541%3Bd%2C%22e"


@pytest.mark.parametrize(
    ("place", "given"),
    [
        ("\ud800", {}),
        ("x" * 70_000, {}),
        ("x", {"mark": "\u20ac"}),
        ("x", {"mark": "a\r\nb: c"}),
        ("x", {"body": Parcel(note="\ud800")}),
        ("x", {"body": Parcel(note=object())}),
        ("x", {"body": Parcel(note={"a": b"\xff"})}),
        ("x", {"where": Parcel(note=object())}),
    ],
)
def test_what_cannot_be_sent_is_an_invalid_request(place: str, given: Any) -> None:
    parcels = Parcels()
    with pytest.raises(RequestInvalid):
        parcels.client().call(SEND, place, **given)
    assert parcels.seen is None


def test_an_invalid_argument_is_not_shown() -> None:
    plan: Plan[Any] = Plan("set", "PUT", "/", body=Body({"text/x": lambda: int}))
    secret = "-".join("hush")  # not as the source has it, which a traceback shows
    with pytest.raises(RequestInvalid) as caught:
        Parcels().client().call(plan, body=secret)
    assert secret not in "".join(traceback.format_exception(caught.value))


def test_a_key_in_a_query_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="httpx2")
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(204)))
    api = Api("A", "1", ("http://a.test",), {"k": ApiKey("query", "key")}, dict)
    plan: Plan[Any] = Plan("get", "GET", "/", security=({"k": ()},))
    client = SyncClient(api, {"k": "hush"}, base_url=None, timeout=1, http_client=http)
    client.call(plan)
    assert "http://a.test/?key=" in caplog.text
    assert "hush" not in caplog.text


def test_requests_that_no_plan_describes_are_checked_as_well() -> None:
    client = Parcels().client(token="hush")
    for path, headers in (("/a\r\nb", {}), ("/a", {"b": "c\r\nd: e"})):
        with pytest.raises(RequestInvalid):
            client.request("GET", path, headers=headers)
    sent = client.request("POST", "/a", json=1, headers={"content-type": "text/x"})
    assert sent.request.headers.get_list("content-type") == ["text/x"]


def test_spaces_around_a_header_would_be_lost() -> None:
    with pytest.raises(RequestInvalid, match="mark: it begins or ends with a space"):
        Parcels().client().call(SEND, "x", mark=" a ")


def test_an_answer_that_cannot_be_decoded_is_a_broken_one() -> None:
    gzip = httpx2.DecodingError("no gzip")
    client, plan = answering(gzip, {"application/json": lambda: object})
    with pytest.raises(ConnectionFailed, match="DecodingError"):
        client.call(plan)


@pytest.mark.parametrize(
    ("media", "lazy", "expected"),
    [
        ("text/plain", lambda: str, ""),
        ("application/xml", lambda: str, ""),
        ("application/pdf", lambda: Binary, b""),
    ],
)
def test_a_text_or_a_file_may_be_empty(media: str, lazy: Any, expected: object) -> None:
    client, plan = answering(httpx2.Response(200), {media: lazy})
    assert client.call(plan) == expected


@pytest.mark.parametrize("media", ["application/json", "*/*", "application/pdf"])
def test_bytes_are_bytes_whatever_they_are_called(media: str) -> None:
    def lazy() -> object:
        return Binary

    pdf = httpx2.Response(200, content=b"\xff", headers={"content-type": "image/png"})
    client, plan = answering(pdf, {media: lazy})
    assert client.call(plan) == b"\xff"
    raw, kind = bodies.write(media, lazy, b"\xff", "answer")
    assert (raw, "*" in kind) == (b"\xff", False)
    for given in ("image/png", "application/json"):
        chosen = bodies.choose({media: lazy}, given)
        if chosen is not None:
            assert bodies.read(chosen[0], given, lazy, b"\xff") == b"\xff"


@pytest.mark.parametrize("media", ["application/json", "text/x+json", "application/x"])
def test_an_object_may_not_be_empty(media: str) -> None:
    client, plan = answering(httpx2.Response(200), {media: lambda: Parcel})
    with pytest.raises(AnswerInvalid, match="without a body"):
        client.call(plan)


def test_errors_can_be_copied_and_pickled() -> None:
    client, plan = answering(httpx2.Response(409, text="no"), {})
    with pytest.raises(StatusError) as caught:
        client.call(plan)
    invalid = AnswerInvalid("get", "no", Reply(200, {}, None, b"raw"))
    errors: list[ApiError] = [caught.value, invalid, RequestInvalid("get", "no")]
    for error in errors:
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert type(again) is type(error)
            assert str(again) == str(error)
            assert vars(again) == vars(error)


def test_a_list_of_one_arrives_in_a_deep_object() -> None:
    parcels = Parcels()
    parcels.client().call(SEND, "x", where=Parcel(tags=["a"], size=Size(width=1)))
    assert parcels.seen.where == Parcel(tags=["a"], size=Size(width=1))


def test_a_list_may_stand_on_several_header_lines() -> None:
    parcels = Parcels()
    lines = [("x-marks", "a"), ("x-marks", "b, c"), ("x-mark", "d"), ("x-mark", "e")]
    parcels.client()._http.post("http://parcels.test/parcels/x", headers=lines)
    assert (parcels.seen.marks, parcels.seen.mark) == (["a", "b", "c"], "d")
    parcels.client().call(SEND, "x", marks=["a", "b"])
    assert parcels.seen.marks == ["a", "b"]
    with pytest.raises(RequestInvalid, match="marks: an item holds ','"):
        parcels.client().call(SEND, "x", marks=["a", "b, c"])


@pytest.mark.parametrize(
    "media", ["application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_objects_arrive_in_forms(media: str) -> None:
    body = Parcel(size=Size(width=1), sizes=[Size(width=2)], tags=["{}", "[1]", "1"])
    raw, header = bodies.write(media, lambda: Parcel, body, "request")
    assert bodies.read(media, header, lambda: Parcel, raw) == body


def test_bytes_without_a_file_name_stay_what_they_are() -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="file"\r\n\r\n'
    raw = head + b"\xff\x00\r\n--B--\r\n"
    media = "multipart/form-data"
    found = bodies.read(media, media + "; boundary=B", lambda: Parcel, raw)
    assert found == Parcel(file=b"\xff\x00")


@pytest.mark.parametrize(
    "headers", [{"a": "b\r\nSet-Cookie: c"}, {"a": "\u20ac"}, {"a": 1}]
)
def test_a_header_that_cannot_be_sent_is_a_500(headers: Mapping[str, Any]) -> None:
    parcels = Parcels()
    parcels.headers = headers
    for answer in ("fine", Undocumented(418, None, headers)):
        parcels.answer = answer
        with pytest.raises(StatusError) as caught:
            parcels.client().call(SEND, "x")
        assert (caught.value.status, caught.value.headers.get("set-cookie")) == (
            500,
            None,
        )


def test_an_undocumented_answer_that_is_no_json_is_a_500() -> None:
    parcels = Parcels()
    parcels.answer = Undocumented(418, object())
    with pytest.raises(StatusError) as caught:
        parcels.client().call(SEND, "x")
    assert caught.value.status == 500
