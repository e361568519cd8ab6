from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.types import Question, Usage
from eval.controls import closed_book


class Model:
    """Says one thing and counts ten tokens for it."""

    name = "small"

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.usage = Usage(prompt_tokens=5)
        self.asked: list[str] = []

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        self.asked.append(user)
        prompt = self.usage.prompt_tokens + 10
        self.usage = Usage(prompt_tokens=prompt, completion_tokens=max_tokens // 60)
        yield from self.reply


ASKED = Question(text="Who won in Hale?", asked_at=date(2026, 1, 5), as_of=date(2025, 7, 1))


def test_a_model_answers_from_memory() -> None:
    model = Model("Anna Weld")
    row = closed_book(ASKED, model)
    assert (row["status"], row["short"], row["citations"]) == ("answered", "Anna Weld", [])
    assert row["usage"]["prompt_tokens"] == 10
    assert "asked on 2025-07-01: Who won in Hale?" in model.asked[0]
    assert row["reader"] == "closed-book:small"


@pytest.mark.parametrize("reply", ["unknown", "Unknown.", "I don't know who won.", " "])
def test_a_model_that_does_not_know_abstains(reply: str) -> None:
    row = closed_book(ASKED, Model(reply))
    assert (row["status"], row["short"]) == ("abstained", "")
