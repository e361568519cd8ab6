"""Paths or addresses read by the loaders: articles and refusals apart."""

from __future__ import annotations

from typing import Any

from index_store.articles import read_articles
from index_store.errors import RecordError
from index_store.load.fetch import Fetcher
from index_store.load.visit import Manners, Visitor
from index_store.types import Article


def read(
    *paths: object, allow_private: tuple[str, ...] | list[str] = (), **options: Any
) -> tuple[list[Article], list[RecordError]]:
    """Return the articles, and what was refused."""
    visitor = Visitor(Fetcher(allow_private=tuple(allow_private)), Manners(delay_s=0))
    found = list(read_articles([str(path) for path in paths], visitor=visitor, **options))
    errors = [one for one in found if isinstance(one, RecordError)]
    return [one for one in found if not isinstance(one, RecordError)], errors


def only(*paths: object, **options: Any) -> Article:
    """Return the one article that there is."""
    articles, errors = read(*paths, **options)
    assert errors == []
    assert len(articles) == 1
    return articles[0]


def refused(*paths: object, **options: Any) -> RecordError:
    """Return the one refusal, where nothing else comes out."""
    articles, errors = read(*paths, **options)
    assert articles == []
    assert len(errors) == 1
    assert errors[0].reason
    return errors[0]
