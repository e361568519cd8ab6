"""A question that was left unanswered in, the reason that the articles give for that out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.modality import NOT_SAID, PLAN_ONLY, UNSETTLED, announces, asks_past
from assistant.read.said.speech import reports
from assistant.read.sentence.about import other_of_series
from assistant.read.sentence.assertion import LIGHT, read_assertion
from assistant.read.sentence.candidates import sentence_spans
from assistant.read.sentence.contents import asks_announced
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.printed import quotation
from assistant.read.sentence.syntax import parse, phrase_of, stance
from assistant.read.yes_no.witness import rarity
from assistant.types import Draft, Hit, Plan
from assistant.words import stem_set

ANOTHER = "The premise of the question is not what the articles say: they say it of another."
_ONCE = re.compile(r"\b(?:had been|was|were) (?:\w+ )?(?:due|planned|set|scheduled|expected)\b")
# A sentence with this share of a question's words, rare ones counting more, tells of the matter.
OF_THE_MATTER = 0.45
# ... that which holds most of it, of another one of a series.
OF_ANOTHER = 0.3
# What another sentence must hold less of it than one that only announces it.
CLEARLY = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with the share of the question's words that it holds."""

    hit: Hit
    start: int
    end: int
    share: float
    planned: bool


def explained(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Say of what is not told that it is told of another one, or only announced.

    That is so where a sentence tells of just that: of the Arden 5, and not of the Arden 3.
    """
    question = plan.standalone_question
    if draft.reason not in {NOT_SAID, UNSETTLED}:
        return draft
    told = sorted(tellings(plan, hits), key=lambda t: -t.share)
    if told and _of_another(plan, told[0]):
        nearest = quotation(told[0].hit.article, told[0].start, told[0].end)
        return replace(draft, reason=ANOTHER, claims=(nearest,))
    if not asks_past(question) or asks_announced(question):
        return draft
    planned = next((t for t in told if t.planned and _announced(plan, t)), None)
    done = next((t for t in told if not t.planned), None)
    if planned is None or planned.share < OF_THE_MATTER or _done(plan, planned):
        return draft
    if done is not None and done.share > planned.share - CLEARLY:
        return draft
    nearest = quotation(planned.hit.article, planned.start, planned.end)
    return replace(draft, reason=PLAN_ONLY, claims=(nearest,))


def _of_another(plan: Plan, told: Told) -> bool:
    """Tell whether a sentence tells of the matter, and of another one of its series."""
    text = told.hit.article.body[told.start : told.end]
    return told.share >= OF_ANOTHER and any(other_of_series(n, text) for n in plan.names)


def _announced(plan: Plan, told: Told) -> bool:
    """Tell whether what a sentence announces is what the question asks about.

    Of "Pike, who testified later than planned" that is not his arrest.
    """
    verbs = [t for t in parse(plan.standalone_question) if t.pos_ == "VERB"]
    asked = [phrase_of(t) for t in verbs if t.lemma_.lower() not in LIGHT]
    asked = asked or [read_assertion(plan, {}).predicate]
    words = parse(told.hit.article.body[told.start : told.end])
    return any(stance(t).planned for t in words for verb in asked if akin(phrase_of(t), verb))


def _done(plan: Plan, told: Told) -> bool:
    """Tell whether a sentence that announces something tells what is asked about as done.

    `They signed a contract that will bring gas` announces the gas, and not that they signed.
    """
    predicate = read_assertion(plan, {}).predicate
    words = parse(told.hit.article.body[told.start : told.end])
    verbs = [t for t in words if t.tag_ in {"VBD", "VBN"} and akin(phrase_of(t), predicate)]
    verbs = [t for t in verbs if not reports(t)]
    return any(not (stance(t).planned or stance(t).unsaid) for t in verbs)


def tellings(plan: Plan, hits: Sequence[Hit]) -> Iterator[Told]:
    """Yield the sentences of the hits, with what they hold of the question."""
    read = [(hit, sentence_spans(hit)) for hit in hits]
    counts = rarity(read)
    asked = {stem: _weight(stem, counts) for stem in stem_set(plan.standalone_question)}
    whole = sum(asked.values()) or 1.0
    for hit, spans in read:
        for start, end in spans:
            text = hit.article.body[start:end]
            held = sum(asked[stem] for stem in stem_set(text) if stem in asked)
            planned = announces(text) and not _ONCE.search(text)
            yield Told(hit=hit, start=start, end=end, share=held / whole, planned=planned)


def _weight(stem: str, counts: Mapping[str, int]) -> float:
    return math.log((counts.get("", 0) + 1) / (counts.get(stem, 0) + 0.5))
