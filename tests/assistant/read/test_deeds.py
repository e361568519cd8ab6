"""A reason for one deed is none for another, and to tell a deed again gives no reason for it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.candidates import Candidate, find_candidates
from assistant.read.spans.deeds import of_another_deed, tells_again
from assistant.span import Span
from assistant.types import Hit, Plan, Question
from tests.hits import hit_of

DAY = date(2025, 7, 1)


class Finds:
    """Finds one stretch of text of each passage."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
        pairs = zip(self.texts, passages, strict=True)
        spans = [(p.index(t), p.index(t) + len(t)) for t, p in pairs]
        return [[Span(start=a, end=b, score=5.0, null=0.0)] for a, b in spans]


def asked(question: str, *told: tuple[str, str]) -> tuple[Plan, list[Candidate]]:
    made = plan(Question(text=question, asked_at=DAY))
    hits: list[Hit] = [hit_of(sentence, DAY) for sentence, _ in told]
    finds = Finds(*(text for _, text in told))
    return made, find_candidates(made.standalone_question, hits, finds)


@pytest.mark.parametrize(
    ("question", "told", "barred"),
    [
        (
            "Why was Captain Ruiz acquitted?",
            [
                (
                    "The court acquitted Captain Ruiz because the log had been forged.",
                    "the log had been forged",
                ),
                (
                    "Captain Ruiz lost his command because he had sailed too late.",
                    "he had sailed too late",
                ),
            ],
            [False, True],
        ),
        (  # the plainer reason may be told in words that are not known to mean the same
            "Why was Minister Holt sacked?",
            [
                ("Minister Holt was sacked over a loan.", "a loan"),
                ("Holt had to go because he had hidden it.", "he had hidden it"),
            ],
            [False, False],
        ),
        (
            "Why was the concert called off?",
            [
                ("The concert was called off after the singer fell ill.", "the singer fell ill"),
                ("A march was called off because of snow.", "snow"),
            ],
            [False, True],
        ),
        (  # nothing else is told
            "Why was the concert called off?",
            [("The show was called off because of snow.", "snow")],
            [False],
        ),
    ],
)
def test_a_reason_for_something_else_gives_way(
    question: str, told: list[tuple[str, str]], barred: list[bool]
) -> None:
    assert of_another_deed(*asked(question, *told)) == barred


@pytest.mark.parametrize(
    ("question", "sentence", "text", "again"),
    [
        (
            "Why did the panel refuse to hear the appeal?",
            "The panel rejected the appeal on Monday.",
            "rejected the appeal",
            True,
        ),
        ("Why did Ana Ruiz quit?", "Ana Ruiz resigned over a loan.", "resigned over a loan", False),
        (
            "Why did the bridge collapse?",
            "A pillar had collapsed in the flood.",
            "A pillar had collapsed",
            False,
        ),
        (
            "Why did the city close the bridge?",
            "The city had let the bridge rust.",
            "had let the bridge rust",
            False,
        ),
    ],
)
def test_to_tell_a_deed_again_gives_no_reason(
    question: str, sentence: str, text: str, again: bool
) -> None:
    made, found = asked(question, (sentence, text))
    assert [tells_again(made, c) for c in found] == [again]
