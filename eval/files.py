"""Run files and their cases in, scores, pages, baselines and a judge's marks out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from eval.cases import read_cases, read_rows, read_run
from eval.compare import Outcome, from_baseline, outcomes
from eval.endpoint import open_model
from eval.judge import agreement, judge_run
from eval.page import page
from eval.run import read_meta
from eval.score import Scored, score_run
from index_store.errors import CaseError

if TYPE_CHECKING:
    from assistant.config import Settings


def score_files(run: Path, cases: Path | None) -> list[Scored]:
    """Score a run against its cases, by default those that it was made from.

    Raises:
        CaseError: a file is malformed, or no case has a row.
    """
    rows = read_run(run)
    named = cases or (Path(given) if (given := read_meta(run).get("cases")) else None)
    if named is None:
        raise CaseError(f"nothing says which cases {run} answers", "Name them with --cases.")
    scored = score_run(read_cases(named), rows)
    if not scored:
        raise CaseError(f"no case of {named} has a row in {run}")
    return scored


def outcomes_of(path: Path, cases: Path | None) -> dict[str, Outcome]:
    """Read a run, or a baseline (a `.json` file), as outcomes by case.

    Raises:
        CaseError: a file is malformed, or no case has a row.
    """
    if path.suffix != ".json":
        return outcomes(score_files(path, cases))
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: not a baseline") from error
    return from_baseline(raw, str(path))


def write_page(scored: Sequence[Scored], run: Path, out: Path) -> None:
    """Write the page of a run."""
    out.write_text(page(scored, read_meta(run), f"Run {run.stem}"), encoding="utf-8")


def judge_files(
    run: Path, out: Path, settings: Settings, cases: Path | None, hand: Path | None
) -> Iterator[str]:
    """Mark a run with the model of the settings; yield lines on how far the marks agree.

    Raises:
        CaseError: a file is malformed, or the judge is the model that answered.
        EndpointError: the model cannot be reached.
    """
    model = open_model(settings)
    scored = score_files(run, cases)
    rows = {one.case.id: one.row for one in scored}
    asked = judge_run(
        [one.case for one in scored],
        rows,
        lambda system, user: "".join(model.stream(system, user, max_tokens=8)),
        model=settings.model,
    )
    marks = {}
    with out.open("w", encoding="utf-8") as file:
        for verdict in asked:
            marks[verdict.id] = verdict.label
            file.write(json.dumps({**asdict(verdict), "model": settings.model}) + "\n")
    counts = Counter(marks.values())
    yield ", ".join(f"{count} {label}" for label, count in counts.most_common())
    rules = {one.case.id: _by_rule(one) for one in scored}
    yield _agreement("the deterministic check", marks, rules)
    if hand is not None:
        yield _agreement(f"{hand}", marks, {row["id"]: row["label"] for row in read_rows(hand)})


def _by_rule(one: Scored) -> str:
    if one.row["status"] != "answered":
        return "none"
    return "right" if one.figures["strict"] else "wrong"


def _agreement(name: str, marks: dict[str, str], others: dict[str, str]) -> str:
    n, alike, kappa = agreement(marks, others)
    return f"with {name}: {alike:.3f} alike, Cohen's kappa {kappa:.3f}, n = {n}"
