from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index_store.store import Library
from index_store.stories import CONTAINED, containment, sign
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=100)
WORDS = (
    "minister harbour budget storm talks bridge verdict pilot strike vaccine river summit orchard "
    "signal treaty goal painter census reactor ferry said told after before while under against"
).split()


def story(seed: int, words: int = 220) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(WORDS, k=words)) + "."


def edited(text: str, every: int) -> str:
    """Replace one word in so many."""
    words = text.split()
    words[::every] = ["otherwise"] * len(words[::every])
    return " ".join(words)


def share(one: str, other: str) -> float:
    first, second = sign(one), sign(other)
    assert first is not None
    assert second is not None
    return containment(first, second)


def test_the_same_words_are_wholly_contained() -> None:
    assert share(story(1), story(1).upper() + " ") == 1.0


def test_a_shortened_or_lightly_edited_text_is_a_copy_and_another_story_is_none() -> None:
    assert share(story(1), story(1)[:1000]) > CONTAINED
    assert share(story(1), edited(story(1), 40)) > CONTAINED
    assert share(story(1), edited(story(1), 4)) < CONTAINED
    assert max(share(story(1), story(n)) for n in range(2, 30)) < 0.2


def test_copies_share_a_bucket_and_others_do_not() -> None:
    signed = [sign(story(n)) for n in range(40)]
    buckets = [set(s.buckets()) for s in signed if s]
    assert all(not buckets[0] & other for other in buckets[1:])
    found = 0
    for n in range(40):
        copy = sign(edited(story(n), 50))
        assert copy is not None
        found += bool(buckets[n] & set(copy.buckets()))
    assert found >= 38


def test_a_short_text_has_no_signature() -> None:
    assert sign("") is None
    assert sign("Markets closed higher on Monday after a quiet day.") is None


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


def put(library: Library, *articles: Article) -> dict[str, str | None]:
    with library.writer() as writer:
        writer.add([(a, [], EMBEDDER.embed([])) for a in articles])
    return {row.id: row.story for row in library.list()}


def article(name: str, body: str, day: int | None = 0) -> Article:
    published = None if day is None else date(2025, 3, 1) + timedelta(days=day)
    return Article(id=name, title=name, body=body, published=published)


def test_copies_share_the_story_of_the_first(library: Library) -> None:
    stories = put(library, article("a", story(1)), article("b", story(2)))
    assert stories == {"a": None, "b": None}
    stories = put(
        library, article("c", edited(story(1), 50), 2), article("d", story(1)[:1100], None)
    )
    assert stories == {"a": "a", "b": None, "c": "a", "d": "a"}
    assert library.article("c").story == "a"


def test_the_same_words_weeks_apart_are_two_stories(library: Library) -> None:
    assert put(library, article("a", story(1)), article("b", story(1), 21)) == {
        "a": None,
        "b": None,
    }


def test_versions_of_one_article_are_no_copies_of_each_other(library: Library) -> None:
    put(library, article("a", story(1)))
    assert put(library, article("a", edited(story(1), 50))) == {"a": None}


def test_what_was_removed_has_no_copies(library: Library) -> None:
    put(library, article("a", story(1)))
    library.remove(["a"])
    assert put(library, article("b", story(1))) == {"b": None}
