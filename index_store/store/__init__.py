"""The library on disk: articles, vectors and words under one folder, searched by day."""

from index_store.store.library import Library, Ranking
from index_store.store.shelf import ArticleRow, Counts
from index_store.store.writer import Item, Standing, Writer

__all__ = ["ArticleRow", "Counts", "Item", "Library", "Ranking", "Standing", "Writer"]
