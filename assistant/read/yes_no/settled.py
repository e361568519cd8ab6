"""A yes-or-no question and sentences in, whether they settle it, how, and which one does, out.

Each of the sentences that come into question may say yes and may say no. A conditional logit as in
`choose.py` weighs both by named features: what a small model makes of the sentence, what the rules
of `polar.py` do, how well it fits, and when it was told. The weights stand in `polar.json`, fitted
by `training/choice/fit_polar.py`; docs/evaluation.md says on which questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.modality import asks_past, asks_present
from assistant.read.sentence.candidates import SpanScorer, context_of, find_candidates
from assistant.read.sentence.relevance import NO_SPAN, Embed
from assistant.read.sentence.tellings import Telling, tellings
from assistant.read.spans.choose import Choice, load
from assistant.read.yes_no.polar import claim, in_days, unsettled, witnesses
from assistant.read.yes_no.witness import Witness
from assistant.types import Draft, Hit, Plan
from assistant.verdict import UNTOLD, Context, Verdicts

FEATURES = (
    "yes",  # 1 for a yes, 0 for a no
    "told",  # log odds of its settling the question at all, by the model
    "lead",  # the same less the best of all sentences
    "sided",  # log odds of this verdict against the other, by the model
    "agrees",  # the rules find the same
    "differs",  # ... the opposite
    "planned",  # a yes of what the rules find only planned
    "fit",  # how much of the question it holds, 0 to 1
    "said",  # ... without what stands around it
    "named",  # the names of the question stand in or near it
    "similar",  # cosine of question and sentence
    "similar_near",  # ... with the headline and the sentence before it
    "margin",  # of the best span in it
    "rank",  # log of the hit's place, from 1
    "newer",  # share of the other sentences told earlier
    "newer_now",  # ... where the question is about how things stand
    "backed",  # log of 1 + what the model gives this verdict in other sentences
    "against",  # ... the other verdict
    "outside_yes",  # a yes of other days than those asked about
    "outside_no",  # a no of other days
)
# How many sentences the model reads, and what they are taken by.
READ = 16
_SIMILAR, _NEAR, _MARGIN, _FIT, _RANK = 3.0, 2.0, 0.12, 1.0, 0.05
LEAST = 1e-6
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
PLAIN = 0.25  # of the likeliest sentence's chance has one that the rules read as saying the same
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighers:
    """What sentences are weighed with."""

    scorer: SpanScorer
    embed: Embed
    verdicts: Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A sentence that may settle the question.

    Attributes:
        context: what the model reads of it.
        similar: cosine with the question.
        near: the same with the headline and the sentence before it.
        margin: of the best span in it.
        witness: what the rules make of it, if they looked at it.
    """

    telling: Telling
    context: Context
    similar: float
    near: float
    margin: float
    witness: Witness | None

    @property
    def worth(self) -> float:
        """How well it may settle the question, by what is known without the model."""
        fit = self.witness.fit if self.witness else 0.0
        return (
            _SIMILAR * self.similar
            + _NEAR * self.near
            + _MARGIN * self.margin
            + _FIT * fit
            - _RANK * self.telling.rank
        )


@cache
def fitted() -> Choice:
    """Read the shipped weights."""
    return load("yes_no/polar.json", FEATURES)


def answer(plan: Plan, hits: Sequence[Hit], weighers: Weighers) -> Draft:
    """Answer yes or no by the sentence that most likely settles it; abstain without one."""
    every = witnesses(plan, hits)
    heard = hear(plan, hits, every, weighers)
    if not heard:
        return unsettled(plan, every)
    may = np.array([side for h in heard for side in (_may_be_yes(plan, h), True)], bool)
    chances = fitted().probability(rows(plan, heard, weighers), may)
    sides = chances.reshape(-1, 2)
    side = int(np.argmax(sides.sum(0)))
    chance = float(sides[:, side].sum())
    first = heard[int(np.argmax(sides[:, side]))]
    if then := _told_of_then(plan, heard):
        first, side, chance = then, 0, max(fitted().threshold, float(sides[:, 0].sum()))
    if chance < fitted().threshold:
        return unsettled(plan, every)
    plain = None if then else _plainest(heard, sides[:, side], ("yes", "no")[side])
    best = (plain or first).telling
    if side == 1 and (since := _came_true_since(plan, heard, best)):
        side, best = 0, since
    short = ("Yes", "No")[side]
    claims = (claim(short, best.hit.article, best.start, best.end),)
    return Draft(short=short, claims=claims, confidence=min(1.0, chance))


def _plainest(heard: Sequence[Heard], chances: Matrix, verdict: str) -> Heard | None:
    """Return the likeliest sentence that by the rules says so, if it is a rather likely one."""
    own = [
        (chance, n)
        for n, chance in enumerate(chances)
        if (w := heard[n].witness) and w.verdict == verdict and chance >= PLAIN * chances.max()
    ]
    return heard[max(own)[1]] if own else None


def _told_of_then(plan: Plan, heard: Sequence[Heard]) -> Heard | None:
    """Return the sentence that by the rules tells it as done on one of the days asked about.

    What others leave out, or deny of other times, does not speak against it.
    """
    day = plan.window
    if day is None or day.earliest is None or day.latest is None or plan.operator != "none":
        return None
    weekdays = set(_WEEKDAY.findall(plan.standalone_question))
    for h in heard:
        if not weekdays <= set(_WEEKDAY.findall(h.telling.text)):
            continue
        inside = [
            m
            for m in h.telling.times
            if m.kind == "date" and m.earliest and m.latest
            if day.earliest <= m.earliest and m.latest <= day.latest
        ]
        if inside and h.witness and h.witness.verdict == "yes":
            return h
    return None


