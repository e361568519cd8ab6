"""Candidates' features in, the probability that each is the answer out.

A conditional logit: the candidates of one question and "none of them" share one probability, by
the exponential of a weighted sum of named features, 0 for "none". The weights are fitted by
`training/choice`; docs/evaluation.md says on which questions.
Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A fitted model of choice.

    Attributes:
        mean: subtracted from the features, (f,).
        scale: then divided by, (f,).
        weights: then multiplied by, (f,); with `bias` it gives a candidate's utility.
        threshold: an answer less probable than this is not given.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float
    threshold: float

    def utility(self, rows: Matrix) -> Matrix:
        """Return the weighed sum of each candidate's features, (n,), 0 being that of "none"."""
        return np.asarray(((rows - self.mean) / self.scale) @ self.weights + self.bias)

    def probability(self, rows: Matrix, possible: NDArray[np.bool_]) -> Matrix:
        """Return each candidate's probability of being the answer, (n,), 1 together or less.

        Args:
            rows: the features of all candidates of one question, (n, f).
            possible: those that come into question at all, (n,); the others have 0.
        """
        utility = self.utility(rows)
        top = max(0.0, float(utility.max(initial=0.0, where=possible)))
        odds = np.exp(np.minimum(utility - top, 0.0)) * possible
        return np.asarray(odds / (odds.sum() + np.exp(-top)))


def load(name: str, features: Sequence[str]) -> Choice:
    """Read weights that were fitted for these features from a file in `assistant/read`.

    Raises:
        ValueError: they were fitted for others.
    """
    raw = json.loads(files("assistant.read").joinpath(name).read_text(encoding="utf-8"))
    if tuple(raw["features"]) != tuple(features):
        raise ValueError(f"{name} was fitted for other features; see training/choice")
    return Choice(
        mean=np.array(raw["mean"]),
        scale=np.array(raw["scale"]),
        weights=np.array(raw["weights"]),
        bias=float(raw["bias"]),
        threshold=float(raw["threshold"]),
    )
