from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Hit
from eval.cases import read_cases
from eval.drafts import Entry, add, drafts, write_drafts
from eval.entering import enter, require_place
from index_store.errors import CaseError
from index_store.types import Article, Passage

BODY = "Rain fell in Hale. Anna Weld won by 40 votes. She thanked nobody."


def hit(start: int = 0) -> Hit:
    article = Article(id="hale-1", title="Weld wins", body=BODY)
    passage = Passage(
        id="hale-1:000", article_id="hale-1", text=BODY[start:], start=start, end=len(BODY)
    )
    return Hit(passage=passage, article=article, score=1.0)


def entry(**changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "question": "Who won in Hale?",
        "answers": ["Anna Weld"],
        "kind": "factoid",
        "as_of": date(2025, 7, 1),
        "must_not": ["Kerr"],
        "chosen": [hit(19), hit(19)],
    }
    return Entry(**(fields | changes))


def test_an_added_case_has_the_sentence_that_answers(tmp_path: Path) -> None:
    file = tmp_path / "hale.jsonl"
    assert add(file, entry()) == "hale-001"
    assert add(file, entry(answers=[], chosen=[])) == "hale-002"
    first, second = read_cases(file)
    assert first.quotes[0] == ("hale-1", "Anna Weld won by 40 votes.")
    assert first.evidence == ("hale-1",)
    span = json.loads(file.read_text().splitlines()[0])["spans"][0]
    assert BODY[span["start"] : span["end"]] == span["quote"]
    assert (first.as_of, first.must_not) == (date(2025, 7, 1), ("Kerr",))
    assert not second.answerable


def test_a_case_is_added_on_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "hale.jsonl"
    add(file, entry())
    file.write_text(file.read_text().rstrip())
    add(file, entry(question="Who lost?"))
    assert [case.question for case in read_cases(file)] == ["Who won in Hale?", "Who lost?"]
    assert file.read_text().count("\n") == 2


def test_without_a_sentence_that_holds_it_the_passage_is_the_span(tmp_path: Path) -> None:
    add(tmp_path / "hale.jsonl", entry(answers=["forty-one"]))
    [case] = read_cases(tmp_path / "hale.jsonl")
    assert case.quotes[0] == ("hale-1", BODY[19:])


def feedback(rating: str = "down", **answer: Any) -> str:
    said = {
        "question": "Who won in Hale?",
        "as_of": None,
        "short": "Kerr",
        "text": "Kerr won. [1]",
        "citations": [{"article_id": "hale-1"}],
    }
    return json.dumps({"rating": rating, "reason": "wrong date", "answer": said | answer})


def test_complaints_become_drafts_once_and_praise_does_not(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    other = feedback(question="When?", short="")
    file.write_text("\n".join([feedback("up"), feedback(), feedback(), other, ""]))
    first, second = drafts(file)
    assert (first["must_not"], first["complaint"], first["evidence"]) == (
        ["Kerr"],
        "wrong date",
        ["hale-1"],
    )
    assert second["must_not"] == []
    (tmp_path / "drafts.jsonl").write_text(json.dumps(first) + "\n")
    with pytest.raises(CaseError, match="needs at least one answer"):
        read_cases(tmp_path / "drafts.jsonl")


def test_drafts_that_somebody_completed_are_not_written_over(tmp_path: Path) -> None:
    file, out = tmp_path / "feedback.jsonl", tmp_path / "drafts.jsonl"
    file.write_text(feedback())
    assert write_drafts(file, out) == write_drafts(file, out) == 1
    done = out.read_text().replace('"answers": []', '"answers": ["Weld"]')
    out.write_text(done)
    with pytest.raises(CaseError, match="exists and is not a file of drafts without answers"):
        write_drafts(file, out)
    assert out.read_text() == done


def test_feedback_that_cannot_be_read_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    with pytest.raises(CaseError, match="no feedback"):
        drafts(file)
    for bad in ("{", "[]", '{"rating": "down"}'):
        file.write_text(feedback() + "\n" + bad)
        with pytest.raises(CaseError, match=r"feedback\.jsonl:2"):
            drafts(file)


# --- typed at the terminal


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_case_is_typed_and_what_cannot_be_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "9 x", "1, 2", "Anna Weld | Orr", "Kerr")
    made = enter("Who won in Hale?", [hit(), hit(19)], "factoid", None)
    assert (made.answers, made.must_not) == (["Anna Weld", "Orr"], ["Kerr"])
    assert len(made.chosen) == 2
    out, err = capsys.readouterr()
    assert "there is no passage 9; they go from 1 to 2" in out + err
    assert err.endswith("Not in the passages that were chosen: Orr\n")


def test_an_end_of_input_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "1")
    with pytest.raises(CaseError, match="nothing was added"):
        enter("Who won in Hale?", [hit()], "factoid", None)


def test_a_place_where_no_case_can_be_is_refused_before_anything_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "hale.jsonl"
    require_place(file)
    file.touch()
    require_place(file)
    for bad in (tmp_path, tmp_path / "none" / "c.jsonl"):
        with pytest.raises(CaseError, match="no file that can be written"):
            require_place(bad)
    file.write_text("dear diary\n")
    with pytest.raises(CaseError, match="not JSON"):
        require_place(file)


def test_a_case_that_contradicts_itself_is_not_added(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="is an answer and in must_not"):
        add(tmp_path / "hale.jsonl", entry(must_not=["anna weld"]))
    assert not (tmp_path / "hale.jsonl").exists()
