"""Expressions in, the years that are named beside days and months given to them."""

from __future__ import annotations

from index_store.times.context import Context, Placed
from index_store.times.expr import Expr
from index_store.times.place_relative import place_relative
from index_store.times.tokens import Tokens

RANGE = frozenset("to and through until till - – —".split())


def share_years(t: Tokens, exprs: list[Expr]) -> None:
    """Give the first of `March 3 to May 5, 2019` the year of the second."""
    for left, right in zip(reversed(exprs[:-1]), reversed(exprs[1:]), strict=True):
        if left.form != "date" or right.form != "date" or left.year or not left.month:
            continue
        between = t.words[left.last : right.first]
        ordered = (left.month, left.day or 0) <= (right.month or 0, right.day or 31)
        if not right.year or not right.month or len(between) != 1 or between[0] not in RANGE:
            continue
        if ordered:
            left.year = right.year
        elif between[0] != "and":  # `Dec. 28 to Jan. 3, 2024`
            left.year = right.year - 1


def share_opening_year(t: Tokens, exprs: list[Expr]) -> None:
    """Give the months and days of `In 2018, when it began on April 2` the year it opens with."""
    for n, first in enumerate(exprs):
        if first.form != "date" or first.month or not first.year:
            continue
        opens, start = _opens(t, first), first.last
        # Without that it is the year of what stands right behind it: `in 2018, on April 2`.
        for later in exprs[n + 1 : None if opens else n + 2]:
            if _ends(t, start, later) or (not opens and not _beside(t, first, later)):
                break
            if later.form == "date" and later.month and not later.year:
                later.year = first.year
            start = later.last


def _ends(t: Tokens, start: int, later: Expr) -> bool:
    """Say whether the clause of a year is over before an expression."""
    return any(t.stops(i) for i in range(start, later.first)) or bool(
        later.year and _opens(t, later)
    )


def _beside(t: Tokens, first: Expr, later: Expr) -> bool:
    return t.words[first.last : later.first] in ([",", "on"], ["on"])


def _opens(t: Tokens, year: Expr) -> bool:
    """Say whether a clause opens with a year: `In 2018, ...`, `... and in 2019 it closed`."""
    at = year.first - 2
    subject = t.word(year.last) in {"it", "he", "she", "they", "we", "the", "this"}
    starts = at < 0 or t.stops(at) or (t.word(at) == "and" and subject)
    return t.word(at + 1) == "in" and starts


def give_year(t: Tokens, exprs: list[Expr], at: int, context: Context) -> Placed | None:
    """Give the days around `Feb. 7 of that year` or `in May that year` the year it means.

    Returns:
        Where `that year` lies, for one that stands right behind the date at hand.
    """
    after = exprs[at + 1] if at + 1 < len(exprs) else None
    expr = exprs[at]
    if not (after and _year_of_text(after) and expr.month and not expr.year):
        return None
    if t.words[expr.last : after.first] not in ([], ["of"]):
        return None
    year = place_relative(after, context)
    expr.year = year.earliest.year if year.earliest else None
    return year


def _year_of_text(expr: Expr) -> bool:
    return expr.form == "relative" and expr.unit == "Y" and expr.from_text


def carry_year(t: Tokens, exprs: list[Expr], at: int, placed: Placed) -> None:
    """Give the days behind `that year` in its sentence the year it means."""
    if not _year_of_text(exprs[at]) or placed.earliest is None:
        return
    start = exprs[at].last
    for later in exprs[at + 1 :]:
        if any(t.stops(i) for i in range(start, later.first)):
            break
        start = later.last
        if later.form == "date" and later.month and not later.year:
            later.year = placed.earliest.year
