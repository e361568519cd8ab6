"""A comparison in, tables for the terminal and JSON out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from eval.compare import Change, Comparison, Flip

_STYLE = {"better": "green", "worse": "red", "same": ""}


def changes_table(changes: Sequence[Change]) -> Table:
    """Lay out every metric of both runs with what changed beyond chance."""
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column("metric", no_wrap=True)
    for heading in ("n", "before", "after", "change", "interval", "p"):
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("")
    for c in changes:
        p = "" if c.p is None else f"{c.p:.3f}"
        ends = f"{c.low:+.3f} {c.high:+.3f}"
        gap = f"{c.after - c.before:+.3f}"
        verdict = "" if c.verdict == "same" else c.verdict
        grid.add_row(
            c.metric, str(c.n), f"{c.before:.3f}", f"{c.after:.3f}", gap, ends, p, verdict,
            style=_STYLE[c.verdict],
        )  # fmt: skip
    return grid


def flips_text(flips: Sequence[Flip]) -> Text:
    """List the cases that flipped with both answers, the lost ones first."""
    text = Text()
    for flip in sorted(flips, key=lambda flip: (flip.won, flip.after.kind, flip.id)):
        word, style = ("won ", "green") if flip.won else ("lost", "red")
        text.append(f"{word} ", style=style)
        text.append(f"{flip.id} ({flip.after.kind}) {flip.after.question}\n")
        before, after = (one.short or one.status for one in (flip.before, flip.after))
        text.append(f"       {before}  ->  {after}\n", style="dim")
    return text


def kinds_table(comparison: Comparison) -> Table:
    """Lay out, per kind, right before and after, and how many cases flipped each way."""
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column("kind", overflow="fold")
    for heading in ("n", "strict before", "after", "abst. right before", "after", "won", "lost"):
        grid.add_column(heading, justify="right")
    for kind, changes in comparison.kinds.items():
        found = {c.metric: c for c in changes}
        cells = []
        for metric in ("strict", "abstained_right"):
            c = found.get(metric)
            cells += [f"{c.before:.2f}", f"{c.after:.2f}"] if c else ["–", "–"]
        flips = [flip for flip in comparison.flips if flip.after.kind == kind]
        won = sum(flip.won for flip in flips)
        size = max((c.n for c in changes), default=0)
        grid.add_row(Text(kind), str(size), *cells, str(won), str(len(flips) - won))
    return grid


def counts_text(comparison: Comparison) -> Text:
    """Say how many cases were compared, how many were not, and how many flipped."""
    left = {
        "in the first alone": comparison.missing,
        "in the second alone": comparison.added,
        "that ask something else": comparison.changed,
    }
    told = [f"{count} {what}" for what, count in left.items() if count]
    return Text(
        ", ".join([f"{comparison.n} cases in both", *told, f"{len(comparison.flips)} flipped"])
    )


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return the whole comparison as plain values."""
    return asdict(comparison)
