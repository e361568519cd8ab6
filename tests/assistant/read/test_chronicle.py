"""A request for a timeline is answered with its events, each with its day and sentence."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.read.chronicle import MOST, asks_timeline, chronicle
from assistant.types import DatedEvent
from index_store.types import Certainty
from tests.hits import hit_of

BODY = "ORLAN, May 4 (HPA) - The bridge was shut on Monday. It is to open again on June 2."
HIT = hit_of(BODY, date(2023, 5, 4), title="Bridge shut", key="bridge")


def event(day: str, start: int, end: int, certainty: Certainty = "happened") -> DatedEvent:
    return DatedEvent(
        date=day, precision="day", text="", article_id="bridge", start=start, end=end,
        certainty=certainty,
    )  # fmt: skip


SHUT = event("2023-05-01", 0, BODY.index("It is"))
OPENS = event("2023-06-02", BODY.index("It is"), len(BODY), "planned")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Timeline of the bridge", True),
        ("give me a short timeline of the Karsund bridge", True),
        ("What is the chronology of the strike?", True),
        ("What is the timetable of the ferry?", False),
        ("Who drew up the timeline of the crash?", False),
        ("Show me the timeline that the police gave", True),
    ],
)
def test_what_asks_for_a_timeline(question: str, asked: bool) -> None:
    assert asks_timeline(question) is asked


def test_each_event_is_told_with_its_day() -> None:
    draft = chronicle([SHUT, OPENS], [HIT])
    assert draft.short == "2 events, May 1, 2023 to June 2, 2023"
    assert [c.text for c in draft.claims] == [
        "May 1, 2023: “The bridge was shut on Monday.” (May 4, 2023)",
        "June 2, 2023 (planned): “It is to open again on June 2.” (May 4, 2023)",
    ]
    assert chronicle([SHUT], [HIT]).short == "One event, May 1, 2023"


def test_of_many_the_newest_are_told_and_all_are_kept() -> None:
    draft = chronicle([SHUT] * MOST + [OPENS], [HIT])
    assert draft.short.startswith(f"The newest {MOST} of {MOST + 1} events, ")
    assert len(draft.claims) == MOST
    assert len(draft.events) == MOST + 1


def test_without_events_nothing_is_told() -> None:
    assert not chronicle([], [HIT]).short
    assert chronicle([], [HIT]).reason
