"""Order in time, with candidates and probabilities written by hand."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from assistant.read.candidates import Candidate
from assistant.read.chronology import answer, merge, plain_question, settles, timeline
from assistant.types import Hit, Plan, Window
from index_store.times import find_times
from index_store.types import Article, Passage

BODY = (
    "Ada Lind and Bo Kerr spoke by telephone on July 1. They last met in September 2022. "
    "Lind and Kerr will meet on August 9. In April 2024 the ministers Moss and Hale held talks."
)
ARTICLE = Article(id="a", title="Lind and Kerr speak", body=BODY, published=date(2025, 7, 2))
TIMES = tuple(find_times(BODY, ARTICLE.day))
HIT = Hit(
    passage=Passage(id="a:000", article_id="a", text=BODY, start=0, end=len(BODY), times=TIMES),
    article=ARTICLE,
    score=1.0,
)
PLAN = Plan(
    subjects=("Ada Lind", "Bo Kerr"),
    answer_type="date",
    operator="last",
    window=None,
    as_of=None,
    standalone_question="When did Lind and Kerr last speak?",
    asked_at=date(2025, 12, 1),
)


@dataclass(frozen=True)
class Scored:
    candidate: Candidate
    probability: float


def scored(text: str, margin: float) -> Scored:
    start = BODY.index(text)
    end = start + len(text)
    first = BODY.rfind(". ", 0, start) + 2 if ". " in BODY[:start] else 0
    candidate = Candidate(
        hit=HIT,
        rank=0,
        start=start,
        end=end,
        text=text,
        margin=margin,
        sentence=(first, BODY.index(".", end) + 1),
        times=tuple(m for m in TIMES if m.start < end and m.end > start),
    )
    return Scored(candidate, 0.5)


ALL = [
    scored("July 1", 5.0),
    scored("September 2022", 6.0),
    scored("August 9", 9.0),
    scored("April 2024", 4.0),
]


def test_the_last_event_is_the_latest_past_one_with_all_who_took_part() -> None:
    told = answer(PLAN, [HIT], lambda *_: ALL)
    assert told is not None
    assert told.short == "July 1, 2025"
    assert [e.date for e in told.events] == ["2022-09", "2025-07-01"]
    assert len(told.claims) == 2


def test_the_first_event_is_the_earliest() -> None:
    told = answer(replace(PLAN, operator="first"), [HIT], lambda *_: ALL)
    assert told is not None
    assert told.short == "September 2022"


def test_before_takes_the_latest_in_the_window() -> None:
    window = Window(latest=date(2025, 6, 30))
    told = answer(replace(PLAN, operator="before", window=window), [HIT], lambda *_: ALL)
    assert told is not None
    assert told.short == "September 2022"


def test_nothing_in_the_window_is_left_to_the_plain_reader() -> None:
    window = Window(earliest=date(2025, 11, 1))
    assert answer(replace(PLAN, operator="after", window=window), [HIT], lambda *_: ALL) is None


def test_unlikely_tellings_do_not_count() -> None:
    weak = [scored("July 1", -0.5), scored("September 2022", 6.0)]
    told = answer(PLAN, [HIT], lambda *_: weak)
    assert told is not None
    assert told.short == "September 2022"


def test_tellings_of_one_day_are_one_event() -> None:
    items = timeline(PLAN, [ALL[0], scored("July 1", 3.0)])
    assert len(merge(items)) == len(items) == 1


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("When did A and B last speak?", "When did A and B speak?"),
        ("Who was the most recent visitor?", "Who was visitor?"),
        ("When did it fly for the first time?", "When did it fly?"),
    ],
)
def test_words_of_order_are_taken_out(asked: str, plain: str) -> None:
    assert plain_question(asked) == plain


def test_before_an_event_counts_from_its_day() -> None:
    plan = replace(
        PLAN,
        operator="before",
        anchor="they spoke by telephone",
        standalone_question="When did Lind and Kerr meet before they spoke by telephone?",
    )
    told = answer(plan, [HIT], lambda *_: ALL)
    assert told is not None
    assert told.short == "September 2022"


def test_an_event_that_nothing_tells_gives_no_order() -> None:
    plan = replace(PLAN, operator="before", anchor="the volcano erupted")
    assert answer(plan, [HIT], lambda *_: ALL) is None


def test_several_who_were_never_together_have_no_last_time() -> None:
    plan = replace(PLAN, subjects=("Ada Lind", "Moss"))
    assert answer(plan, [HIT], lambda *_: ALL) is None
    assert settles(plan)
    assert not settles(replace(plan, subjects=("Ada Lind",)))
