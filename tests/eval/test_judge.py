from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from eval.cases import Case
from eval.files import judge_files
from eval.judge import Verdict, agreement, judge, judge_run
from eval.run import meta_path
from index_store.errors import CaseError, EndpointError
from tests.openai_server import OpenAIServer, Reply

CASE = Case(id="a", question="Who won?", answers=("Anna Weld", "Weld"), answerable=True)
ROW: dict[str, Any] = {
    "id": "a",
    "status": "answered",
    "short": "Ms Weld",
    "text": "Ms Weld won. [1]",
    "reader": "llm:small",
}


class Model:
    """Replies from a list and keeps what it was asked."""

    def __init__(self, *replies: str) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []

    def __call__(self, system: str, user: str) -> str:
        assert system
        self.asked.append(user)
        return self.replies.pop(0)


def test_the_majority_of_three_votes_decides() -> None:
    model = Model("Right.", "wrong", "right, because")
    verdict = judge(CASE, ROW, model)
    assert verdict == Verdict(id="a", label="right", votes=("right", "wrong", "right"))
    assert "Known: Anna Weld / Weld" in model.asked[0]
    assert "Known: Weld / Anna Weld" in model.asked[1]
    assert all("Ms Weld" in asked for asked in model.asked)


def test_lists_are_judged_by_their_groups() -> None:
    case = Case(
        id="a",
        question="Who?",
        answers=(),
        answerable=True,
        all_of=(("Weld",), ("Moss", "Bo Moss")),
    )
    model = Model("right", "right", "right")
    assert judge(case, ROW, model).label == "right"
    assert "Known: Weld and also Moss or Bo Moss" in model.asked[0]


def test_no_majority_and_other_words_are_unclear() -> None:
    assert judge(CASE, ROW, Model("right", "wrong", "none")).label == "unclear"
    assert judge(CASE, ROW, Model("", "maybe", "well")).votes == ("unclear",) * 3


def test_what_rules_decide_is_not_asked() -> None:
    silent = Model()
    assert judge(CASE, ROW | {"status": "abstained"}, silent).label == "none"
    unanswerable = Case(id="a", question="?", answers=(), answerable=False)
    assert judge(unanswerable, ROW, silent).label == "wrong"
    assert silent.asked == []


def test_a_model_does_not_judge_itself() -> None:
    with pytest.raises(CaseError, match="another model"):
        list(judge_run([CASE], {"a": ROW}, Model(), model="small"))
    memory = {"a": ROW | {"reader": "extractive"}, "b": ROW | {"reader": "closed-book:small:7b"}}
    both = [CASE, replace(CASE, id="b")]
    with pytest.raises(CaseError, match="another model"):
        list(judge_run(both, memory, Model(), model="small:7b"))
    found = list(judge_run([CASE], {"a": ROW}, Model("right", "right", "right"), model="large"))
    assert [verdict.label for verdict in found] == ["right"]


def test_agreement_is_over_the_cases_marked_in_both() -> None:
    n, alike, kappa = agreement(
        {"a": "right", "b": "wrong", "c": "none"}, {"a": "right", "b": "none"}
    )
    assert (n, alike) == (2, 0.5)
    assert kappa == pytest.approx((0.5 - 0.25) / (1 - 0.25))
    with pytest.raises(CaseError, match="no case"):
        agreement({"a": "right"}, {})


@pytest.fixture
def files(tmp_path: Path) -> Iterator[tuple[Path, Path, OpenAIServer, Settings]]:
    """A run, a place for marks, an endpoint and the settings that name it."""
    run, cases = tmp_path / "run.jsonl", tmp_path / "cases.jsonl"
    run.write_text(json.dumps(ROW | {"citations": [], "retrieved": [], "seconds": 1.0}) + "\n")
    asked = {"id": "a", "question": "Who won?", "answers": ["Weld"], "answerable": True}
    cases.write_text(json.dumps(asked) + "\n")
    meta_path(run).write_text(json.dumps({"cases": str(cases)}))
    with OpenAIServer() as server:
        server.text = "right"
        settings = Settings(
            _env_file=None,
            openai_base_url=server.base_url,
            openai_api_key="k",
            model="large",
            models=tmp_path / "models",
            retries=0,
        )
        yield run, tmp_path / "marks.jsonl", server, settings


Files = tuple[Path, Path, OpenAIServer, Settings]


def test_marks_from_before_stay_until_all_are_made_again(files: Files) -> None:
    run, out, server, settings = files
    old = json.dumps({"id": "z", "label": "none", "votes": [], "model": "large"}) + "\n"
    out.write_text(old)
    server.script(Reply(status=403))
    with pytest.raises(EndpointError):
        list(judge_files(run, out, settings, None, None))
    assert out.read_text() == old
    assert "1 right" in list(judge_files(run, out, settings, None, None))
    assert json.loads(out.read_text())["label"] == "right"
    assert not list(run.parent.glob("*.part"))


def test_marks_are_not_written_over_something_else(files: Files) -> None:
    run, out, server, settings = files
    out.write_text(json.dumps({"id": "a", "label": "right"}) + "\n")
    for other in (run, out):
        before = other.read_text()
        with pytest.raises(CaseError, match="exists and is not a file of marks"):
            list(judge_files(run, other, settings, None, None))
        assert other.read_text() == before
    assert server.requests == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no file at"),
        ('{"id": "a"}\n', r"hand\.jsonl:1: label must be a string"),
        ('{"label": "right"}\n', r"hand\.jsonl:1: id must be a string"),
        ('{"id": "z", "label": "right"}\n', "no case is marked in both"),
    ],
)
def test_marks_by_hand_are_read_before_anything_is_asked(
    files: Files, text: str | None, told: str
) -> None:
    run, out, server, settings = files
    hand = run.parent / "hand.jsonl"
    if text is not None:
        hand.write_text(text)
    with pytest.raises(CaseError, match=told):
        list(judge_files(run, out, settings, None, hand))
    assert server.requests == []
    assert not out.exists()


def test_marks_by_hand_are_agreed_with(files: Files) -> None:
    run, out, _, settings = files
    hand = run.parent / "hand.jsonl"
    hand.write_text('{"id": "a", "label": "right"}\n')
    assert list(judge_files(run, out, settings, None, hand))[-1].startswith(f"with {hand}: 1.000")
