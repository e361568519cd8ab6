"""A question of how long ago and a dated event in, the time since then in words out."""

from __future__ import annotations

import re
from datetime import date

from assistant.read.sentence.phrase import date_words
from assistant.types import Plan
from index_store.types import TimeMention

_AGO = re.compile(r"\bhow (?:long|many (days|weeks|months|years)) ago\b", re.IGNORECASE)
# What is longer ago than this is told in months, and after that in years.
DAYS, MONTHS = 60, 36


def asks_ago(plan: Plan) -> bool:
    """Tell whether a question asks how long ago something was."""
    return bool(_AGO.search(plan.standalone_question))


def as_when(question: str) -> str:
    """Ask for the day in place of the time since, which old reports tell as it was for them.

    >>> as_when("How many days ago did Lind and Kerr last speak?")
    'When did Lind and Kerr last speak?'
    """
    return _AGO.sub(lambda m: "When" if m.start() == 0 else "when", question)


def ago(plan: Plan, mention: TimeMention) -> str:
    """Write `8 days (July 1, 2025)`, `34 years (1990)`; the date alone where that is not known."""
    asked = _AGO.search(plan.standalone_question)
    first, last = mention.earliest, mention.latest
    if not asked or first is None or last is None:
        return date_words(mention)
    unit = asked[1] or _unit(plan.as_of or plan.asked_at, first, last)
    number = _count(plan.as_of or plan.asked_at, first, last, unit)
    known = first == last or unit in {"months", "years"}
    if not known or number < 0:
        return date_words(mention)
    return f"{number} {unit.removesuffix('s') if number == 1 else unit} ({date_words(mention)})"


def _unit(today: date, first: date, last: date) -> str:
    """Choose what a length of time is told in: days of a day, years of a year."""
    if first == last and (today - last).days <= DAYS:
        return "days"
    exact = (last - first).days < 31  # a month or a day
    return "months" if exact and _count(today, first, last, "months") < MONTHS else "years"


def _count(today: date, first: date, last: date, unit: str) -> int:
    """Count whole units since a day; since a month or a year by the calendar."""
    days = (today - last).days
    if unit in {"days", "weeks"}:
        return days // (7 if unit == "weeks" else 1)
    early = first == last and (today.day < last.day)
    months = (today.year - first.year) * 12 + today.month - first.month - early
    if unit == "months":
        return months
    return months // 12 if (last - first).days < 31 else today.year - first.year
