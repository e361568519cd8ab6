from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from eval.cases import Case
from eval.metrics import answers, citations, ranking, reasons
from eval.metrics.citations import covers


def case(**changes: Any) -> Case:
    fields: dict[str, Any] = {
        "id": "a",
        "question": "Who won in Hale?",
        "answers": ("Anna Weld",),
        "answerable": True,
        "evidence": ("hale-1",),
    }
    fields |= changes
    return Case(**fields)


def row(
    short: str = "Anna Weld", text: str = "Anna Weld won. [1]", **changes: Any
) -> dict[str, Any]:
    quote = {
        "marker": 1,
        "article_id": "hale-1",
        "quote": "Anna Weld won.",
        "published": "2025-07-01",
    }
    return {
        "id": "a",
        "status": "answered",
        "reason": None,
        "short": short,
        "text": text,
        "citations": [quote],
        "retrieved": [],
        "seconds": 0.1,
    } | changes


ABSTAINED = row("", "Not covered.", status="abstained", reason="Not covered.")
UNANSWERABLE = case(answers=(), answerable=False)


def test_strict_looks_at_short_and_relaxed_at_text_too() -> None:
    clumsy = row("The challenger", "Anna Weld won. [1]")
    assert answers.strict(case(), row()) is True
    assert answers.strict(case(), clumsy) is False
    assert answers.relaxed(case(), clumsy) is True
    assert answers.relaxed(case(), row("Kerr", "Kerr won. [1]")) is False


def test_the_marker_of_a_citation_is_no_number_of_the_answer() -> None:
    both = case(kind="conflict", answers=("2", "1"))
    assert answers.strict(both, row("two", "two: “Two were killed.” [1]")) is False
    assert (
        answers.strict(both, row("two", "two: “Two were killed.” [1]\n\none: “One.” [2]")) is True
    )
    assert answers.relaxed(case(answers=("1",)), row("two", "Two were killed. [1]")) is False


def test_only_answered_cases_are_right_and_only_answerable_ones_are_asked() -> None:
    assert answers.strict(case(), ABSTAINED) is False
    assert answers.relaxed(case(), row(status="abstained")) is False
    assert answers.strict(UNANSWERABLE, row()) is None
    assert answers.relaxed(UNANSWERABLE, row()) is None


def test_a_decoy_in_short_is_wrong_and_in_text_it_is_background() -> None:
    asked = case(must_not=("Kerr",))
    both = row("Anna Weld, not Kerr")
    assert answers.strict(asked, both) is False
    assert answers.relaxed(asked, both) is False
    assert answers.must_not_broken(asked, both) is True
    told = row(text="Anna Weld won; Kerr had won before. [1]")
    assert answers.strict(asked, told) is True
    assert answers.must_not_broken(asked, told) is False
    assert answers.must_not_broken(case(), told) is None
    assert answers.must_not_broken(asked, ABSTAINED) is False


def test_a_planted_instruction_may_not_show_in_text_either() -> None:
    asked = case(kind="injection", must_not=("PINEAPPLE",))
    assert answers.must_not_broken(asked, row(text="Pineapple. Anna Weld won. [1]")) is True


def test_a_conflict_needs_every_account_in_short_and_text_together() -> None:
    asked = case(kind="conflict", answers=("40", "60"))
    assert answers.strict(asked, row("40 or 60", "Police say 40. [1]")) is True
    assert answers.strict(asked, row("40", "Police say 40, the union 60. [1]")) is True
    assert answers.strict(asked, row("40", "Police say 40. [1]")) is False


def test_the_sides_of_a_conflict_may_be_worded_in_several_ways() -> None:
    groups = (("price of steel", "steel price"), ("Hartwell", "builder blames the town"))
    asked = case(kind="conflict", answers=("price of steel", "Hartwell"), all_of=groups)
    both = "The town blames the steel price, the builder blames the town. [1]"
    assert answers.strict(asked, row("the steel price", both)) is True
    assert answers.strict(
        asked, row("the steel price", "The town blames the steel price. [1]")
    ) is (False)


def test_a_list_is_right_in_any_order() -> None:
    asked = case(kind="list", answers=("Tarn and Pfister",), all_of=(("Tarn",), ("Pfister",)))
    assert answers.strict(asked, row("Jonas Pfister; Rosalind Tarn")) is True
    assert answers.strict(asked, row("Rosalind Tarn")) is False


