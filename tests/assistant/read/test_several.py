"""Answers to a question for several things that stand in different sentences."""

from datetime import date

import pytest

from assistant.plan import plan
from assistant.read.accounts.several import asks_several, besides, how_many, or_else
from assistant.read.sentence.candidates import Candidate, sentence_spans
from assistant.read.sentence.phrase import claim_for, joined
from assistant.read.spans.scored import Scored
from assistant.types import Plan, Question
from tests.hits import hit_of

BODY = (
    "Ida Brandt, the mayor, spoke for the dam. Bo Kerr opposed it at the meeting. "
    "Ada Lind, Bo Kerr and Cy Holt left early. Some 40 farmers stayed. Tove Ek voted for it. "
    "Envoys of Norvane came. The Norvanian flag was raised."
)
HIT = hit_of(BODY, date(2023, 5, 5))


def asked(question: str) -> Plan:
    return plan(Question(text=question, asked_at=date(2023, 5, 6)))


def candidate(text: str) -> Candidate:
    start = BODY.index(text)
    sentence = next(s for s in sentence_spans(HIT) if s[0] <= start < s[1])
    end = start + len(text)
    return Candidate(
        hit=HIT, rank=0, start=start, end=end, text=text, margin=1.0, sentence=sentence
    )


def added(question: str, best: str, *told: str) -> list[str]:
    found = besides(asked(question), candidate(best), [candidate(text) for text in told])
    return [c.text for c in found]


def test_what_other_sentences_tell_is_added() -> None:
    names = added("Which politicians backed the dam?", "Ida Brandt", "Tove Ek")
    assert names == ["Tove Ek"]
    assert joined(["Ida Brandt", *names]) == "Ida Brandt and Tove Ek"
    assert joined(["a", "b", "a", "c"]) == "a, b and c"
    assert joined(["May 1, 2023", "May 2, 2023"]) == "May 1, 2023 and May 2, 2023"
    assert joined(["May 1, 2023", "May 2, 2023", "June"]) == "May 1, 2023; May 2, 2023; June"


def test_no_more_than_are_asked_for() -> None:
    assert how_many("Which two politicians spoke?") == 2
    assert how_many("On which 3 days was it flooded?") == 3
    assert how_many("Name the three towns that were flooded.") == 3
    assert how_many("Which towns were flooded within two days?") == 0
    assert how_many("On which days did the two presidents speak?") == 0
    told = ["Bo Kerr", "Tove Ek"]
    assert added("Which two politicians spoke?", "Ida Brandt", *told) == ["Bo Kerr"]
    assert added("Which politicians spoke?", "Ida Brandt", *told) == told


@pytest.mark.parametrize(
    ("question", "best", "told"),
    [
        ("Who backed the dam?", "Ida Brandt", "Tove Ek"),  # one is asked for
        ("When were the meetings on the dam?", "Ida Brandt", "Tove Ek"),
        ("Which politicians spoke?", "Ada Lind, Bo Kerr and Cy Holt", "Tove Ek"),  # a list already
        ("Which politicians spoke?", "Ida Brandt", "Ida Brandt, the mayor"),  # the same again
        ("Which politicians spoke?", "Ida Brandt", "40 farmers"),  # of another sort
        ("Which countries sent envoys?", "Norvane", "Norvanian"),  # the same in another form
        ("Which politicians spoke?", "Envoys of Norvane came. The Norvanian flag", "Tove Ek"),
    ],
)
def test_nothing_is_added(question: str, best: str, told: str) -> None:
    assert added(question, best, told) == []


def test_a_question_for_one_does_not_ask_for_several() -> None:
    assert asks_several(asked("Who were the dead?"))
    assert asks_several(asked("Which countries signed?"))
    assert not asks_several(asked("Who signed?"))
    assert not asks_several(asked("Which minister met those who were freed?"))
    assert not asks_several(asked("Which country signed?"))


def next_to(question: str, best: str, *others: tuple[str, float]) -> list[str]:
    made = asked(question)
    scored = [Scored(candidate=candidate(text), probability=p) for text, p in others]
    return [c.text for c in or_else(made, scored, claim_for(made, candidate(best)))]


def test_the_next_likeliest_answer_is_told_with_its_sentence() -> None:
    question = "Who voted for the dam?"
    [told] = next_to(question, "Ida Brandt", ("Tove Ek", 0.2), ("Bo Kerr", 0.1))
    assert told.startswith("Or else, Tove Ek: “Tove Ek voted for it.”")
    assert next_to(question, "Ida Brandt", ("Tove Ek", 0.1)) == []
    assert next_to(question, "Ida Brandt") == []
    assert next_to("Which politicians spoke?", "Ida Brandt", ("Tove Ek", 0.2)) == []
    assert next_to("Why did farmers stay?", "Ida Brandt", ("Tove Ek", 0.2)) == []


def test_a_sentence_is_not_quoted_twice() -> None:
    assert next_to("Who left early?", "Ada Lind", ("Cy Holt", 0.2)) == ["Or else: Cy Holt."]
