"""What the harness measures is the reader that the product has, whatever that can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from inspect import isclass

import pytest

from assistant import pipeline
from assistant.plan import plan as make_plan
from assistant.types import Draft, Hit, Plan, Question, Step, Usage, Window
from eval.watch import WatchedReader

PLAN = make_plan(Question(text="When did the bridge open?", asked_at=date(2025, 1, 1)))
DAY = Window(earliest=date(2024, 5, 4), latest=date(2024, 5, 4))


class Plain:
    name = "plain"

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        yield Step(name="drafting", detail="It")
        yield Draft(short="May 4", claims=(), confidence=0.4, unchecked="It opened")


class Able(Plain):
    def when_was(self, plan: Plan, hits: Sequence[Hit]) -> Window | None:
        return DAY

    def completed(self, question: Question) -> tuple[str, Usage]:
        return "Complete?", Usage(prompt_tokens=3)


def test_it_remembers_what_an_answer_does_not_tell() -> None:
    watched = WatchedReader(Plain())
    assert [type(event) for event in watched.read(PLAN, [])] == [Step, Draft]
    assert watched.seen.unchecked == "It opened"
    assert watched.seen.first_s is not None
    assert watched.forget().unchecked == ""


PROTOCOLS = [
    one for one in vars(pipeline).values()
    if isclass(one) and getattr(one, "_is_runtime_protocol", False)
]  # fmt: skip


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.__name__)
def test_it_can_do_all_that_the_pipeline_may_ask_of_a_reader(protocol: type) -> None:
    assert len(PROTOCOLS) == 2
    assert isinstance(WatchedReader(Plain()), protocol)


def test_it_does_as_the_reader_does() -> None:
    question = Question(text="And then?", asked_at=date(2025, 1, 1))
    assert WatchedReader(Able()).when_was(PLAN, []) == DAY
    assert WatchedReader(Able()).completed(question) == ("Complete?", Usage(prompt_tokens=3))
    assert WatchedReader(Plain()).when_was(PLAN, []) is None
    assert WatchedReader(Plain()).completed(question) == ("", Usage())
