from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Question, Turn
from eval.cases import Case
from eval.run import (
    Done,
    Runner,
    forget_changed,
    keep_meta,
    mend,
    meta_path,
    read_meta,
    tidy,
)
from index_store.errors import CaseError

TODAY = date(2026, 1, 5)
DONE = '{"id": "0", "status": "answered"}'


class Answers:
    """Remembers what it was asked and answers with the number of the question."""

    def __init__(self, stop_at: int = 0) -> None:
        self.asked: list[Question] = []
        self.stop_at = stop_at

    def __call__(self, question: Question) -> dict[str, Any]:
        self.asked.append(question)
        if len(self.asked) == self.stop_at:
            raise KeyboardInterrupt
        return {"question": question.text, "status": "answered", "text": f"No. {len(self.asked)}"}


def cases(count: int = 3, **changes: Any) -> list[Case]:
    return [
        Case(id=str(n), question=f"Q{n}?", answers=("x",), answerable=True, **changes)
        for n in range(count)
    ]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_case_becomes_one_line_with_its_id(tmp_path: Path) -> None:
    out, told = tmp_path / "r.jsonl", list[Done]()
    assert Runner(answer=Answers(), asked_at=TODAY).run(cases(), out, told.append) == 3
    assert [row["id"] for row in rows(out)] == ["0", "1", "2"]
    assert rows(out)[1]["question"] == "Q1?"
    assert [(done.done, done.total) for done in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1].left_s == 0


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    with pytest.raises(KeyboardInterrupt):
        Runner(answer=Answers(stop_at=3), asked_at=TODAY).run(cases(), out)
    again = Answers()
    assert Runner(answer=again, asked_at=TODAY).run(cases(), out) == 1
    assert [question.text for question in again.asked] == ["Q2?"]
    assert [row["id"] for row in rows(out)] == ["0", "1", "2"]


INNER = '{"id": "1", "status": "answered", "citations": [{"marker": 1}'


@pytest.mark.parametrize(
    "torn", ['{"id": "1", "te', "{", DONE.replace("0", "1"), INNER, INNER[:-1], " ", "\u2028"]
)
def test_a_torn_last_line_is_asked_again(tmp_path: Path, torn: str) -> None:
    out = tmp_path / "r.jsonl"
    out.write_text(f"{DONE}\n{torn}", encoding="utf-8")
    assert mend(out) == {"0"}
    assert out.read_text() == f"{DONE}\n"
    assert Runner(answer=Answers(), asked_at=TODAY).run(cases(), out) == 2


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    out, asked = tmp_path / "r.jsonl", cases(2)
    out.write_text(f"{DONE}\n\n \n")
    assert mend(out) == {"0"}
    assert forget_changed(asked, out) == []
    assert Runner(answer=Answers(), asked_at=TODAY).run(asked, out) == 1
    assert [row["id"] for row in rows(out)] == ["0", "1"]


def test_of_two_rows_of_a_case_the_first_is_kept(tmp_path: Path) -> None:
    out, one = tmp_path / "r.jsonl", DONE.replace("0", "1")
    out.write_text(f'{DONE}\n{one}\n{DONE[:-1]}, "text": "again"}}\n')
    assert mend(out) == {"0", "1"}
    assert out.read_text() == f"{DONE}\n{one}\n"


def test_what_was_written_behind_a_run_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    for other in ("dear diary", "{dear diary}", CASE):
        out.write_text(text := f"{DONE}\n{other}")
        with pytest.raises(CaseError, match=r"r\.jsonl:2: not a line of a run"):
            mend(out)
        assert out.read_text() == text


def test_a_run_that_was_torn_in_its_first_line_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    out.write_text('{"id"')
    assert mend(out) == set()
    assert out.read_text() == ""


CASE = '{"id": "a", "question": "Who won?", "answers": ["Weld"]}'


@pytest.mark.parametrize(
    "text", ["dear diary\nit rained\n", "dear diary", CASE, f"{CASE}\n", f"{CASE}\n{CASE}", "7\n"]
)
def test_a_file_that_is_no_run_is_left_alone(tmp_path: Path, text: str) -> None:
    out = tmp_path / "notes.txt"
    out.write_text(text)
    with pytest.raises(CaseError, match=r"notes\.txt:1: not a line of a run"):
        mend(out)
    assert out.read_text() == text


