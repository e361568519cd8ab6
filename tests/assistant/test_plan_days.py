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


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("What happened in the last three days?", "none"),
        ("How many died in the last few days?", "none"),
        ("Who resigned in the last couple of weeks?", "none"),
        ("When were the last three times they met?", "last"),
        ("What happened on the last day of August?", "none"),
        ("What happened on the last day of the trial?", "last"),
        ("When was the last march in Hale?", "last"),
        ("Who spoke last?", "last"),
        ("Who was elected last?", "last"),
        ("Who finished last?", "none"),
        ("Who came last?", "none"),
        ("Will the truce last?", "none"),
        ("How long did the talks last?", "none"),
        ("How long ago was the last call?", "last"),
        ("How long has it been since they last met?", "last"),
        ("How many days since the last call?", "last"),
        ("How long had it been since the last cut when the bank acted?", "after"),
        ("How long has she led it since the last election?", "after"),
        ("Who ran the port from 2019 to now?", "between"),
        ("What has she run between 2019 and now?", "between"),
        ("How many have died up to now?", "last"),
        ("And who runs it now?", "last"),
    ],
)
def test_last(text: str, operator: str) -> None:
    assert ask(text).operator == operator


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What happened the week before last?", ""),
        ("What happened the day before yesterday?", ""),
        ("What happens the day after tomorrow?", ""),
        ("What happens in the week after next?", ""),
        ("What happened the week before last Friday's vote?", "before"),
        ("What happened the day before yesterday's vote?", "before"),
        ("Who had resigned before yesterday's vote?", "before"),
        ("What did she do following the vote?", "after"),
        ("Who was arrested following the raid?", "after"),
        ("Following the vote, who called for a recount?", "after"),
        ("Who was following the car?", ""),
        ("Which party is following the plan?", ""),
        ("What did Kolb say while following the convoy?", ""),
        ("What happened the following day?", ""),
    ],
)
def test_a_clause_of_time(text: str, word: str) -> None:
    assert ask(text).anchor_word == word


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("How many visits since May?", "count"),
        ("How many calls between Moss and Hale?", "count"),
        ("Moss and Hale agreed to how many televised debates?", "none"),
        ("How many people were killed since May?", "after"),
        ("How many raids ended in arrests?", "none"),
    ],
)
def test_events_counted(text: str, operator: str) -> None:
    assert ask(text).operator == operator
