from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.check import DATA
from eval.compare import Outcome, compare, from_baseline, to_baseline
from eval.gates import read_gates
from eval.score import METRICS
from eval.side import changes_table, comparison_json, flips_text, kinds_table
from index_store.errors import CaseError


def outcome(strict: float | None, short: str = "Weld", kind: str = "last", **more: Any) -> Outcome:
    figures: dict[str, float | None] = dict.fromkeys(METRICS)
    figures |= {"strict": strict, **more}
    return Outcome(kind=kind, question="Who?", status="answered", short=short, figures=figures)


def run(rights: str, **more: Any) -> dict[str, Outcome]:
    return {f"c{n}": outcome(float(right), right, **more) for n, right in enumerate(rights)}


def test_a_loss_beyond_chance_fails_and_names_the_cases() -> None:
    found = compare(run("1" * 20), run("1" * 12 + "0" * 8), read_gates(None))
    [change] = found.overall
    assert (change.metric, change.n, change.before, change.after) == ("strict", 20, 1, 0.6)
    assert change.p == pytest.approx(2 / 2**8)
    assert change.verdict == "worse"
    assert found.failures == ["strict got worse: 1.000 to 0.600 (p = 0.008)"]
    assert [(flip.id, flip.won) for flip in found.flips] == [
        (f"c{n}", False) for n in range(12, 20)
    ]


def test_a_loss_within_chance_does_not_fail() -> None:
    found = compare(run("1" * 20), run("1" * 16 + "0" * 4), read_gates(None))
    assert found.overall[0].verdict == "same"
    assert found.failures == []


def test_a_gain_is_better_and_for_some_metrics_less_is() -> None:
    won = compare(run("0" * 8), run("1" * 8), read_gates(None))
    assert (won.overall[0].verdict, won.failures) == ("better", [])
    before = {f"c{n}": outcome(None, over_abstained=1.0) for n in range(8)}
    after = {f"c{n}": outcome(None, over_abstained=0.0) for n in range(8)}
    assert compare(before, after, read_gates(None)).overall[0].verdict == "better"
    assert compare(after, before, read_gates(None)).failures


def test_figures_between_right_and_wrong_are_compared_by_bootstrap() -> None:
    before = {f"c{n}": outcome(None, citation_recall=0.9 + n / 100) for n in range(10)}
    after = {f"c{n}": outcome(None, citation_recall=0.5 + n / 100) for n in range(10)}
    [change] = compare(before, after, read_gates(None)).overall
    assert change.p is None
    assert change.high < 0
    assert change.verdict == "worse"


