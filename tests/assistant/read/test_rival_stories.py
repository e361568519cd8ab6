"""Answers of other stories that stand beside the likeliest: neither is newer, both are told."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.plan import plan
from assistant.read.accounts.stories import later, rivals, sides
from assistant.read.extractive import _draft
from assistant.read.order import dating
from assistant.read.order.timed import read
from assistant.read.order.when import when
from assistant.read.sentence.candidates import Candidate
from assistant.read.spans.choose import Choice
from assistant.read.spans.scored import Scored
from assistant.read.support import Judge
from assistant.types import Plan, Question
from tests.assistant.read.test_chronology import PLAN, Words, hit
from tests.hits import candidate_of, hit_of

DAY = date(2023, 5, 5)
ASKED = "Who fired first at Orlan?"


def asked(question: str) -> Plan:
    return plan(Question(text=question, asked_at=date(2023, 5, 6)))


def told(body: str, answer: str, key: str, day: date = DAY, outlet: str = "") -> Candidate:
    found = hit_of(body, day, key=key)
    article = replace(found.article, source=outlet or None)
    return candidate_of(replace(found, article=article), answer)


KESH = told("Soldiers of Kesh fired first at Orlan.", "Kesh", "a", outlet="Maruva Post")
MARUVA = told("Maruva fired first at Orlan.", "Maruva", "b", outlet="Kesh Times")
LATER = told("Norvane fired first at Orlan.", "Norvane", "c", day=date(2023, 5, 6))


def beside(question: str, *others: tuple[Candidate, float]) -> list[str]:
    return [c.text for c, _ in rivals(asked(question), KESH, 0.5, others)]


def test_a_story_of_the_same_day_that_tells_another_stands_beside_it() -> None:
    assert beside(ASKED, (MARUVA, 0.3)) == ["Maruva"]
    assert beside(ASKED, (MARUVA, 0.1)) == []
    assert beside(ASKED, (LATER, 0.4)) == [], "of stories of two days the newer is believed"
    same = told("The army of Kesh fired.", "The army of Kesh", "d")
    assert beside(ASKED, (same, 0.4)) == [], "a fuller form is the same answer"
    within = candidate_of(KESH.hit, "Soldiers")
    assert beside(ASKED, (within, 0.4)) == [], "one story has one answer"


@pytest.mark.parametrize(
    "question",
    [
        "Why did they fire first at Orlan?",
        "Which armies fired at Orlan?",
        "Who fired first, Kesh or Maruva?",
    ],
)
def test_where_several_may_hold_none_is_a_rival(question: str) -> None:
    assert beside(question, (MARUVA, 0.4)) == []


def test_each_account_is_told_by_its_outlet_where_they_differ() -> None:
    assert [(a.short, a.speaker) for a in sides(asked(ASKED), [KESH, MARUVA])] == [
        ("Kesh", "Maruva Post"),
        ("Maruva", "Kesh Times"),
    ]
    nameless = told("Maruva fired first at Orlan.", "Maruva", "b")
    assert [a.speaker for a in sides(asked(ASKED), [KESH, nameless])] == ["", ""]


def test_both_are_answered_and_sure_together() -> None:
    made = asked(ASKED)
    hits = [KESH.hit, MARUVA.hit]
    judge = Judge.of(made, hits)
    scored = [
        Scored(candidate=KESH, probability=0.25, told=True),
        Scored(candidate=MARUVA, probability=0.2, told=True),
    ]
    found = _draft(made, judge, scored, hits, threshold=0.28)
    assert found.short == "Kesh (Maruva Post); Maruva (Kesh Times)"
    assert len(found.claims) == len(found.accounts) == 2
    assert found.confidence == pytest.approx(0.45)
    scored[1] = replace(scored[1], told=False)
    assert _draft(made, judge, scored, hits, threshold=0.2).short == "Kesh"


def test_two_days_of_one_event_are_both_told(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.array([0.1 * (name == "lead") for name in dating.FEATURES])
    none = np.zeros(len(dating.FEATURES))
    choice = Choice(mean=none, scale=none + 1, weights=weights, bias=0.0, threshold=0.3)
    monkeypatch.setattr(dating, "fitted", lambda operator="none": choice)
    made = replace(PLAN, operator="none", standalone_question="When did Lind and Kerr speak?")
    hits = [
        hit("a", date(2025, 7, 9), "Ada Lind and Bo Kerr spoke by telephone on July 1."),
        hit("b", date(2025, 7, 9), "Ada Lind and Bo Kerr spoke by telephone on July 4."),
    ]
    reading = read(made, hits, Words("July 1"), None)
    sure = replace(reading, odds=tuple(1.0 for _ in reading.events))
    assert set(when(made, sure).short.split("; ")) == {"July 1, 2025", "July 4, 2025"}
    assert len(when(made, sure).accounts) == 2
    unsure = replace(reading, odds=tuple(-1.0 for _ in reading.events))
    assert ";" not in when(made, unsure).short


@pytest.mark.parametrize(
    ("question", "chance", "found"),
    [
        ("Who is leading at Orlan?", 0.3, "Norvane"),
        ("Who is leading at Orlan?", 0.1, None),
        ("Who fired first at Orlan?", 0.3, None),  # it happened once
        ("Which armies are at Orlan?", 0.3, None),
        ("Who is leading, Kesh or Norvane?", 0.3, None),
    ],
)
def test_of_how_things_stand_the_later_story_is_believed(
    question: str, chance: float, found: str | None
) -> None:
    answer = later(asked(question), KESH, [(KESH, 0.5), (MARUVA, 0.4), (LATER, chance)])
    assert (answer and answer.text) == found
    assert later(asked(question), LATER, [(LATER, 0.5), (KESH, 0.4)]) is None


def test_a_count_of_others_is_no_other_count() -> None:
    saved = told("Seventy-one people have been rescued.", "Seventy-one", "a")
    died = told("The number of people known to have died rose to nine.", "nine", "b")
    other = told("The navy said 68 had been rescued.", "68", "c")
    question = asked("How many people did they rescue?")
    assert rivals(question, saved, 0.4, [(died, 0.3)]) == []
    assert rivals(question, saved, 0.4, [(other, 0.3)]) == [(other, 0.3)]


def test_one_who_is_counted_and_one_who_is_described_may_be_the_same() -> None:
    counted = told("2 people are missing.", "2 people", "a")
    described = told("A guide is missing.", "A guide", "b")
    assert rivals(asked("Who is missing?"), counted, 0.4, [(described, 0.3)]) == []


def test_sums_in_one_unit_are_apart_by_their_numbers() -> None:
    question = "How much does gas cost?"
    then = told("Gas costs 38 crowns a unit.", "38 crowns", "a", day=date(2023, 4, 1))
    now = told("Gas costs 36 crowns a unit.", "36 crowns", "b", day=date(2023, 5, 5))
    assert later(asked(question), then, [(then, 0.6), (now, 0.4)]) is now
    again = told("Gas costs some 38 crowns.", "some 38 crowns", "c", day=date(2023, 5, 5))
    assert later(asked(question), then, [(then, 0.6), (again, 0.4)]) is None
    other = told("Gas costs nine crowns a unit.", "nine crowns", "d", day=date(2023, 4, 1))
    of_seven = replace(other, text="seven crowns")
    assert [c.text for c, _ in rivals(asked(question), other, 0.4, [(of_seven, 0.3)])] == []
    elsewhere = told("Gas costs seven crowns.", "seven crowns", "e", day=date(2023, 4, 1))
    found = rivals(asked(question), other, 0.4, [(elsewhere, 0.3)])
    assert [c.text for c, _ in found] == ["seven crowns"]


def test_a_number_in_words_is_the_same_in_digits() -> None:
    question = asked("How many people did they rescue?")
    words = told("Two people have been rescued.", "Two people", "a")
    digits = told("The navy rescued 2 sailors.", "2 sailors", "b")
    assert rivals(question, words, 0.4, [(digits, 0.3)]) == []
    dozens = told("Two dozen have been rescued.", "Two dozen", "c")
    same = told("They rescued twenty-four.", "twenty-four", "d")
    assert rivals(question, dozens, 0.4, [(same, 0.3)]) == []
    assert rivals(question, dozens, 0.4, [(digits, 0.3)]) == [(digits, 0.3)]
    cost, short = asked("How much did it cost?"), told("It cost $1.5m.", "$1.5m", "e")
    long = told("It cost 1.5 million dollars.", "1.5 million dollars", "f")
    assert rivals(cost, short, 0.4, [(long, 0.3)]) == []
