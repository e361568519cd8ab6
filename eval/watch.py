"""A reader in, the same reader out that remembers what an answer does not tell."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.pipeline import Completes, Dates, Reader
from assistant.types import Draft, Hit, Plan, Question, Step, Usage, Window


@dataclass(slots=True)
class Seen:
    """What was seen while one question was answered.

    Attributes:
        first_s: time at which the first words of a draft came, on the clock of perf_counter.
        unchecked: what a chat model said before any check.
    """

    first_s: float | None = None
    unchecked: str = ""


class WatchedReader:
    """Reads as the reader it was given does; questions asked at once are kept apart."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._local = threading.local()

    @property
    def name(self) -> str:
        """The name of the reader that reads."""
        return self._reader.name

    @property
    def seen(self) -> Seen:
        """What was seen since `forget`, in this thread."""
        found: Seen | None = getattr(self._local, "seen", None)
        return found if found is not None else self.forget()

    def forget(self) -> Seen:
        """Begin a new question."""
        self._local.seen = Seen()
        fresh: Seen = self._local.seen
        return fresh

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield what the reader yields."""
        for event in self._reader.read(plan, hits):
            if isinstance(event, Draft):
                self.seen.unchecked = event.unchecked
            elif event.name == "drafting" and self.seen.first_s is None:
                self.seen.first_s = perf_counter()
            yield event

    def when_was(self, plan: Plan, hits: Sequence[Hit]) -> Window | None:
        """Return what the reader returns; None where it tells no days."""
        return self._reader.when_was(plan, hits) if isinstance(self._reader, Dates) else None

    def completed(self, question: Question) -> tuple[str, Usage]:
        """Return what the reader returns; nothing where it completes no follow-ups."""
        if isinstance(self._reader, Completes):
            return self._reader.completed(question)
        return "", Usage()
