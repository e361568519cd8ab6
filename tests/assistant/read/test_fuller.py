"""The fullest form of an answer that its article has."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.fuller import fuller
from assistant.read.sentence.phrase import short_for
from assistant.types import Question
from tests.hits import candidate_of, hit_of

DAY = date(2025, 3, 7)
BODY = (
    "NEW YORK - LeBron James beat the New York Mets of John Rowe on Tuesday. "
    "The New York Mets lost. "
    "James then thanked North Carolina Gov. Roy Cooper, who praised the Mets. "
    'The words "End Racism" are missing (as Jack Robinson (Brazil said). '
    "He sold the house to Ann Lee. "
    "Peter Sorrel and the photographer Kirsten Dahl came from Norway and Cuba with John Major. "
    "Defence ministers Sebastien Lecornu of France and Sergei Shoigu of Russia did speak in April. "
    "Milos Hradil, 44, and Pavel Cerny, 51, were driven home. "
    "The smoke was made of perchlorate, anthracene (of coal tar) and sulfur. They ate bread, ham. "
    "She bought bread, ham and left. Then Captain Eva Brandt sailed."
)


@pytest.mark.parametrize(
    ("question", "text", "full"),
    [
        ("Who thanked the governor?", "James", "LeBron James"),
        ("Which team did he praise?", "Mets", "New York Mets"),
        ("Who was thanked?", "Roy Cooper", "North Carolina Gov. Roy Cooper"),
        ("Which phrase is missing?", "Racism", "End Racism"),
        ("Who said so?", "Jack Robinson (Brazil", "Jack Robinson"),
        ("Who bought the house?", "Ann Lee", "Ann Lee"),
        ("Who sailed?", "Eva Brandt", "Captain Eva Brandt"),
        ("Which two countries did they come from?", "Cuba", "Norway and Cuba"),
        ("Which country did they come from?", "Cuba", "Cuba"),
        (
            "Who were they?",
            "Kirsten Dahl",
            "Peter Sorrel and the photographer Kirsten Dahl",
        ),
        (
            "Which ministers spoke?",
            "Sergei Shoigu",
            "Sebastien Lecornu of France and Sergei Shoigu",
        ),
        ("Which state is it?", "North Carolina", "North Carolina"),
        ("Which two men were driven?", "Milos Hradil", "Milos Hradil and Pavel Cerny"),
        (
            "Which substances made the smoke?",
            "perchlorate, anthracene",
            "perchlorate, anthracene and sulfur",
        ),
        ("Which dishes did she buy?", "bread, ham", "bread, ham"),
    ],
)
def test_a_name_is_given_in_full_with_its_office(question: str, text: str, full: str) -> None:
    candidate = candidate_of(hit_of(BODY, DAY), text)
    assert fuller(plan(Question(text=question, asked_at=DAY)), candidate) == full


LATER = (
    "DETROIT - General Motors closed its Los Angeles office on Monday. "
    "Canned tuna was recalled in Ohio, and canned tuna is sold again in Utah. "
    "GM said that the tuna of LA was the new one, and the ferry sank. The old ferry had sunk, "
    "the new ferry too. The FAA knows the bus."
)


@pytest.mark.parametrize(
    ("question", "text", "full"),
    [
        ("Which carmaker closed an office?", "GM", "General Motors (GM)"),
        ("In which city is the office?", "LA", "Los Angeles (LA)"),
        ("Which agency knows?", "FAA", "FAA"),  # the article never spells it out
        ("Which food was recalled?", "the tuna", "canned tuna"),
        ("What sank?", "the ferry", "the ferry"),  # what stands before it tells nothing
        ("What is known?", "the bus", "the bus"),
    ],
)
def test_what_is_only_pointed_at_is_named(question: str, text: str, full: str) -> None:
    candidate = candidate_of(hit_of(LATER, DAY), text)
    assert fuller(plan(Question(text=question, asked_at=DAY)), candidate) == full


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("Which country's premier resigned?", "Slovenian Prime Minister Bo Kerr", "Slovenia"),
        ("Whose prime minister resigned?", "Slovenian Prime Minister Bo Kerr", "Slovenian Prime"),
        ("Which two countries are theirs?", "Slovenian Prime Minister Bo Kerr", "Slovenian Prime"),
    ],
)
def test_a_country_is_called_by_its_name(question: str, text: str, short: str) -> None:
    hit = hit_of("Slovenian Prime Minister Bo Kerr resigned.", DAY)
    made = plan(Question(text=question, asked_at=DAY))
    assert short_for(made, candidate_of(hit, text)).startswith(short)
