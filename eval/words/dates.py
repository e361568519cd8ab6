"""A text in, the dates it writes out, as far as each is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = {
    **{name: n for n, name in enumerate(_MONTHS, 1)},
    **{name[:3]: n for n, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
# Names of months that are words as well, so they need their capital.
_WORDLIKE = frozenset("march mar may august dec jun jan sep oct nov".split())
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_NAME = rf"(?P<month{{0}}>(?i:{_NAMES}))\b\.?"
_YEAR = r"(?P<year{0}>1\d{{3}}|20\d\d)(?![\d,]*\d)"
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?(?!\w|[.,:]\d)"
_DATE = re.compile(
    r"(?<![\w.,$£€-])(?:"
    r"(?P<year0>[12]\d{3})-(?P<month0>[01]\d)(?:-(?P<day0>[0-3]\d))?(?![\d-])"
    rf"|{_NAME.format(1)}\s+{_DAY.format(1)}(?:,?\s+{_YEAR.format(1)})?"
    rf"|{_DAY.format(2)}\s+(?:of\s+)?{_NAME.format(2)}(?:,?\s+{_YEAR.format(2)})?"
    rf"|{_NAME.format(3)},?\s+(?:of\s+)?{_YEAR.format(3)}"
    rf"|{_NAME.format(4)}(?![\w'’-])"
    r")"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is told; what is not told is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def covers(self, other: Day) -> bool:
        """Whether all that `other` tells is told here, and the same."""
        ours = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        return all(b is None or a == b for a, b in zip(ours, theirs, strict=True))


def find(text: str) -> list[tuple[int, int, Day]]:
    """List the dates of a text as (start, end, day), in order; bare years are not dates."""
    read = ((match.start(), match.end(), _read(match)) for match in _DATE.finditer(text))
    return [(start, end, day) for start, end, day in read if day is not None]


def _read(match: re.Match[str]) -> Day | None:
    parts = {key[:-1]: value for key, value in match.groupdict().items() if value is not None}
    year = int(parts["year"]) if "year" in parts else None
    day = int(parts["day"]) if "day" in parts else None
    named = parts["month"]
    month = int(named) if named.isdigit() else _month(named, alone=year is None and day is None)
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return Day(year, month, day)


def _month(name: str, *, alone: bool) -> int | None:
    low = name.lower()
    if low in _WORDLIKE and name[0].islower():
        return None
    if alone and len(low) < 4 and low != "may":
        return None
    return _MONTH[low]
