"""Whether a number counts what is asked for, and whether an answer is only the question's name."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.participants import echoes
from assistant.read.spans.counted import counts
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("noun", "body", "text", "fit"),
    [
        ("passenger", "Milos Hradil, 44, and Pavel Cerny, 51, were driven home.", "44", -1),
        ("passenger", "Milos Hradil drove 44 passengers home.", "44", 1),
        ("vote", "People voted three times this autumn.", "three times", -1),
        ("vote", "She won by 4,118 votes.", "4,118", 1),
        ("vote", "She won by 4,118 ballots.", "4,118 ballots", 1),
        ("people", "The fever killed 27 children.", "27", 1),
        ("child", "The fever killed 27 people.", "27", 0),
        ("people", "The fever killed 27 fishermen.", "27", 0),
        ("", "The fever killed 27 people.", "27", 0),
    ],
)
def test_a_number_counts_the_noun_that_follows_it(
    noun: str, body: str, text: str, fit: float
) -> None:
    assert counts(noun, candidate_of(hit_of(body, DAY), text)) == fit


@pytest.mark.parametrize(
    ("question", "text", "only"),
    [
        ("Which rocket flew before Kestrel 9?", "the heavy rocket Kestrel 9", True),
        ("Which rocket flew before Kestrel 9?", "Kestrel 5", False),
        ("Who met Ida Brandt or Karl Osten?", "Ida Brandt", False),
        ("Who beat Astley Rovers?", "Astley Town", False),
        ("How old is Ida Brandt?", "Ida Brandt", False),
    ],
)
def test_the_one_name_of_a_question_is_no_answer_to_it(
    question: str, text: str, only: bool
) -> None:
    assert echoes(plan(Question(text=question, asked_at=DAY)), text) == only
