"""What came last, first, before or after that is no day: features of the choice among answers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.plan import plan
from assistant.read.order import ordering
from assistant.read.sentence.candidates import find_candidates
from assistant.types import Draft, Hit, Plan, Question
from tests.assistant.read.test_chronology import Words, hit

VISITS = [
    hit("a", date(2024, 3, 5), "Ada Lind visited Orlan on March 4. Ada Lind met Ida Brandt there."),
    hit("b", date(2024, 5, 10), "Ada Lind visited Karsund on May 9, her last trip."),
]
PLACES = Words("Orlan", "Karsund")


def asked(question: str) -> Plan:
    return plan(Question(text=question, asked_at=date(2024, 6, 1)))


def draft(short: str, order: tuple[str, ...] = ()) -> Draft:
    return Draft(short=short, claims=(), confidence=0.7, order=order)


def test_what_the_rules_are_sure_of_stands_beside_what_an_answer_is_worth() -> None:
    found = find_candidates("Which city did Ada Lind visit last?", VISITS, PLACES)
    assert [c.text for c in found] == ["Orlan", "Karsund"]
    worth = np.array([0.5, -1.0])
    assert ordering.rows(found, worth, draft("Karsund")).tolist() == [[0.5, 0.0], [-1.0, 0.7]]
    for nothing in (None, draft("")):
        assert ordering.rows(found, worth, nothing).tolist() == [[0.5, 0.0], [-1.0, 0.0]]
    assert ordering.rows([], np.zeros(0), None).shape == (0, len(ordering.FEATURES))


def test_the_rules_turn_the_scale_where_two_answers_are_worth_about_the_same() -> None:
    choice = ordering.fitted()
    rows = np.array([[0.1, 0.0], [0.0, 0.8]])
    chances = choice.probability(rows, np.ones(2, bool))
    assert chances[1] > chances[0]
    far = choice.probability(np.array([[4.0, 0.0], [-2.0, 0.5]]), np.ones(2, bool))
    assert far[0] > far[1]


@pytest.mark.parametrize(
    ("question", "of_order"),
    [
        ("Who was mayor before Ida Brandt?", True),
        ("When did Ada Lind last visit Orlan?", False),
        ("Who opened the bridge?", False),
    ],
)
def test_days_and_plain_questions_are_no_matter_of_it(question: str, of_order: bool) -> None:
    assert ordering.asks(asked(question)) is of_order


def test_passages_that_the_rules_point_at_are_read_though_they_were_found_late() -> None:
    hits: list[Hit] = [
        replace(VISITS[0], passage=replace(VISITS[0].passage, id=f"a:{n}")) for n in range(4)
    ]
    told = draft("Orlan", order=("a:3",))
    assert [h.passage.id for h in ordering.to_read(hits, told, 2)] == ["a:0", "a:1", "a:3"]
    assert [h.passage.id for h in ordering.to_read(hits, None, 2)] == ["a:0", "a:1"]
