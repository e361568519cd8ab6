"""A load to be killed: the same articles every time, some of them replaced, some removed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from index_store import build as building
from index_store.chunk import estimate_tokens
from index_store.store import Library, Ranking
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
WORDS = (
    "minister harbour budget storm talks bridge verdict pilot strike vaccine river summit orchard "
    "signal treaty goal painter census reactor ferry"
).split()
ARTICLES = 130
REMOVED = ["a003", "a090"]


def articles() -> list[Article]:
    """Return first versions, then second versions of some of them."""
    chance = random.Random(7)
    first = [_article(chance, n) for n in range(ARTICLES)]
    second = [
        Article(
            id=a.id, title=a.title, published=a.published, body=f"Corrected. {a.body}",
            updated=a.day + timedelta(days=9),
        )
        for a in first[::9]
        if a.day
    ]  # fmt: skip
    return [*first, *second]


def _article(chance: random.Random, n: int) -> Article:
    lines = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(9)]
    day = date(2025, 1, 1) + timedelta(days=n % 40)
    return Article(id=f"a{n:03d}", title=lines[0], body="\n\n".join(lines[1:]), published=day)


def load(folder: str) -> None:
    """Load, then remove; each call goes on where the one before was stopped."""
    building.GROUP = 128
    spec = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=36)
    with Library.create(Path(folder), spec) as library:
        building.build(library, articles(), EMBEDDER, tokenize=estimate_tokens)
        library.remove(REMOVED)


def contents(folder: Path) -> dict[str, object]:
    """Return all that a library holds, in a form that compares."""
    with Library.open(folder) as library, library.writer() as writer:
        rows = library.list()
        names = [row.id for row in rows] + [f"{row.id}@1" for row in rows]
        kept = library.articles_by_id(names)
        passages = [p for name in sorted(kept) for p in library.passages(name)]
        vectors = writer.vectors.get([p.id for p in passages])
        return {
            "rows": rows,
            "articles": kept,
            "passages": passages,
            "vectors": {i: np.round(row, 5).tolist() for i, row in sorted(vectors.items())},
            "stored": (sorted(writer.vectors.ids()), sorted(writer.words.ids())),
            # Without scores: those of BM25 count removed passages until a merge drops them.
            "lexical": _ids(library.lexical([("harbour", 1.0), ("verdict", 2.0)], 3000)),
            "past": _ids(library.lexical([("corrected", 1.0)], 3000, until=date(2025, 1, 5))),
            "dense": sorted(library.dense(EMBEDDER.embed_query("storm talks"), 20)),
        }


def _ids(ranking: Ranking) -> list[str]:
    return sorted(passage_id for passage_id, _ in ranking)
