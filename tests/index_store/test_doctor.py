from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index_store.build import build
from index_store.chunk import estimate_tokens
from index_store.doctor import check, repair
from index_store.errors import EmbedderMismatchError
from index_store.store import Library
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
ARTICLES = [
    Article(
        id=f"a{n}",
        title=f"Ferry {n} leaves",
        body=f"The ferry left the harbour {n} times.\n\nA storm held it for {n} days in spring.",
        published=date(2025, 3, 1 + n),
    )
    for n in range(4)
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    spec = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=12)
    made = Library.create(tmp_path / "library", spec)
    build(made, ARTICLES, EMBEDDER, tokenize=estimate_tokens)
    return made


def change(library: Library, statement: str) -> None:
    with sqlite3.connect(library.folder / "library.sqlite3") as tables:
        tables.execute(statement)
    tables.close()


def lose_vectors(library: Library) -> None:
    with library.writer() as writer:
        writer.vectors.remove(["a1:000"])


def lose_words(library: Library) -> None:
    with library.writer() as writer:
        writer.words.change(remove=["a1:000", "a2:001"])


def stray(library: Library) -> None:
    change(library, "DELETE FROM passages WHERE id LIKE 'a3:%'")
    change(library, "DELETE FROM articles WHERE id = 'a3'")


def half_in(library: Library) -> None:
    change(library, "UPDATE articles SET state = 'pending' WHERE id = 'a2'")


def half_out(library: Library) -> None:
    change(library, "UPDATE articles SET state = 'leaving' WHERE id = 'a2'")


def other_text(library: Library) -> None:
    change(library, "UPDATE articles SET body = 'Something else.' WHERE id = 'a0'")


def one_passage_less(library: Library) -> None:
    change(library, "DELETE FROM passages WHERE id = 'a0:001'")


def spoil_words(library: Library) -> None:
    (library.folder / "words" / "meta.json").write_text("{")


def spoil_stored_words(library: Library) -> None:
    """Spoil what only reading shows: the file begins otherwise and ends as it should."""
    library.close_parts()
    for part in (library.folder / "words").glob("*.store"):
        data = part.read_bytes()
        part.write_bytes(b"\xff" * 40 + data[40:])


def spoil_vectors(library: Library) -> None:
    library.close_parts()
    (library.folder / "vectors" / "chroma.sqlite3").write_bytes(b"no database at all" * 1000)


def test_a_sound_library_has_no_findings(library: Library) -> None:
    assert check(library) == []


@pytest.mark.parametrize(
    ("harm", "words", "left"),
    [
        (lose_vectors, "1 passages have no vector", 4),
        (lose_words, "2 passages are not in the word index", 4),
        (stray, "vectors belong to no passage", 3),
        (half_in, "1 articles were being written or removed", 3),
        (half_out, "1 articles were being written or removed", 3),
        (other_text, "1 articles do not fit their passages", 3),
        (one_passage_less, "1 articles do not fit their passages", 3),
        (spoil_words, "words cannot be read", 4),
        (spoil_stored_words, "words cannot be read", 4),
        (spoil_vectors, "vectors cannot be read", 4),
    ],
)
def test_what_is_wrong_is_named_and_mended(
    library: Library, harm: Callable[[Library], None], words: str, left: int
) -> None:
    harm(library)
    found = check(library)
    assert any(words in finding.problem for finding in found), found
    assert repair(library, EMBEDDER) == found
    assert check(library) == []
    assert library.counts().articles == left
    build(library, ARTICLES, EMBEDDER, tokenize=estimate_tokens)
    assert [row.id for row in library.list()] == ["a3", "a2", "a1", "a0"]
    assert len(library.dense(EMBEDDER.embed_query("ferry"), 50)) == 8
    assert len(library.lexical([("ferry", 1.0)], 50)) == 8


def test_another_embedder_may_not_mend(library: Library) -> None:
    with pytest.raises(EmbedderMismatchError):
        repair(library, HashEmbedder(32, "hash-32"))
