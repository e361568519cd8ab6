"""Margins with right or wrong in, temperature and offset of a probability out, with their table.

    python training/reader/calibrate.py pairs.json

The pairs are what `evaluate.py --pairs` writes. The figures are of two halves, each judged with
what was fitted on the other; the printed temperature and offset are fitted on all.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

PRIOR = 0.02  # on the slope: a few hundred pairs must not yield certainty
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def fit(margins: Any, right: Any) -> tuple[float, float]:
    """Fit slope and offset of a logistic curve by Newton's method. Source: Platt (1999)."""
    design = np.stack([margins, np.ones_like(margins)], 1)
    weights = np.zeros(2)
    ridge = np.diag([PRIOR, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chance - right) + ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights - np.linalg.solve(curve, gradient)
    return float(weights[0]), float(weights[1])


def expected_error(chance: Any, right: Any) -> float:
    """Return the mean gap of chance and outcome over bins. Source: Guo et al. (2017)."""
    places = np.digitize(chance, BINS[1:-1])
    gaps = [
        abs(chance[places == n].mean() - right[places == n].mean()) * (places == n).sum()
        for n in np.unique(places)
    ]
    return float(sum(gaps) / len(chance))


def main() -> None:
    """Print the fit and its reliability table."""
    pairs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    margins = np.array([margin for margin, _ in pairs])
    right = np.array([float(hit) for _, hit in pairs])
    chance = np.empty_like(margins)
    for half in (0, 1):
        inside = np.arange(len(margins)) % 2 == half
        slope, offset = fit(margins[~inside], right[~inside])
        chance[inside] = 1 / (1 + np.exp(-(slope * margins[inside] + offset)))
    slope, offset = fit(margins, right)
    print(f"temperature {1 / slope:.3f} offset {offset:.3f}")
    print(f"expected calibration error {expected_error(chance, right):.3f}, "
          f"Brier score {((chance - right) ** 2).mean():.3f}, "
          f"of the base rate alone {right.mean() * (1 - right.mean()):.3f}")  # fmt: skip
    print("| said | n | mean | right |\n|---|---|---|---|")
    for low, high in itertools.pairwise(BINS):
        held = (chance >= low) & ((chance < high) | (high == BINS[-1]))
        if held.any():
            print(f"| {low:.1f} to {high:.1f} | {held.sum()} | {chance[held].mean():.2f} "
                  f"| {right[held].mean():.2f} |")  # fmt: skip


if __name__ == "__main__":
    main()
