"""Hits and a question in, possible answers with their features out, the impossible marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.modality import asks_past
from assistant.planted import is_planted
from assistant.read.holders.offices import not_in_it
from assistant.read.holders.titles import by_another_title, leads_a_firm
from assistant.read.said import quoted
from assistant.read.sentence.about import other_numbered, other_of_series
from assistant.read.sentence.candidates import (
    Candidate,
    SpanScorer,
    context_of,
    find_candidates,
    in_dateline,
)
from assistant.read.sentence.causes import FAINT
from assistant.read.sentence.contents import verb_asked
from assistant.read.sentence.kinds import holds_towns
from assistant.read.sentence.participants import echoes
from assistant.read.sentence.typed import of_no_use, only_when, with_names
from assistant.read.sentence.undated import undated
from assistant.read.spans.barred import WHERE, barred
from assistant.read.spans.choose import Choice, load
from assistant.read.spans.deeds import of_another_deed, tells_again
from assistant.read.spans.doers import did_otherwise
from assistant.read.spans.features import FEATURES, Matrix, feature_rows
from assistant.read.spans.onward import read_on
from assistant.read.spans.scoped import holds_then, of_another_day, scope
from assistant.read.spans.strays import strays
from assistant.read.spans.tallies import counts_others
from assistant.types import Hit, Plan
from assistant.verdict import Context, Verdicts, log_odds

INVOLVED, MARGIN = FEATURES.index("involved"), FEATURES.index("margin")
TYPE = FEATURES.index("type")
# How many candidates the verdict model reads, those with the best margins.
JUDGED = 12
Flags = NDArray[np.bool_]


@cache
def fitted() -> Choice:
    """Read the shipped weights of the choice among spans."""
    return load("spans/choice.json", FEATURES)


def weigh(
    plan: Plan,
    hits: Sequence[Hit],
    scorer: SpanScorer,
    verdicts: Verdicts | None = None,
) -> tuple[list[Candidate], Matrix, Flags]:
    """Read hits for a question; without a verdict model its features are 0.

    Returns:
        The candidates, their features (n, f), and which of them come into question at all (n,).
    """
    question = plan.standalone_question
    found = find_candidates(question, [*hits, *read_on(plan, hits)], scorer)
    verb, where = verb_asked(question), bool(WHERE.match(question))
    candidates, names = with_names(plan.answer_type, found, verb, where=where)
    rows = feature_rows(plan, candidates, names)
    late = np.array([_other_time(plan, c) for c in candidates], bool)
    # Where events are put in order, one of somebody else would take the place of the asked one.
    involved = (rows[:, INVOLVED] > 0) | (plan.operator == "none")
    planted = np.array([_planted(c) for c in candidates], bool)
    another_s = quoted.others_words(plan, hits)
    subjects, elsewhere = plan.names, not_in_it(plan, hits)
    titled, of_a_firm = by_another_title(plan), leads_a_firm(plan, hits)
    over = [
        of_no_use(plan.answer_type, c)
        or (holds_towns(plan.answer_noun) and in_dateline(c))
        or echoes(plan, c.text)
        or barred(plan, c)
        or did_otherwise(plan, c)
        or tells_again(plan, c)
        or strays(plan, c)
        or another_s(c)
        or elsewhere(c)
        or titled(c)
        or of_a_firm(c)
        or counts_others(plan, c)
        or any(other_of_series(name, c.sentence_text) for name in subjects)
        or other_numbered(question, c.sentence_text)
        for c in candidates
    ]
    elsewise = np.array(of_another_deed(plan, candidates), bool)
    possible = involved & ~late & ~planted & ~elsewise & ~np.array(over, bool)
    order = sorted(np.flatnonzero(possible).tolist(), key=lambda n: -rows[n, MARGIN])
    read = order[:JUDGED]
    odds = _odds(question, candidates, read, verdicts)
    held = [n for n in read if holds_then(plan, candidates[n])]
    if held:
        odds = np.maximum(odds, _only(odds, _odds(undated(plan), candidates, held, verdicts), held))
    possible &= ~_only_when(plan, candidates, rows, odds * possible)
    lead = odds - odds.max(initial=-np.inf)
    scopes = np.log([scope(plan, c) for c in candidates])
    return candidates, np.c_[rows, odds, lead, scopes], possible


def _only_when(plan: Plan, candidates: Sequence[Candidate], rows: Matrix, odds: Matrix) -> Flags:
    """Mark what only says how long after something it was, (n,), where a reason is told as well."""
    if plan.answer_type != "reason":
        return np.zeros(len(candidates), bool)
    timed = np.array([only_when(c) for c in candidates], bool)
    given = ~timed & (rows[:, TYPE] > FAINT) & (odds > 0)
    return np.asarray(timed & given.any())


def _only(odds: Matrix, others: Matrix, kept: Sequence[int]) -> Matrix:
    """Return odds with those of `kept` from others."""
    mixed = odds.copy()
    mixed[list(kept)] = others[list(kept)]
    return mixed


def _odds(
    question: str, candidates: Sequence[Candidate], read: Sequence[int], verdicts: Verdicts | None
) -> Matrix:
    """Return the log odds that each candidate's sentence answers so, (n,).

    Those that are not read have the least odds of those that are.
    """
    if verdicts is None or not read:
        return np.zeros(len(candidates))
    contexts = [_context(candidates[n]) for n in read]
    found = log_odds(verdicts, [f"{question} {candidates[n].text}" for n in read], contexts)
    odds = np.full(len(candidates), float(found.min()))
    odds[list(read)] = found
    return odds


def _context(c: Candidate) -> Context:
    """Return what the verdict model reads of a candidate; a report's place, as a sentence has it.

    `LUHOV - Seven hours of talks ended` tells a reader of sentences less than `In Luhov, ...`.
    """
    context = context_of(c.hit, *c.sentence)
    if not in_dateline(c):
        return context
    return replace(context, text=f"In {c.text.title()}, {context.text}")


def _planted(c: Candidate) -> bool:
    """Tell whether a candidate stands in an order to programs, which is no reporting."""
    return is_planted(c.hit.article.body, c.start, c.end)


def _other_time(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate cannot be of the time asked about."""
    return _too_late(plan, c) or of_another_day(plan, c)


def _too_late(plan: Plan, c: Candidate) -> bool:
    """Tell whether a date lies after its article, though the question is about the past."""
    day = c.hit.article.day
    if plan.answer_type != "date" or day is None or not asks_past(plan.standalone_question):
        return False
    days = [m.earliest for m in c.times if m.kind == "date" and m.earliest]
    return bool(days) and min(days) > day
