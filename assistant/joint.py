"""What was found for each of the questions that one question asks in, one draft out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types import Claim, Draft, Hit, Plan
from assistant.verify import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A question's plan, what was found for it, and what was read there."""

    plan: Plan
    hits: list[Hit]
    draft: Draft

    @property
    def answered(self) -> bool:
        """Whether it has an answer that its quotes bear out."""
        articles = {hit.article.id: hit.article for hit in self.hits}
        told = self.draft.short and not self.draft.reason
        return bool(told and verify(self.draft, articles).citations)


def joint(found: Sequence[Found]) -> Found:
    """Tell all answers together; where there are none, the reason of the first."""
    told = [part for part in found if part.answered] if len(found) > 1 else []
    if not told:
        return found[0]
    first = told[0]
    hits = {hit.passage.id: hit for part in (*told, *found) for hit in part.hits}
    shorts = dict.fromkeys(part.draft.short for part in told)
    draft = Draft(
        short="; ".join(shorts),
        claims=_claims(told),
        confidence=min(part.draft.confidence for part in told),
        events=next((part.draft.events for part in told if part.draft.events), ()),
        order=tuple(dict.fromkeys(passage for part in told for passage in part.draft.order)),
    )
    understood = " ".join(part.plan.standalone_question for part in found)
    plan = replace(first.plan, standalone_question=understood)
    return Found(plan=plan, hits=[*hits.values()], draft=draft)


def _claims(told: Sequence[Found]) -> tuple[Claim, ...]:
    """Return the claims of all answers; a sentence that was quoted already is not quoted again."""
    kept: dict[tuple[object, ...], Claim] = {}
    for n, part in enumerate(told):
        for claim in part.draft.claims:
            again = n and claim.quotes in {c.quotes for c in kept.values()}
            claim = replace(claim, text=f"{part.draft.short}.", aside="") if again else claim
            kept.setdefault((claim.text, claim.quotes), claim)
    return tuple(kept.values())


def untold(found: Sequence[Found]) -> str:
    """Say which of several questions have no answer, where others have one."""
    if len(found) == 1:
        return ""
    open_ones = [part.plan.standalone_question for part in found if not part.answered]
    if not open_ones or len(open_ones) == len(found):
        return ""
    return f"The articles do not answer: {' '.join(open_ones)}"
