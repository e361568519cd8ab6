"""Calls and meetings that are to be listed are asked for by their days; other texts stay."""

import pytest

from assistant.plan.listed import listed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("List the calls between Lind and Kerr", "On which days did Lind and Kerr speak?"),
        (
            "show me all phone calls between Ada Lind and Bo Kerr since May",
            "On which days did Ada Lind and Bo Kerr speak since May?",
        ),
        ("calls between lind and kerr", "On which days did lind and kerr speak?"),
        ("What meetings did Lind and Kerr have?", "On which days did Lind and Kerr meet?"),
        ("Which talks have Lind and Kerr held so far?", "On which days have Lind and Kerr spoken"),
        ("When were the meetings between Lind and Kerr?", "On which days did Lind and Kerr meet?"),
    ],
)
def test_the_days_are_asked_for(typed: str, read: str) -> None:
    assert listed(typed).startswith(read)


@pytest.mark.parametrize(
    "question",
    [
        "How many meetings between Lind and Kerr were there?",
        "What was said in the calls between Lind and Kerr?",
        "Who led the talks between Hale and Orme?",
        "Which calls did the police record?",
        "Where were the talks of August 10 between the union and the port held?",
        "List the towns between Hale and Orme",
        "Which meetings did the mayor miss?",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert listed(question) == question
