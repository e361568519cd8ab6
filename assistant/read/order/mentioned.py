"""The event asked for and a dated sentence in, whether it mentions the event and dates another out.

`The number of people who died in the sinking rose to nine on Monday` gives the day of a count, and
`On Friday the line stopped all ships, five days after she sank` that of the stop.
"""

from __future__ import annotations

import re

from assistant.read.sentence.assertion import as_statement
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.syntax import Token, parse
from assistant.words import find_words

_VERBS = frozenset({"VERB", "AUX"})
_WHEN_DID = re.compile(r"when did .* (\w+)\W*", re.IGNORECASE)
# What opens a clause that tells of another time.
_APART = frozenset({"after", "before", "since", "until"})
# These clauses tell what happened: the main one, and what somebody says.
_MAIN = frozenset({"ROOT", "ccomp", "conj"})


def event_asked(question: str) -> frozenset[str]:
    """Return the kind of event that a question's verb stands for; empty when it is no verb."""
    root = next(t for t in as_statement(question) if t.dep_ == "ROOT")
    # With an auxiliary it is one, though the parser may take "sink" for a noun.
    verb = root.pos_ == "VERB" or any(t.dep_ in {"aux", "auxpass"} for t in root.children)
    asked = kinds(root.lemma_) if verb else frozenset()
    # "the ferry Calla Star sink" is parsed as if somebody ferried it.
    last = _WHEN_DID.fullmatch(question)
    return (kinds(last[1]) & KINDS if last and not asked & KINDS else frozenset()) or asked


def only_mentions(event: frozenset[str], sentence: str, day: str) -> bool:
    """Tell whether a sentence has an event only in another clause than its date's.

    That is as a noun there, or as a clause of what came before or after.

    Args:
        event: as `event_asked` returns it.
        sentence: what tells of it.
        day: the words of the date; empty, or not in the parsed text, when it is the day of the
            article.
    """
    doc = parse(sentence)
    told = [t for t in doc if event and kinds(t.lemma_) & event]
    if not told or not all(t.pos_ in {"NOUN", "PROPN"} or _other_time(t) for t in told):
        return False
    at = find_words(doc.text, day)
    span = doc.char_span(at, at + len(day), alignment_mode="expand") if at >= 0 else None
    return not any(_dated(t, span.root if span is not None else None) for t in told)


def _other_time(verb: Token) -> bool:
    """Tell whether a clause is told as what came before or after: `five days after she sank`."""
    return verb.dep_ == "advcl" and any(t.lower_ in _APART for t in verb.children)


def _dated(word: Token, day: Token | None) -> bool:
    """Tell whether a date stands with a word, or in the clause that a noun is part of."""
    clause = word if word.pos_ in _VERBS else _clause(word)
    if day is None:
        return clause.dep_ in _MAIN
    return word in day.ancestors or clause.i == _clause(day).i


def _clause(token: Token) -> Token:
    return next((t for t in token.ancestors if t.pos_ in _VERBS), token)
