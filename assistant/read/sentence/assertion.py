"""A question in, what it asserts or takes for granted out: its predicate, and who and what for."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.read.sentence.contents import asks_announced
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.syntax import Token, parse, phrase_of, stance
from assistant.types import Plan
from assistant.words import STOP, fold, stems

LIGHT = frozenset(
    "be have do take make get give go come become happen occur hold say tell report plan intend "
    "want try manage begin start still really ever also agree decide offer promise expect".split()
)
CONTENT = frozenset("NOUN PROPN VERB ADJ NUM ADV".split())
_DO = frozenset("do does did".split())
_BE = frozenset("is are was were be".split())
_HAVE = frozenset("has have had".split())
_MODAL = frozenset("will would can could may might should must shall".split())
_FORMS = {
    **dict.fromkeys(_DO | _MODAL, ("VB VBP", "NN VBN VBD JJ")),
    **dict.fromkeys(_HAVE, ("VBN VBD",)),
    **dict.fromkeys(_BE, ("VBN VBG VBD DT PRP$", "JJ JJR JJS", "CD IN")),
}
# What asks before an auxiliary when no noun is asked for: what is left is a yes-or-no question.
_ASKING = re.compile(
    r"^(?:when|where|why|how(?: long| often)?|(?:in|on|at|for|by) (?:which|what|how)"
    r"(?: (?!(?:did|does|do|was|were|is|are|has|have|had|will)\b)[\w'’-]+){1,3}) "
    r"(?=(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could) )",
    re.IGNORECASE,
)
_ADVERBIAL = frozenset("when where why".split())
_PLAN_WORDS = frozenset(
    "will would plan intend want agree decide offer promise expect going due set hope may might "
    "could should can consider".split()
)

_TIMES = CALENDAR | frozenset("week weekend month year day today yesterday".split())
_AS_OF = re.compile(r"\bas (?:of|at|on)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A content word of a question: its stem, its lemma, and how much it weighs."""

    key: str
    lemma: str
    weight: float
    is_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What a question asserts.

    Attributes:
        predicate: lemma of the word that says what is or happens.
        verbal: the predicate is a verb.
        role: the predicate is a noun that somebody is: "the head of the agency".
        subject: folded words of the names in the subject.
        passive: the subject undergoes what is asked, as in "was the bridge opened".
        terms: content words; those that are rare in what was found weigh more.
        numbers: numbers that are no part of a name or a date.
        days: numbers of days and years.
        unit: the noun after the number, where there is one number.
        names: the names of the question.
        denied: the question asks whether something is not so.
        ahead: the question asks about what is planned or possible.
        past: it asks about what has happened.
        given: it takes its predicate for granted, and asks when, where, why or how.
    """

    predicate: str
    verbal: bool
    role: bool
    subject: frozenset[str]
    passive: bool
    terms: tuple[Term, ...]
    numbers: frozenset[str]
    days: frozenset[str]
    unit: str
    names: tuple[str, ...]
    denied: bool
    ahead: bool
    past: bool
    given: bool


@lru_cache(maxsize=256)
def as_statement(question: str) -> Any:
    """Parse a question as a statement: "Did Ida resign?" as "Ida did resign".

    The parser, which was made with few questions, takes a verb that is torn from its auxiliary for
    a noun.
    """
    asked = _ASKING.sub("", question.strip().rstrip("?"))
    words = [(t.text, t.whitespace_) for t in parse(asked)]
    first = words[0][0].lower() if words else ""
    if first not in _FORMS:
        return parse(question)
    tried = [_moved(words, left) for left in range(2, min(len(words), 14))]
    for tags in _FORMS[first]:
        for place, doc in enumerate(tried, 1):
            if _fits(doc, place, first, tags.split()):
                return doc
    return parse(question)


def _moved(words: list[tuple[str, str]], left: int) -> Any:
    """Parse the words with the first one moved behind those up to `left`."""
    before = "".join(text + space for text, space in words[1:left]).strip()
    after = "".join(text + space for text, space in words[left:]).strip()
    return parse(f"{before[:1].upper()}{before[1:]} {words[0][0].lower()} {after}.")


def _fits(doc: Any, place: int, auxiliary: str, tags: list[str]) -> bool:
    """Tell whether the words before `place` are the subject, and a fitting verb comes after."""
    if place + 2 >= len(doc) or doc[place].lower_ != auxiliary:
        return False
    after = place + 1
    while after < len(doc) - 1 and doc[after].tag_ in {"RB", "RBR", "RBS"}:
        after += 1
    if doc[place - 1].pos_ == "PROPN" and doc[after].pos_ == "PROPN":
        return False
    if doc[after].tag_ not in tags or doc[after + 1].text == "-":
        return False
    if auxiliary not in _BE and doc[place].dep_ != "aux":
        return False
    subject = next(
        (t for t in doc[:place] if t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.head.i >= place),
        None,
    )
    if subject is None:
        return False
    inside = {t.i for t in subject.subtree}
    return all(t.i in inside or t.is_punct for t in doc[:place])


def _as_of_days(plan: Plan) -> frozenset[str]:
    """Return the day and year after which nothing counts, where the question names them.

    They bound what may be read; what happened need not be of that day.
    """
    if plan.as_of is None or not _AS_OF.search(plan.standalone_question):
        return frozenset()
    return frozenset({str(plan.as_of.day), str(plan.as_of.year)})


def read_assertion(plan: Plan, counts: Mapping[str, int]) -> Assertion:
    """Take a question apart.

    Args:
        plan: the question, read.
        counts: for each stem the sentences that hold it; all sentences under the empty key.
    """
    doc = as_statement(plan.standalone_question)
    root = next(t for t in doc if t.dep_ == "ROOT")
    predicate = _predicate(root)
    names = plan.names
    known = {w for name in names for w in stems(name)}
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    digits = [t for t in doc if t.like_num and t.text[:1].isdigit()]
    days = [t for t in digits if _in_date(t)]
    numbers = [t for t in digits if not _in_name(t) and not _in_date(t)]
    return Assertion(
        predicate=phrase_of(predicate),
        verbal=predicate.pos_ == "VERB",
        role=predicate.pos_ == "NOUN" and root.lemma_ == "be",
        subject=names_under(subject),
        passive=subject is not None and subject.dep_ == "nsubjpass",
        terms=tuple(_terms(doc, counts, known, predicate, dated=plan.window is not None)),
        numbers=frozenset(t.text.replace(",", "") for t in numbers),
        days=frozenset(t.text for t in days) - _as_of_days(plan),
        unit=_unit(numbers),
        names=names,
        denied=stance(predicate).denied,
        ahead=asks_announced(plan.standalone_question)
        or any(t.lemma_.lower() in _PLAN_WORDS and t.text not in CALENDAR for t in doc),
        past=_past(doc, root),
        given=_given(plan, predicate),
    )


def _past(doc: Any, root: Token) -> bool:
    auxiliaries = {t.lower_ for t in root.children if t.dep_ in {"aux", "auxpass"}} | {root.lower_}
    if auxiliaries & {"did", "was", "were", "had"}:
        return not any(t.lower_ == "to" and t.head.i == root.i for t in doc)
    perfect = bool(auxiliaries & _HAVE) and root.tag_ == "VBN"
    return perfect or (root.tag_ == "VBD" and not auxiliaries & _MODAL)


def _given(plan: Plan, predicate: Token) -> bool:
    words = plan.standalone_question.lower().split()[:4]
    adverbial = bool(_ADVERBIAL & set(words)) or words[:1] in (["in"], ["on"], ["at"])
    return adverbial and phrase_of(predicate) not in LIGHT and predicate.pos_ != "PROPN"


def _terms(
    doc: Any, counts: Mapping[str, int], known: set[str], predicate: Token, *, dated: bool
) -> list[Term]:
    """List the content words; what only says when is left out where the window says it."""
    total = counts.get("", 0) + 1
    terms = []
    for token in doc:
        key = next(iter(stems(token.text)), "")
        if token.pos_ not in CONTENT or not key or token.lower_ in STOP or _asks(token):
            continue
        if (
            dated
            and token.i != predicate.i
            and (token.text in _TIMES or (token.like_num and _in_date(token)))
        ):
            continue
        weight = math.log((total + 1) / (counts.get(key, 0) + 1)) + 0.5
        if token.lemma_.lower() in LIGHT:
            weight *= 0.3
        elif token.i == predicate.i:
            weight *= 1.3
        named_word = key in known or token.pos_ == "PROPN"
        terms.append(Term(key=key, lemma=phrase_of(token), weight=weight, is_name=named_word))
    return terms


def _in_name(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    return before is not None and (before.pos_ == "PROPN" or before.text[:1].isupper())


def _asks(token: Token) -> bool:
    """Tell whether a word only says what is asked for: "which company", "how old", "name of"."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    if before[-1:] == ["how"] or token.lower_ in {"name", "kind", "sort", "exactly"}:
        return True
    return (
        token.pos_ == "NOUN"
        and token.dep_ not in {"compound"}
        and any(c.lower_ in {"which", "what", "whose"} for c in token.children)
    )