def test_a_case_that_asks_something_else_by_now_is_asked_again(tmp_path: Path) -> None:
    out, asked = tmp_path / "r.jsonl", cases()
    runner = Runner(answer=Answers(), asked_at=TODAY)
    assert forget_changed(asked, out) == []
    runner.run(asked, out)
    edited = [asked[0], replace(asked[1], question="Q9?"), replace(asked[2], answers=("y",))]
    assert forget_changed(edited[:1], out) == []
    assert forget_changed(edited, out) == ["1"]
    assert [row["id"] for row in rows(out)] == ["0", "2"]
    assert runner.run(edited, out) == 1
    assert rows(out)[-1]["question"] == "Q9?"
    turned = [
        replace(asked[0], as_of=TODAY),
        replace(asked[2], history=(Turn(question="Q?", answer=""),)),
    ]
    assert forget_changed(turned, out) == ["0", "2"]


def test_a_run_without_a_row_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    keep_meta(out, {"k": 8})
    with pytest.raises(KeyboardInterrupt):
        Runner(answer=Answers(stop_at=1), asked_at=TODAY).run(cases(), out)
    tidy(out)
    assert list(tmp_path.iterdir()) == []
    tidy(out)
    keep_meta(out, {"k": 8})
    Runner(answer=Answers(), asked_at=TODAY).run(cases(), out)
    tidy(out)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_full_disk_did_not_take_is_not_left_behind(tmp_path: Path) -> None:
    (tmp_path / "r.meta.json.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        keep_meta(tmp_path / "r.jsonl", {"k": 8})
    assert list(tmp_path.iterdir()) == []


def test_a_case_is_asked_on_its_day_with_its_history() -> None:
    answers = Answers()
    history = (Turn(question="Who ran?", answer=""), Turn(question="And then?", answer="Weld."))
    [case] = cases(1, as_of=date(2025, 7, 1), history=history)
    Runner(answer=answers, asked_at=TODAY).ask(case)
    first, last = answers.asked
    assert (first.text, first.history, first.as_of) == ("Who ran?", (), date(2025, 7, 1))
    assert last.history == (Turn(question="Who ran?", answer="No. 1"), history[1])
    assert last.asked_at == last.as_of == date(2025, 7, 1)
    Runner(answer=answers, asked_at=TODAY).ask(cases(1)[0])
    assert (answers.asked[-1].asked_at, answers.asked[-1].as_of) == (TODAY, None)


def test_a_replay_loads_up_to_each_day_before_it_asks(tmp_path: Path) -> None:
    days = [date(2025, 3, 1), None, date(2025, 1, 1), date(2025, 3, 1)]
    asked = [
        Case(id=str(n), question="?", answers=("x",), answerable=True, as_of=day)
        for n, day in enumerate(days)
    ]
    loaded: list[date | None] = []
    runner = Runner(answer=Answers(), asked_at=TODAY, advance=loaded.append)
    runner.run(asked, tmp_path / "r.jsonl")
    assert loaded == [date(2025, 1, 1), date(2025, 3, 1), None]
    assert [row["id"] for row in rows(tmp_path / "r.jsonl")] == ["2", "0", "3", "1"]


def test_several_workers_write_every_case_once(tmp_path: Path) -> None:
    Runner(answer=Answers(), asked_at=TODAY, workers=4).run(cases(20), tmp_path / "r.jsonl")
    assert [row["id"] for row in rows(tmp_path / "r.jsonl")] == [str(n) for n in range(20)]


def test_however_the_path_of_its_cases_is_spelt_a_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "r.jsonl"
    keep_meta(out, {"cases": "sub/../cases.jsonl"})
    out.write_text(f"{DONE}\n")
    keep_meta(out, {"cases": str(tmp_path / "cases.jsonl")})
    with pytest.raises(CaseError, match="other cases"):
        keep_meta(out, {"cases": str(tmp_path / "other.jsonl")})


def test_a_run_is_not_continued_with_something_else(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    keep_meta(out, {"reader": "extractive", "k": 8})
    out.write_text(f"{DONE}\n")
    keep_meta(out, {"reader": "extractive", "k": 8})
    with pytest.raises(CaseError, match="other k, reader"):
        keep_meta(out, {"reader": "llm:x", "k": 9})
    assert read_meta(out) == {"reader": "extractive", "k": 8}
    assert meta_path(out).name == "r.meta.json"
    assert read_meta(tmp_path / "none.jsonl") == {}


def test_a_run_is_not_continued_when_nothing_says_how_it_was_made(tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    out.write_text("")
    keep_meta(out, {"k": 8})
    keep_meta(out, {"k": 9})
    assert read_meta(out) == {"k": 9}, "it has no row yet"
    out.write_text(f"{DONE}\n")
    meta_path(out).unlink()
    with pytest.raises(CaseError, match=r"r\.meta\.json is not there, so nothing says how .*r\.js"):
        keep_meta(out, {"k": 9})
    assert not meta_path(out).exists()
