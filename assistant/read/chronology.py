"""Questions of time: what came last or first, before or after, how often, and how things stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.modality import PLAN_ONLY, asks_past, asks_present
from assistant.read.candidates import Candidate, SpanScorer
from assistant.read.occasions import Occasion, inside, merge, touches
from assistant.read.participants import named
from assistant.read.phrase import claim_for, date_words, quotation, short_for
from assistant.read.relevance import Embed
from assistant.read.timed import (
    SAME_KIND,
    Reading,
    Said,
    as_event,
    asked_kind,
    dated_candidate,
    plain_question,
    read,
    said,
)
from assistant.types import Claim, DatedEvent, Draft, Hit, Plan, Window
from assistant.words import cover, stem_set

ORDERS = frozenset({"last", "first", "before", "after", "between"})
_AGO = re.compile(r"\bhow (?:long|many (?:days|weeks|months|years)) ago\b", re.IGNORECASE)
NOT_SAID = "The articles are about this, but they do not say it."
# A sentence with this share of an anchor's words tells of the anchor.
NOTHING_THEN = "The articles tell of nothing of the kind in that time."
# What was only planned must fit this much better than what happened to count as all that is told.
CLEARLY = 2.0
LATER_REACH = 6.0
ANCHOR_COVER = 0.5
# What a further story that tells an event, and its being told last, add to its fit.
TELLER_WEIGHT = 0.3
NEWER_WEIGHT = 1.0
ORDER_WEIGHT = 2.5


def takes(plan: Plan) -> bool:
    """Tell whether a question is one of time."""
    if plan.answer_type == "date" or asks_ago(plan):
        return plan.operator != "count"
    return plan.answer_type not in {"list", "yes-no"} and plan.operator in ORDERS


def asks_ago(plan: Plan) -> bool:
    """Tell whether a question asks how long ago something was."""
    return bool(_AGO.search(plan.standalone_question))


def answer(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None = None
) -> Draft | None:
    """Answer a question of time; None when it is better read as any other."""
    if not takes(plan):
        return None
    ordered = plan.operator in {"last", "first"} or plan.window is not None
    ordered = ordered or not asks_past(plan.standalone_question)
    question = plain_question(plan.standalone_question) if ordered else plan.standalone_question
    if follows_person(plan):
        role = "successor" if plan.operator == "after" else "predecessor"
        question = f"{question} {role} of {plan.anchor}"
    reading = read(replace(plan, standalone_question=question), hits, scorer, embed)
    if not reading.told:
        return None
    if asks_ago(plan):
        reading = replace(reading, plan=replace(reading.plan, answer_type="date"))
        return _date(replace(plan, answer_type="date"), reading)
    if plan.answer_type == "date":
        return _date(plan, reading)
    return _said(plan, reading, scorer)


def timeline(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None = None
) -> tuple[DatedEvent, ...]:
    """Return the events of the asked kind that all who were asked about took part in.

    They are certain, dated by the articles themselves, and in order of time; tellings of one event
    are taken together. A query that is no question has its capitalised words as names.
    """
    if "?" not in plan.standalone_question:
        words = " ".join(plan.subjects).split()
        plan = replace(plan, subjects=tuple(w for w in words if w[0].isupper() or w.isdigit()))
    reading = read(replace(plan, answer_type="date"), hits, scorer, embed)
    today = plan.as_of or plan.asked_at
    kept = [
        o
        for o in reading.events
        if o.certainty == "happened" and o.stated and o.joined and o.alike and o.earliest <= today
    ]
    return tuple(as_event(o) for o in merge(kept) if touches(plan.window, o))


def _date(plan: Plan, reading: Reading) -> Draft:
    planned = not asks_past(plan.standalone_question)
    if planned:
        plan = replace(plan, operator="none")
    several = plan.window is not None or plan.operator in ORDERS | {"list"}
    pool = asked_kind(reading, planned=planned, several=several and not planned)
    if not planned and (unlike := _not_happened(reading, pool)):
        return unlike
    if plan.operator in {"last", "first"} and len(named(plan)) > 1:
        # A day on which only one of them did something is no answer.
        pool = [o for o in pool if o.joined]
    events = merge(pool)
    window = plan.window or (from_anchor(plan, reading) if plan.anchor else None)
    within = [o for o in events if inside(window, o)] or [o for o in events if touches(window, o)]
    if not within and plan.window is None:
        within = events
    if not within:
        return outside(plan, events)
    if plan.operator == "list":
        return _all(plan, within)
    chosen = choose(plan, within, planned=planned)
    told = draft(plan, chosen, events, dated_candidate(chosen))
    return replace(told, short=_ago(plan, chosen)) if asks_ago(plan) else told


def _ago(plan: Plan, o: Occasion) -> str:
    """Count the days from an event to the day of the question, with the day itself."""
    days = ((plan.as_of or plan.asked_at) - o.latest).days
    return f"{days} {'day' if days == 1 else 'days'} ({date_words(o.mention)})"


def _all(plan: Plan, events: Sequence[Occasion]) -> Draft:
    """Tell all events, in order of time."""
    given = [dated_candidate(o) for o in events]
    return Draft(
        short=" and ".join(dict.fromkeys(short_for(plan, c) for c in given)),
        claims=tuple(_with_day(claim_for(plan, c), o) for c, o in zip(given, events, strict=True)),
        confidence=0.5,
        events=tuple(as_event(o) for o in events),
        order=tuple(dict.fromkeys(c.hit.passage.id for c in given)),
    )


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
    best = max(answers, key=lambda s: s.fit + _order(plan, window, s, answers))
    if asks_past(plan.standalone_question) and (unlike := _not_happened(reading, [best.occasion])):
        return unlike
    if best.candidate.margin < 0 and not best.occasion.alike:
        claim = claim_for(plan, best.candidate)
        return Draft(short="", claims=(claim,), confidence=0.0, reason=NOT_SAID)
    rest = [s.occasion for s in answers if s.fit >= best.fit - SAME_KIND]
    events = sorted(rest, key=lambda o: (o.latest, o.earliest))
    return Draft(
        short=short_for(plan, best.candidate),
        claims=(claim_for(plan, best.candidate),),
        confidence=0.5,
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


def _not_happened(reading: Reading, pool: Sequence[Occasion]) -> Draft | None:
    """Say that it did not happen where what fits clearly best was only planned, or denied."""
    best = max((o.fit for o in pool), default=float("-inf"))
    others = [o for o in reading.events if o.certainty != "happened" and o.joined and o.alike]
    if not others or others[0].fit < best + CLEARLY:
        return None
    since = [
        o
        for o in reading.events
        if o.certainty == "happened" and o.joined and o.fit >= others[0].fit - LATER_REACH
    ]
    if any(o.told_on > others[0].told_on for o in since):
        return None
    claim = quotation(others[0].telling.hit.article, others[0].telling.start, others[0].telling.end)
    return Draft(short="", claims=(claim,), confidence=0.0, reason=PLAN_ONLY)


def outside(plan: Plan, events: Sequence[Occasion]) -> Draft:
    """Say that nothing is told of the days asked about, with the nearest event outside them."""
    window = plan.window
    if window is None or not events:
        return Draft(short="", claims=(), confidence=0.0, reason=NOT_SAID)
    nearest = min(events, key=lambda o: _distance(window, o))
    return Draft(
        short="",
        claims=(claim_for(plan, dated_candidate(nearest)),),
        confidence=0.0,
        reason=NOTHING_THEN,
        events=tuple(as_event(o) for o in events),
    )


def _distance(window: Window, o: Occasion) -> int:
    before = (window.earliest - o.latest).days if window.earliest else 0
    after = (o.earliest - window.latest).days if window.latest else 0
    return max(before, after)


def choose(plan: Plan, possible: Sequence[Occasion], *, planned: bool) -> Occasion:
    """Take the event that the operator points at."""
    if plan.operator in {"last", "before"}:
        return max(possible, key=lambda o: (o.latest, o.fit))
    if plan.operator in {"first", "after"}:
        return min(possible, key=lambda o: (o.earliest, -o.fit))
    if planned:
        return max(possible, key=lambda o: (o.told_on, o.fit))
    days = sorted({o.told_on for o in possible})
    newer = {day: n / max(1, len(days) - 1) for n, day in enumerate(days)}
    weight = NEWER_WEIGHT if plan.recent else 0.0
    return max(
        possible, key=lambda o: o.fit + TELLER_WEIGHT * len(o.tellers) + weight * newer[o.told_on]
    )


def follows_person(plan: Plan) -> bool:
    """Tell whether a question asks who came before or after a person, not an event."""
    words = plan.anchor.split()
    named = bool(words) and all(word[0].isupper() for word in words)
    return named and plan.answer_type == "person" and plan.operator in {"before", "after"}


def from_anchor(plan: Plan, reading: Reading) -> Window | None:
    """Return the days before or after the event that the question counts from.

    Its day is that of the sentence with most of the anchor's words and least of the rest.
    """
    wanted = stem_set(plan.anchor)
    rest = stem_set(plan_without(plan)) - wanted
    rated = []
    for o in reading.events:
        words = stem_set(o.telling.text)
        near = cover(wanted, words)
        if wanted and near >= ANCHOR_COVER and o.certainty == "happened":
            rated.append((near - (cover(rest, words) if rest else 0.0), o.fit, o))
    if not rated:
        return None
    anchor = max(rated, key=lambda r: r[:2])[2]
    if plan.operator == "before":
        return Window(latest=anchor.earliest - timedelta(days=1))
    return Window(earliest=anchor.latest + timedelta(days=1))


def plan_without(plan: Plan) -> str:
    """Return the question without the event that it counts from."""
    return plain_question(plan.standalone_question)


def draft(plan: Plan, chosen: Occasion, ordered: Sequence[Occasion], given: Candidate) -> Draft:
    """Tell the chosen event, then its neighbour in time, with all events as the timeline."""
    claims = [_with_day(claim_for(plan, given), chosen)]
    place = list(ordered).index(chosen)
    others = [ordered[place - 1]] if plan.operator == "last" and place else []
    claims += [_runner_up(plan, other, claims[0]) for other in others]
    return Draft(
        short=short_for(plan, given),
        claims=tuple(claims),
        confidence=0.5,
        events=tuple(as_event(o) for o in ordered),
        order=tuple(dict.fromkeys(o.telling.hit.passage.id for o in (chosen, *others))),
    )


def _with_day(claim: Claim, o: Occasion) -> Claim:
    """Add the sentence that names the day, where it is another one."""
    if o.dated_at is None:
        return claim
    return replace(claim, quotes=(*claim.quotes, (o.telling.hit.article.id, *o.dated_at)))


def _runner_up(plan: Plan, other: Occasion, first: Claim) -> Claim:
    """Tell the event before; a sentence that was quoted already is not quoted again."""
    said = dated_candidate(other)
    claim = _with_day(claim_for(plan, said), other)
    if claim.quotes == first.quotes:
        return replace(claim, text=f"Before that: {short_for(plan, said)}.", aside="")
    return replace(claim, text=f"Before that, {claim.text}")