def test_only_cases_in_both_count(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("complete = true\n")
    found = compare(run("11"), run("1"), read_gates(gate))
    assert (found.n, found.missing) == (1, 1)
    assert found.failures == ["1 cases have no row any more"]
    assert compare(run("11"), run("1"), read_gates(None)).failures == []
    with pytest.raises(CaseError, match="no case in common"):
        compare(run("1"), {}, read_gates(None))


def test_a_case_that_asks_something_else_is_no_case_in_both(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("complete = true\n")
    before, after = run("111"), run("100")
    after["c1"] = replace(after["c1"], question="Who else?")
    before["c2"] = replace(before["c2"], asked="1a")
    assert compare(before, after, read_gates(None)).changed == 1, "older baselines have no hash"
    after["c2"] = replace(after["c2"], asked="2b")
    found = compare(before, after, read_gates(gate))
    assert (found.n, found.missing, found.added, found.changed) == (1, 0, 0, 2)
    assert (found.flips, found.overall[0].n) == ([], 1)
    assert found.failures == ["2 cases ask something else by now"]
    assert from_baseline(to_baseline(after), "b.json")["c2"].asked == "2b"
    lacking = compare(run("11"), run("1"), read_gates(gate), stale=["c1"])
    assert (lacking.missing, lacking.changed, len(lacking.failures)) == (0, 1, 1)


def test_floors_and_ceilings_are_over_every_case_of_the_later_run(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("[floors]\nstrict = 0.9\n[ceilings]\nuncited = 0.0\n")
    after = run("1") | {"new": outcome(0.0, uncited=1.0)}
    found = compare(run("1"), after, read_gates(gate))
    assert found.failures == ["strict is 0.500, below 0.9", "uncited is 1.000, above 0.0"]
    assert (found.n, found.added) == (1, 1)


def test_gates_say_what_is_guarded_and_how_far(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("guarded = ['hit1']\n[floors]\nstrict = 0.9\n[ceilings]\nuncited = 0.0\n")
    found = compare(run("1" * 20), run("1" * 12 + "0" * 8), read_gates(gate))
    assert found.failures == ["strict is 0.600, below 0.9"]
    found = compare(run("1"), run("1", uncited=0.5), read_gates(gate))
    assert found.failures == ["uncited is 0.500, above 0.0"], "also where the earlier has none"
    found = compare(run("1", uncited=0.0), run("1", uncited=0.5), read_gates(gate))
    assert found.failures == ["uncited is 0.500, above 0.0"]


def test_a_floor_is_not_reached_by_what_is_undefined(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("[floors]\ncited_verified = 0.5\n")
    found = compare(run("1", cited_verified=1.0), run("1"), read_gates(gate))
    told = "cited_verified is undefined in every case, and should be at least 0.5"
    assert found.failures == [told]


def test_a_loss_that_is_real_but_tiny_may_be_let_pass(tmp_path: Path) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text("least = 0.01\n")
    few, many = "1" * 992 + "0" * 8, "1" * 985 + "0" * 15
    assert compare(run("1" * 1000), run(few), read_gates(None)).failures
    found = compare(run("1" * 1000), run(few), read_gates(gate))
    assert (found.overall[0].verdict, found.failures) == ("worse", [])
    assert compare(run("1" * 1000), run(many), read_gates(gate)).failures


def test_the_shipped_gates_pass_rounding_and_refuse_a_real_loss() -> None:
    gates = read_gates(DATA / "gates.toml")
    before = run("1" * 300 + "0" * 300, citation_recall=1.0, verbatim=1.0)
    # Six cases fall the other way, four of them against it, and three lose half of a figure.
    rounded = before | run(
        "0" * 4 + "1" * 296 + "1" * 2 + "0" * 298, citation_recall=1.0, verbatim=1.0
    )
    rounded |= {f"c{n}": outcome(1.0, citation_recall=0.5, verbatim=1.0) for n in (50, 51, 52)}
    assert compare(before, rounded, gates).failures == []
    lost = run("0" * 20 + "1" * 285 + "0" * 295, citation_recall=1.0, verbatim=1.0)
    assert len(compare(before, lost, gates).failures) == 1


@pytest.mark.parametrize(
    "text",
    [
        "guarded = ['speed']",
        "guarded = [",
        "guarded = 'strict'",
        "guarded = [1]",
        "colour = 3",
        "alpha = 'x'",
        "alpha = 7",
        "least = true",
        "complete = 1",
        "floors = 0.5",
        "ceilings = {uncited = ''}",
    ],
)
def test_a_gate_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str) -> None:
    gate = tmp_path / "g.toml"
    gate.write_text(text)
    with pytest.raises(CaseError, match=r"g\.toml"):
        read_gates(gate)


def test_a_baseline_keeps_what_is_guarded() -> None:
    before = run("10", over_abstained=0.0)
    back = from_baseline(to_baseline(before), "b.json")
    assert compare(back, before, read_gates(None)).failures == []
    assert back["c1"].figures["strict"] == 0
    assert back["c1"].figures["mrr"] is None
    for broken in ([], {"c1": {}}, {"c1": {"figures": {}}}):
        with pytest.raises(CaseError, match=r"b\.json: not a baseline"):
            from_baseline(broken, "b.json")  # type: ignore[arg-type]


def test_a_run_is_the_same_as_its_own_baseline() -> None:
    found = {f"c{n}": outcome(1.0, citation_recall=2 / 3, citation_precision=1 / 7) for n in "abc"}
    back = from_baseline(to_baseline(found), "b.json")
    for before, after in ((back, found), (found, back)):
        same = compare(before, after, read_gates(None))
        assert ({change.verdict for change in same.overall}, same.failures) == ({"same"}, [])


def test_a_comparison_is_shown_with_both_answers() -> None:
    found = compare(run("1" * 9), run("0" * 9), read_gates(None))
    assert "1  ->  0" in flips_text(found.flips).plain
    assert list(changes_table(found.overall).columns[-1].cells) == ["worse"]
    assert list(kinds_table(found).columns[-1].cells) == ["9"]
    assert comparison_json(found)["kinds"]["last"][0]["metric"] == "strict"
