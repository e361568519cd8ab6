"""A part of a month or year in, its days out: `the first week of May`, `the last Sunday in May`."""

from __future__ import annotations

from datetime import date

from index_store.times import calendar as cal
from index_store.times.context import Context, Placed
from index_store.times.expr import Expr
from index_store.times.place_dates import place_date
from index_store.times.place_relative import place_relative
from index_store.types import Precision

_MONTHS = {"M": 1, "Q": 3, "HALF": 6}


def place_part(e: Expr, c: Context) -> Placed:
    """Place a part, counted from the first day of what it is part of or back from the last."""
    if e.beside is None:
        return Placed(e.value)
    whole = (place_date if e.beside.form == "date" else place_relative)(e.beside, c)
    if whole.earliest is None or whole.latest is None:
        return Placed("XXXX-XX-XX", precision=whole.precision, how=whole.how)
    span = _within(e, whole.earliest, whole.latest)
    if span is None:
        return whole
    value, precision = _written(e, span)
    return Placed(value, *span, precision, whole.how)


def _within(e: Expr, first: date, last: date) -> cal.Span | None:
    """Give the days of a part; None where the whole has no such part."""
    count, place = int(e.count or 1), e.step or 1
    if e.unit in _MONTHS:
        span = _months(first, last, count * _MONTHS[e.unit], place)
    else:
        span = _days(e, first, last, place)
    return span if span and first <= span[0] and span[1] <= last else None


def _months(first: date, last: date, months: int, place: int) -> cal.Span | None:
    start = cal.shift_months(first, months * (place - 1)) if place > 0 else None
    if place < 0:
        start = cal.shift_months(last.replace(day=1), 1 - months)
    end = cal.shift_months(start, months - 1) if start else None
    return (start, cal.month_span(end.year, end.month)[1]) if start and end else None


def _days(e: Expr, first: date, last: date, place: int) -> cal.Span | None:
    """Count days, blocks of seven days, weekends or weekdays."""
    length, period = int(e.count or 1), 1
    if e.weekday is not None or e.unit == "WE":
        weekday, length, period = (5, 2, 7) if e.unit == "WE" else (e.weekday or 0, 1, 7)
        first = cal.shift_days(first, (weekday - first.weekday()) % 7) or first
        end = (weekday + length - 1) % 7
        last = cal.shift_days(last, -((last.weekday() - end) % 7)) or last
    elif e.unit == "W":
        length = period = 7 * length
    else:
        period = length
    if place < 0:
        start = cal.shift_days(last, 1 - length)
    else:
        start = cal.shift_days(first, period * (place - 1))
    end_day = cal.shift_days(start, length - 1) if start else None
    return (start, end_day) if start and end_day else None


def _written(e: Expr, span: cal.Span) -> tuple[str, Precision]:
    first, last = span
    months = int(e.count or 1) * _MONTHS.get(e.unit, 0)
    if first == last:
        return first.isoformat(), "day"
    if months == 1:
        return f"{first:%Y-%m}", "month"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year:04d}-Q{(first.month + 2) // 3}", "quarter"
    if months == 6 and first.month in {1, 7}:
        return f"{first.year:04d}-H{1 if first.month == 1 else 2}", "half"
    value = f"{first.isoformat()}/{last.isoformat()}"
    if months:
        return value, "quarter" if months < 4 else "half"
    return value, "week" if e.unit == "W" else "day"
