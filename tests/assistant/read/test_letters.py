"""What letters stand for, as an article spells it out."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.letters import expansion
from assistant.types import Draft, Question
from tests.hits import hit_of

BODY = (
    "The rebels, led by the Harun Tariq al-Sabah, or HTS, took the town. The Orlan Port Authority "
    "(OPA) closed the harbour. OPA would not say for how long."
)


def asked(text: str) -> Draft | None:
    made = plan(Question(text=text, asked_at=date(2023, 6, 1)))
    return expansion(made, [hit_of(BODY, date(2023, 5, 1))])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What does HTS stand for?", "Harun Tariq al-Sabah"),
        ("What is HTS short for?", "Harun Tariq al-Sabah"),
        ("What does the abbreviation OPA stand for?", "Orlan Port Authority"),
        ("What is the full name of OPA?", "Orlan Port Authority"),
    ],
)
def test_letters_are_spelled_out(text: str, name: str) -> None:
    draft = asked(text)
    assert draft is not None
    assert draft.short == name
    assert draft.claims[0].text.startswith(f"{name}: “The ")


@pytest.mark.parametrize(
    "text",
    [
        "What does XYZ stand for?",  # in no article
        "What did OPA close?",
        "What does Lind stand for?",
        "Who stands for the OPA in the vote?",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert asked(text) is None
