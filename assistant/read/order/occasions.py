"""Sentences that fit a question in, the events that they date out, with day and certainty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.modality import announces, denies, undoes
from assistant.read.order.bounds import (
    Bound,
    bounded,
    bounds_of,
    dates_a_report,
    never_before,
    of_another_one,
    since_clause,
    since_what,
    vague,
)
from assistant.read.order.mentioned import event_asked, only_mentions
from assistant.read.order.mode import in_another, modes
from assistant.read.order.roles import by_another, deed_of, exchanged, roles_of
from assistant.read.order.spoken import said_by, tells_of_plans
from assistant.read.sentence.about import other_of_series, puts_off, same_kind, takes_part
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.tellings import Telling, dated
from assistant.types import Plan
from index_store.clean.credit import dateline_end
from index_store.events import OF_THE_NEWS, PUBLISHED, news_day
from index_store.types import Certainty, Event, TimeMention

# What a clause that has none of the asked words loses against one that has them all.
CLAUSE_WEIGHT = 2.0
# What a sentence that names no day loses against one that does.
UNDATED_LOSS = 1.5
# What the date of an announcement loses against that of what is announced.
SPOKEN_LOSS = 1.0
# What a date loses whose sentence only mentions the event: `died in the sinking rose on Monday`.
MENTIONED_LOSS = 2.0
# What a date loses that only tells what the event is compared with: `longer than the one in 2011`.
COMPARED_LOSS = 4.0
CLOSE_CHARACTERS = 80
# What a sentence loses in which those asked about change places.
EXCHANGED = -3.0
ASIDE = re.compile(r"(?<!never )\b(?:after|before|since|until|following)\b[^,]*(?:,|$)")
COMPARED = re.compile(
    r"\b(?:(?:the ones?|those) (?:in|of|on|from)|that of|than(?: (?:in|on))?|as in) $"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An event as one sentence tells it.

    Attributes:
        fit: how well it fits the question; comparable within one question.
        mention: what dates it; with empty text where it is the day of publication.
        stated: whether the sentence names the date, rather than its article's day standing in.
        joined: whether all names of the question take part, as far as the sentence tells.
        alike: whether the sentence has a word for the asked kind of event.
        dated_at: sentence that names the day, where it is another one.
        bound: it is told of as the last of the kind before another one: `the first since May`.
        part: how surely all names of the question take part; see `takes_part`.
        margin: of the best span that the reader finds in the sentence.
        tellers: stories that tell it.
        signs: how far its kind is the asked one, and what speaks against its date: other words than
            the asked ones, another's deed or way, an announcement, a comparison, a mere mention.
    """

    telling: Telling
    fit: float
    earliest: date
    latest: date
    mention: TimeMention
    certainty: Certainty = "happened"
    stated: bool = True
    joined: bool = True
    alike: bool = True
    dated_at: tuple[int, int] | None = None
    bound: bool = False
    part: float = 1.0
    margin: float = 0.0
    tellers: frozenset[str] = frozenset()
    signs: tuple[float, ...] = ()

    @property
    def before(self) -> str:
        """The words of its sentence right before its date."""
        start = self.telling.start
        return self.telling.text[: max(0, self.mention.start - start)][-CLOSE_CHARACTERS:]

    @property
    def theirs(self) -> bool:
        """Whether it is another's deed, or done in another way than asked about."""
        return any(self.signs[2:3])

    @property
    def mentioned(self) -> bool:
        """Whether its sentence only mentions what is asked for, and dates something else."""
        return any(self.signs[5:6])

    @property
    def told_on(self) -> date:
        """The day of the article that tells it."""
        return self.telling.hit.article.day or self.latest


