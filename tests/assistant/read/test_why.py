"""Why a question is not answered: what was only announced is told apart from what is not told."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.modality import PLAN_ONLY
from assistant.plan import plan
from assistant.read.support import NOT_SAID
from assistant.read.why import ANOTHER, explained
from assistant.types import Draft, Question
from tests.hits import hit_of

DAY = date(2025, 3, 7)
BODY = (
    "Mayor Ida Brandt will open the tram line to Karsund on May 4, her office said. "
    "The town of Orlan paid 40 million crowns for the new tram cars. "
    "The line had been due to reach the harbour in 2023. "
    "Pilot Ann Lee landed in Orlan on Friday and thanked her crew."
)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Mayor Brandt say when she opened the tram line to Karsund?", PLAN_ONLY),
        ("Who paid for the new tram cars in the town of Orlan?", NOT_SAID),
        ("Why did the line not reach the harbour?", NOT_SAID),  # no plan any more
        ("Whom did pilot Ann Lee thank?", NOT_SAID),
        ("When was Mayor Ida Brandt of the tram line arrested?", NOT_SAID),  # nobody announced that
        ("Will Mayor Brandt open the tram line to Karsund?", NOT_SAID),  # asks for a plan
        ("What did the office of Mayor Brandt announce on the tram line?", NOT_SAID),  # so does it
    ],
)
def test_what_was_only_announced_is_said_to_be(question: str, reason: str) -> None:
    draft = Draft(short="", claims=(), confidence=0.1, reason=NOT_SAID)
    made = plan(Question(text=question, asked_at=DAY))
    told = explained(made, [hit_of(BODY, DAY)], draft)
    assert told.reason == reason
    assert ["will open" in claim.text for claim in told.claims] == [True] * (reason == PLAN_ONLY)


def test_an_answer_stays_as_it_is() -> None:
    draft = Draft(short="Ida Brandt", claims=(), confidence=0.9)
    made = plan(Question(text="Who opened the tram line to Karsund?", asked_at=DAY))
    assert explained(made, [hit_of(BODY, DAY)], draft) is draft


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Why was the sale of the Arden 3 cooker banned?", ANOTHER),
        ("Why was the sale of the Arden 5 cooker banned?", NOT_SAID),
        ("Who welds the lid of the Arden 3?", NOT_SAID),
    ],
)
def test_what_is_told_of_another_one_is_said_to_be(question: str, reason: str) -> None:
    news = hit_of("The office banned the sale of the Arden 5 cooker. The Arden 3 is red.", DAY)
    draft = Draft(short="", claims=(), confidence=0.1, reason=NOT_SAID)
    told = explained(plan(Question(text=question, asked_at=DAY)), [news], draft)
    assert told.reason == reason
    assert ["the Arden 5" in claim.text for claim in told.claims] == [True] * (reason == ANOTHER)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The two leaders signed a contract that will bring gas to Orlan.", NOT_SAID),
        ("The two leaders will sign a contract on gas for Orlan.", PLAN_ONLY),
    ],
)
def test_what_was_done_is_not_only_announced_for_what_it_announces(text: str, reason: str) -> None:
    draft = Draft(short="", claims=(), confidence=0.1, reason=NOT_SAID)
    made = plan(Question(text="What did the two leaders sign for Orlan?", asked_at=DAY))
    assert explained(made, [hit_of(text, DAY)], draft).reason == reason
