"""Which possible answers come into question at all, by when they were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.spans.weighing import weigh
from assistant.span import Span
from assistant.types import Question
from tests.hits import hit_of

ASKED = date(2025, 12, 1)


class Finds:
    """Finds one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, question: str, passages: Sequence[str], *, top: int = 5) -> list[list[Span]]:
        at = [p.find(self.text) for p in passages]
        return [
            [Span(start=n, end=n + len(self.text), score=5.0, null=1.0)] if n >= 0 else []
            for n in at
        ]


@pytest.mark.parametrize(
    ("question", "told_on", "comes"),
    [
        ("How long did Lind and Kerr talk on September 11, 2025?", date(2025, 9, 12), True),
        ("How long did Lind and Kerr talk on September 11, 2025?", date(2025, 8, 19), False),
        ("How long did Lind and Kerr talk on September 11, 2025?", date(2025, 9, 9), False),
        ("How long will Lind and Kerr talk on September 11, 2026?", date(2026, 9, 9), True),
        ("How long did Lind and Kerr talk on September 11, 2025?", date(2025, 11, 20), False),
        ("How long did Lind and Kerr talk?", date(2025, 8, 19), True),
        ("How long did Lind and Kerr talk in 2025?", date(2025, 8, 19), True),
    ],
)
def test_a_length_of_time_is_of_the_day_asked_about(
    question: str, told_on: date, comes: bool
) -> None:
    made = plan(Question(text=question, asked_at=ASKED))
    hit = hit_of("Lind and Kerr talked for 80 minutes.", told_on)
    _, _, possible = weigh(made, [hit], Finds("80 minutes"))
    assert possible.tolist() == [comes]
