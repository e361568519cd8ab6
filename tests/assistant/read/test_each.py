"""The numbers that two sides give, where a question asks for both."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.accounts.each import each_of
from assistant.read.accounts.sides import short_of
from assistant.read.spans.scored import Scored
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 3, 14)
BOTH = "How long did the firing last? I've seen two different figures"


def told(body: str, *chances: tuple[str, float], question: str = BOTH) -> str:
    hit = hit_of(body, DAY)
    scored = [Scored(candidate=candidate_of(hit, text), probability=p) for text, p in chances]
    sides, chance = each_of(plan(Question(text=question, asked_at=DAY)), scored)
    assert chance == pytest.approx(sum(p for _, p in chances) if sides else 0.0)
    return short_of(sides)


FIRING = (
    "Captain Ida Moss said the firing went on for 35 minutes. Orlan gave another account: it was "
    "over in less than 10 minutes, she said."
)


def test_both_numbers_are_told_with_who_gives_them() -> None:
    short = told(FIRING, ("35 minutes", 0.2), ("less than 10 minutes", 0.1))
    assert short == "35 minutes (Captain Ida Moss); less than 10 minutes (Orlan)"


def test_she_is_no_number_of_people() -> None:
    body = (
        "Seventy people were saved, Captain Ida Moss said. She stood by her figure of 97. The firm "
        "Orlan Lines spoke of 84."
    )
    assert told(body, ("97", 0.2), ("84", 0.2)).startswith("97 (Captain Ida Moss); 84 (the firm")


def test_they_may_count_in_other_words() -> None:
    body = "The office said it had nine reports of burns. The firm spoke of seven customers."
    assert told(body, ("nine", 0.2), ("seven", 0.2)) == "nine (the office); seven (the firm)"
    hours = "Lind said 35 came. Moss spoke of 20 minutes."
    assert told(hours, ("35", 0.2), ("20 minutes", 0.2)) == ""


def test_only_where_both_are_asked_for() -> None:
    chances = ("35 minutes", 0.2), ("less than 10 minutes", 0.1)
    assert told(FIRING, *chances, question="How long did the firing last?") == ""


@pytest.mark.parametrize(
    ("body", "first", "second"),
    [
        ("Lind said it took 35 minutes. Moss said it took 35 minutes.", "35", "35 minutes"),
        ("Lind said it took 35 minutes. It began at 4:20 a.m., Moss said.", "35", "4:20 a.m."),
        ("Lind said it took 35 minutes. Lind said some took 10 minutes.", "35", "10 minutes"),
        ("Lind said 35 died. Moss said 50 were hurt.", "35", "50"),
        ("Lind said 96 were on board. Moss said 22 were dead.", "96", "22"),
        ("It took 35 minutes. The rest took 10 minutes.", "35", "10 minutes"),
        ("Lind said 35 came. Moss said 9000 came.", "35", "9000"),
        ("Lind said it took 35 minutes, not 45. Moss said it took 45.", "35", "45."),
    ],
)
def test_what_is_no_other_account_of_the_same(body: str, first: str, second: str) -> None:
    assert told(body, (first, 0.3), (second, 0.2)) == ""


def test_what_is_too_unlikely_is_not_told() -> None:
    assert told(FIRING, ("35 minutes", 0.05), ("less than 10 minutes", 0.01)) == ""
