"""Days as integers, and the one rule that says which of them a bounded search may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NEVER = 99_999_999
"""Later than every day: the end of what is current, the beginning of what is undated."""


def day_number(day: date | None) -> int:
    """Return a day as YYYYMMDD, 0 for None."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """When a version of an article counts; every attribute is a day number.

    Attributes:
        day: published; 0 when undated.
        first: first day on which it could be read, or, for an undated one, the last day that it
            tells of; `NEVER` when that is unknown.
        end: the day on which a later version replaced it; `NEVER` while it is the current one.
    """

    day: int
    first: int
    end: int = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a search may show.

    Attributes:
        until: show what stood on that day: published by then and not yet replaced. None shows
            every current version, undated ones included.
        since: published on that day or later.
        undated: with `until`, also show undated articles known to tell of nothing later.
    """

    until: date | None = None
    since: date | None = None
    undated: bool = False

    @property
    def open(self) -> bool:
        """Whether no day is asked for."""
        return self.until is None and self.since is None

    def admit(self, validity: Validity) -> bool:
        """Say whether a version with that validity may be shown."""
        if self.since and validity.day < day_number(self.since):
            return False
        if self.until is None:
            return validity.end == NEVER
        if not validity.day and not self.undated:
            return False
        return validity.first <= day_number(self.until) < validity.end


ALL = Bounds()
"""Every current version."""
