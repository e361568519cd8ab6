"""A date on which something was said, told apart from the date of what was said."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.read.order.occasions import Occasion, occasions
from assistant.read.sentence.tellings import tellings
from tests.assistant.read.test_chronology import PLAN, hit, told

TOLD_ON = date(2025, 7, 4)


def dated(question: str, sentence: str) -> dict[date, Occasion]:
    plan = replace(PLAN, operator="none", subjects=(), standalone_question=question)
    return {o.earliest: o for o in occasions(plan, tellings([hit("s", TOLD_ON, sentence)]), [0.0])}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lind spoke to Kerr on July 1, it became known on July 3.",
        "Lind spoke to Kerr on July 1, it emerged late on July 3.",
        "Lind spoke to Kerr on July 1, her office said on July 3.",
    ],
)
def test_what_was_told_came_first(sentence: str) -> None:
    found = dated("When did Lind and Kerr speak?", sentence)
    assert found[date(2025, 7, 1)].fit > found[date(2025, 7, 3)].fit
    assert not found[date(2025, 7, 3)].alike


def test_an_article_is_published_after_what_it_reports() -> None:
    wrong = "An article published on July 3 gave a wrong number for the swap of July 1."
    found = dated("When were the prisoners swapped?", wrong)
    assert not found[date(2025, 7, 3)].alike
    found = dated("When was the article published?", wrong)
    assert found[date(2025, 7, 3)].alike


def test_the_day_of_an_announcement_is_no_day_of_what_is_announced() -> None:
    ahead = "The rocket is to fly on August 12, its maker said on July 3."
    assert dated("When did the rocket fly?", ahead)[date(2025, 7, 3)].certainty == "planned"
    done = "The rocket flew and will fly again on August 12, its maker said on July 3."
    assert dated("When did the rocket fly?", done)[date(2025, 7, 3)].certainty == "happened"
    news = "The rocket is to fly on August 12, its maker announced on July 3."
    asked = "When did the maker announce the flight?"
    assert dated(asked, news)[date(2025, 7, 3)].certainty == "happened"


@pytest.mark.usefixtures("rules_alone")
def test_what_was_opened_once_was_not_reopened() -> None:
    old = hit("o", date(2025, 3, 1), "The Queen Bridge was opened on July 4, 1931.")
    new = hit("n", date(2025, 9, 8), "The Queen Bridge was reopened on September 5, 2025.")
    plan = replace(PLAN, operator="none", subjects=("Queen Bridge",))
    asked = replace(plan, standalone_question="When was the Queen Bridge reopened?")
    assert told(asked, old, new).short == "September 5, 2025"
    asked = replace(plan, standalone_question="When was the Queen Bridge opened?")
    assert told(asked, old, new).short == "July 4, 1931"


def test_what_lasts_since_a_day_began_on_it() -> None:
    lasts = "The ship has been back in service since June 3."
    found = dated("When did the ship return to service?", lasts)
    assert list(found) == [date(2025, 6, 3)]
    assert not found[date(2025, 6, 3)].bound
    again = dated("When did the two speak?", "The first call since June 3 took an hour.")
    assert again[date(2025, 6, 3)].bound
    assert list(again) == [date(2025, 6, 3), TOLD_ON]
    held = "The men, whom the navy had held since June 3, flew home on July 1."
    assert date(2025, 6, 3) not in dated("When did the men fly home?", held)


@pytest.mark.parametrize(
    ("question", "sentence", "meant"),
    [
        ("When did the two meet?", "They agreed on July 2 that the two would meet in June.", False),
        ("When did the two meet?", "The envoys decided on July 2 to meet in Orlan again.", False),
        ("When did they agree to meet?", "They agreed on July 2 that the two would meet.", True),
        ("When did the two meet?", "The two met on July 2 to speak of the border.", True),
    ],
)
def test_the_day_of_agreeing_is_not_that_of_what_was_agreed(
    question: str, sentence: str, meant: bool
) -> None:
    assert dated(question, sentence)[date(2025, 7, 2)].alike is meant


def test_the_day_on_which_somebody_else_did_the_same_is_not_asked_for() -> None:
    told = "Amadu Reth resigned on July 1 and Beata Quist, a colonel, was named on July 3."
    assert not dated("When did Beata Quist resign?", told)[date(2025, 7, 1)].joined
    assert dated("When did Amadu Reth resign?", told)[date(2025, 7, 1)].joined
    # Of those whom the sentence does not name nothing is known.
    assert dated("When did Beata Quist resign?", "She resigned on July 1.")[date(2025, 7, 1)].joined
