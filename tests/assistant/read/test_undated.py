"""A question without the days that it names."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.undated import undated
from assistant.types import Question


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Who led Orlan in May 1986?", "Who led Orlan?"),
        ("Which channel showed it between Mar 1996 and Apr 1996?", "Which channel showed it?"),
        ("In the early 1980s, where did Kerr live?", "where did Kerr live?"),
        ("Who was mayor as of January 2025?", "Who was mayor?"),
        ("Who was mayor before June 3, 2021, and why?", "Who was mayor, and why?"),
        ("Who scored in the 2019 game?", "Who scored in the 2019 game?"),
        ("Who won this year's cup?", "Who won this year's cup?"),
        ("Who led Orlan?", "Who led Orlan?"),
    ],
)
def test_dates_behind_a_preposition_go(question: str, left: str) -> None:
    assert undated(plan(Question(text=question, asked_at=date(2025, 5, 3)))) == left
