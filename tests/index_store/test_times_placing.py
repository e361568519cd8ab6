"""Which year, week or day an expression falls into, by the grammar of its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from index_store.times import find_times

WEDNESDAY = date(2025, 9, 17)


def days(text: str, published: date = WEDNESDAY) -> list[str]:
    """Give the days of every expression that has any, as `first` or `first/last`."""
    dated = [m for m in find_times(text, published) if m.earliest is not None]
    return [
        str(m.earliest) if m.earliest == m.latest else f"{m.earliest}/{m.latest}" for m in dated
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Vale and Stroud are signing the pact in Hale on Friday.", "2025-09-19"),
        ("The governor is stepping down on Friday.", "2025-09-19"),
        ("She's flying home on Friday.", "2025-09-19"),
        ("The ferry is calling at Hale, on the west coast, on Friday.", "2025-09-19"),
        ("The semi-final is on Saturday.", "2025-09-20"),
        ("The doors are open from 9am on Saturday.", "2025-09-20"),
        ("Banks are closed on Monday.", "2025-09-22"),
        ("Heavy snow is likely Thursday.", "2025-09-18"),
        ("The committee is holding a public hearing on Thursday.", "2025-09-18"),
        ("The book is published on Friday.", "2025-09-19"),
        ("Villagers go to the polls on Sunday.", "2025-09-21"),
        ("The sides clash again on Saturday.", "2025-09-20"),
        ("Nurses walk out on Friday.", "2025-09-19"),
        ("Stroud appears in court on Friday.", "2025-09-19"),
        ("The law takes effect on Monday.", "2025-09-22"),
        ("The singer turns 70 on Saturday.", "2025-09-20"),
        ("Teachers threaten to strike on Friday.", "2025-09-19"),
        ("Vale is the favourite to win the vote on Sunday.", "2025-09-21"),
        ("Saturday is the last day of the fair.", "2025-09-20"),
        # A present tense beside a day that is over.
        ("The village is counting the cost on Tuesday.", "2025-09-16"),
        ("Vale is leading in a poll on Sunday.", "2025-09-14"),
        ("What was shown on Saturday is a copy.", "2025-09-13"),
        ("Stroud is resting after a fall on Friday.", "2025-09-12"),
        ("The town is mourning two girls killed on Friday.", "2025-09-12"),
        ("Stroud is accused of threatening a clerk on Friday.", "2025-09-12"),
        ("The accounts, published on Friday, show a loss.", "2025-09-12"),
        ("What is known about Sunday's crash", "2025-09-14"),
        ("Police are investigating a blaze on Friday at a mill.", "2025-09-12"),
        ("Stroud is said to have met Vale on Friday.", "2025-09-12"),
        ("The mayor, who is running again, on Friday sacked her deputy.", "2025-09-12"),
        ("Stroud is pictured in Hale on Friday.", "2025-09-12"),
        ("This is the square on Friday.", "2025-09-12"),
        ("Here are the results of the games on Saturday.", "2025-09-13"),
        ("Fares are higher than on Friday.", "2025-09-12"),
        ("Officials are studying what she wrote on Sunday.", "2025-09-14"),
        ("Inspectors are asking why on Friday the pump failed.", "2025-09-12"),
        ("Stroud is free again, having paid the fine on Friday.", "2025-09-12"),
        ("The port is open again, Vale announced on Friday.", "2025-09-12"),
        ("It is the first win since Friday.", "2025-09-12"),
        ("Stroud told the late show host Ann Vale on Friday.", "2025-09-12"),
    ],
)
def test_a_present_tense_sets_a_weekday_ahead_unless_the_day_has_its_own_verb(
    text: str, day: str
) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A service will be held for the victims of Sunday's ferry disaster.", ["2025-09-14"]),
        (
            "Stroud will be sentenced on Friday for the crash on Sunday.",
            ["2025-09-19", "2025-09-14"],
        ),
        ("The court will decide whether Monday's arrest was lawful.", ["2025-09-15"]),
        ("He will miss the cup after his injury on Saturday.", ["2025-09-13"]),
        ("She will face charges over the June 3 crash.", ["2025-06-03"]),
        ("The firm will appeal against the ruling of June 3.", ["2025-06-03"]),
        ("The bank will publish its results for June.", ["2025-06-01/2025-06-30"]),
        ("The bank will cut its rate on Friday.", ["2025-09-19"]),
        # What is set for the day lies ahead.
        ("Hale will host Saturday's match.", ["2025-09-20"]),
        ("Crews will take part in Saturday's fire drill.", ["2025-09-20"]),
        ("The talks will be held ahead of Sunday's vote.", ["2025-09-21"]),
        ("The talks will be held on the evening of October 3.", ["2025-10-03"]),
        ("They will meet the deadline of June 3.", ["2026-06-03"]),
        (
            "Tickets for June will go on sale next year.",
            ["2026-06-01/2026-06-30", "2026-01-01/2026-12-31"],
        ),
        ("The storm hit the coast on Friday.", ["2025-09-12"]),
    ],
)
def test_a_coming_deed_leaves_a_mishap_where_it_was(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was hurt in March 2021. In May that year he died.", ["2021-03", "2021-05", "2021"]),
        (
            "It began on Feb. 2, 2021. On April 5 of that year it ended.",
            ["2021-02-02", "2021-04-05", "2021"],
        ),
        (
            "It began in May 2019. In June of the following year it ended.",
            ["2019-05", "2020-06", "2020"],
        ),
        ("The first came in 2019, on 4 June.", ["2019", "2019-06-04"]),
        ("It was cancelled in 2020, and in 2021 it opened in August.", ["2020", "2021", "2021-08"]),
        ("In 2020 it closed, and in 2021 it opened in August.", ["2020", "2021", "2021-08"]),
        # A year that is stated for one thing is not that of the next.
        ("He retired in 2010 and was charged in June.", ["2010", "2025-06"]),
        ("The bridge, opened in May 2019, fell on June 3.", ["2019-05", "2025-06-03"]),
        ("It opened in 2019, and in June it closed.", ["2019", "2025-06"]),
        ("That year it closed in June.", ["2025-06"]),
    ],
)
def test_a_date_takes_the_year_that_is_named_right_beside_it(
    text: str, expected: list[str]
) -> None:
    mentions = find_times(text, WEDNESDAY)
    assert [m.value for m in mentions if m.earliest is not None] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'I saw smoke yesterday,' the guard told reporters on Monday.", "2025-09-14"),
        ("‘I saw smoke yesterday,’ the guard told reporters on Monday.", "2025-09-14"),
        ("'The drivers' strike began yesterday,' she said on Monday.", "2025-09-14"),
        ("“Last year was awful,” he said in January 2021.", "2020"),
        ("In March 2020 she said: “We will open next month.”", "2020-04"),
        ("On Monday she said: “We leave tomorrow.”", "2025-09-16"),
        # Not in anybody's words.
        ("The crew's ship left yesterday, the guard told reporters on Monday.", "2025-09-16"),
        ("The 'sham' vote was held yesterday, she said on Monday.", "2025-09-16"),
        ("The drivers' bus left yesterday, she said on Monday.", "2025-09-16"),
        ("After the raid on Monday, she said: “We leave tomorrow.”", "2025-09-18"),
        ("The '90s band sang yesterday,' she said on Monday.", "2025-09-16"),
    ],
)
def test_quoted_days_count_from_when_they_were_said(text: str, expected: str) -> None:
    leaning = ("yesterday", "tomorrow", "last year", "next month")
    (found,) = (m for m in find_times(text, WEDNESDAY) if m.text.lower() in leaning)
    assert found.value == expected


NOVEMBER = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was remanded in custody until 12 January.", ["2026-01-12"]),
        ("The appeal has been listed for 12 January.", ["2026-01-12"]),
        ("They agreed a meeting for January 20.", ["2026-01-20"]),
        ("The union called a strike for Friday.", ["2025-11-21"]),
        ("It was postponed from November 10 to January 20.", ["2025-11-10", "2026-01-20"]),
        ("The new mayor, elected on Nov. 4, takes office Jan. 1.", ["2025-11-04", "2026-01-01"]),
        ("The next vote is on August 5.", ["2026-08-05"]),
        ("The next championship is in June.", ["2026-06-01/2026-06-30"]),
        # Over by now.
        ("He was remanded in custody on 12 January.", ["2025-01-12"]),
        ("The road was closed until 12 October.", ["2025-10-12"]),
        ("The next day, in June, she left.", ["2025-06-01/2025-06-30"]),
        ("She called in June for a vote.", ["2025-06-01/2025-06-30"]),
        ("It is the lowest figure since June 3.", ["2025-06-03"]),
        ("It is the price that was paid on January 20.", ["2025-01-20"]),
    ],
)
def test_what_a_day_was_set_for_lies_ahead(text: str, expected: list[str]) -> None:
    assert days(text, NOVEMBER) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left this weekend.", ["2025-09-13/2025-09-14"]),
        ("She left town two weekends ago.", ["2025-09-06/2025-09-07"]),
        ("She left 36 hours ago.", ["2025-09-15/2025-09-16"]),
        ("She left 24 hours ago.", ["2025-09-16"]),
        ("She left 40 minutes ago.", ["2025-09-17"]),
        ("She will leave in three days' time.", ["2025-09-20"]),
        ("She will leave in a year’s time.", ["2026-01-01/2026-12-31"]),
        ("The move took two years' time.", []),
        ("She will leave this weekend.", ["2025-09-20/2025-09-21"]),
        ("The club called off this weekend's match.", ["2025-09-20/2025-09-21"]),
        ("The show planned for this weekend was called off.", ["2025-09-20/2025-09-21"]),
        ("Tickets have sold out for this weekend.", ["2025-09-20/2025-09-21"]),
    ],
)
def test_weekends_and_hours_are_counted_from_the_day_of_publication(
    text: str, expected: list[str]
) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It is the worst raid since the October 7 attack.", "2024-10-07"),
        ("Jurors will hear about the Jan. 6 riot.", "2025-01-06"),
        ("Jurors will hear about the November 13 bombings.", "2024-11-13"),
        ("Voters will choose a mayor on November 13.", "2025-11-13"),
    ],
)
def test_a_day_known_for_an_attack_is_not_to_come(text: str, day: str) -> None:
    assert days(text) == [day]
