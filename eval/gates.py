"""A TOML file in, what fails a comparison out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.score import METRICS
from index_store.errors import CaseError

GUARDED = (
    "strict", "relaxed", "strict_and_cited", "cited_right", "abstained_right", "over_abstained",
    "hit1", "hit5", "uncited", "out_of_range", "must_not_broken", "after_as_of", "verbatim",
    "citation_recall", "citation_precision",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What fails a comparison.

    Attributes:
        guarded: metrics that may not get worse beyond chance.
        alpha: chance that is accepted of taking noise for a change, per metric.
        least: smallest loss of the mean that is refused; less may be another processor's rounding.
        complete: whether a case that only the earlier run has, or that asks something else by now,
            is a failure.
        floors: least values of the later run, which an undefined one does not reach; ceilings:
            greatest ones.
    """

    guarded: tuple[str, ...] = GUARDED
    alpha: float = 0.05
    least: float = 0.0
    complete: bool = False
    floors: Mapping[str, float] = field(default_factory=dict)
    ceilings: Mapping[str, float] = field(default_factory=dict)


def read_gates(path: Path | None) -> Gates:
    """Read a TOML file that names the fields of Gates; the defaults without one.

    Raises:
        CaseError: the file is missing or malformed, or names an unknown metric.
    """
    if path is None:
        return Gates()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: not a gate file: {error}") from error
    for name, value in raw.items():
        fits, told = _GATES.get(name, (None, ""))
        if fits is None:
            raise CaseError(f"{path}: no gate {name!r}", f"There are: {', '.join(_GATES)}.")
        if not fits(value):
            raise CaseError(f"{path}: {name} must be {told}")
    gates = Gates(**{**raw, "guarded": tuple(raw.get("guarded", GUARDED))})
    unknown = {*gates.guarded, *gates.floors, *gates.ceilings} - set(METRICS)
    if unknown:
        raise CaseError(f"{path}: no metric {', '.join(sorted(unknown))}")
    return gates


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_number, value.values()))


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


_GATES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "guarded": (_names, "a list of metrics"),
    "alpha": (lambda value: _number(value) and 0 < value < 1, "a number between 0 and 1"),
    "least": (_number, "a number"),
    "complete": (lambda value: isinstance(value, bool), "true or false"),
    "floors": (_numbers, "a table of numbers"),
    "ceilings": (_numbers, "a table of numbers"),
}
