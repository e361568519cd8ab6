from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.types import Claim, Draft, Hit, Plan, Step, Usage
from eval import archive, session
from eval.check import Checked, check, write_baseline
from tests.fakes import HashEmbedder

ARTICLES = [
    {"id": f"a{n}", "title": f"Town {n}", "text": f"Town {n} has {n + 40} mills.",
     "published": "2025-05-02"}
    for n in range(8)
]  # fmt: skip
CASES = [
    {"id": f"c{n}", "question": f"How many mills has Town {n}?", "answers": [str(n + 40)],
     "as_of": "2025-06-01", "evidence": [f"a{n}"]}
    for n in range(8)
]  # fmt: skip


class Town:
    """Reads the article of the town that is asked about; or says too much when it is broken."""

    name = "town"
    usage = Usage()

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        number = plan.standalone_question.rstrip("?").split()[-1]
        hit = next(hit for hit in hits if hit.article.title == f"Town {number}")
        short = "many" if self.broken else hit.passage.text
        quote = (hit.article.id, hit.passage.start, hit.passage.end)
        yield Draft(
            short=short, claims=(Claim(text=hit.passage.text, quotes=(quote,)),), confidence=0.9
        )


def test_a_check_refuses_what_is_worse_than_the_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    for name, rows in (("articles", ARTICLES), ("cases", CASES)):
        (data / name).mkdir(parents=True)
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (data / name / "towns.jsonl").write_text(lines, encoding="utf-8")
    (data / "gates.toml").write_text("complete = true\nguarded = ['strict']\n")
    monkeypatch.setattr(archive, "embedder_for", lambda _: HashEmbedder())

    def checked(reader: Town, out: str) -> Checked:
        monkeypatch.setattr(session, "reader_for", lambda *_: reader)
        return check(Settings(), tmp_path / out, date(2026, 1, 5), lambda _: None, data)

    first = checked(Town(), "one")
    assert first.comparison is None
    assert [one.figures["strict"] for one in first.scored] == [1.0] * 8
    write_baseline(first.scored, data / "baseline.json")
    again = checked(Town(), "one")
    assert again.comparison is not None
    assert (again.comparison.failures, again.comparison.missing) == ([], 0)
    worse = checked(Town(broken=True), "two")
    assert worse.comparison is not None
    assert worse.comparison.failures == ["strict got worse: 1.000 to 0.000 (p = 0.008)"]
    assert len(worse.comparison.flips) == 8
