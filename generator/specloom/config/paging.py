"""What a configuration says of lists that come in pages.

In: the table `pagination` of an API. Out: a `PageRule` for each operation that it
names. What is wrong with a value is said where it stands; whether the API has what the
rules name is found out later. Only `config` calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from specloom.page_rules import STYLES, PageRule
from specloom.source import Span

KEYS: Final = ("style", "argument", "items", "next", "more", "start")


Say = Callable[[str, str, Span, str], None]
"""Says a diagnostic: code, message, place, hint."""


def page_rules(table: Mapping[str, object], span: Span, say: Say) -> list[PageRule]:
    """The rules of a table, without those that are wrong."""
    found = []
    for operation, value in table.items():
        place = span.at(operation)
        if value is False:
            found.append(PageRule(operation, place))
        elif not isinstance(value, dict):
            hint = f'"{operation}" = {{ style = "cursor", ... }}, or false'
            say("SL704", f"{operation!r} must be a table, or false", place, hint)
        elif rule := _rule(operation, value, place, say):
            found.append(rule)
    return found


def _rule(
    operation: str, table: Mapping[str, object], span: Span, say: Say
) -> PageRule | None:
    right = True
    for key, value in table.items():
        if key not in KEYS:
            hint = f"known keys: {', '.join(KEYS)}"
            say("SL703", f"unknown key {key!r}", span.at(key), hint)
            right = False
        elif key == "start":
            if type(value) is not int:
                say("SL704", "start must be a number", span.at(key), "")
                right = False
        elif not isinstance(value, str) or not value.strip():
            say("SL704", f"{key} must be a text", span.at(key), "")
            right = False
    style = table.get("style")
    if right and style not in STYLES:
        say("SL704", "style must be a style", span, f"one of {', '.join(STYLES)}")
        right = False
    if not right:
        return None
    start, argument = table.get("start"), table.get("argument")
    return PageRule(
        operation,
        span,
        str(style),
        None if argument is None else str(argument),
        _path(table.get("items")),
        _path(table.get("next")),
        _path(table.get("more")),
        start if isinstance(start, int) else None,
    )


def _path(value: object) -> tuple[str, ...]:
    return tuple(str(value).split(".")) if value else ()
