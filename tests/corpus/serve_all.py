"""Asks the app of one generated package for every operation that it has.

    python -W error tests/corpus/serve_all.py PACKAGE

Each operation is asked four times: without credentials, with them, with a body that is
no JSON, with an empty object. Every handler raises NotImplementedError. What has to
hold: a request finds its own operation and no other; nothing is answered 500; what the
app answers by itself is an instance of the documented schema. Prints a line for each
failure and exits 1 if there is one.
"""

import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

JSON = {"Content-Type": "application/json"}


class Missing:
    """Has every method; none does anything."""

    def __getattr__(self, name: str) -> Any:
        async def handle(request: object, /) -> object:
            raise NotImplementedError

        return handle


def main(package: str) -> int:
    sys.path.pop(0)
    server = importlib.import_module(f"{package}.server")
    given = inspect.signature(server.create_app).parameters
    handlers = {
        name: Missing() for name in given.keys() - {"authorize", "check_answers"}
    }
    app = server.create_app(**handlers, authorize=lambda access: "anybody")
    routes = [it for it in app.router.routes if hasattr(it, "operations")]
    http = TestClient(app)
    failures = 0
    for operation in routes[0].operations:
        for failure in faults(package, http, routes[0], operation):
            print(f"{operation.plan.id}: {failure}")
            failures += 1
    return 1 if failures else 0


def faults(package: str, http: TestClient, route: Any, operation: Any) -> Iterator[str]:
    """What is wrong with the answers to one operation's requests."""
    plan = operation.plan
    path, _, query = plan.path.partition("#")[0].partition("?")
    path = quote(re.sub(r"\{[^{}]+\}", "x42", path), "%/:@!$&'()*+,;=~")
    found = route.routes.find(plan.method, path, query)
    if not isinstance(found, tuple) or found[0] is not operation:
        yield f"{plan.method} {path} is not found"
        return
    headers, asked = credentials(package, operation)
    url = "?".join(filter(None, (path, "&".join(filter(None, (query, asked))))))
    for sent, content in (
        ({}, None),
        (headers, None),
        (headers | JSON, b'{"a":'),
        (headers | JSON, b"{}"),
    ):
        answer = http.request(plan.method, url, headers=sent, content=content)
        if answer.status_code >= 500 and answer.status_code != 501:
            yield f"{answer.status_code} {answer.text[:200]}"
        elif answer.content and (why := misshapen(package, plan, answer)):
            yield f"{answer.status_code} {answer.text[:200]}: {why}"


def credentials(package: str, operation: Any) -> tuple[dict[str, str], str]:
    """Headers and query of the first documented way in."""
    kinds = importlib.import_module(f"{package}._runtime.plan")
    headers: dict[str, str] = {}
    query: list[str] = []
    for name in operation.plan.security[0] if operation.plan.security else ():
        match operation.api.schemes.get(name):
            case kinds.Bearer():
                headers["Authorization"] = "Bearer x"
            case kinds.Basic():
                headers["Authorization"] = "Basic eDp5"
            case kinds.ApiKey(location="header", name=key):
                headers[key] = "x"
            case kinds.ApiKey(location="query", name=key):
                query.append(f"{quote(key)}=x")
            case kinds.ApiKey(name=key):
                headers["Cookie"] = f"{headers.get('Cookie', '')}{key}=x; "
    return headers, "&".join(query)


def misshapen(package: str, plan: Any, answer: Any) -> str:
    """Why a body is not what is documented for its status; empty if it is."""
    bodies = importlib.import_module(f"{package}._runtime.bodies")
    codecs = importlib.import_module(f"{package}._runtime.codec")
    answers = importlib.import_module(f"{package}._runtime.answers")
    documented = answers.documented(plan, answer.status_code)
    if documented is None or not documented.content:
        return ""
    kind = answer.headers.get("content-type")
    chosen = bodies.choose(documented.content, kind)
    if chosen is None:
        return f"{kind} is not documented"
    if bodies.is_json(chosen[0]):
        try:
            codecs.codec(chosen[1]).read_strict(answer.content)
        except ValueError as error:
            return str(error).replace("\n", " ")[:200]
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
