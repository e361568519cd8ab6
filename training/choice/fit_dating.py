"""Fit `assistant/read/dating.json`: questions for a day in, weights of the choice among events out.

    python training/choice/fit_dating.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

Takes the cases that ask for a day, of any order but lists and counts; what `fit.py` says of sets,
held cases, weights and the cache holds here too. What is shipped was fitted with the gold set and
`training/stories/choice` at weight 1, threshold .27.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from fit import SHIPPED, Sample, opened, right, run

from assistant.pipeline import Assistant, quotable
from assistant.read import dating
from assistant.read.chronology import prepared, takes, words_to_read
from assistant.read.follows import follows_person
from assistant.read.ordered import ruled, signs_of
from assistant.read.phrase import short_for
from assistant.read.plans import asks_original
from assistant.read.relevance import Embed, Remembered
from assistant.read.timed import dated_candidate, read
from assistant.read.when import asks_ago
from assistant.span import SpanReader
from assistant.types import Question
from eval.cases import Case, read_cases


def collect(name: str, cases: Path, articles: Path, cache: Path, held: bool) -> list[Sample]:
    """Read the cases of a set that ask for a day; kept in the cache folder."""
    kept = cache / f"{name}-dating.pickle"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    assistant, scorer = opened(name, articles, cache)
    wanted = [c for c in read_cases(cases) if held or c.extra.get("split") != "held"]
    embed = Remembered(assistant.embedder.embed)
    samples = [s for case in wanted if (s := _sample(case, assistant, scorer, embed)) is not None]
    kept.write_bytes(pickle.dumps(samples))
    return samples


def _sample(case: Case, assistant: Assistant, scorer: SpanReader, embed: Embed) -> Sample | None:
    asked_at = case.as_of or assistant.library.newest_day() or date.max
    question = Question(
        text=case.question, asked_at=asked_at, as_of=case.as_of, history=case.history
    )
    plan = assistant.plan(question)
    if plan.answer_type != "date" or not takes(plan) or plan.operator in {"list", "count"}:
        return None
    if asks_original(plan.standalone_question) or asks_ago(plan):
        return None
    hits = quotable(assistant.hits(plan))
    plan = prepared(plan, hits)
    if follows_person(plan) or not hits:
        return None
    asked = replace(plan, standalone_question=words_to_read(plan))
    reading = read(asked, hits, scorer, embed)
    found = ruled(plan, reading)
    signs = signs_of(found, reading)
    may = dating.possible(found.plan, reading)
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
    run(__doc__, collect, dating.FEATURES, SHIPPED / "dating.json")
