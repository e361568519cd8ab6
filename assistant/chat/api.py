"""An assistant in, its HTTP interface out: ask, search and articles as JSON, steps as events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk import Desk
from assistant.show import article_json, hits_json, iso, to_json
from assistant.types import Answer, Question, Turn
from index_store.errors import ArticleMissingError, DatelineError, InputError


class Exchange(BaseModel):
    """An earlier question of the conversation and its answer."""

    question: str
    answer: str


class Asked(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1)
    as_of: date | None = None
    history: list[Exchange] = Field(default=[], max_length=20)


def add_api(app: FastAPI, desk: Desk, today: Callable[[], date]) -> None:
    """Add `/api/ask`, `/api/search`, `/api/article/{id}` and `/health`."""
    library = desk.assistant.library

    def question_of(asked: Asked) -> Question:
        turns = tuple(Turn(question=t.question, answer=t.answer) for t in asked.history)
        return Question(text=asked.question, asked_at=today(), as_of=asked.as_of, history=turns)

    @app.post("/api/ask")
    def ask(asked: Asked, request: Request) -> Any:
        """Answer a question; with `Accept: text/event-stream` its steps come as events first."""
        question = question_of(asked)
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(_events(desk, question), media_type="text/event-stream")
        return to_json(desk.ask(question))

    @app.get("/api/search")
    def search(q: str, k: int = 10, as_of: date | None = None) -> list[dict[str, Any]]:
        """Find passages, best first."""
        question = Question(text=q, asked_at=today(), as_of=as_of)
        return hits_json(desk.search(question, k))

    @app.get("/api/article/{article_id}")
    def article(article_id: str) -> dict[str, Any]:
        """Return an article as it is stored."""
        return article_json(desk.article(article_id), desk.corrections(article_id))

    @app.get("/health")
    def health() -> dict[str, Any]:
        """Say that it runs, and how much the library holds."""
        counts = library.counts()
        return {
            "status": "ok",
            "articles": counts.articles,
            "newest_article": iso(library.newest_day()),
        }

    @app.exception_handler(DatelineError)
    def refuse(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse(_told(error), status_code=_status(error))


def _events(desk: Desk, question: Question) -> Iterator[str]:
    try:
        for event in desk.stream(question):
            if isinstance(event, Answer):
                yield _event("answer", to_json(event))
            else:
                yield _event("step", {"name": event.name, "detail": event.detail})
    except DatelineError as error:
        yield _event("error", _told(error))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _told(error: Exception) -> dict[str, str]:
    problem = error.problem if isinstance(error, DatelineError) else str(error)
    remedy = error.remedy if isinstance(error, DatelineError) else ""
    return {"error": problem, "remedy": remedy}


def _status(error: Exception) -> int:
    if isinstance(error, ArticleMissingError):
        return 404
    if isinstance(error, InputError):
        return 400
    return 503 if isinstance(error, DatelineError) and error.retryable else 500
