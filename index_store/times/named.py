"""Tokens in, expressions with a name out: weekdays, months, seasons, parts of days, `today`."""

from __future__ import annotations

from index_store.times.absolute import read_month, year_at
from index_store.times.expr import Expr
from index_store.times.tokens import Tokens
from index_store.times.words import (
    DEICTICS,
    MONTHS,
    NAMED_DAY_AFTER,
    NAMED_DAY_BEFORE,
    NUMBERS,
    PARTS,
    PLURAL_UNITS,
    PLURAL_WEEKDAYS,
    POINTERS,
    REFERENCES,
    SEASONS,
    SETS,
    SHORT_WEEKDAYS,
    TEXT_POINTERS,
    UNITS,
    VAGUE,
    WEEKDAYS,
)

_MEASURES = frozenset(PLURAL_UNITS) | frozenset(UNITS) | VAGUE | frozenset(NUMBERS)
_BESIDE = frozenset("next following previous preceding".split())
_NAMED_AFTER_MONTHS = {("may", "day"): (5, 1), ("july", "fourth"): (7, 4)}
_REPEAT = frozenset("every each per".split())


def read_weekday(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `Monday`, `next Monday`, `Tuesday, July 1`, `Friday afternoon`, `Mondays`."""
    word = t.word(i)
    if word in PLURAL_WEEKDAYS:
        return Expr(i, i + 1, "set", value=f"XXXX-WXX-{PLURAL_WEEKDAYS[word] + 1}")
    day, after = WEEKDAYS[word], i + 1
    if word in SHORT_WEEKDAYS:
        after += t.word(after) == "." and t.joined(after)
    joined = date_after(t, after)
    if joined:
        joined.weekday, joined.first = day, i
        return joined
    if word in SHORT_WEEKDAYS or not _is_day(t, i):
        return None
    if t.word(i - 1) in _REPEAT:
        return Expr(i - 1, after, "set", value=f"XXXX-WXX-{day + 1}")
    expr = Expr(i, after, "weekday", weekday=day)
    _take_part(t, expr)
    if not _take_week(t, expr):
        point(t, expr, floor)
    return expr


def _take_week(t: Tokens, expr: Expr) -> bool:
    """Take in the week behind a day: `last week`, `of the week before last`, `before last`."""
    words = [t.word(expr.last + n) for n in range(5)]
    if words[:2] == ["before", "last"]:
        expr.count, expr.last = 1, expr.last + 2
        return True
    of = words[0] == "of"
    if words[1:5] == ["the", "week", "before", "last"] and of:
        expr.unit, expr.step, expr.last = "W", -2, expr.last + 5
        return True
    pointer, week = words[of : of + 2]
    if pointer not in {"last", "this", "next"} or week != "week":
        return False
    expr.unit, expr.step, expr.last = "W", POINTERS[pointer], expr.last + of + 2
    return True


def _is_day(t: Tokens, i: int) -> bool:
    before, after = t.word(i - 1), t.word(i + 1)
    if before in NAMED_DAY_BEFORE and t.capital(i - 1):
        return False
    if after in PARTS and t.capital(i + 1) and t.capital(i + 2):  # a programme's or paper's name
        return False
    if before == "on" and t.word(i - 2) == "mail" and t.capital(i - 2):
        return False
    return not (after in NAMED_DAY_AFTER and t.capital(i + 1))


def date_after(t: Tokens, after: int) -> Expr | None:
    """Read the month and day behind a weekday: `, July 1`, ` (July 1)`, ` 1 July`."""
    j = after + (t.word(after) in {",", "(", "the"})
    j += t.word(j) == "the"
    month = j
    while month < j + 3 and t.word(month) not in MONTHS:
        month += 1
    if t.word(month) not in MONTHS or (month > j and t.number(j, 2) is None):
        return None
    found = read_month(t, month, j)
    if found is None or found.day is None or found.first != j:
        return None
    if t.word(after) == "(" and t.word(found.last) == ")":
        found.last += 1
    return found


def _take_part(t: Tokens, expr: Expr) -> None:
    if t.word(expr.last) in PARTS:
        expr.part = PARTS[t.word(expr.last)]
        expr.last += 1


def point(t: Tokens, expr: Expr, floor: int) -> None:
    """Take in `last`, `next` or `that` before a weekday, month or season."""
    j = expr.first - 1
    if j >= floor and t.word(j) in POINTERS:
        # `following Tuesday's vote` says after; `the following Tuesday` points.
        if t.word(j) in {"following", "past"} and t.word(j - 1) not in {"the", "this"}:
            return
        expr.step, expr.first = POINTERS[t.word(j)], j
        expr.from_text = t.word(j) in TEXT_POINTERS
        if t.word(j - 1) in {"the", "this"} and j - 1 >= floor:
            expr.first = j - 1


def read_named_month(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read a month with what points at it: `last July`, `early December`, `every May`."""
    feast = _NAMED_AFTER_MONTHS.get((t.word(i), t.word(i + 1))) if t.capital(i + 1) else None
    expr = read_month(t, i, floor)
    if feast and (expr is None or expr.day is None):
        expr = Expr(i, i + 2, "date", month=feast[0], day=feast[1])
    if expr is None:
        return None
    if expr.year is None and take_year(t, expr):
        return expr
    if (expr.month, expr.day) == (9, 11) and expr.year is None:
        expr.year = _of_the_attacks(t, expr.last)
    if expr.day is None and expr.year is None:
        if t.word(i - 1) in _REPEAT:
            return Expr(i - 1, expr.last, "set", value=f"XXXX-{MONTHS[t.word(i)]:02d}")
        point(t, expr, floor)
    return expr


def _of_the_attacks(t: Tokens, after: int) -> int | None:
    """Give the year that `September 11 attacks` and the like leave out everywhere."""
    after += t.word(after) in {"terror", "terrorist", "al-qaeda"}
    return 2001 if t.word(after) in {"attack", "attacks", "hijackings", "hijackers"} else None


def take_year(t: Tokens, expr: Expr) -> bool:
    """Take in `last year` behind `June` or `the summer of`."""
    j = expr.last + (t.word(expr.last) in {"of", ","})
    if t.word(j) not in {"last", "this", "next"} or t.word(j + 1) != "year":
        return False
    expr.years_on, expr.last = POINTERS[t.word(j)], j + 2
    return True


def read_season(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `last summer`, `spring 2012`, `the winter of 2012`, `in the fall`."""
    expr = Expr(i, i + 1, "season", season=SEASONS[t.word(i)])
    j = i + 1 + (t.word(i + 1) == "of")
    found = year_at(t, j)
    if found:
        expr.year, expr.last = found
        after = t.number(expr.last + 1, 2) if t.word(expr.last) in {"-", "–", "/"} else None
        expr.last += 2 * (after == (found[0] + 1) % 100)  # `the winter of 2023-24`
        return expr
    if take_year(t, expr):
        return expr
    if t.word(i - 1) in _REPEAT:
        return Expr(i - 1, i + 1, "set", value=f"XXXX-{expr.season}")
    if t.word(i) == "fall" and t.word(i + 1) in {"in", "of", "to", "from"}:
        return None  # of a city, or in prices
    point(t, expr, floor)
    if expr.step is not None:
        return expr
    k = i - 2 if t.word(i - 1) == "the" else i - 1
    timed = t.word(k) in {"in", "during", "by", "since", "until", "over", "throughout"}
    timed |= t.word(i - 1) in {"early", "late", "mid"}
    return expr if timed and (k < i - 1 or t.word(i) not in {"fall", "spring"}) else None


def read_part(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `this morning`, `last night`, `every evening`."""
    before, part = t.word(i - 1), PARTS[t.word(i)]
    if i - 1 < floor:
        return None
    if before in _REPEAT:
        return Expr(i - 1, i + 1, "set", value=f"XXXX-XX-XXT{part}")
    if before == "this" or (before == "last" and part == "NI"):
        return Expr(i - 1, i + 1, "deictic", step=POINTERS[before], part=part)
    if (t.word(i + 1), t.word(i + 2), before) == ("before", "last", "the"):
        return Expr(i - 1, i + 3, "deictic", step=-2, part=part)
    definite = t.word(i - 2) == "the" and i - 2 >= floor
    if before in {"that", "same"} or (definite and before in _BESIDE):
        first, step = i - 1 - definite, POINTERS[before]
        return Expr(first, i + 1, "relative", unit="D", step=step, from_text=True, part=part)
    return None


def read_word(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read single words: `today`, `now`, `daily`, and `in the past`."""
    word = t.word(i)
    if word in DEICTICS:
        step, part = DEICTICS[word]
        expr = Expr(i, i + 1, "deictic", step=step, part=part)
        if _is_title(t, i) or (word == "overnight" and _before_a_day(t, i + 1)):
            return None
        _take_part(t, expr)
        return _day_beyond(t, expr, floor)
    if word in REFERENCES:
        return Expr(i, i + 1, "reference", value=REFERENCES[word])
    if word in SETS:
        return Expr(i, i + 1, "set", value=SETS[word]) if not _paper(t, i) else None
    return _vague_reference(t, i)


def _before_a_day(t: Tokens, j: int) -> bool:
    """Say whether a day follows that says which night is meant: `overnight on Monday`."""
    j += t.word(j) in {"on", "from", "into", "to", "between", "last", "of"}
    return t.word(j) in WEEKDAYS or t.word(j) in MONTHS or t.word(j + 1) in MONTHS


def _is_title(t: Tokens, i: int) -> bool:
    """Say whether `Today` is a paper or a programme: `USA TODAY`, the "Today" show."""
    quoted = t.joined(i) and t.joined(i + 1) and t.word(i - 1) in set("'\"‘“")
    if t.word(i - 1) == "usa":
        return True
    named = t.capital(i - 1) and t.word(i - 1) not in WEEKDAYS and not t.stops(i - 2)
    return t.capital(i) and ((quoted and t.word(i + 1) in set("'\"’”")) or named)


def _paper(t: Tokens, i: int) -> bool:
    return t.capital(i) and (t.capital(i + 1) or t.capital(i - 1))


def _day_beyond(t: Tokens, expr: Expr, floor: int) -> Expr:
    """Read `the day before yesterday` and `the day after tomorrow`."""
    i = expr.first
    if i - 2 >= floor and t.word(i - 2) == "day" and t.word(i - 1) in {"before", "after"}:
        expr.step = (expr.step or 0) * 2
        expr.first = i - 3 if t.word(i - 3) == "the" and i - 3 >= floor else i - 2
    return expr


def _vague_reference(t: Tokens, i: int) -> Expr | None:
    """Read `in the past`, `in the future`, `at the time`, at their last word."""
    word, before = t.word(i), (t.word(i - 2), t.word(i - 1))
    if word == "time":
        follows = t.word(i + 1)
        at = before == ("at", "the") and follows not in {"of", "when", "that"}
        return Expr(i - 2, i + 1, "reference", value="PAST_REF") if at else None
    if before not in {("in", "the"), ("in", "near")} or t.number(i + 1) is not None:
        return None
    if t.word(i + 1) in _MEASURES:
        return None
    return Expr(i - 1, i + 1, "reference", value="PAST_REF" if word == "past" else "FUTURE_REF")
