"""What a person does in, what the page shows out; a conversation is a list of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.cards import Record, failed_html, pending_html, record, record_html
from assistant.types import Answer, Question, Step, Turn
from index_store.errors import DatelineError

REMEMBERED = 6


class Asked(Protocol):
    """What answers: an `Assistant`, or a stand-in."""

    def stream(self, question: Question) -> Iterator[Step | Answer]:
        """Yield steps, then the answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One state of the page.

    Attributes:
        live: HTML of the answer that is being made; empty when it is done.
        records: the conversation so far.
    """

    live: str
    records: list[Record]
    done: bool = False


def ask(
    assistant: Asked,
    text: str,
    as_of: date | None,
    records: Sequence[Record],
    today: Callable[[], date],
) -> Iterator[Shown]:
    """Ask, yielding what the page shows after each step; last without a live part."""
    kept = [*records]
    shown_as_of = as_of.isoformat() if as_of else ""
    steps: list[Step] = []
    yield Shown(live=pending_html(text, shown_as_of, steps), records=kept)
    question = Question(text=text, asked_at=today(), as_of=as_of, history=history(kept))
    try:
        for event in assistant.stream(question):
            if isinstance(event, Answer):
                yield Shown(live="", records=[*kept, record(event)], done=True)
                return
            steps.append(event)
            yield Shown(live=pending_html(text, shown_as_of, steps), records=kept)
    except DatelineError as error:
        yield Shown(live=failed_html(text, shown_as_of, error), records=kept, done=True)


def history(records: Sequence[Record]) -> tuple[Turn, ...]:
    """Return the latest turns, oldest first, for follow-ups."""
    return tuple(
        Turn(question=r["question"], answer=r["short"] or r["text"]) for r in records[-REMEMBERED:]
    )


def conversation_html(records: Sequence[Record]) -> str:
    """Show all answers of a conversation."""
    return "".join(record_html(shown, turn) for turn, shown in enumerate(records, 1))