def occasions(plan: Plan, told: Sequence[Telling], fits: Sequence[float]) -> list[Occasion]:
    """Date the sentences: by the dates they name, else by the day that their article reports."""
    found: list[Occasion] = []
    question = plan.standalone_question
    if plan.anchor:  # the event to count from is another one
        question = question.replace(plan.anchor, "")
    asked = kinds(question) - kinds(" ".join(plan.subjects))
    event = event_asked(plan.standalone_question)
    names = plan.names
    roles = roles_of(plan.standalone_question) if len(names) > 1 else None
    deed = deed_of(plan.standalone_question)
    mode = modes(question)
    for telling, bare in zip(told, fits, strict=True):
        part = takes_part(names, telling)
        if roles and exchanged(roles, telling.text):
            part = EXCHANGED
        kind = same_kind(asked, telling)
        delayed = "delay" not in asked and puts_off(telling.text)
        undone = undoes(question) and undoes(telling.text)
        for o, words in _made(asked, telling, bare + part):
            spoken = said_by(telling.text, o.before, o.mention.text, asked) if o.stated else ""
            compared = o.stated and bool(COMPARED.search(o.before))
            aside = o.stated and only_mentions(event, telling.text, o.mention.text)
            ahead = bool(spoken) and tells_of_plans(telling.text, spoken)
            if (delayed or ahead) and o.certainty == "happened":
                o = replace(o, certainty="planned")
            if undone and o.certainty == "denied":
                o = replace(o, certainty="happened")
            theirs = bool(deed and o.stated and by_another(deed, telling.text, o.mention.text))
            theirs = theirs or in_another(mode, _clause(o))
            alike = not spoken and not aside and _alike(asked, words, o)
            apart = o.stated and not alike and (since_clause(o.before) or since_what(o.before))
            found.append(
                replace(
                    o,
                    fit=o.fit
                    + kind
                    + EXCHANGED * theirs
                    - SPOKEN_LOSS * bool(spoken)
                    - COMPARED_LOSS * compared
                    - MENTIONED_LOSS * aside,
                    signs=(kind, o.fit - bare - part, theirs, bool(spoken), compared, aside),
                    part=part,
                    joined=part > 0 and not theirs and not apart and not _of_another(names, o),
                    alike=alike,
                )
            )
    return found


# An occasion with the words that its date stands with.
Made = tuple[Occasion, frozenset[str]]


def _made(asked: frozenset[str], telling: Telling, fit: float) -> list[Made]:
    """Return what one sentence dates, each with the words that its date stands with."""
    named = [e for e in telling.events if e.how not in {PUBLISHED, OF_THE_NEWS}]
    own = [e for e in named if not (vague(telling, e) or dates_a_report(telling, e))]
    shares = [_share(asked, event) for event in own]
    best = max(shares, default=0.0)
    made = [
        (
            _occasion(
                telling, _mention(telling, e), fit - CLAUSE_WEIGHT * (best - share), e.certainty
            ),
            kinds(e.text),
        )
        for e, share in zip(own, shares, strict=True)
    ]
    whole = kinds(telling.text)
    tied = any(o.certainty == "happened" and not of_another_one(o.before) for o, _ in made)
    bounds = [b for b in bounds_of(telling) if b[2] or b[1] == "planned" or not tied]
    made, bounds = _once(asked, telling, made, bounds)
    for mention, certainty, bound in bounds:
        made.append((replace(_occasion(telling, mention, fit, certainty), bound=bound), whole))
    tied = tied or any(sure == "happened" and not bound for _, sure, bound in bounds)
    if telling.hit.article.day and not tied:
        made.append((_undated(telling, fit, telling.hit.article.day), whole))
    return made


def _once(
    asked: frozenset[str], telling: Telling, made: list[Made], bounds: list[Bound]
) -> tuple[list[Made], list[Bound]]:
    """Read a date behind `since` one way: as bounding the asked kind, or as an event's of its own.

    `The first title since the loss of 2022` bounds titles, and dates the loss.
    """
    wanted = (asked & KINDS) or asked
    own = {o.mention.start for o, _ in made}
    again = {m.start: telling.text[: m.start - telling.start] for m, _, bound in bounds if bound}
    of_kind = {
        start
        for start, before in again.items()
        if wanted & kinds(bounded(before)) and _of_kind(wanted, since_what(before))
    }
    made = [one for one in made if one[0].mention.start not in of_kind]
    dated_apart = {start for start in again if start in own or since_what(again[start])}
    return made, [b for b in bounds if b[0].start not in dated_apart - of_kind]


