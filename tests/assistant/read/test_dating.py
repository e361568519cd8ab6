"""The choice among dated events: what comes into question, and what its chances add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.read.order import dating
from assistant.read.order.ordered import Ruled
from assistant.read.order.possible import possible
from assistant.read.order.timed import Reading, read
from assistant.read.order.when import when
from assistant.read.spans.choose import Choice
from assistant.types import Draft, Plan, Window
from assistant.verdict import Context
from tests.assistant.read.test_chronology import PLAN, Words, hit

ASKED = replace(PLAN, operator="none", standalone_question="When did Lind and Kerr speak?")
FIRST = hit("a", date(2025, 7, 2), "Ada Lind and Bo Kerr spoke by telephone on July 1.")
AGAIN = hit("b", date(2025, 7, 9), "Ada Lind and Bo Kerr, who spoke on July 1, will meet.")
SHIP = hit("c", date(2025, 7, 9), "The ferry of Orlan sank on July 4.")


@pytest.fixture(autouse=True)
def by_fit_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.array([float(name == "lead") for name in dating.FEATURES])
    none = np.zeros(len(dating.FEATURES))
    choice = Choice(mean=none, scale=none + 1, weights=weights, bias=0.0, threshold=0.3)
    monkeypatch.setattr(dating, "fitted", lambda operator="none": choice)


def reading(plan: Plan) -> Reading:
    return read(plan, [FIRST, AGAIN, SHIP], Words("July 1"), None)


def test_tellings_of_one_day_count_together() -> None:
    chosen, chance = dating.likeliest(ASKED, reading(ASKED), dating.Signs())[0]
    assert chosen.earliest == date(2025, 7, 1)
    alone = dating.fitted().probability(
        dating.rows(ASKED, reading(ASKED), dating.Signs()),
        possible(ASKED, reading(ASKED)),
    )
    assert max(alone) < chance <= 1.0


def test_of_one_day_a_telling_of_the_asked_kind_speaks() -> None:
    found = reading(ASKED)
    same = [replace(o, earliest=o.earliest, alike=False, fit=9.0) for o in found.events[:1]]
    both = replace(found, events=(*same, *found.events), odds=())
    assert found.events[0].alike
    chosen, _ = dating.likeliest(ASKED, both, dating.Signs())[0]
    assert chosen.alike
    assert chosen.earliest == same[0].earliest


def test_nothing_outside_the_days_asked_about_comes_into_question() -> None:
    june = replace(ASKED, window=Window(earliest=date(2025, 6, 1), latest=date(2025, 6, 30)))
    assert dating.likeliest(june, reading(june), dating.Signs()) == []
    july = replace(ASKED, window=Window(earliest=date(2025, 7, 3), latest=date(2025, 7, 31)))
    found = dating.likeliest(july, reading(july), dating.Signs())
    assert found
    assert all(o.earliest >= date(2025, 7, 3) for o, _ in found)


def test_another_one_of_a_series_is_no_answer_and_takes_from_the_rest() -> None:
    ban = hit("d", date(2025, 7, 9), "The ban on the Arden 5 was lifted on July 1.")
    asked = replace(
        ASKED, subjects=("Arden 3",), standalone_question="When was the ban on Arden 3 lifted?"
    )
    found = read(asked, [ban, SHIP], Words("July 1"), None)
    days = dating.likeliest(asked, found, dating.Signs())
    assert days
    assert all(o.telling.text != ban.article.body for o, _ in days)
    alone = read(asked, [SHIP], Words("July 1"), None)
    (_, chance), (_, least) = dating.likeliest(asked, alone, dating.Signs())[0], days[0]
    assert least < chance


def test_what_lies_ahead_has_not_happened() -> None:
    early = replace(ASKED, as_of=date(2025, 7, 2))
    ahead = [o for o in reading(early).events if o.earliest > date(2025, 7, 2)]
    assert ahead
    may = possible(early, reading(early))
    events = reading(early).events
    assert not any(keep for o, keep in zip(events, may, strict=True) if o in ahead)


def test_the_next_of_a_kind_is_no_other_event_ahead() -> None:
    asks = replace(ASKED, standalone_question="When is the next election in Orlan?")
    asks = replace(asks, subjects=("Orlan",), asked_at=date(2025, 7, 3))
    talks = hit("t", date(2025, 7, 2), "Ministers will meet in Orlan on July 21.")
    vote = hit("v", date(2025, 7, 2), "Orlan will hold its election on July 28.")
    told = read(asks, [talks, vote], Words("July 21"), None)
    may = possible(asks, told)
    kept = {o.earliest.day for o, so in zip(told.events, may, strict=True) if so}
    assert kept == {28}
    late = replace(asks, asked_at=date(2025, 8, 3))  # none is still to come
    assert not possible(late, told).any()


def test_what_is_to_come_in_another_matter_leaves_a_plan_that_is_over() -> None:
    asks = replace(ASKED, standalone_question="When will Lind be sentenced?", subjects=("Lind",))
    asks = replace(asks, asked_at=date(2025, 8, 3))
    set_for = hit("s", date(2025, 7, 2), "A judge set the sentencing of Lind for July 28.")
    trams = hit("t", date(2025, 7, 2), "The firm of Lind will deliver a tram by August 30.")
    told = read(asks, [set_for, trams], Words("July 28"), None)

    def kept(fit: float) -> set[date]:
        """Return the days that come into question where the trams fit so well, the judge 20."""
        fits = [20.0 if o.telling.hit.article.id == "s" else fit for o in told.events]
        events = tuple(replace(o, fit=f) for o, f in zip(told.events, fits, strict=True))
        may = possible(asks, replace(told, events=events))
        return {o.earliest for o, so in zip(events, may, strict=True) if so and o.stated}

    assert date(2025, 7, 28) in kept(0.5)
    assert date(2025, 7, 28) not in kept(19.0)


def test_rows_have_a_column_for_each_feature() -> None:
    made = reading(ASKED)
    rows = dating.rows(ASKED, made, dating.Signs(ruled=made.events[0], sure=0.7))
    assert rows.shape == (len(made.events), len(dating.FEATURES))
    ruled = rows[:, dating.FEATURES.index("ruled_sure")]
    same = [o.earliest == made.events[0].earliest for o in made.events]
    assert [bool(value) for value in ruled] == same
    assert dating.rows(ASKED, replace(made, events=()), dating.Signs()).shape[0] == 0


@pytest.mark.parametrize(("chance", "short"), [(0.35, ""), (0.45, "July 1, 2025")])
def test_a_day_must_be_likelier_where_the_rules_say_why_there_is_none(
    monkeypatch: pytest.MonkeyPatch, chance: float, short: str
) -> None:
    made = reading(ASKED)
    called = next(o for o in made.events if o.earliest == date(2025, 7, 1))
    why = Draft(short="", claims=(), confidence=0.0, reason="nothing then")
    found = Ruled(plan=ASKED, events=[called], reason=why)
    monkeypatch.setattr("assistant.read.order.when.ruled", lambda plan, reading: found)
    monkeypatch.setattr(dating, "likeliest", lambda *given: [(called, chance)])
    told = when(ASKED, made)
    assert told.short.endswith(short)
    assert bool(told.short) == bool(short)
    assert told.reason == ("" if short else "nothing then")


def test_a_day_of_only_one_of_them_is_not_when_they_last_spoke() -> None:
    alone = hit("d", date(2025, 8, 2), "Ada Lind spoke to the press on August 1.")
    last = replace(ASKED, operator="last")
    made = read(last, [alone], Words("August 1"), None)
    assert not possible(last, made).any()
    assert possible(ASKED, made).any()


def test_the_verdict_model_weighs_each_event_with_its_day() -> None:
    asked: list[str] = []

    class Says:
        def weigh(self, questions: Sequence[str], contexts: Sequence[Context]) -> np.ndarray:
            asked.extend(questions)
            told = [0.9 if "telephone" in c.text else 0.1 for c in contexts]
            return np.array([(p, 0.0, 1 - p) for p in told], dtype=np.float32)

    plain = reading(ASKED)
    made = dating.judged(ASKED, plain, Says())
    assert f"{ASKED.standalone_question} July 1" in asked
    rows = dating.rows(ASKED, made, dating.Signs())
    leads = rows[:, dating.FEATURES.index("verdict_lead")]
    texts = [o.telling.text for o in made.events]
    assert [lead == 0 for lead in leads] == ["telephone" in text for text in texts]
    assert not dating.rows(ASKED, plain, dating.Signs())[:, dating.FEATURES.index("verdict")].any()
    assert dating.judged(ASKED, plain, None) is plain


def test_events_that_are_not_read_have_the_least_odds(monkeypatch: pytest.MonkeyPatch) -> None:
    class Doubts:
        def weigh(self, questions: Sequence[str], contexts: Sequence[Context]) -> np.ndarray:
            chances = [0.8 - 0.5 * n for n in range(len(contexts))]
            return np.array([(p, 0.0, 1 - p) for p in chances], dtype=np.float32)

    monkeypatch.setattr(dating, "JUDGED", 2)
    odds = dating.judged(ASKED, reading(ASKED), Doubts()).odds
    assert len(odds) == len(reading(ASKED).events) > 2
    assert odds[0] > odds[1]
    assert set(odds[2:]) == {odds[1]}


@pytest.mark.parametrize(
    ("question", "chances", "short"),
    [
        # The rules of order point at July 4, which is the likeliest: theirs are told.
        ("On which days did Lind and Kerr speak?", {4: 0.5, 1: 0.4}, "July 4, 2025"),
        # It is not: those nearly as likely as the best are told, by day.
        (
            "On which days did Lind and Kerr speak?",
            {9: 0.5, 1: 0.3, 4: 0.1},
            "July 1, 2025 and July 9, 2025",
        ),
        # As many as are asked for.
        (
            "On which two days did Lind and Kerr speak?",
            {9: 0.6, 4: 0.1, 1: 0.05},
            "July 4, 2025 and July 9, 2025",
        ),
        # Not likely enough, all of them together.
        ("On which days did Lind and Kerr speak?", {9: 0.1, 1: 0.09}, ""),
    ],
)
def test_several_days_are_those_of_the_rules_or_the_likeliest(
    monkeypatch: pytest.MonkeyPatch, question: str, chances: dict[int, float], short: str
) -> None:
    bodies = [hit(f"d{n}", date(2025, 7, 9), f"Lind and Kerr spoke on July {n}.") for n in (1, 4)]
    bodies.append(hit("d9", date(2025, 7, 10), "Lind and Kerr spoke on July 9."))
    plan = replace(ASKED, operator="list", standalone_question=question)
    made = read(plan, bodies, Words("July"), None)
    days = {o.earliest.day: o for o in made.events if o.stated}
    found = Ruled(plan=plan, events=[days[4]])
    monkeypatch.setattr("assistant.read.order.when.ruled", lambda plan, reading: found)
    likely = [(days[n], chance) for n, chance in chances.items()]
    monkeypatch.setattr(dating, "likeliest", lambda *given: likely)
    assert when(plan, made).short == short


@pytest.mark.parametrize(
    ("question", "text", "days"),
    [
        (
            "When did the gas of Orlan start to flow again?",
            "Gas flowed from Orlan on July 4 for the first time since May 3.",
            {4},
        ),
        (
            "Since when has the gas of Orlan flowed again?",
            "The gas of Orlan had flowed again since July 4, the operator said.",
            {4},
        ),
        ("When did Orlan start pumping?", "Orlan stopped pumping on July 4.", set()),
        ("When did Orlan stop pumping?", "Orlan stopped pumping on July 4.", {4}),
        ("When was the driver from Orlan arrested?", "The driver from Orlan walked free on July 4.",
         set()),
        ("When did Orlan begin phase two?", "Orlan began phase one on July 4.", set()),
        ("When did Orlan begin phase two?", "Orlan began phase two on July 4.", {4}),
        ("When was the driver from Orlan freed?", "The driver from Orlan walked free on July 4.",
         {4}),
    ],
)  # fmt: skip
def test_the_day_of_the_opposite_is_none(question: str, text: str, days: set[int]) -> None:
    asks = replace(ASKED, standalone_question=question, subjects=("Orlan",))
    told = read(asks, [hit("g", date(2025, 7, 5), text)], Words("July 4"), None)
    may = possible(asks, told)
    assert {o.earliest.day for o, so in zip(told.events, may, strict=True) if so} == days


def test_a_lead_is_dated_by_its_own_words_and_not_by_its_dateline() -> None:
    asks = replace(ASKED, standalone_question="When did the ferry sink?", subjects=())
    lead = hit("d", date(2025, 7, 6), "ORLAN, July 6 (HPA) - The ferry sank on Sunday evening.")
    told = read(asks, [lead], Words("Sunday"), None)
    assert {o.mention.text for o in told.events if o.stated} == {"Sunday evening"}
