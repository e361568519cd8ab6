"""Tokens in, calendar dates out: years, months, days, numeric dates, decades and clock times."""

from __future__ import annotations

from index_store.times.expr import Expr
from index_store.times.tokens import Tokens
from index_store.times.words import (
    COUNTED,
    DOUBTFUL_MONTHS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PREPOSITIONS,
    SHORT_MONTHS,
    SUFFIXES,
    UNITS,
    WEEKDAYS,
    ZONES,
)

_DASHES = frozenset("-–—‑")
_RANGE = _DASHES | {"to", "and", "through", "until", "or"}
_CURRENCY = frozenset("$€£¥#₹")
_CLOCK_BEFORE = frozenset(
    "at from until till by to around before after about since between".split()
)


def read_year(t: Tokens, i: int) -> int | None:
    """Read a year of four digits that stands for itself."""
    year = t.number(i)
    if year is None or len(t.word(i)) != 4 or not 1000 <= year <= 2199:
        return None
    if t.joined(i) and t.word(i - 1) not in _DASHES | set("(['’‘\"“/"):
        return None
    if t.joined(i) and t.word(i - 1) in _DASHES and _digit(t, i - 2) and len(t.word(i - 2)) != 4:
        return None  # a telephone number
    if t.joined(i + 1) and (t.word(i + 1) in set("%:\\_@") or t.word(i + 1)[0].isalpha()):
        return None
    if t.word(i + 1) == "/" and t.joined(i + 1) and len(t.word(i + 2)) != 2:
        return None
    if t.joined(i + 1) and t.word(i + 1) in {",", "."} and t.joined(i + 2) and _digit(t, i + 2):
        return None
    return year


def _digit(t: Tokens, i: int) -> bool:
    return t.word(i).isdigit()


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
    if t.joined(i + 1) and (follows == ":" or follows == "%" or follows[0].isalpha()):
        return None
    if t.joined(i + 1) and follows in {",", "."} and t.joined(i + 2) and _digit(t, i + 2):
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
    if _digit(t, after) and _plain_case(t, i):
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
    if t.word(i - 1) == "of" and j >= floor:  # `the Fourth of July`
        day = day or ORDINALS.get(t.word(j))
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
    return not (t.joined(j) and t.word(j - 1) not in _DASHES | set("(['’‘\"“/"))


def _with_year(t: Tokens, expr: Expr, after: int, month: int) -> Expr:
    expr.month, expr.last = month, after
    comma = after + 1 if t.word(after) in {",", "of"} else after
    year = read_year(t, comma)
    if year is not None and t.word(comma + 1) not in COUNTED - {"others"}:
        expr.year, expr.last = year, comma + 1
    return expr


def _month_alone(t: Tokens, i: int, after: int, month: int) -> Expr | None:
    comma = after + 1 if t.word(after) in {",", "of"} else after
    year = read_year(t, comma)
    if year is not None and _plain_case(t, i):
        return Expr(i, comma + 1, "date", year=year, month=month)
    word = t.word(i)
    if not t.capital(i) and word in DOUBTFUL_MONTHS - {"april", "june"}:
        return None
    if word == "march" and t.word(i - 1) == "a":
        return None
    if t.word(i - 1) in PREPOSITIONS or t.word(i - 1) in _DASHES:
        return Expr(i, after, "date", month=month) if _not_a_name(t, after) else None
    if word in DOUBTFUL_MONTHS:
        return None
    return Expr(i, after, "date", month=month)


def _not_a_name(t: Tokens, after: int) -> bool:
    """Say whether what follows a month rules out a first name (`with June Brown`)."""
    return not (t.capital(after) and t.word(after) not in WEEKDAYS)


