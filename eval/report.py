"""Scored cases in, a table for the terminal out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from eval.score import Scored, Summary, by_kind, summarise

SHOWN = (
    ("strict", "strict"), ("relaxed", "relaxed"), ("strict_and_cited", "strict+cited"),
    ("cited_right", "cited right"), ("abstained_right", "abstained right"),
    ("over_abstained", "over-abst."), ("hit1", "hit@1"), ("hit5", "hit@5"),
    ("must_not_broken", "must-not"),
)  # fmt: skip


def table(scored: Sequence[Scored]) -> Table:
    """Lay out the figures per kind and for the whole, each with its interval on the whole's row."""
    grid = Table(title=f"{len(scored)} cases", title_justify="left", header_style="bold")
    grid.add_column("kind")
    grid.add_column("n", justify="right")
    for _, heading in SHOWN:
        grid.add_column(heading, justify="right")
    grid.add_column("p50 / p95 s", justify="right")
    groups = by_kind(scored)
    for kind, group in groups.items():
        grid.add_row(*_cells(kind, summarise(group)), end_section=kind == list(groups)[-1])
    whole = summarise(scored)
    grid.add_row(*_cells("all", whole), style="bold")
    grid.add_row("95 % interval", "", *(_ends(whole, name) for name, _ in SHOWN), "", style="dim")
    return grid


def figure(value: float | None) -> str:
    """Write a share as `.85`, 1 as `1.00`, None as a dash."""
    if value is None:
        return "–"
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _cells(kind: str, summary: Summary) -> list[str]:
    times = " / ".join(
        "–" if s is None else f"{s:.2f}"
        for s in (summary.seconds["p50_s"], summary.seconds["p95_s"])
    )
    means = [figure(summary.means[name]) for name, _ in SHOWN]
    return [kind, str(summary.n), *means, times]


def _ends(summary: Summary, name: str) -> str:
    ends = summary.intervals.get(name)
    return f"{figure(ends[0])}–{figure(ends[1])}" if ends else ""
