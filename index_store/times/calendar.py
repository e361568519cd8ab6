"""Days in, intervals and shifted days out; beyond the calendar gives None, never raises."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """Give the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int, years: int = 1) -> Span:
    """Give the first and last day of a year, or of a run of years."""
    return date(max(year, 1), 1, 1), date(min(year + years - 1, 9999), 12, 31)


def season_span(year: int, season: str) -> Span:
    """Give the three northern months of a season; winter runs into the year after."""
    first = date(year, SEASON_MONTHS[season], 1)
    last = shift_months(first, 2) or first
    return first, month_span(last.year, last.month)[1]


def quarter_span(year: int, quarter: int) -> Span:
    """Give the first and last day of a calendar quarter, 1 to 4."""
    return date(year, quarter * 3 - 2, 1), month_span(year, quarter * 3)[1]


def week_span(day: date) -> Span:
    """Give the Monday and the Sunday around a day."""
    monday = shift_days(day, -day.weekday()) or day
    return monday, shift_days(monday, 6) or monday


def week_value(day: date) -> str:
    """Write the ISO week of a day, such as `2013-W12`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def shift_days(day: date, days: int) -> date | None:
    """Move by days; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> date | None:
    """Move by months, to the month's last day where it is shorter; None beyond the calendar."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