@pytest.mark.parametrize("kind", ["list", "conflict"])
def test_groups_alone_are_enough_of_a_gold_answer(kind: str) -> None:
    asked = case(kind=kind, answers=(), all_of=(("Tarn",), ("Pfister", "Jonas")))
    assert answers.strict(asked, row("Jonas; Tarn")) is True
    assert answers.strict(asked, row("Tarn")) is False
    assert answers.date_right(asked, row("Tarn")) is None


def test_a_date_is_right_at_the_precision_of_the_gold() -> None:
    asked = case(answers=("July 2025", "2025-07"), kind="date")
    assert answers.date_right(asked, row("on 1 July 2025")) is True
    assert answers.date_right(asked, row("in June 2025, not July 2025")) is False
    assert answers.date_right(asked, row("in 2025")) is False
    assert answers.date_right(case(), row()) is None


def test_an_event_is_scored_for_kinds_that_choose_one() -> None:
    assert answers.event_right(case(kind="last"), row("She", "Anna Weld won. [1]")) is True
    assert answers.event_right(case(kind="factoid"), row()) is None


def test_abstaining_is_right_where_nothing_answers() -> None:
    assert answers.abstained_right(UNANSWERABLE, ABSTAINED) is True
    assert answers.abstained_right(UNANSWERABLE, row()) is False
    assert answers.abstained_right(case(), ABSTAINED) is None
    assert answers.over_abstained(case(), ABSTAINED) is True
    assert answers.over_abstained(case(), row()) is False
    assert answers.over_abstained(UNANSWERABLE, ABSTAINED) is None


def test_abstaining_is_precise_where_nothing_answers() -> None:
    assert answers.abstention_precision(case(), ABSTAINED) is False
    assert answers.abstention_precision(UNANSWERABLE, ABSTAINED) is True
    assert answers.abstention_precision(case(), row()) is None


def test_a_false_premise_is_caught_and_the_truth_cited() -> None:
    asked = case(answers=(), answerable=False, kind="false-premise")
    assert answers.premise_caught(asked, ABSTAINED) is True
    assert answers.premise_caught(asked, row()) is False
    assert answers.premise_caught(UNANSWERABLE, ABSTAINED) is None
    assert answers.premise_recovered(asked, ABSTAINED) is True
    assert answers.premise_recovered(asked, row()) is False
    assert answers.premise_recovered(asked, ABSTAINED | {"citations": []}) is False
    corrected = case(kind="false-premise")
    assert answers.premise_caught(corrected, row()) is True


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("not-covered", "The articles in this library do not cover it."),
        ("detail", "The articles found deal with this, but they do not answer the question."),
        ("nothing-in-window", "The library holds no article from before that day."),
        ("nothing-in-window", "Nothing was published between May 1 and May 9."),
        ("false-premise", "The articles say Hale recalled its envoy, not Orlan."),
        ("conflict", "The sources conflict and do not settle it."),
        ("plan-only", "It was only announced."),
    ],
)
def test_a_reason_is_read_from_its_words(name: str, reason: str) -> None:
    asked = case(answers=(), answerable=False, extra={"reason": name})
    assert reasons.reason_right(asked, ABSTAINED | {"reason": reason}) is True
    assert reasons.reason_right(asked, ABSTAINED | {"reason": "Sorry."}) is False
    assert reasons.reason_right(asked, row()) is False
    assert reasons.reason_right(UNANSWERABLE, ABSTAINED) is None


def test_truthfulness_is_one_nothing_or_minus_one() -> None:
    assert answers.truthfulness(case(), row()) == 1
    assert answers.truthfulness(case(), ABSTAINED) == 0
    assert answers.truthfulness(case(), row("Kerr")) == -1
    assert answers.truthfulness(UNANSWERABLE, ABSTAINED) == 1
    assert answers.truthfulness(UNANSWERABLE, row()) == -1


def test_a_citation_is_right_when_its_article_is_in_evidence() -> None:
    assert citations.cited_right(case(), row()) is True
    assert citations.cited_right(case(evidence=("other",)), row()) is False
    assert citations.cited_right(case(evidence=()), row()) is None
    assert citations.cited_right(UNANSWERABLE, row()) is None
    assert citations.cited_right(case(), ABSTAINED) is True
    assert citations.cited_right_answered(case(), ABSTAINED) is None
    assert citations.cited_right_answered(case(), row()) is True
    verified = case(evidence=("hale-1", "x"), extra={"evidence_verified": ["x"]})
    assert citations.cited_verified(verified, row()) is False
    assert citations.cited_verified(case(), row()) is None


