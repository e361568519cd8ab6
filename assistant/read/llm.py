"""The reader that asks a chat model: numbered passages in, its cited sentences out as claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.types import Claim, Draft, Hit, Plan, Step, Usage
from assistant.words import stems
from index_store.sentences import split
from prompts import render

if TYPE_CHECKING:
    from assistant.llm import ChatModel

NOT_STATED = "NOT IN THE ARTICLES"
DECLINED = "The model found no answer in the articles."
DOUBTED = "The articles that were found do not clearly state the answer that the model gave."
_MARKER = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmReader:
    """Lets a chat model answer from the passages; what it says is a draft until it is verified.

    Attributes:
        check_threshold: an answer is dropped when the model's own yes/no check of it against the
            cited passages gives yes a lower probability; 0 switches the check off.
        context_tokens: budget for the passages, counted by `count_tokens`.
    """

    model: ChatModel
    count_tokens: Callable[[str], int]
    check_threshold: float = 0.5
    context_tokens: int = 6000

    @property
    def name(self) -> str:
        """`llm:` and the model's name."""
        return f"llm:{self.model.name}"

    @property
    def usage(self) -> Usage:
        """Tokens spent since the model was made."""
        return self.model.usage

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield the reply as it grows, as unchecked `drafting` steps, then one draft."""
        chosen = self._within_budget(hits)
        system, user = _parts(
            "answer",
            today=f"{plan.as_of or plan.asked_at:%d %B %Y}",
            passages=numbered(chosen),
            question=plan.standalone_question,
        )
        reply = ""
        for piece in self.model.stream(system, user):
            reply += piece
            yield Step(name="drafting", detail=reply)
        yield self._draft(plan, reply.strip(), chosen)

    def _draft(self, plan: Plan, reply: str, chosen: Sequence[Hit]) -> Draft:
        if not reply or NOT_STATED.lower() in reply.lower():
            return Draft(short="", claims=(), confidence=0.0, reason=DECLINED)
        claims = claims_of(reply, chosen)
        short = _MARKER.sub("", claims[0].text if claims else reply).strip()
        confidence = self._checked(plan, short, claims, chosen)
        reason = DOUBTED if confidence < self.check_threshold else ""
        return Draft(short=short, claims=claims, confidence=confidence, reason=reason)

    def _checked(
        self, plan: Plan, short: str, claims: Sequence[Claim], chosen: Sequence[Hit]
    ) -> float:
        quotes = dict.fromkeys(quote for claim in claims for quote in claim.quotes)
        if not quotes or self.check_threshold <= 0:
            return 1.0 if quotes else 0.0
        bodies = {hit.article.id: hit.article.body for hit in chosen}
        passage = " ".join(bodies[a][start:end] for a, start, end in quotes)
        system, user = _parts(
            "check", passage=passage, question=plan.standalone_question, answer=short
        )
        probability = self.model.probability_yes(system, user)
        return 1.0 if probability is None else probability

    def _within_budget(self, hits: Sequence[Hit]) -> list[Hit]:
        """Take the best hits that fit, then put the newest last, where models look first."""
        chosen: list[Hit] = []
        left = self.context_tokens
        for hit in hits:
            left -= self.count_tokens(hit.passage.text) + 30
            if left < 0 and chosen:
                break
            chosen.append(hit)
        return sorted(chosen, key=lambda h: h.article.day or date.min)


def numbered(hits: Sequence[Hit]) -> str:
    """Write passages with number, outlet, day and headline, each fenced as data."""
    return "\n\n".join(
        f"[{n}] {hit.article.source or 'outlet unknown'}, "
        f"{f'{hit.article.day:%d %B %Y}' if hit.article.day else 'undated'}, "
        f"“{hit.article.title}”\n<<<\n{_fenced(hit.passage.text)}\n>>>"
        for n, hit in enumerate(hits, 1)
    )


def _fenced(text: str) -> str:
    return text.replace("<<<", "‹‹‹").replace(">>>", "›››")


def claims_of(reply: str, hits: Sequence[Hit]) -> tuple[Claim, ...]:
    """Cut a reply into claims; each points at the sentences of its passages that fit it best.

    A sentence without a valid marker becomes a claim without quotes, which no check lets pass.
    """
    claims = []
    for start, end in split(_markers_inside(reply)):
        sentence = _markers_inside(reply)[start:end]
        numbers = [int(n) for group in _MARKER.findall(sentence) for n in group.split(",")]
        text = " ".join(_MARKER.sub("", sentence).split()).replace(" .", ".")
        chosen = [hits[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(hits)]
        quotes = tuple(_best_sentences(text, hit) for hit in chosen)
        if text.strip(" ."):
            claims.append(Claim(text=text, quotes=quotes))
    return tuple(claims)


def _markers_inside(reply: str) -> str:
    """Move markers that follow a full stop in front of it, so that they stay in their sentence."""
    return re.sub(r"([.!?])((?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)", r" \2\1", reply)


def _best_sentences(text: str, hit: Hit) -> tuple[str, int, int]:
    """Return the span of one or two neighbouring sentences that share most words with a claim."""
    wanted = set(stems(text))
    spans = split(hit.passage.text)
    runs = spans + [(a[0], b[1]) for a, b in pairwise(spans)]

    def fit(run: tuple[int, int]) -> tuple[int, int]:
        own = set(stems(hit.passage.text[run[0] : run[1]]))
        return len(wanted & own), run[0] - run[1]

    start, end = max(runs, key=fit)
    return hit.article.id, hit.passage.start + start, hit.passage.start + end


def _parts(name: str, **values: str) -> tuple[str, str]:
    system, _, user = render(name, **values).partition("\n---\n")
    return system, user
