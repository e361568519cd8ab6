"""What docs/evaluation.md says of figures, commands and options is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from eval.cli import SETS, eval_group
from eval.gates import read_gates
from eval.importers import IMPORTERS
from eval.score import METRICS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_every_figure_is_defined_and_no_other() -> None:
    table = TEXT.split("## Figures")[1].split("## Comparing")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    extra = {"p50_s", "p95_s", "prompt_tokens", "completion_tokens", "cost_usd"}
    assert named == {*METRICS, *extra}


def test_every_command_and_set_is_told() -> None:
    for name in eval_group.commands:
        assert f"dateline eval {name}" in TEXT, name
    assert set(SETS) == set(IMPORTERS)
    for name in SETS:
        assert f"| `{name}` |" in TEXT, name


def test_every_option_of_run_is_told() -> None:
    run = eval_group.commands["run"]
    known = {option for param in run.params for option in param.opts}
    for option in known - {"--out", "--reader", "--library", "cases", "--cases"}:
        assert f"`{option}" in TEXT or f"{option} " in TEXT, option


def test_the_gates_of_the_project_are_well_formed() -> None:
    gates = read_gates(ROOT / "eval" / "data" / "gates.toml")
    assert gates.complete
    assert gates.ceilings["out_of_range"] == 0
