"""A question for a day and what was read in, the day out, with the events around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.modality import NOT_SAID, asks_past
from assistant.read.accounts import stories
from assistant.read.accounts.several import MOST, how_many
from assistant.read.accounts.sides import claims_of, short_of
from assistant.read.order import dating
from assistant.read.order.ago import ago, asks_ago
from assistant.read.order.bounds import none_since
from assistant.read.order.merging import merge
from assistant.read.order.occasions import Occasion
from assistant.read.order.ordered import Ruled, outside, ruled, signs_of, to_the_day
from assistant.read.order.plans import asks_original, original
from assistant.read.order.timed import PLANS, Reading, as_event, dated_candidate
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.phrase import claim_for, joined, short_for
from assistant.read.sentence.printed import mid_line
from assistant.types import Claim, Draft, Plan
from assistant.words import day_words

# Where the rules say why there is no day, one must be this likely to be given all the same.
AGAINST_REASON = 0.4
# How likely the day is since which, a report says, there was none of the kind.
NEVER_SINCE = 0.6
# Another day is one of the same doings where it is this likely, relative to what a day must be.
ALSO = 0.5
# Of several days those are told that are this likely, relative to the likeliest.
NEARLY = 0.33


def when(plan: Plan, reading: Reading) -> Draft:
    """Answer with the day of the event that is asked for, or say what speaks against."""
    if asks_original(plan.standalone_question) and (
        once := original(plan.names, reading.events, PLANS)
    ):
        first = min(once, key=lambda o: (o.earliest, -o.fit))
        return _told(plan, first, merge(once))
    found = ruled(plan, reading)
    days = dating.likeliest(found.plan, reading, signs_of(found, reading))
    if found.plan.operator == "list":  # "List the days on which they spoke"
        return _several(plan, replace(found, events=_exact(found, reading)), days)
    if not days:
        return found.reason or outside(plan, found.events)
    chosen, chance = days[0]
    if found.plan.operator == "last" and found.chosen and _never_since(found.chosen):
        chosen, chance = found.chosen, max(chance, NEVER_SINCE)
    events = _exact(found, reading)
    if asks_past(plan.standalone_question):
        chosen = to_the_day(found.plan, reading, chosen)
    told = replace(_told(plan, chosen, events), confidence=chance)
    told = _beside_rivals(found.plan, reading, days, told)
    if found.reason and chance < AGAINST_REASON:
        return replace(found.reason, confidence=chance)
    if told.confidence >= dating.fitted().threshold:
        return told
    return replace(told, short="", claims=told.claims[:1], reason=NOT_SAID, events=())


def _exact(found: Ruled, reading: Reading) -> list[Occasion]:
    """Tell what happened by tellings that name the day, once each."""
    if not asks_past(found.plan.standalone_question):
        return found.events
    return merge([to_the_day(found.plan, reading, o) for o in found.events])


def _never_since(o: Occasion) -> bool:
    """Tell whether it is said that nothing of the kind came since: `no title since 2008`."""
    return o.bound and none_since(o.before)


def likely_events(plan: Plan, reading: Reading) -> list[Occasion]:
    """Return what happened that a question for a day may mean, the likeliest first.

    None where no day is likely enough.
    """
    found = ruled(plan, reading)
    days = dating.likeliest(found.plan, reading, signs_of(found, reading))
    least = dating.fitted().threshold
    if not days or found.reason or days[0][1] < least:
        return []
    return [o for o, chance in days if chance >= least * ALSO and o.certainty == "happened"]


def _told(plan: Plan, chosen: Occasion, events: Sequence[Occasion]) -> Draft:
    """Tell the chosen event among the others; where it is asked, how long ago it was."""
    told = draft(plan, chosen, events, dated_candidate(chosen))
    return replace(told, short=ago(plan, chosen.mention)) if asks_ago(plan) else told


def _beside_rivals(
    plan: Plan, reading: Reading, days: Sequence[tuple[Occasion, float]], draft: Draft
) -> Draft:
    """Put beside a day those that other stories tell as surely."""
    if plan.operator != "none" or asks_ago(plan):
        return draft
    odds = dict(zip(map(id, reading.events), reading.odds, strict=False))
    told = [(dated_candidate(o), p) for o, p in days if o.stated and odds.get(id(o), -1.0) > 0]
    best = dated_candidate(days[0][0])
    if not told or told[0][0] != best or draft.short != short_for(plan, best):
        return draft
    rivals = stories.rivals(plan, best, days[0][1], told)
    if not rivals:
        return draft
    accounts = stories.sides(plan, [best, *(c for c, _ in rivals)])
    return replace(
        draft,
        short=short_of(accounts),
        claims=tuple(claims_of(accounts)),
        accounts=accounts,
        confidence=min(1.0, draft.confidence + sum(p for _, p in rivals)),
    )


def _several(plan: Plan, found: Ruled, days: Sequence[tuple[Occasion, float]]) -> Draft:
    """Tell the days that the rules of order find, or the likeliest where theirs are not.

    Of the latter as many as are asked for (`on which two dates`), else all that are nearly as
    likely as the best.
    """
    if not days or any(_same_days(days[0][0], o) for o in found.events):
        return found.reason or _all(plan, found.events)
    named = how_many(plan.standalone_question)
    least = 0.0 if named else days[0][1] * NEARLY
    kept = [(o, chance) for o, chance in days[: named or MOST] if chance >= least]
    total = sum(chance for _, chance in kept)
    if total < (AGAINST_REASON if found.reason else dating.fitted().threshold):
        return found.reason or outside(plan, found.events)
    told = _all(plan, sorted((o for o, _ in kept), key=lambda o: o.earliest))
    return replace(told, confidence=min(1.0, total))


def _same_days(one: Occasion, other: Occasion) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _all(plan: Plan, events: Sequence[Occasion]) -> Draft:
    """Tell all events, in order of time; several days are told without their weekdays."""
    given = [dated_candidate(o) for o in events]
    days = [day_words(o.earliest) if o.earliest == o.latest else "" for o in events]
    short = [day or short_for(plan, c) for day, c in zip(days, given, strict=True)]
    return Draft(
        short=joined(short) if len(given) > 1 else joined(short_for(plan, c) for c in given),
        claims=tuple(_with_day(claim_for(plan, c), o) for c, o in zip(given, events, strict=True)),
        confidence=0.5,
        events=tuple(as_event(o) for o in events),
        order=tuple(dict.fromkeys(c.hit.passage.id for c in given)),
    )


def draft(plan: Plan, chosen: Occasion, ordered: Sequence[Occasion], given: Candidate) -> Draft:
    """Tell the chosen event, then its neighbour in time, with all events as the timeline."""
    claims = [_with_day(claim_for(plan, given), chosen)]
    earlier = [o for o in ordered if o.latest < chosen.earliest and o.alike >= chosen.alike]
    others = earlier[-1:] if plan.operator == "last" else []
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
    claim = _with_day(claim_for(plan, said, "Before that"), other)
    if claim.quotes == first.quotes:
        return replace(claim, text=f"Before that: {mid_line(short_for(plan, said))}.", aside="")
    return claim
