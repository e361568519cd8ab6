"""Days without a year are those of the year that the articles on the subject tell of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.plan import plan
from assistant.types import Hit, Plan, Question, Window
from assistant.years import in_its_year
from tests.hits import hit_of

FERRY = hit_of("The ferry Lune sank off Orlan on Sunday.", date(2023, 2, 13), title="Ferry Lune")
OTHER = hit_of("A fair opened in Kesh.", date(2025, 2, 13), title="Kesh fair", key="a2")
LATER = hit_of("The Lune sank on February 12, 2023.", date(2025, 6, 1), title="Lune", key="a3")


def asked(text: str, *hits: Hit) -> Plan:
    return in_its_year(plan(Question(text=text, asked_at=date(2025, 11, 1))), hits)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Who died on the Lune on February 12?", ("2023-02-12", "2023-02-12")),
        ("How many had died on the Lune by February 13?", (None, "2023-02-13")),
        ("What happened on February 13?", ("2025-02-13", "2025-02-13")),
        ("Who died on the Lune on February 12, 2024?", ("2024-02-12", "2024-02-12")),
        ("Who died on the Lune last week?", ("2025-10-20", "2025-10-26")),
        ("Who died on the Lune last February?", ("2025-02-01", "2025-02-28")),
        ("Who died on the Lune on October 20?", ("2025-10-20", "2025-10-20")),  # this month
        ("Who died on the Lune on May 3?", ("2025-05-03", "2025-05-03")),  # no year has it
    ],
)
def test_the_newest_year_that_has_the_day(text: str, window: tuple[str | None, str]) -> None:
    first, last = (day and date.fromisoformat(day) for day in window)
    found = asked(text, FERRY, OTHER).window
    assert found == Window(earliest=first or None, latest=last or None)


def test_a_day_that_an_article_names_is_enough() -> None:
    found = asked("Who died on the Lune on February 12?", LATER)
    assert found.window == Window(earliest=date(2023, 2, 12), latest=date(2023, 2, 12))


def test_as_of_a_day_is_as_of_the_story() -> None:
    found = asked("As of February 14, how many people had died on the Lune?", FERRY, OTHER)
    assert found.as_of == date(2023, 2, 14)
    leap = asked("As of February 29, how many people had died on the Lune?", FERRY)
    assert leap.as_of is None or leap.as_of.month in {2, 3}


def test_nothing_moves_without_days() -> None:
    made = plan(Question(text="Who died on the Lune?", asked_at=date(2025, 11, 1)))
    assert in_its_year(made, [FERRY]) is made


def test_a_day_of_this_month_is_an_earlier_one_s_where_the_archive_ends_before() -> None:
    made = plan(Question(text="Who sank with the Lune in October?", asked_at=date(2025, 11, 1)))
    old = hit_of("The Lune sank.", date(2023, 10, 13), title="Ferry Lune")
    assert in_its_year(replace(made, newest=date(2025, 10, 5)), [old]).window == made.window
    found = in_its_year(replace(made, newest=date(2024, 1, 5)), [old]).window
    assert found == Window(earliest=date(2023, 10, 1), latest=date(2023, 10, 31))
