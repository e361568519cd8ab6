"""A question and a sentence in, whether the sentence has who did it and to whom exchanged out."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.read.sentence.assertion import as_statement, names_under
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.relevance import kinds
from assistant.read.sentence.syntax import (
    Token,
    counterparts_of,
    parse,
    phrase_of,
    subjects_of,
    verb_of,
)
from assistant.read.sentence.typed import entities
from assistant.words import fold, same_name

FULL_NAME = 2
_MUTUAL = kinds("call meet play")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did what to whom, as asked: the verb, and folded words of the names on either side."""

    verb: str
    doer: frozenset[str]
    other: frozenset[str]


def roles_of(question: str) -> Roles | None:
    """Read who did it to whom in a question; None where it names but one side, or either does it.

    Whoever meets or calls somebody is met or called by them as well.
    """
    doc = as_statement(question)
    root = next(t for t in doc if t.dep_ == "ROOT")
    if root.pos_ != "VERB" or kinds(root.lemma_) & _MUTUAL:
        return None
    doer, other = _sides(root)
    return Roles(verb=phrase_of(root), doer=doer, other=other) if doer and other else None


def deed_of(question: str) -> Roles | None:
    """Read what one person, named in full, is asked to have done: `When did Ida Rook resign?`."""
    doc = as_statement(question)
    root = next(t for t in doc if t.dep_ == "ROOT")
    if root.pos_ != "VERB" or kinds(root.lemma_) & _MUTUAL:
        return None
    subject = next((t for t in subjects_of(root) if t.pos_ == "PROPN"), None)
    doer, other = _sides(root)
    led = subject is None or any(c.dep_ == "det" for c in subject.children) or len(doer) < FULL_NAME
    return None if led or _place_in(question, doer) else Roles(phrase_of(root), doer, other)


def _place_in(question: str, words: frozenset[str]) -> bool:
    """Tell whether words are of a place or its people, for whom others may act."""
    return any(
        fold(word) in words
        for names in entities([question])
        for start, end, label in names
        if label in {"GPE", "LOC", "NORP", "FAC"}
        for word in question[start:end].split()
    )


def by_another(deed: Roles, text: str, when: str) -> bool:
    """Tell whether a date is of somebody else's doing the same: `Rook was named when Vane quit`."""
    verb = verb_of(text, when)
    if verb is None or not akin(phrase_of(verb), deed.verb):
        return False
    doer, _ = _sides(verb)
    return bool(doer) and not _shared(doer, deed.doer)


def exchanged(roles: Roles, text: str) -> bool:
    """Tell whether a sentence has those asked about the other way round."""
    for token in parse(text):
        if token.pos_ == "VERB" and akin(phrase_of(token), roles.verb):
            doer, other = _sides(token)
            if _turned(doer, roles.other, roles.doer) or _turned(other, roles.doer, roles.other):
                return True
    return False


def _sides(verb: Token) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of who does it and of whom it is done to."""
    subjects = subjects_of(verb)
    passive = any(t.dep_ == "nsubjpass" for t in subjects)
    first = frozenset(w for t in subjects for w in names_under(t))
    second = frozenset(w for t in counterparts_of(verb) for w in names_under(t))
    return (second, first) if passive else (first, second)


def _turned(found: frozenset[str], wrong: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether names are those of the wrong side and none of the right one's."""
    return _shared(found, wrong - right) and not _shared(found, right - wrong)


def _shared(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(same_name(a, b) for a in one for b in other)
