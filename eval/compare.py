"""Figures of two runs on the same cases in, what changed beyond chance and what flipped out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval import stats
from eval.gates import GUARDED, Gates
from eval.score import LOWER_IS_BETTER, METRICS, Figures, Scored
from index_store.errors import CaseError

_JUDGED = ("strict", "abstained_right")
_PLACES = 4  # to which a baseline is rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run made of one case; `asked` is empty in a baseline that does not keep it."""

    kind: str
    question: str
    status: str
    short: str
    figures: Figures
    asked: str = ""


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
        n: cases in both; missing, added: how many only the earlier, only the later run has.
        changed: how many ask something else by now; they are not compared.
    """

    n: int
    missing: int
    added: int
    changed: int
    overall: list[Change]
    kinds: dict[str, list[Change]]
    flips: list[Flip]
    failures: list[str]


def outcomes(scored: Sequence[Scored]) -> dict[str, Outcome]:
    """Keep of each scored case what a comparison needs."""
    return {
        one.case.id: Outcome(
            kind=one.case.kind,
            question=one.case.question,
            status=one.row["status"],
            short=one.row["short"],
            figures=one.figures,
            asked=one.case.asked,
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
            "asked": one.asked,
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
    before: Mapping[str, Outcome],
    after: Mapping[str, Outcome],
    gates: Gates,
    stale: Collection[str] = (),
) -> Comparison:
    """Compare two runs over the cases that both have.

    Args:
        before: the earlier run.
        after: the later one, whose every case counts for floors and ceilings.
        gates: what fails the comparison.
        stale: cases that the later run has not, as they ask something else than its rows by now.

    Raises:
        CaseError: they have no case in common.
    """
    shared = [name for name in after if name in before]
    ids = [name for name in shared if _same(before[name], after[name])]
    if not ids:
        raise CaseError("the two runs have no case in common")
    overall = _changes(ids, before, after, gates.alpha)
    missing = len(before.keys() - after.keys() - set(stale))
    changed = len(shared) - len(ids) + len(stale)
    kinds = sorted({after[name].kind for name in ids})
    return Comparison(
        n=len(ids),
        missing=missing,
        added=len(after.keys() - before.keys()),
        changed=changed,
        overall=overall,
        kinds={
            kind: _changes([i for i in ids if after[i].kind == kind], before, after, gates.alpha)
            for kind in kinds
        },
        flips=[flip for name in ids if (flip := _flip(name, before[name], after[name]))],
        failures=[
            *(_lacking(missing, changed) if gates.complete else ()),
            *_failures(overall, list(after.values()), gates),
        ],
    )


def _same(before: Outcome, after: Outcome) -> bool:
    """Say whether both were asked the same; by the words alone where one keeps no more."""
    if before.asked and after.asked:
        return before.asked == after.asked
    return before.question == after.question


def _lacking(missing: int, changed: int) -> Iterator[str]:
    if missing:
        yield f"{missing} cases have no row any more"
    if changed:
        yield f"{changed} cases ask something else by now"


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
