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
# A threshold that is fitted to fewer cases without an answer is one by chance.
LEAST_UNANSWERABLE = 10
# Share of the invented answers that the check may leave.
CUT = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """What answers are worth under one threshold of the yes/no check.

    Attributes:
        invented: how many unanswerable cases are answered.
        f_half: precision and recall of right answers as one, precision counting double.
        strict: share of the answerable that is right; None without any.
        abstained_right: share of the others that is left unanswered; None without any.
    """

    threshold: float
    invented: int
    f_half: float
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
    """Score a run under thresholds from `least` up; the one marked True is to be kept.

    That is the one with most right answers of those that leave at most a quarter of the invented
    ones that were there without the check. Where these answer nothing right, the one of all with
    the highest `f_half`. Of equals the lowest is taken: it declines least.
    """
    before = _invented(cases, {case.id: _as_said(rows[case.id]) for case in cases})
    found = [_under(cases, rows, step) for step in STEPS if step >= least]
    careful = [u for u in found if u.invented <= CUT * before and u.strict]
    if careful:
        best = max(careful, key=lambda u: (u.strict or 0.0, -u.threshold))
    else:
        best = max(found, key=lambda u: (u.f_half, -u.threshold))
    return [(u, u is best) for u in found]


def tuning_table(found: Sequence[tuple[Under, bool]]) -> Table:
    """Lay out a sweep, the chosen threshold in bold."""
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("from", "invented", "F.5", "strict", "abstained right", "over-abstained"):
        grid.add_column(heading, justify="right")
    for u, chosen in found:
        means = (u.f_half, u.strict, u.abstained_right, u.over_abstained)
        style = "bold" if chosen else None
        grid.add_row(f"{u.threshold:.2f}", str(u.invented), *map(figure, means), style=style)
    return grid


def _under(cases: Sequence[Case], rows: Mapping[str, Row], threshold: float) -> Under:
    kept = {case.id: under(rows[case.id], threshold) for case in cases}
    scored = [score(case, kept[case.id]).figures for case in cases]
    means = {}
    for name in ("strict", "abstained_right", "over_abstained"):
        values = [v for figures in scored if (v := figures[name]) is not None]
        means[name] = sum(values) / len(values) if values else None
    return Under(
        threshold=threshold,
        invented=_invented(cases, kept),
        f_half=f_beta(
            sum(figures["strict"] or 0 for figures in scored),
            sum(kept[case.id]["status"] == "answered" for case in cases),
            sum(case.answerable for case in cases),
        ),
        **means,
    )


def f_beta(right: float, answered: int, answerable: int, beta: float = 0.5) -> float:
    """Return F-beta of the right answers among the given and among those that could be given.

    Formula: (1 + b^2) right / (answered + b^2 answerable), which is (1 + b^2) P R / (b^2 P + R);
    0 when nothing is right. Source: van Rijsbergen, Information Retrieval (1979), chapter 7.
    """
    if not right:
        return 0.0
    return (1 + beta**2) * right / (answered + beta**2 * answerable)


def _invented(cases: Sequence[Case], rows: Mapping[str, Row]) -> int:
    return sum(not case.answerable and rows[case.id]["status"] == "answered" for case in cases)


def _as_said(row: Row) -> Row:
    """Return what the model said first, where the run kept it, else the row."""
    return unchecked(row) if "unchecked" in row else row
