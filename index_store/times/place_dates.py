"""Calendar expressions in, their days out: full dates, and partial ones by year of publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from index_store.times import calendar as cal
from index_store.times.context import Context, Placed
from index_store.times.expr import Expr
from index_store.times.feasts import day_of_feast

_NARRATED = 7  # days that a report may go back to from the day it has just told
_CLOSE_VERB, _CLOSE_DAYS = 2, 30
_OPEN = "year not stated"


def place_date(e: Expr, c: Context) -> Placed:
    """Place a year, a month or a day."""
    if e.month is None and e.day is not None:
        return _day_of_month(e.day, e, c)
    if e.month is None:
        return _year(e)
    if e.day is None:
        return _month(e, c)
    if e.loose:
        return _loose(e, c)
    return _day(e, c)


def _year(e: Expr) -> Placed:
    year = e.year or 0
    return Placed(f"{year:04d}", *bounded(cal.year_span(year), e.bound), "year")


def _year_on(e: Expr, c: Context) -> int | None:
    """Give the year that is stated, or counted from that of publication."""
    if e.years_on is None or c.published is None:
        return e.year
    return min(max(c.published.year + e.years_on, 1), 9998)


def _month(e: Expr, c: Context) -> Placed:
    month, how = e.month or 1, ""
    year = _year_on(e, c)
    if year is None:
        if c.published is None:
            return Placed(f"XXXX-{month:02d}", precision="month", how=_OPEN)
        year, how = _month_year(month, e, c, c.published), "year from the publication date"
    span = bounded(cal.month_span(year, month), e.bound)
    return Placed(f"{year:04d}-{month:02d}", *span, "month", how)


def _month_year(month: int, e: Expr, c: Context, published: date) -> int:
    """Choose the year of a bare month: the last one gone, unless the clause looks ahead."""
    past = published.year - (month > published.month)
    if e.step == -1:
        return published.year - (month >= published.month)
    if e.step == 1:
        return published.year + (month <= published.month)
    if e.step == 0 and not e.from_text:
        return published.year
    if c.tense < 0 or month == published.month:
        return past
    ahead = (month - published.month) % 12
    if c.tense > 0:
        return past + (month != published.month)
    # Without a verb to go by, news speaks of the past unless the month is far closer ahead.
    return past + (2 * ahead < 12 - ahead)


def _loose(e: Expr, c: Context) -> Placed:
    year, month, day = e.year or 0, e.month or 0, e.day or 0
    how = "read as month/day"
    if c.day_first:
        month, day, how = day, month, "read as day/month"
    found = cal.day_of(year, month, day)
    if found is None:
        return Placed(f"{year:04d}", *cal.year_span(year), "year")
    return Placed(found.isoformat(), found, found, "day", how)


def _day(e: Expr, c: Context) -> Placed:
    month, day, how = e.month or 0, e.day or 0, ""
    year = _year_on(e, c)
    if year is None:
        if month in c.stated and not _close_by(e, c, c.stated[month]):
            year, how = c.stated[month], "year last spoken of"
        elif c.published is None:
            return Placed(f"XXXX-{month:02d}-{day:02d}", how=_OPEN)
        else:
            year, how = _day_year(e, c, c.published)
    first = _on(e, year)
    if first is None:
        return Placed(f"{year:04d}-{month:02d}", *cal.month_span(year, month), "month", how)
    last = cal.day_of(year, month, e.end_day) if e.end_day else first
    if last is None or last == first:
        return Placed(first.isoformat() + e.clock + _part(e), first, first, "day", how)
    return Placed(f"{first.isoformat()}/{last.isoformat()}", first, last, "day", how)


def _close_by(e: Expr, c: Context, stated: int) -> bool:
    """Tell whether a day is one around publication, though a later year was spoken of."""
    if c.published is None or stated <= c.published.year:
        return False
    days = _same_day(e, range(c.published.year - 1, c.published.year + 2))
    nearest = _nearest(days, c.published) if days else None
    return nearest is not None and abs((nearest - c.published).days) <= _CLOSE_DAYS


def _same_day(e: Expr, years: Iterable[int]) -> list[date]:
    return [d for y in years if (d := _on(e, y)) is not None]


def _on(e: Expr, year: int) -> date | None:
    if e.feast and e.count is not None:
        return day_of_feast(e.feast, int(e.count), year)
    return cal.day_of(year, e.month or 0, e.day or 0)


def _day_of_month(day: int, e: Expr, c: Context) -> Placed:
    """Place `the 14th`: near the day last spoken of, else the last one gone or the next."""
    told = c.last_told("month", near=True) if e.step is None else None
    anchor = told or c.published
    if anchor is None:
        return Placed(f"XXXX-XX-{day:02d}", how="month not stated")
    steps = (e.step,) if e.step is not None else (-1, 0, 1)
    months = [m for n in steps if (m := cal.shift_months(anchor.replace(day=1), n))]
    days = [d for m in months if (d := cal.day_of(m.year, m.month, day)) is not None]
    near = cal.shift_days(anchor, -_NARRATED) or anchor
    now = c.published or anchor
    if c.tense > 0:
        days = [d for d in days if d >= now]
    elif anchor <= now and e.step is None:
        days = [d for d in days if d <= now]
    if not days:
        return Placed(f"XXXX-XX-{day:02d}", how="month not stated")
    found = min((d for d in days if d >= near and told), default=None)
    found = found or (min(days) if c.tense > 0 else max(days))
    how = "month last spoken of" if told else "month from the publication date"
    return Placed(found.isoformat(), found, found, "day", how)


def _part(e: Expr) -> str:
    return f"T{e.part}" if e.part and not e.clock else ""


def _day_year(e: Expr, c: Context, published: date) -> tuple[int, str]:
    """Choose the year of `July 1`: by the weekday beside it, else the verb, else the nearest."""
    reach = 6 if e.weekday is not None else 1
    days = _same_day(e, range(published.year - reach, published.year + 2))
    if e.weekday is not None:
        fitting = [d for d in days if d.weekday() == e.weekday]
        if fitting:
            return _nearest(fitting, published).year, "year from the weekday"
    if e.step:  # `last Christmas`
        days = [d for d in days if d != published and (d > published) == (e.step > 0)]
        days = [min(days) if e.step > 0 else max(days)] if days else []
    if not days:
        return published.year, "year from the publication date"
    this = e.step == 0 and not e.from_text
    return _told(days, 0 if this else c.tense, published).year, "year from the publication date"


def _told(days: list[date], tense: int, published: date) -> date:
    """Choose among the same day of three years by the verb.

    A writer leaves the year out where the day is close, so that only a verb right beside it
    outweighs a day within a month.
    """
    nearest = _nearest(days, published)
    if tense < 0:
        # A day or so ahead is a time zone, not a year ago.
        days = [d for d in days if (d - published).days <= 1]
    elif tense > 0:
        days = [d for d in days if d >= published]
    chosen = _nearest(days, published) if days else nearest
    if abs(tense) < _CLOSE_VERB and abs((nearest - published).days) <= _CLOSE_DAYS:
        return nearest
    return chosen


def _nearest(days: list[date], published: date) -> date:
    return min(days, key=lambda d: (abs((d - published).days), d > published))


def place_decade(e: Expr, _: Context) -> Placed:
    """Place `the 1990s`."""
    year = e.year or 0
    return Placed(f"{year // 10:03d}", *bounded(cal.year_span(year, 10), e.bound), "decade")


def place_century(e: Expr, _: Context) -> Placed:
    """Place `the 20th century` as 1900 to 1999, the way TIMEX3 writes it."""
    number = int(e.count or 0)
    if not 1 <= number <= 30:
        return Placed("XX", precision="century")
    first = (number - 1) * 100
    return Placed(f"{number - 1:02d}", *bounded(cal.year_span(first, 100), e.bound), "century")


def place_season(e: Expr, c: Context) -> Placed:
    """Place `last summer` or `winter 2012`, by northern seasons."""
    year, how = _year_on(e, c), ""
    if year is None:
        if c.published is None:
            return Placed(f"XXXX-{e.season}", precision="season", how=_OPEN)
        year, how = _season_year(e, c, c.published), "year from the publication date"
    if not 1 <= year <= 9998:
        return Placed(f"XXXX-{e.season}", precision="season")
    return Placed(f"{year:04d}-{e.season}", *cal.season_span(year, e.season), "season", how)


def _season_year(e: Expr, c: Context, published: date) -> int:
    spans = {y: cal.season_span(y, e.season) for y in range(published.year - 2, published.year + 2)}
    begun = max(y for y in spans if spans[y][0] <= published)
    running = spans[begun][1] >= published
    if e.step == -1:
        return begun - running
    if e.step == 1:
        return begun + 1
    if e.step == 0:
        near = (spans[begun + 1][0] - published).days if begun + 1 in spans else 999
        return begun if running or near > 150 or c.tense < 0 else begun + 1
    return begun + (c.tense > 0 and not running)


def place_quarter(e: Expr, c: Context) -> Placed:
    """Place `the first quarter of 2025` or `Q3`, by calendar years."""
    number, year, how = int(e.count or 1), e.year, ""
    if year is None:
        if c.published is None:
            return Placed(f"XXXX-Q{number}", precision="quarter", how=_OPEN)
        running = (c.published.month + 2) // 3
        year = c.published.year + (e.step or 0)
        year -= e.step is None and number > running and c.tense <= 0
        how = "year from the publication date"
    return Placed(f"{year:04d}-Q{number}", *cal.quarter_span(year, number), "quarter", how)


def place_half(e: Expr, c: Context) -> Placed:
    """Place `the first half of 2024`."""
    number, year, how = int(e.count or 1), e.year, ""
    if year is None:
        if c.published is None:
            return Placed(f"XXXX-H{number}", precision="half", how=_OPEN)
        year, how = c.published.year + (e.step or 0), "year from the publication date"
    first, last = (1, 6) if number == 1 else (7, 12)
    span = (cal.month_span(year, first)[0], cal.month_span(year, last)[1])
    return Placed(f"{year:04d}-H{number}", *span, "half", how)


def bounded(span: cal.Span, bound: str) -> cal.Span:
    """Narrow a month or year for `early` and `late` to a half, for `mid` to the middle half."""
    length = (span[1] - span[0]).days
    quarter = length // 4
    if bound == "START":
        return span[0], cal.shift_days(span[0], length // 2) or span[1]
    if bound == "END":
        return cal.shift_days(span[1], -(length // 2)) or span[0], span[1]
    if bound == "MID":
        return (
            cal.shift_days(span[0], quarter) or span[0],
            cal.shift_days(span[1], -quarter) or span[1],
        )
    return span
