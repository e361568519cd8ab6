"""The model of choice: what a question's candidates and "none of them" share."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import plan as plan_of
from assistant.read.sentence.candidates import Candidate
from assistant.read.spans.choose import Choice
from assistant.read.spans.features import FEATURES, agree, answer_stems, feature_rows
from assistant.read.spans.scored import Scored, fullest_first, same_answer
from assistant.read.spans.weighing import fitted
from assistant.types import Hit, Plan, Question, Window
from index_store.types import Article, Passage

PLAN = Plan(
    subjects=(),
    answer_type="person",
    operator="none",
    window=None,
    as_of=None,
    standalone_question="Who runs the harbour board?",
    asked_at=date(2025, 3, 1),
)


def candidate(key: str, body: str, answer: str, margin: float, title: str = "Harbour") -> Candidate:
    article = Article(id=key, title=title, body=body, published=date(2025, 2, 1), source="Post")
    passage = Passage(
        id=f"{key}:000", article_id=key, text=body, start=0, end=len(body), kind="body"
    )
    start = body.index(answer)
    return Candidate(
        hit=Hit(passage=passage, article=article, score=1.0),
        rank=0,
        start=start,
        end=start + len(answer),
        text=answer,
        margin=margin,
        sentence=(0, len(body)),
    )


def choice(**weights: float) -> Choice:
    row = np.array([weights.get(name, 0.0) for name in FEATURES])
    return Choice(mean=row * 0, scale=row * 0 + 1, weights=row, bias=0.0, threshold=0.2)


def column(rows, name):
    return rows[:, FEATURES.index(name)].tolist()


def test_equal_candidates_and_none_of_them_share_alike():
    rows = np.zeros((3, len(FEATURES)))
    shares = choice().probability(rows, np.ones(3, bool))
    assert shares.tolist() == pytest.approx([0.25] * 3)


def test_a_candidate_out_of_the_question_takes_no_share():
    rows = np.zeros((3, len(FEATURES)))
    shares = choice().probability(rows, np.array([True, False, True]))
    assert shares.tolist() == pytest.approx([1 / 3, 0, 1 / 3])


def test_without_candidates_there_is_no_probability():
    assert choice().probability(np.zeros((0, len(FEATURES))), np.zeros(0, bool)).shape == (0,)


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=8))
def test_shares_never_overflow_and_keep_the_order_of_the_utilities(margins):
    rows = np.zeros((len(margins), len(FEATURES)))
    rows[:, FEATURES.index("margin")] = margins
    shares = choice(margin=1.0).probability(rows, np.ones(len(margins), bool))
    assert np.all((shares >= 0) & (shares <= 1))
    assert shares.sum() <= 1 + 1e-9
    assert shares[int(np.argmax(margins))] == shares.max()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Putin", "Vladimir Putin", True),
        ("Vladimir Putin", "Maria Putin", False),
        ("50", "50 million", False),
        ("2024", "June 2024", True),
        ("June", "June 2024", False),
        ("the harbour", "harbour", True),
        ("a", "a long phrase that says more than six words of its own", False),
    ],
)
def test_answers_agree_when_one_is_the_fuller_form_of_the_other(one, other, same):
    assert agree(answer_stems(one), answer_stems(other)) is same


def test_support_comes_from_other_stories_and_fuller_forms():
    told = [
        candidate("a", "The board is run by Ines Calloway.", "Ines Calloway", 4.0),
        candidate("b", "Calloway has run it since May.", "Calloway", 2.0),
        candidate("c", "Oran Pell wanted the post.", "Oran Pell", 4.0),
    ]
    rows = feature_rows(PLAN, told, [[], [], []])
    support = column(rows, "support")
    assert support[0] > support[2]
    assert column(rows, "backers") == pytest.approx([np.log(2), np.log(2), 0])
    assert column(rows, "backing") == pytest.approx([-2.0, 0.0, -2.0])


def test_an_answer_that_the_headline_names_is_told_by_it():
    body = "The board is run by Ines Calloway."
    told = [
        candidate("a", body, "Ines Calloway", 4.0, "Calloway to run harbour board"),
        candidate("b", body, "Ines Calloway", 4.0, "Storm closes port"),
    ]
    rows = feature_rows(PLAN, told, [[], []])
    assert column(rows, "headline") == [0.5, 0.0]
    assert column(rows, "headline_tells")[0] > column(rows, "headline_tells")[1] == 0.0


@pytest.mark.parametrize(
    ("question", "lately", "now"),
    [
        ("Who was named to the harbour board this week?", True, False),
        ("Who recently left the harbour board?", True, False),
        ("Who has been named to the harbour board?", False, True),
        ("Who is leaving the harbour board?", False, True),
        ("Who was on the harbour board in 2019?", False, False),
        ("Who sat on the harbour board?", False, False),
    ],
)
def test_old_reports_are_stale_for_what_is_new(question, lately, now):
    body = "Ines Calloway was named to the board."
    plan = replace(plan_of(Question(text=question, asked_at=date(2025, 3, 1))), window=None)
    rows = feature_rows(plan, [candidate("a", body, "Ines Calloway", 4.0)], [[]])
    old = pytest.approx([np.log2(1 + 28 / 14)])
    assert column(rows, "stale_lately") == (old if lately else [0.0])
    assert column(rows, "stale_now") == (old if now else [0.0])


def test_days_that_are_named_and_just_past_make_old_reports_stale():
    body = "Ines Calloway was named to the board."
    told = [candidate("a", body, "Ines Calloway", 4.0)]
    near = Window(earliest=date(2025, 2, 20), latest=date(2025, 2, 25))
    far = Window(earliest=date(2024, 2, 20), latest=date(2025, 2, 25))
    for window, stale in ((near, True), (far, False), (None, False)):
        rows = feature_rows(replace(PLAN, window=window), told, [[]])
        assert (column(rows, "stale_lately") != [0.0]) is stale
    rows = feature_rows(replace(PLAN, window=near, recent=False), told, [[]])
    assert column(rows, "stale_lately") == [0.0]


def test_the_shipped_weights_fit_the_features():
    assert len(fitted().weights) == len(FEATURES)
    assert 0 < fitted().threshold < 1


def test_two_small_numbers_of_other_sentences_agree_by_chance():
    first = candidate("a", "Two drivers left the board.", "Two", 1.0)
    other = candidate("b", "The board has two chairs.", "two", 1.0)
    scored = [Scored(candidate=c, probability=0.2) for c in (first, other)]
    assert [s.candidate for s in same_answer(scored)] == [first]
    told = [scored[0], replace(scored[1], told=True)]
    assert [s.candidate for s in same_answer(told)] == [first, other]


def test_the_fuller_form_of_a_name_is_given_where_it_is_likely_too():
    body = "Ines Calloway runs the board. Calloway was chosen in May, and Calloway of the port won."
    forms = ["Calloway", "Ines Calloway", "Calloway of the port"]
    scored = [
        Scored(candidate=candidate("a", body, form, 1.0), probability=share)
        for form, share in zip(forms, (0.4, 0.2, 0.3), strict=True)
    ]
    assert next(s.candidate.text for s in fullest_first(scored)) == "Ines Calloway"
    unlikely = [scored[0], replace(scored[1], probability=0.05)]
    assert fullest_first(unlikely)[0].candidate.text == "Calloway"


def test_what_only_points_back_gives_way_to_what_it_means():
    body = "The monarch butterfly is rare. The butterfly, of all the butterfly fans, was added."
    forms = ["The butterfly", "monarch butterfly", "butterfly fans"]
    scored = [
        Scored(candidate=candidate("a", body, form, 1.0), probability=share)
        for form, share in zip(forms, (0.6, 0.01, 0.3), strict=True)
    ]
    assert fullest_first(scored)[0].candidate.text == "monarch butterfly"
    assert fullest_first([scored[0], scored[2]])[0].candidate.text == "The butterfly"
    band = "The Beatles met. Mock Beatles sang."
    names = [candidate("a", band, form, 1.0) for form in ("The Beatles", "Mock Beatles")]
    told = [Scored(candidate=c, probability=p) for c, p in zip(names, (0.6, 0.01), strict=True)]
    assert fullest_first(told)[0].candidate.text == "The Beatles"
