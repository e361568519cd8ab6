"""A question in, the dates that it names out, on the side of today that its verbs tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.plan.capitals import with_capitals
from assistant.plan.tense import direction
from index_store.months import MONTH, WEEKDAY_NAMES
from index_store.times import find_times, resolve_phrase
from index_store.times.words import FEASTS
from index_store.types import TimeMention

DAY = timedelta(days=1)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?=s?\b)")
MONTH_NAME = re.compile(rf"\b{MONTH}", re.IGNORECASE)
JOINED = re.compile(r"^\s*(?:,|and|or|,\s*and|to|-|–)\s*$", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:last|past|previous|next|coming)\b", re.IGNORECASE)
# "asked for it to stay open before Christmas": what was still to come when it was said.
_INTENDED = re.compile(
    r"\b(?:would|(?:ask|want|plan|hope|agree|promise|intend|vow|offer|expect)"
    r"(?:e?d)? [^?,;]*\bto (?!the\b|an?\b|h(?:is|er)\b|have\b)[a-z]+) [^?,;]*$", re.IGNORECASE
)  # fmt: skip
# Neither "Good Friday" nor "the first Monday in May", which no other Friday or Monday is.
_WEEKLY = re.compile(
    rf"(?:(?:the|this|early|late) )*(?:{'|'.join(WEEKDAY_NAMES)}|weekend)"
    r"(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAY_NAMES)})\b", re.IGNORECASE)
_YEARLY = re.compile(rf"\b(?:{MONTH}|(?:{'|'.join(FEASTS)})\b)", re.IGNORECASE)


def dated(text: str, today: date) -> list[TimeMention]:
    """Find the times in a question that have days."""
    found = [m for m in find_times(with_capitals(text), today) if m.earliest and m.latest]
    typed = [replace(m, text=text[m.start : m.end]) for m in found]
    return [_with_year(text, _turned(text, m, today), typed, today) for m in typed]


def gone_by(mention: TimeMention, today: date) -> TimeMention:
    """Put a day or month without a year that would lie ahead into the past."""
    return latest_by(mention, today) if (mention.earliest or today) > today else mention


def comes_round(mention: TimeMention) -> str:
    """Say how often there is one: a `week` for "Friday", a `year` for "May 3" and "Christmas".

    That is empty for "May 3, 2024" and "last Friday".
    """
    if YEAR.search(mention.text) or _WHICH.search(mention.text) or mention.kind != "date":
        return ""
    if _YEARLY.search(mention.text):
        return "" if _WEEKDAY.search(mention.text) else "year"
    return "week" if _WEEKLY.fullmatch(mention.text) else ""


def latest_by(mention: TimeMention, day: date) -> TimeMention:
    """Return the last of the days or months so called that has begun by `day`."""
    near = reversed(_near(mention, day))
    return next((m for m in near if m.earliest and m.earliest <= day), mention)


def first_from(mention: TimeMention, day: date) -> TimeMention:
    """Return the first of the days or months so called that is not over before `day`."""
    return next((m for m in _near(mention, day) if m.latest and m.latest >= day), mention)


def _near(mention: TimeMention, day: date) -> list[TimeMention]:
    """Return those of the days or months so called that lie around `day`, in order."""
    first = mention.earliest or day
    weekly = comes_round(mention) == "week"
    there = (day - first).days // 7 if weekly else day.year - first.year
    return [m for by in (-1, 0, 1) if (m := _moved(mention, there + by))]


def _moved(mention: TimeMention, by: int) -> TimeMention | None:
    first, last, every = mention.earliest, mention.latest, comes_round(mention)
    if first is None or last is None or not every:
        return None
    try:
        if every == "week":
            return replace(mention, earliest=first + by * 7 * DAY, latest=last + by * 7 * DAY)
        end = last + DAY  # so that February ends where March begins
        moved, ended = first.replace(year=first.year + by), end.replace(year=end.year + by)
    except (ValueError, OverflowError):
        return None
    return replace(mention, earliest=moved, latest=moved if first == last else ended - DAY)


def _turned(text: str, mention: TimeMention, today: date) -> TimeMention:
    """Put a weekday or month on the side of today on which the question's verbs have it."""
    first, last, every = mention.earliest, mention.latest, comes_round(mention)
    if first is None or last is None or not every:
        return mention
    way = direction(text, mention.start, mention.end) if first > today or last < today else 0
    if way > 0 and last >= today:
        return mention
    intended = every == "year" and _INTENDED.search(text[: mention.start])
    if way > 0 or (way < 0 and intended):
        past, ahead = gone_by(mention, today), first_from(mention, today)
        near = _days_to(ahead, today) <= _days_to(past, today)
        return ahead if near or every == "week" else past
    return gone_by(mention, today) if way < 0 else mention


def _days_to(mention: TimeMention, today: date) -> int:
    first, last = mention.earliest or today, mention.latest or today
    return max((first - today).days, (today - last).days, 0)


def _with_year(
    text: str, mention: TimeMention, all_of: Sequence[TimeMention], today: date
) -> TimeMention:
    """Read "August" in "August and September 2022" as a month of that year."""
    if YEAR.search(mention.text) or not MONTH_NAME.search(mention.text):
        return mention
    for other in all_of:
        year = YEAR.search(other.text)
        if year and other.start >= mention.end and JOINED.match(text[mention.end : other.start]):
            again = resolve_phrase(f"{mention.text} {year.group()}", today)
            if again and again.earliest:
                return TimeMention(
                    start=mention.start, end=mention.end, text=mention.text, value=again.value,
                    earliest=again.earliest, latest=again.latest, precision=again.precision,
                )  # fmt: skip
    return mention
