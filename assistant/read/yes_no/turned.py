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
from assistant.words import fold, stem, stem_set

CONFIDENCE = 0.8
# Nobody is left where the last of them, or all, were found or freed.
_ANY = re.compile(r"\b(?:anyone|anybody|someone|somebody|anything|any [a-z]+)\b", re.IGNORECASE)
_WHOLE = frozenset(map(stem, "last all everyone everybody".split()))
_STILL = re.compile(r"\bstill\b|\bany ?more\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"^\W*(?:is|are)\b.*(?:\bagain\b|\bback (?:in|on|at|to|from|up)\b|\bback\W*$)", re.IGNORECASE
)
_BEFORE = re.compile(r"^\W*(?:is|are|does|do|has|have) (.+?) still\b", re.IGNORECASE)
_RESUMES = frozenset("resume restart reopen restore".split())
# Who has returned may have done so to something else than is asked about.
_RETURNS = frozenset("reinstate return relaunch readmit come-back go-back".split())
_ENDS = frozenset("end lift expire call-off cancel scrap repeal abandon".split())
_ENDS_OF_POSTS = frozenset(
    "leave quit resign retire step-down step-aside depart replace succeed sell dismiss sack fire "
    "oust remove withdraw".split()
)
# What a question may name, and what ends that and would say nothing of another.
_ENDS_OF = {
    "jail prison custody detention hold detain bar arrest captive hostage captivity": (
        "free release pardon acquit walk-out walk-free discharge"
    ),
    "hospital clinic": "discharge release",
    "close shut off halt suspend": "open reopen restore resume restart",
    "miss unaccounted lose": "find rescue identify",
    "open run operate": "close shut halt suspend",
    "alive": "die kill",
    "strike": "resume return",
}
_HOLDING = frozenset(
    "charge office helm chair power work run lead head captain manage coach serve direct edit "
    "command play post".split()
)
_ANYBODY = frozenset(map(stem, "people person man woman someone anyone anybody one there".split()))
_POSTS = frozenset(
    "job post office company firm board party club team squad government cabinet ministry role "
    "position service bank agency paper staff coalition union alliance".split()
)
# Those of whom the doer is meant, and those of whom either is; of all others whom it is done to.
_DONE_BY = frozenset(
    "leave quit resign retire step-down step-aside depart walk-out walk-free die".split()
)
_OF_ITSELF = frozenset(
    "end expire resume restart reopen return come-back go-back close shut halt withdraw".split()
)


def answer(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer by the last sentence that tells of a turn; None where none does.

    Yes where what was over is so again, no where what was so has ended.
    """
    question = plan.standalone_question
    still, again = _STILL.search(question), _AGAIN.search(question)
    if bool(still) == bool(again) or plan.window or not asks_present(question):
        return None
    about, told = _subject(question), tellings(hits)
    about = about | _WHOLE if still and _ANY.search(question) else about
    ends, resumes = _ends(question), _RESUMES | _RETURNS
    turns = [t for t in told if _tells(t.text, resumes if again else ends, about)]
    if again:
        turns = [t for t in turns if _tells(t.text, _RESUMES, about) or _shares(question, t, about)]
    last = max(turns, key=_day, default=None)
    undone = ends if again else resumes - ends
    if last is None or any(_day(t) > _day(last) and _tells(t.text, undone, about) for t in told):
        return None
    short = "Yes" if again else "No"
    settles = claim(short, last.hit.article, last.start, last.end)
    return Draft(short=short, claims=(settles,), confidence=CONFIDENCE)


def _day(t: Telling) -> date:
    return t.hit.article.day or date.min


def _shares(question: str, t: Telling, about: frozenset[str]) -> bool:
    """Tell whether a sentence has a word of the question besides whom it is about."""
    return bool((stem_set(question) - about - stem_set("again back")) & stem_set(t.text))


def _ends(question: str) -> frozenset[str]:
    """Return the verbs that end what a question asks about."""
    doc = as_statement(question)
    lemmas = {t.lemma_.lower() for t in doc}
    words = {stem(word) for word in lemmas} | {stem(fold(t.text)) for t in doc}
    named = (ends for states, ends in _ENDS_OF.items() if words & set(map(stem, states.split())))
    of_posts = _ENDS_OF_POSTS if _is_role(question) or lemmas & _HOLDING else frozenset()
    return _ENDS | of_posts | {word for ends in named for word in ends.split()}


def _is_role(question: str) -> bool:
    """Tell whether it is asked if somebody still is something: `the mayor`, no `in jail`."""
    rest = _STILL.split(question, maxsplit=1)[-1].strip(" ?")
    return any(t.dep_ == "ROOT" and t.pos_ in {"NOUN", "PROPN"} for t in parse(rest))


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
    """Tell whether a sentence says that one of these verbs came about with whom it is about."""
    return bool(about) and any(
        t.pos_ == "VERB" and phrase_of(t) in verbs and _came_about(t) and _takes_part(t, about)
        for t in parse(text)
    )


def _came_about(token: Token) -> bool:
    told = stance(token)
    return token.tag_ in {"VBD", "VBN"} and not (told.denied or told.planned or told.unsaid)


def _takes_part(verb: Token, about: frozenset[str]) -> bool:
    """Tell whether the verb is said of them: they did it, or it was done to them."""
    subjects = subjects_of(verb)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children) or verb.dep_ == "acl"
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    phrase = phrase_of(verb)
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
