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


def test_a_clock_past_midnight_has_no_year_before_it() -> None:
    found = find_times("The curfew runs from 2000 to 0500.", WEDNESDAY)
    assert [m.value for m in found] == ["XXXX-XX-XXT20:00"]


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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mill burned down a year ago today.", "2024-09-17"),
        ("He left five years ago yesterday.", "2020-09-16"),
        ("He left two years ago in May.", "2023-05-01/2023-05-31"),
        ("He left two years ago on 12 May.", "2023-05-12"),
        ("He left two years ago this month.", "2023-09-01/2023-09-30"),
        ("He left a year ago this week.", "2024-09-16/2024-09-22"),
        ("He left two years ago on Tuesday.", "2023-09-10/2023-09-24"),
        ("He left exactly a year ago.", "2024-09-01/2024-09-30"),
        ("He left three weeks ago to the day.", "2025-08-27"),
        ("It opened the week before last.", "2025-09-01/2025-09-07"),
        ("It opened the month before last, she said.", "2025-07-01/2025-07-31"),
        ("It opened the weekend before last.", "2025-09-06/2025-09-07"),
        ("It will open the week after next.", "2025-09-29/2025-10-05"),
        ("The hearing was fixed for Monday week.", "2025-09-29"),
        ("The hearing will be held a week on Monday.", "2025-09-29"),
        ("The hearing is on Friday fortnight.", "2025-10-03"),
        ("The fair opens a week tomorrow.", "2025-09-25"),
    ],
)
def test_two_times_that_say_one(text: str, days: str) -> None:
    assert spans(text) == [days]


def test_a_month_counted_back_to_is_not_the_one_just_gone() -> None:
    assert spans("He left a year ago in December.", date(2025, 2, 3)) == ["2023-12-01/2023-12-31"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He left two years ago. Today he is back.", ["2023-01-01/2023-12-31", "2025-09-17"]),
        ("It fell the week before last Sunday's vote.", ["2025-09-14"]),
        ("It fell the year before last year's vote.", ["2024-01-01/2024-12-31"]),
        ("He ran the shop for a week on Monday.", ["2025-09-15"]),
        ("It was a week on Monday since he died.", ["2025-09-15"]),
        ("They trained once a week on Monday.", ["2025-09-15"]),
        ("On Monday week after week of talks ended.", ["2025-09-15"]),
    ],
)
def test_two_times_that_stay_two(text: str, days: list[str]) -> None:
    assert spans(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It began on the first Monday in May.", "2025-05-05"),
        ("It began on the last Sunday of August.", "2025-08-31"),
        ("They voted on the second Tuesday of November 2024.", "2024-11-12"),
        ("It began in the first week of May.", "2025-05-01/2025-05-07"),
        ("It snowed in the last week of 2024.", "2024-12-25/2024-12-31"),
        ("It rained over the last weekend of August.", "2025-08-30/2025-08-31"),
        ("It rained on the last day of August.", "2025-08-31"),
        ("It rained in the second half of May.", "2025-05-16/2025-05-31"),
        ("Sales fell in the first days of July.", "2025-07-01/2025-07-16"),
        ("Sales fell in the last three months of 2024.", "2024-10-01/2024-12-31"),
        ("Sales fell in the first six months of 2025.", "2025-01-01/2025-06-30"),
        ("Sales fell in the first nine months of last year.", "2024-01-01/2024-09-30"),
        ("Sales fell in the last quarter of 2024.", "2024-10-01/2024-12-31"),
        ("Sales fell in the final quarter of last year.", "2024-10-01/2024-12-31"),
        ("Sales fell in the first quarter of 2025.", "2025-01-01/2025-03-31"),
        ("Sales fell in the fifth week of February.", "2025-02-01/2025-02-28"),
        ("Sales fell for the third month in August.", "2025-08-01/2025-08-31"),
    ],
)
def test_a_part_of_a_month_or_year(text: str, days: str) -> None:
    assert spans(text) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "The first Tuesday of every month is market day.",
        "The court sits on the first Monday of the month.",
        "It is traditionally held on the first Monday in May.",
        "He wrote it in the last two years of his life.",
    ],
)
def test_what_comes_again_or_belongs_to_something_over_has_no_day(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Profit rose in Q2.", "2025-04-01/2025-06-30"),
        ("In Q1, it said, profit rose.", "2025-01-01/2025-03-31"),
        ("Profit (Q2) rose.", "2025-04-01/2025-06-30"),
        ("The firm's Q2's were good.", "2025-04-01/2025-06-30"),
        ("Profit rose in H1 2025.", "2025-01-01/2025-06-30"),
        ("Profit rose in H1.", "2025-01-01/2025-06-30"),
        ("growth in q1 2025 was weak", "2025-01-01/2025-03-31"),
        ("Growth in 1Q25 was weak.", "2025-01-01/2025-03-31"),
        ("Growth in 3Q 2024 was weak.", "2024-07-01/2024-09-30"),
        ("Profit rose in FY25.", "2025-01-01/2025-12-31"),
        ("The act passed on 12-Aug-2024.", "2024-08-12"),
        ("It rained in the summer of '69.", "1969-06-01/1969-08-31"),
        ("He died in May '68.", "1968-05-01/1968-05-31"),
        ("It snowed in the winter of 2023-24.", "2023-12-01/2024-02-29"),
        ("She rose to fame in the late 80s.", "1984-12-31/1989-12-31"),
        ("The mill is of the late 19th century.", "1850-01-01/1899-12-31"),
        ("The mill is of the 1800s.", "1800-01-01/1899-12-31"),
        ("The mill is of the 1810s.", "1810-01-01/1819-12-31"),
        ("The mill burned two centuries ago.", "1775-09-17/1875-09-17"),
    ],
)
def test_quarters_decades_and_years_cut_short(text: str, days: str) -> None:
    assert spans(text) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "Q2. Which of these is true?",
        "The H1N1 virus spread.",
        "The firm invests in H2 plants.",
        "They scored in 3Q again.",
        "She is in her late 80s.",
        "Temperatures on the coast will rise into the mid 80s.",
    ],
)
def test_letters_and_numbers_that_are_no_dates(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It was shown from Dec. 28 to Jan. 3, 2024.", ["2023-12-28", "2024-01-03"]),
        (
            "Fashion of the 1970s and 80s is back.",
            ["1970-01-01/1979-12-31", "1980-01-01/1989-12-31"],
        ),
        ("The fire broke out overnight on Monday.", ["2025-09-15"]),
        ("The fire broke out overnight Tuesday.", ["2025-09-16"]),
        ("Overnight from Monday to Tuesday it rained.", ["2025-09-15", "2025-09-16"]),
        ("The fire broke out overnight.", ["2025-09-17"]),
        ("It began on Monday and was put out the next morning.", ["2025-09-15", "2025-09-16"]),
        ("They met on Sept. 9. She left the previous night.", ["2025-09-09", "2025-09-08"]),
        ("She left the night before last.", ["2025-09-15"]),
        ("She left the next morning.", []),
    ],
)
def test_days_beside_days(text: str, days: list[str]) -> None:
    assert spans(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The bridge closed on the 14th.", ["2025-09-14"]),
        ("The bridge closed on the 31st.\n\nIt is old.", ["2025-08-31"]),
        ("The bridge will close on the 25th, the mayor said.", ["2025-09-25"]),
        ("The bridge closed on the 14th of last month.", ["2025-08-14"]),
        ("They came on May 3 and left on the 25th.", ["2025-05-03", "2025-05-25"]),
        ("They came on May 28 and left on the 3rd.", ["2025-05-28", "2025-06-03"]),
        ("On Monday police said it began on the 14th.", ["2025-09-15", "2025-09-14"]),
        ("The fair opens on October 3 and ends on the 14th.", ["2025-10-03", "2025-10-14"]),
        ("He lives on the 14th floor.", []),
        ("She went to court on the 14th Amendment.", []),
        ("He holed a birdie putt on the 17th.", []),
        ("It was on the 5th of the islands.", []),
    ],
)
def test_a_day_of_the_month_without_its_month(text: str, days: list[str]) -> None:
    assert spans(text) == days


