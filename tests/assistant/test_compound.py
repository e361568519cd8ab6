"""Several questions in one: taken apart, answered one by one, told together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.joint import Found, joint, untold
from assistant.pipeline import Assistant
from assistant.plan.compound import parts
from assistant.read.sentence.printed import quotation
from assistant.types import Draft, Hit, Plan, Question, Step
from tests.assistant.test_pipeline import ARTICLES, assistant


@pytest.mark.parametrize(
    ("asked", "several"),
    [
        ("When and where did they meet?", ("When did they meet?", "Where did they meet?")),
        (
            "When, where and why did they meet?",
            ("When did they meet?", "Where did they meet?", "Why did they meet?"),
        ),
        ("Who resigned and why?", ("Who resigned?", "why?")),
        ("Who came before Lind, and when was it?", ("Who came before Lind?", "when was it?")),
        (
            "Who pardoned them and did the minister agree?",
            ("Who pardoned them?", "did the minister agree?"),
        ),
        ("Did it fall, and by how much?", ("Did it fall?", "by how much?")),
        (
            "What do Lind and the ministry each blame?",
            ("What does Lind blame?", "What does the ministry blame?"),
        ),
        (
            "On which day and at what hour did it stop?",
            ("On which day did it stop?", "At what hour did it stop?"),
        ),
        (
            "Who won the vote and which party lost seats?",
            ("Who won the vote?", "which party lost seats?"),
        ),
    ],
)
def test_several_questions_are_taken_apart(asked: str, several: tuple[str, ...]) -> None:
    assert parts(asked) == several


@pytest.mark.parametrize(
    "asked",
    [
        "When did the talks between Velmara and Ostrany end?",
        "What did he say about when and where they would meet?",
        "and how long did that one take?",
        "What did Lind and Kerr say to each other on May 3?",
        "What do Lind and Kerr both want?",
        "Which ferry sank, the Calla Star or the Maren Lund?",
        "",
        "?",
    ],
)
def test_one_question_stays_one(asked: str) -> None:
    assert parts(asked) == (asked,)


def test_a_question_is_taken_apart_into_four_at_most_and_each_is_asked_once() -> None:
    assert parts(f"Who came {'and who left ' * 9}") == ("Who came?", "who left?")
    many = "Who came and who left and who won and who paid and who resigned?"
    assert parts(many) == ("Who came?", "who left?", "who won?", "who paid and who resigned?")
    long = "Who came " + "and who left " * 300
    assert parts(long) == (long,)


_PIECES = st.sampled_from("who what when where and , each did do it they come left say ?".split())


@given(st.lists(_PIECES, max_size=20).map(" ".join))
def test_any_text_is_at_least_one_question_and_none_of_them_is_empty(text: str) -> None:
    several = parts(text)
    assert several == (text,) or all(part.strip("? ") for part in several)
    assert 1 <= len(several) == len(set(several)) <= 4


class Answers:
    """Gives each question the first sentence of the best article, or a reason."""

    name = "extractive"

    def __init__(self, **shorts: str) -> None:
        self.shorts = shorts
        self.asked: list[str] = []

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        self.asked.append(plan.standalone_question)
        word = plan.standalone_question.split()[0].lower()
        short = self.shorts.get(word, "")
        claim = quotation(hits[0].article, 0, hits[0].article.body.index(".") + 1)
        reason = "" if short else "not said"
        yield Draft(short=short, claims=(claim,), confidence=0.9, reason=reason)


def answering(folder: Path, reader: Answers) -> Assistant:
    made = assistant(folder, ARTICLES, "bridge")
    return Assistant(library=made.library, embedder=made.embedder, reader=reader)


def test_each_question_is_answered_and_a_later_one_leans_on_the_first(tmp_path: Path) -> None:
    reader = Answers(who="Ida Brandt", when="May 4, 2023")
    text = "Who reopened the bridge in Orlan, and when?"
    answer = answering(tmp_path, reader).ask(Question(text=text, asked_at=date(2023, 6, 1)))
    assert answer.short == "Ida Brandt; May 4, 2023"
    assert reader.asked == [
        "Who reopened the bridge in Orlan?",
        "When was it that Ida Brandt reopened the bridge in Orlan?",
    ]
    assert answer.plan.standalone_question == " ".join(reader.asked)
    assert len(answer.citations) == 1


def test_what_is_not_answered_is_said(tmp_path: Path) -> None:
    reader = Answers(who="Ida Brandt")
    text = "Who reopened the bridge in Orlan, and why?"
    answer = answering(tmp_path, reader).ask(Question(text=text, asked_at=date(2023, 6, 1)))
    assert answer.status == "answered"
    assert answer.short == "Ida Brandt"
    assert answer.text.endswith(
        "do not answer: Why was it that Ida Brandt reopened the bridge in Orlan?"
    )


def test_where_nothing_is_answered_the_reason_stands(tmp_path: Path) -> None:
    text = "Who reopened the bridge in Orlan, and why?"
    answer = answering(tmp_path, Answers()).ask(Question(text=text, asked_at=date(2023, 6, 1)))
    assert answer.status == "abstained"
    assert answer.reason == "not said"


def test_one_question_is_left_as_it_is(tmp_path: Path) -> None:
    made = answering(tmp_path, Answers(who="Ida Brandt"))
    plan = made.plan(Question(text="Who is it?", asked_at=date(2023, 6, 1)))
    only = Found(plan=plan, hits=[], draft=Draft(short="", claims=(), confidence=0.0, reason="no"))
    assert joint([only]) is only
    assert untold([only]) == ""


def test_an_answer_that_its_quote_does_not_bear_out_counts_as_none(tmp_path: Path) -> None:
    class Invents(Answers):
        def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
            (draft,) = [d for d in super().read(plan, hits) if isinstance(d, Draft)]
            if plan.standalone_question.startswith("Why"):
                draft = replace(
                    draft, claims=(replace(draft.claims[0], text="Because 77 lorries fell."),)
                )
            yield draft

    reader = Invents(who="Ida Brandt", why="77 lorries fell")
    text = "Who reopened the bridge in Orlan, and why?"
    answer = answering(tmp_path, reader).ask(Question(text=text, asked_at=date(2023, 6, 1)))
    assert answer.short == "Ida Brandt"
    assert "do not answer: Why" in answer.text
    assert "lorries" not in answer.text