def _came_true_since(plan: Plan, heard: Sequence[Heard], denied: Telling) -> Telling | None:
    """Return a later sentence that tells as done, by the rules, what an earlier report denies."""
    day = denied.hit.article.day
    if plan.window or day is None or not asks_past(plan.standalone_question):
        return None
    later = [h for h in heard if h.witness and h.witness.verdict == "yes"]
    later = [h for h in later if (told := h.telling.hit.article.day) and told > day]
    return max(later, key=lambda h: h.worth).telling if later else None


def _may_be_yes(plan: Plan, heard: Heard) -> bool:
    """Tell whether a sentence may say yes, and tells not only of days that are not asked about."""
    return not _by_then(plan, heard) and in_days(
        plan, heard.telling.times, heard.telling.hit.article.day
    )


def _by_then(plan: Plan, heard: Heard) -> bool:
    """Tell whether a sentence tells of nothing later than the day that a question counts from.

    Of "Has it erupted since January 29?" an eruption on that very day is no yes.
    """
    first = plan.window.earliest if plan.window else None
    if plan.anchor_word != "since" or first is None:
        return False
    if not re.search(rf"\b0?{first.day}(?:st|nd|rd|th)?\b", plan.standalone_question):
        return False  # of a month or a year all days count
    days = [m.latest for m in heard.telling.times if m.kind == "date" and m.latest]
    return bool(days) and max(days) <= first


def hear(
    plan: Plan, hits: Sequence[Hit], every: Sequence[Witness], weighers: Weighers
) -> list[Heard]:
    """Return the sentences that the model is to read, the most promising first."""
    told = tellings(hits)
    if not told:
        return []
    question = plan.standalone_question
    margins = _margins(told, hits, question, weighers.scorer)
    contexts = [context_of(t.hit, t.start, t.end) for t in told]
    near = [f"{c.title}. {c.before} {c.text}" for c in contexts]
    vectors = weighers.embed([question, *(t.text for t in told), *near])
    alike = (vectors[1:] @ vectors[0]).tolist()
    found = {(w.article.id, w.start): w for w in every}
    heard = [
        Heard(
            telling=t,
            context=contexts[n],
            similar=alike[n],
            near=alike[len(told) + n],
            margin=margins[n],
            witness=found.get((t.hit.article.id, t.start)),
        )
        for n, t in enumerate(told)
    ]
    return sorted(heard, key=lambda h: -h.worth)[:READ]


def rows(plan: Plan, heard: Sequence[Heard], weighers: Weighers) -> Matrix:
    """Compute the features, float64 (2 n, len(FEATURES)): for each sentence yes, then no."""
    contexts = [h.context for h in heard]
    asked = [plan.standalone_question] * len(contexts)
    chances = weighers.verdicts.weigh(asked, contexts).astype(np.float64)
    logs = np.log(chances + LEAST)
    told = np.log(1 - chances[:, UNTOLD] + LEAST) - logs[:, UNTOLD]
    newer = _newer(heard)
    now = asks_present(plan.standalone_question)
    totals = chances.sum(0)
    made = []
    for n, h in enumerate(heard):
        outside = not in_days(plan, h.telling.times, h.telling.hit.article.day)
        for side, name in enumerate(("yes", "no")):
            other = 1 - side
            made.append(
                [
                    float(side == 0),
                    told[n],
                    told[n] - told.max(),
                    logs[n, side] - logs[n, other],
                    *_by_rule(h.witness, name),
                    h.similar,
                    h.near,
                    h.margin,
                    float(np.log(h.telling.rank + 1)),
                    newer[n],
                    newer[n] * now,
                    float(np.log1p(totals[side] - chances[n, side])),
                    float(np.log1p(totals[other] - chances[n, other])),
                    float(outside and side == 0),
                    float(outside and side == 1),
                ]
            )
    return np.array(made)


def _by_rule(witness: Witness | None, name: str) -> tuple[float, ...]:
    if witness is None:
        return (0.0,) * 6
    verdict = witness.verdict
    return (
        float(verdict == name),
        float(verdict in {"yes", "no"} and verdict != name),
        float(verdict == "planned" and name == "yes"),
        witness.fit,
        witness.said,
        float(witness.named),
    )


def _newer(heard: Sequence[Heard]) -> list[float]:
    days = [h.telling.hit.article.day for h in heard]
    dated = [day for day in days if day is not None]
    others = max(1, len(dated) - 1)
    return [sum(d < day for d in dated) / others if day is not None else 0.0 for day in days]


def _margins(
    told: Sequence[Telling], hits: Sequence[Hit], question: str, scorer: SpanScorer
) -> list[float]:
    """Return for each sentence the best margin of a span in it."""
    found = find_candidates(question, hits, scorer)
    return [
        max(
            (
                c.margin
                for c in found
                if c.hit.article.id == t.hit.article.id and c.start < t.end and c.end > t.start
            ),
            default=NO_SPAN,
        )
        for t in told
    ]
