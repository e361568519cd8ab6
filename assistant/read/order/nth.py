"""What a question of the first time was read with in, the events that are a later time left out."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.read.order.counting import ORDINALS
from assistant.read.order.occasions import Occasion
from assistant.read.order.timed import Reading
from assistant.read.sentence.amounts import COUNTING
from assistant.types import Plan
from assistant.words import stem_set

_ORDINAL = rf"(?:{'|'.join(ORDINALS[1:])}|\d*(?:2nd|3rd|[04-9]th|1[1-3]th))"
_COUNT = rf"(?:an?|{'|'.join(COUNTING[1:])}|\d+)"
# "were attacked again", "for the third time": there was one before.
_AGAIN = re.compile(rf"\b(?:again|once more|yet another|for the {_ORDINAL} time)\b", re.IGNORECASE)
# "the first call since May", "the first in four years": of what the words before it date.
_FIRST_SINCE = re.compile(
    r"\bfirst (?:(?!\bthat\b)[\w’'-]+ ){0,4}"
    rf"(?:since|in (?:(?:more than|almost|nearly|over) )?{_COUNT} (?:year|decade|month)s?)\b",
    re.IGNORECASE,
)
# "the third attack", but neither "the second largest bank" nor "Second Avenue".
_NUMBERED = re.compile(
    rf"\b(?:[Tt]he )?{_ORDINAL} (?!\w+est\b)(?P<what>(?:[\w’'-]+ ){{0,2}}[\w’'-]+)"
)


def without_later(plan: Plan, reading: Reading) -> Reading:
    """Leave out the events of which their sentence says that there was one of the kind before.

    Only where the first of all is asked for, and another event that all who are asked about took
    part in is left: within days that are asked about, the third of all may be the first.
    """
    if plan.operator != "first" or plan.window is not None or plan.anchor:
        return reading
    asked = stem_set(plan.standalone_question)
    kept = tuple(o for o in reading.events if not a_later_one(o, asked))
    return replace(reading, events=kept) if any(o.joined for o in kept) else reading


def a_later_one(o: Occasion, asked: frozenset[str]) -> bool:
    """Tell whether a sentence says of its event that it was not the first, given what is asked.

    Of several dates in it that is said of the next one: `in 1998 and again in 2019`.
    """
    text = o.telling.text
    mine = o.mention.start - o.telling.start
    if any(mine < m.start() for m in _FIRST_SINCE.finditer(text)):
        return True
    said = [m.start() for m in _AGAIN.finditer(text)]
    said += [m.start() for m in _NUMBERED.finditer(text) if stem_set(m["what"]) & asked]
    days = sorted(m.start - o.telling.start for m in o.telling.times if m.kind == "date")
    return any(next((d for d in days if d >= at), mine) == mine for at in said)