def _in_date(token: Token) -> bool:
    near = [token.nbor(i).text for i in (-1, 1) if 0 <= token.i + i < len(token.doc)]
    year = len(token.text) == 4 and token.text[:2] in {"19", "20"}
    return year or any(word in CALENDAR for word in near)


def _unit(numbers: list[Token]) -> str:
    if len(numbers) != 1:
        return ""
    head = numbers[0].head
    while head.like_num and head.dep_ != "ROOT":
        head = head.head
    return str(head.lemma_).lower() if head.pos_ == "NOUN" else ""


def _predicate(root: Token) -> Token:
    """Return the word that says what happens: past light verbs to what they carry."""
    node = root
    for _ in range(3):
        if phrase_of(node) not in LIGHT:
            break
        deeper = [
            c
            for c in node.children
            if c.dep_ in {"acomp", "attr", "xcomp", "ccomp", "dobj", "prep", "oprd", "advmod"}
            and c.pos_ not in {"PRON", "DET", "ADP", "PROPN", "ADV"}
            and not c.tag_.startswith("W")
        ]
        if not deeper and node.lemma_ in {"go", "come", "get"}:
            deeper = [o for c in node.children for o in c.children if o.dep_ == "pobj"]
            deeper = [o for o in deeper if o.pos_ == "NOUN"]
        if not deeper or (node.lemma_ == "take" and deeper[0].lower_ == "place"):
            return _event(node)
        node = deeper[0]
    return node


def _event(node: Token) -> Token:
    """Return what is held or happens, the subject, for a verb that says nothing else."""
    for child in node.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ == "NOUN":
            return child
    return node


def names_under(token: Token | None) -> frozenset[str]:
    """Return the folded words of the names in a noun phrase; empty when it has none."""
    if token is None:
        return frozenset()
    return frozenset(fold(t.text) for t in token.subtree if t.pos_ == "PROPN" and len(t.text) > 2)
