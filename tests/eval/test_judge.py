from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from eval.cases import Case
from eval.files import judge_files
from eval.judge import Verdict, agreement, judge, judge_run
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


def test_marks_from_before_stay_until_all_are_made_again(tmp_path: Path) -> None:
    run, cases, out = (tmp_path / name for name in ("run.jsonl", "cases.jsonl", "marks.jsonl"))
    run.write_text(json.dumps(ROW | {"citations": [], "retrieved": [], "seconds": 1.0}) + "\n")
    asked = {"id": "a", "question": "Who won?", "answers": ["Weld"], "answerable": True}
    cases.write_text(json.dumps(asked) + "\n")
    out.write_text("marks\n")
    with OpenAIServer() as server:
        settings = Settings(
            _env_file=None,
            openai_base_url=server.base_url,
            openai_api_key="k",
            model="large",
            models=tmp_path / "models",
            retries=0,
        )
        server.text = "right"
        server.script(Reply(status=403))
        with pytest.raises(EndpointError):
            list(judge_files(run, out, settings, cases, None))
        assert out.read_text() == "marks\n"
        assert "1 right" in list(judge_files(run, out, settings, cases, None))
    assert json.loads(out.read_text())["label"] == "right"
    assert not list(tmp_path.glob("*.part"))
