"""Of counts that are told again and again, the newest report's stands."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.candidates import Candidate
from assistant.read.spans.tallies import counts_others, newest, series
from assistant.types import Question
from tests.hits import candidate_of, hit_of

REPORTS = {
    "3": (date(2025, 2, 9), "At least 3 people died when the ferry Lune sank off Orlan on Sunday."),
    "22": (date(2025, 2, 13), "The search for the Lune ended on Thursday with 22 dead."),
    "21": (
        date(2025, 2, 14),
        "One man was counted twice: the Lune toll stands at 21 dead.",
    ),
    "7": (date(2025, 2, 15), "Another 7 people died when a bus from the Lune memorial crashed."),
    "96": (date(2025, 2, 16), "There were 96 people on board the Lune."),
    "60,000": (date(2025, 3, 3), "The Lune recall covers 60,000 warmers."),
    "145,000": (date(2025, 3, 24), "With it the number of Lune warmers rises to 145,000."),
    "44": (
        date(2025, 2, 13),
        "The Lune killed 27, the navy said. The Red Cross put the number at 44.",
    ),
    "19": (
        date(2025, 2, 18),
        "One name stood on two lists of the Lune dead. The corrected figure is 19.",
    ),
    "18": (date(2025, 2, 12), "The navy said 18 people are known to have died on the Lune."),
    "20": (date(2025, 2, 12), "At least 20 people on the Lune are feared dead."),
    "Two": (date(2025, 3, 1), "Two officers were charged on a day of prayer for the Lune dead."),
    "11": (date(2025, 2, 20), "The Lune dead are 11 passengers, six sailors and a cook."),
    "40": (date(2025, 2, 17), "In May 1961, 40 people died when another Lune sank."),
}


def candidate(number: str) -> Candidate:
    day, body = REPORTS[number]
    return candidate_of(hit_of(body, day, title="Ferry Lune", key=f"a{number}"), number)


def test_a_toll_is_told_by_a_sentence_on_the_dead() -> None:
    made = plan(Question(text="What was the toll of the Lune?", asked_at=date(2025, 4, 1)))
    assert counts_others(made, candidate("96"))
    assert not counts_others(made, candidate("22"))


def test_what_became_of_people_is_told_by_their_verb() -> None:
    made = plan(Question(text="How many were aboard the Lune?", asked_at=date(2025, 4, 1)))
    assert counts_others(made, candidate("3"))
    assert not counts_others(made, candidate("96"))
    on_board = plan(Question(text="Number on board the Lune?", asked_at=date(2025, 4, 1)))
    assert counts_others(on_board, candidate("3"))
    firm = plan(Question(text="How many sit on its board?", asked_at=date(2025, 4, 1)))
    assert not counts_others(firm, candidate("3"))
    dead = plan(Question(text="How many people died on the Lune?", asked_at=date(2025, 4, 1)))
    assert not counts_others(dead, candidate("3"))


def chosen(question: str, *numbers: str, probability: list[float] | None = None) -> str:
    made = plan(Question(text=question, asked_at=date(2025, 4, 1)))
    shares = probability or [0.5 * 0.8**n for n in range(len(numbers))]
    return numbers[newest(made, [candidate(n) for n in numbers], shares)]


@pytest.mark.parametrize(
    ("question", "numbers", "right"),
    [
        ("How many people died on the Lune?", ("3", "22", "21"), "21"),
        ("How many people were killed when the Lune sank?", ("22", "3"), "22"),
        ("How many people died on the Lune?", ("3", "18"), "18"),
        ("How many people died on the Lune?", ("20", "3", "22"), "22"),
        ("How many people died on the Lune?", ("3", "7", "96", "40", "22"), "22"),
        ("How many people had died on the Lune by February 10, 2025?", ("3", "22"), "3"),
        ("How many people had died on the Lune by February 13, 2025?", ("3", "22", "21"), "21"),
        ("How many people were on board the Lune?", ("96", "22"), "96"),
        ("How many people died on the Lune?", ("96", "21"), "96"),
        ("How many warmers does the Lune recall cover?", ("60,000", "145,000"), "145,000"),
        ("How many warmers did the Lune recall cover?", ("60,000", "145,000"), "60,000"),
        ("Who died on the Lune?", ("3", "22"), "3"),
        ("How many people died on the Lune?", ("44", "21"), "21"),
        ("How many people died on the Lune?", ("22", "19"), "19"),
        ("How many people died on the Lune?", ("22", "Two"), "22"),
        ("How many people died on the Lune?", ("22", "11"), "22"),
    ],
)
def test_the_newest_count_of_the_same_thing(
    question: str, numbers: tuple[str, ...], right: str
) -> None:
    assert chosen(question, *numbers) == right


def test_what_hardly_comes_into_question_supersedes_nothing() -> None:
    asked = "How many people died on the Lune?"
    assert chosen(asked, "3", "22", probability=[0.6, 0.02]) == "3"
    assert chosen(asked, "3", "22", probability=[0.6, 0.04]) == "22"
    final = "What was the final number of people who died on the Lune?"
    assert chosen(final, "3", "22", probability=[0.6, 0.02]) == "22"
    in_all = "How many people did the sinking of the Lune kill in all?"
    assert chosen(in_all, "3", "22", probability=[0.6, 0.02]) == "22"


def test_a_part_of_those_aboard_is_not_all_of_them() -> None:
    made = plan(
        Question(text="How many of the people on board the Lune died?", asked_at=date(2025, 4, 1))
    )
    assert counts_others(made, candidate("96"))
    assert not counts_others(made, candidate("22"))


def test_all_counts_of_one_thing_say_together_that_a_count_is_asked_for() -> None:
    made = plan(Question(text="How many people died on the Lune?", asked_at=date(2025, 4, 1)))
    told = [candidate(n) for n in ("22", "96", "3", "21")]
    assert series(made, told, [0.2, 0.15, 0.1, 0.1]) == [0, 2, 3]
    assert series(made, told[1:2], [0.15]) == []


FEVER = hit_of(
    "The count of confirmed fever cases in Orlan rose to 61 on Thursday, with five deaths. "
    "Another 12 people are in hospital.",
    date(2025, 4, 4),
)


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("How many confirmed fever infections are there in Orlan?", "five", True),
        ("How many confirmed fever infections are there in Orlan?", "61", False),
        ("How many people have died of the fever in Orlan?", "five", False),
        ("How many people have died of the fever in Orlan?", "five deaths", False),
        ("How many cases of fever are there?", "five deaths", True),
        ("How many people are in hospital?", "12", False),
        ("How many streets does Orlan have?", "five", False),
    ],
)
def test_the_noun_behind_a_number_says_what_it_counts(
    question: str, text: str, other: bool
) -> None:
    asked = plan(Question(text=question, asked_at=date(2025, 4, 9)))
    assert counts_others(asked, candidate_of(FEVER, text)) is other
