"""Fit `assistant/read/polar.json`: yes-or-no questions in, weights of what settles them out.

    python training/choice/fit_polar.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

Takes the cases of kind `yes-no`; what `fit.py` says of sets, held cases, weights and the cache
holds here too, but that an answer counts as right by the sentence that the case names as well. What
is shipped was fitted with `training/stories/choice/polar` at weight 1 and the gold set at .5,
threshold .5.
"""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import numpy as np
from fit import SHIPPED, Sample, opened, run

from assistant.pipeline import Assistant, quotable
from assistant.read import settled
from assistant.read.polar import witnesses
from assistant.read.relevance import Remembered
from assistant.read.settled import Weighers
from assistant.types import Question
from assistant.verdict import VerdictModel
from eval.cases import Case, read_cases

READ_K = 8
SIDES = ("Yes", "No")


def collect(name: str, cases: Path, articles: Path, cache: Path, held: bool) -> list[Sample]:
    """Read the yes-or-no cases of a set; kept in the cache folder."""
    kept = cache / f"{name}-polar.pickle"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    assistant, scorer = opened(name, articles, cache)
    embed = Remembered(assistant.embedder.embed)
    weighers = Weighers(scorer=scorer, embed=embed, verdicts=VerdictModel.bundled())
    wanted = [c for c in read_cases(cases) if held or c.extra.get("split") != "held"]
    asked = [c for c in wanted if c.kind == "yes-no"]
    samples = [s for case in asked if (s := _sample(case, assistant, weighers)) is not None]
    kept.write_bytes(pickle.dumps(samples))
    return samples


def _sample(case: Case, assistant: Assistant, weighers: Weighers) -> Sample | None:
    asked_at = case.as_of or assistant.library.newest_day() or date.max
    question = Question(
        text=case.question, asked_at=asked_at, as_of=case.as_of, history=case.history
    )
    plan = assistant.plan(question)
    hits = quotable(assistant.hits(plan))[:READ_K]
    heard = settled.hear(plan, hits, witnesses(plan, hits), weighers)
    if plan.answer_type != "yes-no" or not heard:
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
    run(__doc__, collect, settled.FEATURES, SHIPPED / "polar.json")
