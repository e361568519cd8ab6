"""What a sentence gives as a reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import plan
from assistant.read.sentence.candidates import find_candidates
from assistant.read.sentence.causes import causes
from assistant.read.sentence.typed import agreement, with_names
from assistant.read.spans.features import FEATURES, feature_rows
from assistant.span import Span
from assistant.types import Question
from tests.hits import hit_of

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The drill was called off because of a storm and never held.", "a storm"),
        ("The doses came late, because no aeroplane was free.", "no aeroplane was free"),
        ("The delay was due to bad weather.", "bad weather"),
        ("Trains were stopped because of rain.", "rain"),
        ("Officials blamed the outage on a squirrel.", "a squirrel"),
        ("He was fined for speeding.", "speeding"),
        ("The line cancelled all sailings, citing high winds.", "high winds"),
        ("In a letter he gave reasons of health.", "reasons of health"),
        ("The cause was a gas leak.", "a gas leak"),
        ("The firm blamed a faulty valve for the spill.", "a faulty valve"),
        (
            "She quit, saying that the fight had made it impossible to govern.",
            "the fight had made it impossible to govern",
        ),
        ("He called it off two days after a drone struck.", "after a drone struck"),
        ("The aid group will leave Tano to protect its nurses.", "to protect its nurses"),
        ("Salt water in the eastern tube held up the work.", "Salt water in the eastern tube"),
        (
            "The gap is explained by two stations whose results came twice, she said.",
            "two stations whose results came twice",
        ),
        ("She left on Monday and gave as her reason that she was tired.", "she was tired"),
        ("He gave ill health as the reason.", "ill health"),
        ("The school stayed closed on Monday: a pipe had burst.", "a pipe had burst"),
        ("Judge Lind held that the tenant had not been heard.", "the tenant had not been heard"),
        ("The crash resulted from a cracked rail.", "a cracked rail"),
    ],
)
def test_reasons_are_found_by_the_words_that_give_them(sentence: str, reason: str) -> None:
    found = {(c.start, c.end) for c in causes(sentence)}
    assert (sentence.rindex(reason), sentence.rindex(reason) + len(reason)) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge is closed.",
        "He has led it for ten years.",
        "It opened after June.",
        "The train stopped on Friday.",
        "Three towns were hit: Orlan, Kesh and Vale.",
        "The mayor said: the bridge will stay closed.",
        "She held a press conference.",
    ],
)
def test_what_gives_no_reason_has_none(sentence: str) -> None:
    assert causes(sentence) == ()


def test_who_is_blamed_stands_behind_the_preposition_of_the_verb() -> None:
    told = "A blaze in May 2016, on the same line, was blamed on a clamp."
    assert [told[c.start : c.end] for c in causes(told)] == ["a clamp"]


class Finds:
    """Finds one stretch of text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, question: str, passages: list[str], *, top: int = 5) -> list[list[Span]]:
        starts = [passage.index(self.text) for passage in passages]
        return [[Span(start=s, end=s + len(self.text), score=5.0, null=0.0)] for s in starts]


@pytest.mark.parametrize("found", ["aeroplane", "The doses came late"])
def test_why_is_answered_with_the_whole_clause(found: str) -> None:
    hit = hit_of("The doses came late, because no aeroplane was free.", DAY)
    made = plan(Question(text="Why did the doses come late?", asked_at=DAY))
    assert made.answer_type == "reason"
    candidates, names = with_names(
        "reason", find_candidates(made.standalone_question, [hit], Finds(found))
    )
    fits = {c.text: agreement("reason", c, n) for c, n in zip(candidates, names, strict=True)}
    assert max(fits, key=lambda text: fits[text]) == "no aeroplane was free"


def test_a_reason_for_something_else_is_none() -> None:
    hit = hit_of("The priest stopped, because he was not sure. The ferry came late.", DAY)
    made = plan(Question(text="Why did the ferry come late?", asked_at=DAY))
    candidates, names = with_names(
        "reason", find_candidates(made.standalone_question, [hit], Finds("he was not sure"))
    )
    rows = feature_rows(made, candidates, names)
    assert rows[0, FEATURES.index("type")] == 0.0


@given(st.lists(st.sampled_from("because of due to the storm , after it fell by".split())))
def test_every_reason_lies_in_its_sentence(words: list[str]) -> None:
    sentence = " ".join(words)
    for cause in causes(sentence):
        assert 0 <= cause.start < cause.end <= len(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge will not open on Saturday, as Orlan had announced.",
        "The school closed, as planned, on Friday.",
        "Lind resigned as mayor.",
        "The judge gave no reason.",
    ],
)
def test_what_only_sounds_like_a_reason(sentence: str) -> None:
    assert not causes(sentence)


def test_a_count_of_days_before_after_says_when() -> None:
    (timed,) = causes("Her departure came a day after the police searched her home.")
    (plain,) = causes("Her departure came after the police searched her home.")
    assert timed.sure < plain.sure
