"""Unions of models: chosen by a tag, or by nothing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import pytest
from pydantic import MISSING, Field, ValidationError
from typing_extensions import TypeAliasType

from templates.runtime.codec import codec_of
from templates.runtime.model import ClosedModel, Model, place_of
from templates.runtime.types import (
    By,
)


class Loose(Model):
    sort: Annotated[str, Field(alias="theSort")]
    loops: int | MISSING = MISSING


class Tight(Model):
    tight: bool
    tied: datetime | MISSING = MISSING


class Slack(Model):
    pass


SORTS = {"a": Loose, "b": Tight, "bb": Tight}


def test_a_union_chosen_by_a_mapping() -> None:
    either = codec_of(Annotated[Loose | Tight, By("theSort", SORTS)])
    assert isinstance(either.read_request(b'{"theSort":"a","tight":true}'), Loose)
    tight = either.read_request(b'{"theSort":"bb","tight":true}')
    assert isinstance(tight, Tight)
    for value in (tight, Loose(sort="a"), Loose(sort="new"), Tight(tight=True)):
        raw = either.dump_json(either.check(value), "request")
        assert either.read_request(raw) == value
    for raw in (b'{"theSort":"a","loops":"x"}', b'{"theSort":"b"}', b"{}", b"1"):
        with pytest.raises(ValidationError):
            either.read_request(raw)


def test_a_tag_that_is_absent_or_unknown_chooses_nothing() -> None:
    either = codec_of(Annotated[Loose | Tight, By("theSort", SORTS)])
    assert isinstance(either.read_request(b'{"theSort":"c"}'), Loose)
    assert isinstance(either.read_request(b'{"theSort":["a"],"tight":true}'), Tight)
    assert isinstance(either.read_request(b'{"tight":true}'), Tight)
    assert either.dump(either.read_request(b'{"tight":true}'), "request") == {
        "tight": True
    }


def test_another_type_for_tags_that_choose_nothing() -> None:
    either = codec_of(Annotated[Loose | Tight | Slack, By("theSort", SORTS, Slack)])
    assert isinstance(either.read_request(b'{"tight":true}'), Slack)
    assert isinstance(either.read_request(b'{"theSort":"c"}'), Slack)
    assert isinstance(either.read_request(b'{"theSort":"a"}'), Loose)


def test_a_tag_chooses_what_an_answer_that_does_not_fit_is_read_as() -> None:
    either = codec_of(Annotated[Loose | Tight, By("theSort", SORTS)])
    for raw, class_ in (
        (b'{"theSort":"b"}', Tight),
        (b'{"theSort":"a","loops":"x","tight":1}', Loose),
        (b'{"tight":1,"tied":"2026-01-01T00:00:00Z"}', Tight),
    ):
        read = either.read_answer(raw)
        assert type(read) is class_
        assert json.loads(either.dump_json(read, "request")) == json.loads(raw)
    assert either.read_answer(b"{}") == {}
    assert either.read_answer(b"1") == 1


Tree = TypeAliasType("Tree", "Annotated[Loose | list[Tree], By('theSort', SORTS)]")


def test_an_alias_that_names_itself() -> None:
    tree = codec_of(Tree)
    assert tree.read_request(b'[{"theSort":"a"},[]]') == [Loose(sort="a"), []]
    assert tree.read_answer(b'[{"theSort":"a"},[5]]') == [Loose(sort="a"), [5]]


class All(ClosedModel):
    parts: list[str]


class Not(ClosedModel):
    part: Annotated[str, Field(alias="f(), [x]")]


def test_places_in_a_union_name_no_validator() -> None:
    codec = codec_of(All | Not | list[All] | list[int] | str)
    with pytest.raises(ValidationError) as caught:
        codec.read_request(b'{"f(), [x]":1}')
    found = [place_of("body", it["loc"]) for it in caught.value.errors()]
    assert found == [
        "body.All.parts",
        "body.Not.f(), [x]",
        "body.list",
        "body.list[int]",
        "body.str",
    ]
