"""A question in, the days between the two ends of a time that it names out."""

from __future__ import annotations

import re
from datetime import date

from assistant.plan.capitals import with_capitals
from assistant.plan.dates import MONTH_NAME, comes_round, first_from, latest_by
from assistant.plan.tense import direction, foretold
from assistant.types import Window
from index_store.months import MONTH
from index_store.times import find_times, resolve_phrase
from index_store.types import TimeMention

_ENDS = re.compile(
    r"\b(?:between\s+(.{1,40}?)\s+and|"
    r"(?<!moved )(?<!delayed )(?<!postponed )(?<!raised )(?<!pushed )"
    r"from\s+(.{1,40}?)\s+(?:to|until|till|through))\s+(.{1,40})",
    re.IGNORECASE,
)
_NEW_YEAR = re.compile(r"\b(?:the )?New Year\b(?! (?:\d|Day|Eve))(?!['’])")
_EVENT = re.compile(r"(?:the|his|her|its|their|an?) ", re.IGNORECASE)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_TIME_START = re.compile(r"^(?:early|mid|late|the (?:start|end|beginning) of)[\s-]+", re.IGNORECASE)


def between(text: str, today: date) -> Window | None:
    """Read "between May 3 and May 9" and "from May to July"."""
    match = _ENDS.search(_NEW_YEAR.sub("New Year's Day", with_capitals(text)))
    if not match:
        return None
    first = (match.group(1) or match.group(2)).strip()
    second = _leading_date(match.group(3), today)
    if re.fullmatch(rf"{_DAY}(?:,? \d{{4}})?", second) and MONTH_NAME.search(first):
        second = re.sub(rf"\b{_DAY}", second, first, count=1)
    if re.fullmatch(rf"(?:the )?{_DAY}", first) and MONTH_NAME.search(second):
        first = re.sub(rf"\b{_DAY}", first, second, count=1)
    start = _resolve(first, today)
    if start and not second and _EVENT.match(match.group(3)):
        second = re.split(r"[,;?]", match.group(3))[0]  # "the one in September 2025"
    end = _resolve(second, today)
    if not start or not end:
        return _half_open(match, start, end)
    way = 1 if foretold(text) else direction(text, match.start(), match.end(3))
    start, end = _in_order(start, end, today, way)
    if not start.earliest or not end.latest:
        return None
    return Window(earliest=min(start.earliest, end.earliest or end.latest), latest=end.latest)


def _half_open(
    match: re.Match[str], start: TimeMention | None, end: TimeMention | None
) -> Window | None:
    """Read "between 1999 and the flood": one end is a day and the other is an event."""
    event = (match.group(3) if start else match.group(1)) or ""
    known = start or end
    if (
        known is None
        or known.start > 4
        or not re.search(r"\d", known.text)
        or not _EVENT.match(event)
    ):
        return None
    return Window(earliest=start.earliest) if start else Window(latest=known.latest)


def _in_order(
    start: TimeMention, end: TimeMention, today: date, way: int
) -> tuple[TimeMention, TimeMention]:
    """Count the end that leaves its week or year open from the other, or from `today`."""
    if comes_round(end):
        end = _end_placed(start, end, today, way)
    return latest_by(start, end.earliest) if end.earliest else start, end


def _end_placed(start: TimeMention, end: TimeMention, today: date, way: int) -> TimeMention:
    """Place "Sunday" by the verb, and "February" behind the "December" that it ends."""
    monthly = comes_round(end) == "year"
    begun = latest_by(start, today) if way < 0 else start
    if monthly and begun.earliest and (way < 0 or not comes_round(start)):
        return first_from(end, begun.earliest)
    if way < 0:
        return latest_by(end, today)
    return first_from(end, today) if way else end


def _leading_date(rest: str, today: date) -> str:
    """Return the date that `rest` begins with, or a bare day of the month."""
    for mention in find_times(rest, today):
        early = _TIME_START.match(rest)
        if mention.start <= (early.end() if early else 4) and mention.kind == "date":
            return rest[: mention.end]
    for mention in find_times(f"in {rest}", today) if re.match(MONTH, rest) else []:
        if mention.start == len("in "):
            return mention.text  # a bare "May" needs a word of time before it
    day = re.match(rf"(?:the )?({_DAY}(?:,? (?:1[5-9]|20)\d\d\b)?)", rest)
    return day.group(1) if day else "now" if re.match(r"(?:now|today)\b", rest) else ""


def _resolve(phrase: str, today: date) -> TimeMention | None:
    if phrase == "now":
        phrase = "today"
    found = resolve_phrase(phrase, today)
    if found and found.earliest:
        return found
    dated = [m for m in find_times(phrase, today) if m.earliest and m.latest]
    return dated[0] if dated and dated[0].start <= 4 else None
