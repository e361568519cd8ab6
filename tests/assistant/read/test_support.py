from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from assistant.modality import PLAN_ONLY
from assistant.plan import plan
from assistant.read.extractive import ExtractiveReader
from assistant.read.sentence.printed import quotation
from assistant.read.spans.choose import Choice
from assistant.read.spans.features import FEATURES
from assistant.read.support import Judge
from assistant.types import Draft, Hit, Question
from eval.metrics.reasons import given
from tests.hits import candidate_of, hit_of

BODY = (
    "The mayor of Orlan, Ida Brandt, opened the Karsund bridge on May 4. "
    "Nobody was killed when a crane fell in April.\n\n"
    "Karl Osten will visit the harbour in June. "
    "The council refused to sell the old ferry to Nordhavn Steel. It is not known why. "
    "The Unknown Five played in May."
)
DAY = date(2023, 5, 5)
HIT = hit_of(BODY, DAY)


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    score: float = 5.0
    null: float = 0.0


class Finds:
    """Finds one stretch of text, whatever is asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(
        self, question: str, passages: Sequence[str], *, top: int = 5
    ) -> Sequence[Sequence[Found]]:
        places = [passage.find(self.text) for passage in passages]
        return [[Found(at, at + len(self.text))] if at >= 0 else [] for at in places]


def read(question: str, span: str, hit: Hit = HIT, threshold: float = 0.2) -> Draft:
    sure = Choice(
        mean=np.zeros(len(FEATURES)),
        scale=np.ones(len(FEATURES)),
        weights=np.zeros(len(FEATURES)),
        bias=-0.3,
        threshold=threshold,
    )
    reader = ExtractiveReader(scorer=Finds(span), choice=sure)
    made = plan(Question(text=question, asked_at=date(2023, 5, 6)))
    drafts = [d for d in reader.read(made, [hit]) if isinstance(d, Draft)]
    return drafts[-1]


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("Who opened the Karsund bridge?", "Ida Brandt"),
        ("When did Ida Brandt open the Karsund bridge?", "May 4"),
        ("Who will visit the harbour in June?", "Karl Osten"),
        ("What is not known of the old ferry?", "It is not known why"),
        ("Who played in May?", "The Unknown Five"),
        ("Who opened the Karsund bridge as of May 6, 2023?", "Ida Brandt"),
    ],
)
def test_what_its_sentence_bears_out_is_answered(question: str, span: str) -> None:
    draft = read(question, span)
    assert draft.reason == ""
    assert draft.short


@pytest.mark.parametrize(
    ("question", "span", "reason", "quoted"),
    [
        ("Where was a worker killed when the crane fell?", "April", "false-premise", "Nobody"),
        ("When did the council sell the old ferry?", "May 4", "false-premise", "refused to sell"),
        ("Why did Ida Brandt resign?", "May 4", "false-premise", ""),
        ("When did Karl Osten visit the harbour?", "June", "plan-only", "will visit"),
        ("Why is the old ferry not sold?", "It is not known", "detail", "not known why"),
        ("Who opened the Karsund bridge on May 2?", "Ida Brandt", "detail", "opened"),
    ],
)
@pytest.mark.usefixtures("rules_alone")
def test_what_the_articles_do_not_bear_out_is_objected_to(
    question: str, span: str, reason: str, quoted: str
) -> None:
    draft = read(question, span)
    assert reason in given(draft.reason)
    assert quoted in draft.claims[0].text


def test_a_sentence_of_the_opposite_is_no_answer_whatever_the_model_finds_told() -> None:
    quashed = hit_of("The court of Orlan quashed the permit because nobody was heard.", DAY)
    asked = plan(Question(text="Why did the court of Orlan uphold the permit?", asked_at=DAY))
    objection = Judge.of(asked, [quashed]).premise()
    assert objection is not None
    assert not objection.open_to_doubt(candidate_of(quashed, "nobody was heard"))
    other = hit_of("The court of Orlan was heard.", DAY, key="other")
    assert objection.open_to_doubt(candidate_of(other, "court"))


def test_what_happened_is_not_called_a_plan_for_want_of_a_detail() -> None:
    sank = hit_of("The ferry Calla Star sank.\n\nIda Brandt said that an inquiry will come.", DAY)
    draft = read("Why did the Calla Star sink?", "Ida Brandt", sank, threshold=0.99)
    assert "detail" in given(draft.reason)
    planned = hit_of("The Calla Star will sink in June, said her owner.", DAY)
    draft = read("Why did the Calla Star sink?", "in June", planned, threshold=0.99)
    assert "plan-only" in given(draft.reason)


@pytest.mark.parametrize(
    ("question", "span", "body"),
    [
        (
            "How much was the Kesh contract worth?",
            "74 million crown",
            "In the tapes they discussed the 74 million crown Kesh contract with a bidder.",
        ),
        (
            "Where did the stand-in governor of Kesh work?",
            "Lantin prison",
            "Karl Osten, the deputy head of Lantin prison, will govern Kesh for the time being.",
        ),
    ],
)
@pytest.mark.usefixtures("rules_alone")
def test_what_a_thing_is_is_told_whatever_is_planned_for_it(
    question: str, span: str, body: str
) -> None:
    draft = read(question, span, hit_of(body, DAY), threshold=0.4)
    assert draft.reason == ""
    assert span in draft.claims[0].text


def test_what_a_later_report_tells_as_done_is_not_only_announced() -> None:
    plans = hit_of("Karl Osten will visit the harbour in June.", date(2023, 5, 5), key="p")
    done = hit_of("Karl Osten has been at the harbour since June 3.", date(2023, 6, 4), key="d")
    made = plan(Question(text="When did Karl Osten visit the harbour?", asked_at=date(2023, 7, 1)))
    objection = Judge.of(made, [plans]).premise()
    assert objection is not None
    assert objection.reason == PLAN_ONLY
    told, again = (quotation(h.article, 0, len(h.article.body)) for h in (done, plans))
    assert objection.came_to_pass(told, [plans, done])
    assert not objection.came_to_pass(again, [plans, done])
    earlier = replace(done, article=replace(done.article, published=date(2023, 5, 1)))
    assert not objection.came_to_pass(told, [plans, earlier])


def test_who_somebody_is_announces_nothing() -> None:
    asked = plan(Question(text="Why did Ada Lind resign?", asked_at=date(2023, 5, 6)))
    retired = hit_of("Ada Lind, a retired appeal judge, will chair the inquiry.", DAY)
    assert Judge.of(asked, [retired]).premise() is None
    leaves = hit_of("Ada Lind will resign on Friday.", DAY)
    objection = Judge.of(asked, [leaves]).premise()
    assert objection is not None
    assert objection.reason == PLAN_ONLY


@pytest.mark.parametrize(
    ("question", "best", "other", "worth"),
    [
        ("Who was the last miner to die?", "Bo Kerr", "Ada Lind", False),  # died before
        ("Who was the first miner to die?", "Bo Kerr", "Ada Lind", True),
        ("What was Kerr fined for?", "theft and arson", "theft", False),  # a part of it
        ("Who was the last miner to die?", "Bo Kerr", "Cy Holt", True),  # of no known day
    ],
)
def test_what_is_plainly_another_answer_is_not_told_beside_one(
    question: str, best: str, other: str, worth: bool
) -> None:
    told = hit_of(
        "Miner Ada Lind died on May 1. Miner Bo Kerr died on May 4. Miner Cy Holt died too. "
        "He was fined for theft and arson. Lind had been fined for theft.",
        DAY,
    )
    judge = Judge.of(plan(Question(text=question, asked_at=date(2023, 5, 6))), [told])
    assert judge.rival(candidate_of(told, best), candidate_of(told, other)) is worth


def test_a_participle_before_its_noun_announces_nothing() -> None:
    told = hit_of("Ida Brandt, a retired judge, will lead the talks in June.", DAY)
    asked = plan(Question(text="Why did Ida Brandt retire?", asked_at=date(2023, 5, 6)))
    assert Judge.of(asked, [told]).premise() is None
    plans = hit_of("Ida Brandt will retire in June.", DAY)
    objection = Judge.of(asked, [plans]).premise()
    assert objection is not None
    assert objection.reason == PLAN_ONLY


def test_what_is_told_of_somebody_is_not_called_untold() -> None:
    told = hit_of("Ida Brandt resigned on Friday. Tove Ek will lead the talks.", DAY)
    asked = plan(Question(text="Why did Ida Brandt resign?", asked_at=date(2023, 5, 6)))
    why = Judge.of(asked, [told]).why_not(candidate_of(told, "Tove Ek"))
    assert "false-premise" not in given(why)


@pytest.mark.parametrize(
    ("question", "span", "body"),
    [
        (
            "Which rule took effect on the lake?",
            "speed limit",
            "The speed limit, which took effect in April, would hold until July, said Ida Brandt.",
        ),
        (
            "Who opened the Karsund bridge?",
            "Karl Osten",
            "Karl Osten, who opened the Karsund bridge in April, will visit the harbour.",
        ),
        (
            "Who did the council ask to lead the inquiry?",
            "Ida Brandt",
            "The council asked Ida Brandt to lead the inquiry.",
        ),
        (
            "How much did the Orlan strikers demand?",
            "9 percent",
            "The Orlan strikers demanded 9 percent more pay.",
        ),
        (
            "Why did Ida Brandt veto the ban?",
            "it would cost too much",
            "Ida Brandt vetoed the ban because it would cost too much.",
        ),
        ("When was Ida Brandt due to land in Orlan?", "May 9", "Ida Brandt is due here on May 9."),
        (
            "When was the trial of Karl Osten supposed to open?",
            "May 9",
            "The trial of Karl Osten was to open on May 9 but was put off.",
        ),
        (
            "Which rule took effect on the lake between April 3 and April 20?",
            "a speed limit",
            "On the lake a speed limit took effect on April 12.",
        ),
        (
            "Where did the two sides swap prisoners?",
            "Orlan",
            "The two sides exchanged prisoners in Orlan.",
        ),
        ("When did Ida Brandt give up her post?", "Monday", "Ida Brandt resigned on Monday."),
        (
            "When did the council cut back the number of wards?",
            "Friday",
            "The council reduced the number of wards on Friday.",
        ),
    ],
)
def test_nothing_speaks_against_what_is_told(question: str, span: str, body: str) -> None:
    hit = hit_of(body, DAY)
    judge = Judge.of(plan(Question(text=question, asked_at=date(2023, 5, 6))), [hit])
    assert judge.premise() is None
    assert judge.object_to(candidate_of(hit, span)) is None


@pytest.mark.parametrize(
    ("question", "span", "body"),
    [
        (
            "Who won the Orlan marathon?",
            "Bo Kerr",
            "Bo Kerr, who hopes to win the Orlan marathon, will run on Sunday.",
        ),
        (
            "Who led the inquiry into the fire?",
            "Ida Brandt",
            "Ida Brandt, a retired judge who led an office, will lead the inquiry into the fire.",
        ),
        (
            "Which firm bought the Orlan mill?",
            "Nordhavn Steel",
            "Nordhavn Steel, which made an offer in March, plans to buy the Orlan mill.",
        ),
        (
            "What did the Orlan council build?",
            "a school",
            "The Orlan council, which opened a bridge in May, wants to build a school.",
        ),
        (
            "Which rule took effect on the lake between April 3 and April 20?",
            "a speed limit",
            "On the lake a speed limit took effect on March 12.",
        ),
        ("When did Karl Osten swap his boat?", "May", "Karl Osten will swap his boat in May."),
    ],
)
def test_what_is_only_planned_or_of_other_days_is_objected_to(
    question: str, span: str, body: str
) -> None:
    hit = hit_of(body, DAY)
    judge = Judge.of(plan(Question(text=question, asked_at=date(2023, 5, 6))), [hit])
    assert judge.premise() or judge.object_to(candidate_of(hit, span))
