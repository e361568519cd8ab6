"""Records of answers and articles in, the page's HTML out; pure, and all text in it is escaped."""

from __future__ import annotations

from assistant.cards.answer import failed_html, pending_html, record_html
from assistant.cards.article import article_html, article_page
from assistant.cards.record import Record, record

__all__ = [
    "Record",
    "article_html",
    "article_page",
    "failed_html",
    "pending_html",
    "record",
    "record_html",
]
