"""How often something happened: as the newest report numbers it, or by the days told of."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.read.order.chronology import answer
from assistant.types import Hit, Plan, Window
from tests.assistant.read.test_chronology import Words, hit

PLAN = Plan(
    subjects=("Ada Lind", "Bo Kerr"),
    answer_type="number",
    operator="count",
    window=None,
    as_of=None,
    standalone_question="How many times have Ada Lind and Bo Kerr met?",
    asked_at=date(2025, 12, 1),
    answer_noun="time",
)
FIRST = hit("a", date(2025, 1, 9), "Ada Lind and Bo Kerr met on January 8 in Gradec.")
SECOND = hit("b", date(2025, 3, 2), "Ada Lind and Bo Kerr met on Saturday. It was cold.")
PLANNED = hit("p", date(2025, 4, 2), "A third meeting of Ada Lind and Bo Kerr is planned for May.")


def count(*hits: Hit, plan: Plan = PLAN) -> str | None:
    draft = answer(plan, hits, Words())
    return draft.short if draft else None


def test_days_are_counted_once_each() -> None:
    again = hit("c", date(2025, 3, 3), "Bo Kerr and Ada Lind met on March 1, it is confirmed.")
    assert count(FIRST, SECOND, again) == "two"
    assert count(FIRST, SECOND, PLANNED) == "two"
    assert count(FIRST) is None


def test_only_the_days_asked_about_count() -> None:
    third = hit("d", date(2025, 6, 2), "Ada Lind and Bo Kerr met on June 1.")
    spring = Window(earliest=date(2025, 1, 1), latest=date(2025, 3, 31))
    assert count(FIRST, SECOND, third) == "three"
    assert count(FIRST, SECOND, third, plan=replace(PLAN, window=spring)) == "two"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind and Bo Kerr met on Monday. It was their fifth meeting.",
        "Ada Lind met Bo Kerr for the fifth time.",
        "Ada Lind and Bo Kerr have met five times.",
        "It was the 5th meeting of Ada Lind and Bo Kerr.",
    ],
)
def test_the_newest_report_that_numbers_them_is_believed(text: str) -> None:
    assert count(FIRST, hit("n", date(2025, 7, 8), text)) == "five"


def test_what_happened_after_the_numbered_one_is_added() -> None:
    numbered = hit("n", date(2025, 2, 8), "It was the fifth meeting of Ada Lind and Bo Kerr.")
    assert count(FIRST, numbered, SECOND) == "six"


def test_what_is_numbered_from_some_day_on_is_the_least_there_were() -> None:
    since = hit(
        "n", date(2025, 2, 8), "It was the fifth meeting of Ada Lind and Bo Kerr since 2019."
    )
    assert count(FIRST, since, SECOND) == "six"
    second = hit("n", date(2025, 2, 8), "It was the second meeting of Lind and Kerr since 2019.")
    third = hit("d", date(2025, 1, 3), "Ada Lind and Bo Kerr met on January 2 in Hale.")
    fourth = hit("e", date(2025, 1, 5), "Ada Lind and Bo Kerr met on January 4 in Hale.")
    assert count(FIRST, second, third, fourth, SECOND) == "four"  # more are dated


def test_what_is_numbered_within_weeks_says_nothing_of_a_year() -> None:
    year = Window(earliest=date(2025, 1, 1), latest=date(2025, 12, 31))
    text = "It was the second meeting of Ada Lind and Bo Kerr in less than a month."
    short = hit("n", date(2025, 3, 9), text)
    third = hit("d", date(2025, 6, 2), "Ada Lind and Bo Kerr met on June 1.")
    assert count(FIRST, SECOND, short, third, plan=replace(PLAN, window=year)) == "three"


def test_another_of_a_series_is_not_counted() -> None:
    plan = replace(
        PLAN, subjects=("Kestrel 9",), standalone_question="How many times has Kestrel 9 flown?"
    )
    both = hit(
        "k", date(2025, 6, 2), "Kestrel 9 weighs more than Kestrel 5, which flew for the 24th time."
    )
    second = hit("s", date(2025, 7, 2), "The second flight of Kestrel 9 was a success.")
    assert count(both, second, plan=plan) == "two"


def test_a_told_number_of_times_counts_where_fewer_are_dated() -> None:
    year = Window(earliest=date(2025, 1, 1), latest=date(2025, 12, 31))
    plan = replace(PLAN, window=year)
    told = hit("n", date(2025, 7, 8), "Ada Lind and Bo Kerr have met three times.")
    assert count(FIRST, SECOND, plan=plan) == "two"
    assert count(FIRST, SECOND, told, plan=plan) == "three"
    older = hit("o", date(2025, 7, 9), "In 2024 Ada Lind and Bo Kerr met nine times.")
    assert count(FIRST, SECOND, older, plan=plan) == "two"
    after = hit("z", date(2026, 2, 8), "Ada Lind and Bo Kerr have met seven times.")
    assert count(FIRST, SECOND, told, after, plan=plan) == "three"


def test_a_number_within_years_answers_a_question_of_years() -> None:
    plan = replace(
        PLAN,
        subjects=("Orlan",),
        standalone_question="How many escapes has Orlan had in ten years?",
        answer_noun="escape",
    )
    told = hit("e", date(2025, 7, 8), "It is the third escape from the Orlan park in ten years.")
    assert count(told, plan=plan) == "three"
