"""Questions of time: sentences that fit, dated, put in order, and the right one's answer read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.read.order.occasions import Occasion, occasions
from assistant.read.order.plans import ahead
from assistant.read.order.rivals import without_idle, without_mentions, without_retold
from assistant.read.sentence.about import other_numbered
from assistant.read.sentence.candidates import Candidate, SpanScorer, find_candidates
from assistant.read.sentence.participants import echoes
from assistant.read.sentence.phrase import date_words
from assistant.read.sentence.relevance import NO_SPAN, Embed, features, fits
from assistant.read.sentence.tellings import Telling, alone, tellings
from assistant.read.sentence.typed import agreement, with_names
from assistant.types import DatedEvent, Hit, Plan
from assistant.words import stem_set
from index_store.times import describe

# Events that fit the question this much less than the best one are not of the asked kind.
SAME_KIND = 1.6
# ... or this much less, where its sentence names all who were asked about and such an event.
ALL_OF_KIND = 2.9
# ... or this much, where all such events are wanted.
EVERY = 4.5
PLANS = 5.0
READ_AGAIN = 8
# What the news of a day may fit less well than a sentence that names its day.
UNDATED_REACH = 2.0
TYPE_WEIGHT = 1.5
SPAN_WEIGHT = 0.25


_ORDER_WORDS = re.compile(
    r"\b(?:the )?(?:most recent(?:ly)?|very (?:last|first)|last|latest|first|previous(?:ly)?|"
    r"for the (?:first|last) time)\b ?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",? \b(?:before|after|since|until|prior to|following)\b .*$", re.IGNORECASE)


def plain_question(question: str) -> str:
    """Take the words that order events out of a question, and the event to count from."""
    without = _CLAUSE.sub("?", _ORDER_WORDS.sub("", question))
    plain = " ".join(without.split()).replace(" ?", "?").replace("??", "?")
    return plain if any(c.isalnum() for c in plain) else question


# An article and a place in its text.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a question's sentences say, best first.

    Attributes:
        told: the sentences with their fit.
        events: what they date, most fitting first.
        relevance: features of each sentence, by article and start; see `relevance.FEATURES`.
        spans: best margin of a span that lies on a time mention, by article and start.
        odds: log odds, by the verdict model, that an event's sentence answers with its day, one
            for each event; empty where they were not weighed.
    """

    plan: Plan
    told: tuple[tuple[Telling, float], ...]
    events: tuple[Occasion, ...]
    relevance: Mapping[Key, Sequence[float]] = field(default_factory=dict)
    spans: Mapping[Key, float] = field(default_factory=dict)
    odds: tuple[float, ...] = ()


def read(plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None) -> Reading:
    """Read all sentences of the hits."""
    question = plan.standalone_question
    told = [t for t in tellings(hits) if not other_numbered(question, t.text)]
    found = find_candidates(plan.standalone_question, hits, scorer)
    margins, spans = _margins(told, found)
    rows = features(plan, told, margins, embed)
    scores = fits(rows)
    relevance = {_key(t): tuple(row) for t, row in zip(told, rows.tolist(), strict=True)}
    order = sorted(range(len(told)), key=lambda n: -scores[n])
    told = [told[n] for n in order]
    ranked = [float(scores[n]) for n in order]
    found_events = [
        replace(o, margin=margins.get(_key(o.telling), NO_SPAN))
        for o in occasions(plan, told, ranked)
    ]
    events = without_idle(
        plan.standalone_question,
        without_retold(without_mentions(sorted(found_events, key=lambda o: -o.fit))),
        scorer,
        dates_asked=plan.answer_type == "date",
    )
    return Reading(
        plan=plan,
        told=tuple(zip(told, ranked, strict=True)),
        events=tuple(events),
        relevance=relevance,
        spans=spans,
    )


def _key(t: Telling) -> Key:
    return t.hit.article.id, t.start


def _margins(
    told: Sequence[Telling], found: Sequence[Candidate]
) -> tuple[dict[Key, float], dict[Key, float]]:
    """Return the best margin of a span in each sentence that has one, and on each time mention."""
    margins: dict[Key, float] = {}
    spans: dict[Key, float] = {}
    for c in found:
        for t in told:
            if t.hit.article.id != c.hit.article.id or c.start >= t.end or c.end <= t.start:
                continue
            margins[_key(t)] = max(margins.get(_key(t), c.margin), c.margin)
            for m in t.times:
                if c.start < m.end and c.end > m.start:
                    key = (t.hit.article.id, m.start)
                    spans[key] = max(spans.get(key, c.margin), c.margin)
    return margins, spans


