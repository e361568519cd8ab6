"""Placed expressions in, the day that a quoted `tomorrow` counts from out: when it was said."""

from __future__ import annotations

from index_store.times.context import Placed
from index_store.times.expr import Expr
from index_store.times.tokens import Tokens

_SAID = frozenset(
    "said says told wrote added posted tweeted announced warned asked replied".split()
)
_REACH, _LONGEST = 40, 250
# How exact the telling of when it was said must be for what counts in these.
_ENOUGH = {"M": {"day", "month"}, "Q": {"day", "month"}, "Y": {"day", "month", "year"}}
_SINGLE = frozenset("'‘’")


def days_of_speech(t: Tokens, exprs: list[Expr], placed: list[Placed]) -> dict[int, Placed]:
    """Find for each quoted `today` or `last year` the day its speaker is said to have spoken.

    Returns:
        When it was said, by index of the expression; those whose sentence tells no day are left
        out.
    """
    leaning = [i for i, e in enumerate(exprs) if _leans(e)]
    if not leaning:
        return {}
    quoted = _quoted(t)
    days: dict[int, Placed] = {}
    for i in leaning:
        if not quoted[exprs[i].first]:
            continue
        for j in (i + 1, i - 1, i + 2, i - 2):
            if 0 <= j < len(exprs) and _attributes(t, exprs[i], exprs[j], quoted):
                enough = _ENOUGH.get(exprs[i].unit, {"day"})
                if placed[j].earliest is not None and placed[j].precision in enough:
                    days[i] = placed[j]
                    break
    return days


def _leans(e: Expr) -> bool:
    return e.form == "deictic" or (
        e.form == "relative" and not e.from_text and e.unit in {"D", "W", *_ENOUGH}
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
    closed = 0
    for i, word in enumerate(t.words):
        if word in _SINGLE and i >= closed and not states[i]:
            closed = _closing(t, i)
            states[i:closed] = [True] * (closed - i)
    return states


def _closing(t: Tokens, i: int) -> int:
    """Find the end of the speech that a single mark opens; `i` where it opens none.

    A mark without a stop before it is an apostrophe, or ends words that nobody spoke at length.
    """
    if t.joined(i) or not t.joined(i + 1) or not t.word(i + 1).isalpha():
        return i
    for j in range(i + 2, min(i + _LONGEST, len(t.words))):
        if t.word(j)[0] == "\n":
            break
        if t.word(j) in _SINGLE and t.joined(j) and not t.joined(j + 1):
            if t.word(j - 1) in {",", ".", "?", "!", "…"}:
                return j
            if not t.word(j - 1).endswith("s"):
                break
    return i


def _attributes(t: Tokens, quote: Expr, other: Expr, quoted: list[bool]) -> bool:
    """Say whether `other` is the day in `she said on Monday` beside the quotation."""
    low, high = sorted((quote.first, other.first))
    if high - low > _REACH or quoted[other.first] or other.form not in {"weekday", "date"}:
        return False
    if any(word[0] == "\n" for word in t.words[low:high]):
        return False
    if any(word in _SAID for word in t.words[max(0, other.first - 4) : other.first]):
        return True
    opens = other.first < 2 or t.stops(other.first - 2)  # `On Monday she said: “We leave today”`
    spoken = t.words[other.last : min(other.last + 5, quote.first)]
    return opens and other.first < quote.first and any(word in _SAID for word in spoken)