def read_number(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read what begins with digits: ISO and slashed dates, clock times, years, decades."""
    if t.word(i - 1) in _CURRENCY:
        return None
    for reader in (_numeric_date, _read_clock, _read_decade):
        found = reader(t, i)
        if found:
            return found
    if _before_a_month(t, i):
        return None
    return _bare_year(t, i) or _short_year(t, i, floor)


def _before_a_month(t: Tokens, i: int) -> bool:
    return len(t.word(i)) <= 2 and t.word(i + 1) in MONTHS


def _numeric_date(t: Tokens, i: int) -> Expr | None:
    sign = t.word(i + 1)
    if sign not in {"-", "/", "."} or t.word(i + 3) != sign:
        return None
    if not all(t.joined(i + k) for k in range(1, 5)) or (t.joined(i) and t.word(i - 1) in "/.-"):
        return None
    if t.joined(i + 5) and t.word(i + 5) in {sign, "/"} and _digit(t, i + 6):
        return None
    numbers = [t.number(i + k) for k in (0, 2, 4)]
    sizes = [len(t.word(i + k)) for k in (0, 2, 4)]
    a, b, c = (n or 0 for n in numbers)
    if sizes[0] == 4 and sizes[1] <= 2 and sizes[2] <= 2 and sign != ".":
        return Expr(i, i + 5, "date", year=a, month=b, day=c) if _fits(a, b, c) else None
    if max(sizes[:2]) > 2 or sizes[2] not in ({2, 4} if sign == "/" else {4}):
        return None
    year = c if sizes[2] == 4 else 2000 + c if c < 70 else 1900 + c
    return _by_order(t, i, (a, b, year))


def _by_order(t: Tokens, i: int, numbers: tuple[int, int, int]) -> Expr | None:
    a, b, year = numbers
    if a > 12 or t.word(i + 1) == ".":
        return Expr(i, i + 5, "date", year=year, month=b, day=a) if _fits(year, b, a) else None
    if not _fits(year, a, b):
        return None
    return Expr(i, i + 5, "date", year=year, month=a, day=b, loose=b <= 12 and a != b)


def _fits(year: int, month: int, day: int) -> bool:
    return 1000 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31


def _read_clock(t: Tokens, i: int) -> Expr | None:
    """Read `8 PM`, `8:30 a.m.`, `15:00 GMT`, and the running time `3:07:35`."""
    hour = t.number(i, 2)
    j, minute = i + 1, 0
    # `8:30`, and `8.30pm` in Britain
    if t.word(j) in {":", "."} and t.joined(j) and t.joined(j + 1) and len(t.word(j + 1)) == 2:
        minute, j = (t.number(j + 1, 2) or 0) if _digit(t, j + 1) else 99, j + 2
    if hour is None or hour > 24 or minute > 59:
        return None
    if t.word(j) == ":" and t.joined(j) and t.joined(j + 1) and _digit(t, j + 1):
        value = f"PT{hour}H{minute}M{t.number(j + 1, 2) or 0}S"
        return Expr(i, j + 2, "duration", value=value) if t.word(i + 1) == ":" else None
    after, shift = _half_day(t, j)
    if shift is None and not (_zone(t, j) or _told_as_clock(t, i, j)):
        return None
    if shift is not None:
        hour = hour % 12 + shift
    after += _zone(t, after)
    return Expr(i, after, "clock", clock=f"T{hour:02d}:{minute:02d}")


def _told_as_clock(t: Tokens, i: int, j: int) -> bool:
    return j == i + 3 and t.word(i + 1) == ":" and t.word(i - 1) in _CLOCK_BEFORE


def _zone(t: Tokens, j: int) -> int:
    return 1 if t.word(j) in ZONES and t.capital(j) else 0


def _half_day(t: Tokens, j: int) -> tuple[int, int | None]:
    word = t.word(j)
    if word in {"am", "pm"}:
        return j + 1, 12 if word == "pm" else 0
    if word in {"a", "p"} and t.word(j + 1) == "." and t.word(j + 2) == "m" and t.joined(j + 2):
        last = j + 4 if t.word(j + 3) == "." and t.joined(j + 3) else j + 3
        return last, 12 if word == "p" else 0
    return j, None


def _read_decade(t: Tokens, i: int) -> Expr | None:
    """Read `1990s`, `1990's` and `the '90s`."""
    number, j = t.number(i), i + 1
    if number is None or number % 10:
        return None
    if t.word(j) in {"'", "’"} and t.joined(j):
        j += 1
    if t.word(j) != "s" or not t.joined(j):
        return None
    size = len(t.word(i))
    if size == 4 and 1000 <= number <= 2190:
        return Expr(i, j + 1, "decade", year=number)
    # `in his 40s` is an age; `the '90s` and `the 90s` are years
    if size == 2 and j == i + 1 and (t.word(i - 1) in {"'", "’", "‘"} or t.word(i - 1) == "the"):
        return Expr(i, j + 1, "decade", year=(1900 if number >= 20 else 2000) + number)
    return None


def _bare_year(t: Tokens, i: int) -> Expr | None:
    year = read_year(t, i)
    if year is None:
        return None
    before, after = t.word(i - 1), t.word(i + 1)
    if before in {"no", "number", "nos", "route", "flight", "page", "room"} or after in COUNTED:
        return None
    if after in {"-", "–"} and t.word(i + 2) in COUNTED | {"strong"}:
        return None
    sure = before in {"in", "since", "of", "from", "until", "by", "during", "circa", "after", "("}
    if 1800 <= year <= 2099 or (sure and 1000 <= year < 1800 and after not in NUMBERS):
        return Expr(i, i + 1, "date", year=year)
    return None


def _short_year(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read the `58` of `1957-58`."""
    short = t.number(i, 2)
    if short is None or len(t.word(i)) != 2 or i - 2 < floor - 1 or not t.joined(i):
        return None
    whole = read_year(t, i - 2) if t.word(i - 1) in {"-", "–", "/"} and t.joined(i - 1) else None
    if whole is None or not 0 < short - whole % 100 <= 60 or (t.joined(i + 1) and _digit(t, i + 2)):
        return None
    return Expr(i, i + 1, "date", year=whole - whole % 100 + short)


def is_weekday(t: Tokens, i: int) -> bool:
    """Say whether a full weekday name stands there."""
    return t.word(i) in WEEKDAYS and len(t.word(i)) > 5
