"""A question for somebody's age in, the age that the articles put to the name out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.candidates import Candidate, around, sentence_spans
from assistant.read.sentence.phrase import claim_for
from assistant.read.sentence.typed import entities
from assistant.types import Draft, Hit, Plan
from assistant.words import cover, missing_names, name_in, stem_set, words_of

_ASKED = re.compile(
    r"\bhow old (?:is|was|were|are|would)\b|\bwhat (?:is|was) the age of\b|\bwhat age (?:is|was)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(?:when|while|as|at (?:the time of|his|her))\b(.*)", re.IGNORECASE)
_AGED = (
    r"{name}, (\d{{1,3}})(?=[,.;)]| and\b)",
    r"\b(\d{{1,3}})-year-old (?:[\w’'-]+ ){{0,4}}{name}",
    r"{name},? (?:who )?(?:is|was|turned|turns|aged|age)(?: now| then| just)? (\d{{1,3}})"
    r"(?=[,;)]| years old|\.? *$)",
    r"{name}\b[^,.;]{{0,60}} (?:aged|at (?:the )?age(?: of)?) (\d{{1,3}})\b",
)
_THE_AGED = re.compile(r"\b[Tt]he (\d{1,3})-year-old\b")
# What may stand between "how old is" and the name: an office, no other person.
_LED_BY = r"(?: (?!(?:of|when|while|as|who|whose|that)\b)[\w.]+){0,3}?"
_DESCRIBED = re.compile(
    r"\bhow old (?:is|was|were) the (?P<noun>[a-z]+(?: [a-z]+)?)(?= of\b| at\b| in\b| who\b|\W*$)",
    re.IGNORECASE,
)
_NAME = r"(?-i:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)+)"
# Of the words of "when he died" that the report of an age must have.
OF_THEN = 0.5
CONFIDENCE = 0.8


def age(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Tell how old a person is, by the newest article; None where it is not asked, or not told.

    How old somebody was when something happened, only a report of that tells, and all of them
    alike.
    """
    name = _whose(plan)
    if not name:
        return _of_office(plan, hits)
    then = _THEN.search(plan.standalone_question)
    words = stem_set(then[1]) - stem_set(name) if then else frozenset()
    found = [c for hit in hits for c in _ages(name, hit) if not words or _reports(words, c)]
    if not found or (words and len({c.text for c in found}) > 1):
        return None
    best = max(found, key=lambda c: c.hit.article.day or date.min)
    order = (best.hit.passage.id,)
    return Draft(
        short=best.text, claims=(claim_for(plan, best),), confidence=CONFIDENCE, order=order
    )


def _of_office(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Tell how old somebody is whom a question only describes: `the captain of the Calla Star`.

    Articles put name and age behind the noun, and only one person may be so described.
    """
    asked = _DESCRIBED.search(plan.standalone_question)
    if asked is None or one_of(asked["noun"].split()[-1].lower()) not in PERSON_NOUNS:
        return None
    told = re.compile(rf"\b{re.escape(asked['noun'])},? ({_NAME}), (\d{{1,3}})(?=[,.;)])", re.I)
    kept = [
        h for h in hits if not missing_names(plan.names, f"{h.article.title}\n{h.article.body}")
    ]
    found = [(m[1], _candidate(h, m, 2)) for h in kept for m in told.finditer(h.passage.text)]
    if len({name.split()[-1] for name, _ in found}) != 1:
        return None
    best = max((c for _, c in found), key=lambda c: c.hit.article.day or date.min)
    order = (best.hit.passage.id,)
    return Draft(
        short=best.text, claims=(claim_for(plan, best),), confidence=CONFIDENCE, order=order
    )


def _whose(plan: Plan) -> str:
    """Return the name whose age is asked for: not that of "Lind's son", or of "when Lind died"."""
    asked = _ASKED.search(plan.standalone_question)
    rest = plan.standalone_question[asked.end() :] if asked else ""
    for name in plan.names:
        if re.match(rf"{_LED_BY} {re.escape(name)}(?!\w|['’]s)", rest):
            return name
    return ""


def _reports(words: frozenset[str], c: Candidate) -> bool:
    return cover(words, stem_set(f"{c.hit.article.title}\n{c.sentence_text}")) >= OF_THEN


def _ages(name: str, hit: Hit) -> Iterator[Candidate]:
    """Yield the ages that a passage puts to a name, in full or by its last part."""
    article, text = hit.article, hit.passage.text
    if name not in f"{article.title}\n{article.body}":
        return
    called = rf"\b(?:{re.escape(name)}|{re.escape(name.split()[-1])})"
    for pattern in _AGED:
        for match in re.finditer(pattern.format(name=called), text, re.MULTILINE):
            yield _candidate(hit, match)
    if name_in(name, words_of(article.title)):  # the article is about nobody else
        found = (_candidate(hit, match) for match in _THE_AGED.finditer(text))
        yield from (c for c in found if not _names_another(name, c.sentence_text))


def _candidate(hit: Hit, match: re.Match[str], group: int = 1) -> Candidate:
    start, end = (at + hit.passage.start for at in match.span(group))
    sentence = around(sentence_spans(hit), start, end)
    return Candidate(
        hit=hit, rank=0, start=start, end=end, text=match[group], margin=0.0, sentence=sentence
    )


def _names_another(name: str, sentence: str) -> bool:
    people = [sentence[a:b] for a, b, label in entities([sentence])[0] if label == "PERSON"]
    return any(not set(person.split()) & set(name.split()) for person in people)
