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
        ("Spanning the months of 1982, what did Ida Brandt open?", []),
        ("Who led the IAEA in Washington?", []),
        ("Who led the IMF in Washington?", ["IMF"]),
    ],
)
def test_only_names_long_enough_to_tell_are_missed(question: str, missing: list[str]) -> None:
    hit = hit_of(
        "Ida Brandt opened the summit of the International Atomic Energy Agency in Washington.", DAY
    )
    assert missing_everywhere(plan(Question(text=question, asked_at=DAY)), [hit]) == missing
