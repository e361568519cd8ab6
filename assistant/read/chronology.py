"""Questions of last, first, before, after, between, count and list: events gathered and ordered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.read.candidates import Candidate
from assistant.read.phrase import claim_for, date_words, short_for
from assistant.types import DatedEvent, Draft, Hit, Plan
from index_store.types import TimeMention


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


_OPERATOR_WORDS = re.compile(
    r"\b(?:the )?(?:most recent(?:ly)?|very (?:last|first)|last|latest|first|previous(?:ly)?)\b ?",
    re.I,
)


def plain_question(question: str) -> str:
    """Take the words that order events out of a question."""
    plain = _OPERATOR_WORDS.sub("", question)
    return " ".join(plain.split())


def answer(plan: Plan, hits: Sequence[Hit], score: Score) -> Draft | None:
    """Answer a question that orders events; None when it is better read as any other."""
    if plan.operator not in {"last", "first"}:
        return None
    return _extreme(plan, hits, score)


def _extreme(plan: Plan, hits: Sequence[Hit], score: Score) -> Draft | None:
    scored = score(plan, plain_question(plan.standalone_question), hits)
    told = gather(plan, scored)
    if not told:
        return None
    strongest = max(t.probability for t in told)
    strong = [t for t in told if t.probability >= 0.35 * strongest]
    ordered = sorted(merge(strong), key=lambda t: (t.latest, t.earliest))
    chosen = ordered[-1] if plan.operator == "last" else ordered[0]
    return draft(plan, chosen, ordered)


def gather(plan: Plan, scored: Sequence[Scored]) -> list[Told]:
    """Date the candidates; those that do not resolve or lie in the future are left out."""
    told = []
    today = plan.as_of or plan.asked_at
    for item in scored:
        mention = _date_of(plan, item.candidate)
        day = item.candidate.hit.article.day
        if mention is not None and mention.earliest and mention.latest:
            first, last = mention.earliest, mention.latest
        elif plan.answer_type != "date" and day is not None:
            first = last = day
        else:
            continue
        if first <= min(today, day or today):
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
    """Take tellings of the same days together; the likeliest speaks for all."""
    groups: list[Told] = []
    for item in sorted(told, key=lambda t: -t.probability):
        for n, other in enumerate(groups):
            if item.earliest <= other.latest and other.earliest <= item.latest:
                narrow = min((item, other), key=lambda t: t.latest - t.earliest)
                groups[n] = replace(narrow, probability=other.probability)
                break
        else:
            groups.append(item)
    return groups


def draft(plan: Plan, chosen: Told, ordered: Sequence[Told]) -> Draft:
    """Tell the chosen event, then the runner-up, with all events as the timeline."""
    claims = [claim_for(plan, chosen.candidate)]
    place = ordered.index(chosen)
    other = ordered[place - 1] if plan.operator == "last" and place else None
    if other is not None:
        claims.append(claim_for(plan, other.candidate))
    return Draft(
        short=short_for(plan, chosen.candidate),
        claims=tuple(claims),
        confidence=chosen.probability,
        events=tuple(as_event(t) for t in ordered),
    )


def as_event(told: Told) -> DatedEvent:
    """Return the public record of an event."""
    c = told.candidate
    mention = told.mention
    precision = mention.precision if mention else "day"
    size = {"day": 10, "month": 7, "year": 4}.get(precision, 10)
    return DatedEvent(
        date=told.earliest.isoformat()[:size],
        precision=precision,
        text=f"{date_words(mention)}: {c.sentence_text}" if mention else c.sentence_text,
        article_id=c.hit.article.id,
        start=c.sentence[0],
        end=c.sentence[1],
    )
