"""Scored cases in, a table for the terminal out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from eval.score import Scored, Summary, by_kind, summarise

SHOWN = (
    ("strict", "strict"), ("relaxed", "relax-\ned"), ("strict_and_cited", "and\ncited"),
    ("cited_right", "cited\nright"), ("abstained_right", "abst.\nright"),
    ("over_abstained", "over\nabst."), ("hit1", "hit\n@1"), ("hit5", "hit\n@5"),
    ("must_not_broken", "must\nnot"),
)  # fmt: skip


def table(scored: Sequence[Scored]) -> Table:
    """Lay out the figures per kind and for the whole, with the ends of the whole's intervals."""
    grid = Table(box=None, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column("kind", overflow="fold", min_width=9)
    grid.add_column("n", justify="right", no_wrap=True, min_width=3)
    for heading in (*(heading for _, heading in SHOWN), "p50\ns", "p95\ns"):
        grid.add_column(heading, justify="right", no_wrap=True, vertical="bottom")
    groups = by_kind(scored)
    for kind, group in groups.items():
        grid.add_row(*_cells(kind, summarise(group)), end_section=kind == list(groups)[-1])
    whole = summarise(scored)
    grid.add_row(*_cells("all", whole), style="bold")
    for end, label in enumerate(("95 % from", "to")):
        ends = [whole.intervals.get(name) for name, _ in SHOWN]
        cells = [figure(found[end]) if found else "" for found in ends]
        grid.add_row(label, "", *cells, "", "", style="dim")
    return grid


def figure(value: float | None) -> str:
    """Write a share as `.85`, 1 as `1.00`, None as a dash."""
    if value is None:
        return "–"
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _cells(kind: str, summary: Summary) -> list[str | Text]:
    means = [figure(summary.means[name]) for name, _ in SHOWN]
    seconds = (summary.seconds["p50_s"], summary.seconds["p95_s"])
    times = ["–" if s is None else f"{s:.2f}" if s < 10 else f"{s:.0f}" for s in seconds]
    return [Text(kind), str(summary.n), *means, *times]
