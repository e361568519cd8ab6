"""Placed expressions in, the day that a quoted `tomorrow` counts from out: when it was said."""

from __future__ import annotations

from datetime import date

from index_store.times.context import Placed
from index_store.times.expr import Expr
from index_store.times.tokens import Tokens

_SAID = frozenset(
    "said says told wrote added posted tweeted announced warned asked replied".split()
)
_REACH = 40


def days_of_speech(t: Tokens, exprs: list[Expr], placed: list[Placed]) -> dict[int, date]:
    """Find for each quoted `today` or `this week` the day its speaker is said to have spoken.

    Returns:
        Days by index of the expression; those whose sentence names no day are left out.
    """
    leaning = [i for i, e in enumerate(exprs) if _leans(e)]
    if not leaning:
        return {}
    quoted = _quoted(t)
    days: dict[int, date] = {}
    for i in leaning:
        if not quoted[exprs[i].first]:
            continue
        for j in (i + 1, i - 1, i + 2, i - 2):
            if 0 <= j < len(exprs) and _attributes(t, exprs[i], exprs[j], quoted):
                day = placed[j].earliest
                if day is not None and placed[j].precision == "day":
                    days[i] = day
                    break
    return days


def _leans(e: Expr) -> bool:
    return e.form == "deictic" or (
        e.form == "relative" and not e.from_text and e.unit in {"D", "W"}
    )


def _quoted(t: Tokens) -> list[bool]:
    """Say for each token whether it stands between quotation marks; a paragraph closes them."""
    inside, states = False, []
    for word in t.words:
        if word == "“":
            inside = True
        elif word == "”" or word[0] == "\n":
            inside = False
        elif word == '"':
            inside = not inside
        states.append(inside)
    return states


def _attributes(t: Tokens, quote: Expr, other: Expr, quoted: list[bool]) -> bool:
    """Say whether `other` is the day in `she said on Monday` beside the quotation."""
    low, high = sorted((quote.first, other.first))
    if high - low > _REACH or quoted[other.first] or other.form not in {"weekday", "date"}:
        return False
    if any(word[0] == "\n" for word in t.words[low:high]):
        return False
    return any(word in _SAID for word in t.words[max(0, other.first - 4) : other.first])
