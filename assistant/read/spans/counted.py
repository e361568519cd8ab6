"""The noun after "how many" and a number in its sentence in, whether it counts that out."""

from __future__ import annotations

import re

from assistant.read.sentence.amounts import AMOUNT
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import Token, parse

MEASURES = frozenset(
    "second minute hour day night week month year decade century time percent metre meter "
    "kilometre kilometer mile tonne ton dollar euro pound crown franc degree".split()
)
_MONEY = frozenset("dollar euro pound crown franc".split())
_SCALED = re.compile(r"\b(?:thousand|million|billion|trillion)\b", re.IGNORECASE)
_PEOPLE = frozenset("people person man woman child victim".split())
# Somebody's age: "Milos Hradil, 44, and Pavel Cerny, 51, were driven".
_AGE_BEFORE = re.compile(r"[A-Z][\w’'-]+, $")
_AGE_AFTER = re.compile(r"^(?:[,.;]| and\b|$)")


def counts(noun: str, candidate: Candidate) -> float:
    """Say whether a number counts what a noun names: 1 yes, -1 it measures something else.

    0 where it cannot tell.
    """
    sentence = candidate.sentence_text
    start, end = candidate.start - candidate.sentence[0], candidate.end - candidate.sentence[0]
    if not noun or not any(c.isdigit() or c.isalpha() for c in candidate.text):
        return 0.0
    aged = candidate.text.isdigit() and _AGE_BEFORE.search(sentence[:start])
    if aged and _AGE_AFTER.match(sentence[end:]) and noun not in {"age", "year"}:
        return -1.0
    thing = _counted(candidate.text.split(), sentence[end:])
    if not thing:
        return 0.0
    if akin(thing, noun) or (thing in _PEOPLE and noun in {"people", "person"}):
        return 1.0
    return -1.0 if thing in MEASURES and noun not in MEASURES else 0.0


def is_money(candidate: Candidate) -> bool:
    """Tell whether a number leaves out that it is money: `19 million euros, and not 6 million`."""
    number = _number_of(candidate)
    while number is not None and number.head.like_num and number.dep_ != "ROOT":
        number = number.head
    if number is None or number.dep_ in {"nsubj", "nsubjpass"}:
        return False
    before = candidate.sentence_text[: candidate.start - candidate.sentence[0]]
    amounts = list(AMOUNT.finditer(before)) if _SCALED.search(candidate.text) else []
    following = before[amounts[-1].end() :].split() if amounts else []
    return bool(following) and following[0].strip(",.;").lower().removesuffix("s") in _MONEY


def in_name(candidate: Candidate) -> bool:
    """Tell whether a number is part of a name before it, as in `Line 4`, and counts nothing."""
    number = _number_of(candidate)
    if number is None or not candidate.text.isdigit():
        return False
    head = number.head
    before = head.i == number.i - 1 and head.pos_ == "PROPN"
    return bool(before) and head.text not in CALENDAR  # "on Monday 12 people"


def _number_of(candidate: Candidate) -> Token | None:
    """Return the first number of a candidate in the parse of its sentence."""
    start = candidate.start - candidate.sentence[0]
    end = candidate.end - candidate.sentence[0]
    doc = parse(candidate.sentence_text)
    return next((t for t in doc if t.like_num and start <= t.idx < end), None)


def _counted(words: list[str], after: str) -> str:
    """Return the lemma of what a number counts: in the answer itself, or right behind it."""
    phrase = " ".join(words) + " " + " ".join(after.split()[:4])
    doc = parse(phrase)
    number = next((t for t in doc if t.like_num), None)
    if number is None or number.i >= len(words) + 1:
        return ""
    head: Token = number.head
    while head.like_num and head.dep_ != "ROOT":
        head = head.head
    noun = head.pos_ in {"NOUN", "PROPN"} and number.dep_ in {"nummod", "compound", "quantmod"}
    return str(head.lemma_).lower() if noun else ""
