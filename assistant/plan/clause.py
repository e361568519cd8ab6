"""The asked part of a question in; the clause of time in it that says what to count from out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.plan.asked import Asked
from assistant.plan.words import (
    AUX,
    CONJUNCTIONS,
    DETERMINERS,
    GERUND_NOUNS,
    PREPOSITIONS,
    TIME_NOUNS,
    Word,
    past,
    plural,
    singular,
    verb_like,
)

_SAME_CLAUSE = {"till": "until", "once": "after", "prior": "before", "following": "after"}
_CLAUSE_WORDS = frozenset("before after since until till once prior following".split())
_OTHER_DAYS = frozenset({"yesterday", "tomorrow"})
_GONE_BY = frozenset("been passed gone days weeks months years".split())
_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_NOT_ONCE = frozenset("again more a every in".split())
_BODIES = frozenset(
    "court courts judge judges jury committee parliament congress senate tribunal magistrate "
    "magistrates panel commission inquiry hearing cameras camera crowd audience council board god "
    "house lawmakers bench panel assembly mps senators law".split()
)
_NOT_AFTER = frozenset("named called looking look looks looked go going chase takes taken".split())
_ROLE_GERUNDS = frozenset("becoming being joining taking leaving entering moving".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of time: the words after `before`, `after`, `since` or `until`, with their span."""

    word: str
    text: str
    start: int
    end: int


def find_clause(asked: Asked) -> Clause | None:
    """Find the clause that the question counts from; its span is in the whole question."""
    for i, word in enumerate(asked.words):
        if word.lower not in _CLAUSE_WORDS or word.possessive:
            continue
        end = _clause_end(asked, i)
        inside = asked.words[i + 1 + (word.lower == "prior") : end]
        if inside and not i < asked.wh < end and not _excluded(asked.words, i, inside):
            first, last = inside[0], inside[-1]
            kind = _SAME_CLAUSE.get(word.lower, word.lower)
            return Clause(kind, asked.text[first.start : last.end],
                          asked.start + word.start, asked.start + last.end)  # fmt: skip
    return None


def _clause_end(asked: Asked, i: int) -> int:
    for j in range(i + 1, len(asked.words)):
        word = asked.words[j]
        if word.text in {"?", "!", ";", ":"} or (word.text == "." and j == len(asked.words) - 1):
            return j
        if word.text == "," and (asked.wh > j or asked.wh < 0) and not _dated_comma(asked, j):
            return j
        if word.lower == "as" and j + 1 < len(asked.words) and asked.words[j + 1].lower == "of":
            return j
    return len(asked.words)


def _dated_comma(asked: Asked, j: int) -> bool:
    following = asked.words[j + 1].text if j + 1 < len(asked.words) else ""
    return asked.words[j - 1].text.isdigit() and following.isdigit()


def _excluded(words: Sequence[Word], i: int, inside: Sequence[Word]) -> bool:
    lower, following = words[i].lower, inside[0].lower
    previous = words[i - 1].lower if i else ""
    asked = i > 1 and words[i - 2].lower in {"which", "what"}
    loose = following in {"and", "or", "all", "long"} or previous in {"long", "soon", "shortly"}
    if loose or (_unit(previous) and not asked and (plural(previous) or _second_next(inside))):
        return True
    if lower == "before":
        return _before_body(inside) or _circumstance(inside[0], _ROLE_GERUNDS)
    if lower == "after":
        length = following[:1].isdigit() and len(inside) > 1 and _unit(inside[1].lower)
        return previous in _NOT_AFTER or length or _circumstance(inside[0], frozenset())
    if lower in {"once", "prior"}:
        loose = len(inside) < 2 or following in _NOT_ONCE or i == 0
        return loose if lower == "once" else words[i + 1].lower != "to"
    if lower == "since":
        return _since_the_last(words[:i], inside) or "first" in [
            w.lower for w in words[max(0, i - 6) : i]
        ]
    followed = lower == "following" and not _stands_for_after(words[:i], inside[0])
    return followed or _circumstance(inside[0], frozenset())


def _since_the_last(before: Sequence[Word], inside: Sequence[Word]) -> bool:
    """Tell "How long has it been since they last met?", which asks for the last time itself."""
    words = [w.lower for w in before]
    lasting = words[-1:] and words[-1] in _GONE_BY and "had" not in words
    return bool(lasting) and "last" in [w.lower for w in inside]


def _second_next(inside: Sequence[Word]) -> bool:
    """Read "last" in "the week before last" and "yesterday" in "the day before yesterday"."""
    behind = inside[1].lower if len(inside) > 1 else ""
    alone = not behind.isalpha() or behind in PREPOSITIONS | CONJUNCTIONS
    other = not inside[0].possessive and inside[0].lower in _OTHER_DAYS
    return other or (inside[0].lower in {"last", "next"} and alone)


def _stands_for_after(before: Sequence[Word], first: Word) -> bool:
    """Tell "resigned following the vote" from "was following the car" and "the following day"."""
    if first.lower not in DETERMINERS and not first.capital and not first.possessive:
        return False
    verbs = [w for w in before if w.lower in AUX or past(w.lower)]
    beside = before[-1].lower if before else ""
    loose = beside in DETERMINERS | CONJUNCTIONS | PREPOSITIONS
    return not loose and not (verbs and verbs[-1].lower in _BE)


def _unit(word: str) -> bool:
    return singular(word) in TIME_NOUNS


def _before_body(inside: Sequence[Word]) -> bool:
    for j, word in enumerate(inside[:4]):
        if word.lower in _BODIES:
            following = inside[j + 1] if j + 1 < len(inside) else None
            second = inside[j + 2] if j + 2 < len(inside) else None
            return following is None or not (following.lower in AUX or verb_like(following, second))
    return False


def _circumstance(word: Word, kept: frozenset[str]) -> bool:
    lower = word.lower
    gerund = lower.endswith("ing") and len(lower) > 4 and not word.capital
    return gerund and lower not in GERUND_NOUNS and lower not in kept
