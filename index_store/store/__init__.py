"""The library on disk: articles, vectors and words under one folder, searched by day."""

from index_store.store.audit import Audit
from index_store.store.library import Library, Ranking
from index_store.store.records import content_hash
from index_store.store.shelf import ArticleRow, Counts
from index_store.store.sources import Freshness, SyncNote
from index_store.store.standing import Standing
from index_store.store.stored import Stored, embedding_text
from index_store.store.writer import Item, Writer

__all__ = [
    "ArticleRow",
    "Audit",
    "Counts",
    "Freshness",
    "Item",
    "Library",
    "Ranking",
    "Standing",
    "Stored",
    "SyncNote",
    "Writer",
    "content_hash",
    "embedding_text",
]
