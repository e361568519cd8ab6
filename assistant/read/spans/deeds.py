"""Possible reasons in, which of them are of another deed than is asked about, or tell it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.read.sentence.assertion import as_statement, read_assertion
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.causes import LIKELY, Cause, causes
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import Token, parse, phrase_of, span_of
from assistant.types import Plan
from assistant.words import find_words, missing_names, stem_set

_TAKING_PART = frozenset("nsubj nsubjpass dobj poss pobj".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Reason:
    """How a candidate is given as a reason.

    Attributes:
        sure: how plainly.
        same: the word it hangs on means what the question asks about.
        shared: with that stands a noun or name of the question.
        other: with that stand only other things than those of the question.
    """

    sure: float
    same: bool
    shared: bool
    other: bool


def of_another_deed(plan: Plan, candidates: Sequence[Candidate]) -> list[bool]:
    """Tell which candidates give a reason for something else, where one gives it for the asked.

    "Relieved for having taken the road" is no reason why somebody was cleared; why one thing was
    called off is none why another was.
    """
    if plan.answer_type != "reason":
        return [False] * len(candidates)
    predicate = read_assertion(plan, {}).predicate
    asked = stem_set(plan.standalone_question)
    found = [_given(plan, c, predicate, asked) for c in candidates]
    given = [r for r in found if r and r.same and r.shared and r.sure >= LIKELY]
    best = max((r.sure for r in given), default=0.0)
    return [
        bool(given and r and ((not r.same and r.sure <= best) or (r.same and r.other)))
        for r in found
    ]


def tells_again(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate says what those asked about did, which is asked why: no reason."""
    if plan.answer_type != "reason":
        return False
    root = _root(c)
    if root is None or root.pos_ != "VERB" or _causes_at(c):
        return False
    asked = read_assertion(plan, {}).predicate
    if not akin(phrase_of(root), asked):
        return False
    statement = as_statement(plan.standalone_question)
    subjects = [t.lemma_ for t in statement if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT"]
    return any(t.lemma_ in subjects for t in root.children if t.dep_ in _SUBJECTS)


def _causes_at(c: Candidate) -> list[Cause]:
    """Return the causes that its sentence gives, which a candidate lies in or meets."""
    start, end = c.start - c.sentence[0], c.end - c.sentence[0]
    return [g for g in causes(c.sentence_text) if g.start < end and g.end > start]


def _root(c: Candidate) -> Token | None:
    """Return the head of a candidate in the parse of its sentence; None where it is not found."""
    span = span_of(c.sentence_text, c.text)
    return span.root if span is not None else None


def _given(plan: Plan, c: Candidate, predicate: str, asked: frozenset[str]) -> _Reason | None:
    """Return how the sentence of a candidate gives it as a reason; None where it does not."""
    within = [cause for cause in _causes_at(c) if cause.of >= 0]
    if not within:
        return None
    cause = max(within, key=lambda cause: (cause.sure, cause.end - cause.start))
    doc = parse(c.sentence_text)
    outside = [t for t in doc if not _in(t, doc.text, c.sentence_text, cause)]
    same = akin(phrase_of(doc[cause.of]), predicate)
    told = same or any(akin(phrase_of(t), predicate) for t in outside if t.pos_ != "PROPN")
    beside = [t for t in doc[cause.of].children if t.dep_ in _TAKING_PART and t in outside]
    things = stem_set(" ".join(t.text for part in beside for t in part.subtree if t in outside))
    named = not missing_names(plan.names, c.sentence_text)
    heads = stem_set(" ".join(t.text for t in beside))
    common = bool(beside) and all(t.pos_ == "NOUN" for t in beside)
    alike = any(akin(a.lemma_.lower(), b) for a in beside for b in asked)
    return _Reason(
        sure=cause.sure,
        same=told,
        shared=same and named and bool(things & asked),
        other=same and common and not alike and not heads & asked,
    )


def _in(token: Token, parsed: str, sentence: str, cause: Cause) -> bool:
    """Tell whether a word of a parse stands in a cause."""
    text = " ".join(sentence[cause.start : cause.end].split())
    start = find_words(parsed, text)
    return bool(start <= token.idx < start + len(text))
