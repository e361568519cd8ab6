"""Several things asked for: what other sentences tell besides the likeliest answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.read.sentence.amounts import COUNTING
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.fuller import asks_all
from assistant.read.sentence.phrase import claim_for, short_for
from assistant.read.sentence.printed import mid_line
from assistant.read.spans.features import answer_stems
from assistant.read.spans.scored import Scored, fullest_first, same_answer
from assistant.types import MAX_SHORT_WORDS, Claim, Plan

# Answers that are put together, at most, and words of each.
MOST, LONGEST = 6, 5
# Beside an answer that is likelier wrong than right the next one is told from this chance on.
RUNNER_UP = 0.15
_CLAUSES = frozenset({"reason", "quotation", "definition", "how"})
# Letters at the start by which words are taken for one: `Ukraine`, `Ukrainian`.
ALIKE = 5
_ALONE = frozenset({"date", "duration", "yes-no", "reason", "quotation", "number", "money"})
_HOW_MANY = re.compile(
    r"(?:\b(?:which|what)|^\W*(?:name|list|give)(?: the)?) "
    rf"([2-9]|10|{'|'.join(COUNTING[2:11])})\b",
    re.IGNORECASE,
)
_LISTS = re.compile(r",| and | or | as well as ")


def asks_several(plan: Plan) -> bool:
    """Tell whether a question asks for several persons, places or things."""
    return plan.answer_type not in _ALONE and asks_all(plan)


def how_many(question: str) -> int:
    """Return how many things a question asks for, `which two senators`; 0 where not said."""
    named = _HOW_MANY.search(question)
    if named is None:
        return 0
    word = named[1].lower()
    return int(word) if word.isdigit() else COUNTING.index(word)


def besides(plan: Plan, best: Candidate, told: Iterable[Candidate]) -> list[Candidate]:
    """Return further answers to a question for several, the likeliest first.

    Args:
        plan: what is asked for.
        best: the likeliest answer; where it tells several itself there is nothing to add.
        told: others whose sentences tell them as answers, the likeliest first.
    """
    first = short_for(plan, best)
    if not asks_several(plan) or _LISTS.search(first) or len(first.split()) > LONGEST:
        return []
    known, kept = answer_stems(first), [first]
    found: list[Candidate] = []
    for c in told:
        text = short_for(plan, c)
        stems = answer_stems(text)
        own = len(text.split()) <= LONGEST and not _LISTS.search(text) and alike(text, first)
        fits = len(" ".join([*kept, text]).split()) < MAX_SHORT_WORDS
        if own and fits and not _named(stems, known) and not known <= stems:
            known, kept = known | stems, [*kept, text]
            found.append(c)
    return found[: (how_many(plan.standalone_question) or MOST) - 1]


def _named(stems: frozenset[str], known: frozenset[str]) -> bool:
    """Tell whether every word of an answer is in another one, in whatever form."""
    heads = {word[:ALIKE] for word in known}
    return all(word[:ALIKE] in heads for word in stems)


def alike(one: str, other: str) -> bool:
    """Tell whether two answers are written alike: both names, or both with a number, or neither."""
    return _sort(one) == _sort(other)


def _sort(text: str) -> tuple[bool, bool]:
    words = text.removeprefix("the ").removeprefix("The ").split()
    return bool(words) and words[0][:1].isupper(), any(c.isdigit() for c in text)


def or_else(plan: Plan, others: Sequence[Scored], first: Claim) -> list[Claim]:
    """Return the next likeliest answer, where it is short and likely enough.

    Args:
        plan: what is asked for.
        others: those that do not give the likeliest answer, the likeliest first.
        first: what tells the likeliest one; its sentence is not quoted twice.
    """
    if not others or plan.answer_type in _CLAUSES or plan.wants_all:
        return []
    same = fullest_first(same_answer(others))
    short = short_for(plan, same[0].candidate)
    if sum(item.probability for item in same) < RUNNER_UP or len(short.split()) > LONGEST:
        return []
    claim = claim_for(plan, same[0].candidate, "Or else")
    if claim.quotes == first.quotes:
        return [replace(claim, text=f"Or else: {mid_line(short)}.", aside="")]
    return [claim]
