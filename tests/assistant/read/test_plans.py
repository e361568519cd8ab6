"""Days that had been set, and what is asked about them."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.read.order.plans import asks_original
from tests.assistant.read.test_chronology import PLAN, hit, told

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


@pytest.mark.parametrize(
    ("question", "original"),
    [
        ("When was the line originally supposed to open?", True),
        ("Under the first schedule, what day was the tram to open?", True),
        ("By what date was the panel supposed to report before it got more time?", True),
        ("What was the original deadline?", True),
        ("When should the bridge have been opened?", True),
        ("When was the bridge originally opened?", False),
        ("When did the line first open?", False),
        ("When will the line open?", False),
        ("When is the rocket due to fly for the first time?", False),
    ],
)
def test_a_day_once_set_is_told_from_what_happened(question: str, original: bool) -> None:
    assert asks_original(question) is original
