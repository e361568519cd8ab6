"""Text in, inert HTML out: the only place that turns text into markup, and it escapes all of it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from html import escape as _escape
from urllib.parse import quote, urlsplit

from assistant import words

# Beyond HTML's own: characters that page templates and Markdown give a meaning to.
_MORE = str.maketrans({c: f"&#{ord(c)};" for c in "{}$`[]*_~\\"})
MARKER = re.compile(r"\[(\d{1,3})\]")


def esc(text: str) -> str:
    """Make a text inert in HTML, inside attributes and in templates."""
    return _escape(text, quote=True).translate(_MORE)


def day_words(iso_day: str) -> str:
    """Write an ISO day, week, month or year in words; what is none comes back as it is."""
    with suppress(ValueError):
        week = re.fullmatch(r"\d{4}-W\d\d", iso_day)
        day = words.day_words(date.fromisoformat(f"{iso_day}-1" if week else iso_day[:10]))
        return f"week of {day}" if week else day
    with suppress(ValueError):
        return f"{date.fromisoformat(f'{iso_day}-01'):%B %Y}"
    return iso_day


def web_address(url: str) -> str:
    """Return an address that may stand in a link, escaped; empty unless it is http(s)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return esc(url) if parts.scheme in ("http", "https") and parts.hostname else ""


def article_link(article_id: str, start: int, end: int) -> str:
    """Return the address of an article as stored, at a highlighted stretch of it."""
    return f"article/{quote(article_id, safe='')}?start={start}&amp;end={end}#quote"
