"""Tokens before a unit in, how many of it and which way they point out."""

from __future__ import annotations

from dataclasses import dataclass

from index_store.times.tokens import Tokens
from index_store.times.words import (
    ABOUT,
    EARLY_LATE,
    FILLERS,
    IN_A_ROW,
    NUMBERS,
    POINTERS,
    SUFFIXES,
    VAGUE,
)

_REACH = 9
_COMPARED = frozenset("more less later earlier fewer".split())


@dataclass(slots=True)
class Quantity:
    """What stands before a unit.

    Attributes:
        first: index of its first token.
        count: None when vague or absent.
        counted: whether there is any number or vague word.
        pointer: the word that points (`last`), empty when none does.
        definite: whether `the` comes first.
        in_a_row: whether `consecutive` or the like stands in it.
        ordinal: the `third` in `the third day`, 0 when none.
    """

    first: int
    count: float | None = None
    counted: bool = False
    pointer: str = ""
    definite: bool = False
    in_a_row: bool = False
    ordinal: int = 0
    article: bool = False
    hyphen: bool = False


def read_quantity(t: Tokens, unit: int, floor: int) -> Quantity:
    """Read leftwards from a unit, at most nine tokens."""
    low = max(floor, unit - _REACH)
    q = Quantity(unit)
    j = unit - 1
    if t.word(j) in {"-", "–", "‑"} and t.joined(unit):
        q.hyphen, j = True, j - 1
    while j >= low and (t.word(j) in FILLERS or t.word(j) in {"'", "’"}):
        q.in_a_row |= t.word(j) in IN_A_ROW
        j -= 1
    j = _count(t, j, low, q)
    if q.first == unit and q.in_a_row:
        q.in_a_row = False
    return _pointer(t, j, low, q)


def _count(t: Tokens, j: int, low: int, q: Quantity) -> int:
    """Read the number that ends at `j`; give the index before it."""
    if j < low:
        return j
    for reader in (_ordinal, _vague, _digits, _spelled):
        k = reader(t, j, low, q)
        if k < j:
            q.first = k + 1
            return k
    return j


def _ordinal(t: Tokens, j: int, low: int, q: Quantity) -> int:
    word = t.word(j)
    if word == "final" and t.word(j + 1) in {"quarter", "quarters"}:
        q.ordinal = 4
        return j - 1
    spelled, first = t.ordinal(j)
    if spelled:
        q.ordinal = spelled
        return first - 1
    number = t.number(j - 1)
    if word in SUFFIXES and t.joined(j) and number is not None and j - 1 >= low:
        q.ordinal = number
        return j - 2
    return j


def _vague(t: Tokens, j: int, low: int, q: Quantity) -> int:
    k = j
    while k >= low and t.word(k) in VAGUE:
        k -= 1
    if k == j or t.word(k + 1) == "of":
        return j
    if t.word(k + 1) == "couple":
        q.count = 2
    q.counted = True
    return k - 1 if k >= low and t.word(k) == "a" else k


def _digits(t: Tokens, j: int, low: int, q: Quantity) -> int:
    number = t.number(j, 6)
    if number is None:
        return j
    q.counted, q.count, k = True, float(number), j - 1
    size = len(t.word(j))
    if k - 1 >= low and t.joined(j) and t.joined(k) and t.word(k) in {".", ",", "/"}:
        head = t.number(k - 1, 6)
        if head is not None:
            count = _combine(t.word(k), head, number, size)
            q.count, k = count, k - 2
            if count and 0 < count < 1 and k >= low and not t.joined(k + 1):  # the 2 of `2 1/2`
                whole = t.number(k, 3)
                q.count, k = (count + whole, k - 1) if whole is not None else (count, k)
    return k


def _combine(sign: str, head: int, tail: int, size: int) -> float | None:
    if sign == ",":
        return float(head * 1000 + tail) if size == 3 else None
    if sign == ".":
        return float(f"{head}.{tail:0{size}d}")
    return head / tail if tail else None


def _spelled(t: Tokens, j: int, low: int, q: Quantity) -> int:
    """Read `two`, `twenty-five`, `two and a half`, `half a`, `a hundred`."""
    extra, k = _half(t, j)
    if k < low or t.word(k) not in NUMBERS:
        if extra:
            q.counted, q.count = True, extra
            return k
        return j
    q.counted, (value, k) = True, _compound(t, k, low)
    q.count = value + extra
    q.article = t.word(k + 1) in {"a", "an"}
    return k


def _half(t: Tokens, k: int) -> tuple[float, int]:
    """Read the tail `and a half`, or a `half` alone."""
    if t.word(k) != "half":
        return 0.0, k
    if t.word(k - 1) == "-":  # `two-and-a-half`
        return (0.5, k - 6) if (t.word(k - 4), t.word(k - 2)) == ("and", "a") else (0.5, k - 2)
    k -= 2 if t.word(k - 1) == "a" and t.word(k - 2) == "and" else 1
    return 0.5, k - (t.word(k) == "and")


def _compound(t: Tokens, k: int, low: int) -> tuple[float, int]:
    word, before = t.word(k), t.word(k - 1) if k - 1 >= low else ""
    value = NUMBERS[word]
    if word in {"a", "an"} and before == "half":
        return 0.5, k - 2
    if word in {"hundred", "thousand", "dozen"} and before in NUMBERS:
        return value * NUMBERS[before], k - 2
    if value < 10 and before == "-" and 20 <= NUMBERS.get(t.word(k - 2), 0) < 100:
        return value + NUMBERS[t.word(k - 2)], k - 3
    return value, k - 1


def _pointer(t: Tokens, j: int, low: int, q: Quantity) -> Quantity:
    word = t.word(j) if j >= low else ""
    if word == "following" and t.word(j - 1) != "the":
        return q  # `following eight hours of debate` says after
    if word in POINTERS:
        q.pointer, q.first, j = word, j, j - 1
        if t.word(j) in POINTERS and j >= low:  # `this past week`, `this coming year`
            q.first, j = j, j - 1
    if j >= low and t.word(j) == "the" and (q.first <= j + 1):
        q.definite, q.first, j = True, j, j - 1
    return q


def widen(t: Tokens, first: int, floor: int) -> tuple[int, str]:
    """Take in what qualifies an expression from the left.

    Returns:
        The new first index, and START, MID or END where `early`, `mid-` or `late` is said.
    """
    bound, j, low = "", first - 1, max(floor, first - 5)
    while j >= low:
        word = t.word(j)
        if word in EARLY_LATE:
            bound = bound or EARLY_LATE[word]
        elif (word == "than" and t.word(j - 1) in _COMPARED) or (
            word == "least" and t.word(j - 1) == "at"
        ):
            j -= 1
        elif not (word in ABOUT or (j > low and _linked(word, t.word(j - 1)))):
            break
        first, j = j, j - 1
    return first, bound


def _linked(word: str, before: str) -> bool:
    """Say whether a small word hangs on a qualifier: `mid-`, `end of`, `at least`."""
    if word in {"-", "–"}:
        return before in {"mid", "early", "late"}
    return word in {"in", "of", "on", "the"} and before in EARLY_LATE
