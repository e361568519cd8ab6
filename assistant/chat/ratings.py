"""What a person thinks of an answer in, a line in the library's folder out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from assistant.cards import REASONS, Record

# `dateline eval drafts` turns its complaints into drafts of cases.
FILE = "feedback.jsonl"
_CITED = "marker article_id title source published url quote start end".split()


def keep_rating(folder: Path, shown: Record, rating: str, day: date) -> bool:
    """Add a line `{day, rating, reason, answer}` to the file in the library's folder.

    Args:
        folder: the library's.
        shown: the answer that is rated.
        rating: `good`, or what is wrong; anything else is left out.
        day: on which it was rated.
    """
    if rating not in ("good", *REASONS):
        return False
    good = rating == "good"
    line = {
        "day": day.isoformat(),
        "rating": "up" if good else "down",
        "reason": "" if good else rating,
        "answer": _answer(shown),
    }
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True


def _answer(shown: Record) -> dict[str, Any]:
    """Give back of the answer what `dateline ask --json` prints and a Record keeps."""
    return {
        "question": shown["question"],
        "as_of": shown["as_of"] or None,
        "status": shown["status"],
        "reason": shown["reason"] or None,
        "short": shown["short"],
        "text": shown["text"],
        "citations": [_citation({**source}) for source in shown["cited"]],
    }


def _citation(source: dict[str, Any]) -> dict[str, Any]:
    unknown = {name: None for name in ("source", "published", "url") if not source[name]}
    return {name: source[name] for name in _CITED} | unknown
