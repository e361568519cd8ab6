"""Questions of what came last, first, before or after: tellings dated, merged and put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from assistant.read.candidates import Candidate
from assistant.read.participants import involvement, named
from assistant.read.phrase import claim_for, date_words, short_for
from assistant.types import Claim, DatedEvent, Draft, Hit, Operator, Plan, Window
from assistant.words import cover, stem_set
from index_store.times import describe
from index_store.types import TimeMention

# Tellings whose span scores this much less than the best one's, or less than no answer at all, are
# not taken for the asked kind of event. Not the probability: it asks which one answer is right,
# and counts how many say it, so that of several events the most told would win.
MARGIN_BELOW_BEST = 4.0
SURE_INVOLVEMENT = 0.8


class Scored(Protocol):
    """A candidate with its probability."""

    @property
    def candidate(self) -> Candidate: ...  # noqa: D102
    @property
    def probability(self) -> float: ...  # noqa: D102


Score = Callable[[Plan, str, Sequence[Hit]], Sequence[Scored]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as one sentence tells it, with the days it may have happened on."""

    candidate: Candidate
    probability: float
    mention: TimeMention | None
    earliest: date
    latest: date


_ORDER_WORDS = re.compile(
    r"\b(?:the )?(?:most recent(?:ly)?|very (?:last|first)|last|latest|first|previous(?:ly)?|"
    r"for the (?:first|last) time)\b ?",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r",? \b(?:before|after|since|until|prior to|following)\b .*$", re.IGNORECASE)
# A sentence with this share of an anchor's words tells of the anchor.
ANCHOR_COVER = 0.6


def plain_question(question: str) -> str:
    """Take the words that order events out of a question, and the event to count from."""
    without = _CLAUSE.sub("?", _ORDER_WORDS.sub("", question))
    return " ".join(without.split()).replace(" ?", "?").replace("??", "?")


def answer(plan: Plan, hits: Sequence[Hit], score: Score) -> Draft | None:
    """Answer a question that orders events; None when it is better read as any other."""
    if plan.operator not in {"last", "first", "before", "after"}:
        return None
    dated = replace(plan, standalone_question=plain_question(plan.standalone_question))
    scored = score(dated, dated.standalone_question, hits)
    window = plan.window
    if plan.operator in {"before", "after"} and window is None:
        window = from_anchor(plan, scored)
        if window is None:
            return None
    ordered = timeline(plan, scored)
    chosen = choose(plan.operator, window, ordered)
    return draft(plan, chosen, ordered) if chosen else None


def from_anchor(plan: Plan, scored: Sequence[Scored]) -> Window | None:
    """Return the days before or after the event that the question counts from.

    Its day is that of the likeliest telling whose sentence has most of the anchor's words.
    """
    wanted = stem_set(plan.anchor)
    telling = [
        t
        for t in gather(replace(plan, answer_type="any"), scored)
        if wanted and cover(wanted, stem_set(t.candidate.sentence_text)) >= ANCHOR_COVER
    ]
    if not telling:
        return None
    anchor = max(telling, key=lambda t: t.candidate.margin)
    if plan.operator == "before":
        return Window(latest=anchor.earliest - timedelta(days=1))
    return Window(earliest=anchor.latest + timedelta(days=1))


def timeline(plan: Plan, scored: Sequence[Scored]) -> list[Told]:
    """Date the tellings, keep those likely to be of the asked kind, merge and order them."""
    told = gather(plan, scored)
    if not told:
        return []
    sure = [t for t in told if involvement(plan, t.candidate) >= SURE_INVOLVEMENT]
    told = sure if sure or takes_several(plan) else told
    if not told:
        return []
    least = max(0.0, max(t.candidate.margin for t in told) - MARGIN_BELOW_BEST)
    strong = [t for t in told if t.candidate.margin >= least]
    return sorted(merge(strong), key=lambda t: (t.latest, t.earliest))


def settles(plan: Plan) -> bool:
    """Tell whether a question that found no event here is not to be read in any other way.

    When it asks on which day several were last together, a day on which only one of them did
    something is no answer.
    """
    return plan.operator in {"last", "first"} and plan.answer_type == "date" and takes_several(plan)


