"""Words in, the amounts that they give out: in digits, spelled, and with a scale."""

from __future__ import annotations

import re

from assistant.read.sentence.syntax import Token
from index_store.numbers import SCALES, SPELLED, UNITS, value

# Counts as they are written in words: what is more than twelve is written in digits.
COUNTING = ["no", *UNITS[1:13]]
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
# `number` is the first word of it, by which it is found in the parse of its sentence.
AMOUNT = re.compile(
    rf"(?=(?:a[ -])?(?P<number>{_DIGITS}|[a-z]+))"
    rf"(?:(?<=[$€£¥]){_DIGITS} ?m\b|{_DIGITS}(?: (?:{'|'.join(SCALES)})| ?[bmt]n\b)?|{SPELLED})",
    re.IGNORECASE,
)
_MILLION = re.compile(r"(?<=\d) ?m$", re.IGNORECASE)
_ONE = re.compile(r"\bone\b", re.IGNORECASE)


def value_of(amount: re.Match[str]) -> float:
    """Return the number that a match of AMOUNT gives: 1.5e6 for `1.5 million`."""
    return float(value(_MILLION.sub(" million", amount.group())))


def values_in(text: str) -> frozenset[float]:
    """Return all numbers that an answer gives, in digits or words, `one` among them."""
    ones = {1.0} if _ONE.search(AMOUNT.sub(" ", text)) else set()
    return frozenset(ones | {value_of(amount) for amount in AMOUNT.finditer(text)})


def is_year(amount: re.Match[str]) -> bool:
    """Tell whether an amount is written like a year of this or the last century."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", amount.group()))


def counted(number: Token) -> Token:
    """Return the word that a number belongs to, past the rest of it: `hundred`, `dozen`."""
    head = number.head
    while (head.like_num or head.lower_ in SCALES) and head.dep_ != "ROOT":
        head = head.head
    return head
