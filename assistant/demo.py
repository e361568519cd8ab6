"""The sample library: made, asked three questions, and shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from assistant.config import read_settings
from assistant.loading import load_articles, report_text
from assistant.setup import open_assistant
from assistant.show import to_text
from assistant.types import Question

QUESTIONS = (
    "When did Macron and Putin last speak?",
    "When did the Calla Star sink?",
    "When did Macron and Merz last speak?",
)


def run(
    library: Path | None, *, port: int | None, asked_at: date, echo: Callable[[str], None]
) -> None:
    """Load the sample articles into a library of their own, ask, and open the page on `port`."""
    settings = read_settings(library=library or Path.cwd() / ".dateline-demo", reader="extractive")
    with as_file(files("eval") / "data") as data:
        names = (data / "sample.txt").read_text(encoding="utf-8").split()
        loaded = load_articles(settings, [str(data / "articles" / name) for name in names])
    echo(report_text(loaded.report))
    assistant = open_assistant(settings)
    for text in QUESTIONS:
        echo(f"\n> {text}\n")
        echo(to_text(assistant.ask(Question(text=text, asked_at=asked_at))))
    if port is not None:
        from assistant.chat import serve

        serve(assistant, host="127.0.0.1", port=port)
