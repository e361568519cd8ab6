"""Fit `dating.json` and `dating_order.json` in `assistant/read/order`: questions for a day in.

    python training/choice/fit_dating.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

Takes the cases that ask for a day, those for what came last, first, before or after apart from the
others, and no lists and counts; what `fit.py` says of sets, held cases, weights and the cache holds
here too. What is shipped was fitted with the gold set, `training/stories/choice` and the questions
of its `order` at weight 1 each, threshold .25.
"""

from __future__ import annotations

import numpy as np
from fit import SHIPPED, Sample, Tools, collector, right, run

from assistant.read.holders.follows import follows_person
from assistant.read.order import dating
from assistant.read.order.ago import asks_ago
from assistant.read.order.chronology import prepared, reading_of, takes
from assistant.read.order.ordered import ruled, signs_of
from assistant.read.order.plans import asks_original
from assistant.read.order.possible import possible
from assistant.read.order.timed import dated_candidate
from assistant.read.sentence.phrase import short_for
from eval.cases import Case


def _ordered(case: Case, tools: Tools) -> Sample | None:
    return _sample(case, tools, ordered=True)


def _others(case: Case, tools: Tools) -> Sample | None:
    return _sample(case, tools, ordered=False)


def _sample(case: Case, tools: Tools, *, ordered: bool) -> Sample | None:
    plan = tools.plan(case)
    if plan.answer_type != "date" or not takes(plan) or plan.operator in {"list", "count"}:
        return None
    if (plan.operator in dating.ORDERED) != ordered:
        return None
    if asks_original(plan.standalone_question) or asks_ago(plan):
        return None
    hits = tools.hits(plan)
    plan = prepared(plan, hits)
    if follows_person(plan) or not hits:
        return None
    reading = reading_of(plan, hits, tools.scorer, tools.embed)
    reading = dating.judged(plan, reading, tools.verdicts)
    found = ruled(plan, reading)
    signs = signs_of(found, reading)
    may = possible(found.plan, reading)
    events = [o for o, keep in zip(reading.events, may, strict=True) if keep]
    days = [(o.earliest, o.latest) for o in events]
    given = [right(case, short_for(plan, dated_candidate(o))) for o in events]
    return Sample(
        group=str(case.extra.get("story") or case.id),
        held=case.extra.get("split") == "held",
        answerable=case.answerable,
        rows=dating.rows(found.plan, reading, signs)[may],
        right=np.array(given, dtype=np.float64),
        same=np.array([[a == b for b in days] for a in days], dtype=np.float64),
    )


if __name__ == "__main__":
    shipped = SHIPPED / "order"
    run(__doc__, collector("dating", _others), dating.FEATURES, shipped / "dating.json")
    ordered = collector("dating-order", _ordered)
    run(__doc__, ordered, dating.FEATURES, shipped / "dating_order.json")
