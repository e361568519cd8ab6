"""Tokens in, what units carry out: `last year`, `two days ago`, `every week`, `12-day`."""

from __future__ import annotations

from index_store.times.absolute import read_year
from index_store.times.expr import Expr
from index_store.times.quantity import Quantity, read_quantity, widen
from index_store.times.tokens import Tokens
from index_store.times.words import (
    MONTHS,
    PLURAL_UNITS,
    POINTERS,
    SEASONS,
    TEXT_POINTERS,
    UNIT_SETS,
    UNITS,
    WEEKDAYS,
)

_ENDINGS = frozenset(".,;:!?)\"'”’–—") | {"", "and", "but"}
_COUNTED_FROM = frozenset("earlier later previously".split())
_OWNED = frozenset("the his her its their".split())
_BEYOND = frozenset({("before", "last"), ("after", "next")})
_BESIDE = _COUNTED_FROM | {"before", "after"}
_QUARTERS = {"century": "P25Y", "hour": "PT15M", "year": "P3M"}
_REPEAT = frozenset("every each per".split())
_RATED = frozenset("once twice times percent % million billion trillion per k m bn".split())


def read_unit(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read what a unit carries: `last year`, `two days ago`, `the 20th century`, `12-day`."""
    word = t.word(i)
    unit = UNITS.get(word) or PLURAL_UNITS[word]
    q = read_quantity(t, i, floor)
    if _is_age(t, i) or (t.word(i + 1) == "on" and t.word(i + 2) in {word, "-"}) or _idiom(t, i):
        return None
    if unit == "Q" and t.word(i + 1) == "of" and t.word(i + 3) in _QUARTERS and not q.ordinal:
        return Expr(q.first, i + 4, "duration", value=_QUARTERS[t.word(i + 3)])
    if unit in {"CE", "Q", "HALF"} and (q.ordinal or unit != "CE"):
        found = _ordinal_unit(t, i, q, unit)
        if found or unit == "HALF":
            return found
    for reader in (_set_of, _beyond, _shifted, _pointed, _whole, _length):
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
    before = t.word(first - 1)
    rated = before in _RATED or before in PLURAL_UNITS or before.isdecimal()
    if q.article and q.count == 1 and rated and t.word(i + 1) not in {"ago", "earlier", "later"}:
        return Expr(first, i + 1, "set", value=value)
    return None


def _shifted(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `two days ago`, `a month earlier`, `five years from now`, `the day before`."""
    if (q.pointer and not q.counted) or q.ordinal:
        return None
    if q.count and [t.word(i + k) for k in (1, 2, 3)] == ["and", "a", "half"]:
        q.count, i = q.count + 0.5, i + 3
    after, following = t.word(i + 1), t.word(i + 2)
    step = -1 if after in {"ago", "earlier", "before", "previously"} else 1
    expr = Expr(q.first, i + 2, "shift", unit=unit, count=q.count, step=step)
    if after == "ago":
        return expr if q.counted or t.word(i) in PLURAL_UNITS else None
    if after == "from" and following in {"now", "today"} and q.counted:
        expr.last = i + 3
        return expr
    if t.word(q.first - 1) == "in" and q.counted and (end := _behind_time(t, i + 1)):
        expr.last = end
        return expr
    if after not in _BESIDE or following in {"than", "yesterday", "tomorrow"}:
        return None
    return _from_text(expr, q, closed=after in _COUNTED_FROM or following in _ENDINGS)


def _behind_time(t: Tokens, j: int) -> int:
    """Give the end of `' time` behind `in three days`, or `'s time`; 0 where none stands."""
    if t.word(j) not in {"'", "’"} or not t.joined(j):
        return 0
    j += 2 if t.word(j + 1) == "s" else 1
    return j + 1 if t.word(j) == "time" and t.word(j + 1) != "off" else 0


def _beyond(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `the week before last` and `the year after next`."""
    after = t.word(i + 1)
    if q.counted or q.pointer or q.ordinal or (after, t.word(i + 2)) not in _BEYOND:
        return None
    step = -2 if after == "before" else 2
    return (
        Expr(q.first, i + 3, "relative", unit=unit, step=step)
        if not _names_more(t, i + 3)
        else None
    )


def _names_more(t: Tokens, j: int) -> bool:
    """Say whether `last` belongs to what follows: `the week before last Sunday`."""
    word = t.word(j)
    times = word in UNITS or word in WEEKDAYS or word in MONTHS or word in SEASONS
    return times or (t.word(j + 1) in {"'", "’"} and t.joined(j + 1))


def _from_text(expr: Expr, q: Quantity, *, closed: bool) -> Expr | None:
    expr.from_text = True
    if q.counted:
        return expr if closed else None
    expr.count = 1
    return expr if q.definite and expr.unit in {"D", "W", "M", "Y", "WE"} else None


def _pointed(t: Tokens, i: int, q: Quantity, unit: str) -> Expr | None:
    """Read `last year`, `this week`, `that year`, `the past two years`, `recent weeks`."""
    if not q.pointer or q.ordinal:
        return None
    step, last, pointer = POINTERS[q.pointer], i + 1, q.pointer
    if q.counted or t.word(i) in PLURAL_UNITS or unit in {"H", "MIN", "S"}:
        backward = pointer in TEXT_POINTERS
        expr = Expr(q.first, last, "duration", unit=unit, count=q.count, step=step)
        expr.from_text = backward
        owned = t.word(last) == "of" and t.word(last + 1) in _OWNED
        if pointer == "last" and owned and t.word(q.first - 1) != "over":
            expr.step = None  # of something that is over: `the last two years of his life`
        return expr if pointer not in {"this", "that", "same", "current"} else None
    if t.word(last) == "of" and pointer in {"last", "past", "next"}:
        return None
    if q.definite and pointer in {"last", "past", "next", "coming"} and unit not in {"WE", "D"}:
        return Expr(q.first, last, "duration", unit=unit, count=1, step=step)
    if pointer == "past" and t.word(q.first) != "this":
        return None
    expr = Expr(q.first, last, "relative", unit=unit, step=step)
    expr.from_text = pointer in TEXT_POINTERS or (unit == "D" and step != 0)
    return expr


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
                      "were", "was", "set", "come", "be", "to", "been", "just", "only"} or (
        t.word(i + 1) in {"ago", "before", "after", "later", "earlier", "of"}
    )  # fmt: skip


def length(unit: str, count: float | None) -> str:
    """Write a duration as TIMEX3, such as `P2Y`; an unknown count is X."""
    scale = {"DE": ("Y", 10), "CE": ("Y", 100), "FN": ("W", 2), "WE": ("WE", 1), "Q": ("Q", 1)}
    letter, factor = scale.get(unit, (unit, 1))
    total = None if count is None else count * factor
    number = "X" if total is None else f"{total:.2f}".rstrip("0").rstrip(".")
    if unit in {"H", "MIN", "S"}:
        if unit == "H" and count == 0.5:
            return "PT30M"
        return f"PT{number}{letter[0]}"
    return f"P{number}{letter}"
