"""Yes-or-no questions: the sentence that settles it, and whether it says so or denies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.read.candidates import sentence_spans
from assistant.read.modality import PLAN_ONLY, announces, denies
from assistant.read.phrase import quotation
from assistant.types import Claim, Draft, Hit, Plan
from assistant.words import cover, missing_names, stem_set
from index_store.types import Article

# A sentence must hold this share of what the question says of its names; a wrong yes costs more
# than no answer.
MIN_COVER = 0.66

UNSETTLED = "The articles are about this, but none of them says whether it is so."


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A sentence that speaks to the question, and how much of it, 0 to 1."""

    article: Article
    start: int
    end: int
    fit: float
    rank: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article.body[self.start : self.end]


def answer(plan: Plan, hits: Sequence[Hit]) -> Draft:
    """Answer yes or no by the sentence that covers most of the question; abstain without one."""
    witnesses = sorted(_witnesses(plan, hits), key=lambda w: (-w.fit, w.rank))
    if not witnesses or witnesses[0].fit < MIN_COVER:
        return Draft(short="", claims=(), confidence=0.0, reason=UNSETTLED)
    best = witnesses[0]
    asked = plan.standalone_question
    denied = denies(best.text) != denies(asked)
    only_planned = announces(best.text) and not announces(asked)
    if only_planned and not denied:
        return Draft(short="", claims=(_claim(best),), confidence=best.fit, reason=PLAN_ONLY)
    short = "No" if denied else "Yes"
    return Draft(short=short, claims=(_claim(best),), confidence=best.fit)


def _claim(witness: Witness) -> Claim:
    return quotation(witness.article, witness.start, witness.end)


def _witnesses(plan: Plan, hits: Sequence[Hit]) -> list[Witness]:
    names = tuple(s for s in plan.subjects if any(c.isupper() for c in s))
    said = stem_set(plan.standalone_question) - stem_set(" ".join(names))
    found = []
    for rank, hit in enumerate(hits):
        spans = sentence_spans(hit)
        for n, (start, end) in enumerate(spans):
            near = hit.article.body[spans[max(0, n - 1)][0] : end]
            around = f"{hit.article.title}\n{near}"
            if missing_names(names, around):
                continue
            fit = cover(said, stem_set(hit.article.body[start:end])) if said else 0.0
            found.append(Witness(article=hit.article, start=start, end=end, fit=fit, rank=rank))
    return found
