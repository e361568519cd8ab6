"""An assistant in, the same for several people at once out: they take turns, and it is logged."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from assistant.answering import last_of
from assistant.finding import Found, find
from assistant.log import Log
from assistant.pipeline import Assistant
from assistant.types import Answer, Hit, Question, Step
from index_store.errors import BusyError, DatelineError
from index_store.types import Article


class Turns:
    """Lets so many be answered at once, and so many more wait."""

    def __init__(self, at_once: int = 4, waiting: int = 24) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + waiting)

    @property
    def crowded(self) -> bool:
        """Whether who comes now has to wait."""
        free = self._free.acquire(blocking=False)
        if free:
            self._free.release()
        return not free

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and give it back.

        Raises:
            BusyError: too many wait already.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many questions are waiting", "Ask again in a minute.")
        try:
            with self._free:
                yield
        finally:
            self._places.release()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Answers what comes in one way (page, api, mcp), and keeps the log of it.

    Attributes:
        turns: shared by all desks of a server.
        via: the way, as the log names it.
    """

    assistant: Assistant
    log: Log
    turns: Turns = field(default_factory=Turns)
    via: str

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        return last_of(self.stream(question))

    def stream(self, question: Question) -> Iterator[Step | Answer]:
        """Yield the steps as they begin, and last the answer; wait for a turn first."""
        begun = perf_counter()
        told: dict[str, Any] = {"status": "stopped"}
        try:
            if self.turns.crowded:
                yield Step(name="waiting", detail="for others to be answered")
            with self.turns.taken():
                told["waited_s"] = _since(begun)
                for event in self.assistant.stream(question):
                    if isinstance(event, Answer):
                        told |= _facts(event)
                    else:
                        told.setdefault("first_s", _since(begun))
                    yield event
        except Exception as error:
            told |= {"status": "failed", "error": type(error).__name__}
            raise
        finally:
            asked = {"chars": len(question.text), "turn": len(question.history) + 1}
            as_of = question.as_of.isoformat() if question.as_of else None
            self.log.write(
                "answer", via=self.via, **told, seconds=_since(begun), as_of=as_of, **asked,
                question=question.text,
            )  # fmt: skip

    def search(self, question: Question, k: int) -> Sequence[Hit]:
        """Find passages, best first, at most 100."""
        with self._searching(question.text) as told:
            _, hits = self.assistant.searched(self.assistant.plan(question), min(max(k, 1), 100))
            told["hits"] = len(hits)
        return hits

    def find(self, words: str) -> Sequence[Found]:
        """Find the articles that hold all of some words, best first."""
        with self._searching(words) as told:
            found = find(self.assistant.library, words)
            told["hits"] = len(found)
        return found

    @contextmanager
    def _searching(self, query: str) -> Iterator[dict[str, Any]]:
        """Take a turn, and log the search with what is put into the dictionary."""
        begun = perf_counter()
        told: dict[str, Any] = {"hits": 0}
        try:
            with self.turns.taken():
                yield told
        except Exception as error:
            told["error"] = type(error).__name__
            raise
        finally:
            self.log.write("search", via=self.via, **told, seconds=_since(begun), query=query)

    def article(self, article_id: str) -> Article:
        """Return an article as it is stored.

        Raises:
            ArticleMissingError: there is none with that id.
        """
        try:
            found = self.assistant.library.article(article_id)
        except DatelineError as error:
            self.log.write("article", via=self.via, id=article_id, error=type(error).__name__)
            raise
        self.log.write("article", via=self.via, id=article_id)
        return found

    def corrections(self, article_id: str) -> Sequence[str]:
        """Return the ids of the articles that correct one, oldest first."""
        return self.assistant.library.corrected_by([article_id]).get(article_id, [])


def _facts(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "reader": answer.reader,
        "operator": answer.plan.operator,
        "asked_for": answer.plan.answer_type,
        "hits": len(answer.hits),
        "citations": len(answer.citations),
        "dropped": len(answer.notes),
        "prompt_tokens": answer.usage.prompt_tokens or None,
        "completion_tokens": answer.usage.completion_tokens or None,
        "short": answer.short,
    }


def _since(begun: float) -> float:
    return round(perf_counter() - begun, 3)
