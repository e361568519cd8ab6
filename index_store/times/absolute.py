"""Tokens in, dates spelled with a month or a year out: `July 1, 2025`, `1-4 July`, `2022`."""

from __future__ import annotations

from index_store.times.expr import Expr
from index_store.times.tokens import Tokens
from index_store.times.words import (
    COUNTED,
    DOUBTFUL_MONTHS,
    MONTHS,
    PREPOSITIONS,
    SHORT_MONTHS,
    SUFFIXES,
    UNITS,
    WEEKDAYS,
)

DASHES = frozenset("-–—‑")
_RANGE = DASHES | {"to", "and", "through", "until", "or"}
APOSTROPHES = frozenset("'’‘")
_THIS_CENTURY = 30  # what is more than this behind an apostrophe is a year of the last century
_CURRENCY = frozenset("$€£¥#₹")


def read_year(t: Tokens, i: int) -> int | None:
    """Read a year of four digits that stands for itself."""
    year = t.number(i)
    if year is None or len(t.word(i)) != 4 or not 1000 <= year <= 2199:
        return None
    return year if _free_before(t, i) and _free_after(t, i + 1) else None


def year_at(t: Tokens, j: int) -> tuple[int, int] | None:
    """Read a year of four digits or the `'69` of `May '69`; give it and the index after it."""
    year = read_year(t, j)
    if year is not None:
        return year, j + 1
    short = t.number(j + 1, 2) if t.word(j) in APOSTROPHES and t.joined(j + 1) else None
    closed = t.joined(j + 2) and (t.word(j + 2).isalnum() or t.word(j + 2) in APOSTROPHES)
    if short is None or len(t.word(j + 1)) != 2 or closed or t.word(j + 2) in COUNTED:
        return None
    return (1900 if short > _THIS_CENTURY else 2000) + short, j + 2


def _free_before(t: Tokens, i: int) -> bool:
    """Say whether no longer number or word ends in these digits."""
    if not t.joined(i):
        return True
    sign = t.word(i - 1)
    if sign == "fy":
        return True
    if sign in DASHES and is_digit(t, i - 2):
        return len(t.word(i - 2)) == 4  # else a telephone number
    return sign in DASHES or sign in set("(['’‘\"“/")


def _free_after(t: Tokens, j: int) -> bool:
    sign = t.word(j)
    if not t.joined(j):
        return True
    if sign == "/":
        return len(t.word(j + 1)) == 2
    if sign in {",", ".", ":"}:
        return not (t.joined(j + 1) and is_digit(t, j + 1))
    return not (sign in set("%\\_@") or sign[0].isalpha())


def is_digit(t: Tokens, i: int) -> bool:
    """Say whether a number stands there."""
    return t.word(i).isdecimal()


def read_day(t: Tokens, i: int) -> tuple[int, int] | None:
    """Read a day of the month, with or without `th`.

    Returns:
        The day and the index after it.
    """
    day = t.number(i, 2)
    if day is None or not 1 <= day <= 31:
        return None
    if t.joined(i + 1) and t.word(i + 1) in SUFFIXES:
        return day, i + 2
    follows = t.word(i + 1)
    clock = follows == ":" and t.joined(i + 2) and t.word(i + 2).isdecimal()
    if t.joined(i + 1) and (clock or follows == "%" or follows[0].isalpha()):
        return None
    if t.joined(i + 1) and follows in {",", "."} and t.joined(i + 2) and is_digit(t, i + 2):
        return None
    return (day, i + 1) if follows not in COUNTED else None


