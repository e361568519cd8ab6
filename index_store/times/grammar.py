"""Tokens in, time expressions out, in order and not overlapping; each token is a trigger or not."""

from __future__ import annotations

from collections.abc import Callable

from index_store.times.absolute import is_digit
from index_store.times.expr import Expr
from index_store.times.feasts import FEAST_WORDS, read_feast
from index_store.times.named import (
    read_named_month,
    read_part,
    read_season,
    read_word,
)
from index_store.times.nested import clock_with_day, read_unit_beside, read_weekday_beside
from index_store.times.numeric import read_letter, read_number
from index_store.times.quantity import widen
from index_store.times.tokens import Tokens
from index_store.times.words import (
    DECADE_WORDS,
    DEICTICS,
    MONTHS,
    PARTS,
    PLURAL_UNITS,
    PLURAL_WEEKDAYS,
    REFERENCES,
    SEASONS,
    SETS,
    UNITS,
    WEEKDAYS,
)

_WIDENED = frozenset({"date", "weekday", "season", "decade", "century", "deictic"})
_Reader = Callable[[Tokens, int, int], Expr | None]


def _decade_word(t: Tokens, i: int, floor: int) -> Expr | None:
    if t.word(i - 1) != "the" or i - 1 < floor:
        return None
    return Expr(i - 1, i + 1, "decade", year=1900 + DECADE_WORDS[t.word(i)])


def _letter(t: Tokens, i: int, floor: int) -> Expr | None:
    """Read `Q1 2025` and `2025 Q1`, `H1 2025`, `FY25`."""
    return read_letter(t, i) if t.joined(i + 1) and is_digit(t, i + 1) else None


def _readers() -> dict[str, _Reader]:
    table: dict[str, _Reader] = {}
    groups: list[tuple[_Reader, list[str]]] = [
        (read_word, [*DEICTICS, *REFERENCES, *SETS, "past", "future", "time"]),
        (read_part, [word for word in PARTS if word != "overnight"]),
        (read_feast, list(FEAST_WORDS)),
        (read_season, list(SEASONS)),
        (read_unit_beside, [*UNITS, *PLURAL_UNITS]),
        (read_weekday_beside, [*WEEKDAYS, *PLURAL_WEEKDAYS]),
        (read_named_month, list(MONTHS)),
        (_decade_word, list(DECADE_WORDS)),
        (_letter, ["q", "h", "fy"]),
    ]
    for reader, words in groups:
        table.update(dict.fromkeys(words, reader))
    return table


READERS = _readers()


def read_all(t: Tokens) -> list[Expr]:
    """Find every time expression, left to right."""
    found: list[Expr] = []
    floor = i = 0
    words, size = t.words, len(t.words)
    while i < size:
        word = words[i]
        reader = READERS.get(word) or (read_number if word[0].isdecimal() else None)
        expr = reader(t, i, floor) if reader else None
        if expr is None or expr.first < floor:
            i += 1
            continue
        if expr.form == "clock":
            expr = clock_with_day(t, expr)
        if not expr.bound and expr.form in _WIDENED:
            expr.first, expr.bound = widen(t, expr.first, floor)
        found.append(expr)
        floor = i = expr.last
    return found
