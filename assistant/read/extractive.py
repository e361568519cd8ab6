"""The reader that needs no model key: spans found, chosen, dated, and quoted in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.read import chronology, polar
from assistant.read.candidates import Candidate, SpanScorer, find_candidates
from assistant.read.choose import FEATURES, Choice, answer_key, feature_rows
from assistant.read.modality import PLAN_ONLY, announces, asks_past
from assistant.read.participants import missing_everywhere
from assistant.read.phrase import claim_for, short_for
from assistant.read.typed import with_names
from assistant.types import Claim, Draft, Hit, Plan, Step, Usage

INVOLVED = FEATURES.index("involved")
NOT_SAID = "The articles are about this, but they do not say it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with the probability that it is right."""

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractiveReader:
    """Finds answers as spans of the articles themselves.

    Attributes:
        read_k: how many of the hits are read for a question about one event.
    """

    scorer: SpanScorer
    choice: Choice
    read_k: int = 8
    name: str = "extractive"

    @property
    def usage(self) -> Usage:
        """No tokens are spent."""
        return Usage()

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield one draft; without a candidate that is likely enough, a reason instead."""
        absent = missing_everywhere(plan, hits)
        if absent:
            yield Draft(short="", claims=(), confidence=0.0, reason=nowhere(absent))
            return
        if plan.answer_type == "yes-no":
            yield polar.answer(plan, hits[: self.read_k])
            return
        draft = chronology.answer(plan, hits, self._score)
        if draft is not None:
            yield draft
            return
        if chronology.settles(plan):
            yield Draft(short="", claims=(), confidence=0.0, reason=NOT_SAID)
            return
        scored = self._score(plan, plan.standalone_question, hits[: self.read_k])
        yield self._draft(plan, scored, hits[: self.read_k])

    def _score(self, plan: Plan, question: str, hits: Sequence[Hit]) -> list[Scored]:
        found = find_candidates(question, hits, self.scorer)
        candidates, names = with_names(plan.answer_type, found)
        rows = feature_rows(plan, candidates, names)
        possible = (rows[:, INVOLVED] > 0) & ~np.array(
            [_too_late(plan, c) for c in candidates], bool
        )
        probabilities = self.choice.probability(rows) * possible
        order = np.argsort(-probabilities, kind="stable")
        return [Scored(candidate=candidates[i], probability=float(probabilities[i])) for i in order]

    def _draft(self, plan: Plan, scored: Sequence[Scored], hits: Sequence[Hit]) -> Draft:
        if not scored:
            return Draft(short="", claims=(), confidence=0.0, reason=NOT_SAID)
        order = _order(scored, hits)
        best = scored[0]
        claims = [claim_for(plan, best.candidate)]
        claims += _corroboration(plan, scored)
        reason = "" if best.probability >= self.choice.threshold else _why_not(plan, best.candidate)
        return Draft(
            short=short_for(plan, best.candidate),
            claims=tuple(claims) if not reason else tuple(claims[:1]),
            confidence=best.probability,
            reason=reason,
            order=order,
        )


def _too_late(plan: Plan, c: Candidate) -> bool:
    """Tell whether a date lies after its article, though the question is about the past."""
    day = c.hit.article.day
    if plan.answer_type != "date" or day is None or not asks_past(plan.standalone_question):
        return False
    days = [m.earliest for m in c.times if m.kind == "date" and m.earliest]
    return bool(days) and min(days) > day


def nowhere(names: Sequence[str]) -> str:
    """Say that names of the question are in no article that was found."""
    return f"The articles do not cover it: none that was found mentions {', '.join(names)}."


def _why_not(plan: Plan, nearest: Candidate) -> str:
    announced = asks_past(plan.standalone_question) and announces(nearest.sentence_text)
    return PLAN_ONLY if announced else NOT_SAID


def _order(scored: Sequence[Scored], hits: Sequence[Hit]) -> tuple[str, ...]:
    """Rank the passages by how they were found and by the best answer read in them, equally."""
    best: dict[str, float] = {}
    for item in scored:
        passage_id = item.candidate.hit.passage.id
        best[passage_id] = max(item.probability, best.get(passage_id, 0.0))
    top_score = max(hit.score for hit in hits) or 1.0
    top_answer = max(best.values(), default=0.0) or 1.0
    ranked = sorted(
        hits, key=lambda h: -(h.score / top_score + best.get(h.passage.id, 0.0) / top_answer)
    )
    return tuple(hit.passage.id for hit in ranked)


def _corroboration(plan: Plan, scored: Sequence[Scored]) -> list[Claim]:
    """Return the claim of another story that gives the same answer, if there is one."""
    best = scored[0].candidate
    for other in scored[1:]:
        c = other.candidate
        same = answer_key(c.text) == answer_key(best.text)
        if same and c.hit.article.id != best.hit.article.id and other.probability >= 0.2:
            return [claim_for(plan, c)]
    return []
