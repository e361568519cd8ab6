from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Hit
from eval.cases import read_cases
from eval.drafts import Entry, add, drafts
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


def test_feedback_that_cannot_be_read_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    with pytest.raises(CaseError, match="no feedback"):
        drafts(file)
    for bad in ("{", "[]", '{"rating": "down"}'):
        file.write_text(feedback() + "\n" + bad)
        with pytest.raises(CaseError, match=r"feedback\.jsonl:2"):
            drafts(file)
