from __future__ import annotations

from datetime import date

import pytest

from index_store.times import find_times

WEDNESDAY = date(2025, 9, 17)


def spans(text: str, published: date = WEDNESDAY) -> list[str]:
    """Give the days of every expression that has any, as `first` or `first/last`."""
    found = [m for m in find_times(text, published) if m.earliest and m.latest]
    return [str(m.earliest) + (f"/{m.latest}" if m.latest != m.earliest else "") for m in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The trawler sank off Hale at 1930 GMT.", "XXXX-XX-XXT19:30"),
        ("Shelling began around 1930 local time.", "XXXX-XX-XXT19:30"),
        ("The siren sounded at 1945 BST on Saturday.", "2025-09-13T19:45"),
        ("The ferry left at 2045 on Monday.", "2025-09-15T20:45"),
        ("The ferry left at 0645 Monday.", "2025-09-15T06:45"),
        ("The guard changed at 1930 hours.", "XXXX-XX-XXT19:30"),
        ("It struck at 2:15 a.m. local time on Tuesday.", "2025-09-16T02:15"),
        ("In 1930 GMT came to the islands.", "1930"),
        ("Since 1945 local time has been that of Lisk.", "1945"),
        ("In 2022 CT scans were rare.", "2022"),
        ("Rents stood at 2019 levels.", "2019"),
        ("A look back at 2024 on the radio.", "2024"),
    ],
)
def test_four_digits_are_a_clock_or_a_year(text: str, value: str) -> None:
    assert [m.value for m in find_times(text, WEDNESDAY)] == [value]


def test_both_ends_of_a_span_of_hours_are_clocks() -> None:
    found = find_times("Trains stop between 1800 and 2000 GMT.", WEDNESDAY)
    assert [m.value for m in found] == ["XXXX-XX-XXT18:00", "XXXX-XX-XXT20:00"]


@pytest.mark.parametrize(
    "text",
    [
        "He was reading Orwell's 1984.",
        "The army has 2000 missiles.",
        "At least 1900 saplings were planted.",
        "The stock fell to 1995 pence.",
        "Call 2025 550 1234.",
        "The March on Washington drew crowds.",
        "The March for Peace drew crowds.",
    ],
)
def test_numbers_and_names_that_are_no_years_or_months(text: str) -> None:
    assert find_times(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Velmara's 1978 constitution stands.", "1978-01-01/1978-12-31"),
        ("Lind's 1969-set novel sold well.", "1969-01-01/1969-12-31"),
        ("In 2020 300 people left.", "2020-01-01/2020-12-31"),
        ("They rejected 2017 requests for the files.", "2017-01-01/2017-12-31"),
        ("It fell in the March of 2019.", "2019-03-01/2019-03-31"),
    ],
)
def test_numbers_and_names_that_are_years_and_months(text: str, day: str) -> None:
    assert spans(text) == [day]
