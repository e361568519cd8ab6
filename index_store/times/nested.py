"""Tokens in, two times that say one thing out: `a year ago today`, `the first week of May`."""

from __future__ import annotations

from index_store.times.absolute import is_weekday, read_year
from index_store.times.expr import Expr
from index_store.times.feasts import read_feast_on
from index_store.times.named import date_after, read_named_month, read_weekday, read_word
from index_store.times.quantity import Quantity, read_quantity
from index_store.times.tokens import Tokens
from index_store.times.units import read_unit
from index_store.times.words import (
    DEICTICS,
    MONTHS,
    PLURAL_UNITS,
    POINTERS,
    UNITS,
    WEEKDAYS,
)

_PLACES = {"first": 1, "opening": 1, "last": -1, "final": -1, "closing": -1}
_SHORTER = frozenset("D W WE".split())  # units that a month has several of
_SPELLED = _SHORTER | {"M", "Q"}
_LONG = frozenset("W FN M Y DE".split())
_HABIT = frozenset(
    "always normally typically usually traditionally annually annual every each".split()
)
_NEAR = 6
_THIS_DAY_IN = ("D", "this", "in")  # `on this day in 1969`
_REMEMBERED = 10  # years that somebody counts to the month: `exactly three years ago`
_WEEKS = {"week": 1, "fortnight": 2}
# `a week on Monday` lies ahead, but `ran for a week on Monday nights` and the like do not say so.
_LASTING = frozenset("for in within of be been was marks mark every once twice".split())
_GO_ON = frozenset("after in by of - on".split())  # `Monday week after week`


