"""Figures of two runs on the same cases in, what changed beyond chance and what flipped out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval import stats
from eval.score import LOWER_IS_BETTER, METRICS, Figures, Scored
from index_store.errors import CaseError

GUARDED = (
    "strict", "relaxed", "strict_and_cited", "cited_right", "abstained_right", "over_abstained",
    "hit1", "hit5", "uncited", "out_of_range", "must_not_broken", "after_as_of", "verbatim",
    "citation_recall", "citation_precision",
)  # fmt: skip
_JUDGED = ("strict", "abstained_right")
_PLACES = 4  # to which a baseline is rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run made of one case."""

    kind: str
    question: str
    status: str
    short: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What fails a comparison.

    Attributes:
        guarded: metrics that may not get worse beyond chance.
        alpha: chance that is accepted of taking noise for a change, per metric.
        least: smallest loss of the mean that is refused; less may be another processor's rounding.
        complete: whether a case that only the earlier run has is a failure.
        floors: least values of the later run, which an undefined one does not reach; ceilings:
            greatest ones.
    """

    guarded: tuple[str, ...] = GUARDED
    alpha: float = 0.05
    least: float = 0.0
    complete: bool = False
    floors: Mapping[str, float] = field(default_factory=dict)
    ceilings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One metric over the cases where both runs have it.

    Attributes:
        p: McNemar's exact p for metrics that are right or wrong; None for the others.
        low, high: bootstrap interval of the mean difference, after - before, with 1 - alpha.
        verdict: `better`, `worse` or `same`, beyond chance.
    """

    metric: str
    n: int
    before: float
    after: float
    low: float
    high: float
    p: float | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A case that was right in one run and wrong in the other."""

    id: str
    won: bool
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs side by side; `failures` says in words what the gates refuse.

    Attributes:
        n: cases in both; missing: how many only the earlier run has.
    """

    n: int
    missing: int
    overall: list[Change]
    kinds: dict[str, list[Change]]
    flips: list[Flip]
    failures: list[str]


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


def outcomes(scored: Sequence[Scored]) -> dict[str, Outcome]:
    """Keep of each scored case what a comparison needs."""
    return {
        one.case.id: Outcome(
            kind=one.case.kind,
            question=one.case.question,
            status=one.row["status"],
            short=one.row["short"],
            figures=one.figures,
        )
        for one in scored
    }


def to_baseline(found: Mapping[str, Outcome]) -> dict[str, Any]:
    """Write outcomes as one small object to be committed; guarded figures alone."""
    return {
        name: {
            "kind": one.kind,
            "question": one.question,
            "status": one.status,
            "short": one.short,
            "figures": {m: round(v, _PLACES) for m in GUARDED if (v := one.figures[m]) is not None},
        }
        for name, one in sorted(found.items())
    }


def from_baseline(raw: Mapping[str, Any], place: str) -> dict[str, Outcome]:
    """Read back what `to_baseline` wrote.

    Raises:
        CaseError: it was not written by `to_baseline`.
    """
    try:
        return {
            name: Outcome(**{**one, "figures": {m: one["figures"].get(m) for m in METRICS}})
            for name, one in raw.items()
        }
    except (TypeError, KeyError, AttributeError) as error:
        raise CaseError(f"{place}: not a baseline") from error


def compare(
    before: Mapping[str, Outcome], after: Mapping[str, Outcome], gates: Gates
) -> Comparison:
    """Compare two runs over the cases that both have.

    Raises:
        CaseError: they have no case in common.
    """
    ids = [name for name in after if name in before]
    if not ids:
        raise CaseError("the two runs have no case in common")
    overall = _changes(ids, before, after, gates.alpha)
    missing = len(before.keys() - after.keys())
    lacking = [f"{missing} cases have no row any more"] if missing and gates.complete else []
    kinds = sorted({after[name].kind for name in ids})
    return Comparison(
        n=len(ids),
        missing=missing,
        overall=overall,
        kinds={
            kind: _changes([i for i in ids if after[i].kind == kind], before, after, gates.alpha)
            for kind in kinds
        },
        flips=[flip for name in ids if (flip := _flip(name, before[name], after[name]))],
        failures=lacking + _failures(overall, [after[name] for name in ids], gates),
    )


def _changes(
    ids: Sequence[str], before: Mapping[str, Outcome], after: Mapping[str, Outcome], alpha: float
) -> list[Change]:
    changes = []
    for metric in METRICS:
        pairs = [
            (a, a if abs(b - a) < 10**-_PLACES else b)  # a run is the same as its own baseline
            for name in ids
            if (a := before[name].figures[metric]) is not None
            and (b := after[name].figures[metric]) is not None
        ]
        if pairs:
            changes.append(_change(metric, [a for a, _ in pairs], [b for _, b in pairs], alpha))
    return changes


def _change(metric: str, before: list[float], after: list[float], alpha: float) -> Change:
    gap, low, high = stats.difference(before, after, alpha)
    binary = {*before, *after} <= {0.0, 1.0}
    p = stats.mcnemar([a == 1 for a in before], [b == 1 for b in after]) if binary else None
    real = p < alpha if p is not None else low > 0 or high < 0
    sign = -gap if metric in LOWER_IS_BETTER else gap
    return Change(
        metric=metric,
        n=len(before),
        before=sum(before) / len(before),
        after=sum(after) / len(after),
        low=low,
        high=high,
        p=p,
        verdict="same" if not real else "better" if sign > 0 else "worse",
    )


def _flip(name: str, before: Outcome, after: Outcome) -> Flip | None:
    for metric in _JUDGED:
        a, b = before.figures[metric], after.figures[metric]
        if a is not None and b is not None and a != b:
            return Flip(id=name, won=b > a, before=before, after=after)
    return None


def _failures(changes: Sequence[Change], after: Sequence[Outcome], gates: Gates) -> list[str]:
    failures = [
        f"{c.metric} got worse: {c.before:.3f} to {c.after:.3f}"
        + (f" (p = {c.p:.3f})" if c.p is not None else f" (by {c.low:+.3f} to {c.high:+.3f})")
        for c in changes
        if c.verdict == "worse"
        and c.metric in gates.guarded
        and abs(c.after - c.before) >= gates.least
    ]
    for metric, floor in gates.floors.items():
        now = _mean(metric, after)
        if now is None:
            failures.append(f"{metric} is undefined in every case, and should be at least {floor}")
        elif now < floor:
            failures.append(f"{metric} is {now:.3f}, below {floor}")
    for metric, ceiling in gates.ceilings.items():
        now = _mean(metric, after)
        if now is not None and now > ceiling:
            failures.append(f"{metric} is {now:.3f}, above {ceiling}")
    return failures


def _mean(metric: str, after: Sequence[Outcome]) -> float | None:
    values = [value for one in after if (value := one.figures[metric]) is not None]
    return sum(values) / len(values) if values else None