def takes_several(plan: Plan) -> bool:
    """Tell whether the question names several who must have taken part together."""
    return len(named(plan)) > 1


def choose(operator: Operator, window: Window | None, ordered: Sequence[Told]) -> Told | None:
    """Take the event that the operator points at, within the window if there is one."""
    inside = [t for t in ordered if _inside(window, t)]
    if not inside:
        return None
    return inside[0] if operator in {"first", "after"} else inside[-1]


def _inside(window: Window | None, told: Told) -> bool:
    if window is None:
        return True
    first, last = window.earliest or date.min, window.latest or date.max
    return told.earliest >= first and told.latest <= last


def gather(plan: Plan, scored: Sequence[Scored]) -> list[Told]:
    """Date the candidates; those that do not resolve or are not past are left out.

    For an answer that is not a date, the day is that of a date in the sentence, else of
    publication; one that only repeats the question is left out.
    """
    told = []
    asked = stem_set(plan.standalone_question)
    for item in scored:
        if plan.answer_type != "date" and stem_set(item.candidate.text) <= asked:
            continue
        day = item.candidate.hit.article.day
        mention = _date_of(plan, item.candidate)
        if mention is not None and mention.earliest and mention.latest:
            first, last = mention.earliest, mention.latest
        elif plan.answer_type != "date" and day is not None:
            first = last = day
        else:
            continue
        if first <= min(plan.as_of or plan.asked_at, day or date.max):
            told.append(
                Told(
                    candidate=item.candidate,
                    probability=item.probability,
                    mention=mention,
                    earliest=first,
                    latest=min(last, day or last),
                )
            )
    return told


def _date_of(plan: Plan, candidate: Candidate) -> TimeMention | None:
    start, end = candidate.sentence
    inside = [m for m in candidate.times if m.kind == "date" and m.earliest]
    if not inside and plan.answer_type != "date":
        times = candidate.hit.passage.times
        inside = [m for m in times if start <= m.start < end and m.kind == "date" and m.earliest]
    return inside[0] if inside else None


def merge(told: Sequence[Told]) -> list[Told]:
    """Take tellings of the same days together; the likeliest of the most exact speaks for all."""
    groups: list[Told] = []
    for item in sorted(told, key=lambda t: -t.candidate.margin):
        for n, other in enumerate(groups):
            if item.earliest <= other.latest and other.earliest <= item.latest:
                exact = min((other, item), key=lambda t: t.latest - t.earliest)
                groups[n] = replace(exact, probability=other.probability)
                break
        else:
            groups.append(item)
    return groups


def draft(plan: Plan, chosen: Told, ordered: Sequence[Told]) -> Draft:
    """Tell the chosen event, then its neighbour in time, with all events as the timeline."""
    claims = [claim_for(plan, chosen.candidate)]
    place = list(ordered).index(chosen)
    others = [ordered[place - 1]] if plan.operator == "last" and place else []
    claims += [_runner_up(plan, other, claims[0]) for other in others]
    return Draft(
        short=short_for(plan, chosen.candidate),
        claims=tuple(claims),
        confidence=chosen.probability,
        events=tuple(as_event(t) for t in ordered),
        order=tuple(dict.fromkeys(t.candidate.hit.passage.id for t in (chosen, *others))),
    )


def _runner_up(plan: Plan, told: Told, first: Claim) -> Claim:
    """Tell the event before; a sentence that was quoted already is not quoted again."""
    claim = claim_for(plan, told.candidate)
    if claim.quotes == first.quotes:
        return replace(claim, text=f"Before that: {short_for(plan, told.candidate)}.", aside="")
    return replace(claim, text=f"Before that, {claim.text}")


def as_event(told: Told) -> DatedEvent:
    """Return the public record of an event."""
    c, mention = told.candidate, told.mention
    return DatedEvent(
        date=describe(mention) if mention else told.earliest.isoformat(),
        precision=mention.precision if mention else "day",
        text=f"{date_words(mention)}: {c.sentence_text}" if mention else c.sentence_text,
        article_id=c.hit.article.id,
        start=c.sentence[0],
        end=c.sentence[1],
    )
