"""Questions of time: what came last or first, before or after, how often, and how things stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.modality import NOT_SAID, announces, asks_past, asks_present
from assistant.read.accounts.sides import claims_of, short_of, sides_of
from assistant.read.holders.follows import follows_person, without_leaving
from assistant.read.holders.offices import predecessor, with_names
from assistant.read.holders.succession import neighbour
from assistant.read.order.ago import as_when, asks_ago
from assistant.read.order.anchors import from_anchor
from assistant.read.order.counting import count
from assistant.read.order.dating import judged
from assistant.read.order.merging import touches
from assistant.read.order.nth import without_later
from assistant.read.order.ordered import NEWER_WEIGHT, not_happened
from assistant.read.order.possible import ORDERS
from assistant.read.order.sure import LEAST, sureness_said
from assistant.read.order.timed import (
    SAME_KIND,
    Reading,
    Said,
    as_event,
    plain_question,
    read,
    said,
)
from assistant.read.order.when import when
from assistant.read.sentence.candidates import SpanScorer
from assistant.read.sentence.phrase import claim_for, short_for
from assistant.read.sentence.relevance import Embed
from assistant.types import Draft, Hit, Plan, Window
from assistant.verdict import Verdicts
from assistant.words import name_in, words_of

ORDER_WEIGHT = 2.5
_POINTS = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their)\b", re.IGNORECASE)
# What an answer loses that is but planned or denied, where the question does not ask for plans.
PLANNED_LOSS = 1.0


def takes(plan: Plan) -> bool:
    """Tell whether a question is one of time."""
    if plan.answer_type == "date" or plan.operator == "count":
        return True
    return plan.answer_type not in {"list", "yes-no"} and plan.operator in ORDERS


def answer(
    plan: Plan,
    hits: Sequence[Hit],
    scorer: SpanScorer,
    embed: Embed | None = None,
    verdicts: Verdicts | None = None,
) -> Draft | None:
    """Answer a question of time; None when it is better read as any other."""
    if not takes(plan):
        return None
    plan = prepared(plan, hits)
    if known := neighbour_of(plan, hits):
        return known
    reading = reading_of(plan, hits, scorer, embed)
    if plan.answer_type == "date":
        reading = judged(plan, reading, verdicts)
    return ruled(plan, reading, scorer)


def neighbour_of(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer who came before or after a person, where a succession tells."""
    if not follows_person(plan):
        return None
    earlier = plan.operator == "before"
    return neighbour(plan, hits) or (predecessor(plan, hits) if earlier else None)


def reading_of(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None = None
) -> Reading:
    """Read the sentences of the hits for a prepared plan."""
    question = words_to_read(plan)
    if follows_person(plan):
        role = "successor" if plan.operator == "after" else "predecessor"
        question = f"{question} {role} of {plan.anchor}"
    return without_later(
        plan, read(replace(plan, standalone_question=question), hits, scorer, embed)
    )


def prepared(plan: Plan, hits: Sequence[Hit]) -> Plan:
    """Name those whom a question only describes, and ask "how long ago" of the last time."""
    plan = _of_the_asked(without_leaving(with_names(plan, hits)))
    if asks_ago(plan) and plan.operator == "none":
        return replace(plan, operator="last")
    return plan


def _of_the_asked(plan: Plan) -> Plan:
    """Leave out who is only in the event to count from: `Hale` of "before the Hale vote".

    Who is meant by "they" may be named there alone.
    """
    main = plan.standalone_question.replace(plan.anchor, " ") if plan.anchor else ""
    if not main or follows_person(plan) or _POINTS.search(main):
        return plan
    words = words_of(main)
    kept = tuple(s for s in plan.subjects if name_in(s, words))
    return replace(plan, subjects=kept or plan.subjects)


def words_to_read(plan: Plan) -> str:
    """Return the question that sentences are read with: where events are ordered, without order."""
    question = as_when(plan.standalone_question)
    ordered = plan.operator in {"last", "first", "count"} or plan.window is not None
    ordered = ordered or not asks_past(question)
    return plain_question(question) if ordered else question


def ruled(plan: Plan, reading: Reading, scorer: SpanScorer) -> Draft | None:
    """Answer by the rules of order; None where nothing was read."""
    if not reading.told:
        return None
    if plan.operator == "count":
        return count(plan, reading)
    if plan.answer_type == "date":
        return when(plan, reading)
    return _said(plan, reading, scorer)


def _said(plan: Plan, reading: Reading, scorer: SpanScorer) -> Draft | None:
    """Answer with what the sentence of the right event says."""
    today = plan.as_of or plan.asked_at
    pool = [o for o in reading.events if o.told_on <= today]
    answers = said(plan, pool, scorer)
    if not answers:
        return None
    window = plan.window
    if window is None and plan.anchor and not follows_person(plan):
        window = from_anchor(plan, reading)
    ahead = announces(plan.standalone_question)
    best = max(
        answers,
        key=lambda s: (
            s.fit
            + _order(plan, window, s, answers)
            - PLANNED_LOSS * (not ahead and s.occasion.certainty != "happened")
        ),
    )
    if asks_past(plan.standalone_question) and (unlike := not_happened(reading, [best.occasion])):
        return unlike
    confidence = sureness_said(reading, best.occasion, best.candidate.margin, window)
    if confidence < LEAST:
        claim = claim_for(plan, best.candidate)
        return Draft(short="", claims=(claim,), confidence=confidence, reason=NOT_SAID)
    rest = [s.occasion for s in answers if s.fit >= best.fit - SAME_KIND]
    events = sorted(rest, key=lambda o: (o.latest, o.earliest))
    sides = sides_of(plan, best.candidate)
    return Draft(
        short=short_of(sides) or short_for(plan, best.candidate),
        claims=tuple(claims_of(sides)) or (claim_for(plan, best.candidate),),
        confidence=confidence,
        accounts=sides,
        events=tuple(as_event(o) for o in events),
        order=tuple(dict.fromkeys(s.candidate.hit.passage.id for s in (best, *answers))),
    )


def _order(plan: Plan, window: Window | None, one: Said, answers: Sequence[Said]) -> float:
    """Say what the place of an event in time adds to its fit."""
    if plan.operator in {"before", "after", "between"} or (window and plan.operator == "none"):
        return ORDER_WEIGHT * touches(window, one.occasion) if window else 0.0
    now = plan.operator == "last" or asks_present(plan.standalone_question)
    days = sorted({s.occasion.told_on if now else s.occasion.earliest for s in answers})
    place = days.index(one.occasion.told_on if now else one.occasion.earliest)
    share = place / max(1, len(days) - 1)
    if plan.operator == "first":
        return ORDER_WEIGHT * (1 - share)
    return (ORDER_WEIGHT if now else NEWER_WEIGHT * plan.recent) * share
