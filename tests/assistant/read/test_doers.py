"""Whose clause says that they did not do what is asked: who only says it, who did the opposite."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.spans.doers import did_otherwise
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 7, 1)
FOUND = (
    "A worn bolt that nobody had looked at let the water in, Judge Ada Lind found in a report that "
    "puts most of the blame on the owner of the barge."
)
LOST = "Opposition leader Karl Osten, who lost the May election to Ida Brandt, spoke of a gift."


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "otherwise"),
    [
        ("Who is to blame for the sinking?", FOUND, "Ada Lind", True),
        ("Who is to blame for the sinking?", FOUND, "Judge", True),
        ("Who is to blame, according to the judge?", FOUND, "Ada Lind", True),
        (
            "Who is to blame, according to the judge?",
            "The inquiry that Mayor Ida Brandt promised will be led by a judge, Ada Lind.",
            "Ada Lind",
            True,
        ),
        ("Who is to blame, according to the judge?", "Bo Kerr caused it.", "Bo Kerr", False),
        (
            "Who is to blame, according to the town and the builder?",
            "The builder, Kerr & Sons, had asked for too much.",
            "Kerr & Sons",
            False,
        ),
        ("Who is the judge?", FOUND, "Ada Lind", False),
        ("Who said that the owner was to blame?", FOUND, "Ada Lind", False),
        ("Who is to blame for the sinking?", FOUND, "the owner", False),
        ("Who maintained that nobody had looked at the bolt?", FOUND, "Ada Lind", False),
        ("Who pointed out that the owner was to blame?", FOUND, "Ada Lind", False),
        ("Who won the election?", LOST, "Karl Osten", True),
        ("Who lost the election?", LOST, "Karl Osten", False),
        ("Who won the election?", LOST, "Ida Brandt", False),
        ("Who resigned?", "Bo Kerr resigned, his deputy Ed Lowe said.", "Ed Lowe", True),
        ("Who resigned?", "Bo Kerr said that he would resign at once.", "Bo Kerr", False),
        (
            "Who leads the inquiry?",
            "The bolt had been loose for weeks, said Ann Reed, who leads the inquiry.",
            "Ann Reed",
            False,
        ),
        ("Who found the boy?", "Ann Reed found the boy in a barn.", "Ann Reed", False),
        ("Who warned of a flood?", "The river would rise, Ann Reed said.", "Ann Reed", False),
        ("Where did Ann Reed speak?", "The river would rise, Ann Reed said.", "Ann Reed", False),
    ],
)
def test_who_says_or_undid_a_thing_did_not_do_it(
    question: str, sentence: str, answer: str, otherwise: bool
) -> None:
    made = plan(Question(text=question, asked_at=DAY))
    assert did_otherwise(made, candidate_of(hit_of(sentence, DAY), answer)) is otherwise
