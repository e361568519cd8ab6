"""A question after what was found, decided or announced in, the clauses that tell it out."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import Token, parse, phrase_of
from assistant.words import find_words

# Verbs whose object is a clause: what follows "that", or stands in front ("..., the judge found").
_WITH_CONTENT = frozenset(
    "find conclude rule decide announce say tell claim warn promise pledge agree order demand "
    "recommend propose admit deny allege reveal confirm argue insist predict report".split()
)
_ENDS_WITH = re.compile(r"what did [^?]+ (?P<verb>[a-z]+)[\s?.!]*$", re.IGNORECASE)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OF_PLANS = frozenset({"announce", "propose", "pledge"})
_TIMES = frozenset("day week weekend month quarter year spring summer autumn fall winter".split())


def verb_asked(question: str) -> str:
    """Return the verb whose content is asked for; empty for any other question.

    >>> verb_asked("What did the judge find?")
    'find'
    >>> verb_asked("What did the judge find in the car?")
    ''
    """
    verb, placed = _asked(question)
    return "" if placed else verb


def asks_announced(question: str) -> bool:
    """Tell whether it is asked what somebody announced or proposed, so that a plan answers it."""
    return _asked(question)[0] in _OF_PLANS


@lru_cache(maxsize=1024)
def _asked(question: str) -> tuple[str, bool]:
    """Return the verb whose object is asked for, and whether the place of that is given."""
    ending = _ENDS_WITH.match(question)
    if ending and ending["verb"].lower() in _WITH_CONTENT:  # the small parser may see a noun in it
        return ending["verb"].lower(), False
    for token in parse(question):
        verb = token.head
        if (
            token.lower_ == "what"
            and token.dep_ in {"dobj", "dative"}
            and verb.lemma_ in _WITH_CONTENT
        ):
            placed = any(c.lower_ in {"in", "at", "on"} and not _timed(c) for c in verb.children)
            return str(verb.lemma_), placed
    return "", False


def _timed(preposition: Token) -> bool:
    """Tell whether a preposition leads to a time: "in March 2026"."""
    words = [t for t in preposition.subtree if t.i != preposition.i]
    return any(t.text in CALENDAR or t.like_num or t.lower_ in _TIMES for t in words)


@lru_cache(maxsize=4096)
def contents(sentence: str, verb: str) -> tuple[tuple[int, int], ...]:
    """List the clauses that are the content of a verb like the asked one; offsets into it."""
    doc = parse(sentence)
    found = []
    for token in doc:
        if token.pos_ != "VERB" or not akin(phrase_of(token), verb):
            continue
        for first, last in _clauses(token):
            text = doc[first : last + 1].text.removeprefix("that ").strip(' ,.;“”"')
            start = find_words(sentence, text)
            if start >= 0 and text:
                found.append((start, start + len(text)))
    return tuple(found)


def _clauses(verb: Token) -> list[tuple[int, int]]:
    """Return the first and last word of each clause that a verb has as its object."""
    spans = []
    for clause in verb.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            inside = [t.i for t in clause.subtree if t.i != verb.i]
            spans.append((inside[0], inside[-1]))
    if not spans and (comma := _comma_before(verb)) is not None:
        spans.append((verb.sent.start, comma.i - 1))
    return spans


def _comma_before(verb: Token) -> Token | None:
    """Return the comma between what is told and who tells it: "The pin was worn, a judge found".

    The small parser takes the verb there for a part of what is told.
    """
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    first = who.left_edge.i if who is not None else 0
    comma = verb.doc[first - 1] if first > verb.sent.start + 1 else None
    if comma is None or comma.text != "," or verb.dep_ not in {"ccomp", "parataxis", "acl"}:
        return None
    told = verb.doc[verb.sent.start : comma.i]
    return comma if any(c.dep_ in _SUBJECTS for c in told) else None
