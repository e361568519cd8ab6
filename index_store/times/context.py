"""What expressions are read against, and where one ends up: the records of the resolver."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from index_store.types import Precision, TimeKind

_ORDER = ("day", "week", "month", "season", "quarter", "half", "year", "decade", "century")


@dataclass(slots=True, frozen=True)
class Placed:
    """Where an expression lies in time."""

    value: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "day"
    how: str = ""
    kind: TimeKind = "date"


@dataclass(slots=True)
class Context:
    """What the expressions of one text are read against.

    Attributes:
        published: day of publication; None when undated.
        day_first: whether the article writes 4/7 for 4 July.
        told: dates placed so far, in order of the text.
        tense: below 0 when the clause looks back, above when ahead; 2 or -2 when its verb is close.
        stated: year of each month that was named with its year in this paragraph.
        near: how many of the last dates in `told` stand close by.
    """

    published: date | None
    day_first: bool = False
    told: list[Placed] = field(default_factory=list)
    tense: int = 0
    near: int = 0
    stated: dict[int, int] = field(default_factory=dict)

    def last_told(self, precision: Precision, *, near: bool = False) -> date | None:
        """Give the first day of the date last spoken of that is at least as exact."""
        rank = _ORDER.index(precision)
        recent = self.told[len(self.told) - self.near :] if near else self.told[-12:]
        for placed in reversed(recent):
            if placed.earliest is not None and _ORDER.index(placed.precision) <= rank:
                return placed.earliest
        return None
