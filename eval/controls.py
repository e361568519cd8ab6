"""What an assistant is measured against: a reader that reads nothing, a model without articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Protocol

from assistant.llm import counted, replied
from assistant.types import Draft, Hit, Plan, Question, Step, Usage
from eval.cases import Row
from prompts import messages

_UNKNOWN = ("unknown", "i don't know", "i do not know")


class Model(Protocol):
    """What the closed-book control needs of a chat model."""

    name: str
    usage: Usage

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        """Yield the reply piece by piece."""
        ...


class NoReader:
    """Reads nothing, so that a run measures retrieval alone; every case is abstained from."""

    name = "none"

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield an empty draft."""
        yield Draft(short="", claims=(), confidence=0.0, reason="Nothing was read.")


def closed_book(question: Question, model: Model) -> Row:
    """Ask a model from memory; the row has no citation and nothing retrieved.

    What a model knows by heart shows here: an assistant is only as good as its figure beyond this.
    """
    begun, model = perf_counter(), counted(model)
    day = question.as_of or question.asked_at
    system, user = messages("closed_book", day=day.isoformat(), question=question.text)
    reply = replied(model, system, user, 60)
    spent = model.usage
    answered = bool(reply) and not reply.lower().startswith(_UNKNOWN)
    return {
        "question": question.text,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "status": "answered" if answered else "abstained",
        "reason": None if answered else "The model does not know it.",
        "short": reply if answered else "",
        "text": reply,
        "citations": [],
        "events": [],
        "newest_article": None,
        "retrieved": [],
        "reader": f"closed-book:{model.name}",
        "seconds": round(perf_counter() - begun, 3),
        "usage": {
            "prompt_tokens": spent.prompt_tokens,
            "completion_tokens": spent.completion_tokens,
            "cost_usd": spent.cost_usd,
        },
    }
