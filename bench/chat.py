"""One user, then ten at once, asking over HTTP: time to the first step and to the whole answer.

    python bench/chat.py [--rounds 3]

The sample articles, the extractive reader, the server in this process on loopback; every user asks
the next question as soon as the last one is answered. The built-in reader gives its answer whole,
so what streams first is the step "searching"; that a turn is waited for does not count as a step.
"""

from __future__ import annotations

import argparse
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np
import uvicorn

from assistant.chat.web import make_app
from assistant.config import read_settings
from assistant.loading import load_articles
from assistant.setup import open_assistant

DATA = Path(__file__).parent.parent / "eval" / "data"
QUESTIONS = (
    "When did Macron and Putin last speak?",
    "How many people died when the Calla Star sank?",
    "When did Macron and Scholz last speak?",
    "Who promised a public inquiry?",
)


@contextmanager
def served(library: Path) -> Iterator[str]:
    """Serve the sample articles; give the address."""
    settings = read_settings(library=library, reader="extractive")
    names = (DATA / "sample.txt").read_text(encoding="utf-8").split()
    load_articles(settings, [str(DATA / "articles" / name) for name in names], quiet=True)
    app = make_app(open_assistant(settings), lambda: date(2026, 4, 12))
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def ask(address: str, question: str) -> tuple[float, float]:
    """Ask once; return the seconds to the first step and to the end."""
    begun = time.perf_counter()
    first = 0.0
    headers = {"Accept": "text/event-stream"}
    body = {"question": question}
    with httpx.stream("POST", f"{address}/api/ask", json=body, headers=headers, timeout=300) as got:
        for line in got.iter_lines():
            if not first and '"searching"' in line:
                first = time.perf_counter() - begun
    return first, time.perf_counter() - begun


def measure(address: str, users: int, rounds: int) -> None:
    """Let users ask at once, and print medians and 95th percentiles."""

    def sit(user: int) -> list[tuple[float, float]]:
        asked = [QUESTIONS[(user + n) % len(QUESTIONS)] for n in range(rounds * len(QUESTIONS))]
        return [ask(address, question) for question in asked]

    with ThreadPoolExecutor(users) as pool:
        times = np.array([pair for one in pool.map(sit, range(users)) for pair in one])
    (first50, whole50), (first95, whole95) = np.percentile(times, (50, 95), axis=0)
    print(
        f"{users:>3} users, {len(times)} answers: first step p50 {first50:.3f} s, "
        f"p95 {first95:.3f} s; whole answer p50 {whole50:.2f} s, p95 {whole95:.2f} s"
    )


def main() -> None:
    """Measure one user, then ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="how often each asks all questions")
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as made, served(Path(made) / "library") as address:
        for question in QUESTIONS:
            ask(address, question)
        for users in (1, 10):
            measure(address, users, rounds)


if __name__ == "__main__":
    main()
