"""What was found, decided or announced is told by a whole clause."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.sentence.contents import contents, verb_asked
from assistant.read.spans.weighing import weigh
from assistant.span import Span
from assistant.types import Question
from tests.hits import hit_of

PREPOSED = (
    "A worn bolt that should have been changed two years earlier let the water into the tunnel, "
    "Judge Ada Lind found in a report published on Friday."
)


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("What did Judge Lind find about the tunnel?", "find"),
        ("What has the ministry announced?", "announce"),
        ("What did the judge find in the car?", ""),
        ("What did the ferry hit?", ""),
        ("What did Lind's office announce?", "announce"),
        ("What did Lind's office announce in March 2026?", "announce"),
        ("What did Lind's office announce in Kesh?", ""),
        ("What did Ada Lind tell the panel about the bolt?", "tell"),
        ("Who announced the closure?", ""),
    ],
)
def test_which_verb_has_its_content_asked_for(question: str, verb: str) -> None:
    assert verb_asked(question) == verb


@pytest.mark.parametrize(
    ("sentence", "verb", "told"),
    [
        ("The court ruled that the levy was illegal.", "rule", "the levy was illegal"),
        ("The brakes had run hot, investigators found.", "find", "The brakes had run hot"),
        (
            "The council decided on Monday to run the ferry only on Sundays.",
            "decide",
            "to run the ferry only on Sundays",
        ),
        (
            "The mayor broke the rules twice, but there is no proof that he took money, the "
            "auditor found in a report.",
            "find",
            "The mayor broke the rules twice, but there is no proof that he took money",
        ),
        (PREPOSED, "find", PREPOSED[: PREPOSED.index(", Judge")]),
    ],
)
def test_the_clause_is_told_as_a_whole(sentence: str, verb: str, told: str) -> None:
    assert [sentence[start:end] for start, end in contents(sentence, verb)] == [told]


def test_what_is_no_content_tells_none() -> None:
    assert contents("She said she would rule in May, and found no fault.", "find") == ()


def test_the_clause_takes_the_place_of_what_else_its_sentence_holds() -> None:
    hit = hit_of(PREPOSED, date(2025, 5, 3))

    class Reads:
        def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
            spans = [(p.index(w), len(w)) for p in passages for w in ("a report", "worn bolt")]
            return [[Span(start=s, end=s + n, score=5.0, null=2.0) for s, n in spans]]

    asked = Question(text="What did Judge Lind find about the tunnel?", asked_at=date(2025, 5, 4))
    candidates, _, _ = weigh(plan(asked), [hit], Reads())
    assert [c.text for c in candidates] == [PREPOSED[: PREPOSED.index(", Judge")]]
