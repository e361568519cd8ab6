from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieve import (
    NAMES_WEIGHT,
    RECENCY_HALF_LIFE_DAYS,
    RECENCY_WEIGHT,
    TALK_WEIGHT,
    WINDOW_WEIGHT,
    WORDS_WEIGHT,
    Search,
    fuse,
    names_factor,
    query_terms,
    retrieve,
    time_factor,
)
from assistant.types import Plan, Window
from index_store.build import build
from index_store.chunk import estimate_tokens
from index_store.store import Library
from index_store.types import Article, Block, IndexSpec, Passage, TimeMention
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
TODAY = date(2025, 3, 31)


def article(name: str, title: str, body: str, day: date | None) -> Article:
    return Article(id=name, title=title, body=body, published=day)


ARTICLES = [
    article("old", "Ferry leaves", "The ferry left the harbour of Orlan.", date(2025, 1, 1)),
    article("mid", "Ferry leaves", "The ferry left the harbour of Orlan.", date(2025, 2, 1)),
    article("new", "Ferry leaves", "The ferry left the harbour of Orlan.", date(2025, 3, 1)),
    article("far", "Council votes", "The council voted on parking fees.", date(2025, 2, 1)),
    article("undated", "Ferry leaves", "A ferry left the harbour of Orlan late.", None),
]


def plan(text: str = "Which ferry left the harbour?", **more: object) -> Plan:
    asked = Plan(
        subjects=(), answer_type="any", operator="none", window=None, as_of=None,
        standalone_question=text, asked_at=TODAY, recent=False,
    )  # fmt: skip
    return replace(asked, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    spec = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=40)
    made = Library.create(tmp_path_factory.mktemp("retrieve") / "library", spec)
    build(made, ARTICLES, EMBEDDER, tokenize=estimate_tokens)
    return made


def found(library: Library, asked: Plan, search: Search | None = None) -> list[str]:
    return [hit.article.id for hit in retrieve(asked, library, EMBEDDER, search or Search())]


# --- fusing, worked by hand