def read_month(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `July 1, 2025`, `July 1-4`, `1 July`, `September 2022` or a bare `June`."""
    month = MONTHS[t.word(i)]
    after = i + 1
    if t.word(i) in SHORT_MONTHS and t.word(after) == "." and t.joined(after):
        after += 1
    before = _day_before(t, i, floor)
    if before:
        return _with_year(t, before, after, month)
    if is_digit(t, after) and _plain_case(t, i):
        found = read_day(t, after)
        if found:
            expr = Expr(i, found[1], "date", month=month, day=found[0])
            _end_of_range(t, expr)
            return _with_year(t, expr, expr.last, month)
    return _month_alone(t, i, after, month)


def _plain_case(t: Tokens, i: int) -> bool:
    return t.capital(i) or t.word(i) not in {"may", "march", "mar", "sun", "sat"}


def _end_of_range(t: Tokens, expr: Expr) -> None:
    """Take in the second day of `July 1-4` or `July 1 to 4`."""
    if t.word(expr.last) not in _RANGE:
        return
    second = read_day(t, expr.last + 1)
    if second and expr.day is not None and second[0] > expr.day:
        following = t.word(second[1])
        if following not in MONTHS and following not in UNITS and following not in {"a", "p", ":"}:
            expr.end_day, expr.last = second


def _day_before(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read the day or days in front of a month, as in `the 1st of July` or `1-4 July`."""
    j = i - 1
    if t.word(j) in {"of", ",", "-"}:
        j -= 1
    if t.word(j) in SUFFIXES and t.joined(j):
        j -= 1
    day = t.number(j, 2) if j >= floor else None
    if day is None and t.word(i - 1) == "of" and j >= floor:  # `the Fourth of July`
        day, j = t.ordinal(j)
    if day is None or not 1 <= day <= 31 or not _free(t, j):
        return None
    expr = Expr(j, i, "date", day=day)
    if t.word(j - 1) in _RANGE and j - 2 >= floor:
        k = j - 3 if t.word(j - 2) in SUFFIXES else j - 2
        start = t.number(k, 2)
        if start is not None and k >= floor and 1 <= start < day and _free(t, k):
            expr.first, expr.day, expr.end_day = k, start, day
    return expr


def _free(t: Tokens, j: int) -> bool:
    """Say whether the number at `j` is whole, not the tail of `1,000` or `$5`."""
    if t.word(j - 1) in _CURRENCY:
        return False
    return not (t.joined(j) and t.word(j - 1) not in DASHES | set("(['’‘\"“/"))


def _with_year(t: Tokens, expr: Expr, after: int, month: int) -> Expr:
    expr.month, expr.last = month, after
    comma = after + 1 if t.word(after) in {",", "of"} else after
    comma += t.word(after) == "-" and t.word(after - 2) == "-"  # `12-Aug-2025`
    found = year_at(t, comma)
    if found and t.word(found[1]) not in COUNTED - {"others"}:
        expr.year, expr.last = found
    return expr


def _month_alone(t: Tokens, i: int, after: int, month: int) -> Expr | None:
    comma = after + 1 if t.word(after) in {",", "of"} else after
    found = year_at(t, comma)
    if found and _plain_case(t, i):
        return Expr(i, found[1], "date", year=found[0], month=month)
    word = t.word(i)
    if not t.capital(i) and word in DOUBTFUL_MONTHS - {"april", "june"}:
        return None
    if word == "march" and _is_a_walk(t, i):
        return None
    if t.word(i - 1) in PREPOSITIONS or t.word(i - 1) in DASHES:
        return Expr(i, after, "date", month=month) if _not_a_name(t, after) else None
    if word in DOUBTFUL_MONTHS:
        return None
    return Expr(i, after, "date", month=month)


def _is_a_walk(t: Tokens, i: int) -> bool:
    """Say whether `March` is one of people: `a March`, `the March on Washington`."""
    before, goal = t.word(i - 1), t.word(i + 1) in {"on", "for", "to", "against", "of"}
    return before == "a" or (before == "the" and goal and t.word(i + 2) not in MONTHS)


def _not_a_name(t: Tokens, after: int) -> bool:
    """Say whether what follows a month rules out a first name (`with June Brown`)."""
    return not (t.capital(after) and t.word(after) not in WEEKDAYS)


def is_weekday(t: Tokens, i: int) -> bool:
    """Say whether a full weekday name stands there."""
    return t.word(i) in WEEKDAYS and len(t.word(i)) > 5
