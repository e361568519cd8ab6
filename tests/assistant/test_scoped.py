"""An answer of other days than the ones asked about weighs less."""

from datetime import date

import pytest

from assistant.read.candidates import Candidate, around, sentence_spans
from assistant.read.scoped import BESIDE, OF_THE_DAYS, OUTSIDE, scope
from assistant.types import Plan, Window
from tests.assistant.test_chronology import hit

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
