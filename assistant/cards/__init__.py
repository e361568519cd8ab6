"""Records of answers and articles in, the page's HTML out; pure, and all text in it is escaped."""

from __future__ import annotations

from assistant.cards.answer import failed_html, pending_html, record_html, stopped_html
from assistant.cards.article import article_html, article_page, removed_html
from assistant.cards.desk import bar_html, examples_html, facts_text, welcome_html
from assistant.cards.interface import interface_page
from assistant.cards.record import Record, record, understood
from assistant.cards.tools import REASONS

__all__ = [
    "REASONS",
    "Record",
    "article_html",
    "article_page",
    "bar_html",
    "examples_html",
    "facts_text",
    "failed_html",
    "interface_page",
    "pending_html",
    "record",
    "record_html",
    "removed_html",
    "stopped_html",
    "understood",
    "welcome_html",
]
