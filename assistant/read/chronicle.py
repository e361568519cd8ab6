"""A request for a timeline and the events found for it in, a draft that tells them in order out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.modality import NOT_SAID
from assistant.read.sentence.printed import quotation, told_as
from assistant.types import Claim, DatedEvent, Draft, Hit
from assistant.words import date_words
from index_store.types import Article

# As many events are told with their sentences; the others stand in the draft's list of events.
MOST = 12
CONFIDENCE = 0.6
_PLEASE = (
    r"^\W*(?:(?:please )?(?:give|show|tell|list|draw|make)(?: me| us)? |what (?:is|was) )?"
    r"(?:(?:an?|the|all) )?(?:full |short |complete |brief )?"
)
_TIMELINE = r"timeline|time line|chronology"
_ASKS = re.compile(rf"{_PLEASE}(?:{_TIMELINE})\b", re.IGNORECASE)
_TELLS = re.compile(
    rf"{_PLEASE}(?:(?:{_TIMELINE}|history|story|course|key (?:dates|events))\b"
    r"(?: (?:of|for|on|in|about|behind)\b)?|"
    r"what(?:(?: has| have| had)? happened|['’]s happened) (?:to|in|with|at|on|around|during)\b)"
    r"(?: the\b)?:?\s*",
    re.IGNORECASE,
)
_CERTAINTY = {"planned": " (planned)", "denied": " (denied or called off)"}


def asks_timeline(question: str) -> bool:
    """Tell whether a question asks for all that happened, in its order."""
    return bool(_ASKS.search(question))


def plain_request(query: str) -> str:
    """Take off what only says that a timeline is wanted: `timeline of the`, `what happened to`.

    >>> plain_request("Timeline of the Halvern rail strike")
    'Halvern rail strike'
    >>> plain_request("what happened to the truck drivers?")
    'truck drivers?'
    """
    rest = _TELLS.sub("", query, count=1)
    return rest if any(c.isalnum() for c in rest) else query


def chronicle(events: Sequence[DatedEvent], hits: Sequence[Hit]) -> Draft:
    """Tell events one after another, each with its day and its sentence."""
    articles = {hit.article.id: hit.article for hit in hits}
    told = events[-MOST:]
    if not told:
        return Draft(reason=NOT_SAID)
    first, last = date_words(told[0].date), date_words(told[-1].date)
    count = f"{len(told)} events" if len(told) > 1 else "One event"
    if len(events) > len(told):
        count = f"The newest {len(told)} of {len(events)} events"
    return Draft(
        short=f"{count}, {first} to {last}" if first != last else f"{count}, {first}",
        claims=tuple(_claim(event, articles[event.article_id]) for event in told),
        confidence=CONFIDENCE,
        events=tuple(events),
    )


def _claim(event: DatedEvent, article: Article) -> Claim:
    day = date_words(event.date) + _CERTAINTY.get(event.certainty, "")
    return told_as(day, quotation(article, event.start, event.end))
