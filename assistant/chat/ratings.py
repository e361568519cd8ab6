"""What a person thinks of an answer in, a line in the library's folder out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.cards import REASONS, Record, understood

# `dateline eval drafts` turns its complaints into drafts of cases.
FILE = "feedback.jsonl"
_ONE_AT_A_TIME = Lock()
_CITED = "marker article_id title source published url quote start end".split()


def keep_rating(folder: Path, shown: Record, rating: str, day: date) -> bool:
    """Add a line `{day, rating, reason, answer}` to the file in the library's folder.

    Args:
        folder: the library's.
        shown: the answer that is rated; what it was rated before no longer holds.
        rating: `good`, or what is wrong; anything else is left out.
        day: on which it was rated.
    """
    if rating not in ("good", *REASONS):
        return False
    file = folder / FILE
    with _ONE_AT_A_TIME:
        if shown["rating"]:
            _withdraw(file, _line(shown, shown["rating"], day))
        with file.open("a", encoding="utf-8") as out:
            out.write(_line(shown, rating, day) + "\n")
    return True


def _withdraw(file: Path, line: str) -> None:
    """Take the last such line out."""
    lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    if line in lines:
        at = len(lines) - 1 - lines[::-1].index(line)
        beside = file.with_suffix(".new")
        beside.write_text("\n".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
        beside.replace(file)


def _line(shown: Record, rating: str, day: date) -> str:
    good = rating == "good"
    line = {
        "day": day.isoformat(),
        "rating": "up" if good else "down",
        "reason": "" if good else rating,
        "answer": _answer(shown),
    }
    return json.dumps(line, ensure_ascii=False)


def _answer(shown: Record) -> dict[str, Any]:
    """Give back of the answer what `dateline ask --json` prints and a Record keeps."""
    return {
        "question": understood(shown),
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
