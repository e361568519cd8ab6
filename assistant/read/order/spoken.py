"""A date and its sentence in, the verb of saying or agreeing that the date belongs to out."""

from __future__ import annotations

import re

from assistant.modality import announces
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.syntax import Token, parse, verb_of

_SAID = re.compile(
    r"\b(said|says|announced|reported|added|declared|confirmed|became known|emerged|published|"
    r"told [\w ]{2,30}|according to [\w ]{2,40})(?: (?:late|early))?(?: on)? $"
)


def said_by(text: str, before: str, when: str, asked: frozenset[str]) -> str:
    """Return the words by which a date is that of saying something, not of what was said.

    So is that of agreeing, deciding or asking: `agreed on Wednesday that they would meet`. There
    are none where the saying is what is asked about.

    Args:
        text: the sentence.
        before: its words right before the date.
        when: the words of the date.
        asked: the words of the question; see `relevance.kinds`.
    """
    found = _SAID.search(before)
    if found:
        return "" if kinds(found[1]) & asked else found[1]
    return _governs(text, when, asked) if when else ""


def _governs(text: str, when: str, asked: frozenset[str]) -> str:
    """Return the verb that a date stands with, where what it governs is what is asked about."""
    verb = verb_of(text, when)
    if verb is None or not asked & KINDS or kinds(verb.lemma_) & asked:
        return ""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" or (c.dep_ == "xcomp" and _to(c))]
    for clause in clauses:
        told = " ".join(t.text for t in clause.subtree)
        if when not in told and kinds(told) & asked & KINDS:
            return str(verb.lower_)
    return ""


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def tells_of_plans(text: str, spoken: str) -> bool:
    """Tell whether all that a sentence says, but that somebody said it, is still to come."""
    past = (t.lower_ for t in parse(text) if t.tag_ == "VBD")
    return announces(text) and all(word in spoken for word in past)
