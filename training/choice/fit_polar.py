"""Fit `assistant/read/yes_no/polar.json`: yes-or-no questions in, weights of what settles them out.

    python training/choice/fit_polar.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

Takes the cases of kind `yes-no`; what `fit.py` says of sets, held cases, weights and the cache
holds here too, but that an answer counts as right by the sentence that the case names as well. What
is shipped was fitted with `training/stories/choice/asked`, questions as people type them, at weight
1, and with the hard pairs of `training/stories/choice/polar` at .25, threshold .47; not with the
gold set, where four of five are to be answered with no.
"""

from __future__ import annotations

import numpy as np
from fit import SHIPPED, Sample, Tools, collector, run

from assistant.read.yes_no import settled
from assistant.read.yes_no.polar import witnesses
from assistant.read.yes_no.settled import Weighers
from eval.cases import Case

READ_K = 8
SIDES = ("Yes", "No")


def _sample(case: Case, tools: Tools) -> Sample | None:
    plan = tools.plan(case)
    if case.kind != "yes-no" or plan.answer_type != "yes-no":
        return None
    hits = tools.hits(plan)[:READ_K]
    weighers = Weighers(scorer=tools.scorer, embed=tools.embed, verdicts=tools.verdicts)
    heard = settled.hear(plan, hits, witnesses(plan, hits), weighers)
    if not heard:
        return None
    sides = np.tile([0, 1], len(heard))
    gold = [SIDES.index(answer) for answer in case.answers if answer in SIDES][:1]
    right = np.isin(sides, gold)
    evidence = np.repeat([_quoted(case, h.telling.text) for h in heard], 2)
    right = right & evidence if (right & evidence).any() else right
    return Sample(
        group=str(case.extra.get("story") or case.id),
        held=case.extra.get("split") == "held",
        answerable=case.answerable,
        rows=settled.rows(plan, heard, weighers),
        right=right.astype(np.float64),
        same=(sides[:, None] == sides[None]).astype(np.float64),
    )


def _quoted(case: Case, text: str) -> bool:
    """Tell whether a sentence is one of those that the case names as its evidence."""
    return any(quote[:40] in text or text[:40] in quote for _, quote in case.quotes)


if __name__ == "__main__":
    run(__doc__, collector("polar", _sample), settled.FEATURES, SHIPPED / "yes_no" / "polar.json")
