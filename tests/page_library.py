"""A small library and a reader without a model, for the tests of the chat page."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import uvicorn

from assistant.chat.web import DEFAULT, Serving, make_app
from assistant.pipeline import Assistant
from assistant.types import Claim, DatedEvent, Draft, Hit, Plan, Step
from index_store.build import build
from index_store.errors import EndpointUnreachableError
from index_store.sentences import split
from index_store.store import Library
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

ASKED_ON = date(2025, 6, 1)
HERE = "http://127.0.0.1"  # without users the page answers only to names of this machine
HOSTILE = (
    "The harbour of Ostrel reopened on 3 May 2025. <script>window.harmed = 1</script> "
    '<img src="http://foreign.example/a.png" onerror="window.harmed = 2"> '
    "![a](http://foreign.example/b.png) [click](javascript:window.harmed=3) "
    "{{constructor.constructor('window.harmed = 4')()}} ${window.harmed = 5} "
    "</pre></details><iframe src='http://foreign.example/c'></iframe>"
)
ARTICLES = (
    Article(
        id="calls-1",
        title="Velden and Orsk speak after a year",
        body="Mira Velden and Tomas Orsk spoke by telephone on 2 May 2024.\n\n"
        "It was a short call, her office said.",
        source="Quay Post",
        url="https://news.example/calls-1",
        published=date(2024, 5, 3),
    ),
    Article(
        id="calls-2",
        title="Velden and Orsk speak again",
        body="Mira Velden and Tomas Orsk spoke by telephone on 6 March 2025.\n\n"
        "They agreed to meet in the summer.",
        source="Meridian Wire",
        agency="Meridian Wire",
        published=date(2025, 3, 7),
    ),
    Article(
        id="hostile",
        title="Harbour <img src=x onerror='window.harmed = 6'> reopens",
        body=HOSTILE,
        source="<b>Tide</b> & Co",
        url="javascript:window.harmed=7",
        published=date(2025, 5, 4),
    ),
)


@dataclass
class QuotingReader:
    """Quotes the first sentence of the best hits; `slow` questions wait until released.

    Attributes:
        patience_s: how long they wait at most.
    """

    name: str = "quoting"
    patience_s: float = 20.0
    released: threading.Event = field(default_factory=threading.Event)

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        text = plan.standalone_question.lower()
        if "broken" in text:
            raise EndpointUnreachableError("the endpoint does not answer", "Try again later")
        yield Step(name="drafting", detail="Half a draft [1]")
        if "slow" in text:
            self.released.wait(self.patience_s)
        if "unknown" in text:
            yield Draft(short="", claims=(), confidence=0.0, reason="No article tells of it.")
            return
        told = []
        for hit in sorted(hits, key=lambda h: h.article.day or date.min, reverse=True):
            start, end = split(hit.article.body)[0]
            if any(word in hit.article.body.lower() for word in text.strip("?").split()[-2:]):
                told.append((hit.article.body[start:end], (hit.article.id, start, end)))
        claims = tuple(Claim(text=t, quotes=(q,)) for t, q in dict.fromkeys(told))
        days = {"calls-1": "2024-05-02", "calls-2": "2025-03-06"}
        events = tuple(
            DatedEvent(
                date=days[q[0]], precision="day", text=t, article_id=q[0], start=q[1], end=q[2]
            )
            for t, q in dict.fromkeys(told)
            if q[0] in days
        )
        short = claims[0].text if claims else ""
        yield Draft(short=short, claims=claims, confidence=0.9, events=events)


def make_assistant(folder: Path, articles: Sequence[Article] = ARTICLES) -> Assistant:
    embedder = HashEmbedder()
    spec = IndexSpec(embedder=embedder.name, dimensions=embedder.dimensions, chunk_tokens=60)
    library = Library.create(folder, spec)
    build(library, articles, embedder)
    return Assistant(library=library, embedder=embedder, reader=QuotingReader())


@contextmanager
def served(assistant: Assistant, port: int = 0, serving: Serving = DEFAULT) -> Iterator[str]:
    """Serve the page on a free port of loopback."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    config = uvicorn.Config(make_app(assistant, lambda: ASKED_ON, serving), log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}/"
    server.should_exit = server.force_exit = True
    thread.join(10)
    sock.close()
