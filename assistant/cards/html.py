"""Text in, inert HTML out: the only place that turns text into markup, and it escapes all of it."""

from __future__ import annotations

import re
from html import escape as _escape
from urllib.parse import quote, urlsplit

# Beyond HTML's own: characters that page templates and Markdown give a meaning to.
_MORE = str.maketrans({c: f"&#{ord(c)};" for c in "{}$`[]*_~\\"})
MARKER = re.compile(r"\[(\d{1,3})\]")


def esc(text: str) -> str:
    """Make a text inert in HTML, inside attributes and in templates."""
    return _escape(text, quote=True).translate(_MORE)


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
