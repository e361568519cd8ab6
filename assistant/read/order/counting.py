"""A question of how often in, how many events are told of out: as numbered, or by their days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.modality import announces
from assistant.read.order.merging import merge, touches
from assistant.read.order.occasions import Occasion
from assistant.read.order.timed import Reading, as_event, asked_kind, plain_question
from assistant.read.sentence.about import other_of_series, takes_part
from assistant.read.sentence.amounts import COUNTING
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.tellings import Telling
from assistant.types import Draft, Plan, Window

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_NTH = re.compile(rf"\b(?:(\d{{1,3}})(?:st|nd|rd|th)|({'|'.join(ORDINALS)}))\b", re.IGNORECASE)
_TIMES = re.compile(rf"\b(?:twice|(\d{{1,3}}|{'|'.join(COUNTING[1:])}) times)\b", re.IGNORECASE)
_TIMES_WORDS = kinds("time times day days number")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:year|season|month|week|autumn|summer|winter|spring|decade)s?\b")
_SHORT = re.compile(
    r"\b(?:in|within) (?:(?:less|little more) than |only |just |about )?(?:an?|one|two|three|a few|"
    r"as many|\d+) (?:day|week|month)s?\b",
    re.IGNORECASE,
)
SHORT = timedelta(days=62)
# Words of an ordinal's own phrase, in which its event stands.
_REACH = 4
_NEAR = 60
CONFIDENCE = 0.55
# What happened within a time may be reported so much later.
REPORTED = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An event that its report numbers: `the third recall of the year`."""

    number: int
    telling: Telling
    day: date


def count(plan: Plan, reading: Reading) -> Draft | None:
    """Say how many events of the asked kind are told of; None where none surely is.

    The newest report that numbers them is believed, and what happened after it is added; without
    one, the days on which they happened are counted.
    """
    pool = [o for o in asked_kind(reading, planned=False, several=True) if o.joined and o.alike]
    events = [o for o in merge(pool) if touches(plan.window, o)]
    events = [o for o in events if o.earliest == o.latest or plan.window is None]
    numbered = _numbered(plan, reading) or _counted(plan, reading, len(events))
    at_least = None if numbered else _numbered(plan, reading, bounded=True)
    for found in filter(None, (numbered, at_least)):
        later = [o for o in events if o.earliest > found.day]
        number = found.number + len(later)
        if found is numbered or number > len(events):
            return _draft(number, found, later)
    return _draft(len(events), None, events) if len(events) > 1 else None


def _numbered(plan: Plan, reading: Reading, *, bounded: bool = False) -> Numbered | None:
    """Find the newest sentence that numbers an event of the asked kind in the time asked about.

    With `bounded`, where no time is asked about, one that counts from some day on will do: it
    happened so often at least.
    """
    if bounded and plan.window is not None:
        return None
    names = plan.names
    asked, wanted = _asked(plan)
    found = []
    for telling, _ in reading.told:
        day = telling.hit.article.day
        if day is None or announces(telling.text) or not (bounded or _scope(plan, telling, day)):
            continue
        number = max(_numbers(telling, asked, wanted, names), default=0)
        if number > 1 and takes_part(names, telling) > 0:
            found.append(Numbered(number=number, telling=telling, day=day))
    return max(found, key=lambda n: (n.day, n.number), default=None)


def _counted(plan: Plan, reading: Reading, dated: int) -> Numbered | None:
    """Find the newest sentence that says how many times, if more often than events are dated.

    It counts from when it all began, which is within the days asked about where the report is,
    and the days that it names are.
    """
    if plan.window is None:
        return None
    asked, wanted = _asked(plan)
    found = []
    for telling, _ in reading.told:
        day = telling.hit.article.day
        if day is None or announces(telling.text) or not _within(plan.window, day):
            continue
        days = [m.earliest for m in telling.times if m.kind == "date" and m.earliest]
        if not all(_within(plan.window, named) for named in days):
            continue
        number = max(_times(telling.text), default=0)
        told = _alike(kinds(telling.text), asked, wanted)
        if number > dated and told and takes_part(plan.names, telling) > 0:
            found.append(Numbered(number=number, telling=telling, day=day))
    return max(found, key=lambda n: n.day, default=None)


def _asked(plan: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds of event that a question counts, and those of all its words."""
    question = kinds(plain_question(plan.standalone_question))
    wanted = question - kinds(" ".join(plan.names)) - _TIMES_WORDS
    return (wanted & KINDS) | (kinds(plan.answer_noun) - _TIMES_WORDS), wanted


def _alike(told: frozenset[str], asked: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(asked & told) or len(wanted & told) * 2 > len(wanted)


def _times(text: str) -> list[int]:
    """Read `twice`, `three times`."""
    words = [m[1].lower() if m[1] else "two" for m in _TIMES.finditer(text)]
    return [int(word) if word.isdigit() else COUNTING.index(word) for word in words]


def _numbers(
    telling: Telling, asked: frozenset[str], wanted: frozenset[str], names: Sequence[str]
) -> list[int]:
    """Read `the third visit`, `for the third time` and `three times` of the asked kind of event."""
    text = telling.text
    alike = _alike(kinds(text), asked, wanted)
    found = []
    for match in _NTH.finditer(text):
        if any(other_of_series(name, text[: match.start()][-_NEAR:]) for name in names):
            continue
        number = int(match[1]) if match[1] else ORDINALS.index(match[2].lower()) + 1
        phrase = " ".join(text[match.end() :].split()[:_REACH])
        back = _SINCE.match(phrase) and asked & kinds(telling.context)
        if asked & kinds(phrase) or back or (alike and phrase.startswith("time")):
            found.append(number)
    return [*found, *_times(text)] if alike else found


def _scope(plan: Plan, telling: Telling, day: date) -> bool:
    """Tell whether what a report numbers is within the time asked about.

    A number without a stretch of time counts from the very first, so it answers only where no
    time is asked about.
    """
    window = plan.window
    bounded = bool(_SPAN.search(telling.text) or _SINCE.search(telling.text))
    if window is None:
        return bool(plan.anchor) or not bounded or bool(_SPAN.search(plan.standalone_question))
    return bounded and not _of_less(window, telling.text) and _within(window, day)


def _of_less(window: Window, text: str) -> bool:
    """Tell whether what is counted in days or weeks says little of a longer time."""
    first, last = window.earliest, window.latest
    return bool(_SHORT.search(text)) and bool(first and last and last - first > SHORT)


def _within(window: Window, day: date) -> bool:
    return (window.earliest or date.min) <= day and (
        window.latest is None or day <= window.latest + REPORTED
    )


def _draft(number: int, numbered: Numbered | None, events: Sequence[Occasion]) -> Draft:
    short = COUNTING[number] if number < len(COUNTING) else str(number)
    sentences = [numbered.telling] if numbered else []
    sentences += [o.telling for o in events]
    distinct = {(t.hit.article.id, t.start): t for t in sentences}.values()
    claims = [quotation(t.hit.article, t.start, t.end) for t in distinct]
    claims[0] = told_as(short, claims[0])
    return Draft(
        short=short,
        claims=tuple(claims),
        confidence=CONFIDENCE,
        events=tuple(as_event(o) for o in events),
        order=tuple(dict.fromkeys(t.hit.passage.id for t in distinct)),
    )
