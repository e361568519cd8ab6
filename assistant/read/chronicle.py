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
_ASKS = re.compile(
    r"^\W*(?:(?:please )?(?:give|show|tell|list|draw|make|what (?:is|was))(?: me| us)? )?"
    r"(?:(?:an?|the) )?(?:full |short |complete |brief )?(?:timeline|time line|chronology)\b",
    re.IGNORECASE,
)
_CERTAINTY = {"planned": " (planned)", "denied": " (denied or called off)"}


def asks_timeline(question: str) -> bool:
    """Tell whether a question asks for all that happened, in its order."""
    return bool(_ASKS.search(question))


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
