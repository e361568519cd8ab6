"""A request and the passages found for it in, its dated events in order of time out, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.read.order.matter import Matter, aside, matter_of, without_frame
from assistant.read.order.merging import merge, same_days, touches
from assistant.read.order.occasions import Occasion, occasions
from assistant.read.order.rivals import without_idle, without_retold
from assistant.read.order.timed import as_event
from assistant.read.sentence.about import puts_off
from assistant.read.sentence.candidates import SpanScorer
from assistant.read.sentence.relevance import Embed, features, fits
from assistant.read.sentence.tellings import Telling, tellings
from assistant.types import DatedEvent, Hit, Plan
from index_store.clean.credit import dateline_end
from index_store.sentences import split
from index_store.types import Certainty

# Sentences of one day are of one event from this cosine on.
ONE_EVENT = 0.6
# As many different events of one day are told, the best fitting.
A_DAY = 3
LONGEST_BEFORE = 400  # characters
# Whoever calls something off does so on a day, whatever comes of what was called off.
_CALLS_OFF = re.compile(
    r"\b(?:call(?:ed|s) (?:it )?off|cancell?ed|scrapped|refused|rejected|ruled out|declined)\b"
)
# The day that something is put off from or to, not that of putting it off.
_PUT_TO = re.compile(r"\b(?:to|from|for|until|till)(?: the)? $")
_IN_VAIN = re.compile(
    r"\b(?:will|would|did) not (?:now )?"
    r"(?:take place|happen|go ahead|be held|open|begin|start|meet)\b|"
    r"\bcall(?:ed|s) (?:it )?off\b|\bcancell?ed\b|\bscrapped\b"
)
_THIS_YEAR = re.compile(r"(?:this|the) year\b", re.IGNORECASE)
# A day without a year that would be so far ahead is rather one just past.
FAR = timedelta(days=300)
# A report that comes so long after retells; what it retells is the same from this cosine on.
LATER = timedelta(days=14)
RETOLD = 0.4
_LEANS = re.compile(
    r"\W*(?:He|She|It|They|His|Her|Its|Their|This|That|These|Both|The (?:two|pair))\b"
)


def timeline(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None = None
) -> tuple[DatedEvent, ...]:
    """Return what the articles date of a matter, in order of time.

    What is only planned, or denied, says so; where a day has come, it gives way to what happened
    on it, and of several such reports the newest stands. Where no article calls it a dispute or an
    affair, what it is about is looked for alone.
    """
    found = _of_matter(plan, hits, scorer, embed)
    bare = without_frame(plan.standalone_question)
    if found or bare == plan.standalone_question:
        return found
    return _of_matter(replace(plan, standalone_question=bare), hits, scorer, embed)


def _of_matter(
    plan: Plan, hits: Sequence[Hit], scorer: SpanScorer, embed: Embed | None
) -> tuple[DatedEvent, ...]:
    matter = matter_of(plan, hits)
    if not matter.names and not matter.words:
        return ()
    read = replace(plan, answer_type="date", subjects=matter.names)
    told = tellings(hits)
    ranked = fits(features(read, told, {}, embed)).tolist()
    found = sorted(occasions(read, told, ranked), key=lambda o: -o.fit)
    found = without_retold(without_idle("", found, scorer, dates_asked=False))
    kept = [replace(o, certainty=_certainty(o)) for o in found if matter.holds(o)]
    kept = [o for o in kept if _may_be(o, plan) and touches(plan.window, o)]
    kept = _each_day_once(kept)
    happened = _once(matter, [o for o in kept if o.certainty == "happened"], embed)
    ahead = [o for o in _ahead(matter, kept) if not any(_one_day(o, h) for h in happened)]
    ordered = sorted([*happened, *ahead], key=lambda o: (o.earliest, o.latest, o.telling.start))
    return tuple(_readable(o) for o in ordered)


def _certainty(o: Occasion) -> Certainty:
    """Say how certain an event is; what is said of a plan was said, whatever comes of it."""
    if puts_off(o.telling.text) and _PUT_TO.search(o.before) and o.certainty == "happened":
        return "planned"
    own = [e for e in o.telling.events if (e.earliest, e.latest) == (o.earliest, o.latest)]
    if not own:  # what lasts until a day is no plan for it
        return "hypothetical" if o.certainty == "planned" else o.certainty
    if own[0].certainty == "denied" and o.latest <= o.told_on and _CALLS_OFF.search(own[0].text):
        return "happened"
    in_vain = own[0].certainty == "planned" and _IN_VAIN.search(o.telling.text)
    return "denied" if in_vain else own[0].certainty


def _may_be(o: Occasion, plan: Plan) -> bool:
    if _THIS_YEAR.match(o.mention.text):
        return False
    if o.certainty == "happened":
        return o.earliest <= min(plan.as_of or plan.asked_at, o.told_on)
    guessed = o.mention.how.startswith("year from") and o.earliest - o.told_on > FAR
    return o.certainty in {"planned", "denied"} and not guessed


def _each_day_once(found: Sequence[Occasion]) -> list[Occasion]:
    """Leave out of a sentence's dates that of saying it, and what it only bounds, beside others."""
    rows: dict[tuple[str, int], list[Occasion]] = {}
    for o in found:
        rows.setdefault((o.telling.hit.article.id, o.telling.start), []).append(o)
    kept: list[Occasion] = []
    for row in rows.values():
        own = [o for o in row if not (any(o.signs[3:4]) or o.bound)]
        own = own or row
        kept += _days_apart(o for o in own if not any(_within(p, o) for p in own))
    return kept


