"""What a model said before its checks, and what a stricter check would have left of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from eval.cases import Case, named_in, of_split
from eval.drafted import LEAST_UNANSWERABLE, STEPS, Under, f_beta, sweep, unchecked, under
from index_store.errors import CaseError
from tests.eval.test_score import row


def case(name: str, answerable: bool = True, split: str = "tune") -> Case:
    return Case(
        id=name,
        question="Who won?",
        answers=("Weld",) if answerable else (),
        answerable=answerable,
        extra={"split": split},
    )


def drafted(name: str, confidence: float, short: str = "Weld") -> dict[str, Any]:
    said = f"{short} won [1]. So they say [1]."
    return row(name, short=short, confidence=confidence, unchecked=said)


CASES = [case("a"), case("b"), case("c", answerable=False), case("d", answerable=False)]
ROWS = {
    "a": drafted("a", 0.95),
    "b": drafted("b", 0.7),
    "c": drafted("c", 0.4, "Orr"),
    "d": drafted("d", 0.62, "Orr"),
}


def test_before_the_checks_the_first_reply_is_the_answer() -> None:
    abstained = ROWS["c"] | {"status": "abstained", "short": "", "reason": "doubted"}
    before = unchecked(abstained)
    assert (before["status"], before["short"]) == ("answered", "Orr won.")
    assert (before["citations"], before["reason"]) == ([], None)
    declined = unchecked(abstained | {"unchecked": "NOT IN THE ARTICLES."})
    assert (declined["status"], declined["short"]) == ("abstained", "")
    assert unchecked(abstained | {"unchecked": ""})["status"] == "abstained"
    with pytest.raises(CaseError, match="--drafts"):
        unchecked(row("a"))


def test_a_stricter_check_only_takes_away() -> None:
    assert under(ROWS["b"], 0.7) == ROWS["b"]
    assert under(ROWS["b"], 0.75)["status"] == "abstained"
    gone = ROWS["b"] | {"status": "abstained"}
    assert under(gone, 0.0) == gone
    assert under(row("a"), 0.9)["status"] == "answered", "no model, no check"


def chosen_of(cases: list[Case], rows: dict[str, Any], least: float = 0.0) -> Under:
    (best,) = [u for u, chosen in sweep(cases, rows, least) if chosen]
    return best


def test_most_right_answers_with_few_invented_are_taken_and_the_lowest_of_equals() -> None:
    assert [u.threshold for u, _ in sweep(CASES, ROWS)] == list(STEPS)
    best = chosen_of(CASES, ROWS)
    assert best.threshold == 0.65, "the lowest that drops d, at 0.62"
    assert (best.strict, best.abstained_right, best.over_abstained) == (1.0, 1.0, 0.0)
    assert (best.invented, best.f_half) == (0, 1.0)


def test_a_threshold_at_which_nothing_is_answered_is_not_taken_for_a_model_that_declines() -> None:
    declined = {"status": "abstained", "short": "", "unchecked": "NOT IN THE ARTICLES."}
    rows = {
        "a": drafted("a", 0.55),
        "b": drafted("b", 0.3) | declined,
        "c": drafted("c", 0.6, "Orr"),
        "d": drafted("d", 0.3, "Orr") | declined,
    }
    best = chosen_of(CASES, rows)
    assert (best.threshold, best.strict, best.invented) == (0.01, 0.5, 1), (
        "no cut keeps a right one"
    )
    assert best.f_half == pytest.approx(1.25 * 1 / (2 + 0.25 * 2))


def test_cases_without_an_answer_alone_still_choose() -> None:
    best = chosen_of(CASES[2:], ROWS, least=0.9)
    assert (best.strict, best.threshold, best.f_half) == (None, 0.9, 0.0)


def test_f_beta_weighs_precision_more() -> None:
    assert f_beta(0, 0, 5) == 0
    assert f_beta(2, 4, 4) == 0.5
    assert f_beta(2, 2, 8) > f_beta(2, 8, 2), "P 1, R .25 beats P .25, R 1"


def test_cases_are_named_by_id_or_split(tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    file.write_text("c\na\nc\n")
    assert [one.id for one in named_in(CASES, file)] == ["c", "a"]
    file.write_text("zz\n")
    with pytest.raises(CaseError, match="zz"):
        named_in(CASES, file)
    assert of_split([*CASES, case("h", split="held")], "held") == [case("h", split="held")]
    assert of_split(CASES, None) == CASES


# --- the commands


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["eval", *map(str, words)])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    cases = [
        {"id": one.id, "question": one.question, "answers": list(one.answers),
         "answerable": one.answerable, "split": "tune"}
        for one in CASES
    ]  # fmt: skip
    more = [f"d{n}" for n in range(LEAST_UNANSWERABLE - 2)]
    cases += [{**cases[-1], "id": name} for name in more]
    rows = {**ROWS, **{name: ROWS["d"] | {"id": name} for name in more}}
    meta = {
        "cases": "cases.jsonl", "reader": "llm:m1", "drafts": True,
        "settings": {"check_threshold": 0.01},
    }  # fmt: skip
    Path("cases.jsonl").write_text("".join(json.dumps(one) + "\n" for one in cases))
    Path("run.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows.values()))
    Path("run.meta.json").write_text(json.dumps(meta))
    return tmp_path


def test_tune_keeps_the_threshold_where_settings_find_it(files: Path) -> None:
    told = call("tune", "run.jsonl", "--split", "tune")
    assert told.exit_code == 0, told.stderr
    assert "m1: 0.65" in told.stderr
    assert "abstained right" in told.stdout
    assert json.loads((files / "models" / "tuned.json").read_text()) == {"m1": 0.65}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tune", "run.jsonl", "--split", "held"), "no case of split 'held'. There are: tune."),
        (("report", "run.jsonl", "--threshold", 7), "7.0 is not in the range"),
        (("report", "own.jsonl", "--threshold", 0.5), "Run it with --reader llm --drafts"),
        (("report", "own.jsonl", "--unchecked"), "Run it with --reader llm --drafts"),
        (
            ("run", "cases.jsonl", "--out", "r.jsonl", "--library", "l", "--articles", "a"),
            "--library has no part",
        ),
        (
            ("run", "cases.jsonl", "--out", "r.jsonl", "--drafts", "--reader", "extractive"),
            "--drafts is for a model, and extractive is none",
        ),
        (("run", "cases.jsonl", "--out", "r.jsonl", "--drafts", "--no-reader"), "Leave the other"),
    ],
)
@pytest.mark.usefixtures("files")
def test_options_that_do_not_fit_are_told_in_a_line(words: tuple[object, ...], told: str) -> None:
    Path("own.jsonl").write_text(Path("run.jsonl").read_text())
    Path("own.meta.json").write_text(json.dumps({"cases": "cases.jsonl", "reader": "extractive"}))
    refused = call(*words)
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert told in refused.stderr
    assert not Path("r.jsonl").exists()


def test_tune_wants_cases_without_an_answer(files: Path) -> None:
    lines = Path("cases.jsonl").read_text().splitlines(keepends=True)
    for kept, words in (
        (lines[:-1], "of 11 cases in run.jsonl 9 are not"),
        (lines[2:], "of 10 cases"),
        (lines[:2], "0 are not"),
    ):
        Path("cases.jsonl").write_text("".join(kept))
        told = call("tune", "run.jsonl")
        assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
        assert words in told.stderr
    assert not (files / "models").exists()


def test_tune_wants_a_run_of_a_model(files: Path) -> None:
    (files / "run.meta.json").write_text(json.dumps({"cases": "cases.jsonl", "reader": "none"}))
    assert "--reader llm" in call("tune", "run.jsonl").stderr
    meta: dict[str, Any] = {"cases": "cases.jsonl", "reader": "llm:m1"}
    (files / "run.meta.json").write_text(json.dumps(meta))
    assert "--drafts" in call("tune", "run.jsonl").stderr
    assert "--drafts" in call("report", "run.jsonl", "--threshold", 0.5).stderr
    meta |= {"drafts": True, "settings": {"check_threshold": None}}
    (files / "run.meta.json").write_text(json.dumps(meta))
    assert "0.45" not in call("tune", "run.jsonl").stdout, "the run dropped what is below 0.5"


@pytest.mark.usefixtures("files")
def test_a_report_looks_at_a_run_in_other_ways() -> None:
    def overall(*words: object) -> dict[str, Any]:
        figures: dict[str, Any] = json.loads(call("report", "run.jsonl", "--json", *words).stdout)
        return figures["overall"]  # type: ignore[no-any-return]

    assert overall()["abstained_right"] == 0
    assert overall("--threshold", 0.65)["abstained_right"] == 1
    assert overall("--unchecked")["n"] == 2 + LEAST_UNANSWERABLE
    assert overall("--unchecked")["strict"] == 1
