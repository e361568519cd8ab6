from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.rerank import diversify
from assistant.types import Hit
from index_store.types import Article, Passage


def hit(article_id: str, n: int = 0, story: str | None = None) -> Hit:
    body = f"Passage {n} of {article_id}."
    article = Article(id=article_id, title=article_id, body=body, story=story)
    passage = Passage(
        id=f"{article_id}:{n:03d}", article_id=article_id, text=body, start=0, end=len(body)
    )
    return Hit(passage=passage, article=article, score=1.0)


def ids(hits: list[Hit]) -> list[str]:
    return [h.passage.id for h in hits]


def test_near_copies_take_the_place_of_the_first_of_them() -> None:
    hits = [hit("wire", story="s"), hit("copy", story="s"), hit("other"), hit("wire", 1, "s")]
    assert ids(diversify(hits, 10)) == ["wire:000", "other:000", "wire:001"]


def test_no_article_takes_more_than_its_share() -> None:
    hits = [hit("long", n) for n in range(5)] + [hit("short")]
    assert ids(diversify(hits, 10)) == ["long:000", "long:001", "long:002", "short:000"]


def test_none_and_too_few_are_fine() -> None:
    assert diversify([], 5) == []
    assert ids(diversify([hit("a")], 5)) == ["a:000"]


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5)), max_size=30),
    st.fixed_dictionaries({name: st.sampled_from([None, "s", "t"]) for name in "abcdef"}),
    st.integers(1, 10),
)
def test_order_is_kept_and_bounds_hold(
    picks: list[tuple[str, int]], stories: dict[str, str | None], k: int
) -> None:
    hits = [hit(name, n, stories[name]) for name, n in dict.fromkeys(picks)]
    chosen = diversify(hits, k)
    assert len(chosen) <= k
    places = [hits.index(h) for h in chosen]
    assert places == sorted(places)
    told = {(h.article.story, h.article.id) for h in chosen if h.article.story}
    assert len(told) == len({story for story, _ in told}), "one article tells a story"
    if hits:
        assert chosen[0] == hits[0], "the best hit always stays"


def test_near_copies_stay_where_stories_are_left_out_of_account() -> None:
    hits = [hit("wire", story="s"), hit("copy", story="s"), hit("other")]
    assert ids(diversify(hits, 10, stories=False)) == ["wire:000", "copy:000", "other:000"]
