"""How long ago: in days, months or years, by how exactly the day is known."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.order.ago import ago, asks_ago
from assistant.types import Question
from index_store.times import find_times


@pytest.mark.parametrize(
    ("question", "day", "told"),
    [
        ("How long ago did they speak?", "July 1, 2025", "8 days (July 1, 2025)"),
        ("How long ago did they speak?", "July 8, 2025", "1 day (July 8, 2025)"),
        ("How long ago did they speak?", "July 12, 2024", "11 months (July 12, 2024)"),
        ("How long ago did they speak?", "July 1, 2015", "10 years (July 1, 2015)"),
        ("How long ago did they speak?", "March 2025", "4 months (March 2025)"),
        ("How long ago did they speak?", "1990", "35 years (1990)"),
        ("How many weeks ago did they speak?", "June 1, 2025", "5 weeks (June 1, 2025)"),
        ("How many years ago did they speak?", "May 3, 2023", "2 years (May 3, 2023)"),
        ("How many days ago did they speak?", "May 2023", "May 2023"),
    ],
)
def test_time_since_then(question: str, day: str, told: str) -> None:
    made = plan(Question(text=question, asked_at=date(2025, 7, 9)))
    assert asks_ago(made)
    assert ago(made, find_times(f"They spoke in {day}.", date(2025, 7, 9))[0]) == told


def test_other_questions_are_told_the_day() -> None:
    made = plan(Question(text="When did they speak?", asked_at=date(2025, 7, 9)))
    assert not asks_ago(made)
