"""A question and what was found on it in, the case that a person types out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from assistant.types import Hit
from eval.cases import read_cases
from eval.drafts import Entry
from eval.words import holds
from index_store.errors import CaseError


def require_place(cases: Path) -> None:
    """Refuse a file that no case can be added to, before anything is typed.

    Raises:
        CaseError: it is a folder, lies in none, or holds something else than cases.
    """
    if cases.is_dir() or not cases.resolve().parent.is_dir():
        raise CaseError(f"{cases} is no file that can be written", "Give a JSONL file of cases.")
    if cases.exists() and cases.stat().st_size:
        read_cases(cases)


def enter(question: str, hits: Sequence[Hit], kind: str, as_of: date | None) -> Entry:
    """Ask at the terminal which of the hits tell the answer, and what it is.

    Raises:
        CaseError: the input ended.
    """

    def chosen_of(text: str) -> list[Hit]:
        words = text.replace(",", " ").split()
        for word in words:
            if not word.isdigit() or not 1 <= int(word) <= len(hits):
                raise click.BadParameter(f"there is no passage {word}; they go from 1 to {most}")
        return [hits[int(word) - 1] for word in words]

    most = len(hits)
    try:
        chosen = click.prompt(
            "Which tell the answer (numbers; none)", default="", value_proc=chosen_of
        )
        answers = _pieces(click.prompt("Answers, split by | (none: not answerable)", default=""))
        for answer in answers:
            if chosen and not any(holds(hit.passage.text, answer) for hit in chosen):
                click.echo(f"Not in the passages that were chosen: {answer}", err=True)
        must_not = _pieces(click.prompt("Decoys, split by |", default=""))
    except click.Abort as stopped:
        click.echo(err=True)
        raise CaseError("the input ended before the case did; nothing was added") from stopped
    return Entry(
        question=question,
        answers=answers,
        kind=kind,
        as_of=as_of,
        must_not=must_not,
        chosen=chosen,
    )


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split("|") if piece.strip()]
