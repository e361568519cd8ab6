"""How old somebody is, by the age that an article puts to the name."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.ages import age
from assistant.types import Draft, Question
from tests.hits import hit_of

LAST_YEAR = hit_of("Ida Brandt, 51, opened the bridge.", date(2022, 5, 1), title="Bridge opens")
NOW = hit_of(
    "The 52-year-old was sworn in on Monday. Karl Osten, 60, held the book.",
    date(2023, 5, 1),
    title="Ida Brandt sworn in as mayor",
    key="a2",
)
DEAD = hit_of(
    "Bo Kerr died on Sunday at the age of 88.", date(2023, 5, 2), title="Bo Kerr", key="a3"
)


def asked(text: str) -> Draft | None:
    made = plan(Question(text=text, asked_at=date(2023, 6, 1)))
    return age(made, [LAST_YEAR, NOW, DEAD])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("How old is Ida Brandt?", "52"),
        ("How old is the mayor Ida Brandt?", "52"),
        ("What is the age of Karl Osten?", "60"),
        ("How old was Bo Kerr when he died?", "88"),
        ("How old was Ida Brandt when she opened the bridge?", "51"),
    ],
)
def test_the_newest_age_or_that_of_the_report(text: str, years: str) -> None:
    draft = asked(text)
    assert draft is not None
    assert draft.short == years


def test_somebody_described_is_as_old_as_the_name_behind_it() -> None:
    captain = hit_of(
        "The captain, Piers Lind, 58, was questioned. The pilot, Bo Kerr, 41, was not.",
        date(2023, 5, 3),
        title="Ferry Lune sinks",
        key="a4",
    )
    made = plan(Question(text="How old is the captain of the Lune?", asked_at=date(2023, 6, 1)))
    draft = age(made, [captain])
    assert draft is not None
    assert draft.short == "58"
    other = hit_of("The captain, Ida Rook, 33, of the Lune, wept.", date(2023, 5, 4), key="a5")
    assert age(made, [captain, other]) is None  # two are described so
    ship = plan(Question(text="How old is the ferry of the Lune?", asked_at=date(2023, 6, 1)))
    assert age(ship, [captain]) is None


@pytest.mark.parametrize(
    "text",
    [
        "How old was Karl Osten when he moved to Orlan?",  # the report is of something else
        "How old is Milos Hradil?",
        "How old is the bridge?",
        "How old is Karl Osten's son?",
        "How old was the driver when Bo Kerr died?",
        "How old is the mother of Karl Osten?",
        "Who is Ida Brandt?",
    ],
)
def test_no_age_is_guessed(text: str) -> None:
    assert asked(text) is None
