"""Answerable cases and their articles in, the same questions asked too early out.

On the day before the first article that tells the answer, the right thing to do is to abstain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from eval.cases import Case, read_cases
from eval.own import require_own, rows_in
from index_store.articles import read_articles
from index_store.errors import CaseError
from index_store.types import Article

KIND = "day-before"


def write_before(cases: Path, articles: Path, out: Path) -> tuple[int, int]:
    """Write the cases of the day before; return how many there are, and how many have no such day.

    Raises:
        CaseError: the cases cannot be read, or none of their evidence is among the articles,
            or the file to write holds something else.
    """
    found = read_articles([str(articles)], own_ids=True)
    days = {one.id: one.day for one in found if isinstance(one, Article) and one.day}
    asked = [case for case in read_cases(cases) if case.answerable]
    early = [made for case in asked if (made := day_before(case, days))]
    if not early:
        raise CaseError(f"no evidence of {cases} is a dated article of {articles}")
    require_own(out, _of_before, "a file of cases of the day before")
    lines = [json.dumps(made, ensure_ascii=False) + "\n" for made in early]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(lines), encoding="utf-8")
    return len(early), len(asked) - len(early)


def day_before(case: Case, days: Mapping[str, date]) -> dict[str, Any] | None:
    """Ask a case on the day before the earliest of its evidence, verified or not.

    None for a case whose evidence is not all dated, and for a follow-up, whose earlier turns would
    tell too much. An article that is not listed as evidence may still tell the answer earlier.
    """
    evidence = [*case.evidence, *_verified(case)]
    told = [days.get(name) for name in evidence]
    known = [day for day in told if day is not None]
    if not known or len(known) < len(told) or case.history:
        return None
    return {
        "id": f"{case.id}-before",
        "question": case.question,
        "answers": [],
        "answerable": False,
        "as_of": (min(known) - timedelta(days=1)).isoformat(),
        "kind": KIND,
        "would_be": list(case.answers),
    }


def _of_before(text: str) -> bool:
    return all(row["kind"] == KIND for row in rows_in(text))


def _verified(case: Case) -> Sequence[str]:
    return list(case.extra.get("evidence_verified") or [])
