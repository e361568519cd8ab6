"""What is told of as one more of its kind was not the first."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.read.order.nth import without_later
from assistant.read.order.timed import read
from assistant.types import Window
from tests.assistant.read.test_chronology import PLAN, Words, hit

QUESTION = "When was the Orlan bank first attacked?"
FIRST = hit("a", date(2025, 3, 18), "The Orlan bank was attacked on March 17.", "Orlan")
ASKED = replace(PLAN, operator="first", subjects=("Orlan",), standalone_question=QUESTION)


def days(sentence: str, plan=ASKED, *, others=(FIRST,)) -> set[str]:
    told = hit("b", date(2025, 10, 30), sentence, "Orlan")
    reading = read(plan, [*others, told], Words(), None)
    return {o.mention.text for o in without_later(plan, reading).events if o.stated}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Orlan bank was attacked again on October 28.",
        "On October 28 the Orlan bank was attacked once more.",
        "The Orlan bank was attacked for the second time on October 28.",
        "The third attack on the Orlan bank came on October 28.",
        "The Orlan bank was attacked on October 28, the first such attack in 14 months.",
        "The attack on the Orlan bank on October 28 was its first since 2019.",
    ],
)
def test_a_later_one_is_not_the_first(sentence: str) -> None:
    assert "October 28" not in days(sentence)
    assert "March 17" in days(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Orlan bank was attacked on October 28 in the third week of the strike.",
        "The Orlan bank was attacked on October 28 and again on October 29.",
        "It was the first attack that the Orlan bank saw, on October 28.",
        "The second largest bank of Orlan was attacked on October 28.",
        "The Orlan bank in Second Bank Street was attacked on October 28.",
    ],
)
def test_others_may_be(sentence: str) -> None:
    assert "October 28" in days(sentence)
    assert "October 29" not in days(sentence)


def test_it_may_be_the_first_of_some_days_or_the_only_one_told() -> None:
    again = "The Orlan bank was attacked again on October 28."
    autumn = Window(earliest=date(2025, 9, 1), latest=date(2025, 11, 30))
    assert "October 28" in days(again, replace(ASKED, window=autumn))
    assert "October 28" in days(again, replace(ASKED, operator="last"))
    assert "October 28" in days(again, others=())
