"""Dated events in, those that the order asked for points at out, by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.modality import CONTRADICTED, NOT_SAID, PLAN_ONLY, announces, asks_past
from assistant.read.order import dating
from assistant.read.order.anchors import days_named, from_anchor
from assistant.read.order.merging import inside, merge, touches
from assistant.read.order.occasions import Occasion
from assistant.read.order.possible import ORDERS, outdone
from assistant.read.order.sure import sureness
from assistant.read.order.timed import (
    Reading,
    as_event,
    asked_kind,
    dated_candidate,
)
from assistant.read.sentence.phrase import claim_for
from assistant.read.sentence.printed import quotation
from assistant.types import Draft, Plan, Window

# News is told so soon after it happened.
JUST_BEFORE = timedelta(days=3)
NOTHING_THEN = "The articles tell of nothing of the kind in that time."
# What was only planned must fit this much better than what happened to count as all that is told.
CLEARLY = 2.0
LATER_REACH = 6.0
# What a further story that tells an event, and its being told last, add to its fit.
TELLER_WEIGHT = 0.3
NEWER_WEIGHT = 1.0
# How much less well than the rest an event may fit that lies in the days asked about, alone.
WINDOW_REACH = 7.0
# How much less well a telling may fit that names the day of an event.
DAY_REACH = 8.0
UNLIKE_REACH = 3.0
_UNTIL_WHEN = re.compile(r"\W*(?:until|till|by) (?:when|what|which)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:until|till|through|to|by|before)(?: at least)?(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the rules of order make of a question's events.

    Attributes:
        plan: with the operator that counts: none where the question is about what is to come.
        events: those of the asked kind in order of time; for a list those in the days asked about.
        chosen: the one that the operator points at.
        reason: why there is none, as a draft.
        window: the days asked about, or those before or after the event it counts from.
    """

    plan: Plan
    events: list[Occasion]
    chosen: Occasion | None = None
    reason: Draft | None = None
    window: Window | None = None


def ruled(plan: Plan, reading: Reading) -> Ruled:
    """Keep the events of the asked kind, put them in order, and take the right one.

    Where the last is asked for, none that a newer report's event took the place of.
    """
    found = _ruled(plan, reading)
    chosen = found.chosen
    if plan.operator != "last" or chosen is None or not outdone(plan, chosen, reading):
        return found
    kept = tuple(o for o in reading.events if not outdone(plan, o, reading))
    return _ruled(plan, replace(reading, events=kept, odds=()))


def _ruled(plan: Plan, reading: Reading) -> Ruled:
    planned = not asks_past(plan.standalone_question)
    if plan.operator == "list":
        planned = announces(plan.standalone_question)
    if planned:
        plan = replace(plan, operator="none")
    several = plan.window is not None or plan.operator in ORDERS | {"list"}
    window = plan.window
    if plan.anchor and (window is None or days_named(plan)):
        anchored = from_anchor(plan, reading)
        if anchored:  # "before the vote in May": the vote's day is known, and better than May
            plan, window = replace(plan, window=None), anchored
    pool = asked_kind(reading, planned=planned, several=several and not planned)
    unlike = None if planned else not_happened(reading, pool)
    pool = _narrowed(plan, pool, planned=planned)
    events = merge([*pool, *_further(window, reading, pool)])
    within = [o for o in events if inside(window, o)] or [o for o in events if touches(window, o)]
    if not within and plan.window is None:
        within = events
    if unlike or not within:
        reason = unlike or outside(plan, events)
        return Ruled(plan=plan, events=events, reason=reason, window=window)
    if plan.operator == "list":
        return Ruled(plan=plan, events=within)
    chosen = choose(plan, within, planned=planned)
    chosen = chosen if planned else to_the_day(plan, reading, chosen)
    return Ruled(plan=plan, events=events, chosen=chosen, window=window)


def signs_of(found: Ruled, reading: Reading) -> dating.Signs:
    """Return what the choice among events goes by beside their sentences."""
    anchored = found.window if found.plan.window is None else None
    if found.chosen is None:
        return dating.Signs(anchored=anchored)
    sure = sureness(found.plan, reading, found.chosen)
    return dating.Signs(anchored=anchored, ruled=found.chosen, sure=sure)


def _narrowed(plan: Plan, pool: list[Occasion], *, planned: bool) -> list[Occasion]:
    if planned and _UNTIL_WHEN.match(plan.standalone_question):
        pool = [o for o in pool if _ends(o)] or pool
    if plan.operator in {"last", "first"} and len(plan.names) > 1:
        # A day on which only one of them did something is no answer.
        pool = [o for o in pool if o.joined]
    return pool


