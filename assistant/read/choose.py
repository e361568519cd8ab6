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
from assistant.read.typed import Name, agreement
from assistant.types import Plan
from assistant.words import cover, name_in, stems, words_of

FEATURES = (
    "margin",  # span score less null score
    "lead",  # margin less the best margin of all candidates
    "rank",  # log of the hit's place, from 1
    "retrieval",  # the hit's score relative to the first hit's
    "type",  # agreement with the type asked for, -1 to 1
    "subjects_sentence",  # share of the question's subjects named in the sentence
    "subjects_passage",  # ... in the passage or the headline
    "words_sentence",  # share of the question's content words in the sentence
    "words_passage",  # ... in the passage or the headline
    "votes",  # log of 1 + other articles that give the same answer
    "vote_margin",  # best margin of another article's same answer, 0 without one
    "recent",  # 0.5 ** (age of the article / 14 days), 0 for background questions
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
    asked = set(stems(plan.standalone_question))
    rows = []
    for c, near, (voters, vote_margin) in zip(candidates, names, votes, strict=True):
        rows.append(
            [
                c.margin,
                c.margin - top,
                float(np.log(c.rank + 1)),
                c.hit.score / best_hit,
                agreement(plan.answer_type, c, near),
                *_cover(plan, c, asked),
                float(np.log1p(voters)),
                vote_margin,
                _recent(plan, c),
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


def _cover(plan: Plan, c: Candidate, asked: set[str]) -> tuple[float, float, float, float]:
    sentence = c.sentence_text
    wide = f"{c.hit.article.title}\n{c.hit.passage.text}"
    sentence_words, wide_words = words_of(sentence), words_of(wide)
    count = len(plan.subjects) or 1
    near = sum(name_in(s, sentence_words) for s in plan.subjects)
    far = sum(name_in(s, wide_words) for s in plan.subjects)
    return (
        near / count,
        far / count,
        cover(asked, set(stems(sentence))),
        cover(asked, set(stems(wide))),
    )


def _recent(plan: Plan, c: Candidate) -> float:
    day = c.hit.article.day
    if not plan.recent or day is None:
        return 0.0
    age = max(0, ((plan.as_of or plan.asked_at) - day).days)
    return float(0.5 ** (age / 14))


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


def _echo(asked: set[str], c: Candidate) -> float:
    own = set(stems(c.text))
    return len(own & asked) / len(own) if own else 0.0