def test_a_day_of_the_month_needs_something_to_count_from() -> None:
    assert [m.value for m in find_times("It closed on the 14th.", None)] == ["XXXX-XX-14"]


@pytest.mark.parametrize(
    ("published", "text", "day"),
    [
        ("2025-01-02", "It crashed on Christmas Day last year.", "2024-12-25"),
        ("2025-11-20", "It fell last Christmas.", "2024-12-25"),
        ("2025-04-23", "He fell on Easter Monday.", "2025-04-21"),
        ("2025-04-23", "He fell on Good Friday.", "2025-04-18"),
        ("2025-04-23", "He died on Good Friday 1998.", "1998-04-10"),
        ("2024-06-20", "He will regret what he did this Easter Sunday.", "2024-03-31"),
        ("2025-04-23", "The mine shut at Easter.", "2025-04-20"),
        ("2025-03-06", "He prayed on Ash Wednesday.", "2025-03-05"),
        ("2025-06-11", "He prayed on Whit Monday.", "2025-06-09"),
        ("2025-11-28", "He fell on Thanksgiving.", "2025-11-27"),
        ("2025-05-27", "He fell on Memorial Day.", "2025-05-26"),
        ("2025-09-03", "He fell on Labor Day.", "2025-09-01"),
        ("2025-07-06", "He fell on July Fourth.", "2025-07-04"),
        ("2025-07-15", "He fell on Bastille Day.", "2025-07-14"),
        ("2025-03-18", "He fell on St. Patrick's Day.", "2025-03-17"),
        ("2025-05-03", "He fell on May Day.", "2025-05-01"),
        ("2025-01-05", "He was away over the New Year.", "2025-01-01"),
        ("2025-02-22", "It starts the day after St. Patrick's Day.", "2025-03-17"),
        ("2025-05-01", "He died on Palm Sunday, April 9, 2017.", "2017-04-09"),
    ],
)
def test_feasts(published: str, text: str, day: str) -> None:
    assert spans(text, date.fromisoformat(published)) == [day]


@pytest.mark.parametrize(
    ("year", "easter"),
    [("1818", "03-22"), ("1943", "04-25"), ("2000", "04-23"), ("2019", "04-21"), ("2026", "04-05")],
)
def test_easter(year: str, easter: str) -> None:
    assert spans(f"He died on Easter Sunday {year}.") == [f"{year}-{easter}"]


@pytest.mark.parametrize(
    "text",
    [
        "Easter eggs are dear.",
        "Luke Easter won the cup.",
        "They keep Orthodox Good Friday.",
        "They keep Confederate Memorial Day.",
        "It rained over the Labor Day weekend.",
        "They keep the Chinese New Year.",
        "Sheffield Wednesday beat Lisk.",
        "The Mail on Sunday told of the affair.",
        "The Saturday Evening Post told of the affair.",
        "Good Monday morning to you all.",
        "In May First Minister Kerr left.",
    ],
)
def test_names_that_are_no_days(text: str) -> None:
    assert spans(text) == []


def test_this_day_in_another_year() -> None:
    assert spans("He died on this day in 1969.") == ["1969-09-17"]
