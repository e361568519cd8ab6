"""What people complained about, or typed, in; cases for the gold set out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.types import Hit
from eval.cases import parse_case, read_cases
from eval.own import require_own, rows_in
from eval.words import holds
from index_store.errors import CaseError
from index_store.sentences import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A case as a person enters it; `chosen` are the hits that tell the answer."""

    question: str
    answers: Sequence[str]
    kind: str
    as_of: date | None
    must_not: Sequence[str]
    chosen: Sequence[Hit]


def drafts(feedback: Path) -> list[dict[str, Any]]:
    """Turn each thumbs-down into a draft; what is right is for a person to fill in.

    A line of the feedback is `{rating, reason, answer}` with the object of the contract as answer.
    Drafts have no `answers`, so they cannot be run by mistake; the same question is kept once.

    Raises:
        CaseError: the file is missing or a line is malformed.
    """
    if not feedback.is_file():
        raise CaseError(f"no feedback at {feedback}", "Thumbs in the chat page write it.")
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for number, line in enumerate(feedback.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                raw = json.loads(line)
                if raw["rating"] == "down":
                    draft = _draft(raw, number)
                    found.setdefault((draft["question"], draft["as_of"]), draft)
            except (ValueError, KeyError, TypeError) as error:
                raise CaseError(f"{feedback}:{number}: not a line of feedback") from error
    return list(found.values())


def write_drafts(feedback: Path, out: Path) -> int:
    """Write the drafts of complaints, over drafts that nobody worked on alone; return how many.

    Raises:
        CaseError: the feedback is missing or malformed, or the file holds something else.
    """
    found = drafts(feedback)
    require_own(out, _untouched, "a file of drafts without answers")
    lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in found]
    out.write_text("".join(lines), encoding="utf-8")
    return len(found)


def _untouched(text: str) -> bool:
    return all(
        "complaint" in row and row["answerable"] and not row["answers"] for row in rows_in(text)
    )


def add(path: Path, entry: Entry) -> str:
    """Append a case to a file, checked as it is read; return its id, `STEM-NNN`.

    Raises:
        CaseError: the case would not be read back, or contradicts itself.
    """
    numbers = [_number(case.id) for case in read_cases(path)] if _size(path) else []
    name = f"{path.stem}-{max(numbers, default=0) + 1:03d}"
    raw: dict[str, Any] = {
        "id": name,
        "question": entry.question,
        "answers": list(entry.answers),
        "answerable": bool(entry.answers),
        "as_of": entry.as_of.isoformat() if entry.as_of else None,
        "evidence": list(dict.fromkeys(hit.article.id for hit in entry.chosen)),
        "spans": [_span(hit, entry.answers) for hit in entry.chosen],
        "kind": entry.kind,
        "must_not": list(entry.must_not),
    }
    if doubts := parse_case(raw, str(path)).doubts:
        raise CaseError(f"{', '.join(doubts)}; nothing was added")
    begin = "\n" if _size(path) and not path.read_bytes().endswith(b"\n") else ""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{begin}{json.dumps(raw, ensure_ascii=False)}\n")
    return name


def _draft(raw: dict[str, Any], number: int) -> dict[str, Any]:
    answer = raw["answer"]
    return {
        "id": f"draft-{number:03d}",
        "question": answer["question"],
        "answers": [],
        "answerable": True,
        "as_of": answer["as_of"],
        "evidence": list(dict.fromkeys(c["article_id"] for c in answer["citations"])),
        "kind": "any",
        "must_not": [answer["short"]] if answer["short"] else [],
        "complaint": raw.get("reason") or "",
        "said": answer["text"],
    }


def _span(hit: Hit, answers: Sequence[str]) -> dict[str, Any]:
    """Give the sentence of the passage that holds an answer, else the whole passage."""
    passage = hit.passage
    for start, end in split(passage.text):
        quote = passage.text[start:end]
        if any(holds(quote, answer) for answer in answers):
            at = passage.start + start
            return _place(hit.article.id, at, quote)
    return _place(hit.article.id, passage.start, passage.text)


def _place(article_id: str, start: int, quote: str) -> dict[str, Any]:
    return {"article_id": article_id, "start": start, "end": start + len(quote), "quote": quote}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _number(name: str) -> int:
    tail = name.rpartition("-")[2]
    return int(tail) if tail.isdigit() else 0
