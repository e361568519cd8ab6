"""Candidates in, the same with the probability that each is right out.

A logistic regression over a dozen named features; its weights stand in `choice.json`, fitted by
`training/choice/fit.py` on questions that are not used for evaluation.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.read.candidates import Candidate
from assistant.read.modality import announces, asks_past, asks_present, denies
from assistant.read.participants import involvement
from assistant.read.typed import Name, agreement
from assistant.types import Plan
from assistant.words import cover, name_in, stem_set, stems, words_of

FEATURES = (
    "margin",  # span score less null score
    "lead",  # margin less the best margin of all candidates
    "rank",  # log of the hit's place, from 1
    "retrieval",  # the hit's score relative to the first hit's
    "type",  # agreement with the type asked for, -1 to 1
    "involved",  # how surely the sentence is about all names of the question
    "subjects_sentence",  # share of the question's subjects named in the sentence
    "words_sentence",  # share of the question's content words in the sentence
    "words_passage",  # ... in the passage or the headline
    "votes",  # log of 1 + other articles that give the same answer
    "vote_margin",  # best margin of another article's same answer, 0 without one
    "recent",  # 0.5 ** (age of the article / 14 days), 0 for background questions
    "newer",  # share of the other articles read that are older
    "newer_now",  # the same where the question is about how things stand, else 0
    "planned",  # the sentence only announces, and the question is about the past
    "denied",  # the sentence denies something, and the question does not
    "window",  # the sentence or the publication day lies in the window asked about
    "echo",  # share of the answer's words that the question already has
    "body",  # 1 for reporting, 0 for captions and summaries
    "length",  # log of the answer's length in words
)
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A fitted model of choice.

    Attributes:
        mean: subtracted from the features, (f,).
        scale: then divided by, (f,).
        weights: then multiplied by, (f,); with `bias` it gives the log-odds.
        threshold: below this probability the reader does not answer.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    bias: float
    threshold: float

    def probability(self, rows: Matrix) -> Matrix:
        """Return the probability that each row's candidate is right, (n,)."""
        odds = ((rows - self.mean) / self.scale) @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))


@cache
def fitted() -> Choice:
    """Read the shipped weights."""
    raw = json.loads(files(__package__).joinpath("choice.json").read_text(encoding="utf-8"))
    if tuple(raw["features"]) != FEATURES:
        raise ValueError("choice.json was fitted for other features; run training/choice/fit.py")
    return Choice(
        mean=np.array(raw["mean"]),
        scale=np.array(raw["scale"]),
        weights=np.array(raw["weights"]),
        bias=float(raw["bias"]),
        threshold=float(raw["threshold"]),
    )


def answer_key(text: str) -> str:
    """Return what two tellings of one answer share."""
    return " ".join(stems(text)) or text.casefold().strip()


def feature_rows(
    plan: Plan, candidates: Sequence[Candidate], names: Sequence[Sequence[Name]]
) -> Matrix:
    """Compute the features, float64 (n, len(FEATURES)), in the order of the candidates.

    Args:
        plan: what is asked for.
        candidates: as `with_names` returns them.
        names: the names in each candidate's sentence, likewise.
    """
    if not candidates:
        return np.zeros((0, len(FEATURES)))
    votes = _votes(candidates)
    top = max(c.margin for c in candidates)
    best_hit = max(c.hit.score for c in candidates) or 1.0
    asked = stem_set(plan.standalone_question)
    question = plan.standalone_question
    now, past, denial = asks_present(question), asks_past(question), denies(question)
    newer = _newer(candidates)
    rows = []
    for c, near, (voters, vote_margin) in zip(candidates, names, votes, strict=True):
        rows.append(
            [
                c.margin,
                c.margin - top,
                float(np.log(c.rank + 1)),
                c.hit.score / best_hit,
                agreement(plan.answer_type, c, near),
                involvement(plan, c),
                *_cover(plan, c, asked),
                float(np.log1p(voters)),
                vote_margin,
                _recent(plan, c),
                newer[c.hit.article.id],
                newer[c.hit.article.id] * now,
                float(past and announces(c.sentence_text)),
                float(not denial and denies(c.sentence_text)),
                _in_window(plan, c),
                _echo(asked, c),
                1.0 if c.hit.passage.kind == "body" else 0.0,
                float(np.log(len(c.text.split()) or 1)),
            ]
        )
    return np.array(rows)


def _votes(candidates: Sequence[Candidate]) -> list[tuple[int, float]]:
    """For each candidate: how many other stories give its answer, and their best margin."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for c in candidates:
        story = c.hit.article.story or c.hit.article.id
        stories = best[answer_key(c.text)]
        stories[story] = max(c.margin, stories.get(story, c.margin))
    result = []
    for c in candidates:
        own = c.hit.article.story or c.hit.article.id
        others = [m for story, m in best[answer_key(c.text)].items() if story != own]
        result.append((len(others), max(others, default=0.0)))
    return result


def _cover(plan: Plan, c: Candidate, asked: frozenset[str]) -> tuple[float, float, float]:
    sentence = c.sentence_text
    wide = f"{c.hit.article.title}\n{c.hit.passage.text}"
    words = words_of(sentence)
    near = sum(name_in(s, words) for s in plan.subjects)
    return (
        near / (len(plan.subjects) or 1),
        cover(asked, stem_set(sentence)),
        cover(asked, stem_set(wide)),
    )


def _recent(plan: Plan, c: Candidate) -> float:
    day = c.hit.article.day
    if not plan.recent or day is None:
        return 0.0
    age = max(0, (plan.today - day).days)
    return float(0.5 ** (age / 14))


def _newer(candidates: Sequence[Candidate]) -> dict[str, float]:
    """For each article: the share of the others that are older; undated ones have 0."""
    days = {c.hit.article.id: c.hit.article.day for c in candidates}
    dated = [day for day in days.values() if day is not None]
    others = max(1, len(dated) - 1)
    return {
        article_id: sum(other < day for other in dated) / others if day is not None else 0.0
        for article_id, day in days.items()
    }


def _in_window(plan: Plan, c: Candidate) -> float:
    if plan.window is None:
        return 0.0
    first, last = plan.window.earliest, plan.window.latest
    days = [(c.hit.article.day, c.hit.article.day)]
    days += [(m.earliest, m.latest) for m in c.hit.passage.times if _within(m.start, c.sentence)]
    return float(
        any(
            a is not None
            and b is not None
            and (last is None or a <= last)
            and (first is None or b >= first)
            for a, b in days
        )
    )


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _echo(asked: frozenset[str], c: Candidate) -> float:
    own = stem_set(c.text)
    return len(own & asked) / len(own) if own else 0.0
