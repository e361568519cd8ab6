"""Expressions that count from the publication day or the text in, their days out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil, floor

from index_store.times import calendar as cal
from index_store.times.context import Context, Placed
from index_store.times.expr import Expr
from index_store.times.place_dates import bounded, place_date
from index_store.times.units import length
from index_store.types import Precision

_FROM_DAY = "counted from the publication date"
_SAME_DAY = 12  # hours
_CLOSE_PAST, _MIDWEEK, _SATURDAY = -2, 2, 5
_DAYS = {"D": 1, "W": 7, "WE": 7, "FN": 14}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_PRECISION: dict[str, Precision] = {
    "D": "day", "W": "week", "WE": "week", "FN": "week", "M": "month", "Q": "quarter", "Y": "year",
    "DE": "decade", "CE": "century",
}  # fmt: skip
_OPEN_VALUE = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip


def place_deictic(e: Expr, c: Context) -> Placed:
    """Place `today`, `yesterday`, `this morning`, `last night`."""
    day = cal.shift_days(c.published, e.step or 0) if c.published else None
    return _one_day(day, e, _FROM_DAY if e.step else "the publication date")


def _one_day(day: date | None, e: Expr, how: str) -> Placed:
    tail = e.clock or (f"T{e.part}" if e.part else "")
    if day is None:
        return Placed(f"XXXX-XX-XX{tail}", how="day not stated")
    return Placed(f"{day.isoformat()}{tail}", day, day, "day", how)


def place_weekday(e: Expr, c: Context) -> Placed:
    """Place `Monday`: the one just past (the day itself included), or the coming one."""
    if e.unit == "W":
        return _day_of_week(e, c)
    weekday = e.weekday or 0
    anchor = c.last_told("day") if e.from_text else c.published
    if anchor is None:
        tail = e.clock or (f"T{e.part}" if e.part else "")
        return Placed(f"XXXX-WXX-{weekday + 1}{tail}", how="week not stated")
    back = (anchor.weekday() - weekday) % 7
    ahead = (weekday - anchor.weekday()) % 7
    if e.from_text:
        shift = ahead or 7 if (e.step or 0) >= 0 else -(back or 7)
        return _one_day(cal.shift_days(anchor, shift), e, _from(anchor))
    to_come = c.tense > 0 or (e.step == 0 and c.tense == 0)
    if e.step is not None and e.step != 0:
        to_come, back, ahead = e.step > 0, back or 7, ahead or 7
    if to_come:
        return _one_day(cal.shift_days(anchor, ahead), e, "the weekday to come")
    back += 7 * int(e.count or 0)  # `Friday before last`
    return _one_day(cal.shift_days(anchor, -back), e, "the weekday just past")


def _day_of_week(e: Expr, c: Context) -> Placed:
    """Place `Monday last week`."""
    if c.published is None:
        return _open("W")
    monday = cal.week_span(c.published)[0]
    return _one_day(cal.shift_days(monday, 7 * (e.step or 0) + (e.weekday or 0)), e, _FROM_DAY)


def _from(anchor: date) -> str:
    return f"counted from {anchor.isoformat()} in the text"


def place_relative(e: Expr, c: Context) -> Placed:
    """Place `last year`, `this week`, `that month`, `the following day`."""
    anchor, how = c.published, _FROM_DAY
    if e.year is not None:
        return _one_day(anchor and cal.day_of(e.year, anchor.month, anchor.day), e, how)
    if e.from_text:
        told = c.last_told(_PRECISION[e.unit], near=e.step != 0 or e.unit == "D")
        if told is None and (e.step == 0 or e.unit == "D"):
            return _open(e.unit)
        anchor, how = (told, _from(told)) if told else (anchor, how)
    if e.unit == "WE":
        return _weekend(e, c, anchor, how)
    step = e.step or 0
    if anchor is None:
        return _open(e.unit)
    if e.unit in _DAYS:
        moved = cal.shift_days(anchor, step * _DAYS[e.unit])
    elif e.unit in _MONTHS:
        moved = cal.shift_months(anchor, step * _MONTHS[e.unit])
    else:
        return Placed(length(e.unit, 1), kind="duration")
    return unit_around(moved, e, how)


def unit_around(day: date | None, e: Expr, how: str) -> Placed:
    """Give the week, month, year or longer that a day lies in."""
    unit = e.unit
    if day is None:
        return _open(unit)
    if unit == "D":
        return _one_day(day, e, how)
    if unit in {"W", "FN"}:
        return Placed(cal.week_value(day), *cal.week_span(day), "week", how)
    if unit == "M":
        span = bounded(cal.month_span(day.year, day.month), e.bound)
        return Placed(f"{day.year:04d}-{day.month:02d}", *span, "month", how)
    if unit == "Q":
        number = (day.month + 2) // 3
        span = cal.quarter_span(day.year, number)
        return Placed(f"{day.year:04d}-Q{number}", *span, "quarter", how)
    return _long_unit(day, e, how)


def _long_unit(day: date, e: Expr, how: str) -> Placed:
    if e.unit == "Y":
        span = bounded(cal.year_span(day.year), e.bound)
        return Placed(f"{day.year:04d}", *span, "year", how)
    size, precision = (10, "decade") if e.unit == "DE" else (100, "century")
    first = day.year // size * size
    digits = 3 if size == 10 else 2
    span = bounded(cal.year_span(first, size), e.bound)
    return Placed(
        f"{first // size:0{digits}d}", *span, "decade" if precision == "decade" else "century", how
    )


def _open(unit: str) -> Placed:
    return Placed(
        _OPEN_VALUE.get(unit, "XXXX-XX-XX"),
        precision=_PRECISION.get(unit, "day"),
        how="nothing to count from",
    )


def _weekend(e: Expr, c: Context, anchor: date | None, how: str) -> Placed:
    if anchor is None:
        return _open("WE")
    step = e.step
    if step == 0 and c.tense == _CLOSE_PAST and anchor.weekday() <= _MIDWEEK:
        step = -1  # `left this weekend`, said on a Monday
    if step is None:
        step = 0 if anchor.weekday() >= _SATURDAY or c.tense > 0 else -1
    monday = cal.week_span(anchor)[0]
    saturday = cal.shift_days(monday, 5 + 7 * step)
    sunday = cal.shift_days(monday, 6 + 7 * step)
    if saturday is None or sunday is None:
        return _open("WE")
    return Placed(f"{cal.week_value(saturday)}-WE", saturday, sunday, "day", how)


def place_shift(e: Expr, c: Context) -> Placed:
    """Place `two days ago` from the publication day, `two days earlier` from the text."""
    anchor, how = c.published, _FROM_DAY
    if e.from_text:
        anchor = c.last_told(_PRECISION.get(e.unit, "day"), near=True)
        if anchor is None:
            one_day = e.count == 1 and e.unit == "D"
            return _open("D") if one_day else Placed(length(e.unit, e.count), kind="duration")
        how = _from(anchor)
    if e.count is None:
        return Placed("PAST_REF" if (e.step or 0) < 0 else "FUTURE_REF", how="how long is not said")
    if anchor is None:
        return _open(e.unit)
    if e.unit in {"H", "MIN", "S"}:
        return _hours_off(anchor, e, how)
    step = e.step or 0
    if e.unit == "WE":
        steps = round(e.count) * step - (step > 0 and anchor.weekday() < _SATURDAY)
        return _weekend(replace(e, step=steps), c, anchor, how)
    moved = _move(anchor, e.unit, e.count * step)
    return _narrowed(moved, e, e.beside, c) if moved and e.beside else _as_exact(moved, e, how)


def _hours_off(anchor: date, e: Expr, how: str) -> Placed:
    """Give the day so many hours off; two where 36 hours may reach into either."""
    hours = (e.count or 0) if e.unit == "H" else 0
    if hours <= _SAME_DAY:
        return _one_day(anchor, e, how)
    ends = [_move(anchor, "D", whole(hours / 24) * (e.step or 0)) for whole in (floor, ceil)]
    first, last = min(ends, key=str), max(ends, key=str)
    if first is None or last is None or first == last:
        return _one_day(first, e, how)
    return Placed(f"{first.isoformat()}/{last.isoformat()}", first, last, "day", how)


def _narrowed(moved: date, e: Expr, beside: Expr, c: Context) -> Placed:
    """Place the `today` of `a year ago today`, the `May` of `two years ago in May`."""
    if beside.form == "deictic":
        return _one_day(cal.shift_days(moved, beside.step or 0), beside, _FROM_DAY)
    if beside.form == "relative":
        return unit_around(moved, beside, _FROM_DAY)
    if beside.form == "date":
        # In February, a year ago in December is not the December just gone.
        year = max(1, moved.year - ((beside.month or 0) - moved.month > 6))
        return replace(place_date(replace(beside, year=year), c), how=_FROM_DAY)
    if (e.step or 0) > 0 and c.published:  # `a week on Monday`
        ahead = ((beside.weekday or 0) - c.published.weekday()) % 7
        return _one_day(cal.shift_days(moved, ahead), beside, "the weekday to come")
    return Placed(moved.isoformat(), *_around(moved, 7), "week", _FROM_DAY)


def _move(anchor: date, unit: str, count: float) -> date | None:
    if abs(count) > 99999:
        return None
    if unit in _DAYS:
        return cal.shift_days(anchor, round(count * _DAYS[unit]))
    return cal.shift_months(anchor, round(count * _MONTHS[unit]))


def _as_exact(moved: date | None, e: Expr, how: str) -> Placed:
    """Give what was counted to, no more exact than the unit it was counted in."""
    if moved is None:
        return _open(e.unit)
    if e.unit in {"Y", "DE", "CE"}:
        return _years_off(moved, e, how)
    if e.unit in {"M", "Q"}:
        return Placed(moved.isoformat(), *_around(moved, 15), "month", how)
    if e.unit in {"W", "FN"}:
        return Placed(moved.isoformat(), *_around(moved, 3), "week", how)
    return _one_day(moved, e, how)


def _years_off(moved: date, e: Expr, how: str) -> Placed:
    """Give the year or decade; half a year is meant to the month, half a century to the year."""
    part = (e.count or 0) % 1
    if e.unit == "CE" and not part and (e.count or 0) > 1:
        return Placed(f"{moved.year:04d}", *_around(moved, 18262), "century", how)
    if part and e.unit == "Y":
        return Placed(f"{moved.year:04d}-{moved.month:02d}", *_around(moved, 31), "month", how)
    unit = "Y" if part else "DE" if e.unit == "CE" else e.unit
    return unit_around(moved, replace(e, unit=unit), how)


def _around(day: date, days: int) -> cal.Span:
    return cal.shift_days(day, -days) or day, cal.shift_days(day, days) or day


def place_duration(e: Expr, c: Context) -> Placed:
    """Place a length of time: kept a duration; `the past two years` also has its days."""
    value = e.value or length(e.unit, e.count)
    if e.step is None or e.from_text or c.published is None or e.count is None or e.value:
        return Placed(value, kind="duration", precision=_PRECISION.get(e.unit, "day"))
    days = {"H": e.count / 24, "MIN": 0, "S": 0}.get(e.unit)
    other = (
        _move(c.published, e.unit, e.count * (e.step or 1))
        if days is None
        else cal.shift_days(c.published, round(days * (e.step or 1)) if days < 9e4 else 10**9)
    )
    if other is None:
        return Placed(value, kind="duration")
    first, last = sorted((other, c.published))
    return Placed(value, first, last, _PRECISION.get(e.unit, "day"), _FROM_DAY, "duration")


def place_other(e: Expr, c: Context) -> Placed:
    """Place what has no day: sets, references such as `now`, clock times, `the 99th day`."""
    if e.form == "set":
        return Placed(e.value, kind="set")
    if e.form == "clock":
        return Placed(f"XXXX-XX-XX{e.clock}", how="day not stated")
    return Placed(e.value, how="" if e.form == "reference" else "day not stated")
