"""The gold set agrees with itself: spans, answers, days, kinds and splits."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "eval" / "data"
KINDS = frozenset(
    "factoid date last first before after between as-of count list duration number reason quotation"
    " attribution yes-no conflict correction unanswerable false-premise injection plan-only"
    " near-copy follow-up".split()
)
REASONS = frozenset("not-covered detail nothing-in-window false-premise conflict plan-only".split())
# Kinds whose answer is words of the article, not worked out from it.
VERBATIM = frozenset("factoid number quotation attribution conflict correction near-copy".split())
ARTICLE_KEYS = frozenset("id title text published updated source agency author url".split())
LAST_DAY = "9999-12-31"
CASE_KEYS = frozenset(
    "id question answers answerable as_of evidence spans kind must_not story split reason all_of"
    " history".split()
)
NUMBERS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split(),
        map(str, range(21)),
        strict=True,
    )
)


def records(folder: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted((DATA / folder).glob("*.jsonl")):
        lines = path.read_text("utf-8").split("\n")
        found += [json.loads(line) | {"_file": path.stem} for line in lines if line]
    return found


ARTICLES = {record["id"]: record for record in records("articles")}
CASES = records("cases")
STORIES = sorted({case["_file"] for case in CASES})
EACH_STORY = pytest.mark.parametrize("story", STORIES)


def cases_of(story: str) -> list[dict[str, Any]]:
    return [case for case in CASES if case["_file"] == story]


def words(text: str) -> str:
    """The text as lower-case words without articles, numbers as digits, spaced all round."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower().replace("\u200b", ""))
    text = re.sub(r"\.(?!\d)", " ", re.sub(r"[^\w.\s]", " ", text))
    kept = [NUMBERS.get(word, word) for word in text.split() if word not in ("a", "an", "the")]
    return f" {' '.join(kept)} "


def holds(text: str, part: str) -> bool:
    return words(part) in words(text)


def test_ids_are_unique() -> None:
    assert len(ARTICLES) == len(records("articles"))
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len(
        {words(c["question"]) + c.get("as_of", "") + str(c.get("history")) for c in CASES}
    ) == len(CASES)


def test_articles_are_of_the_form_described() -> None:
    for article in ARTICLES.values():
        assert set(article) - {"_file"} <= ARTICLE_KEYS, article["id"]
        assert article["id"].startswith(article["_file"] + "-")
        assert article["title"]
        assert article["source"]
        assert 110 <= len(article["text"].split()) <= 460, article["id"]
        if "published" in article:
            date.fromisoformat(article["published"][:10])


@EACH_STORY
def test_cases_are_of_the_form_described(story: str) -> None:
    for case in cases_of(story):
        assert set(case) - {"_file"} <= CASE_KEYS, case["id"]
        assert case["story"] == story, case["id"]
        assert case["id"].startswith(story + "-")
        assert case["kind"] in KINDS, case["id"]
        assert case["question"].strip().endswith(("?", ".")), case["id"]
        date.fromisoformat(case.get("as_of", LAST_DAY))
        assert bool(case.get("history")) == (case["kind"] == "follow-up"), case["id"]


@EACH_STORY
def test_answerable_cases_have_answers_and_the_others_a_reason(story: str) -> None:
    for case in cases_of(story):
        if case["answerable"]:
            assert case["answers"], case["id"]
            assert case["evidence"], case["id"]
            assert "reason" not in case, case["id"]
        else:
            assert not case["answers"], case["id"]
            assert case["reason"] in REASONS, case["id"]


@EACH_STORY
def test_spans_hold_their_quotes_and_were_out_by_the_day_asked(story: str) -> None:
    for case in cases_of(story):
        assert {span["article_id"] for span in case["spans"]} == set(case["evidence"]), case["id"]
        for span in case["spans"]:
            article = ARTICLES[span["article_id"]]
            assert article["text"][span["start"] : span["end"]] == span["quote"], case["id"]
            assert span["quote"].strip() == span["quote"], case["id"]
            as_of = case.get("as_of", LAST_DAY)
            assert article.get("published", as_of)[:10] <= as_of, case["id"]


@EACH_STORY
def test_answers_stand_in_the_evidence(story: str) -> None:
    for case in cases_of(story):
        if case["kind"] not in VERBATIM or not case["answerable"]:
            continue
        evidence = " ".join(span["quote"] for span in case["spans"])
        found = [holds(evidence, answer) for answer in case["answers"]]
        assert all(found) if case["kind"] == "conflict" else any(found), case["id"]


@EACH_STORY
def test_no_right_answer_breaks_a_must_not(story: str) -> None:
    for case in cases_of(story):
        for answer in case["answers"]:
            broken = [bad for bad in case["must_not"] if holds(answer, bad)]
            assert not broken, (case["id"], answer)


@EACH_STORY
def test_a_list_answer_has_one_of_each_part(story: str) -> None:
    for case in cases_of(story):
        # A list stands whole in its first answer, the sides of a conflict in one answer each.
        whole = case["answers"] if case["kind"] == "conflict" else case["answers"][:1]
        for part in case.get("all_of", []):
            assert any(holds(" / ".join(whole), form) for form in part), case["id"]


def test_every_kind_is_there_often_enough() -> None:
    counts = Counter(case["kind"] for case in CASES)
    assert set(counts) == KINDS
    assert min(counts.values()) >= 6, counts.most_common()[-5:]


def test_splits_are_by_story_and_about_even() -> None:
    splits: dict[str, set[str]] = {}
    for case in CASES:
        splits.setdefault(case["story"], set()).add(case["split"])
    assert all(len(names) == 1 for names in splits.values())
    held = sum(case["split"] == "held" for case in CASES)
    assert 0.4 <= held / len(CASES) <= 0.6


def test_sample_names_files_that_exist() -> None:
    files = {path.name for path in (DATA / "articles").iterdir()}
    named = (DATA / "sample.txt").read_text("utf-8").split()
    assert named
    assert set(named) <= files
