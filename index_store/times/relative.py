"""Tokens in, expressions that need an anchor out: weekdays, `last year`, `two days ago`, spans."""

from __future__ import annotations

from index_store.times.absolute import is_weekday, read_month, read_year
from index_store.times.expr import Expr
from index_store.times.quantity import Quantity, read_quantity, widen
from index_store.times.tokens import Tokens
from index_store.times.words import (
    DEICTICS,
    FEASTS,
    MONTHS,
    NAMED_DAY_AFTER,
    NAMED_DAY_BEFORE,
    PARTS,
    PLURAL_UNITS,
    PLURAL_WEEKDAYS,
    POINTERS,
    REFERENCES,
    SEASONS,
    SETS,
    SHORT_WEEKDAYS,
    TEXT_POINTERS,
    UNIT_SETS,
    UNITS,
    WEEKDAYS,
)

_ENDINGS = frozenset(".,;:!?)\"'”’–—") | {"", "and", "but"}
_REPEAT = frozenset("every each per".split())
_RATED = frozenset("once twice times percent % million billion trillion per k m bn".split())


def read_weekday(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `Monday`, `next Monday`, `Tuesday, July 1`, `Friday afternoon`, `Mondays`."""
    word = t.word(i)
    if word in PLURAL_WEEKDAYS:
        return Expr(i, i + 1, "set", value=f"XXXX-WXX-{PLURAL_WEEKDAYS[word] + 1}")
    day, after = WEEKDAYS[word], i + 1
    if word in SHORT_WEEKDAYS:
        after += t.word(after) == "." and t.joined(after)
    joined = _date_after(t, i, after)
    if joined:
        joined.weekday, joined.first = day, i
        return joined
    if word in SHORT_WEEKDAYS or not _is_day(t, i):
        return None
    if t.word(i - 1) in _REPEAT:
        return Expr(i - 1, after, "set", value=f"XXXX-WXX-{day + 1}")
    expr = Expr(i, after, "weekday", weekday=day)
    _take_part(t, expr)
    _point(t, expr, floor)
    return expr


def _is_day(t: Tokens, i: int) -> bool:
    before, after = t.word(i - 1), t.word(i + 1)
    if before in NAMED_DAY_BEFORE and t.capital(i - 1):
        return False
    if after == "night" and t.word(i + 2) in {"live", "football", "lights"} and t.capital(i + 1):
        return False
    return not (after in NAMED_DAY_AFTER and t.capital(i + 1))


def _date_after(t: Tokens, i: int, after: int) -> Expr | None:
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


def _point(t: Tokens, expr: Expr, floor: int) -> None:
    """Take in `last`, `next` or `that` before a weekday, month or season."""
    j = expr.first - 1
    if j >= floor and t.word(j) in POINTERS:
        expr.step, expr.first = POINTERS[t.word(j)], j
        expr.from_text = t.word(j) in TEXT_POINTERS
        if t.word(j - 1) in {"the", "this"} and j - 1 >= floor:
            expr.first = j - 1


def read_named_month(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read a month with what points at it: `last July`, `early December`, `every May`."""
    expr = read_month(t, i, floor)
    if expr is None:
        return None
    if expr.day is None and expr.year is None:
        if t.word(i - 1) in _REPEAT:
            return Expr(i - 1, expr.last, "set", value=f"XXXX-{MONTHS[t.word(i)]:02d}")
        _point(t, expr, floor)
    return expr


def read_season(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `last summer`, `spring 2012`, `the winter of 2012`, `in the fall`."""
    expr = Expr(i, i + 1, "season", season=SEASONS[t.word(i)])
    j = i + 1 + (t.word(i + 1) == "of")
    expr.year = read_year(t, j)
    if expr.year is not None:
        expr.last = j + 1
        return expr
    if t.word(i - 1) in _REPEAT:
        return Expr(i - 1, i + 1, "set", value=f"XXXX-{expr.season}")
    _point(t, expr, floor)
    if expr.step is not None and not (expr.season == "FA" and t.word(i + 1) in {"in", "of", "to"}):
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
    if before == "this":
        return Expr(i - 1, i + 1, "deictic", step=0, part=part)
    if before == "last" and part == "NI":
        return Expr(i - 1, i + 1, "deictic", step=-1, part=part)
    if before in {"that", "same"}:
        first = i - 2 if t.word(i - 2) == "the" and i - 2 >= floor else i - 1
        return Expr(first, i + 1, "relative", unit="D", step=0, from_text=True, part=part)
    return None


def read_word(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read single words: `today`, `now`, `daily`, `Christmas`, and `in the past`."""
    word = t.word(i)
    if word in DEICTICS:
        step, part = DEICTICS[word]
        expr = Expr(i, i + 1, "deictic", step=step, part=part)
        if not (word == "today" and t.word(i - 1) == "usa"):
            _take_part(t, expr)
            return _day_beyond(t, expr, floor)
        return None
    if word in REFERENCES:
        return Expr(i, i + 1, "reference", value=REFERENCES[word])
    if word in SETS:
        return Expr(i, i + 1, "set", value=SETS[word]) if not _paper(t, i) else None
    if word in FEASTS:
        return _feast(t, i)
    return _vague_reference(t, i)


def _paper(t: Tokens, i: int) -> bool:
    return t.capital(i) and (t.capital(i + 1) or t.capital(i - 1))


def _day_beyond(t: Tokens, expr: Expr, floor: int) -> Expr:
    """Read `the day before yesterday` and `the day after tomorrow`."""
    i = expr.first
    if i - 2 >= floor and t.word(i - 2) == "day" and t.word(i - 1) in {"before", "after"}:
        expr.step = (expr.step or 0) * 2
        expr.first = i - 3 if t.word(i - 3) == "the" and i - 3 >= floor else i - 2
    return expr


def _feast(t: Tokens, i: int) -> Expr | None:
    month, day = FEASTS[t.word(i)]
    expr = Expr(i, i + 1, "date", month=month, day=day)
    follows = t.word(i + 1)
    if t.word(i) in {"boxing", "valentine"} and "day" not in {follows, t.word(i + 3)}:
        return None
    if not t.capital(i):
        return None
    if follows == "eve":
        expr.day, expr.last = day - 1, i + 2
    elif follows == "day":
        expr.last = i + 2
    year = read_year(t, expr.last)
    if year is not None:
        expr.year, expr.last = year, expr.last + 1
    return expr


def _vague_reference(t: Tokens, i: int) -> Expr | None:
    """Read `in the past`, `in the future`, `at the time`, at their last word."""
    word, before = t.word(i), (t.word(i - 2), t.word(i - 1))
    if word == "time":
        follows = t.word(i + 1)
        at = before == ("at", "the") and follows not in {"of", "when", "that"}
        return Expr(i - 2, i + 1, "reference", value="PAST_REF") if at else None
    if before not in {("in", "the"), ("in", "near")} or t.word(i + 1) in PLURAL_UNITS | UNITS:
        return None
    if t.number(i + 1) is not None:
        return None
    return Expr(i - 1, i + 1, "reference", value="PAST_REF" if word == "past" else "FUTURE_REF")


def read_unit(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read what a unit carries: `last year`, `two days ago`, `the 20th century`, `12-day`."""
    word = t.word(i)
    unit = UNITS.get(word) or PLURAL_UNITS[word]
    q = read_quantity(t, i, floor)
    if _is_age(t, i) or t.word(i + 1) == "on" and t.word(i + 2) in {word, "-"} or _idiom(t, i):
        return None
    if unit in {"CE", "Q", "HALF"} and (q.ordinal or unit != "CE"):
        found = _ordinal_unit(t, i, q, unit)
        if found or unit == "HALF":
            return found
    for reader in (_set_of, _shifted, _pointed, _whole, _length):
        found = reader(t, i, q, unit)
        if found:
            if found.first == q.first:
                found.first, found.bound = widen(t, q.first, floor)
            return found
    return None


def _is_age(t: Tokens, i: int) -> bool:
    j = i + 1 + (t.word(i + 1) in {"-", "–", "‑"})
    return t.word(j) in {"old", "olds"}


def _idiom(t: Tokens, i: int) -> bool:
    """Say whether a unit is used for something else: `year-round`, `day-to-day`, a `second`."""
    if t.word(i + 1) == "-" and t.word(i + 2) in {"round", "to", "by", "on", "over", "trip"}:
        return True
    return t.word(i) in {"second", "min"} and t.word(i - 1) in {"a", "the", "her", "his", "its"}


def _ordinal_unit(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `20th century`, `first quarter of 2025`, `second half of the year`."""
    if unit == "CE":
        if q.pointer:
            return None
        return Expr(q.first, i + 1, "century", count=q.ordinal)
    limit, form = (4, "quarter") if unit == "Q" else (2, "half")
    if not 1 <= q.ordinal <= limit:
        return None
    j = i + 1 + (t.word(i + 1) == "of")
    year = read_year(t, j)
    expr = Expr(q.first, i + 1, "quarter" if form == "quarter" else "half", count=q.ordinal)
    if year is not None:
        expr.year, expr.last = year, j + 1
        return expr
    k = j + (t.word(j) == "the")
    pointed = t.word(k) in {"this", "last", "next", "the"} and t.word(k + 1) == "year"
    if pointed or (k > j and t.word(k) == "year"):
        expr.step = POINTERS.get(t.word(k), 0)
        expr.last = k + 1 + pointed
        return expr
    return expr if form == "quarter" else None


def _set_of(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `every day`, `each year`, `twice a week`, `$5 million a year`."""
    first = q.first
    value = UNIT_SETS.get(unit)
    if value is None or q.pointer:
        return None
    if t.word(first - 1) in _REPEAT:
        if not q.counted:
            return Expr(first - 1, i + 1, "set", value=value)
        return Expr(first - 1, i + 1, "set", value=length(unit, q.count))
    rated = t.word(first - 1) in _RATED or t.number(first - 1, 9) is not None
    if q.article and q.count == 1 and rated and t.word(i + 1) not in {"ago", "earlier", "later"}:
        return Expr(first, i + 1, "set", value=value)
    return None


def _shifted(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `two days ago`, `a month earlier`, `five years from now`, `the day before`."""
    after, following = t.word(i + 1), t.word(i + 2)
    if after == "and" and following == "a" and t.word(i + 3) == "half" and q.count:
        q.count, i = q.count + 0.5, i + 3
        after, following = t.word(i + 1), t.word(i + 2)
    if q.pointer and not q.counted:
        return None
    step = -1 if after in {"ago", "earlier", "before", "previously"} else 1
    expr = Expr(q.first, i + 2, "shift", unit=unit, count=q.count, step=step)
    if after == "ago":
        return expr if q.counted or q.definite is False and unit != "D" else None
    if after == "from" and following in {"now", "today"} and q.counted:
        expr.last = i + 3
        return expr
    if after not in {"earlier", "later", "before", "after", "previously"}:
        return None
    expr.from_text = True
    if not (q.counted or q.definite) or q.ordinal or following == "than":
        return None
    closed = after in {"earlier", "later", "previously"} or following in _ENDINGS
    if q.definite and not q.counted:
        expr.count = 1
        return expr if unit in {"D", "W", "M", "Y", "WE"} else None
    return expr if closed and following != "than" else None


def _pointed(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `last year`, `this week`, `that year`, `the past two years`, `recent weeks`."""
    if not q.pointer or q.ordinal:
        return None
    step, last = POINTERS[q.pointer], i + 1
    if q.counted or t.word(i) in PLURAL_UNITS or unit in {"H", "MIN", "S"}:
        if q.pointer in {"this", "that", "same", "current"}:
            return None
        return Expr(
            q.first, last, "duration", unit=unit, count=q.count, step=step,
            from_text=q.pointer in {"previous", "preceding", "following", "ensuing"},
        )  # fmt: skip
    if t.word(last) == "of" and q.pointer in {"last", "past", "next"}:
        return None
    if q.definite and q.pointer in {"last", "past", "next", "coming"} and unit != "WE":
        return Expr(q.first, last, "duration", unit=unit, count=1, step=step)
    if q.pointer == "past" and t.word(q.first) != "this":
        return None
    expr = Expr(q.first, last, "relative", unit=unit, step=step)
    expr.from_text = q.pointer in TEXT_POINTERS or (q.definite and q.pointer == "next")
    if unit == "D" and q.pointer in {"next", "last", "past", "coming"}:
        expr.from_text = True
    return expr if t.word(q.first) != "at" else None


def _whole(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `the end of the year`, `later in the week`, `over the weekend`, `year-end`."""
    if q.counted or q.ordinal or q.pointer or t.word(i) in PLURAL_UNITS:
        return None
    k = i - 2 if q.definite else i - 1
    if unit == "WE" and q.definite and t.word(k) in {"over", "at", "during", "of"}:
        return Expr(q.first, i + 1, "relative", unit="WE", step=None)
    edge = t.word(k) in {"of", "in"} and t.word(k - 1) in {
        "end", "start", "beginning", "middle", "later", "earlier", "late", "early",
    }  # fmt: skip
    if edge and unit in {"W", "M", "Y", "DE", "CE", "D"} and t.word(i + 1) != "of":
        return Expr(q.first, i + 1, "relative", unit=unit, step=0)
    if unit == "Y" and t.word(i + 1) == "-" and t.word(i + 2) == "end":
        return Expr(i, i + 3, "relative", unit="Y", step=0, bound="END")
    return None


def _length(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read a length of time: `two years`, `12-day`, `third consecutive month`, `years`."""
    if q.ordinal:
        if q.in_a_row:
            return Expr(q.first, i + 1, "duration", value=length(unit, q.ordinal))
        dayish = unit == "D" and q.definite and t.word(i + 1) != "of"
        return Expr(q.first, i + 1, "ordinal", value="XXXX-XX-XX") if dayish else None
    plural = t.word(i) in PLURAL_UNITS
    if not q.counted and not (plural and _stands_alone(t, i, q)):
        return None
    if q.article and t.word(i + 1) in {"off", "of", "out", "when"} and unit == "D":
        return None
    expr = Expr(q.first, i + 1, "duration", unit=unit, count=q.count)
    if t.word(i + 1) == "and" and t.word(i + 2) == "a" and t.word(i + 3) == "half" and q.count:
        expr.count, expr.last = q.count + 0.5, i + 4
    return expr


def _stands_alone(t: Tokens, i: int, q: Quantity) -> bool:
    before = t.word(i - 1)
    if q.definite or q.hyphen or t.word(i - 1) in {"these", "those"}:
        return False
    return before in {"for", "in", "after", "within", "over", "of", "take", "takes", "took", "last",
                      "lasted", "spent", "spend", "than", "and", "or", ",", "by", "until", "with",
                      "were", "was", "set", "come", "be", "to", "been", "just", "only", "tel"} or (
        t.word(i + 1) in {"ago", "before", "after", "later", "earlier", "of"}
    )  # fmt: skip


def length(unit: str, count: float | None) -> str:
    """Write a duration as TIMEX3, such as `P2Y`; an unknown count is X."""
    scale = {"DE": ("Y", 10), "CE": ("Y", 100), "FN": ("W", 2), "WE": ("WE", 1), "Q": ("Q", 1)}
    letter, factor = scale.get(unit, (unit, 1))
    number = "X" if count is None else f"{count * factor:g}"
    if unit in {"H", "MIN", "S"}:
        if unit == "H" and count == 0.5:
            return "PT30M"
        return f"PT{number}{letter[0]}"
    return f"P{number}{letter}"


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
