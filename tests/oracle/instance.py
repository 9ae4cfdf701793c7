"""What an instance is: a JSON value, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .document import Json


@dataclass(frozen=True, slots=True)
class Instance:
    """A value and how it was made.

    `kind` is what was done, with `valid:` before it where the result should be valid;
    `to` is what stands at the place, `at` the JSON Pointer of the place.
    """

    value: Json
    kind: str
    to: str
    at: str = ""

    @property
    def label(self) -> str:
        """For people."""
        return f"{self.kind} for {self.to} at {self.at or 'the root'}"

    @property
    def claims_valid(self) -> bool:
        """Whether the value was made to be valid."""
        return self.kind.startswith("valid:")

    def within(self, key: str | int, value: Json) -> Instance:
        """The same one level further up: `value` has it at `key`."""
        part = str(key).replace("~", "~0").replace("/", "~1")
        return replace(self, value=value, at=f"/{part}{self.at}")
