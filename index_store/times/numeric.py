"""Digits in, what they say out: ISO and slashed dates, clock times, decades, bare years."""

from __future__ import annotations

from index_store.times.absolute import APOSTROPHES, is_digit, is_weekday, read_year
from index_store.times.expr import Expr
from index_store.times.tokens import Tokens
from index_store.times.words import COUNTED, DEICTICS, MONTHS, NUMBERS, POINTERS, SUFFIXES, ZONES

_CURRENCY = frozenset("$€£¥#₹")
_NUMBERED = frozenset(
    "no number nos route flight page room section interstate highway article rule chapter".split()
)
_HEAT = frozenset("temperatures temperature highs lows heat degrees".split())
_SCALES = frozenset("degrees f c fahrenheit celsius".split())
_BEHIND_A_DAY = frozenset(", ) ” and but when after before because while as at".split()) | {'"'}
_GOLF = frozenset("hole holes birdie bogey eagle putt putts tee par fairway lap laps".split())
_SENTENCE = 20
_NO_AGE = 50  # `the late 80s` are years, `the mid 20s` may be anything
_CLOCK_BEFORE = frozenset(
    "at from until till by to around before after about since between".split()
)
# Before a number and a plural noun these count: `has 2000 missiles`.
_COUNTING = frozenset("has have had least nearly almost roughly approximately another some".split())
_DURING = frozenset("in for during".split())
_IN_YEAR = frozenset("in since of during".split())  # `in 1930 GMT spread`


