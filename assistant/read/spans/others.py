"""A question about somebody and a possible answer in, whether it is told of somebody else out.

Of "How many years did Hale get?" the years that a court gave Marsh are no answer, nor is what "he"
paid where it is asked what the company paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.assertion import as_statement
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.participants import unmentioned
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import Token, parse, phrase_of
from assistant.read.sentence.typed import entities
from assistant.types import Plan
from assistant.words import find_words, fold, missing_names, same_name

_MEASURED = frozenset({"duration", "number", "money"})
_GETS = frozenset("get receive serve face give sentence jail imprison".split())
_PUNISHES = frozenset("sentence jail imprison".split())
_UNDERGOES = frozenset({"dobj", "dative", "nsubjpass", "oprd"})
_ONE = frozenset("he she him her his".split())
_BODY = frozenset(
    "state government company firm bank court council city country ministry party club team "
    "union agency authority university hospital airline insurer museum army church fund".split()
)
_CLIMBS = frozenset({"conj", "xcomp", "advcl"})


def of_somebody_else(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate stands in what is told of somebody who is not asked about."""
    people = _people(plan)
    article = c.hit.article
    full = [name for name in people if " " in name]  # one word may be anything
    if full and unmentioned(full, f"{article.title}\n{article.body}"):
        return True
    return plan.answer_type in _MEASURED and (
        any(_by_another(plan, c, name) for name in people) or _by_one_for_many(plan, c)
    )


def _people(plan: Plan) -> list[str]:
    """Return the names of a question that are people's."""
    question = plan.standalone_question
    (found,) = entities([question])
    people = [question[a:b] for a, b, label in found if label == "PERSON"]
    return [n for n in plan.names if any(fold(n) == fold(p) for p in people)]


def _by_another(plan: Plan, c: Candidate, name: str) -> bool:
    """Tell whether what is asked of somebody is done by another, or another is punished."""
    if not missing_names([name], c.sentence_text):
        return False
    doc = as_statement(plan.standalone_question)
    asked = next((t for t in doc if t.dep_ in {"nsubj", "nsubjpass"} and _is(t, name)), None)
    if asked is None:
        return False
    verb = asked.head.head if asked.head.dep_ == "aux" else asked.head
    predicate = phrase_of(verb)
    for over in _verbs_over(c):
        told = phrase_of(over)
        if any(akin(told, word) for word in _PUNISHES):
            return predicate in _GETS and _punishes_another(over, plan.standalone_question, name)
        if akin(told, predicate):
            return _all_named([*_doers(over), *_undergoers(over)], name)
    return False


def _punishes_another(verb: Token, question: str, name: str) -> bool:
    """Tell whether somebody of another name is punished, or of another sort than asked about.

    "The court sentenced the foreman and cleared the driver" is of another than the driver Hale.
    """
    punished = _undergoers(verb)
    if _all_named(punished, name):
        return True
    sort = _sort_of(question, name)
    if not sort or not punished:
        return False
    own = {t.lower_ for one in punished for t in one.subtree}
    return sort not in own and any(t.lower_ == sort for t in verb.doc)


def _sort_of(question: str, name: str) -> str:
    """Return what a question calls somebody right before the name: `driver`."""
    before = re.search(rf"(\w+) {re.escape(name)}", question)
    noun = before[1] if before else ""
    return noun if one_of(noun) in PERSON_NOUNS else ""


def _all_named(parts: list[Token], name: str) -> bool:
    """Tell whether names stand for all who take part, and none of them is the one asked about."""
    people = [t for t in parts if t.pos_ in {"PROPN", "PRON"} or one_of(t.lower_) in PERSON_NOUNS]
    return bool(people) and all(t.pos_ == "PROPN" and not _is(t, name) for t in people)


def _is(token: Token, name: str) -> bool:
    words = [fold(t.text) for t in token.subtree if t.pos_ == "PROPN"]
    return any(same_name(w, fold(n)) for w in words for n in name.split())


def _doers(verb: Token) -> list[Token]:
    node = verb
    while True:
        own = [t for t in node.children if t.dep_ in {"nsubj", "nsubjpass"}]
        if own:
            return own
        if node.dep_ == "acl":
            return [_root(node.doc) if _cut_off(node) else node.head]
        if node.dep_ not in _CLIMBS:
            return []
        node = node.head


def _root(doc: Any) -> Token:
    return next(t for t in doc if t.dep_ == "ROOT")


def _cut_off(verb: Token) -> bool:
    """Tell whether a verb is torn from a name by what is told in between: `Lind, 51, ..., signed`.

    Parsers then take the name for all of the sentence.
    """
    return verb.i > 0 and verb.nbor(-1).text == "," and bool(_root(verb.doc).pos_ == "PROPN")


def _undergoers(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in _UNDERGOES]


def _verbs_over(c: Candidate) -> Iterator[Token]:
    """Yield the verbs that a candidate stands under, the nearest first."""
    doc, text = parse(c.sentence_text), " ".join(c.text.split())
    start = find_words(doc.text, text)
    span = doc.char_span(start, start + len(text), alignment_mode="expand") if start >= 0 else None
    if span is not None and len(span):
        yield from (t for t in (span.root, *span.root.ancestors) if t.tag_.startswith("VB"))


def _by_one_for_many(plan: Plan, c: Candidate) -> bool:
    """Tell whether he or she does what it is asked that a company or a state did."""
    doc = as_statement(plan.standalone_question)
    asked = [t for t in doc if t.dep_ == "nsubj" and t.lemma_ in _BODY and t.head.pos_ == "VERB"]
    if not asked or any(t.dep_ == "poss" for t in asked[0].children):
        return False
    verb = next((v for v in _verbs_over(c) if akin(phrase_of(v), phrase_of(asked[0].head))), None)
    doers = _doers(verb) if verb is not None else []
    if any(t.lower_ in _ONE for t in parse(plan.standalone_question)):
        return False
    return bool(doers) and all(t.dep_ == "nsubj" and t.lower_ in {"he", "she"} for t in doers)
