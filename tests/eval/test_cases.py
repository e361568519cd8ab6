from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Turn
from eval.cases import choose, doubtful, read_cases
from eval.rows import read_run
from index_store.errors import CaseError

GOOD: dict[str, Any] = {"id": "a", "question": "Who won?", "answers": ["Weld"], "answerable": True}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_case_keeps_every_field_and_what_it_does_not_know(tmp_path: Path) -> None:
    row = GOOD | {
        "as_of": "2025-07-01",
        "evidence": ["x", {"article_id": "y", "start": 3, "end": 9}, "x"],
        "spans": [{"article_id": "y", "start": 3, "end": 12, "quote": "Weld won."}],
        "all_of": [["Weld", "Anna Weld"], ["Kerr"]],
        "kind": "last",
        "must_not": ["Kerr"],
        "history": [{"question": "Who ran?", "answer": "Weld and Kerr"}, "Who won?"],
        "quiz": "own",
    }
    [case] = read_cases(write(tmp_path / "c.jsonl", row))
    assert case.as_of == date(2025, 7, 1)
    assert case.evidence == ("x", "y")
    assert case.quotes == (("y", "Weld won."),)
    assert case.all_of == (("Weld", "Anna Weld"), ("Kerr",))
    assert case.history == (
        Turn(question="Who ran?", answer="Weld and Kerr"),
        Turn(question="Who won?", answer=""),
    )
    assert case.extra == {"quiz": "own"}
    assert not case.needs_all


def test_older_names_are_read(tmp_path: Path) -> None:
    row = GOOD | {"asked_on": "2024-05-03", "evidence_ids": ["x"]}
    [case] = read_cases(write(tmp_path / "c.jsonl", row))
    assert (case.as_of, case.evidence) == (date(2024, 5, 3), ("x",))
    [same] = read_cases(write(tmp_path / "c.jsonl", row | {"as_of": None, "evidence": None}))
    assert same == case


