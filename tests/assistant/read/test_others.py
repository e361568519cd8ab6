"""What is told of somebody else than the question asks about, and what has no name."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.about import other_numbered
from assistant.read.spans.others import of_somebody_else
from assistant.read.spans.unnamed import unnamed
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("question", "text", "span", "out"),
    [
        (
            "How many years in prison did Anna Lindqvist get?",
            "The court sentenced Thomas Berger to nine years.",
            "nine years",
            True,
        ),
        (
            "How many years in prison did Anna Lindqvist get?",
            "Anna Lindqvist wept. The court sentenced the nurse to nine years.",
            "nine years",
            False,
        ),
        (
            "How many years in prison did Anna Lindqvist get?",
            "Anna Lindqvist wept. She was sentenced to nine years.",
            "nine years",
            False,
        ),
        (
            "How many years in prison did Anna Lindqvist get?",
            "The court sentenced Thomas Berger and Anna Lindqvist to nine years.",
            "nine years",
            False,
        ),
        (
            "How many years did the driver Thomas Berger get?",
            "Thomas Berger wept. The court sentenced the owner to nine years and freed the driver.",
            "nine years",
            True,
        ),
        (
            "How many years did the driver Thomas Berger get?",
            "Thomas Berger wept. The court sentenced the man to nine years.",
            "nine years",
            False,
        ),
        (
            "How much did Anna Lindqvist donate?",
            "Anna Lindqvist came. Thomas Berger donated 300 euros.",
            "300 euros",
            True,
        ),
        (
            "How much did Anna Lindqvist donate?",
            "Anna Lindqvist came. The singer donated 300 euros.",
            "300 euros",
            False,
        ),
        (
            "For how many years did Anna Lindqvist sign with Osta?",
            "Lindqvist left. Thomas Berger, 31, from Bonn, who in 2022 took Orlan's youth to a "
            "European title, signed for two years on Thursday.",
            "two years",
            True,
        ),
        (
            "For how many years did Anna Lindqvist sign with Osta?",
            "Lindqvist left. Osta signed the striker for two years on Thursday.",
            "two years",
            False,
        ),
        ("How long did Anna Lindqvist wait?", "It rained for two hours.", "two hours", True),
        (
            "How much did the company pay Anna Lindqvist?",
            "Anna Lindqvist went home. She paid 300 euros.",
            "300 euros",
            True,
        ),
        (
            "How much did the company pay Anna Lindqvist?",
            "Anna Lindqvist went home. It paid 300 euros.",
            "300 euros",
            False,
        ),
        (
            "How much did the company's owner pay Anna Lindqvist?",
            "Anna Lindqvist went home. She paid 300 euros.",
            "300 euros",
            False,
        ),
    ],
)
def test_what_is_told_of_somebody_else(question: str, text: str, span: str, out: bool) -> None:
    made = plan(Question(text=question, asked_at=DAY))
    assert of_somebody_else(made, candidate_of(hit_of(text, DAY), span)) is out


@pytest.mark.parametrize(
    ("question", "text", "span", "out"),
    [
        ("Which airline flew Lind home?", "Lind was flown home by an airline.", "Lind", True),
        (
            "Which airline flew Lind home?",
            "Lind was flown home by an airline, Osta.",
            "Osta",
            False,
        ),
        ("Which airline flew Lind home?", "Osta, an airline, flew Lind home.", "Osta", False),
        ("Which airline flew Lind home?", "Lind was flown home by Osta.", "Osta", False),
        ("Which team did Lind score for?", "Lind scored for Osta in a cup tie.", "Osta", False),
        (
            "What is the new title of the revised play?",
            "The play returns with a new title and with Bo Kerr.",
            "Bo Kerr",
            True,
        ),
        (
            "What is the new title of the revised play?",
            "The play returns with a new title, Frost.",
            "Frost",
            False,
        ),
    ],
)
def test_what_comes_in_without_a_name_has_none(
    question: str, text: str, span: str, out: bool
) -> None:
    made = plan(Question(text=question, asked_at=DAY))
    assert unnamed(made, candidate_of(hit_of(text, DAY), span)) is out


@pytest.mark.parametrize(
    ("question", "text", "out"),
    [
        ("Who won stage 12?", "Moss won stage 11 in the rain.", True),
        ("Who won stage 12?", "Moss won stage 12, as she had stage 11.", False),
        ("Who won stage twelve?", "Moss won stage 12.", False),
        ("When did phase two begin?", "Phase one began in May.", True),
        ("When did phase two begin?", "The second phase began in May.", False),
        ("When did the works begin?", "Phase one began in May.", False),
    ],
)
def test_things_told_apart_by_a_number_are_not_taken_for_each_other(
    question: str, text: str, out: bool
) -> None:
    assert other_numbered(question, text) is out
