"""What an action does to the document (Overlay 1.0.0, "Action Object").

In: the document under change, and an action. Out: the document changed, and what could
not be done said with its place. Objects are merged member by member, lists get the
elements that they do not have yet, other values are replaced. What an action removes is
an object or a list.

No list in OpenAPI means more for having one value twice (`required`, `enum`, `tags`,
`security`, ...), so an element that is there already is none to append.
"""

from __future__ import annotations

from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.document import Json
from specloom.ir.types import Unset
from specloom.ir.values import same
from specloom.overlay.changes import Changes, Touch
from specloom.overlay.form import Action
from specloom.overlay.targets import Keys, NoQuery, Targets
from specloom.source import Span

NO_TARGET: Final = "SL371"
STALE_TARGET: Final = "SL372"
NO_CHANGE: Final = "SL373"
CANNOT: Final = "SL374"

_EXPORT: Final = "targets are looked for in what `specloom export` prints"


class Applying:
    """Applies actions, one after the other."""

    def __init__(self, changes: Changes, said: Diagnostics) -> None:
        self._changes = changes
        self._said = said
        self._targets = Targets()

    def apply(self, number: int, action: Action) -> None:
        """Apply an action, the `number`th of all; see the module."""
        place = action.place.at("target")
        try:
            found = self._targets.find(action.target, self._changes.root)
        except NoQuery as error:
            where = f", at character {error.at + 1}" if error.at is not None else ""
            message = f"the target is no JSONPath: {error.reason}{where}"
            hint = "keys that are no plain names are quoted: $.paths['/pets'].get"
            self._said.add(NO_TARGET, message, place, hint=hint)
            return
        if not found:
            message = "the target matches nothing"
            self._said.add(STALE_TARGET, message, place, hint=_EXPORT)
            return
        if action.remove:
            self._remove(number, action, found)
        else:
            self._update(number, action, found)

    def _remove(self, number: int, action: Action, found: list[Keys]) -> None:
        for keys in found:
            if not keys:
                self._cannot("the whole document cannot be removed", action)
            elif isinstance(self._changes.node(keys), dict | list):
                self._changes.remove(keys, Touch(number, action.place, removed=True))
            else:
                self._cannot(
                    f"`{_shown(keys)}` is neither an object nor a list, which is what"
                    " can be removed",
                    action,
                )

    def _update(self, number: int, action: Action, found: list[Keys]) -> None:
        update, place = action.update, action.place.at("update")
        assert not isinstance(update, Unset)
        merge = _Merge(self._changes, number)
        for keys in found:
            node = self._changes.node(keys)
            if isinstance(node, list):
                merge.append(keys, node, update, place)
            elif isinstance(node, dict) and isinstance(update, dict):
                merge.object(keys, node, update, place)
            elif isinstance(node, dict):
                message = (
                    f"`{_shown(keys)}` is an object, and can only be merged with one"
                )
                self._cannot(message, action)
                return
            else:
                message = f"`{_shown(keys)}` is neither an object nor a list"
                self._cannot(message, action)
                return
        for keys, at in merge.impossible:
            kinds = "an object", "a list"
            if isinstance(self._changes.node(keys), list):
                kinds = kinds[::-1]
            message = f"`{_shown(keys)}` is {kinds[0]}, and the update has {kinds[1]}"
            hint = "remove it in an action before this one"
            self._said.add(CANNOT, message, at, hint=hint)
        if not merge.changed and not merge.impossible:
            message = "the update changes nothing: the sources say so already"
            self._said.add(NO_CHANGE, message, place, hint="remove the action")

    def _cannot(self, message: str, action: Action) -> None:
        hint = "let the target select the object or list around it"
        self._said.add(CANNOT, message, action.place.at("target"), hint=hint)


class _Merge:
    """One update, merged into any number of nodes."""

    def __init__(self, changes: Changes, number: int) -> None:
        self._changes = changes
        self._number = number
        self.changed = False
        self.impossible: list[tuple[Keys, Span]] = []

    def object(
        self, keys: Keys, node: dict[str, Json], update: dict[str, Json], place: Span
    ) -> None:
        """Members in both are merged, the others added."""
        for key, new in update.items():
            below, at = (*keys, key), place.at(key)
            if key not in node:
                self._set(below, new, at)
                continue
            old = node[key]
            if isinstance(old, dict) and isinstance(new, dict):
                self.object(below, old, new, at)
            elif isinstance(old, list) and isinstance(new, list):
                for index, item in enumerate(new):
                    self.append(below, old, item, at.at(index))
            elif isinstance(old, dict | list) and isinstance(new, dict | list):
                self.impossible.append((below, at))
            elif not same(old, new):
                self._set(below, new, at)

    def append(self, keys: Keys, node: list[Json], item: Json, place: Span) -> None:
        """A list has an element more, unless it has it already."""
        if not any(same(it, item) for it in node):
            self._changes.append(keys, item, Touch(self._number, place))
            self.changed = True

    def _set(self, keys: Keys, value: Json, place: Span) -> None:
        self._changes.set(keys, value, Touch(self._number, place))
        self.changed = True


def _shown(keys: Keys) -> str:
    """Keys as the normalized path of RFC 9535 has them, but for what needs no quotes."""
    return "$" + "".join(
        (
            f"[{key}]"
            if isinstance(key, int)
            else f".{key}" if key.isidentifier() else f"['{key}']"
        )
        for key in keys
    )
