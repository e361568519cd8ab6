"""Questions that nobody asks by chance: very long ones, rows of one word, early days."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bounds import FIRST_DAY, LAST_DAY
from assistant.plan import plan
from assistant.types import Question
from index_store.errors import InputError
from tests.assistant.test_plan import ask


def test_a_long_text_is_planned_at_once_and_never_taken_for_a_follow_up() -> None:
    text = "it " * 2000
    begun = time.process_time()
    found = ask(text, ("When did Kolb and Frost last speak?", "On May 2, 2025."))
    assert found.standalone_question == text.strip()
    assert ask("And before that?", (text, text)).standalone_question
    assert ask("in May " * 570).standalone_question
    assert time.process_time() - begun < 2


def test_a_row_of_the_same_words_is_planned() -> None:
    for row in ("What was the " + "of " * 1250, "What " + "kind of " * 900, "the name " * 400):
        assert ask(row).standalone_question


def test_white_space_counts_as_one_blank_or_as_a_blank_line() -> None:
    text = f" Who{' ' * 3000}won\tthe\u00a0vote?\n \n\nIn{' ' * 900}\nKesh "
    assert Question(text=text, asked_at=date(2025, 5, 14)).text == "Who won the vote?\n\nIn Kesh"


def test_half_a_character_is_marked() -> None:
    found = ask("Who won the \ud83d vote?").standalone_question
    assert found == "Who won the \ufffd vote?"
    assert found.encode()


@pytest.mark.parametrize("which", ["as_of", "asked_at"])
@pytest.mark.parametrize("day", [date.min, date(1499, 12, 31), date.max])
def test_a_day_that_no_news_is_of_is_refused_in_a_line(which: str, day: date) -> None:
    days = {"asked_at": date(2025, 5, 14)} | {which: day}
    with pytest.raises(InputError, match=rf"as of {day}. Give a day from 1500-01-01 to 8999-12-31"):
        Question(text="Who won?", **days)


_DATED = st.sampled_from(
    "Who won When did they meet yesterday last next year week month before after since until as of "
    "by between and January 1, 0001 1/1/0001 December 31, 9999 century ago 500 900 9000 years days "
    "early late the in on from to".split()
)


@given(st.lists(_DATED, max_size=12), st.sampled_from([FIRST_DAY, LAST_DAY]))
@settings(max_examples=300)
def test_days_at_the_ends_of_the_calendar_are_planned(words: list[str], asked_at: date) -> None:
    text = " ".join(words)
    assert plan(Question(text=text, asked_at=asked_at)).asked_at == asked_at
