"""Shares, intervals and seconds in, SVG drawings out; colours are classes of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from eval.stats import Bin

WIDTH = 760
LEFT = 150
RIGHT = 56
ROW = 26
BINS = 40


def stacked(rows: Sequence[tuple[str, Mapping[str, int]]], colours: Mapping[str, str]) -> str:
    """Draw one bar a row, cut in proportion to its counts; colours are class names by part."""
    span = WIDTH - LEFT - RIGHT
    drawn: list[str] = []
    for n, (label, parts) in enumerate(rows):
        top, total, x = n * ROW + 4, sum(parts.values()), float(LEFT)
        drawn.append(_text(LEFT - 10, top + 13, label, "end", "kind"))
        for part, count in parts.items():
            if count:
                width = span * count / total
                drawn.append(_part(x, top, width, (colours[part], part, count, total)))
                x += width
        drawn.append(_text(WIDTH - RIGHT + 10, top + 13, str(total), "start", "muted"))
    return _svg("".join(drawn), len(rows) * ROW + 4, "Outcomes by kind")


def intervals(rows: Sequence[tuple[str, float, float, float, str]]) -> str:
    """Draw (label, mean, low, high, class) as dots with whiskers on a scale from 0 to 1."""
    drawn = [_grid(len(rows) * ROW)]
    for n, (label, mean, low, high, colour) in enumerate(rows):
        y = n * ROW + 17
        drawn.append(_text(LEFT - 10, y + 4, label, "end", "kind"))
        told = f"{escape(label)}: {mean:.2f} ({low:.2f} to {high:.2f})"
        drawn.append(
            f'<g class="{colour}"><title>{told}</title>'
            f'<line class="whisker" x1="{_x(low):.1f}" x2="{_x(high):.1f}" y1="{y}" y2="{y}"/>'
            f'<circle cx="{_x(mean):.1f}" cy="{y}" r="5"/></g>'
        )
        drawn.append(_text(WIDTH - RIGHT + 10, y + 4, f"{mean:.2f}", "start", "muted"))
    return _svg("".join(drawn), len(rows) * ROW + 26, "Shares by kind with 95 % intervals")


def histogram(values: Sequence[float], marks: Mapping[str, float]) -> str:
    """Draw how often each length of time occurs, with named marks; the last bin takes the rest."""
    height, base = 150, 176
    top = max(marks.values(), default=0.0) * 1.35 or max(values) or 1.0
    counts = [0] * BINS
    for value in values:
        counts[min(int(value / top * BINS), BINS - 1)] += 1
    step = (WIDTH - 2 * 30) / BINS
    tall = [height * count / max(counts) for count in counts]
    drawn = [
        f'<rect class="plain" x="{30 + i * step + 1:.1f}" width="{step - 2:.1f}" rx="1.5" '
        f'y="{base - tall[i]:.1f}" height="{tall[i]:.1f}">'
        f"<title>{i * top / BINS:.2f} to {(i + 1) * top / BINS:.2f} s: {count}</title></rect>"
        for i, count in enumerate(counts)
        if count
    ]
    drawn.append(f'<line class="axis" x1="30" x2="{WIDTH - 30}" y1="{base}" y2="{base}"/>')
    for name, value in marks.items():
        x = 30 + min(value / top, 1) * (WIDTH - 60)
        drawn.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="14" y2="{base}"/>')
        drawn.append(_text(x + 5, 22, f"{name} {value:.2f} s", "start", "label"))
    for share in (0, 0.25, 0.5, 0.75, 1):
        place = 30 + share * (WIDTH - 60)
        drawn.append(_text(place, base + 16, f"{share * top:.2f}", "middle", "muted"))
    return _svg("".join(drawn), base + 24, "Seconds to the whole answer")


def curves(lines: Mapping[str, tuple[str, Sequence[tuple[float, float]]]]) -> str:
    """Draw named curves over 0 to 1, both ways; each is (class, points)."""
    base, height = 226, 190
    left, right = 40, 190
    span = WIDTH - left - right
    drawn = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        y, x = base - height * share, left + span * share
        drawn.append(f'<line class="grid" x1="{left}" x2="{left + span}" y1="{y}" y2="{y}"/>')
        drawn.append(_text(left - 8, y + 4, f"{share:g}", "end", "muted"))
        drawn.append(_text(x, base + 18, f"{share:g}", "middle", "muted"))
    ends = _apart([points[-1][1] for _, points in lines.values()], 16 / height)
    for (name, (colour, points)), end in zip(lines.items(), ends, strict=True):
        path = " ".join(f"{left + span * x:.1f},{base - height * y:.1f}" for x, y in points)
        drawn.append(f'<polyline class="curve {colour}" points="{path}"/>')
        drawn.append(_text(left + span + 8, base - height * end + 4, name, "start", "label"))
    return _svg("".join(drawn), base + 26, "Answers kept by confidence threshold")


def reliability(bins: Sequence[Bin]) -> str:
    """Draw share right over confidence, a dot a bin with its interval; the diagonal is exact."""
    base, height, left, span = 266, 230, 80, 560
    most = max(one.n for one in bins)
    drawn = [
        f'<line class="axis" x1="{left}" y1="{base}" x2="{left + span}" y2="{base - height}"/>',
        _text(left + span / 2, base + 36, "confidence", "middle", "muted"),
        _text(left - 40, base - height / 2 + 4, "right", "end", "muted"),
        _text(left - 8, 20, "n", "end", "muted"),
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        y, x = base - height * share, left + span * share
        drawn.append(f'<line class="grid" x1="{left}" x2="{left + span}" y1="{y}" y2="{y}"/>')
        drawn.append(_text(left - 8, y + 4, f"{share:g}", "end", "muted"))
        drawn.append(_text(x, base + 18, f"{share:g}", "middle", "muted"))
    for one in bins:
        x, y = left + span * one.said, base - height * one.right
        ends = (base - height * one.low, base - height * one.high)
        told = f"confidence {one.said:.2f}: {one.right:.2f} right ({one.low:.2f} to {one.high:.2f})"
        drawn.append(
            f'<g class="declined"><title>{told}, {one.n} answers</title>'
            f'<line class="whisker" x1="{x:.1f}" x2="{x:.1f}" y1="{ends[0]:.1f}" y2="{ends[1]:.1f}"'
            f'/><circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 7 * (one.n / most) ** 0.5:.1f}"/></g>'
        )
        drawn.append(_text(x, 20, str(one.n), "middle", "muted"))
    return _svg("".join(drawn), base + 44, "Share right by confidence")


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """Move labels apart so that they do not lie on each other, downwards; order is kept."""
    order = sorted(range(len(places)), key=lambda i: -places[i])
    moved = list(places)
    for above, below in pairwise(order):
        moved[below] = min(moved[below], moved[above] - gap)
    return moved


def _part(x: float, y: float, width: float, told: tuple[str, str, int, int]) -> str:
    colour, part, count, total = told
    label = f"{count / total:.0%}" if width > 34 else ""
    return (
        f'<g class="{colour}"><title>{escape(part)}: {count} of {total}</title>'
        f'<rect x="{x:.1f}" y="{y}" width="{max(width - 1.5, 0.5):.1f}" height="18" rx="2"/>'
        f'<text class="inside" x="{x + width / 2:.1f}" y="{y + 13}" text-anchor="middle">{label}'
        "</text></g>"
    )


def _grid(height: int) -> str:
    return "".join(
        f'<line class="grid" x1="{_x(share):.1f}" x2="{_x(share):.1f}" y1="4" y2="{height + 4}"/>'
        + _text(_x(share), height + 20, f"{share:g}", "middle", "muted")
        for share in (0, 0.25, 0.5, 0.75, 1)
    )


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _text(x: float, y: float, text: str, anchor: str, style: str) -> str:
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{style}" {where}>{escape(text)}</text>'


def _svg(body: str, height: int, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">{body}</svg>'
    )
