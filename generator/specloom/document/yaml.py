"""YAML to a tree: our own composer over the events of PyYAML's C parser.

In: a source file, or a stretch of one. Out: a :class:`~specloom.document.tree.Document`
by the core schema of YAML 1.2 (see `scalars`); or SpecError, with the place.

What YAML has and JSON has not is refused: tags but those of the core schema, keys that
are no scalars, several documents, `.nan` and `.inf`. A scalar key is its source text:
`200:` is the member '200'. Keys that occur twice are refused. `<<` is a member like
any other (YAML 1.2 has no merge keys), with a warning. Limits hold while composing, so
that neither depth nor an alias bomb reaches anything behind this door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document import yaml_errors
from specloom.document.scalars import NUMBER_STARTS, WORDS, NotFinite, as_text, number
from specloom.document.tree import Document, Json, Limits, Window, token_end
from specloom.source import SourceFile

_Event: TypeAlias = Any
"""An event of PyYAML, which has no types of its own."""

_Container: TypeAlias = "dict[str, Json] | list[Json]"

_Places: TypeAlias = "dict[int, list[int]]"
"""By the id of a container: where each key (or element) starts, in their order."""

_NOTHING = re.compile(r"(?:\s|#[^\n]*|%[^\n]*|---|\.\.\.)*")
"""A text with the marks of a document, but without content."""

_CORE = "tag:yaml.org,2002:"


def read_yaml(
    source: SourceFile,
    *,
    start: int = 0,
    end: int | None = None,
    indent: int = 0,
    limits: Limits | None = None,
) -> Document:
    """Parse a file as YAML, or its text from `start` to `end`, indented by `indent`.

    Raises SpecError.
    """
    return compose(Window(source, start, end, indent), limits or Limits())


@cache
def _pyyaml(submodule: str = "") -> Any:
    """PyYAML, imported when it is needed. Its types come in a package of their own."""
    return import_module("yaml" + submodule)


def compose(window: Window, limits: Limits) -> Document:
    """Parse the text of a window, which is checked to be text. Raises SpecError."""
    try:
        composer = _Composer(window, limits)
        root = composer.document()
    except _pyyaml().YAMLError as error:
        raise yaml_errors.syntax_error(window, error) from None
    return Document(window, root, composer.locate, tuple(composer.remarks))


class _Composer:
    """Composes one document. The hot loop is `_compose`; all else is for rare events."""

    def __init__(self, window: Window, limits: Limits) -> None:
        self.window = window
        self.limits = limits
        self.get = _events(window.text)
        self.root: list[Json] = []
        self.places: _Places = {}
        self.remarks: list[Diagnostic] = []
        self.anchors: dict[str, tuple[Json, int, int]] = {}
        self.aliases = 0
        self.open: set[str] = set()

    def document(self) -> Json:
        """The one document of the stream."""
        events = _pyyaml().events
        event = self.get()
        if isinstance(event, events.StreamStartEvent):
            event = self.get()
        if isinstance(event, events.StreamEndEvent):
            raise yaml_errors.empty(self.window)
        self._compose()
        if self.root[0] is None and _NOTHING.fullmatch(self.window.text):
            raise yaml_errors.empty(self.window)
        event = self.get()
        if isinstance(event, events.DocumentStartEvent) and not self._rest_is_empty():
            raise yaml_errors.several_documents(self.window, event)
        return self.root[0]

    def _compose(self) -> None:
        """Compose up to the document's end, into `root`."""
        events = _pyyaml().events
        scalar = events.ScalarEvent
        mapping = events.MappingStartEvent
        sequence = events.SequenceStartEvent
        alias = events.AliasEvent
        mapping_end = events.MappingEndEvent
        get = self.get
        places = self.places
        max_depth, max_nodes = self.limits.depth, self.limits.nodes
        known: dict[str, Any] = dict(WORDS)
        names: dict[str, str] = {}
        stack: list[tuple[Any, list[int], int, str | None, int]] = []
        target: Any = self.root
        in_mapping = False
        starts: list[int] = []
        key: Any = None
        value: Any
        nodes = below = 0
        while True:
            event = get()
            kind = event.__class__
            if in_mapping and kind is not mapping_end:
                if kind is scalar and event.tag is None and event.anchor is None:
                    key = event.value
                    key = names.setdefault(key, key)
                    if not key or key == "<<":
                        self._odd_key(event)
                else:
                    key = self._unusual_key(event)
                at = event.start_mark.index
                if key in target:
                    self._duplicate(key, at, starts[list(target).index(key)])
                starts.append(at)
                event = get()
                kind = event.__class__
            if kind is scalar:
                if event.tag is not None or event.anchor is not None:
                    value = self._unusual_scalar(event)
                elif event.style:
                    value = event.value
                else:
                    text = event.value
                    value = known.get(text, known)
                    if value is known:
                        value = text
                        if text[0] in NUMBER_STARTS:
                            value = self._number(event)
                        known[text] = value
            elif kind is mapping or kind is sequence:
                value = {} if kind is mapping else []
            elif kind is alias:
                value, size, height = self._alias(event)
                nodes += size - 1
                below = max(below, height)
                if len(stack) + height > max_depth:
                    raise yaml_errors.too_deep(self.window, event, max_depth)
            else:
                # The end of the target, or of the document.
                if not stack:
                    return
                nodes += len(target)
                if nodes > max_nodes:
                    raise yaml_errors.too_many_nodes(self.window, event, max_nodes)
                done, size, height = target, nodes, below + 1
                target, starts, before, anchor, below = stack.pop()
                in_mapping = target.__class__ is dict
                if height > below:
                    below = height
                if anchor is not None:
                    self.anchors[anchor] = done, size - before + 1, height
                    self.open.discard(anchor)
                continue
            if in_mapping:
                target[key] = value
            else:
                target.append(value)
                starts.append(event.start_mark.index)
            if kind is mapping or kind is sequence:
                anchor = None
                if event.tag is not None or event.anchor is not None:
                    anchor = self._opened(event, kind is mapping)
                stack.append((target, starts, nodes, anchor, below))
                if len(stack) > max_depth:
                    raise yaml_errors.too_deep(self.window, event, max_depth)
                target, below, starts = value, 0, []
                in_mapping = kind is mapping
                places[id(target)] = starts

    def _unusual_scalar(self, event: _Event) -> Json:
        """The value of a scalar with a tag or an anchor."""
        value: Json = event.value
        if event.tag is not None:
            value = self._tagged(event)
        elif not event.style:
            value = self._plain(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value, 1, 0
        return value

    def _plain(self, event: _Event) -> Json:
        """The value of a plain scalar."""
        text: str = event.value
        if text in WORDS:
            return WORDS[text]
        return self._number(event) if text[0] in NUMBER_STARTS else text

    def _opened(self, event: _Event, is_mapping: bool) -> str | None:
        """Check a container's tag; its anchor, which no alias may name before its end."""
        tag = event.tag
        core = _CORE + ("map" if is_mapping else "seq")
        if tag is not None and tag != "!" and tag != core:
            raise yaml_errors.unknown_tag(self.window, event)
        anchor: str | None = event.anchor
        if anchor is not None:
            self.open.add(anchor)
        return anchor

    def _number(self, event: _Event) -> Json:
        try:
            return number(event.value)
        except NotFinite:
            raise yaml_errors.not_finite(self.window, event) from None

    def _tagged(self, event: _Event) -> Json:
        """The value of a scalar with a tag: of the core schema, or refused."""
        tag, text = event.tag, event.value
        if tag == "!" or tag == _CORE + "str":
            return str(text)
        kind = {"int": int, "float": float, "bool": bool, "null": type(None)}.get(
            tag.removeprefix(_CORE)
        )
        if kind is None:
            raise yaml_errors.unknown_tag(self.window, event)
        value = WORDS[text] if text in WORDS else self._number(event)
        if kind is float and type(value) is not bool and isinstance(value, int):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise yaml_errors.wrong_tag(self.window, event)
        return value

    def _alias(self, event: _Event) -> tuple[Json, int, int]:
        """What an alias stands for, how many nodes that is, and how deep."""
        name = event.anchor
        if name in self.open or name not in self.anchors:
            raise yaml_errors.bad_alias(self.window, event, name in self.open)
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            raise yaml_errors.too_many_aliases(self.window, event, self.limits.aliases)
        return self.anchors[name]

    def _odd_key(self, event: _Event) -> None:
        """A key without text, or a merge key."""
        if event.style:
            return
        if not event.value:
            raise yaml_errors.bad_key(self.window, event)
        place = self.window.stretch(event.start_mark.index, event.end_mark.index)
        self.remarks.append(yaml_errors.merge_key(place))

    def _unusual_key(self, event: _Event) -> str:
        """A key that is no scalar, or that has an anchor or a tag."""
        events = _pyyaml().events
        if isinstance(event, events.AliasEvent):
            value = self._alias(event)[0]
            if not isinstance(value, dict | list):
                return as_text(value)
        if not isinstance(event, events.ScalarEvent):
            raise yaml_errors.bad_key(self.window, event)
        self._odd_key(event)
        value = event.value if event.tag is None else self._tagged(event)
        assert not isinstance(value, dict | list)
        if event.anchor is not None:
            self.anchors[event.anchor] = value, 1, 0
        return as_text(value)

    def _duplicate(self, key: str, at: int, first: int) -> None:
        raise duplicate_key(self.window, key, at, first)

    def _rest_is_empty(self) -> bool:
        """Whether another document of the stream holds nothing (a final `---`)."""
        events = _pyyaml().events
        first, second, third = self.get(), self.get(), self.get()
        return (
            isinstance(first, events.ScalarEvent)
            and not first.value
            and not first.style
            and isinstance(second, events.DocumentEndEvent)
            and isinstance(third, events.StreamEndEvent)
        )

    def locate(self, keys: Sequence[str]) -> tuple[int, int]:
        """Where a path of keys leads in the text; its nearest ancestor that exists."""
        text = self.window.text
        node: Json = self.root[0]
        start, flow = self.window_start(), False
        if not keys:
            return start, start
        for key in keys:
            if isinstance(node, dict) and key in node:
                index = list(node).index(key)
                child: Json = node[key]
            elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                index = int(key)
                child = node[index]
            else:
                break
            starts = self.places[id(node)]
            start = starts[index]
            flow = _before(text, starts[0]) in "[{"
            node = child
        return start, token_end(text, start, flow=flow)

    def window_start(self) -> int:
        """Where the document's content starts."""
        root = self.root[0]
        starts = self.places.get(id(root))
        return starts[0] if starts else 0


def _before(text: str, offset: int) -> str:
    """The last character before an offset that is not white space."""
    offset -= 1
    while offset >= 0 and text[offset].isspace():
        offset -= 1
    return text[offset] if offset >= 0 else "\n"


def _events(text: str) -> Callable[[], _Event]:
    """The function that gives one event after the other: the C parser's if it is there.

    YAML 1.1, which the parsers know, breaks lines at NEL, LS and PS; YAML 1.2 does not.
    They are hidden from the parser where they occur.
    """
    breaks = [char for char in "\x85\u2028\u2029" if char in text]
    hidden: dict[int, str] = {}
    if breaks:
        unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
        hidden = {
            ord(stand_in): char for char, stand_in in zip(breaks, unused, strict=False)
        }
        text = text.translate({ord(char): code for code, char in hidden.items()})
    get: Callable[[], _Event]
    if _pyyaml().__with_libyaml__:
        get = _pyyaml("._yaml").CParser(text).get_event
    else:
        get = _pure_parser()(text).get_event
    if not hidden:
        return get

    def restored() -> _Event:
        event = get()
        if hasattr(event, "value"):
            event.value = event.value.translate(hidden)
        return event

    return restored


@cache
def _pure_parser() -> Callable[[str], Any]:
    """PyYAML's parser in Python, for where its C library is missing."""
    parts = [
        _pyyaml(".reader").Reader,
        _pyyaml(".scanner").Scanner,
        _pyyaml(".parser").Parser,
    ]

    def __init__(self: Any, text: str) -> None:
        parts[0].__init__(self, text)
        for part in parts[1:]:
            part.__init__(self)

    return type("PureParser", tuple(parts), {"__init__": __init__})


def duplicate_key(window: Window, key: str, at: int, first: int) -> SpecError:
    """The refusal of a key that an object has already, in YAML or JSON."""
    text = window.text
    end = token_end(text, at, flow=False)
    related = ("first here", window.stretch(first, token_end(text, first, flow=False)))
    return SpecError(
        diagnostic(
            "SL105",
            f"duplicate key `{key}`",
            window.stretch(at, end),
            hint="keep one of the two: which one a parser takes is not defined",
            related=(related,),
        )
    )
