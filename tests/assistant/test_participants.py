"""Names of a question that nothing speaks of."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.participants import missing_everywhere
from assistant.types import Question
from tests.hits import hit_of

DAY = date(2025, 3, 7)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which summit did Ida Brandt host in Washington, DC?", []),
        ("Which state banned food dyes in K-12 schools?", []),
        ("When did Ida Brandt meet Karl Osten?", ["Karl Osten"]),
    ],
)
def test_only_names_long_enough_to_tell_are_missed(question: str, missing: list[str]) -> None:
    hit = hit_of("Ida Brandt opened the summit in Washington on Friday.", DAY)
    assert missing_everywhere(plan(Question(text=question, asked_at=DAY)), [hit]) == missing