def test_a_file_may_begin_with_the_mark_that_some_programs_write(tmp_path: Path) -> None:
    [case] = read_cases(write(tmp_path / "c.jsonl", "\ufeff" + json.dumps(GOOD)))
    assert case.id == "a"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"answerable": False}, "a (it has answers, though it is not answerable)"),
        ({"must_not": ["weld"]}, "a ('Weld' is an answer and in must_not)"),
        (
            {"as_of": "2025-07-01", "asked_on": "2025-07-02"},
            "a (as_of and asked_on differ, and as_of counts)",
        ),
    ],
)
def test_a_case_that_contradicts_itself_is_named(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    cases = read_cases(write(tmp_path / "c.jsonl", GOOD | change, GOOD | {"id": "b"}))
    assert doubtful(cases) == f"cases that contradict themselves: {told}"
    assert doubtful(cases[1:]) == ""
    more = read_cases(
        write(tmp_path / "d.jsonl", *[GOOD | change | {"id": str(n)} for n in range(7)])
    )
    assert doubtful(more).endswith(" and 2 more")


def test_a_conflict_needs_all_answers(tmp_path: Path) -> None:
    [case] = read_cases(write(tmp_path / "c.jsonl", GOOD | {"kind": "conflict"}))
    assert case.needs_all


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "not JSON"),
        ([], "must be a JSON object"),
        ({"question": "?", "answers": ["x"]}, "id must be a string"),
        (GOOD | {"question": " "}, "question must be a string"),
        (GOOD | {"answers": [], "all_of": []}, "needs at least one answer"),
        (GOOD | {"answers": "Weld"}, "answers must be a list"),
        (GOOD | {"answerable": "yes"}, "answerable must be true or false"),
        (GOOD | {"as_of": "July"}, "as_of must be a day"),
        (GOOD | {"as_of": 3}, "as_of must be a day"),
        (GOOD | {"evidence": "x"}, "evidence must be a list"),
        (GOOD | {"evidence": [{"start": 4}]}, "evidence must be a list"),
        (GOOD | {"spans": ["x"]}, "spans must be a list"),
        (GOOD | {"all_of": "x"}, "all_of must be a list"),
        (GOOD | {"all_of": ["Weld", "Kerr"]}, "all_of must be a list of lists"),
        (GOOD | {"history": [3]}, "history holds"),
        (GOOD | {"history": "x"}, "history holds"),
        (GOOD | {"kind": 3}, "kind must be"),
        (GOOD | {"evidence_verified": 5}, "evidence_verified must be a list"),
        (GOOD | {"evidence_verified": "x"}, "evidence_verified must be a list"),
        (GOOD | {"reason": ["detail"]}, "reason must be a string"),
        (GOOD | {"id": "a\ud83d"}, "half a character"),
        (GOOD | {"history": ["Who \ud83d?"]}, "half a character"),
        (GOOD | {"answers": [], "all_of": [[]]}, "all_of must be a list of lists"),
        (GOOD, "occurs twice"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(tmp_path: Path, bad: object, told: str) -> None:
    file = write(tmp_path / "c.jsonl", GOOD, bad)
    with pytest.raises(CaseError, match=told) as caught:
        read_cases(file)
    assert f"{file}:2" in str(caught.value)


def test_a_folder_is_read_in_order_and_ids_must_differ_across_files(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", GOOD | {"id": "b"})
    write(tmp_path / "a.jsonl", GOOD)
    assert [case.id for case in read_cases(tmp_path)] == ["a", "b"]
    write(tmp_path / "c.jsonl", GOOD)
    with pytest.raises(CaseError, match="occurs twice"):
        read_cases(tmp_path)


def test_no_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no cases at"):
        read_cases(tmp_path / "none")
    with pytest.raises(CaseError, match="no cases in"):
        read_cases(write(tmp_path / "c.jsonl", ""))
    (tmp_path / "d.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CaseError, match="not UTF-8"):
        read_cases(tmp_path / "d.jsonl")


def test_cases_are_chosen_by_kind_and_number(tmp_path: Path) -> None:
    rows = [GOOD | {"id": str(n), "kind": kind} for n, kind in enumerate(("x", "y", "x"))]
    cases = read_cases(write(tmp_path / "c.jsonl", *rows))
    assert [case.id for case in choose(cases, ["x"])] == ["0", "2"]
    assert [case.id for case in choose(cases, (), 2)] == ["0", "1"]
    with pytest.raises(CaseError, match="There are: x, y"):
        choose(cases, ["z"])


CITED = {"marker": 1, "article_id": "a", "quote": "q"}
ROW: dict[str, Any] = {
    "id": "a", "status": "abstained", "short": None, "citations": [], "retrieved": []
}  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"retrieved": None}, "retrieved must be a list"),
        ({"retrieved": ["h1"]}, "retrieved must be a list"),
        ({"citations": [{"marker": "1", "article_id": "a", "quote": "q"}]}, "citations must be"),
        ({"citations": [{"marker": 1, "quote": "q"}]}, "citations must be"),
        ({"citations": [CITED | {"published": "soon"}]}, "citations must be"),
        ({"short": 3}, "short must be a string"),
        ({"seconds": "x"}, "seconds must be a number"),
        ({"confidence": True}, "confidence must be a number"),
        ({"passages": [1]}, "passages must be"),
        ({"verbatim": "yes"}, "verbatim must be"),
        ({"events": [3]}, "events must be"),
        ({"usage": []}, "usage must be"),
        ({"status": "done"}, "status"),
        ({}, "occurs twice"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(
    tmp_path: Path, bad: dict[str, Any], told: str
) -> None:
    file = write(tmp_path / "r.jsonl", ROW, ROW | ({"id": "b"} if bad else {}) | bad)
    with pytest.raises(CaseError, match=told) as caught:
        read_run(file)
    assert f"{file}:2" in str(caught.value)


def test_a_run_is_read_by_id(tmp_path: Path) -> None:
    file = write(tmp_path / "r.jsonl", ROW)
    assert read_run(file)["a"]["short"] == ""
    file.write_text(file.read_text() + '{"id": "b", "st')
    with pytest.raises(CaseError, match=r":2: not JSON.*the same `dateline eval run` mends it"):
        read_run(file)
    with pytest.raises(CaseError, match="no run"):
        read_run(tmp_path / "none.jsonl")
