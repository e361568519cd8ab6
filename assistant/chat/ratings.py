"""What a person thinks of an answer in, a line in the library's folder out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from assistant.cards import REASONS, Record

FILE = "ratings.jsonl"


def keep_rating(folder: Path, shown: Record, rating: str, day: date) -> bool:
    """Add a rating to the file in the library's folder; a rating that is not known is left out."""
    if rating not in ("good", *REASONS):
        return False
    line = {
        "day": day.isoformat(),
        "rating": rating,
        "question": shown["question"],
        "as_of": shown["as_of"] or None,
        "status": shown["status"],
        "short": shown["short"],
        "cited": [[s["article_id"], s["start"], s["end"]] for s in shown["cited"]],
    }
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True
