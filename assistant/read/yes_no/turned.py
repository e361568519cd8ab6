"""Whether something still is so, or is so again, in; what reports of a turn make of it out.

"Are they still in jail?" is settled by a report that they were freed, "Is the gas flowing again?"
by one that deliveries resumed, in words that the question has not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.modality import asks_present
from assistant.read.sentence.assertion import as_statement
from assistant.read.sentence.syntax import Token, parse, phrase_of, stance, subjects_of
from assistant.read.sentence.tellings import Telling, tellings
from assistant.read.yes_no.polar import claim
from assistant.types import Draft, Hit, Plan
from assistant.words import fold, stem

CONFIDENCE = 0.8
_STILL = re.compile(r"\bstill\b|\bany ?more\b|\bremains?\b", re.IGNORECASE)
_AGAIN = re.compile(r"\bagain\b|\bback (?:in|on|at|to|from|up)\b|\bback\W*$", re.IGNORECASE)
_BEFORE = re.compile(r"^\W*(?:is|are|does|do|has|have) (.+?) still\b", re.IGNORECASE)
_ENDS = frozenset(
    "leave quit resign retire step-down step-aside depart replace succeed sell dismiss sack fire "
    "oust remove free release pardon acquit discharge walk-out lift end expire resume restart "
    "call-off cancel withdraw abandon scrap repeal recover reinstate".split()
)
_RESUMES = frozenset(
    "resume restart reopen restore reinstate return relaunch readmit come-back go-back".split()
)
# What ends a state that the question names, and would say nothing of another.
_OF_STATES = {
    "close shut off halt suspend": "open reopen restore",
    "miss unaccounted lose": "find rescue identify",
    "open run operate": "close shut halt suspend",
    "alive": "die kill",
    "strike": "return",
}
# Who has left may well be kept out, away or missing still.
_AWAY = re.compile(r"\b(?:out|away|off|missing|unaccounted|evacuat\w+|homeless|abroad|displaced)\b")
_ANYBODY = frozenset(map(stem, "people person man woman someone anyone anybody one there".split()))
_OUT = frozenset("out free".split())
_POSTS = frozenset(
    "job post office company firm board party club team squad government cabinet ministry role "
    "position service bank agency paper staff coalition union alliance".split()
)
# Those of whom the doer is meant, and those of whom either is; of all others whom it is done to.
_DONE_BY = frozenset("leave quit resign retire step-down step-aside depart walk-out die".split())
_OF_ITSELF = frozenset(
    "end expire resume restart reopen recover return come-back go-back close shut halt "
    "withdraw".split()
)


def answer(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer by the last sentence that tells of a turn; None where none does.

    Yes where what was over is so again, no where what was so has ended.
    """
    question = plan.standalone_question
    still, again = _STILL.search(question), _AGAIN.search(question)
    if bool(still) == bool(again) or plan.window or not asks_present(question):
        return None
    about, verbs = _subject(question), _RESUMES if again else _ends(question)
    told = tellings(hits) if about else []
    found = [t for t in told if _tells(t.text, verbs, about)]
    last = max(found, key=_day, default=None)
    undone = _ENDS - _RESUMES if again else _RESUMES - verbs
    if last is None or any(_day(t) > _day(last) and _tells(t.text, undone, about) for t in told):
        return None
    short = "Yes" if again else "No"
    settles = claim(short, last.hit.article, last.start, last.end)
    return Draft(short=short, claims=(settles,), confidence=CONFIDENCE)


def _day(t: Telling) -> date:
    return t.hit.article.day or date.min


def _ends(question: str) -> frozenset[str]:
    lemmas = {t.lemma_.lower() for t in parse(question)}
    found = (ends for states, ends in _OF_STATES.items() if lemmas & set(states.split()))
    ends = _ENDS - {"leave", "remove"} if _AWAY.search(question) else _ENDS
    return ends | {word for named in found for word in named.split()}


def _subject(question: str) -> frozenset[str]:
    """Return the stems of whom or what a question is about: of a name all, else the last noun."""
    before = _BEFORE.match(question)
    doc = parse(before.group(1)) if before else as_statement(question)
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    subject = root if before else _subject_of(root)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return frozenset()
    return frozenset(stem(fold(t.text)) for t in _head(subject)) - _ANYBODY


def _subject_of(root: Token | None) -> Token | None:
    if root is None:
        return None
    return next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)


def _tells(text: str, verbs: frozenset[str], about: frozenset[str]) -> bool:
    return any(
        t.pos_ == "VERB" and _phrase(t) in verbs and _came_about(t) and _takes_part(t, about)
        for t in parse(text)
    )


def _phrase(token: Token) -> str:
    free = token.lemma_ == "walk" and any(c.lower_ in _OUT for c in token.children)
    return "walk-out" if free else phrase_of(token)


def _came_about(token: Token) -> bool:
    told = stance(token)
    return token.tag_ in {"VBD", "VBN"} and not (told.denied or told.planned or told.unsaid)


def _takes_part(verb: Token, about: frozenset[str]) -> bool:
    """Tell whether the verb is said of them: they did it, or it was done to them."""
    subjects = subjects_of(verb)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children) or verb.dep_ == "acl"
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    phrase = _phrase(verb)
    did = [] if passive else subjects
    if phrase == "leave" and not any(c.lemma_.lower() in _POSTS for c in _all(objects)):
        return False  # who leaves a room comes back
    if phrase in _DONE_BY:
        parts = did
    else:
        parts = subjects if passive else objects or did * (phrase in _OF_ITSELF)
    return any(stem(fold(t.text)) in about for part in parts for t in _head(part))


def _all(nouns: Sequence[Token]) -> list[Token]:
    return [t for noun in nouns for t in (noun, *noun.conjuncts)]


def _head(noun: Token) -> list[Token]:
    """Return the noun of a phrase, and where it is a name all of it."""
    named = [c for c in noun.children if c.dep_ in {"compound", "appos"} and c.pos_ == "PROPN"]
    return (
        [noun, *named] if noun.pos_ == "PROPN" else [noun, *(c for c in named if c.dep_ == "appos")]
    )
