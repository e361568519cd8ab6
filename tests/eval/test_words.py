from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.words import dates, holds, tokens
from eval.words.dates import Day

SAME = [
    ("three", "3"),
    ("Twenty-one", "21"),
    ("one hundred and five", "105"),
    ("two hundred and fifty thousand", "250,000"),
    ("1.5 million", "1,500,000"),
    ("two million three hundred thousand", "2300000"),
    ("a hundred", "100"),
    ("16.0", "16"),
    ("$9,000", "9,000 dollars"),
    ("US$9,000", "9,000 US dollars"),
    ("$1.5 million", "1.5 million dollars"),
    ("£2bn", "2 billion pounds"),
    ("5%", "five per cent"),
    ("5 percent", "5%"),
    ("July 1, 2025", "1 July 2025"),
    ("July 1, 2025", "2025-07-01"),
    ("the 1st of July 2025", "Jul. 1, 2025"),
    ("Tuesday, July 1, 2025", "July 1, 2025"),
    ("Sept. 2022", "September 2022"),
    ("the third", "3rd"),
    ("twenty-third", "23rd"),
    ("thirteenth", "13th"),
    ("the fortieth", "40th"),
    ("ninety-ninth", "99th"),
    ("two dozen", "24"),
    ("a dozen", "12"),
    ("U.S. Open", "the US Open"),
    ("Nikola Jokić", "nikola jokic"),
    ("Shein & Temu", "Shein and Temu"),
    ("O’Brien’s", "O'Brien"),
    ("“Jaws”", "Jaws"),
    ("3 p.m.", "3pm"),
    ("F-16", "F16"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_the_same_thing_hold_each_other(one: str, other: str) -> None:
    assert holds(one, other)
    assert holds(other, one)


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("It rose to 17", "7"),
        ("7,000 people", "7"),
        ("7 million people", "7"),
        ("7.5 degrees", "7"),
        ("on July 7", "7"),
        ("July 1", "July 1, 2025"),
        ("July 2025", "1 July 2025"),
        ("July 1, 2024", "July 1, 2025"),
        ("July 11, 2025", "July 1, 2025"),
        ("9,000 pounds", "$9,000"),
        ("9,000", "$9,000"),
        ("fell by 5", "-5"),
        ("the second", "2"),
        ("five and six", "11"),
        ("a dozen and five", "17"),
        ("two dozen", "2"),
        ("one hundred, two hundred", "102"),
        ("Anna Weld", "Ann"),
        ("Weld, Anna", "Anna Weld"),
        ("", "x"),
        ("anything", "."),
        ("the protest march", "March"),
        ("you may go", "May"),
    ],
)
def test_what_only_looks_alike_is_not_held(text: str, gold: str) -> None:
    assert not holds(text, gold)


@pytest.mark.parametrize("gold", ["July 1", "1 July", "July 2025", "2025", "July", "2025-07"])
def test_a_date_holds_what_is_less_precise(gold: str) -> None:
    assert holds("They spoke on Tuesday, July 1, 2025.", gold)


def test_an_answer_that_is_an_article_is_not_lost() -> None:
    assert holds("vitamin A", "A")
    assert not holds("vitamin C", "A")


def test_a_negative_number_keeps_its_sign() -> None:
    assert holds("It fell to -5 degrees", "−5")
    assert not holds("It fell to -5 degrees", "5")
    assert holds("won 7-5", "5")


def test_dates_are_read_as_far_as_they_are_told() -> None:
    assert dates("from 3 Dec 2020 to July 4, then in May and in 2021") == [
        Day(2020, 12, 3),
        Day(None, 7, 4),
        Day(None, 5, None),
    ]


@given(st.integers(min_value=0, max_value=10**12))
def test_any_number_holds_its_grouped_form(number: int) -> None:
    assert holds(f"about {number:,} people", str(number))
    assert tokens(f"{number:,}") == [str(number)]


@given(st.dates())
def test_any_date_holds_its_other_forms(day: object) -> None:
    from datetime import date

    assert isinstance(day, date)
    if day.year < 1000:
        return
    month = f"{day:%B}"
    for form in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"):
        assert holds(f"It was on {form}.", day.isoformat()) == (1000 <= day.year <= 2099)


@given(st.text(), st.text(alphabet=string.ascii_letters + string.digits + " .,$%-"))
def test_no_text_breaks_it_and_a_text_holds_itself(text: str, gold: str) -> None:
    holds(text, gold)
    assert holds(gold, gold) == bool(tokens(gold, drop_articles=False))
