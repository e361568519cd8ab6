"""Timelines: which dates belong to the matter, each event once, plans and denials marked."""

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.dated import events_text
from assistant.plan import plan as make_plan
from assistant.read.chronicle import plain_request
from assistant.read.order.timeline import timeline
from assistant.types import DatedEvent, Hit, Question
from tests.hits import hit_of


class Nothing:
    def read(self, question: str, passages: Sequence[str], *, top: int = 5) -> list[list[object]]:
        return [[] for _ in passages]


VERDICT = hit_of(
    "PORT HALE, Jan. 23 (CNS) - Gregor Brandt, the former mayor, was found guilty of fraud on "
    "Thursday. The trial opened on Jan. 12. It had been set for Nov. 3 but was put off after his "
    "lawyer fell ill. The harbour was dredged on Jan. 20.",
    date(2026, 1, 23),
    "Former mayor Brandt guilty of fraud",
    "verdict",
)
CHARGE = hit_of(
    "Gregor Brandt was charged on Aug. 28 with fraud. He pleaded not guilty on Sept. 5. Turnout "
    "in the vote was the lowest since 1994.",
    date(2025, 9, 16),
    "Brandt awaits trial",
    "charge",
)


def told(query: str, *hits: Hit) -> list[DatedEvent]:
    plan = make_plan(Question(text=plain_request(query), asked_at=date(2026, 12, 1)))
    return list(timeline(plan, hits, Nothing()))


def days(query: str, *hits: Hit) -> list[tuple[str, str]]:
    return [(e.date, e.certainty) for e in told(query, *hits)]


def quote(event: DatedEvent, *hits: Hit) -> str:
    (body,) = [h.article.body for h in hits if h.article.id == event.article_id]
    return body[event.start : event.end]


def test_the_stages_of_a_matter_belong_to_it() -> None:
    assert days("Brandt trial", VERDICT, CHARGE) == [
        ("2025-08-28", "happened"),
        ("2025-09-05", "happened"),
        ("2025-11-03", "planned"),
        ("2026-01-12", "happened"),
        ("2026-01-22", "happened"),
    ]


def test_what_no_article_calls_a_row_is_found_by_what_it_is_about() -> None:
    gas = hit_of("The gas was cut off on May 4.", date(2025, 5, 6), "Gas cut off", "gas")
    assert days("the gas row", gas) == [("2025-05-04", "happened")]
    assert days("timeline of", gas) == []


def test_a_line_has_no_dateline_and_what_its_pronoun_leans_on() -> None:
    found = {e.date: quote(e, VERDICT, CHARGE) for e in told("Brandt trial", VERDICT, CHARGE)}
    assert found["2026-01-22"].startswith("Gregor Brandt, the former mayor")
    assert found["2025-09-05"].startswith("Gregor Brandt was charged")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The Irva bridge is to open on December 1.", [("2025-12-01", "planned")]),
        ("The bridge over the Irva will not open on Saturday.", [("2025-11-22", "denied")]),
        ("The Irva bridge has been shut since March 11.", [("2025-03-11", "happened")]),
        ("The Irva bridge was open until 1992.", []),
        ("The Lund bridge, a day from the Irva, fell on Monday.", []),
    ],
)
def test_plans_and_denials_are_marked(body: str, expected: list[tuple[str, str]]) -> None:
    hit = hit_of(body, date(2025, 11, 21), "Irva bridge")
    assert days("Irva bridge", hit) == expected


def test_the_newest_report_of_a_plan_stands() -> None:
    plan = hit_of("The Irva bridge is to open on November 1.", date(2025, 9, 20), "Talks", "a")
    off = hit_of("The Irva bridge will not open on November 1.", date(2025, 10, 29), "Off", "b")
    assert days("Irva bridge", plan, off) == [("2025-11-01", "denied")]


def test_one_call_in_two_articles_is_told_once() -> None:
    first = hit_of("Ada Lind and Bo Kerr spoke by telephone on Tuesday.", date(2025, 7, 2), "", "a")
    later = hit_of("Ada Lind and Bo Kerr spoke on July 1, aides said.", date(2025, 7, 9), "", "b")
    month = hit_of("Ada Lind and Bo Kerr last spoke in July.", date(2025, 9, 9), "", "c")
    assert days("Ada Lind, Bo Kerr calls", first, later, month) == [("2025-07-01", "happened")]


def test_the_two_are_those_whom_an_article_opens_on() -> None:
    hit = hit_of(
        "Olaf Moss rang Bo Kerr on Friday. It was the first time the two had spoken since December "
        "2022. Ada Lind has had no call with Bo Kerr for years.",
        date(2024, 11, 15),
        "Moss calls Kerr",
    )
    assert days("Ada Lind, Bo Kerr calls", hit) == []


def test_a_fire_is_no_dismissal() -> None:
    hit = hit_of(
        "The Sallow works burned in a fire on Thursday. The Sallow works dismissed him on June 9.",
        date(2026, 6, 25),
        "Fire at the Sallow works",
    )
    assert "2026-06-09" not in dict(days("Sallow fire", hit))


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("Timeline of the Halvern rail strike", "Halvern rail strike"),
        ("what happened to the truck drivers?", "truck drivers?"),
        ("Brandt trial", "Brandt trial"),
        ("timeline", "timeline"),
    ],
)
def test_words_that_only_ask_for_a_timeline_are_taken_off(query: str, plain: str) -> None:
    assert plain_request(query) == plain


def test_days_and_marks_are_printed_in_words() -> None:
    article = hit_of("The bridge opens.", date(2026, 3, 1)).article
    week = DatedEvent(date="2026-W10", precision="week", text="", certainty="planned", end=17)
    assert events_text([(week, article)]) == (
        "week of March 2, 2026  [planned] The bridge opens. (outlet unknown, March 1, 2026)"
    )
