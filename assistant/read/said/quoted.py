"""A question about somebody's words in, the quotation that answers it out.

"What did the minister say about the boats?", "How did Kast sum up the vote?": what answers is
direct speech, by whom the question names, and on its subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.planted import is_planted
from assistant.read.said.speech import Speech, reporter, speeches, told_by
from assistant.read.sentence.candidates import Candidate, SpanScorer
from assistant.read.sentence.predicates import share_akin
from assistant.read.sentence.relevance import Embed
from assistant.read.sentence.syntax import parse
from assistant.types import MAX_SHORT_WORDS, Draft, Hit, Plan
from assistant.words import (
    STOP,
    WORD,
    cover,
    fold,
    missing_names,
    name_in,
    same_name,
    stem,
    stem_set,
)
from index_store.sentences import split
from index_store.titles import FIRMS

# The share of such answers that is right on the project's own questions.
CONFIDENCE = 0.75
# A quotation on the question's subject scores this much; below it, the question is read as others.
ENOUGH = 0.4
# "How did Kast sum it up?" hardly asks for anything but a quotation.
FOR_HOW = 0.25
# For the newest article, where the latest words are asked for; for a reason, where one is.
BETTER = 0.3
_AUXILIARY = r"\b(?:did|does|do|has|have|had)\b"
_PUTS = (
    "describe put sum comment characterise characterize respond reply answer defend explain "
    "justify dismiss mock praise assess judge portray greet"
).split()
_SAYS = "say said tell told call called claim promise warn write use give make remark joke".split()
_WORDS = rf"(?:(?!{_AUXILIARY})[\w’'.-]+ ?){{1,9}}?"
_WHOSE = re.compile(
    rf"{_AUXILIARY} (?P<who>{_WORDS}) (?:{'|'.join([*_PUTS, *_SAYS])})\b", re.IGNORECASE
)
_HOW = re.compile(rf"^how {_AUXILIARY}.*\b(?:{'|'.join(_PUTS)})\b", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:this time|now|latest|last|most recent(?:ly)?)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:explain|justify|defend)\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:because|since|so that|in order to)\b", re.IGNORECASE)
_SPEAKING = stem_set(" ".join([*_PUTS, *_SAYS])) | stem_set("words wording phrase quote up time")
_LEADERS = FIRMS | {"head", "leader", "boss", "president", "ceo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose words are asked for, and on what.

    Attributes:
        names: folded words of names in "whose": `lumbria`.
        head: its main word, folded: `minister`, `kast`.
        others: stems of the rest: `health`.
        topic: stems of what the question is about besides.
        by_name: the main word is a name, and no office.
    """

    names: frozenset[str]
    head: str
    others: frozenset[str]
    topic: frozenset[str]
    by_name: bool


def answer(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None
) -> Draft | None:
    """Answer with somebody's own words; None where the question asks for something else.

    None too where no quotation of theirs is on the subject: they may be reported without one.
    """
    asked = _read(plan)
    if asked is None:
        return None
    told = [s for rank, hit in enumerate(hits) for s in speeches(hit, rank) if not _planted(s)]
    told = [s for s in told if _speaks(asked, s, hits)]
    if not told:
        return None
    margins = _margins(plan.standalone_question, hits, scorer)
    scores = _fit(plan, asked, told, margins, embed)
    best = int(np.argmax(scores))
    if scores[best] < ENOUGH:
        return None
    return _draft(told[best])


def others_words(plan: Plan, hits: Sequence[Hit]) -> Callable[[Candidate], bool]:
    """Return what tells whether a possible answer is in the words of somebody not asked about."""
    asked = _read(plan)
    if asked is None:
        return lambda _: False
    told = [s for rank, hit in enumerate(hits) for s in speeches(hit, rank)]
    others = [s for s in told if s.speaker and not _speaks(asked, s, hits)]
    return lambda c: (
        any(
            s.hit.article.id == c.hit.article.id and s.start < c.end and s.end > c.start
            for s in others
        )
        or _reported_of_another(asked, c, hits)
    )


def _reported_of_another(asked: Asked, c: Candidate, hits: Sequence[Hit]) -> bool:
    """Tell whether a sentence reports what somebody else says, and does not name the one asked."""
    sentence = c.sentence_text
    words = WORD.findall(fold(sentence))
    named = any(same_name(name, w) for name in (asked.head, *asked.names) for w in words)
    speaker = "" if named else reporter(c.hit.article.body, c.sentence)
    told = Speech(
        hit=c.hit, rank=c.rank, start=c.start, end=c.end, shown=c.sentence, speaker=speaker
    )
    return bool(_names_in(speaker)) and not _speaks(asked, told, hits)