def _within(one: Occasion, other: Occasion) -> bool:
    """Tell whether one's days are some of the other's."""
    return other.earliest <= one.earliest <= one.latest <= other.latest and not _one_day(one, other)


def _days_apart(row: Iterable[Occasion]) -> list[Occasion]:
    """Keep one event a day of one sentence; what is no fact goes before what is."""
    kept: dict[object, Occasion] = {}
    for o in sorted(row, key=lambda o: o.certainty == "happened"):
        kept.setdefault((o.earliest, o.latest), o)
    return list(kept.values())


def _once(matter: Matter, found: Sequence[Occasion], embed: Embed | None) -> list[Occasion]:
    """Take tellings of one event together: those of one day that say much the same."""
    passing = [o for o in found if _possessive(o) or aside(o)]
    found = [o for o in found if o not in passing or not any(_within(p, o) for p in found)]
    if matter.dealings:
        return merge(found)
    kept: list[Occasion] = []
    for o in sorted(found, key=_exact_first):
        near = [k for k in kept if same_days(k, o)]
        if any(_alike(k, o, embed) for k in near):
            continue
        if sum((k.earliest, k.latest) == (o.earliest, o.latest) for k in near) < A_DAY:
            kept.append(o)
    return kept


def _exact_first(o: Occasion) -> tuple[timedelta, bool, float]:
    return o.latest - o.earliest, o.told_on - o.latest > LATER, -o.fit


def _possessive(o: Occasion) -> bool:
    """Tell whether a date only says which one is meant: `last week's fire`."""
    body = o.telling.hit.article.body
    return body.startswith(("'s", "’s"), o.mention.end) or o.mention.text.endswith(("'s", "’s"))


def _alike(one: Occasion, other: Occasion, embed: Embed | None) -> bool:
    """Tell whether two sentences tell the same; without an embedder all of one day do."""
    if embed is None:
        return True
    retold = other.told_on - other.latest > LATER and one.told_on - one.latest <= LATER
    if retold and _LEANS.match(other.telling.text):
        return True
    a, b = embed([_words(one.telling), _words(other.telling)])
    return float(a @ b) >= (RETOLD if retold else ONE_EVENT)


def _words(t: Telling) -> str:
    return t.text[dateline_end(t.text) :]


def _ahead(matter: Matter, found: Iterable[Occasion]) -> list[Occasion]:
    """Return plans and denials, a day once: the newest report stands, with the most exact date."""
    kept: list[Occasion] = []
    ahead = [o for o in found if o.certainty != "happened"]
    for o in sorted(ahead, key=lambda o: (o.told_on, o.fit), reverse=True):
        same = next(
            (
                n
                for n, k in enumerate(kept)
                if _one_day(k, o) or (matter.dealings and (_within(o, k) or _within(k, o)))
            ),
            None,
        )
        if same is None:
            kept.append(o)
        elif _within(o, kept[same]):
            kept[same] = replace(
                kept[same], mention=o.mention, earliest=o.earliest, latest=o.latest
            )
    return kept


def _one_day(one: Occasion, other: Occasion) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _readable(o: Occasion) -> DatedEvent:
    """Return an event without a dateline, and with what its sentence leans on before it."""
    event, body = as_event(o), o.telling.hit.article.body
    start = event.start + dateline_end(o.telling.text)
    spans = [(a, b) for a, b in split(body[:start]) if body[a:b].strip()]
    while spans and _LEANS.match(body, start) and event.end - spans[-1][0] <= LONGEST_BEFORE:
        first, _ = spans.pop()
        start = first + dateline_end(body[first : event.end])
    return replace(event, start=start, certainty=o.certainty)
