"""A question for each side's number and its likely answers in, the two that differ out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.modality import puts_right
from assistant.read.accounts.sides import (
    COUNTED,
    account_of,
    speaker_of,
    takes_back,
    unit_of,
)
from assistant.read.said.meant import meant_by
from assistant.read.sentence.amounts import AMOUNT, value_of
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.spans.counted import MEASURES
from assistant.read.spans.scored import Scored
from assistant.types import Account, Plan
from assistant.words import stem_set

# The second number is at least this likely, relative to the first.
SECOND = 0.1
MAX_RATIO = 10.0
FIRST = 4  # of how many of the likeliest a second one is looked for
_VICTIMS = kinds("died")
_HOUR = re.compile(r"\d[:.]\d\d\b|\b[ap]\.?m\b")
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_NOT = re.compile(r", not \d")
# What both together must reach: the question itself says that there are two.
ENOUGH = 0.12


def each_of(plan: Plan, scored: Sequence[Scored]) -> tuple[tuple[Account, ...], float]:
    """Return the accounts of two likely numbers that different people give, and their chance.

    Empty where the question does not ask for every side, or no second one is found: another number
    of the same thing, in the same article or one that names as much of the question, with somebody
    who gives it on one side at least.
    """
    if not plan.all_sides or plan.answer_type not in COUNTED:
        return (), 0.0
    counted = [s for s in scored if AMOUNT.search(s.candidate.text)]
    counted = [s for s in counted if not _HOUR.search(s.candidate.text)]
    for first in counted[:FIRST]:
        rest = [s for s in counted if s.probability >= first.probability * SECOND]
        others = [s for s in rest if _differ(first.candidate, s.candidate)]
        own = first.candidate.hit.article.id
        second = next((s for s in others if s.candidate.hit.article.id == own), None)
        if second is not None and first.probability + second.probability >= ENOUGH:
            pair = (first.candidate, second.candidate)
            sides = tuple(account_of(c, c.text, *_told_by(c)) for c in pair)
            return sides, min(1.0, first.probability + second.probability)
    return (), 0.0


def _differ(one: Candidate, other: Candidate) -> bool:
    """Tell whether two candidates are different numbers of one thing, given by different people."""
    mine, theirs = (AMOUNT.search(c.text) for c in (one, other))
    if mine is None or theirs is None:
        return False
    least, most = sorted((value_of(mine), value_of(theirs)))
    if least <= 0 or least == most or most / least > MAX_RATIO:
        return False
    told, others = one.sentence_text, other.sentence_text
    if any(takes_back(text) or puts_right(text) or _NOT.search(text) for text in (told, others)):
        return False
    speakers = [stem_set(_told_by(c)[0]) for c in (one, other)]
    if not any(speakers) or speakers[0] == speakers[1]:
        return False
    units = unit_of(told, mine.group("number")), unit_of(others, theirs.group("number"))
    # Two people may count the same by other words: nine reports of burns, seven customers.
    alike = not all(units) or akin(*units) or (all(speakers) and not MEASURES & set(units))
    # The hurt are not the dead, and neither are all who were there.
    events = kinds(told) & KINDS, kinds(others) & KINDS
    counted = not (events[0] ^ events[1]) & _VICTIMS
    return alike and counted and (not all(events) or bool(events[0] & events[1]))


def _told_by(c: Candidate) -> tuple[str, tuple[int, int]]:
    """Return who gives a number and the sentences that show it; empty where nobody is named."""
    if speaker := speaker_of(c.sentence_text):
        return speaker, c.sentence
    if not _PRONOUN.search(c.sentence_text):
        return "", c.sentence
    who, where = meant_by(c.hit.article.body, c.sentence) or ("", c.sentence)
    return re.sub(r" (?=[,.;:])", "", who), where
