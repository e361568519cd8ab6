"""Candidates with their chances in the order of these, and those of one answer together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.fuller import POINTS_BACK
from assistant.read.spans.features import FEATURES, Matrix, agree, answer_stems

VERDICT = FEATURES.index("verdict")
_SMALL = re.compile(r"(?:about |some |at least )?(?:one|two|[12])", re.IGNORECASE)
# A fuller form of a name stands for it when it is this likely, relative to it.
FULLER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with the probability that it is right.

    Attributes:
        told: its sentence more likely than not answers so, by the verdict model.
    """

    candidate: Candidate
    probability: float
    told: bool = False


def scored_by(candidates: Sequence[Candidate], chances: Matrix, rows: Matrix) -> list[Scored]:
    """Put candidates in the order of their chances, given their features as well."""
    told = rows[:, VERDICT] > 0
    return [
        Scored(candidate=candidates[n], probability=float(chances[n]), told=bool(told[n]))
        for n in np.argsort(-chances, kind="stable")
    ]


def same_answer(scored: Sequence[Scored]) -> list[Scored]:
    """Return the candidates that give the first one's answer, in whatever form; it comes first."""
    first = scored[0]
    stems = answer_stems(first.candidate.text)
    same = [item for item in scored if agree(stems, answer_stems(item.candidate.text))]
    if not _SMALL.fullmatch(first.candidate.text):
        return same
    return [item for item in same if item is first or item.told or _together(item, first)]


def _together(one: Scored, other: Scored) -> bool:
    """Tell whether two candidates are of one sentence: else two small numbers may mean anything."""
    at = [(c.hit.article.id, c.sentence) for c in (one.candidate, other.candidate)]
    return at[0] == at[1]


def fullest_first(same: Sequence[Scored]) -> list[Scored]:
    """Put the fullest form of a name first, where it is likely too: `Vladimir Putin`, not `Putin`.

    Only words with a capital make a fuller form; the rest keep their order. What only points back
    gives way to what it points at, however likely: `monarch butterfly` for `the butterfly`.
    """
    text = same[0].candidate.text
    first = _names_in(text)
    if pointer := POINTS_BACK.fullmatch(text):
        meant = re.compile(rf"(?!the\b|this\b|that\b).+ {re.escape(pointer[1])}", re.IGNORECASE)
        fuller = [item for item in same if meant.fullmatch(item.candidate.text)]
    else:
        fuller = [
            item
            for item in same
            if item.probability >= same[0].probability * FULLER
            and len(words := _names_in(item.candidate.text)) > len(first)
            and all(word[0].isupper() for word in words)
        ]
    best = max(fuller, key=lambda item: item.probability, default=same[0])
    return [best, *(item for item in same if item is not best)]


def _names_in(text: str) -> list[str]:
    return [word for word in text.split() if word.lower() != "the"]
