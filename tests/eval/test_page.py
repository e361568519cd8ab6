from __future__ import annotations

import re
from typing import Any

from eval import outcomes, plots
from eval.cases import Case
from eval.page import page
from eval.score import Scored, score_run


def scored(count: int = 8, **changes: Any) -> list[Scored]:
    cases, rows = [], {}
    for n in range(count):
        answerable = n % 4 != 3
        cases.append(
            Case(
                id=f"c{n}",
                question=f"Who won <b>{n}</b>?",
                answers=("Weld",) if answerable else (),
                answerable=answerable,
                kind=("last", "date")[n % 2],
                evidence=("a1",) if answerable else (),
                quotes=(("a1", "Weld won."),) if answerable else (),
            )
        )
        rows[f"c{n}"] = {
            "id": f"c{n}",
            "status": "answered" if n % 3 else "abstained",
            "reason": None if n % 3 else "Not covered.",
            "short": ("Weld", "Kerr")[n % 2] if n % 3 else "",
            "text": "<script>alert(1)</script> [1]",
            "citations": [
                {"marker": 1, "article_id": "a1", "title": "T & T", "quote": "Q", "published": None}
            ],
            "retrieved": [{"article_id": "a1", "passage_id": "a1:000", "score": 1.0}],
            "passages": ["<img src=x>Weld won."],
            "seconds": 0.1 * n,
            "confidence": n / 8,
        } | changes
    return score_run(cases, rows)


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    text = page(scored(), {"reader": "extractive", "settings": {"k": 8}}, "A <run>")
    assert "<script" not in text
    assert "<img" not in text
    assert not re.search(r"(?:src|href)=", text.replace("&lt;img src=x&gt;", ""))
    assert "default-src 'none'" in text
    assert "&lt;script&gt;" in text
    assert "<title>A &lt;run&gt;</title>" in text
    assert "$" not in text


def test_the_page_shows_every_failure_with_its_evidence() -> None:
    found = scored()
    failed = [one for one in found if outcomes.outcome(one) in outcomes.FAILURES]
    text = page(found, {}, "Run")
    assert text.count("<details>") == len(failed) > 2
    assert "Weld won." in text


def test_the_threshold_is_drawn_only_where_confidence_is_known() -> None:
    assert "stricter threshold" in page(scored(), {}, "Run")
    assert "stricter threshold" not in page(scored(confidence=None), {}, "Run")


def test_a_run_without_times_or_of_one_case_is_drawn() -> None:
    assert "How long" not in page(scored(seconds=None), {}, "Run")
    assert "<svg" in page(scored(1), {}, "Run")
    assert "<svg" in page(scored(1, seconds=0.0), {}, "Run")


def test_each_case_has_one_outcome() -> None:
    names = [outcomes.outcome(one) for one in scored(12)]
    assert set(names) <= set(outcomes.OUTCOMES)
    assert names[0] == outcomes.MISSED
    assert names[2] == outcomes.RIGHT
    assert names[1] == outcomes.WRONG
    assert names[3] == outcomes.DECLINED
    assert names[7] == outcomes.INVENTED


def test_bars_are_in_proportion() -> None:
    drawn = plots.stacked([("all", {"a": 3, "b": 1, "c": 0})], {"a": "x", "b": "y", "c": "z"})
    widths = [float(width) + 1.5 for width in re.findall(r'<rect[^>]* width="([\d.]+)"', drawn)]
    assert len(widths) == 2
    assert abs(widths[0] / widths[1] - 3) < 0.01


def test_labels_of_curves_do_not_lie_on_each_other() -> None:
    flat = [(0.0, 1.0), (1.0, 1.0)]
    drawn = plots.curves({"one": ("x", flat), "two": ("y", flat)})
    places = [float(y) for y in re.findall(r'class="label" x="[\d.]+" y="([\d.]+)"', drawn)]
    assert abs(places[0] - places[1]) >= 15


def test_the_page_draws_how_far_confidence_can_be_trusted() -> None:
    found = scored()
    given = [one for one in found if one.row["status"] == "answered"]
    text = page(found, {}, "Run")
    assert "Expected calibration error" in text
    # Confidences 1/8, 2/8, 4/8, 5/8 and 7/8 were answered, each in a bin of its own.
    assert len(given) == 5
    assert text.count(", 1 answers</title>") == 5
    assert "calibration error" not in page(scored(confidence=None), {}, "Run")


def test_a_long_passage_is_cut_between_words() -> None:
    [one] = scored(1, passages=["word " * 200], short="Kerr", status="answered")
    text = page([one], {}, "Run")
    assert "word word …" in text
    assert "word word word" in text
    assert "wor …" not in text


def test_the_share_right_is_drawn_only_where_enough_is_given() -> None:
    def right(count: int) -> str:
        return page(scored(count, status="answered", short="Weld", confidence=0.5), {}, "Run")

    assert "right, of those given" not in right(9)
    assert "right, of those given" in right(12)
