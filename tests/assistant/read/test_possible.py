"""Which dated events come into question at all."""

from __future__ import annotations

from datetime import date

from assistant.plan import plan
from assistant.read.order.chronology import reading_of
from assistant.read.order.possible import possible
from assistant.types import Hit, Question
from tests.assistant.read.test_chronology import Words, hit

LAST = "When did Lund and Orr last meet?"


def days(question: str, *hits: Hit) -> set[date]:
    made = plan(Question(text=question, asked_at=date(2026, 1, 5)))
    reading = reading_of(made, hits, Words())
    may = possible(made, reading)
    return {o.earliest for o, one in zip(reading.events, may, strict=True) if one and o.stated}


def test_when_they_last_met_is_as_of_its_report() -> None:
    old = hit("o", date(2025, 9, 4), "Lund and Orr last met on June 2, 2022, in Hale.")
    new = hit("n", date(2025, 11, 21), "Lund and Orr met in Corva on Thursday.")
    earlier = hit("e", date(2025, 11, 21), "Lund and Orr met in Corva on May 1, 2021.")
    assert days(LAST, old) == {date(2022, 6, 2)}
    assert days(LAST, old, new) == {date(2025, 11, 20)}
    assert date(2022, 6, 2) in days(LAST, old, earlier)


def test_the_day_of_a_calling_off_is_not_that_of_what_was_called_off() -> None:
    off = hit("o", date(2025, 10, 17), "Lund and Orr on Thursday called off a meeting in Hale.")
    assert days(LAST, off) == set()
    assert days("When did Lund and Orr call off the meeting?", off) == {date(2025, 10, 16)}
    trip = hit("t", date(2025, 10, 17), "Lund and Orr met on Thursday and called off the parade.")
    assert days(LAST, trip) == {date(2025, 10, 16)}


def test_the_day_of_a_report_that_is_put_right_is_no_day_of_what_it_told() -> None:
    body = "Correction: A report in this paper on November 22 said that Lund and Orr met in Hale."
    assert days(LAST, hit("c", date(2025, 12, 9), body)) == set()
    body = "Lund and Orr met on November 22, a report said."
    assert days(LAST, hit("r", date(2025, 12, 9), body)) == {date(2025, 11, 22)}


def test_since_a_shooting_in_march_dates_the_shooting() -> None:
    body = "Lund and Orr spoke on Wednesday for the first time since a border shooting in March."
    told = hit("s", date(2025, 9, 4), body)
    assert days("When did Lund and Orr first speak in 2025?", told) == {date(2025, 9, 3)}