def read_unit_beside(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read what a unit carries, with the time that it is part of or that stands in it."""
    whole = _whole(t, i + 1)
    found = _part(t, i, floor, whole) if whole else None
    if found:
        return found
    expr = read_unit(t, i, floor)
    if expr is None:
        return None
    if expr.form == "relative" and (expr.unit, t.word(i - 1), t.word(i + 1)) == _THIS_DAY_IN:
        expr.year = read_year(t, i + 2)
        expr.last += 2 * (expr.year is not None)
    elif expr.form == "shift" and t.word(expr.last - 1) == "ago" and expr.unit in _LONG:
        _take_beside(t, expr)
    elif expr.form == "duration" and expr.unit in {"W", "FN"}:
        _take_coming_day(t, expr)
    return expr


def read_weekday_beside(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read a weekday, with the month it is counted in or the week it is put off by."""
    whole = _whole(t, i + 1) if is_weekday(t, i) else None
    if whole:
        place, first = _place(t, i - 1)
        if place and first >= floor and t.word(first - 1) == "the":
            first -= first - 1 >= floor
            if _recurs(t, first, whole):
                return Expr(first, whole.last, "set", value=f"XXXX-WXX-{WEEKDAYS[t.word(i)] + 1}")
            weekday = WEEKDAYS[t.word(i)]
            return Expr(first, whole.last, "part", weekday=weekday, step=place, beside=whole)
    expr = read_feast_on(t, i, floor) or read_weekday(t, i, floor)
    weeks = _WEEKS.get(t.word(expr.last), 0) if expr and expr.form == "weekday" else 0
    if expr is None or not weeks or expr.unit or expr.part or t.word(expr.last + 1) in _GO_ON:
        return expr
    step = -1 if (expr.step or 0) < 0 else 1
    return Expr(expr.first, expr.last + 1, "shift", unit="W", count=weeks, step=step, beside=expr)


def _recurs(t: Tokens, first: int, whole: Expr) -> bool:
    """Say whether a counted day comes again: `is always on the first Monday in May`."""
    if whole.form == "set" or (whole.unit == "M" and t.word(whole.last - 2) == "the"):
        return True
    around = {*t.words[max(0, first - _NEAR) : first], t.word(whole.last)}
    return not around.isdisjoint(_HABIT)


def _whole(t: Tokens, of: int) -> Expr | None:
    """Read the month or year behind `of` or `in`."""
    if t.word(of) not in {"of", "in"}:
        return None
    j = of + 1
    year = read_year(t, j)
    if year is not None:
        return Expr(j, j + 1, "date", year=year)
    if t.word(j) not in MONTHS:
        return _pointed_whole(t, j)
    month = read_named_month(t, j, j)
    plain = month is not None and month.first == j and month.form == "date"
    return month if month and plain and month.day is None else None


def _pointed_whole(t: Tokens, j: int) -> Expr | None:
    """Read `last month`, `the year` and `every month`."""
    unit = UNITS.get(t.word(j + 1), "")
    if unit not in {"M", "Y"} or t.word(j + 2) in {"before", "after", "to"}:
        return None
    if t.word(j) in {"every", "each"}:
        return Expr(j, j + 2, "set")
    step = 0 if t.word(j) == "the" else POINTERS.get(t.word(j))
    if step is None or t.word(j) in {"that", "same", "past"}:
        return None
    return Expr(j, j + 2, "relative", unit=unit, step=step)


def _part(t: Tokens, i: int, floor: int, whole: Expr) -> Expr | None:
    """Read `the first six months of 2025`, `the last week in May`, `the final quarter of 2024`."""
    q = read_quantity(t, i, floor)
    unit = UNITS.get(t.word(i)) or PLURAL_UNITS[t.word(i)]
    if whole.form == "set" or q.in_a_row or q.hyphen:
        return None
    place, first = _place_of_unit(t, q)
    if not place or first < floor:
        return None
    definite = t.word(first - 1) == "the" and first > floor
    first -= definite
    counted_on = t.word(first - 1) == "for" or t.word(whole.first - 1) == "in"
    if not definite and (place < 0 or counted_on):
        return None  # `last week in May`, `fell for a third month in May`
    if t.word(first - 1) == "for" and t.word(whole.first - 1) == "in":
        return None
    expr = Expr(first, whole.last, "part", unit=unit, step=place, beside=whole)
    vague = q.count is None and (q.counted or t.word(i) in PLURAL_UNITS)
    return _fitting(expr, whole, q, vague=vague)


def _fitting(expr: Expr, whole: Expr, q: Quantity, *, vague: bool) -> Expr | None:
    """Give the part that was read, or the half of the whole that it may lie in, where it has one.

    A quarter or half of a year that is told by its number is no part to be counted here.
    """
    of_month, place = bool(whole.month) or whole.unit == "M", expr.step or 0
    if q.count is not None and (q.count % 1 or q.count < 1):
        return None
    halved, numbered = expr.unit == "HALF", expr.unit == "Q" and place > 0 and not q.counted
    if halved and (not of_month or place not in {1, 2} or q.counted):
        return None
    if numbered or (not halved and expr.unit not in (_SHORTER if of_month else _SPELLED)):
        return None
    if halved or vague:
        whole.first, whole.bound = expr.first, "START" if place == 1 else "END"
        return whole
    expr.count = q.count or 1
    return expr


def _place_of_unit(t: Tokens, q: Quantity) -> tuple[int, int]:
    """Give the place that a unit is said to have, 0 for none, and the index of its first word."""
    if q.ordinal and not q.pointer:
        first = q.first + q.definite
        return (-1 if t.word(first) == "final" else q.ordinal), first
    if q.pointer:
        return (-1, q.first + q.definite) if q.pointer == "last" else (0, q.first)
    return (0, q.first) if q.definite else _place(t, q.first - 1)


def _place(t: Tokens, j: int) -> tuple[int, int]:
    word = t.word(j)
    if word in _PLACES:
        return _PLACES[word], j
    return t.ordinal(j)


def _take_beside(t: Tokens, expr: Expr) -> None:
    """Take in what is narrower behind `ago`: `today`, `this week`, `in May`, `on Tuesday`."""
    if expr.count is None or expr.count % 1:
        return
    j = expr.last
    found: Expr | None = None
    if t.word(j) in DEICTICS:
        found = read_word(t, j, j)
    elif [t.word(j + n) for n in range(3)] == ["to", "the", "day"]:
        found = Expr(j, j + 3, "deictic", step=0)
    elif t.word(j) == "this" and t.word(j + 1) in {"week", "month"}:
        found = Expr(j, j + 2, "relative", unit=UNITS[t.word(j + 1)], step=0)
    elif t.word(j) == "in" and t.word(j + 1) in MONTHS and expr.unit in {"Y", "DE"}:
        found = read_named_month(t, j + 1, j + 1)
    else:
        on = t.word(j) == "on"
        pointed = t.word(j + on) in {"last", "this"}
        k = j + on + pointed
        found = read_weekday(t, k, k) if is_weekday(t, k) else date_after(t, k) if on else None
    if found is None and t.word(expr.first) == "exactly" and expr.count <= _REMEMBERED:
        found = Expr(j, j, "relative", unit="M", step=0)
    if found and not found.year and found.form in {"deictic", "relative", "date", "weekday"}:
        expr.beside, expr.last = found, found.last


def _take_coming_day(t: Tokens, expr: Expr) -> None:
    """Take in the day of `a week on Monday` and `a week tomorrow`."""
    j, before = expr.last, t.word(expr.first - 1)
    single = expr.count == 1 and expr.step is None and t.word(expr.first) in {"a", "one"}
    if not single or before in _LASTING:
        return
    found: Expr | None = None
    if t.word(j) == "tomorrow":
        found = read_word(t, j, j)
    elif t.word(j) == "on" and is_weekday(t, j + 1):
        found = read_weekday(t, j + 1, j + 1)
    if found and t.word(found.last) != "since":
        expr.form, expr.step = "shift", 1
        expr.beside, expr.last = found, found.last


def clock_with_day(t: Tokens, clock: Expr) -> Expr:
    """Join a clock time with the day right behind it: `15:00 GMT Saturday`, `8 p.m. on Friday`."""
    j = clock.last + (t.word(clock.last) in {"on", ","})
    found: Expr | None = None
    if is_weekday(t, j) or t.word(j) in DEICTICS:
        found = read_weekday(t, j, j) if is_weekday(t, j) else read_word(t, j, j)
    elif t.word(j) in MONTHS:
        found = read_named_month(t, j, j)
    if found is None or found.form not in {"weekday", "deictic", "date"} or found.first != j:
        return clock
    found.first, found.clock = clock.first, clock.clock
    return found