def read_number(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read what begins with digits: ISO and slashed dates, clock times, years, decades."""
    if t.word(i - 1) in _CURRENCY:
        return None
    for reader in (_numeric_date, _read_clock, _read_four_digits, _read_decade, _read_quarter):
        found = reader(t, i)
        if found:
            return found
    if _before_a_month(t, i):
        return None
    if t.word(i + 1) in SUFFIXES:
        return _day_of_month(t, i)
    return _bare_year(t, i) or _short_year(t, i, floor)


def read_letter(t: Tokens, i: int) -> Expr | None:
    """Read `Q1 2025`, `H1 2025` and `FY25`, whose digits touch the letter."""
    number, j = t.number(i + 1), i + 2
    signed = t.word(j) in {"-", "–", "."} and is_digit(t, j + 1) and t.joined(j + 1)
    if number is None or (t.joined(j) and (t.word(j).isalnum() or signed)):
        return None
    if t.word(i) == "fy":
        return Expr(i, j, "date", year=2000 + number) if len(t.word(i + 1)) == 2 else None
    listed = t.stops(i - 1) and t.word(j) in {".", ":", ")"}  # the first question of several
    if listed or not 1 <= number <= (4 if t.word(i) == "q" else 2):
        return None
    expr = Expr(i, j, "quarter" if t.word(i) == "q" else "half", count=number)
    j += t.word(j) == "of"
    year = read_year(t, j)
    if year is not None:
        expr.year, expr.last = year, j + 1
    elif expr.form == "half" and (number == 2 or not t.capital(i) or t.word(i - 1) not in _DURING):
        return None  # hydrogen, or a road
    return expr


def _read_quarter(t: Tokens, i: int) -> Expr | None:
    """Read `1Q25` and `3Q 2024`; a bare `3Q` may be one of a match."""
    number, j = t.number(i, 1), i + 2
    if number is None or not 1 <= number <= 4 or t.word(i + 1) != "q" or not t.joined(i + 1):
        return None
    year = read_year(t, j)
    if t.joined(j):
        short = t.number(j, 2)
        year = 2000 + short if short is not None and len(t.word(j)) == 2 else None
    return Expr(i, j + 1, "quarter", count=number, year=year) if year is not None else None


def _day_of_month(t: Tokens, i: int) -> Expr | None:
    """Read `on the 14th` with no noun behind it, and `on the 14th of last month`."""
    day, last = t.number(i, 2), i + 2
    if day is None or not 1 <= day <= 31 or (t.word(i - 2), t.word(i - 1)) != ("on", "the"):
        return None
    expr = Expr(i, last, "date", day=day)
    if t.word(last) == "of":
        step = POINTERS.get(t.word(last + 1))
        if t.word(last + 2) != "month" or step is None:
            return None
        expr.step, expr.last = step, last + 3
        return expr
    ends = t.stops(last) or t.word(last) in _BEHIND_A_DAY
    return None if not ends or _GOLF.intersection(t.words[max(0, i - 60) : i + 60]) else expr


def _before_a_month(t: Tokens, i: int) -> bool:
    return len(t.word(i)) <= 2 and t.word(i + 1) in MONTHS


def _numeric_date(t: Tokens, i: int) -> Expr | None:
    sign = t.word(i + 1)
    if sign not in {"-", "/", "."} or t.word(i + 3) != sign:
        return None
    if not all(t.joined(i + k) for k in range(1, 5)) or (t.joined(i) and t.word(i - 1) in "/.-"):
        return None
    if t.joined(i + 5) and t.word(i + 5) in {sign, "/"} and is_digit(t, i + 6):
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
        minute, j = (t.number(j + 1, 2) or 0) if is_digit(t, j + 1) else 99, j + 2
    if hour is None or hour > 24 or minute > 59:
        return None
    if t.word(j) == ":" and t.joined(j) and t.joined(j + 1) and is_digit(t, j + 1):
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


def _read_four_digits(t: Tokens, i: int) -> Expr | None:
    """Read `1930 GMT`, `1930 local time`, `at 1930 hours` and `at 2045 on Monday`."""
    number, before = t.number(i), t.word(i - 1)
    if number is None or len(t.word(i)) != 4 or number > 2400 or number % 100 > 59:
        return None
    if before in _IN_YEAR or (t.joined(i) and before not in {"(", "-", "–"}):
        return None
    last = i + 1 + _zone(t, i + 1)
    if before == "at" and t.word(last) in {"hours", "hrs"}:
        last += 1
    if last == i + 1 and not _at_on(t, i) and not _to_a_clock(t, i):
        return None
    return Expr(i, last, "clock", clock=f"T{number // 100:02d}:{number % 100:02d}")


def _at_on(t: Tokens, i: int) -> bool:
    j = i + 2 if t.word(i + 1) == "on" else i + 1
    day = is_weekday(t, j) or t.word(j) in DEICTICS
    if j == i + 2:
        day |= t.word(j) in MONTHS or is_digit(t, j)
    return t.word(i - 1) == "at" and day


def _to_a_clock(t: Tokens, i: int) -> bool:
    """Say whether a number is the first of `between 1800 and 2000 GMT` or `2000 to 0500`."""
    second = t.word(i + 2) if t.number(i + 2) is not None else ""
    clock = len(second) == 4 and (second.startswith("0") or _zone(t, i + 3) > 0)
    return clock and t.word(i + 1) in {"to", "and", "until", "-", "–"}


def _zone(t: Tokens, j: int) -> int:
    """Count the words of `GMT` and `local time`."""
    if t.word(j) == "local" and t.word(j + 1) == "time":
        return 2
    return 1 if t.word(j) in ZONES and t.text[t.starts[j] : t.ends[j]].isupper() else 0


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
    if size == 4 and number % 100 == 0 and number < 2000:  # `the 1800s`
        return Expr(i, j + 1, "century", count=number // 100 + 1)
    if size == 4 and 1000 <= number <= 2190:
        return Expr(i, j + 1, "decade", year=number)
    if size == 2 and j == i + 1 and _said_of_years(t, i, number):
        return Expr(i, j + 1, "decade", year=(1900 if number >= 20 else 2000) + number)
    return None


def _said_of_years(t: Tokens, i: int, number: int) -> bool:
    """Tell `the '90s`, `the late 80s`, `1970s and 80s` from `in his 40s` and `highs in the 90s`."""
    if _HEAT.intersection(t.words[max(0, i - _SENTENCE) : i]) or t.word(i + 2) in _SCALES:
        return False
    before = t.word(i - 1)
    if before in APOSTROPHES or before == "the":
        return True
    if before in {"and", "to", "or", "-", "–"} and t.word(i - 2) == "s":
        return len(t.word(i - 3)) == 4 and is_digit(t, i - 3)
    k = i - 2 if before == "-" else i - 1
    part = t.word(k) in {"early", "late", "mid"} and t.word(k - 1) == "the"
    return part and number >= _NO_AGE


def _bare_year(t: Tokens, i: int) -> Expr | None:
    year = read_year(t, i)
    if year is None:
        return None
    before, after = t.word(i - 1), t.word(i + 1)
    if before in _NUMBERED or after in COUNTED or _counts(t, i) or _is_title(t, i):
        return None
    if is_digit(t, i + 1) and is_digit(t, i + 2) and not t.joined(i + 2):
        return None  # a telephone number
    if after in {"-", "–"} and t.word(i + 2) in COUNTED | {"strong"}:
        return None
    sure = before in {"in", "since", "of", "from", "until", "by", "during", "circa", "after", "("}
    if 1800 <= year <= 2099 or (sure and 1000 <= year < 1800 and after not in NUMBERS):
        return Expr(i, i + 1, "date", year=year)
    return None


def _counts(t: Tokens, i: int) -> bool:
    """Say whether it is a number of things: `has 2000 missiles`."""
    noun = t.word(i + 1)
    plural = noun.endswith("s") and len(noun) > 3 and not t.capital(i + 1)
    return plural and not t.joined(i + 1) and t.word(i - 1) in _COUNTING


def _is_title(t: Tokens, i: int) -> bool:
    """Say whether it is a work by somebody, and no year that something of theirs is of."""
    owned = t.word(i - 1) == "s" and t.word(i - 2) in {"'", "’"} and t.capital(i - 3)
    return owned and t.stops(i + 1)


def _short_year(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read the `58` of `1957-58`."""
    short = t.number(i, 2)
    if short is None or len(t.word(i)) != 2 or i - 2 < floor - 1 or not t.joined(i):
        return None
    whole = read_year(t, i - 2) if t.word(i - 1) in {"-", "–", "/"} and t.joined(i - 1) else None
    if t.joined(i + 1) and is_digit(t, i + 2):
        return None
    if whole is None or not 0 < short - whole % 100 <= 60:
        return None
    return Expr(i, i + 1, "date", year=whole - whole % 100 + short)
