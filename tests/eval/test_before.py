from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from eval.before import day_before, write_before
from eval.cases import parse_case, read_cases
from index_store.errors import CaseError

DAYS = {"a": date(2025, 5, 2), "b": date(2025, 4, 30), "c": date(2025, 6, 1)}
CASE = {
    "id": "x", "question": "Who won?", "answers": ["Weld"], "as_of": "2025-05-09",
    "evidence": ["a", "c"], "kind": "last",
}  # fmt: skip
ARTICLES = [
    {"id": name, "title": name, "text": f"Article {name} tells of Weld.", "published": str(day)}
    for name, day in DAYS.items()
]


def test_a_question_is_asked_on_the_day_before_its_first_evidence() -> None:
    made = day_before(parse_case(CASE, "here"), DAYS)
    assert made is not None
    assert (made["id"], made["as_of"]) == ("x-before", "2025-05-01")
    assert (made["answers"], made["answerable"], made["would_be"]) == ([], False, ["Weld"])
    verified = day_before(parse_case(CASE | {"evidence_verified": ["b"]}, "here"), DAYS)
    assert verified is not None
    assert verified["as_of"] == "2025-04-29"


@pytest.mark.parametrize(
    "change",
    [{"evidence": []}, {"evidence": ["a", "undated"]}, {"history": [{"question": "Who ran?"}]}],
)
def test_a_case_without_such_a_day_is_left_out(change: dict[str, object]) -> None:
    assert day_before(parse_case(CASE | change, "here"), DAYS) is None


def test_the_command_writes_cases_that_can_be_run(tmp_path: Path) -> None:
    cases, articles, out = (tmp_path / f"{n}.jsonl" for n in ("cases", "articles", "out"))
    rows = [CASE, CASE | {"id": "y", "evidence": []}, CASE | {"id": "z", "answerable": False}]
    cases.write_text("".join(json.dumps(row) + "\n" for row in rows))
    articles.write_text("".join(json.dumps(row) + "\n" for row in ARTICLES))
    words = ["eval", "before", str(cases), "--articles", str(articles), "--out", str(out)]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == 0, told.output
    assert "1 cases" in told.stderr
    assert "1 left out" in told.stderr
    [made] = read_cases(out)
    assert (made.kind, made.as_of, made.answerable) == ("day-before", date(2025, 5, 1), False)
    assert write_before(cases, articles, out) == (1, 1)
    for kept in (cases, articles):
        text = kept.read_text()
        with pytest.raises(CaseError, match="exists and is not a file of cases of the day before"):
            write_before(cases, articles, kept)
        assert kept.read_text() == text
    with pytest.raises(CaseError, match="no evidence"):
        write_before(cases, _write(tmp_path / "other.jsonl", ARTICLES[1]), out)


def _write(path: Path, row: dict[str, str]) -> Path:
    path.write_text(json.dumps(row) + "\n")
    return path
