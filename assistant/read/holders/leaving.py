"""A sentence in, who is said in it to leave an office, be put out of it, or die, out."""

from __future__ import annotations

import re

from assistant.read.holders.wording import ROLE
from assistant.read.sentence.syntax import Token, parse, phrase_of, stance, subjects_of
from index_store.events.names import name_spans

_LEAVE = frozenset(
    "resign retire quit die step-down step-aside stand-down stand-aside bow-out".split()
)
_PUT_OUT = frozenset("sack dismiss fire oust remove suspend depose unseat relieve".split())
_GIVEN_UP = frozenset("post office job position seat".split())
_LOSE = frozenset("leave quit give-up lose resign vacate relinquish".split())
_DEPARTURES = frozenset(
    "resignation departure dismissal retirement ouster removal sacking exit death".split()
)


def left_in(sentence: str) -> str:
    """Return the name of whoever leaves last in a sentence; empty where nobody named does.

    >>> left_in("The board dismissed Jon Fell, who was named by Ada Lind.")
    'Jon Fell'
    """
    found = [t for verb in parse(sentence) for t in _who_left(verb) if t.pos_ == "PROPN"]
    names = [name for _, name in name_spans(sentence, [])]
    words = found[-1].text if found else ""
    return next((name for name in names if words and words in name.split()), "")


def _who_left(word: Token) -> list[Token]:
    """Return the words for who leaves by a verb or a noun; none where it is denied."""
    if word.lemma_ in _DEPARTURES:
        return _of_whom(word)
    if _no_longer(word):
        return subjects_of(word)
    if word.pos_ != "VERB" or _not_so(word):
        return []
    objects = [c for c in word.children if c.dep_ == "dobj"]
    if phrase_of(word) in _LEAVE or (
        phrase_of(word) in _LOSE and any(o.lemma_ in _GIVEN_UP for o in objects)
    ):
        return subjects_of(word)
    if word.lemma_ not in _PUT_OUT:
        return []
    passive = any(c.dep_ == "auxpass" for c in word.children)
    gone = subjects_of(word) if passive else objects
    return [*gone, *(a for o in gone for a in o.children if a.dep_ == "appos")]


def _no_longer(verb: Token) -> bool:
    """Tell whether somebody is something no longer: `she is no longer minister`."""
    last = any(c.dep_ == "advmod" and c.lower_ == "longer" for c in verb.children)
    roles = [c for c in verb.children if c.dep_ == "attr" and re.fullmatch(ROLE, c.lower_)]
    return verb.lemma_ == "be" and last and bool(roles)


def _not_so(verb: Token) -> bool:
    """Tell whether somebody does not leave, or is only said to have to: `asked her to resign`."""
    how = stance(verb)
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return how.denied or how.unsaid or (infinitive and verb.head.lemma_ not in {"be", "decide"})


def _of_whom(noun: Token) -> list[Token]:
    """Return whose a departure is: `Lind's resignation`, `the resignation of Ada Lind`."""
    whose = [c for c in noun.children if c.dep_ == "poss"]
    of = [p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    return [*whose, *of]
