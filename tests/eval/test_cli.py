from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

CASES = [
    {"id": "a", "question": "Who won?", "answers": ["Weld"], "evidence": ["h1"], "kind": "last"},
    {"id": "b", "question": "Who lost?", "answers": [], "answerable": False, "kind": "none"},
]


def row(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "status": "answered",
        "reason": None,
        "short": "Weld",
        "text": "Weld won. [1]",
        "citations": [
            {"marker": 1, "article_id": "h1", "title": "T", "quote": "Weld won.", "published": None}
        ],
        "retrieved": [{"article_id": "h1", "passage_id": "h1:000", "score": 1}],
        "seconds": 0.1,
    } | changes


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return (
        write(tmp_path / "cases.jsonl", CASES),
        write(tmp_path / "run.jsonl", [row("a"), row("b")]),
    )


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["eval", *map(str, words)])


def test_a_report_is_json_a_table_or_a_page(files: tuple[Path, Path]) -> None:
    cases, run = files
    found = json.loads(call("report", run, "--cases", cases, "--json").stdout)
    assert found["overall"]["strict"] == 1
    assert found["kinds"]["none"]["abstained_right"] == 0
    page = run.parent / "pages" / "run.html"
    shown = call("report", run, "--cases", cases, "--html", page)
    assert "last" in shown.stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert call("report", run, "--cases", cases, "--html", page).exit_code == 0
    refused = call("report", run, "--cases", cases, "--html", cases)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "exists and is not a page. Give another file with --html." in refused.stderr


def test_the_name_of_a_kind_is_no_markup(files: tuple[Path, Path]) -> None:
    cases, run = files
    write(cases, [case | {"kind": kind} for case, kind in zip(CASES, ("[/f]", "[b]"), strict=True)])
    for words in (("report", run), ("compare", run, run)):
        shown = call(*words, "--cases", cases).stdout
        assert "\n[/f] " in shown
        assert "\n[b] " in shown


def test_a_long_name_of_a_kind_leaves_room_for_the_figures(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, run = files
    monkeypatch.setenv("COLUMNS", "80")
    write(cases, [case | {"kind": f"a-kind-with-a-long-name-{case['id']}"} for case in CASES])
    for words in (("report", run), ("compare", run, run)):
        shown = call(*words, "--cases", cases).stdout
        assert "…" not in shown
        assert "1.00" in shown


def test_a_report_remembers_its_cases(files: tuple[Path, Path]) -> None:
    cases, run = files
    missing = call("report", run, "--json")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "--cases" in missing.stderr
    run.with_suffix(".meta.json").write_text(json.dumps({"cases": str(cases)}))
    assert json.loads(call("report", run, "--json").stdout)["overall"]["n"] == 2


@pytest.mark.parametrize("command", ["report", "baseline"])
def test_how_much_of_its_cases_a_run_answers_is_told(
    files: tuple[Path, Path], tmp_path: Path, command: str
) -> None:
    cases, run = files
    write(cases, [*CASES, CASES[0] | {"id": "c"}, CASES[0] | {"id": "d", "must_not": ["Weld"]}])
    write(run, [row("a"), row("b", asked="of something else"), row("d")])
    words = ("--out", tmp_path / "base.json") if command == "baseline" else ()
    told = call(command, run, "--cases", cases, *words).stderr.splitlines()
    assert told[0] == "cases that contradict themselves: d ('Weld' is an answer and in must_not)"
    part = f"2 of 4 cases of {cases} have an answer in {run}; 1 ask something else by now"
    assert told[1] == part


def test_a_run_of_other_cases_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    other = write(tmp_path / "other.jsonl", [row("z")])
    refused = call("report", other, "--cases", files[0])
    assert refused.exit_code == 1
    assert "no case" in refused.stderr


def test_a_comparison_fails_by_the_gate_and_takes_a_baseline(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    cases, run = files
    base = tmp_path / "base.json"
    assert call("baseline", run, "--cases", cases, "--out", base).exit_code == 0
    assert len(base.read_text(encoding="utf-8").splitlines()) == 4
    assert call("baseline", run, "--cases", cases, "--out", base).exit_code == 0
    refused = call("baseline", run, "--cases", cases, "--out", cases)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "exists and is not a baseline" in refused.stderr
    assert len(cases.read_text(encoding="utf-8").splitlines()) == 2
    same = call("compare", base, run, "--cases", cases)
    assert (same.exit_code, same.stderr) == (0, "")
    worse = write(tmp_path / "worse.jsonl", [row("a", short="Kerr"), row("b")])
    gate = tmp_path / "gates.toml"
    gate.write_text("[floors]\nstrict = 0.5\n")
    found = call("compare", base, worse, "--cases", cases, "--gate", gate)
    assert found.exit_code == 1
    assert found.stderr == "gate: strict is 0.000, below 0.5\n"
    assert "lost a (last) Who won?" in found.stdout
    as_json = call("compare", base, worse, "--cases", cases, "--json")
    assert json.loads(as_json.stdout)["flips"][0]["id"] == "a"


def test_a_comparison_tells_what_it_does_not_compare(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    cases, run = files
    write(cases, [*CASES, CASES[0] | {"id": "c"}, CASES[0] | {"id": "d"}])
    write(run, [row("a"), row("b", asked="of something else"), row("c")])
    later = write(tmp_path / "later.jsonl", [row("a"), row("b", asked="of old"), row("d")])
    gate = tmp_path / "gates.toml"
    gate.write_text("complete = true\n")
    found = call("compare", run, later, "--cases", cases, "--gate", gate)
    assert found.stdout.splitlines()[-1] == (
        "1 cases in both, 1 in the first alone, 1 in the second alone, 1 that ask something else, "
        "0 flipped"
    )
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        f"2 of 4 cases of {cases} have an answer in {run}; 1 ask something else by now",
        f"2 of 4 cases of {cases} have an answer in {later}; 1 ask something else by now",
        "gate: 1 cases have no row any more",
        "gate: 1 cases ask something else by now",
    ]


def test_an_import_tells_what_it_wrote(tmp_path: Path) -> None:
    question = {
        "question": "?",
        "documents": [{"text": "Weld won.", "type": "correct", "answer": "Weld"}],
        "gold_answers": ["Weld"],
        "wrong_answers": [],
    }
    file = write(tmp_path / "ram.jsonl", [question])
    done = call("import", "ramdocs", file, "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, f"1 cases and 1 articles in {tmp_path / 'out'}\n")
    refused = call("import", "squad", file, "--out", tmp_path / "out2")
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_drafts_come_from_the_library(tmp_path: Path) -> None:
    said = row("a", question="Who won?", as_of=None)
    write(tmp_path / "feedback.jsonl", [{"rating": "down", "reason": "", "answer": said}])
    done = call("drafts", "--library", tmp_path, "--out", tmp_path / "d.jsonl")
    assert (done.exit_code, done.stderr[:8]) == (0, "1 drafts")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from assistant.cli import main\n"
        "CliRunner().invoke(main, ['eval', 'run', '--help'])\n"
        "print([m for m in ('chromadb', 'llama_index', 'onnxruntime', 'gradio', 'spacy', 'openai',"
        " 'numpy', 'rich.console') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
