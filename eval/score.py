"""Cases and the rows of a run in, every figure per case, per kind and for the whole out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval import stats
from eval.cases import Case, Row
from eval.metrics import answers, citations, ranking, reasons
from eval.metrics.citations import covers

# Shares that fall when the assistant gets worse, and those that rise.
HIGHER_IS_BETTER = (
    "strict", "relaxed", "strict_and_cited", "cited_right", "cited_right_answered",
    "cited_verified", "date_right", "event_right", "abstained_right", "abstention_precision",
    "reason_right", "premise_caught", "premise_recovered",
    "hit1", "hit5", "passage_hit1", "passage_hit5", "recall5", "recall10", "mrr", "ndcg10",
    "citation_recall", "citation_precision", "verbatim", "truthfulness",
)  # fmt: skip
LOWER_IS_BETTER = ("over_abstained", "uncited", "out_of_range", "must_not_broken", "after_as_of")
METRICS = HIGHER_IS_BETTER + LOWER_IS_BETTER

Figures = dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One case with its row and every figure; None where a figure is undefined for it."""

    case: Case
    row: Row
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a group of cases.

    Attributes:
        means: metric to mean over the cases where it is defined; None where it never is.
        counts: metric to the number of cases where it is defined.
        intervals: metric to the 95 % bootstrap interval of its mean.
        seconds: `p50_s`, `p95_s`, and first tokens where the run has them.
        totals: tokens and dollars of the whole group.
    """

    n: int
    means: Figures
    counts: dict[str, int]
    intervals: dict[str, tuple[float, float]]
    seconds: Figures = field(default_factory=dict)
    totals: Figures = field(default_factory=dict)

    @property
    def abstention_f1(self) -> float | None:
        """The harmonic mean of precision and recall of abstaining; None where one is undefined.

        Formula: 2 P R / (P + R), 0 when both are 0. Source: van Rijsbergen, Information Retrieval
        (1979), chapter 7.
        """
        precision, recall = self.means["abstention_precision"], self.means["abstained_right"]
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def to_json(self) -> dict[str, Any]:
        """Return one flat object: figures first, then what they rest on."""
        return {
            "n": self.n,
            **self.means,
            "abstention_f1": self.abstention_f1,
            **self.seconds,
            **self.totals,
            "counts": self.counts,
            "intervals": {name: list(ends) for name, ends in self.intervals.items()},
        }


def score(case: Case, row: Row) -> Scored:
    """Work out every figure of one case."""
    figures: Figures = {
        name: _number(getattr(answers, name)(case, row))
        for name in (
            "strict", "relaxed", "date_right", "event_right", "abstained_right",
            "abstention_precision", "over_abstained", "premise_caught", "premise_recovered",
            "must_not_broken", "truthfulness",
        )
    }  # fmt: skip
    right = citations.cited_right(case, row)
    both = None if right is None else right and bool(answers.strict(case, row))
    figures |= {
        "cited_right": _number(right),
        "cited_right_answered": _number(citations.cited_right_answered(case, row)),
        "cited_verified": _number(citations.cited_verified(case, row)),
        "strict_and_cited": _number(both),
        "reason_right": _number(reasons.reason_right(case, row)),
        "uncited": _number(citations.uncited(row)),
        "out_of_range": _number(citations.out_of_range(row)),
        "verbatim": citations.verbatim(row),
        "after_as_of": _number(citations.after_as_of(case, row)),
        "citation_recall": citations.recall(row, covers),
        "citation_precision": citations.precision(row, covers),
    }
    return Scored(case=case, row=row, figures=figures | _retrieval(case, row))


def score_run(cases: Sequence[Case], rows: Mapping[str, Row]) -> list[Scored]:
    """Work out the figures of all cases that have a row, in the order of the cases."""
    return [score(case, rows[case.id]) for case in cases if case.id in rows]


def summarise(scored: Sequence[Scored]) -> Summary:
    """Average the figures of a group; each over the cases where it is defined."""
    columns = {name: column(scored, name) for name in METRICS}
    seconds = [float(one.row["seconds"]) for one in scored if one.row.get("seconds") is not None]
    firsts = [float(s) for one in scored if (s := one.row.get("first_token_s")) is not None]
    usage = [one.row.get("usage") or {} for one in scored]
    return Summary(
        n=len(scored),
        means={name: _mean(values) for name, values in columns.items()},
        counts={name: len(values) for name, values in columns.items()},
        intervals={name: stats.interval(values) for name, values in columns.items() if values},
        seconds={
            "p50_s": _quantile(seconds, 0.5),
            "p95_s": _quantile(seconds, 0.95),
            "p50_first_token_s": _quantile(firsts, 0.5),
            "p95_first_token_s": _quantile(firsts, 0.95),
        },
        totals={
            "prompt_tokens": sum(u.get("prompt_tokens") or 0 for u in usage),
            "completion_tokens": sum(u.get("completion_tokens") or 0 for u in usage),
            "cost_usd": _sum_known([u.get("cost_usd") for u in usage]),
        },
    )


def by_kind(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Group by kind, in order of name."""
    kinds = sorted({one.case.kind for one in scored})
    return {kind: [one for one in scored if one.case.kind == kind] for kind in kinds}


def report_json(scored: Sequence[Scored]) -> dict[str, Any]:
    """Return `{"overall": {...}, "kinds": {kind: {...}}}`."""
    kinds = {kind: summarise(group).to_json() for kind, group in by_kind(scored).items()}
    return {"overall": summarise(scored).to_json(), "kinds": kinds}


def column(scored: Sequence[Scored], name: str) -> list[float]:
    """List one figure over the cases where it is defined."""
    return [value for one in scored if (value := one.figures[name]) is not None]


def _retrieval(case: Case, row: Row) -> Figures:
    names = ("hit1", "hit5", "recall5", "recall10", "mrr", "ndcg10", "passage_hit1", "passage_hit5")
    if not case.answerable or not case.evidence:
        return dict.fromkeys(names)
    found = list(dict.fromkeys(hit["article_id"] for hit in row["retrieved"]))
    gold = case.evidence
    return {
        "hit1": ranking.hit(found, gold, 1),
        "hit5": ranking.hit(found, gold, 5),
        "recall5": ranking.recall(found, gold, 5),
        "recall10": ranking.recall(found, gold, 10),
        "mrr": ranking.reciprocal_rank(found, gold, 10),
        "ndcg10": ranking.ndcg(found, gold, 10),
        "passage_hit1": _passage_hit(case, row, 1),
        "passage_hit5": _passage_hit(case, row, 5),
    }


def _passage_hit(case: Case, row: Row, k: int) -> float | None:
    """Return 1 when one of the first k passages holds a gold sentence; None where none is given."""
    if not case.quotes or "passages" not in row:
        return None
    found = [
        (hit["article_id"], _squeezed(text))
        for hit, text in zip(row["retrieved"], row["passages"], strict=False)
    ][:k]
    gold = [(article_id, _squeezed(quote)) for article_id, quote in case.quotes]
    return float(any(a == b and quote in text for a, text in found for b, quote in gold))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _number(value: bool | float | None) -> float | None:
    return None if value is None else float(value)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _quantile(values: Sequence[float], q: float) -> float | None:
    return stats.quantile(values, q) if values else None


def _sum_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