def _further(window: Window | None, reading: Reading, pool: Sequence[Occasion]) -> list[Occasion]:
    """Return what is told of the days asked about, though others fit better, if none of those is.

    It must surely be of the asked kind.
    """
    if window is None or any(touches(window, o) for o in pool):
        return []
    sure = [
        o
        for o in reading.events
        if o.joined and o.alike and o.stated and o.certainty == "happened" and touches(window, o)
    ]
    best = max((o.fit for o in pool), default=0.0)
    return [o for o in sure[:1] if o.fit >= best - WINDOW_REACH]


def to_the_day(plan: Plan, reading: Reading, chosen: Occasion) -> Occasion:
    """Return a telling that names the day, where the chosen one names but the month or year."""
    if chosen.earliest == chosen.latest or plan.answer_noun in dating.COARSE_NOUNS:
        return chosen
    exact = [
        o
        for o in reading.events
        if o.earliest == o.latest and o.stated and o.certainty == "happened"
        if chosen.earliest <= o.earliest <= chosen.latest
        if o.part >= chosen.part or (o.alike and _told_together(o, chosen))
        if o.fit >= chosen.fit - DAY_REACH and (o.alike or o.fit >= chosen.fit - UNLIKE_REACH)
    ]
    return exact[0] if exact else chosen


def _told_together(one: Occasion, other: Occasion) -> bool:
    return one.telling.hit.article.id == other.telling.hit.article.id


def _ends(o: Occasion) -> bool:
    """Tell whether a date is that on which something ends."""
    return bool(_ENDS.search(o.telling.text[: max(0, o.mention.start - o.telling.start)]))


def not_happened(reading: Reading, pool: Sequence[Occasion]) -> Draft | None:
    """Say that it did not happen where what fits clearly best was only planned, or denied."""
    best = max((o.fit for o in pool), default=float("-inf"))
    others = [o for o in reading.events if o.certainty != "happened" and o.joined and o.alike]
    if not others or others[0].fit < best + CLEARLY:
        return None
    if any(o.joined and o.alike and o.margin > others[0].margin for o in pool):
        return None
    since = [
        o
        for o in reading.events
        if o.certainty == "happened" and o.joined and o.fit >= others[0].fit - LATER_REACH
    ]
    if any(o.told_on > others[0].told_on for o in since):
        return None
    claim = quotation(others[0].telling.hit.article, others[0].telling.start, others[0].telling.end)
    reason = CONTRADICTED if others[0].certainty == "denied" else PLAN_ONLY
    return Draft(short="", claims=(claim,), confidence=0.0, reason=reason)


def outside(plan: Plan, events: Sequence[Occasion]) -> Draft:
    """Say that nothing is told of the days asked about, with the nearest event outside them."""
    window = plan.window
    if window is None or not events:
        return Draft(reason=NOT_SAID)
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
    told = [o for o in possible if o.bound and not _outrun(o, possible)]
    if plan.operator == "before" and told:
        # "The first since May": what lay between was none.
        return max(told, key=lambda o: (o.told_on, o.fit))
    if plan.operator in {"last", "before"}:
        return max(possible, key=lambda o: (o.latest, o.fit))
    if plan.operator in {"first", "after"}:
        return min(possible, key=lambda o: (o.earliest, -o.fit))
    if planned:
        return max(possible, key=lambda o: (o.told_on, o.fit))
    days = sorted({o.told_on for o in possible})
    newer = {day: n / max(1, len(days) - 1) for n, day in enumerate(days)}
    weight = NEWER_WEIGHT if plan.recent else 0.0
    sure = any(o.alike for o in possible)

    def worth(o: Occasion) -> float:
        # What is not surely of the asked kind gains nothing by being told again, or last.
        gains = o.alike or not sure
        return o.fit + gains * (TELLER_WEIGHT * len(o.tellers) + weight * newer[o.told_on])

    return max(possible, key=worth)


def _outrun(bound: Occasion, possible: Sequence[Occasion]) -> bool:
    """Tell whether a later report tells of one in the days asked about: that is the one before.

    It may be the one that was "the first since", or one still later.
    """
    return any(
        o.alike
        and o.joined
        and not o.bound
        and o.told_on > bound.told_on
        and o.latest >= bound.told_on - JUST_BEFORE
        for o in possible
    )
