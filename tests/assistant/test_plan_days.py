from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.plan import plan
from assistant.types import Question

ASKED = date(2025, 9, 17)  # a Wednesday


def ask(text: str, asked: date = ASKED) -> Any:
    return plan(Question(text=text, asked_at=asked))


def days(text: str, asked: date = ASKED) -> str:
    window = ask(text, asked).window
    if window is None:
        return ""
    first, last = (d.isoformat() if d else "" for d in (window.earliest, window.latest))
    return first if first == last else f"{first}/{last}"


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("How much time passed between the vote and the inquest?", "duration"),
        ("How much jail time does he face?", "duration"),
        ("At what hour did it sink?", "time"),
        ("How many hours did it take?", "duration"),
        ("What was decided yesterday?", "any"),
        ("What is limited liability?", "definition"),
        ("What opens on 5 October?", "any"),
        ("What shows in Hale were sold out?", "title"),
    ],
)
def test_type_of_answer(text: str, answer_type: str) -> None:
    assert ask(text).answer_type == answer_type


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("What opens on 5 October?", False),
        ("What closes at the harbour on Monday?", False),
        ("What shows in Hale were sold out?", True),
        ("What dates of the launch ban are known?", True),
        ("What calls in May?", True),
    ],
)
def test_a_verb_behind_what_is_no_plural(text: str, several: bool) -> None:
    assert ask(text).wants_all is several
