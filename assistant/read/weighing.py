"""Hits and a question in, possible answers with their features out, the impossible marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.modality import asks_past
from assistant.planted import orders_programs, paragraph_of
from assistant.read import quoted
from assistant.read.about import other_of_series
from assistant.read.candidates import Candidate, SpanScorer, find_candidates
from assistant.read.features import FEATURES, Matrix, feature_rows
from assistant.read.participants import echoes, named
from assistant.read.tallies import counts_others
from assistant.read.typed import of_no_use, with_names
from assistant.types import Hit, Plan

INVOLVED = FEATURES.index("involved")


def weigh(
    plan: Plan, question: str, hits: Sequence[Hit], scorer: SpanScorer
) -> tuple[list[Candidate], Matrix, NDArray[np.bool_]]:
    """Read hits for a question.

    Returns:
        The candidates, their features (n, f), and which of them come into question at all (n,).
    """
    found = find_candidates(question, hits, scorer)
    candidates, names = with_names(plan.answer_type, found)
    rows = feature_rows(plan, candidates, names)
    late = np.array([_too_late(plan, c) for c in candidates], bool)
    # Where events are put in order, one of somebody else would take the place of the asked one.
    involved = (rows[:, INVOLVED] > 0) | (plan.operator == "none")
    planted = np.array([_planted(c) for c in candidates], bool)
    barred = quoted.others_words(plan, hits)
    subjects = named(plan)
    over = [
        of_no_use(plan.answer_type, c)
        or echoes(plan, c.text)
        or barred(c)
        or counts_others(plan, c)
        or any(other_of_series(name, c.sentence_text) for name in subjects)
        for c in candidates
    ]
    return candidates, rows, involved & ~late & ~planted & ~np.array(over, bool)


def _planted(c: Candidate) -> bool:
    """Tell whether a candidate stands in an order to programs, which is no reporting."""
    return orders_programs(paragraph_of(c.hit.article.body, c.start, c.end))


def _too_late(plan: Plan, c: Candidate) -> bool:
    """Tell whether a date lies after its article, though the question is about the past."""
    day = c.hit.article.day
    if plan.answer_type != "date" or day is None or not asks_past(plan.standalone_question):
        return False
    days = [m.earliest for m in c.times if m.kind == "date" and m.earliest]
    return bool(days) and min(days) > day
