"""Tokens around a day in, whether it tells of what nobody plans, such as a crash, out."""

from __future__ import annotations

from bisect import bisect_left

from index_store.months import WEEKDAYS
from index_store.times.tokens import Tokens, tokenize

# An `attack on Sunday` is over, whatever verb stands before it; a `match on Sunday` need not be.
MISHAPS = frozenset(
    "accident ambush arrest arson assassination assault attack avalanche blast blaze bombing "
    "breach collapse collision coup crash cyberattack death defeat derailment disaster drowning "
    "earthquake eruption explosion fire flood fall hijacking incident injury kidnapping killing "
    "knifing landslide leak loss massacre mishap mudslide murder outage outbreak quake raid "
    "rampage riot robbery shooting sinking slaying spill stabbing stampede theft tornado tragedy "
    "tsunami victory violence wildfire win wreck".split()
)
_MANY = frozenset(
    word[:-1] + "ies" if word.endswith("y") else word + "es" if word.endswith("sh") else word + "s"
    for word in MISHAPS
)
_LED_BY = frozenset("after following over since".split())
_NAMING = frozenset("the a since".split())
_ADJECTIVES = 2  # words that may stand between a day and its noun: `Sunday's deadly bus crash`
_REACH = 8
_AROUND = 80  # characters that are looked at on either side


def is_mishap(word: str) -> bool:
    """Say whether the word names what nobody plans, one or many of them."""
    return word in MISHAPS or word in _MANY


def dates_a_mishap(text: str, start: int, end: int) -> bool:
    """Say whether the day at `text[start:end]` is that of a mishap, which is over if the day is.

    >>> dates_a_mishap("A vigil will be held for those killed in Sunday's crash.", 41, 47)
    True
    """
    low = max(0, start - _AROUND)
    t = tokenize(text[low : end + _AROUND])
    return of_a_mishap(t, bisect_left(t.starts, start - low), bisect_left(t.starts, end - low))


def of_a_mishap(t: Tokens, first: int, last: int) -> bool:
    """Say whether the day is that of a mishap: `Sunday's bus crash`, `after a fall on Monday`."""
    return _before_one(t, last, named=t.word(first - 1) in _NAMING) or _behind_one(t, first)


def _before_one(t: Tokens, last: int, *, named: bool) -> bool:
    """Judge `Sunday's deadly bus crash` and `the June 3 crash`."""
    j = last
    if t.word(j) in {"'", "’"} and t.word(j + 1) == "s":
        j, named = j + 2, True
    if not named:
        return False
    for k in range(j, j + 1 + _ADJECTIVES):
        if is_mishap(t.word(k)):
            return t.word(k + 1) not in {"drill", "drills", "exercise", "test", "safety"}
        if not t.word(k).isalpha() or t.word(k) in {"on", "in", "of", "and", "that", "to", "for"}:
            return False
    return False


def _behind_one(t: Tokens, first: int) -> bool:
    """Judge `after a fall on Monday`, `on Thursday for the crash on Sunday`."""
    j = first - 1
    if t.word(j) != "on" or not is_mishap(t.word(j - 1)):
        return False
    before = t.words[max(0, j - _REACH) : j - 1]
    return any(word in _LED_BY or word in WEEKDAYS for word in before)
