"""Days that had been set, and what is asked about them."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.modality import asks_ahead
from assistant.read.order import dating
from assistant.read.order.plans import asks_original
from assistant.read.order.timed import read
from tests.assistant.read.test_chronology import PLAN, Words, hit, told

pytestmark = pytest.mark.usefixtures("rules_alone")

DELAYED = hit(
    "d",
    date(2025, 6, 2),
    "The line in Orlan, which had been due to carry its first guests on June 20, will open on "
    "October 5, the town said. The line was originally to open on March 1.",
    "Orlan line delayed",
)
ASKED = replace(PLAN, operator="none", subjects=("Orlan",))


def test_a_day_that_was_given_up_is_not_when_it_will_be() -> None:
    plan = replace(ASKED, standalone_question="When will the line in Orlan open?")
    assert told(plan, DELAYED).short == "October 5, 2025"


def test_the_day_first_set_is_told_when_asked_for() -> None:
    plan = replace(ASKED, standalone_question="When was the line in Orlan originally due to open?")
    assert told(plan, DELAYED).short == "March 1, 2025"


def test_the_day_first_set_is_that_of_what_is_asked_about() -> None:
    other = hit("o", date(2025, 3, 2), "In Hale a line is to open on April 4.", "Line in Hale")
    planned = hit("p", date(2025, 3, 3), "The line in Orlan is to open on May 5.", "Orlan line")
    plan = replace(ASKED, standalone_question="When was the line in Orlan originally due to open?")
    assert told(plan, other, planned).short == "May 5, 2025"


def test_the_day_once_set_is_that_of_the_event_and_names_asked_for() -> None:
    talks = hit(
        "t",
        date(2025, 4, 28),
        "The drivers of Orlan will vote on May 4. The talks were to begin on April 20 but were put "
        "off for a week, Orlan's mayor said.",
        "Orlan drivers to vote",
    )
    plan = replace(ASKED, standalone_question="When were the talks in Orlan due to begin?")
    assert told(plan, talks).short == "April 20, 2025"
    heard = hit(
        "h", date(2025, 4, 28), "A judge in Orlan will hear the drivers on May 15.", "Orlan"
    )
    other = hit("o", date(2025, 4, 1), "A judge will hear the pilots on April 9.", "Pilots")
    plan = replace(ASKED, standalone_question="When was the judge due to hear the Orlan drivers?")
    assert told(plan, other, heard).short == "May 15, 2025"


@pytest.mark.parametrize(
    ("question", "original"),
    [
        ("When was the line originally supposed to open?", True),
        ("Under the first schedule, what day was the tram to open?", True),
        ("By what date was the panel supposed to report before it got more time?", True),
        ("What was the original deadline?", True),
        ("When should the bridge have been opened?", True),
        ("When was the trial of Bo Kerr to open?", True),
        ("Where were the two sides to meet?", True),
        ("How many people were to be moved?", True),
        ("When was the first flight to reach orbit?", False),
        ("Who was the last to leave?", False),
        ("When was Bo Kerr told to leave?", False),
        ("When was the decision to close the mill?", False),
        ("When was the bridge originally opened?", False),
        ("When did the line first open?", False),
        ("When will the line open?", False),
        ("When is the rocket due to fly for the first time?", False),
    ],
)
def test_a_day_once_set_is_told_from_what_happened(question: str, original: bool) -> None:
    assert asks_original(question) is original


@pytest.mark.parametrize(
    ("question", "ahead"),
    [
        ("When is the line now expected to open?", True),
        ("When does the trial of the sailors begin?", True),
        ("For what day is the visit now being considered?", True),
        ("When will the line open?", True),
        ("When is the next round?", True),
        ("When was the line expected to open?", False),
        ("When did the line open?", False),
        ("Since when is the line open?", False),
    ],
)
def test_what_is_still_to_come_is_told_from_what_is_over(question: str, ahead: bool) -> None:
    assert asks_ahead(question) is ahead


@pytest.mark.parametrize(
    ("as_of", "days"), [(date(2025, 5, 1), {20, 5}), (date(2025, 7, 1), {5}), (None, {5})]
)
def test_a_day_that_is_over_is_not_when_something_will_be(as_of: date | None, days: set) -> None:
    early = hit("e", date(2025, 4, 2), "The line in Orlan will open on June 20.", "Orlan line")
    late = hit("f", date(2025, 6, 21), "The line in Orlan will open on October 5.", "Orlan line")
    asked = "When is the line in Orlan expected to open?"
    plan = replace(ASKED, standalone_question=asked, as_of=as_of, asked_at=date(2025, 7, 1))
    events = read(plan, [early, late], Words("June 20", "October 5"), None)
    may = dating.possible(plan, events)
    found = {o.earliest.day for o, keep in zip(events.events, may, strict=True) if keep}
    assert found == days


def test_a_day_on_which_it_came_to_pass_is_when_it_was() -> None:
    early = hit("e", date(2025, 4, 2), "The line in Orlan will open on June 20.", "Orlan line")
    done = hit("f", date(2025, 6, 21), "The line in Orlan opened on June 20.", "Orlan line")
    next_one = hit("g", date(2025, 6, 23), "The Orlan mill will open on October 5.", "Orlan line")
    asked = "When is the line in Orlan expected to open?"
    plan = replace(ASKED, standalone_question=asked, as_of=None, asked_at=date(2025, 7, 1))
    events = read(plan, [early, done, next_one], Words("June 20", "October 5"), None)
    may = dating.possible(plan, events)
    assert 20 in {o.earliest.day for o, keep in zip(events.events, may, strict=True) if keep}