def test_fusing_adds_one_over_sixty_plus_rank() -> None:
    dense = [("a", 0.9), ("b", 0.8), ("c", 0.7)]
    lexical = [("b", 12.0), ("d", 3.0)]
    assert fuse([dense, lexical]) == pytest.approx(
        {"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 63, "d": 1 / 62}
    )
    assert fuse([]) == {}


def test_scores_of_the_rankings_themselves_do_not_matter() -> None:
    assert fuse([[("a", 0.2), ("b", 0.1)]]) == fuse([[("a", 99.0), ("b", -5.0)]])


@given(st.lists(st.permutations("abcd"), min_size=1, max_size=4))
def test_first_everywhere_comes_first(orders: list[list[str]]) -> None:
    scores = fuse([[("z", 1.0), *((name, 0.0) for name in order)] for order in orders])
    assert max(scores, key=scores.__getitem__) == "z"
    assert scores["z"] == pytest.approx(len(orders) / 61)


# --- what time adds, worked by hand

PASSAGE = Passage(id="p:000", article_id="p", text="x", start=0, end=1)


@pytest.mark.parametrize(("lives", "share"), [(0, 1.0), (1, 0.5), (2, 0.25), (3, 0.125), (-1, 1.0)])
def test_recency_halves_with_every_half_life(lives: int, share: float) -> None:
    one = article("p", "t", "x", TODAY - timedelta(days=lives * RECENCY_HALF_LIFE_DAYS))
    factor = time_factor(plan(recent=True), PASSAGE, one)
    assert factor == pytest.approx(1 + share * RECENCY_WEIGHT)
    assert time_factor(plan(recent=False), PASSAGE, one) == 1.0


def test_an_archive_that_ended_long_ago_keeps_its_own_present() -> None:
    last = date(2019, 6, 1)
    one = article("p", "t", "x", last)
    assert time_factor(plan(recent=True, newest=last), PASSAGE, one) == 1 + RECENCY_WEIGHT
    assert time_factor(plan(recent=True), PASSAGE, one) == pytest.approx(1.0, abs=1e-6)


def test_the_window_counts_publication_or_a_date_told() -> None:
    window = Window(earliest=date(2025, 2, 1), latest=date(2025, 2, 28))
    asked = plan(window=window)
    inside = article("p", "t", "x", date(2025, 2, 28))
    outside = article("p", "t", "x", date(2025, 3, 1))
    assert time_factor(asked, PASSAGE, inside) == 1 + WINDOW_WEIGHT
    assert time_factor(asked, PASSAGE, outside) == 1.0
    told = TimeMention(
        start=0, end=1, text="x", earliest=date(2025, 1, 20), latest=date(2025, 2, 1)
    )
    assert time_factor(asked, replace(PASSAGE, times=(told,)), outside) == 1 + WINDOW_WEIGHT
    length = replace(told, kind="duration")
    assert time_factor(asked, replace(PASSAGE, times=(length,)), outside) == 1.0


def test_an_undated_article_gains_nothing_from_time() -> None:
    asked = plan(recent=True, window=Window(earliest=date(2025, 1, 1)))
    assert time_factor(asked, PASSAGE, article("p", "t", "x", None)) == 1.0


# --- over a real library


def test_an_article_with_the_names_of_the_question_counts_for_more() -> None:
    told = article("n", "Tarsenian minister", "Vell spoke.", TODAY)
    assert names_factor([], told) == 1.0
    assert names_factor(["Orlan"], told) == 1.0
    assert names_factor(["Marko Vell", "Tarsenia"], told) == 1 + NAMES_WEIGHT
    assert names_factor(["Vell", "Orlan"], told) == 1 + NAMES_WEIGHT / 2


def test_a_follow_up_finds_the_articles_that_the_talk_was_about(library: Library) -> None:
    asked = plan("What about Orlan?")
    assert found(library, asked)[0] != "undated"
    told = replace(asked, talk="Which ferry was late? A ferry that left the harbour late.")
    scores = {hit.article.id: hit.score for hit in retrieve(told, library, EMBEDDER)}
    before = {hit.article.id: hit.score for hit in retrieve(asked, library, EMBEDDER)}
    gains = {name: scores[name] / before[name] for name in before}
    assert gains["undated"] == pytest.approx(1 + TALK_WEIGHT)
    assert max(gains["old"], gains["far"]) < gains["undated"]


def test_first_in_both_rankings_with_all_words_scores_one_and_the_weight_of_words(
    library: Library,
) -> None:
    hits = retrieve(plan("The council voted on parking fees."), library, EMBEDDER)
    assert hits[0].article.id == "far"
    assert hits[0].score == pytest.approx(1 + WORDS_WEIGHT)
    assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_passage_with_the_rare_words_of_a_question_gains_more(library: Library) -> None:
    hits = retrieve(plan("Which council left parking fees late?"), library, EMBEDDER)
    scores = {hit.article.id: hit.score for hit in hits}
    assert scores["far"] > max(scores[name] for name in ("old", "mid", "new"))


def test_nothing_from_after_the_day_asked_about(library: Library) -> None:
    for day, seen in (
        (date(2024, 12, 31), set()),
        (date(2025, 1, 1), {"old"}),
        (date(2025, 2, 1), {"old", "mid", "far"}),
        (None, {"old", "mid", "new", "far", "undated"}),
    ):
        for search in (Search(), Search(use_dense=False), Search(use_lexical=False)):
            dated = set(found(library, plan(as_of=day), search)) - {"far"}
            assert dated == seen - {"far"}, (day, search)


def test_of_equal_texts_the_newest_wins_when_the_present_is_asked_about(library: Library) -> None:
    order = found(library, plan(recent=True, newest=date(2025, 3, 1)))
    assert [name for name in order if name in ("old", "mid", "new")] == ["new", "mid", "old"]
    without = Search(use_time=False)
    scores = {
        h.article.id: h.score for h in retrieve(plan(recent=True), library, EMBEDDER, without)
    }
    assert max(scores.values()) <= 1 + WORDS_WEIGHT


def test_what_is_removed_between_two_readings_is_no_hit(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = library.articles_by_id
    gone = {"mid"}
    monkeypatch.setattr(library, "articles_by_id", lambda ids: whole(set(ids) - gone))
    assert "mid" not in found(library, plan())
    assert "old" in found(library, plan())


def test_captions_count_for_less(tmp_path: Path) -> None:
    body = "Ice shut the harbour."
    told = article("told", "Harbour", body, None)
    caption = replace(
        article("caption", "Harbour", body, None),
        blocks=(Block(kind="caption", start=0, end=len(body)),),
    )
    spec = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=40)
    with Library.create(tmp_path / "library", spec) as made:
        build(made, [caption, told], EMBEDDER, tokenize=estimate_tokens)
        hits = retrieve(plan("Ice harbour"), made, EMBEDDER)
    assert [hit.article.id for hit in hits] == ["told", "caption"]
    assert hits[1].passage.kind == "caption"


def test_an_empty_library_has_no_hits(tmp_path: Path) -> None:
    spec = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=40)
    with Library.create(tmp_path / "library", spec) as made:
        assert retrieve(plan(), made, EMBEDDER) == []


# --- what goes to BM25


def test_words_that_only_ask_are_left_out_and_subjects_weigh_more() -> None:
    asked = plan("When did the ferry from Orlan's harbour last leave?", subjects=("Orlan",))
    assert dict(query_terms(asked)) == {"ferry": 1.0, "orlan": 2.0, "harbour": 1.0, "leave": 1.0}
    assert query_terms(plan("When was it?")) == []
