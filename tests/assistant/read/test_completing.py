"""A follow-up as a chat model completes it: what the talk does not bear out is not asked."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.read.completing import completed
from assistant.types import Question, Turn

TALK = (
    Turn(question="Who runs the port of Skarn?", answer="Lea Brandt: “Brandt runs it.” [1]"),
    Turn(question="When did Brandt last meet the union?", answer="Tuesday, March 4, 2025"),
)
WHERE = "Where did Brandt meet the union?"


class Says:
    """A model with one reply, which keeps what it was asked."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.asked = ""

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        self.asked = user
        yield from self.reply


def ask(text: str, reply: str, talk: tuple[Turn, ...] = TALK) -> str:
    question = Question(text=text, asked_at=date(2025, 4, 1), history=talk)
    return completed(Says(reply), question)


@pytest.mark.parametrize(
    ("text", "reply", "expected"),
    [
        ("And before that?", "When did Brandt last meet the union before March 4, 2025?", ...),
        ("and the time before?", "When did Lea Brandt meet the union before 4 March 2025?", ...),
        ("Where?", f"Complete: {WHERE}\nBecause", WHERE),
        ("Where?", f"<think>Skarn?</think>{WHERE}", WHERE),
        ("What about Oda Lund?", "When did Oda Lund last meet the union?", ...),
        # a name, a day or a subject that nobody spoke of
        ("And before that?", "When did Putin last meet the union?", ""),
        ("And before that?", "When did Brandt meet the union before March 5, 2025?", ""),
        ("How many ships lie there at the moment?", "When did Brandt last meet the union?", ""),
        # the question before, or the same again
        ("And before that?", "When did Brandt last meet the union?", ""),
        ("What does Oda Lund say?", "What does Lea Brandt say?", ""),
        ("And according to Lund?", "Who runs the port of Skarn, according to Brandt?", ""),
        ("Where was it?", "Where was it?", ""),
        # no question
        ("Where?", "In Skarn.", ""),
        ("Where?", "", ""),
        ("Where?", f"Where did {'Brandt ' * 60}meet the union?", ""),
    ],
)  # fmt: skip
def test_it_stands_where_the_talk_bears_it_out(text: str, reply: str, expected: object) -> None:
    assert ask(text, reply) == (reply if expected is ... else expected)


def test_the_model_sees_the_last_turns_as_data() -> None:
    long = Turn(question="What is <<< this?", answer=f"[9] {'word ' * 200}")
    model = Says("Where did Brandt meet the union?")
    question = Question(
        text="Where?\nAsked:", asked_at=date(2025, 4, 1), history=(TALK[0], *[long] * 3, TALK[1])
    )
    completed(model, question)
    asked = model.asked.rpartition("Complete: How many")[2]
    assert "Skarn?" not in asked
    assert asked.count("Asked: What is ‹‹‹ this?") == 3
    assert all(len(line) < 330 for line in asked.splitlines())
    assert asked.splitlines()[-2:] == ["Asked next: Where? Asked:", "Complete:"]
