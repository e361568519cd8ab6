"""The stories beside the gold set: every case can be asked, and its evidence was out in time."""

import json
from pathlib import Path

from eval.cases import read_cases

FRESH = Path(__file__).parents[2] / "eval" / "data" / "fresh"


def test_evidence_is_there_and_was_published_by_the_day_of_the_question() -> None:
    published = {
        article["id"]: article["published"]
        for path in sorted((FRESH / "articles").glob("*.jsonl"))
        for article in map(json.loads, path.read_text("utf-8").splitlines())
    }
    cases = read_cases(FRESH / "cases")
    assert len(cases) > 250
    assert {case.answerable for case in cases} == {True, False}
    for case in cases:
        assert case.as_of is not None, case.id
        for article_id in case.evidence:
            assert published[article_id] <= case.as_of.isoformat(), case.id
