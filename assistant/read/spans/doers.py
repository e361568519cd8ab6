"""A question of who did something and a possible answer in, whether its clause says otherwise out.

Two ways of standing in the right sentence and not being the answer: to be the one who only says
what it tells ("..., the judge found"), and to have done the opposite ("lost the election to").
"""

from __future__ import annotations

import re

from assistant.read.said.speech import reports
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.syntax import Token, parse, phrase_of, span_of, stance
from assistant.types import Plan
from assistant.words import stem_set

_WHO = re.compile(r"^\W*(?:and |so |but )?who\b", re.IGNORECASE)
_FINDS = frozenset("find rule conclude show write".split())
_CLAIMS = frozenset({"ccomp", "parataxis"})
# Whoever speaks of themselves may have done it.
_SELVES = frozenset("i me my we us our he him his she her they them their".split())
_SOURCE = re.compile(r",?\s*\baccording to (?P<who>[^,?]*)", re.IGNORECASE)
# Where these stand in a question it may ask for somebody who says something.
_SAID = re.compile(r"\b(?:says?|said|tells?|told|claims?|words?)\b", re.IGNORECASE)


def did_otherwise(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate for who did it only says what its sentence tells, or undid it."""
    question = _SOURCE.sub("", plan.standalone_question)
    if plan.answer_type != "person" or not _WHO.match(question):
        return False
    node, asked = _node(c), _predicate(question)
    whole = _whole(node)
    verb = _verb_of(whole)
    if node is None or whole is None:
        return False
    if (cited := _SOURCE.search(plan.standalone_question)) and _is_the(cited["who"], whole):
        return True
    if verb is None or asked is None:
        return False
    described = any(t.dep_ in {"relcl", "appos", "acl"} and t.i != node.i for t in whole.children)
    return _undid(verb, asked) or (not described and _only_says(whole, verb, asked, question))


def _node(c: Candidate) -> Token | None:
    """Return the head of a candidate in the parse of its sentence; None where it is not found."""
    span = span_of(c.sentence_text, c.text)
    return span.root if span is not None else None


def _whole(node: Token | None) -> Token | None:
    """Return the head of the phrase that a name stands in: of `Judge` or `deputy Ed Lowe`."""
    while node is not None and node.dep_ in {"compound", "appos"}:
        node = node.head
    return node


def _verb_of(node: Token | None) -> Token | None:
    """Return the verb whose active subject somebody is, or which a `who` behind them is of."""
    if node is None:
        return None
    behind = [t for t in node.children if t.dep_ == "relcl" and t.pos_ == "VERB"]
    if behind and any(t.tag_ == "WP" and t.dep_ == "nsubj" for t in behind[0].children):
        return behind[0]
    return node.head if node.dep_ == "nsubj" and node.head.pos_ == "VERB" else None


def _is_the(source: str, whole: Token) -> bool:
    """Tell whether a name's phrase says that it is the one whom a question cites: `the judge`."""
    if re.search(r"\band\b", source):
        return False  # each of two may blame the other
    return bool(stem_set(source) & stem_set(" ".join(t.text for t in whole.subtree)))


def _predicate(question: str) -> Token | None:
    """Return the verb of a question, or what it says that somebody is: `to blame`."""
    doc = parse(question)
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.lemma_ != "be":
        return root
    return next((t for t in root.children if t.dep_ in {"xcomp", "acomp", "attr"}), root)


def _undid(verb: Token, asked: Token) -> bool:
    told = stance(verb)
    return opposite(phrase_of(verb), phrase_of(asked)) and not (told.denied or told.planned)


def _only_says(node: Token, verb: Token, asked: Token, question: str) -> bool:
    """Tell whether all that is told of somebody is that they say what others did."""
    says = reports(verb) or verb.lemma_ in _FINDS
    if not says or not _of_a_claim(node, verb):
        return False
    claims = any(t.dep_ in _CLAIMS for t in asked.children)  # `Who maintained that`
    saying_asked = asked.dep_ == "ROOT" and (reports(asked) or asked.lemma_ in _FINDS or claims)
    if saying_asked or akin(phrase_of(asked), phrase_of(verb)) or _SAID.search(question):
        return False
    own = {t.i for t in node.subtree}
    words = stem_set(" ".join(t.text for t in node.subtree))
    others = [t.lower_ for t in node.doc if t.i not in own]
    return not (words & stem_set(question)) and _SELVES.isdisjoint(others)


def _of_a_claim(node: Token, verb: Token) -> bool:
    """Tell whether a clause stands with the verb that somebody says it by: under it, or before.

    Of a long clause before a comma parsers make all sorts of things.
    """
    left = node.left_edge.i
    behind = left > 1 and node.doc[left - 1].text == "," and node.i < verb.i
    before = behind and any(t.pos_ in {"VERB", "AUX"} for t in node.doc[: left - 1])
    return before or any(t.dep_ in _CLAIMS for t in verb.children)