def _read(plan: Plan) -> Asked | None:
    question = plan.standalone_question
    whose = _WHOSE.search(question)
    if whose is None or not (plan.answer_type == "quotation" or _HOW.match(question)):
        return None
    doc = parse(f"{whose['who'][:1].upper()}{whose['who'][1:]} spoke.")
    subject = next((t for t in doc if t.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ == "PRON":
        return None
    inside = [t for t in subject.subtree if t.pos_ not in {"DET", "PART", "ADP"}]
    head = fold(subject.text)
    beside = [t for t in inside if t.i != subject.i]
    names = frozenset(fold(t.text) for t in beside if t.text[:1].isupper())
    others = frozenset(stem(fold(t.text)) for t in beside if not t.text[:1].isupper())
    own = others | stem_set(" ".join([head, *names]))
    return Asked(
        names=names,
        head=head,
        others=others,
        topic=stem_set(question) - own - _SPEAKING,
        by_name=subject.text[:1].isupper(),
    )


def _planted(speech: Speech) -> bool:
    return is_planted(speech.hit.article.body, speech.start, speech.end)


def _speaks(asked: Asked, speech: Speech, hits: Sequence[Hit]) -> bool:
    """Tell whether the one asked about is the speaker: by name, or by an office held."""
    told = speech.speaker
    if not told:
        return False
    words = WORD.findall(fold(told))
    if any(same_name(asked.head, w) for w in words):
        return _fits(asked, f"{told} {_known_as(told, hits)}", speech)
    known = _known_as(told, hits)
    if not _names_in(told):  # an office alone: the one asked about may hold it
        return _fits(asked, told, speech) and bool(
            stem_set(told) & stem_set(_known_as(asked.head.title(), hits))
        )
    if asked.by_name:
        return False
    offices = WORD.findall(fold(f"{told} {known}"))
    held = any(_same_office(asked.head, w) for w in offices)
    return held and _fits(asked, f"{told} {known}", speech)


def _same_office(a: str, b: str) -> bool:
    return stem(a) == stem(b) or {a, b} <= _LEADERS


def _fits(asked: Asked, known: str, speech: Speech) -> bool:
    """Tell whether the names and words beside the asked office go with the speaker."""
    near = f"{known} {speech.hit.article.title} {speech.hit.passage.text}"
    words = WORD.findall(fold(near))
    named = all(any(same_name(n, w) for w in words) for n in asked.names)
    return named and cover(asked.others, stem_set(known)) >= 0.5


def _names_in(told: str) -> list[str]:
    """Return the words of a speaker's description with a capital that is a name's."""
    return [w for w in told.replace(",", " ").split() if w[:1].isupper() and fold(w) not in STOP]


def _known_as(told: str, hits: Sequence[Hit]) -> str:
    """Return the words right before and after the speaker's last name wherever it stands."""
    names = _names_in(told)
    if not names:
        return ""
    place = re.compile(
        rf"[^.,;:\n]{{0,60}}(?:, )?(?:[A-Z][\w’'-]+ ){{0,2}}\b{re.escape(names[-1])}\b"
        rf"(?:, [^.,;:\n]{{0,60}})?"
    )
    return " ".join(m.group() for hit in hits for m in place.finditer(hit.passage.text))


def _margins(
    question: str, hits: Sequence[Hit], scorer: SpanScorer
) -> Mapping[str, Sequence[tuple[int, int, float]]]:
    found: dict[str, list[tuple[int, int, float]]] = {}
    results = scorer.read(question, [hit.passage.text for hit in hits])
    for hit, spans in zip(hits, results, strict=True):
        offset = hit.passage.start
        found.setdefault(hit.article.id, []).extend(
            (s.start + offset, s.end + offset, s.score - s.null) for s in spans
        )
    return found


def _fit(
    plan: Plan,
    asked: Asked,
    told: Sequence[Speech],
    margins: Mapping[str, Sequence[tuple[int, int, float]]],
    embed: Embed | None,
) -> list[float]:
    """Say how well each quotation is on the subject, by words, by meaning and by the reader."""
    near = [s.hit.article.body[slice(*s.shown)] for s in told]
    wide = [_before(s) for s in told]
    similar = [0.0] * len(told)
    if embed is not None:
        contexts = [f"{w} {n}" for w, n in zip(wide, near, strict=True)]
        vectors = embed([plan.standalone_question, *contexts])
        similar = [float(v) for v in vectors[1:] @ vectors[0]]
    others = [name for name in plan.names if not name_in(name, asked.names | {asked.head})]
    scores = []
    for n, speech in enumerate(told):
        read = [
            m
            for start, end, m in margins.get(speech.hit.article.id, ())
            if start < speech.end and end > speech.start
        ]
        scores.append(
            0.5 * _on(asked.topic, near[n])
            + 0.5 * _on(asked.topic, f"{near[n]} {wide[n]}")
            + similar[n]
            + 0.05 * max(-10.0, *read, -10.0)
            + _kind(plan.standalone_question, speech, told)
            - BETTER * len(missing_names(others, f"{near[n]} {wide[n]} {speech.speaker}"))
        )
    return scores


def _kind(question: str, speech: Speech, told: Sequence[Speech]) -> float:
    """Say how well a quotation is of the kind asked for: the latest, a reason, a judgement."""
    days = [s.hit.article.day for s in told if s.hit.article.day]
    newest = bool(days) and speech.hit.article.day == max(days)
    return (
        (FOR_HOW if _HOW.match(question) else 0.0)
        + (BETTER if _LATEST.search(question) and newest else 0.0)
        + (BETTER if _REASON.search(question) and _BECAUSE.search(speech.text) else 0.0)
    )


def _before(speech: Speech) -> str:
    """Return the headline, and what is told right before a quotation."""
    body, start = speech.hit.article.body, speech.shown[0]
    return f"{speech.hit.article.title}. {body[max(0, start - 250) : start]}"


def _on(topic: frozenset[str], text: str) -> float:
    return share_akin(topic, text) if topic else 0.5


def _draft(speech: Speech) -> Draft:
    start, end = _cut(speech)
    short = " ".join(speech.hit.article.body[start:end].split())
    # The words are told once, with who says them.
    return Draft(short=short, claims=(told_by(speech),), confidence=CONFIDENCE)


def _cut(speech: Speech) -> tuple[int, int]:
    """Return as many whole sentences of a quotation, from its first, as an answer may have."""
    if len(speech.text.split()) <= MAX_SHORT_WORDS:
        return speech.start, speech.end
    kept = 0
    for _, end in split(speech.text):
        if len(speech.text[:end].split()) > MAX_SHORT_WORDS:
            break
        kept = end
    if kept:
        return speech.start, speech.start + kept
    words = list(re.finditer(r"\S+", speech.text))[:MAX_SHORT_WORDS]
    return speech.start, speech.start + words[-1].end()
