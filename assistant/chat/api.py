"""An assistant in, its HTTP interface out: ask, search and articles as JSON, steps as events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.bounds import LONGEST
from assistant.desk import Desk
from assistant.show import article_json, hits_json, iso, to_json
from assistant.types import Answer, Question, Turn
from index_store.errors import ArticleMissingError, DatelineError, EndpointError, InputError

LONGEST_ANSWER = 20_000  # an answer of our own, given back, is shorter
BROKEN = {"error": "something went wrong in the server", "remedy": "See what it wrote to stderr."}


class Exchange(BaseModel):
    """An earlier question of the conversation and its answer."""

    question: str = Field(max_length=LONGEST)
    answer: str = Field(max_length=LONGEST_ANSWER)


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
    def search(
        q: Annotated[str, Query(min_length=1)],
        k: Annotated[int, Query(ge=1, le=100)] = 10,
        as_of: date | None = None,
    ) -> list[dict[str, Any]]:
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

    add_refusals(app)


def add_refusals(app: FastAPI) -> None:
    """Let every error be answered in JSON."""

    @app.exception_handler(DatelineError)
    def refuse(_: Request, error: DatelineError) -> JSONResponse:
        return JSONResponse(_told(error), status_code=_status(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        # What was sent stands in it, and may hold half characters: those only ASCII can tell.
        told = json.dumps({"detail": jsonable_encoder(error.errors())})
        return Response(told, status_code=422, media_type="application/json")

    @app.exception_handler(Exception)
    def fail(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse(BROKEN, status_code=500)


def _events(desk: Desk, question: Question) -> Iterator[str]:
    try:
        for event in desk.stream(question):
            if isinstance(event, Answer):
                yield _event("answer", to_json(event))
            else:
                yield _event("step", {"name": event.name, "detail": event.detail})
    except DatelineError as error:
        yield _event("error", _told(error))
    except Exception:
        yield _event("error", BROKEN)
        raise


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _told(error: DatelineError) -> dict[str, str]:
    return {"error": error.problem, "remedy": error.remedy}


def _status(error: DatelineError) -> int:
    if isinstance(error, ArticleMissingError):
        return 404
    if isinstance(error, InputError):
        return 400
    if error.retryable:
        return 503
    return 502 if isinstance(error, EndpointError) else 500
