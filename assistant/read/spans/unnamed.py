"""A question for a name and a possible answer in, whether what is asked for goes unnamed out.

"The boy was flown out by a sponsor" names no sponsor: what news brings in with `a` or `an` it names
behind that, or not at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.read.sentence.assertion import as_statement
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import Token, parse, phrase_of
from assistant.types import Plan
from assistant.words import stem_set

_TYPES = frozenset({"person", "organisation", "place", "title", "any"})
_WHICH = re.compile(r"\bwhich\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?P<noun>title|name|nickname) of\b|\bnamed?\b|\bcalled\b", re.IGNORECASE)
_TOLD = frozenset({"appos", "acl", "relcl", "parataxis"})
_ITSELF = frozenset({"appos", "attr", "oprd", "conj"})


def unnamed(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate is somebody or something beside what is asked for by its name."""
    question = plan.standalone_question
    called = _CALLED.search(question)
    if plan.answer_type not in _TYPES or not (called or _WHICH.search(question)):
        return False
    noun = (called["noun"] if called else None) or plan.answer_noun
    if not noun or noun in c.text.lower().split():
        return False
    return any(
        not _within(c.text, token) and _as_asked(token, question)
        for token in _brought_in(c.sentence_text, noun.lower())
    )


@lru_cache(maxsize=1024)
def _brought_in(sentence: str, noun: str) -> tuple[Token, ...]:
    """Return where a sentence has `a sponsor` without a name for it."""
    found = (t for t in parse(sentence) if t.lemma_.lower() == noun and t.pos_ == "NOUN")
    return tuple(t for t in found if _has_article(t) and not _is_named(t))


def _has_article(noun: Token) -> bool:
    return any(t.lower_ in {"a", "an"} and t.dep_ == "det" for t in noun.children)


def _is_named(noun: Token) -> bool:
    """Tell whether a name stands with a noun: `a sponsor, Nordvik`, `Nordvik, a sponsor`."""
    if noun.dep_ in _ITSELF and noun.head.pos_ != "VERB":
        return True
    told = [t for t in noun.children if t.dep_ in _TOLD]
    return any(t.pos_ == "PROPN" for one in told for t in (one, *one.children)) or any(
        t.pos_ == "PROPN" for t in noun.children if t.dep_ != "prep"
    )


def _within(text: str, noun: Token) -> bool:
    return text in noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text


def _as_asked(noun: Token, question: str) -> bool:
    """Tell whether an unnamed noun has the part in its sentence that the asked one has.

    It is with the verb of the question; or, where that only asks what something is, it has the
    words that the question has before it: `a new title`.
    """
    root = next(t for t in as_statement(question) if t.dep_ == "ROOT")
    if root.lemma_ == "be":
        own = stem_set(" ".join(t.text for t in noun.children if t.dep_ in {"amod", "compound"}))
        return bool(own) and own <= stem_set(question)
    node = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ in {"prep", "agent"} else noun
    verb = noun.head if node is noun else node
    return verb.tag_.startswith("VB") and akin(phrase_of(verb), phrase_of(root))
