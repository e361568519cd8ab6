"""A follow-up that names nothing of what the talk was about in, the same with its names out."""

from __future__ import annotations

import re

from assistant.plan.conversation import TOPIC, Said
from assistant.plan.mentions import of_a_people
from assistant.plan.names import names_in, subjects_of
from assistant.plan.refer import bound
from assistant.plan.referents import without_owner
from assistant.plan.words import words_of
from index_store.numbers import SPELLED

MOST_NAMES = 3
# What goes on from something, whatever names stand behind it.
_GOES_ON = re.compile(
    r"^\W*(?:and|but|so|or|then|why not)\b|\bof (?:those|these|them|that)\b|"
    r"\bthe (?:others?|rest|remaining)\b|\b(?:instead|afterwards)\W*$", re.IGNORECASE
)  # fmt: skip
# What needs something before it where no name stands with it.
_LEANS = re.compile(
    r"^\W*(?:to|by|over|on|for|with|from|at|until|since|in) (?:what|which|how|whom)\b|"
    r"(?<!at )\bthe [a-z]{3,}|\b(?:anyone|anybody)\b|"
    r"\b(?:did|does|do|is|are|was|were|has|had|have|will|would|can|could) "
    r"(?:that|this|these|those|it (?!take|taken|cost|true|possible|likely|known|clear|mean))\b|"
    r"\b(?:there|rest|else|afterwards|instead|again|same)\b|"
    r"\b(?:on|of|in|at|from|about|to|by|with) (?:that|those|these) [a-z]+|"
    r"\b(?:that|this|those|these)(?= one\b|\W*$)", re.IGNORECASE
)  # fmt: skip
_SPELLED = re.compile(SPELLED, re.IGNORECASE)
_POINTS = frozenset("it its he him his she her hers they them their theirs".split())
_LINK = re.compile(r"^\W*(?:and|but|so|or|then)[\s,]+(?=\w)", re.IGNORECASE)


def with_topic(text: str, complete: str, said: Said) -> str:
    """Say what a follow-up is about, where its completed form shares no name with the talk.

    Args:
        text: the question as it was asked.
        complete: the same, completed.
        said: the turn before it.
    """
    if not _leans(text) or (said.told and said.told in complete):
        return complete
    known = {word for name in _names(said) for word in _words(without_owner(name))}
    talked = [without_owner(name) for name in _names(said, plain=True) or _names(said)]
    if not talked or known & set(_words(complete)):
        return complete
    complete = _LINK.sub("", complete).rstrip(" ?!.")
    return f"{complete}, {TOPIC} {_listed(talked[:MOST_NAMES])}?"


def _leans(text: str) -> bool:
    if _GOES_ON.search(text):
        return True
    if names_in(text):
        return False
    words = words_of(text)
    loose = any(w.lower in _POINTS and not bound(words, i, text) for i, w in enumerate(words))
    return loose or bool(_LEANS.search(text)) or not subjects_of(text)


def _names(said: Said, *, plain: bool = False) -> list[str]:
    """Return the names of the newest turn that has some; plain ones say not only of which people.

    So `Putin`, but not the `French` of "the French side".
    """
    turn: Said | None = said
    while turn:
        asked = [n.text for n in turn.names if not (plain and of_a_people(turn.question, n))]
        told = [n.text for n in turn.answer_names if not (plain and of_a_people(turn.spoken, n))]
        told = [name for name in told if not _SPELLED.fullmatch(name)]  # an answer's first word
        if names := asked + told:
            return list(dict.fromkeys(names))
        turn = turn.earlier
    return []


def _words(text: str) -> list[str]:
    return [w.lower for w in words_of(text) if len(w.lower) > 2]


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
