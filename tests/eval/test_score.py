from __future__ import annotations

from typing import Any

import pytest

from eval.cases import Case
from eval.report import figure, table
from eval.score import METRICS, report_json, score, score_run

CONTRACT = (
    "n strict relaxed strict_and_cited cited_right abstained_right over_abstained hit1 hit5 "
    "uncited out_of_range must_not_broken p50_s p95_s"
).split()


def case(name: str, kind: str = "factoid", **changes: Any) -> Case:
    fields: dict[str, Any] = {
        "id": name,
        "question": "Who won?",
        "answers": ("Weld",),
        "answerable": True,
        "kind": kind,
        "evidence": ("a1", "a4"),
    }
    fields |= changes
    return Case(**fields)


def row(name: str, found: str = "a1 a2", **changes: Any) -> dict[str, Any]:
    hits = [{"article_id": a, "passage_id": f"{a}:000", "score": 1.0} for a in found.split()]
    cited = [{"marker": 1, "article_id": "a1", "quote": "Weld won.", "published": None}]
    return {
        "id": name,
        "status": "answered",
        "reason": None,
        "short": "Weld",
        "text": "Weld won. [1]",
        "citations": cited,
        "retrieved": hits,
        "seconds": 0.2,
        "usage": {"prompt_tokens": 10, "completion_tokens": 2, "cost_usd": None},
    } | changes


CASES = [
    case("1"),
    case("2", "last", must_not=("Kerr",)),
    case("3", "unanswerable", answers=(), answerable=False, evidence=()),
    case("4"),
]
ROWS = {
    "1": row("1"),
    "2": row("2", "a2 a2 a3 a4", short="Kerr", text="Kerr won. [7]", seconds=0.4),
    "3": row("3", status="abstained", short="", text="Not covered.", citations=[]),
}


def test_the_json_has_what_is_promised_for_the_whole_and_per_kind() -> None:
    found = report_json(score_run(CASES, ROWS))
    assert list(found["kinds"]) == ["factoid", "last", "unanswerable"]
    for group in (found["overall"], *found["kinds"].values()):
        assert set(CONTRACT) <= set(group)
    overall = found["overall"]
    assert overall["n"] == 3
    assert overall["strict"] == overall["strict_and_cited"] == 0.5
    assert overall["cited_right"] == 1
    assert (overall["hit1"], overall["hit5"], overall["recall5"]) == (0.5, 1, 0.5)
    assert overall["abstained_right"] == 1
    assert overall["out_of_range"] == pytest.approx(1 / 3)
    assert overall["must_not_broken"] == 1
    assert overall["counts"]["must_not_broken"] == 1
    assert overall["p50_s"] == pytest.approx(0.2)
    assert overall["prompt_tokens"] == 30
    assert overall["cost_usd"] is None
    assert found["kinds"]["unanswerable"]["strict"] is None


def test_abstention_f1_by_hand() -> None:
    silent = row("x", status="abstained", short="", text="Not covered.", citations=[])
    # One of two abstentions is right, and one of three unanswerable cases was abstained from.
    cases = [case("1"), *(case(n, answers=(), answerable=False, evidence=()) for n in "234")]
    rows = {"1": silent, "2": silent, "3": row("3"), "4": row("4")}
    found = report_json(score_run(cases, rows))["overall"]
    assert (found["abstention_precision"], found["abstained_right"]) == (0.5, pytest.approx(1 / 3))
    assert found["abstention_f1"] == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))
    none = report_json(score_run(cases[:1], rows))["overall"]
    assert none["abstention_f1"] is None
    wrong = report_json(score_run(cases[:3:2], rows))["overall"]
    assert (wrong["abstention_precision"], wrong["abstention_f1"]) == (0, 0)


def test_articles_count_once_in_a_ranking() -> None:
    figures = score(CASES[1], ROWS["2"]).figures
    assert figures["mrr"] == pytest.approx(1 / 3)


def test_a_passage_hit_is_one_that_holds_a_gold_sentence() -> None:
    asked = case("1", quotes=(("a1", "Weld won\nby 40 votes."),))
    given = row(
        "1", "a2 a1", passages=["Weld won by 40 votes.", "On Friday Weld won by 40 votes. Yes."]
    )
    figures = score(asked, given).figures
    assert (figures["passage_hit1"], figures["passage_hit5"]) == (0, 1)
    assert score(asked, row("1")).figures["passage_hit5"] is None


def test_every_figure_is_worked_out_for_every_case() -> None:
    for one in score_run(CASES, ROWS):
        assert set(one.figures) == set(METRICS)


def test_the_table_shows_each_kind_and_the_whole() -> None:
    grid = table(score_run(CASES, ROWS))
    assert [str(cell) for cell in grid.columns[0].cells] == [
        "factoid",
        "last",
        "unanswerable",
        "all",
        "95 % from",
        "to",
    ]


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, ".50"), (1, "1.00"), (None, "–"), (-0.25, "-.25")]
)
def test_a_share_is_written_short(value: float | None, text: str) -> None:
    assert figure(value) == text
