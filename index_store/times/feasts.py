"""Feasts in, expressions out, and their day in a year: `Christmas Eve`, `Easter Monday`."""

from __future__ import annotations

from datetime import date, timedelta

from index_store.times.absolute import read_year
from index_store.times.expr import Expr
from index_store.times.named import date_after, point, take_year
from index_store.times.tokens import Tokens
from index_store.times.words import FEASTS

# Days of the week that lie so many days after Easter Sunday, by the word before them.
_BY_EASTER: dict[tuple[str, str], int] = {
    ("shrove", "tuesday"): -47, ("ash", "wednesday"): -46, ("palm", "sunday"): -7,
    ("maundy", "thursday"): -3, ("holy", "thursday"): -3, ("good", "friday"): -2,
    ("holy", "saturday"): -1, ("easter", "sunday"): 0, ("easter", "monday"): 1,
    ("whit", "sunday"): 49, ("whit", "monday"): 50,
}  # fmt: skip
_EASTER, _THANKSGIVING = "easter", "thanksgiving"
# Month, weekday and place of days that the United States keep.
_NTH: dict[str, tuple[int, int, int]] = {
    "memorial": (5, 0, 0), "labor": (9, 0, 1), _THANKSGIVING: (11, 3, 4),
}  # fmt: skip
FEAST_WORDS: tuple[str, ...] = (*FEASTS, _EASTER, *_NTH)
_ON = frozenset(
    "on at over before after since until till by during around last this next of for".split()
)
_AT = frozenset("at over since until before after by around".split())
# What these follow lasts longer than the day, or is named after it only.
_LONGER = frozenset("weekend weekends week season holidays".split())


def read_feast(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read a feast at its first word; one that is also a name needs a word of time before it."""
    expr = _named(t, i) if t.capital(i) else None
    return _with_year(t, expr, floor) if expr else None


def _with_year(t: Tokens, expr: Expr, floor: int) -> Expr:
    dated = date_after(t, expr.last)  # `Easter Monday, April 21`
    if dated:
        dated.first = expr.first
        return dated
    year = read_year(t, expr.last)
    if year is not None:
        expr.year, expr.last = year, expr.last + 1
    elif not take_year(t, expr):
        point(t, expr, floor)
    return expr


def read_feast_on(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `Good Friday` and the like at the weekday."""
    name = (t.word(i - 1), t.word(i))
    foreign = t.word(i - 2) in {"orthodox", "greek", "coptic"}
    if i - 1 < floor or not t.capital(i - 1) or foreign:
        return None
    if name not in _BY_EASTER:
        return None
    return _with_year(t, _movable(i - 1, i + 1, _EASTER, _BY_EASTER[name]), floor)


def _movable(first: int, last: int, feast: str, offset: int = 0) -> Expr:
    month = 4 if feast == _EASTER else _NTH[feast][0]
    return Expr(first, last, "date", month=month, day=1, feast=feast, count=offset)


def _named(t: Tokens, i: int) -> Expr | None:
    word, follows = t.word(i), t.word(i + 1)
    if word in FEASTS:
        return _fixed(t, i)
    told = t.word(i - 1) in _ON
    last = i + 1
    if word == "easter":
        told &= not t.capital(last)
    elif follows == "day" and t.capital(last):
        last, told = i + 2, told or not t.capital(i - 1)
    elif word != _THANKSGIVING:
        return None
    return _movable(i, last, word) if told and t.word(last) not in _LONGER else None


def _fixed(t: Tokens, i: int) -> Expr | None:
    month, day = FEASTS[t.word(i)]
    expr = Expr(i, i + 1, "date", month=month, day=day, feast=t.word(i))
    follows = t.word(i + 1)
    if t.word(i) == "new":
        return _new_year(t, expr)
    if t.word(i) in {"boxing", "valentine", "patrick", "bastille", "veterans"}:
        if "day" not in {follows, t.word(i + 3)}:
            return None
        expr.last = i + 2 if follows == "day" else i + 4
        if t.word(i) == "patrick":
            expr.first -= (t.word(i - 1) == "st") + 2 * (t.word(i - 2) == "st")
    elif follows == "eve":
        expr.day, expr.last = day - 1, i + 2
    elif follows == "day":
        expr.last = i + 2
    return expr


def _new_year(t: Tokens, expr: Expr) -> Expr | None:
    """Read `New Year's Day`, `New Year's Eve` whatever the apostrophe, and `at New Year`."""
    i = expr.first
    if t.word(i + 1) not in {"year", "years"}:
        return None
    for j in range(i + 2, i + 5):
        if t.word(j) in {"day", "eve"}:
            expr.last = j + 1
            expr.month, expr.day = (12, 31) if t.word(j) == "eve" else (1, 1)
            return expr
    expr.last = i + 2
    before = t.word(i - 2) if t.word(i - 1) == "the" else t.word(i - 1)
    alone = (t.capital(i + 1) and not t.joined(i + 2)) or t.word(i + 2) in set(",.;:)!?")
    return expr if alone and before in _AT and not t.capital(i + 2) else None


def day_of_feast(feast: str, offset: int, year: int) -> date | None:
    """Give the day of a movable feast, or so many days from it."""
    try:
        day = _easter(year) if feast == _EASTER else _nth_weekday(year, *_NTH[feast])
        return day + timedelta(days=offset)
    except (ValueError, OverflowError):
        return None


def _nth_weekday(year: int, month: int, weekday: int, place: int) -> date:
    """Give the first, second ... weekday of a month, or the last for 0."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ((place or 5) - 1))
    return day if day.month == month else day - timedelta(days=7)


def _easter(year: int) -> date:
    """Give Easter Sunday of the western churches, by the anonymous Gregorian reckoning."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)
