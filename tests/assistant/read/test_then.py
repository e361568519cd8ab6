"""How things stood on a day is asked as of that day."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.then import asks_state, event_asked, then
from assistant.types import Plan, Question

TODAY = date(2025, 11, 3)


def asked(question: str) -> Plan:
    return plan(Question(text=question, asked_at=TODAY))


@pytest.mark.parametrize(
    ("question", "now", "day"),
    [
        (
            "What was the alert level of Mount Asque in mid-May 2025?",
            "What is the alert level of Mount Asque?",
            date(2025, 5, 24),
        ),
        ("Who ran Orlan Rail in the spring of 2025?", "Who ran Orlan Rail?", date(2025, 5, 31)),
        (
            "When the dam broke in March 2025, who owned it?",
            "who owned it?",
            date(2025, 3, 31),
        ),
        (
            "As things stood on May 3, 2025, when was the bridge due to open?",
            "when is the bridge due to open?",
            date(2025, 5, 3),
        ),
        (
            "When was Brandt then expected in Orlan, as seen from March 30?",
            "When is Brandt expected in Orlan?",
            date(2025, 3, 30),
        ),
        (
            "At the end of June 2025, how many were still in custody?",
            "how many are still in custody?",
            date(2025, 6, 30),
        ),
    ],
)
def test_it_is_asked_in_the_present_on_the_last_of_the_days(
    question: str, now: str, day: date
) -> None:
    made = then(asked(question))
    assert made is not None
    assert (made.standalone_question, made.as_of, made.window) == (now, day, None)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the race in May 2025?",  # it happened
        "Who was elected mayor on May 3, 2025?",
        "What was the price in 2023?",  # a year has more than one
        "What is the alert level?",
        "Was the bridge open on May 3, 2025?",
        "What was the alert level in November 2025?",  # not over yet
        "Why was the bridge shut in May 2025?",
        "How long was the call of Lind and Kerr on May 3, 2025?",  # it is over on that day
        "Who was mayor before June 2025?",
    ],
)
def test_what_happened_and_what_has_no_one_day_is_not_asked_so(question: str) -> None:
    assert then(asked(question)) is None


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("Who was in charge of the port?", True),
        ("Which team did he play for?", True),
        ("How many people were known to be missing?", True),
        ("Who resigned?", False),
        ("", False),
    ],
)
def test_what_is_and_what_happens_are_told_apart(question: str, state: bool) -> None:
    assert asks_state(question) is state


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("Who ran Orlan Rail when the dam broke?", "When was it that the dam broke?"),
        ("When the dam broke, who owned it?", "When was it that the dam broke?"),
        ("Who was mayor on the day the bus burned?", "When was it that the bus burned?"),
        ("Who ran Orlan Rail when the dam broke in May 2025?", None),  # the day is named
        ("Who resigned when the dam broke?", None),  # it happened, and did not stand so
        ("How many people were in the bus when it burned?", None),  # known better later
        (
            "How many deaths were known when the dam broke?",
            "When was it that the dam broke?",
        ),
        ("Who ran Orlan Rail?", None),
    ],
)
def test_an_event_that_says_when_is_asked_for_its_day(question: str, event: str | None) -> None:
    made = event_asked(asked(question))
    assert (made and made.standalone_question) == event


def test_the_day_of_an_event_without_names_is_looked_for_among_those_asked_about() -> None:
    made = event_asked(asked("How many deaths were known in Orlan on the day the cabin fell?"))
    assert made is not None
    assert made.subjects == ("Orlan",)


def test_a_day_set_beside_the_question_is_not_that_of_an_event_it_names() -> None:
    early = Question(
        text="Who ran Orlan Rail when the dam broke?", asked_at=TODAY, as_of=date(2025, 6, 3)
    )
    assert then(plan(early)) is None
