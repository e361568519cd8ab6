"""The event that a question counts from in, the days on its asked side out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.read.order.merging import inside
from assistant.read.order.occasions import ASIDE, Occasion
from assistant.read.order.timed import Reading, plain_question
from assistant.types import Plan, Window
from assistant.words import cover, stem_set
from index_store.times import find_times
from index_store.types import TimeMention

_NEWEST = re.compile(
    r"(?:this|that|it|now|(?:this|that|the (?:current|present|latest|newest|last)) \w+)",
    re.IGNORECASE,
)
ANCHOR_AMONG = 5
# A sentence with this share of an anchor's words tells of the anchor.
ANCHOR_COVER = 0.5


def days_named(plan: Plan) -> list[TimeMention]:
    """Return the dates that the words for the event to count from hold."""
    found = find_times(plan.anchor, plan.as_of or plan.asked_at)
    return [m for m in found if m.kind == "date" and m.earliest and m.latest]


def from_anchor(plan: Plan, reading: Reading) -> Window | None:
    """Return the days on the asked side of the event that the question counts from."""
    word = plan.anchor_word or plan.operator
    if _NEWEST.fullmatch(plan.anchor) and word == "before":
        return _before_newest(reading)
    parts = _parts(plan.anchor, word)
    found = sorted(days for part in parts if (days := _days_of(plan, part, reading)))
    if not found or len(found) < len(parts):
        return None
    first, last = found[0][1] + timedelta(days=1), found[-1][0] - timedelta(days=1)
    if word == "between":
        return Window(earliest=first, latest=last) if first <= last else None
    if word == "until":
        return Window(latest=found[0][1])
    return Window(latest=last) if word == "before" else Window(earliest=first)


def _parts(anchor: str, word: str) -> list[str]:
    """Return the events that an anchor names: two for `between the vote and the summit`."""
    return anchor.split(" and ", 1) if word == "between" else [anchor]


def _days_of(plan: Plan, anchor: str, reading: Reading) -> tuple[date, date] | None:
    """Return the first and last day of the event that an anchor means, or of those it names."""
    named = days_named(replace(plan, anchor=anchor))
    days = Window(earliest=named[0].earliest, latest=named[0].latest) if named else None
    event = _event_of(plan, anchor, reading, days)
    if event is not None:
        return event.earliest, event.latest
    return (days.earliest, days.latest) if days and days.earliest and days.latest else None


def _event_of(plan: Plan, anchor: str, reading: Reading, days: Window | None) -> Occasion | None:
    """Return the event of the sentence with most of an anchor's words and least of the rest.

    It lies in the days that the anchor names, if it names any.
    """
    wanted = stem_set(anchor)
    rest = stem_set(plain_question(plan.standalone_question)) - wanted
    rated = []
    for o in reading.events:
        if not inside(days, o):
            continue
        words = stem_set(ASIDE.sub(" ", o.telling.text))
        near = cover(wanted, words)
        if wanted and near >= ANCHOR_COVER and o.certainty == "happened":
            rated.append((near - (cover(rest, words) if rest else 0.0), o.fit, o))
    return max(rated, key=lambda r: r[:2])[2] if rated else None


def _before_newest(reading: Reading) -> Window | None:
    """Return the days before the newest event: what `this one` means that a report is about."""
    kept = [o for o in reading.events if o.certainty == "happened" and o.joined and o.alike]
    if not kept:
        return None
    newest = max(kept[:ANCHOR_AMONG], key=lambda o: o.told_on)
    day = newest.earliest if newest.stated else newest.told_on
    return Window(latest=day - timedelta(days=1))
