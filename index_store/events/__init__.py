"""An article and its time mentions in, the events its sentences date out, with their certainty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from index_store.events.certainty import around_the_verb, certainty
from index_store.events.clauses import PAST, Clause, clause_at, clauses
from index_store.events.names import name_spans, named_by_office, office_holders
from index_store.sentences import split
from index_store.times.mishaps import dates_a_mishap
from index_store.types import Certainty, Event, TimeMention

__all__ = ["OF_THE_NEWS", "PUBLISHED", "dated_events", "news_day"]

# How a sentence that names no day came by one.
PUBLISHED = "publication date"
OF_THE_NEWS = "day of the news that it belongs to"
_LEAD = 4
_LEAD_CHARACTERS = 500
_NEWS_DAYS = 7
_LEAST_WORDS = 2
_TELLING = 4  # `she said` tells nothing of its own
_LONGEST = (
    2000  # longer than a sentence: a table or list, whose dates are read in their surroundings
)
_AROUND = 200
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_BOUND_BEFORE = re.compile(
    r"\b(?:since|before|after|than|until|till)\s+(?:the\s+)?$", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:to|through|until|till|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_NO_DAY = re.compile(r"PRESENT_REF|XXXX-XX-XXT\d")  # `now`, and a time of some day
_BACK = re.compile(
    r"[\"'“‘(\s]*(?:(?:He|She|They|It|His|Her|Their)\b|(?:The|Both|These)\s+(?:two\s+)?"
    r"(?:men|women|leaders?|presidents?|ministers?|pair|sides|call|talks|meeting|visit|two)\b)"
)


@dataclass(frozen=True, slots=True)
class _When:
    """The days of one date, or of a range of two."""

    start: int
    earliest: date
    latest: date
    mention: TimeMention


def dated_events(text: str, mentions: list[TimeMention], published: date | None) -> list[Event]:
    """Find what the sentences of an article say happened, or will, on some date.

    Args:
        text: the article's body, or a stretch of it.
        mentions: its time expressions, with spans into `text`.
        published: the day of publication; where the first sentences name no day, the day of the
            news (see `news_day`) dates them, else this one.

    Returns:
        One event per date and clause, in order. A date behind `since`, `before`, `after` or
        `until` bounds something else and makes no event; neither do decades and centuries.
    """
    found: list[tuple[_Sentence, list[Event]]] = []
    context = _Told(office_holders(text))
    at = 0
    for start, end in split(text):
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        inside: list[TimeMention] = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        if len(_LOWER.findall(text, start, end)) < _LEAST_WORDS:
            continue
        sentence = _Sentence(text, (start, end), inside, context)
        found.append((sentence, _of_dates(sentence, published)))
        context.names = sentence.names
    return [event for _, events in _with_lead(found, published) for event in events]


def news_day(events: Iterable[Event], published: date) -> Event | None:
    """Give the event that says on what day the news of an article came about.

    That is the first in the lead that happened on a day of the week before publication.
    """
    for e in events:
        near = published - timedelta(days=_NEWS_DAYS) <= e.earliest == e.latest <= published
        lead = e.how not in {PUBLISHED, OF_THE_NEWS} and e.start < _LEAD_CHARACTERS
        if lead and near and e.certainty == "happened":
            return e
    return None


@dataclass(slots=True)
class _Told:
    """What the sentences before have told: who holds which office, and who was named last."""

    holders: dict[tuple[str, str], str]
    names: tuple[str, ...] = ()


class _Sentence:
    """A sentence with its clauses and names."""

    __slots__ = ("end", "mentions", "names", "parts", "start", "text", "whole")

    def __init__(
        self, text: str, span: tuple[int, int], mentions: list[TimeMention], told: _Told
    ) -> None:
        self.text, self.mentions = text, mentions
        self.start, self.end = span
        spans = [(m.start, m.end) for m in mentions]
        self.whole = self.end - self.start <= _LONGEST
        self.parts = clauses(text, span, spans) if self.whole else []
        words = text[self.start : min(self.end, self.start + _LONGEST)]
        spans = [s for s in spans if s[0] < self.start + _LONGEST]
        own = name_spans(words, [(a - self.start, b - self.start) for a, b in spans])
        names = dict.fromkeys(name for _, name in own)
        names.update(dict.fromkeys(named_by_office(words, told.holders)))
        if not names or _BACK.match(text, self.start, self.end):
            names.update(dict.fromkeys(told.names))
        self.names = tuple(names)

    def clause(self, place: int) -> Clause:
        """Give the clause around a place."""
        if self.parts:
            return clause_at(self.parts, place)
        first, last = max(self.start, place - _AROUND), min(self.end, place + _AROUND)
        return Clause(first, last, self.text[first:last])

    def _claimed_by(self, clause: Clause) -> str:
        """Give the words before `that she met him`: who denies it does not tell it."""
        if clause.opener != "that":
            return ""
        before = self.text[max(self.start, clause.start - 40) : clause.start].split()
        return " ".join([*before[-2:], ""])

    def dates_itself(self) -> bool:
        """Say whether a date stands in a main clause; one in a side clause dates that only."""
        times = [m for m in self.mentions if m.kind == "date" and not _NO_DAY.match(m.value)]
        return any(not self.clause(m.start).opener for m in times)

    def event(self, when: _When, clause: Clause, published: date | None, how: str) -> Event:
        return Event(
            start=self.start,
            end=self.end,
            text=self.text[clause.start : clause.end].strip(),
            earliest=when.earliest,
            latest=when.latest,
            precision=when.mention.precision,
            value=when.mention.value,
            how=how,
            certainty=self._certainty(when, clause, published),
            names=self.names,
        )

    def _certainty(self, when: _When, clause: Clause, published: date | None) -> Certainty:
        ahead = published is not None and when.earliest > published
        found = certainty(
            self._claimed_by(clause) + around_the_verb(clause.words, when.mention.text),
            opener=clause.opener,
            sentence=self.text[self.start : self.end] if self.whole else clause.words,
            ahead=ahead,
        )
        # What is planned is done about a crash that has been.
        over = found == "planned" and not ahead
        dated = when.mention
        return "happened" if over and dates_a_mishap(self.text, dated.start, dated.end) else found


def _of_dates(sentence: _Sentence, published: date | None) -> list[Event]:
    return [
        sentence.event(when, sentence.clause(when.start), published, when.mention.how)
        for when in _whens(sentence)
    ]


def _whens(sentence: _Sentence) -> list[_When]:
    found: list[_When] = []
    last: TimeMention | None = None
    for mention in sentence.mentions:
        if not _dates_something(mention) or mention.earliest is None or mention.latest is None:
            continue
        if last and found and _continues(sentence, last, mention):
            first = found.pop()
            latest = max(first.latest, mention.latest)
            found.append(_When(first.start, first.earliest, latest, first.mention))
        elif not _bounds(sentence, mention):
            found.append(_When(mention.start, mention.earliest, mention.latest, mention))
        last = mention
    return found


def _bounds(sentence: _Sentence, mention: TimeMention) -> bool:
    low = max(sentence.start, mention.start - 20)
    return bool(_BOUND_BEFORE.search(sentence.text, low, mention.start))


def _dates_something(mention: TimeMention) -> bool:
    return mention.kind == "date" and mention.precision not in {"decade", "century"}


def _continues(sentence: _Sentence, last: TimeMention, mention: TimeMention) -> bool:
    """Say whether two dates are the ends of one range."""
    between = sentence.text[last.end : mention.start]
    if last.earliest is None or mention.earliest is None or mention.earliest < last.earliest:
        return False
    if _RANGE.fullmatch(between):
        return True
    opened = _BETWEEN.search(sentence.text[max(sentence.start, last.start - 12) : last.start])
    return bool(opened) and between.strip() == "and"


def _with_lead(
    found: list[tuple[_Sentence, list[Event]]], published: date | None
) -> list[tuple[_Sentence, list[Event]]]:
    """Date the first sentences that name no day by that of the news, else of publication."""
    if published is None:
        return found
    news = news_day((e for _, events in found[:_LEAD] for e in events), published)
    day, how = (news.earliest, OF_THE_NEWS) if news else (published, PUBLISHED)
    lead = [
        (s, events if s.dates_itself() else [*_of_the_day(s, day, published, how), *events])
        for s, events in found[:_LEAD]
    ]
    return [*lead, *found[_LEAD:]]


def _of_the_day(sentence: _Sentence, day: date, published: date, how: str) -> list[Event]:
    """Date a sentence that reports in the past tense."""
    whole = Clause(sentence.start, sentence.end, sentence.text[sentence.start : sentence.end])
    main = next((part for part in sentence.parts if not part.opener), whole)
    if not PAST.search(main.words) or len(main.words.split()) < _TELLING:
        return []
    mention = TimeMention(
        start=sentence.start,
        end=sentence.start,
        text="",
        value=day.isoformat(),
        earliest=day,
        latest=day,
    )
    when = _When(sentence.start, day, day, mention)
    told = Clause(sentence.start, sentence.end, main.words)
    return [sentence.event(when, told, published, how)]