def asked_kind(reading: Reading, *, planned: bool, several: bool) -> list[Occasion]:
    """Keep the events of the asked kind: as certain as asked, by the as-of day, and fitting.

    Args:
        reading: what was read.
        planned: the question is about what is to come, so a date behind its article counts.
        several: events are to be put in order, so more than the best fitting are needed.
    """
    kept = [o for o in reading.events if (ahead(o) if planned else _past(reading.plan, o))]
    reach = PLANS if planned else SAME_KIND
    if several:
        sure = [o for o in kept if o.joined and o.alike]
        stated = [o for o in sure if o.stated]
        every = EVERY if reading.plan.operator in {"list", "count"} else ALL_OF_KIND
        reach = every if sure else SAME_KIND
        kept = [*(stated or sure), *_as_good(stated or sure, kept)] or kept
        kept += _of_the_news(stated, sure)
    best = max((o.fit for o in kept), default=0.0)
    return [o for o in kept if o.fit >= best - reach]


def _as_good(sure: Sequence[Occasion], kept: Sequence[Occasion]) -> list[Occasion]:
    """Keep what fits better than all that is surely of the asked kind, in whatever words."""
    best = max((o.fit for o in sure), default=float("inf"))
    return [o for o in kept if o not in sure and o.joined and o.fit > best]


def _of_the_news(stated: Sequence[Occasion], sure: Sequence[Occasion]) -> list[Occasion]:
    """Keep what a report says of the day that it is about, though another sentence names the day.

    It fits nearly as well as what names its day itself.
    """
    best = max((o.fit for o in stated), default=float("inf"))
    return [o for o in sure if not o.stated and o.dated_at and o.fit >= best - UNDATED_REACH]


def _past(plan: Plan, o: Occasion) -> bool:
    today = min(plan.as_of or plan.asked_at, o.told_on)
    if plan.answer_type == "date" and not o.stated and o.dated_at is None:
        return False  # no date is guessed: what an article tells need not be of its day
    return o.certainty == "happened" and o.earliest <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer that is no date, read in one sentence.

    Attributes:
        fit: of the sentence, and of the span as an answer of the asked type.
    """

    candidate: Candidate
    occasion: Occasion
    fit: float


def said(plan: Plan, pool: Sequence[Occasion], scorer: SpanScorer) -> list[Said]:
    """Read the sentences of events one by one, each once, and return the best span of each."""
    first: dict[tuple[str, int], Occasion] = {}
    for o in pool:
        first.setdefault((o.telling.hit.article.id, o.telling.start), o)
    kept = sorted(first.values(), key=lambda o: -o.fit)[:READ_AGAIN]
    asked = stem_set(plan.standalone_question)
    found = find_candidates(plan.standalone_question, [alone(o.telling) for o in kept], scorer)
    candidates, names = with_names(plan.answer_type, found)
    best: dict[int, Said] = {}
    top = max((c.margin for c in candidates), default=0.0)
    for c, near in zip(candidates, names, strict=True):
        if stem_set(c.text) <= asked or echoes(plan, c.text):
            continue
        fit = kept[c.rank].fit + TYPE_WEIGHT * agreement(plan.answer_type, c, near)
        fit += SPAN_WEIGHT * max(c.margin - top, -10.0)
        if c.rank not in best or fit > best[c.rank].fit:
            best[c.rank] = Said(candidate=c, occasion=kept[c.rank], fit=fit)
    return sorted(best.values(), key=lambda s: -s.fit)


def dated_candidate(o: Occasion) -> Candidate:
    """Return the date of an event as a candidate answer."""
    t = o.telling
    return Candidate(
        hit=t.hit,
        rank=t.rank,
        start=o.mention.start,
        end=o.mention.end,
        text=o.mention.text,
        margin=o.fit,
        sentence=(t.start, t.end),
        times=(o.mention,),
    )


def as_event(o: Occasion) -> DatedEvent:
    """Return the public record of an event."""
    return DatedEvent(
        date=describe(o.mention) if o.mention.value else o.earliest.isoformat(),
        precision=o.mention.precision,
        text=f"{date_words(o.mention)}: {o.telling.text}",
        article_id=o.telling.hit.article.id,
        start=o.telling.start,
        end=o.telling.end,
    )
