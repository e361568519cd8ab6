"""The cases beside the gold set: each can be asked, and its evidence was out in time."""

import json
from pathlib import Path

import pytest

from eval.cases import read_cases

DATA = Path(__file__).parents[2] / "eval" / "data"


@pytest.mark.parametrize(
    ("cases", "articles", "least"),
    [
        ("fresh/cases", "fresh/articles", 250),
        ("then/fresh", "fresh/articles", 150),
        ("then/own", "articles", 50),
        ("polar/fresh", "fresh/articles", 100),
        ("polar/own", "articles", 100),
    ],
)
def test_evidence_is_there_and_was_published_by_the_day_of_the_question(
    cases: str, articles: str, least: int
) -> None:
    published = {
        article["id"]: article.get("published", "")
        for path in sorted((DATA / articles).glob("*.jsonl"))
        for article in map(json.loads, path.read_text("utf-8").splitlines())
    }
    found = read_cases(DATA / cases)
    assert len(found) > least
    assert {case.answerable for case in found} == {True, False}
    for case in found:
        assert case.as_of is not None, case.id
        for article_id in case.evidence:
            assert published[article_id][:10] <= case.as_of.isoformat(), case.id
