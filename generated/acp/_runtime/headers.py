"""Headers of answers: written by servers from results, read by clients from answers.

A documented header is a `plan.Parameter` of its answer, in the style of headers. What a
client reads and does not fit its type stays the text that came; what is missing, even
where it is required, is MISSING.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import ValidationError
from pydantic_core import MISSING

from . import params, parsing
from .answers import documented
from .bodies import is_json
from .codec import codec
from .jsontext import NotJson
from .plan import Answer, Parameter, Plan
from .records import Record
from .shapes import is_list

COOKIES = "set-cookie"
"""The header whose items stand on lines of their own, and cannot be joined."""


def read_headers(
    plan: Plan[Any], status: int, headers: Mapping[str, str]
) -> dict[str, object]:
    """The documented headers of an answer by their Python names, as far as they came."""
    answer = documented(plan, status)
    return {} if answer is None else _read_all(answer, headers)


class Headers(Record):
    """The headers of one answer, typed. Generated classes name their answer."""

    _answer: ClassVar[tuple[Callable[[], Plan[Any]], str]]

    def __init_subclass__(
        cls, *, plan: Callable[[], Plan[Any]], status: str, **more: object
    ) -> None:
        super().__init_subclass__(**more)
        cls._answer = plan, status

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """From the headers of an answer: of a raw response, or of a StatusError."""
        found: dict[str, object] = dict.fromkeys(cls.__match_args__, MISSING)
        plan, status = cls._answer
        return cls(**{**found, **_read_all(plan().answers[status], headers)})


def _read_all(answer: Answer, headers: Mapping[str, str]) -> dict[str, object]:
    lower = {name.lower(): text for name, text in headers.items()}
    found: dict[str, object] = {}
    for it in answer.headers:
        text = lower.get(it.name.lower())
        if text is not None:
            found[it.python] = _read(it, text, headers)
    return found


def _read(parameter: Parameter, text: str, headers: Mapping[str, str]) -> object:
    reader = codec(parameter.type)
    try:
        if parameter.media_type is not None and is_json(parameter.media_type):
            return reader.read_answer(text.encode())
        if parameter.name.lower() == COOKIES and parameter.shape == "array":
            lines: Any = getattr(headers, "get_list", None)
            return reader.read_text(lines(COOKIES) if lines else [text])
        given = parsing.read_header(parameter, text)
        return reader.read_text(given, nested=parameter.shape != "scalar")
    except (ValidationError, NotJson, parsing.Malformed):
        return text


def written(answer: Answer, result: object) -> Iterator[tuple[str, str]]:
    """The lines of a result's documented headers.

    Raises ValidationError or ValueError for what is not in the documented type, and for
    what no header can hold.
    """
    for it in answer.headers:
        value = getattr(result, it.python, MISSING)
        if value is MISSING:
            continue
        reader = codec(it.type)
        data = reader.dump(reader.check(value), "answer")
        if it.name.lower() == COOKIES and is_list(data):
            one = Parameter("header", it.name, it.python, it.type)
            for line in data:
                yield it.name, params.write_header(one, line)
        elif data is not None and not params.is_undefined(it, data):
            yield it.name, params.write_header(it, data)
