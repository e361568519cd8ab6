"""Fit `assistant/read/order/ordering.json`: questions of order for no day in, weights out.

    python training/choice/fit_ordering.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

What `fit.py` says of sets, held cases, weights and the cache holds here too.
Fit `choice.json` first: what an answer is worth without an order is one of the features. What is
shipped was fitted with `training/stories/choice` at weight 1 and the gold set at .2, threshold .24.
"""

from __future__ import annotations

from fit import SHIPPED, Sample, Tools, collector, run, sample_of

from assistant.read.order import ordering
from assistant.read.order.chronology import neighbour_of, prepared, reading_of, ruled
from assistant.read.spans.weighing import fitted, weigh
from eval.cases import Case


def _sample(case: Case, tools: Tools) -> Sample | None:
    plan = tools.plan(case)
    hits = tools.hits(plan)
    if not ordering.asks(plan) or not hits:
        return None
    plan = prepared(plan, hits)
    if neighbour_of(plan, hits):
        return None
    reading = reading_of(plan, hits, tools.scorer, tools.embed)
    told = ruled(plan, reading, tools.scorer)
    near = ordering.to_read(hits, told, tools.assistant.k)
    candidates, base, possible = weigh(plan, near, tools.scorer, tools.verdicts)
    rows = ordering.rows(candidates, fitted().utility(base), told)
    return sample_of(case, plan, candidates, rows, possible)


if __name__ == "__main__":
    run(
        __doc__,
        collector("ordering", _sample),
        ordering.FEATURES,
        SHIPPED / "order" / "ordering.json",
    )
