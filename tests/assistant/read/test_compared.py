"""Which of two events came first, and on which side of one another they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.modality import UNSETTLED
from assistant.plan import plan
from assistant.read.order.chronology import reading_of
from assistant.read.order.compared import asking, first_of, on_which_side, told_of_both
from assistant.read.order.occasions import Occasion
from assistant.read.sentence.alternatives import option_in
from assistant.types import Claim, Draft, Hit, Plan, Question
from tests.assistant.read.test_chronology import Words, hit

BRIDGE = hit("b", date(2025, 5, 2), "The Karsund bridge opened on May 1 in the rain.")
TRAM = hit("t", date(2025, 6, 9), "The harbour tram opened on June 8, a week late.")
BOTH = hit("c", date(2026, 1, 3), "The bridge opened on May 1, 2025, and the tram on June 8, 2025.")
VOYAGES = hit(
    "v", date(2025, 9, 1), "Borealis 2 was launched on August 20, and Borealis 1 on August 29."
)


def asked(text: str) -> Plan:
    return plan(Question(text=text, asked_at=date(2026, 2, 1)))


def days_of(hits: list[Hit]) -> Callable[[Plan], list[Occasion]]:
    """Take the dated events that have the question's own thing, the best first."""

    def find(asking: Plan) -> list[Occasion]:
        own = "bridge" if "bridge" in asking.standalone_question else "tram"
        events = reading_of(asking, hits, Words()).events
        return [o for o in events if o.stated and own in o.telling.text]

    return find


def first(text: str, *hits: Hit) -> Draft | None:
    made = asked(text)
    return first_of(made, reading_of(made, hits, Words()), days_of([BRIDGE, TRAM]))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Which opened first, the tram or the bridge?", "bridge"),
        ("Which opened last, the tram or the bridge?", "tram"),
        ("Which opened later, the bridge or the tram?", "tram"),
    ],
)
def test_days_tell_which_came_first(text: str, short: str) -> None:
    apart = first(text, BRIDGE, TRAM)
    assert apart is not None
    assert apart.short == short
    assert [e.date for e in apart.events] == ["2025-05-01", "2025-06-08"]
    assert len(apart.claims) == 2
    together = first(text, BOTH)
    assert together is not None
    assert together.short == short


def test_what_tells_two_alike_names_apart_is_what_one_alone_has() -> None:
    told = first("Which was launched first, Borealis 1 or Borealis 2?", VOYAGES)
    assert told is not None
    assert told.short == "Borealis 2"
    assert option_in(["Borealis 1", "Borealis 2"], "the Borealis 2 probe") == "Borealis 2"
    assert option_in(["Borealis 1", "Borealis 2"], "Borealis") == ""


def test_without_a_day_for_each_nothing_is_compared() -> None:
    assert first("Which opened first, the tram or the bridge?", BRIDGE) is None
    assert first("Which opened first, the bridge or the museum?", BRIDGE, TRAM) is None
    assert first("Which opened, the tram or the bridge?", BRIDGE, TRAM) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Did the bridge open before the tram opened?", "Yes"),
        ("Did the tram open before the bridge opened?", "No"),
        ("Did the tram open after the bridge?", "Yes"),
        ("Was the bridge opened after the tram?", "No"),
        ("Did the bridge close before the tram opened?", "Yes"),  # once of two times
    ],
)
def test_yes_or_no_by_the_days_of_both(text: str, short: str) -> None:
    draft = on_which_side(asked(text), days_of([BRIDGE, TRAM]))
    assert draft is not None
    assert draft.short == short
    assert len(draft.claims) == 2


def test_no_side_without_both_days_or_on_the_same_one() -> None:
    text = "Did the bridge open before the tram opened?"
    assert on_which_side(asked(text), lambda _: []) is None
    one = days_of([BRIDGE, TRAM])(asked("When did the bridge open?"))
    assert on_which_side(asked(text), lambda _: one) is None
    dated = replace(asked("Did the bridge open before May 5?"), anchor="")
    assert on_which_side(dated, days_of([BRIDGE, TRAM])) is None


def test_whether_there_was_any_is_not_asked_of_one_event() -> None:
    asks = asked("Had there been a bridge before the tram opened?")
    assert on_which_side(asks, days_of([BRIDGE, TRAM])) is None


def test_which_came_first_asks_for_the_day_of_each() -> None:
    told = first("Which came first, the bridge opening or the tram?", BRIDGE, TRAM)
    assert told is not None
    assert told.short == "bridge opening"


def test_a_yes_must_be_told_of_both_events() -> None:
    made = asked("Did Lind and Kerr speak before the tram opened?")
    other = Draft(
        short="Yes",
        claims=(Claim(text="“Lind spoke before the vote.”", quotes=()),),
        confidence=1.0,
    )
    assert told_of_both(made, other).short == ""
    assert told_of_both(made, other).reason == UNSETTLED
    both = Draft(
        short="Yes",
        claims=(Claim(text="“They spoke, and the tram opened.”", quotes=()),),
        confidence=1.0,
    )
    assert told_of_both(made, both).short == "Yes"
    assert told_of_both(asked("Did Lind and Kerr speak?"), other).short == "Yes"


@pytest.mark.parametrize(
    ("event", "question"),
    [
        ("the ferry sank off Orlan", "When did the ferry sink off Orlan?"),
        ("the mayor was elected", "When was the mayor elected?"),
        ("Lind had resigned", "When had Lind resigned?"),
        ("the vote in May", "When was the vote in May?"),
    ],
)
def test_the_day_of_an_event_is_asked_in_a_whole_question(event: str, question: str) -> None:
    assert asking(event) == question
