"""Rows of a model's run in, the same rows before its checks or under a stricter one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from assistant.read.reply import read_reply
from eval.cases import Case, Row
from eval.report import figure
from eval.score import score
from index_store.errors import CaseError

# The lowest drops next to nothing, yet the check is made.
STEPS = (0.01, *(round(0.05 * n, 2) for n in range(1, 20)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """What answers are worth under one threshold of the yes/no check.

    Attributes:
        truthfulness: mean of 1 right, 0 abstained though answerable, -1 wrong.
        strict: share of the answerable that is right; None without any.
        abstained_right: share of the others that is left unanswered; None without any.
    """

    threshold: float
    truthfulness: float
    strict: float | None
    abstained_right: float | None
    over_abstained: float | None


def unchecked(row: Row) -> Row:
    """Return the row as it were, had the model's first reply been taken for the answer.

    Raises:
        CaseError: the run kept no replies.
    """
    if "unchecked" not in row:
        raise CaseError("the run kept no replies of a model", "Run it with --drafts.")
    reply = read_reply(row["unchecked"], [])
    return {
        **row,
        "status": "answered" if reply.short else "abstained",
        "reason": None if reply.short else "The model declined.",
        "short": reply.short,
        "text": row["unchecked"],
        "citations": [],
        "verbatim": [],
        "events": [],
    }


def under(row: Row, threshold: float) -> Row:
    """Return the row as it were, had the yes/no check dropped all below a threshold."""
    confidence = row.get("confidence")
    if row["status"] != "answered" or confidence is None or confidence >= threshold:
        return row
    return {**row, "status": "abstained", "reason": "doubted", "short": ""}


def sweep(
    cases: Sequence[Case], rows: Mapping[str, Row], least: float = 0.0
) -> list[tuple[Under, bool]]:
    """Score a run under thresholds from `least` up; the one marked True is worth most.

    Of equals the highest is taken: it lets least pass that is invented.
    """
    found = [_under(cases, rows, step) for step in STEPS if step >= least]
    best = max(found, key=lambda u: (u.truthfulness, u.threshold))
    return [(u, u is best) for u in found]


def tuning_table(found: Sequence[tuple[Under, bool]]) -> Table:
    """Lay out a sweep, the chosen threshold in bold."""
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("from", "worth", "strict", "abstained right", "over-abstained"):
        grid.add_column(heading, justify="right")
    for u, chosen in found:
        means = (u.truthfulness, u.strict, u.abstained_right, u.over_abstained)
        style = "bold" if chosen else None
        grid.add_row(f"{u.threshold:.2f}", *map(figure, means), style=style)
    return grid


def _under(cases: Sequence[Case], rows: Mapping[str, Row], threshold: float) -> Under:
    scored = [score(case, under(rows[case.id], threshold)).figures for case in cases]
    means = {}
    for name in ("truthfulness", "strict", "abstained_right", "over_abstained"):
        values = [v for figures in scored if (v := figures[name]) is not None]
        means[name] = sum(values) / len(values) if values else None
    worth = means.pop("truthfulness")
    assert worth is not None
    return Under(threshold=threshold, truthfulness=worth, **means)