def _of_kind(wanted: frozenset[str], event: str) -> bool:
    return not event or bool(wanted & kinds(event))


def _clause(o: Occasion) -> str:
    """Return the words of a sentence that tell the event of a date, as far as they stand apart."""
    own = [e.text for e in o.telling.events if (e.earliest, e.latest) == (o.earliest, o.latest)]
    several = len(o.telling.events) > 1 and o.stated and len(own) == 1
    clause = own[0] if several else o.telling.text
    main = ASIDE.sub(" ", clause)  # what came before or after it is another event
    return main if o.mention.text in main else clause


def _of_another(names: Sequence[str], o: Occasion) -> bool:
    """Tell whether the words right before a date speak of another one of a series."""
    return any(other_of_series(name, o.before) for name in names)


def _alike(asked: frozenset[str], words: frozenset[str], o: Occasion) -> bool:
    """Tell whether the words that a date stands with are of the asked kind of event."""
    wanted = (asked & KINDS) or asked
    if o.bound:
        words = kinds(bounded(o.before))
    elif apart := (since_clause(o.before) or since_what(o.before)) if o.stated else "":
        words = kinds(apart)
    elif len(o.telling.events) < 2:
        words = kinds(ASIDE.sub(" ", o.telling.text))
    return not wanted or bool(wanted & words)


def _share(asked: frozenset[str], event: Event) -> float:
    return len(asked & kinds(event.text)) / len(asked) if asked else 0.0


def _occasion(telling: Telling, mention: TimeMention, fit: float, certainty: Certainty) -> Occasion:
    return Occasion(
        telling=telling,
        fit=fit,
        earliest=mention.earliest or date.min,
        latest=mention.latest or date.max,
        mention=mention,
        certainty=certainty,
        tellers=frozenset({telling.hit.article.story or telling.hit.article.id}),
    )


def _undated(telling: Telling, fit: float, published: date) -> Occasion:
    """Date a sentence that names no day by the news that its article reports, else publication."""
    article = telling.hit.article
    start, day, how, named_in = telling.start, published, PUBLISHED, None
    if news := news_day(dated(article.body, published)[1], published):
        day, how, named_in = news.earliest, OF_THE_NEWS, (news.start, news.end)
    mention = TimeMention(
        start=start, end=start, text="", value=day.isoformat(), earliest=day, latest=day, how=how
    )
    certainty: Certainty = "happened"
    if announces(telling.text):
        certainty = "planned"
    elif denies(telling.text) and not never_before(telling.text):
        certainty = "denied"
    made = _occasion(telling, mention, fit - UNDATED_LOSS, certainty)
    return replace(made, stated=False, dated_at=named_in)


def _mention(telling: Telling, event: Event) -> TimeMention:
    """Give the mention that dates an event; a range is written from its first to its last word."""
    body = telling.hit.article.body
    inside = [m for m in telling.times if m.kind == "date" and m.earliest and m.latest]
    same = [m for m in inside if m.earliest == event.earliest]
    lead = telling.start + dateline_end(telling.text)  # where the day of filing may stand too
    first = next((m for m in same if m.start >= lead), same[0] if same else None)
    if first is None:
        return TimeMention(
            start=event.start, end=event.start, text="", value=event.value,
            earliest=event.earliest, latest=event.latest, precision=event.precision, how=event.how,
        )  # fmt: skip
    last = next((m for m in inside if m.start > first.start and m.latest == event.latest), None)
    if first.latest == event.latest or last is None:
        return first
    if puts_off(telling.text):
        return last  # put off from the first to the last
    return replace(
        first, end=last.end, text=body[first.start : last.end], latest=event.latest,
        precision="month" if first.precision != "day" else "day",
    )  # fmt: skip
