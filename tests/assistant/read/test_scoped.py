"""An answer of other days than the ones asked about weighs less."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.read.sentence.candidates import Candidate, around, sentence_spans
from assistant.read.spans.scoped import BESIDE, OF_THE_DAYS, OUTSIDE, holds_then, lasting, scope
from assistant.types import Plan, Window
from index_store.times import find_times
from tests.assistant.read.test_chronology import hit
from tests.hits import candidate_of

YEAR = Window(earliest=date(1924, 1, 1), latest=date(1924, 12, 31))
WEEK = Window(earliest=date(2025, 5, 5), latest=date(2025, 5, 11))
BODY = (
    "Two people died on Monday, far fewer than the 212 of 1924. In 2011 the airport was shut. "
    "Nobody was hurt."
)


def weight(window: Window | None, text: str, day: date = date(2025, 5, 13)) -> float:
    news = hit("n", day, BODY)
    start = BODY.index(text)
    plan = Plan(
        subjects=(),
        answer_type="number",
        operator="none",
        window=window,
        as_of=None,
        standalone_question="How many died?",
        asked_at=day,
    )
    end = start + len(text)
    c = Candidate(
        hit=news,
        rank=0,
        start=start,
        end=end,
        text=text,
        margin=1.0,
        sentence=around(sentence_spans(news), start, end),
    )
    return scope(plan, c)


@pytest.mark.parametrize(
    ("window", "text", "factor"),
    [
        (None, "Two", 1.0),
        (YEAR, "212", OF_THE_DAYS),
        (YEAR, "Two", BESIDE),
        (YEAR, "airport", OUTSIDE),
        (YEAR, "Nobody", 1.0),  # the sentences before may be of the year
        (WEEK, "Nobody", 1.0),  # the article is of the days after
    ],
)
def test_the_nearest_date_or_the_day_of_the_article_says_of_which_days(
    window: Window | None, text: str, factor: float
) -> None:
    assert weight(window, text) == factor


def test_an_old_article_does_not_tell_of_this_week() -> None:
    assert weight(WEEK, "Nobody", date(2025, 4, 1)) == OUTSIDE
    assert weight(WEEK, "Nobody", date(2025, 7, 1)) == OUTSIDE


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He played there from 1984 to 1988.", date(1984, 1, 1), date(1988, 12, 31)),
        ("She held the post 1984–88.", date(1984, 1, 1), date(1988, 12, 31)),
        ("He led it between May 1986 and 1989.", date(1986, 5, 1), date(1989, 12, 31)),
        ("Since 1990 he has led it.", date(1990, 1, 1), date.max),
        ("2017–present: Ida Brandt", date(2017, 1, 1), date.max),
        ("She led it until March 1975.", date.min, date(1975, 3, 31)),
        ("He won in 1984.", date(1984, 1, 1), date(1984, 12, 31)),
    ],
)
def test_a_stretch_of_time_holds_for_all_its_days(text: str, first: date, last: date) -> None:
    (mention,) = lasting(text, find_times(text, None))
    assert (mention.earliest, mention.latest) == (first, last)


def test_two_days_of_two_events_are_no_stretch() -> None:
    text = "It was built in 1984 and sold in 1988. It burned in 1990 and 1995."
    assert len(lasting(text, find_times(text, None))) == 4


def undated(window: Window, body: str, answer: str) -> float:
    told = hit("n", date(2025, 5, 13), body)
    article = replace(told.article, published=None, dated_by=None)
    found = replace(told, article=article)
    found = replace(found, passage=replace(found.passage, times=tuple(find_times(body, None))))
    start = body.index(answer)
    end = start + len(answer)
    plan = Plan(
        subjects=(),
        answer_type="any",
        operator="none",
        window=window,
        as_of=None,
        standalone_question="Which team did he play for in 1924?",
        asked_at=date(2025, 5, 13),
    )
    c = Candidate(
        hit=found,
        rank=0,
        start=start,
        end=end,
        text=answer,
        margin=1.0,
        sentence=around(sentence_spans(found), start, end),
    )
    return scope(plan, c)


def test_a_state_answers_for_the_days_that_it_lasted_and_not_for_those_before() -> None:
    body = "From 1921 to 1926 he played for Karsund. In 1927 he moved to Tarnby."
    assert undated(YEAR, body, "Karsund") == OF_THE_DAYS
    assert undated(YEAR, body, "Tarnby") == OUTSIDE
    assert undated(YEAR, "In 1922 he joined Karsund.", "Karsund") == 1.0


@pytest.mark.parametrize(
    ("answer", "holds"),
    [("Hale", True), ("Vosk", False), ("Brint", True), ("Orlan", False)],
)
def test_what_holds_for_a_stretch_of_time_holds_on_the_days_within(
    answer: str, holds: bool
) -> None:
    body = (
        "From 1984 to 1988 he played for Hale. In 1986 he signed for Vosk. Since 1985 he has lived "
        "in Brint. Until 1979 he lived in Orlan."
    )
    news = hit("n", date(1990, 5, 1), body)
    plan = Plan(
        subjects=(),
        answer_type="any",
        operator="none",
        window=Window(earliest=date(1986, 5, 1), latest=date(1986, 5, 31)),
        as_of=None,
        standalone_question="Where did he live in May 1986?",
        asked_at=date(1990, 5, 1),
    )
    assert holds_then(plan, candidate_of(news, answer)) is holds
    assert not holds_then(replace(plan, window=None), candidate_of(news, answer))
    assert not holds_then(replace(plan, answer_type="reason"), candidate_of(news, answer))
