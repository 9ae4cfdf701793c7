"""What the corpus harness found about one document; data only."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something the document has, the package has, and GAPS.md lists."""

    in_: int = 0
    out: int = 0
    listed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.in_ + other.in_, self.out + other.out, self.listed + other.listed
        )


@dataclass(slots=True)
class Outcome:
    """One document's row of the table; `wrong` is what does not hold, in words."""

    path: str
    version: str
    package: str
    operations: Tally = Tally()
    declarations: Tally = Tally()
    webhooks: Tally = Tally()
    cpu: float = 0.0
    megabytes: float = 0.0
    files: int = 0
    lines: int = 0
    fields: int = 0
    names: int = 0
    numbered: int = 0
    gaps: dict[str, int] = field(default_factory=dict)
    any: dict[str, int] = field(default_factory=dict)
    typed: bool = False
    wrong: list[str] = field(default_factory=list)

    def flag(self, *reasons: str) -> None:
        self.wrong.extend(reason for reason in reasons if reason)

    @property
    def shortcomings(self) -> int:
        """`Any` that is not the document's own silence."""
        return sum(self.any.values()) - self.any.get("unspecified", 0)
