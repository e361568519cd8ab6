"""Several things asked for: what other sentences tell besides the likeliest answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.read.sentence.amounts import COUNTING
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.fuller import asks_all
from assistant.read.sentence.phrase import short_for
from assistant.read.spans.features import answer_stems
from assistant.types import MAX_SHORT_WORDS, Plan

# Answers that are put together, at most, and words of each.
MOST, LONGEST = 6, 5
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