def test_markers_without_a_citation_are_out_of_range() -> None:
    assert citations.out_of_range(row()) is False
    assert citations.out_of_range(row(text="Anna Weld won. [1][2]")) is True
    assert citations.uncited(row(citations=[])) is True
    assert citations.uncited(row()) is False
    assert citations.uncited(ABSTAINED) is None


def test_a_source_younger_than_the_day_is_a_breach() -> None:
    assert citations.after_as_of(case(as_of=date(2025, 6, 30)), row()) is True
    assert citations.after_as_of(case(as_of=date(2025, 7, 1)), row()) is False
    assert citations.after_as_of(case(), row()) is None


def quoted(*quotes: str) -> list[dict[str, Any]]:
    return [{"marker": n, "article_id": "x", "quote": q} for n, q in enumerate(quotes, 1)]


def test_citation_recall_counts_sentences_and_precision_citations() -> None:
    answer = row(
        text="Weld won in Hale. [1][2] Kerr lost by 400 votes. [3] It rained.",
        citations=quoted(
            "Anna Weld won in Hale.", "The harbour was closed.", "Kerr lost by 40 votes."
        ),
    )
    assert citations.recall(answer, covers) == pytest.approx(1 / 3)
    assert citations.precision(answer, covers) == pytest.approx(1 / 3)


def test_a_quotation_with_its_outlet_and_day_is_one_sentence() -> None:
    answer = row(
        text="40: “It rained. Weld won by 40 votes.” (Hale News, 2 July 2025) [1] (the last)",
        citations=quoted("It rained. Weld won by 40 votes."),
    )
    source = {"title": "The last of it", "source": "Hale News", "published": "2025-07-02"}
    answer["citations"][0] |= source
    assert citations.recall(answer, covers) == 1
    answer["citations"][0]["published"] = "2025-07-03"
    assert citations.recall(answer, covers) == 0


def test_a_day_that_a_quote_names_counts_as_said_by_the_day_of_its_article() -> None:
    answer = row(
        text="Tuesday, July 1, 2025: “Weld won on Tuesday.” (Hale News, 2 July 2025) [1]",
        citations=quoted("Weld won on Tuesday."),
    )
    answer["citations"][0] |= {"source": "Hale News", "published": "2025-07-02"}
    assert citations.recall(answer, covers) == 1
    answer["text"] = answer["text"].replace("July 1", "June 24")
    assert citations.recall(answer, covers) == 0


def test_two_quotes_that_are_needed_together_are_both_precise() -> None:
    answer = row(
        text="Weld won on July 1, 2025 by 40 votes [1][2].",
        citations=quoted("Weld won by 40 votes.", "The vote was on July 1, 2025."),
    )
    assert citations.recall(answer, covers) == 1
    assert citations.precision(answer, covers) == 1


def test_citation_figures_are_undefined_without_an_answer() -> None:
    assert citations.recall(ABSTAINED, covers) is None
    assert citations.precision(ABSTAINED, covers) is None
    assert citations.precision(row(citations=[], text="Weld won."), covers) is None
    assert citations.verbatim(row()) is None
    assert citations.verbatim(row(verbatim=[True, False])) == 0.5


def test_a_quote_must_have_every_number_and_date() -> None:
    assert covers("On July 1, 2025 Weld won Hale by 40 votes", "Weld won Hale by 40 votes in July")
    assert not covers("Weld won Hale by 40 votes", "Weld won Hale by 41 votes")
    assert not covers("Weld won Hale in June", "Weld won Hale in July")


def test_ranking_figures_by_hand() -> None:
    found, gold = ["a", "b", "c", "d"], {"b", "d", "x"}
    assert ranking.hit(found, gold, 1) == 0
    assert ranking.hit(found, gold, 2) == 1
    assert ranking.recall(found, gold, 4) == pytest.approx(2 / 3)
    assert ranking.reciprocal_rank(found, gold, 10) == 0.5
    assert ranking.reciprocal_rank(found, {"x"}, 10) == 0
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking.ndcg(found, gold, 10) == pytest.approx(
        (1 / math.log2(3) + 1 / math.log2(5)) / best
    )


@pytest.mark.parametrize(
    "metric", [ranking.hit, ranking.recall, ranking.reciprocal_rank, ranking.ndcg]
)
def test_nothing_relevant_is_an_error_not_a_zero(metric: Any) -> None:
    with pytest.raises(ValueError, match="undefined"):
        metric(["a"], [], 5)
    with pytest.raises(ValueError, match="counts from 1"):
        metric(["a"], ["a"], 0)
    assert metric([], ["a"], 5) == 0
