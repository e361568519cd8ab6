"""Times reckoned from another in (`the year after`, `a week earlier`), the times themselves out."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from index_store.numbers import SPELLED, value
from index_store.types import TimeMention

_UNIT = r"(?:year|month|week|day)"
_SHIFT = re.compile(
    rf"\b(?:(?:in|on|during|for) )?(?:(?P<count>an?|one|{SPELLED}|\d{{1,2}}) "
    rf"(?P<unit>{_UNIT})s? (?P<way>earlier|before|previously|later|after|on)(?: that)?|"
    rf"the (?P<next_unit>{_UNIT}) (?P<next_way>before|after)(?: that)?|"
    rf"the (?P<other_way>previous|preceding|next|following) (?P<other_unit>{_UNIT}))(?=\W*$|,)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")  # a text with a year of its own reckons from that
_BACK = frozenset("earlier before previously previous preceding".split())


def shift(text: str, base: TimeMention) -> str:
    """Put the time itself for one that a text ends in and reckons from `base`.

    It is no more exact than its unit: a year before a day is a month of the year before.
    """
    match = _SHIFT.search(text)
    if match is None or base.earliest is None or _YEAR.search(text):
        return text
    part = match.groupdict()
    unit = (part["unit"] or part["next_unit"] or part["other_unit"]).lower()
    way = (part["way"] or part["next_way"] or part["other_way"]).lower()
    count = (part["count"] or "one").lower()
    steps = 1 if count in {"a", "an"} else int(value(count))
    when = _written(base, unit, -steps if way in _BACK else steps)
    return f"{text[: match.start()]}{when}{text[match.end() :]}" if when else text


def _written(base: TimeMention, unit: str, steps: int) -> str:
    day = base.earliest
    if day is None or (base.precision == "year" and unit != "year"):
        return ""
    if unit in {"week", "day"}:
        if base.precision != "day":
            return ""
        there = day + timedelta(days=steps * (7 if unit == "week" else 1))
        return f"on {there:%B} {there.day}, {there.year}"
    if base.precision == "year":
        return f"in {day.year + steps}"
    there = _months_on(day, steps * (12 if unit == "year" else 1))
    return f"in {there:%B} {there.year}"


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
