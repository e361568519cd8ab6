"""A mapping as found in JSON or front matter in, a raw record with our field names out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from index_store.errors import RecordError
from index_store.load.marks import is_marked, unmarked
from index_store.raw import DateClaim, RawRecord

# Our name for a field, and what others call it, best first.
_ALIASES = {
    "id": ("id", "_id", "uid", "guid", "article_id", "uri"),
    "title": ("title", "headline", "head", "name"),
    "text": ("text", "body", "content", "articleBody", "article_body", "maintext", "full_text"),
    "html": ("html", "content_html", "body_html", "raw_html"),
    "url": ("url", "link", "canonical_url", "permalink", "mainEntityOfPage", "web_url"),
    "source": ("source", "publisher", "outlet", "source_name", "site_name", "provider", "domain"),
    "author": ("author", "byline", "authors", "creator"),
    "agency": ("agency", "wire", "credit"),
    "section": ("section", "category", "articleSection", "section_name"),
    "language": ("language", "lang", "inLanguage"),
    "location": ("location", "dateline", "contentLocation"),
    "summary": ("summary", "description", "abstract", "lead", "standfirst"),
}
_NAMES = ("source", "author", "agency")
_TEXTS = ("text", "html", "summary")  # a number is none
_PUBLISHED = (
    "published", "date", "datePublished", "date_published", "published_at", "publishedAt",
    "pub_date", "pubDate", "publish_date", "publication_date", "published_date", "publicationDate",
    "created_at", "timestamp",
)  # fmt: skip
_UPDATED = (
    "updated", "dateModified", "date_modified", "modified", "updated_at", "updatedAt",
    "last_modified", "lastmod",
)  # fmt: skip
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)


def from_mapping(values: Mapping[str, Any], place: str, *, by: str = "field") -> RawRecord:
    """Read one object under the common names of its fields.

    Raises:
        RecordError: it has no text and no markup.
    """
    folded = {_fold(key): value for key, value in values.items()}
    worded = {key: value for key, value in folded.items() if not isinstance(value, int | float)}
    found = {
        name: _first(worded, aliases, "\n\n") if name in _TEXTS else _first(folded, aliases)
        for name, aliases in _ALIASES.items()
    }
    text, html = found.pop("text"), found.pop("html")
    if not (text or html or found["summary"]):
        raise RecordError(place, "no text", "give it a `text` field")
    if not html and text[:1] == "<" and "</" in text:
        text, html = "", text
    text = unmarked(text) if is_marked(text) else text
    found["title"] = " ".join(unmarked(found["title"]).split())
    # What is read as a page is cut out of its page, for which a lone paragraph is too little.
    html = as_page(html) if html and not _WHOLE_PAGE.search(html) else html
    # The best that can be read counts: one that cannot hides no other.
    told = (_as_text(folded.get(_fold(name))) for name in _PUBLISHED)
    claims = [DateClaim(text=when, by=by) for when in dict.fromkeys(told) if when]
    then = _first(folded, _UPDATED)
    if then:
        claims.append(DateClaim(text=then, by=by, role="updated"))
    # A reference (`{"@id": "https://..."}`) names nobody.
    fields = {
        name: value
        for name, value in found.items()
        if value and not (name in _NAMES and value.startswith(("http://", "https://", "#")))
    }
    return RawRecord(
        place=place,
        text=text,
        html=html,
        fields=fields,
        claims=tuple(claims),
        titled="title" in fields,
    )


def as_page(markup: str) -> str:
    """Make a page of the markup of an article that is already cut out of one."""
    return f"<html><body><article>{markup}</article></body></html>" if markup else ""


def _fold(key: str) -> str:
    return str(key).replace("-", "_").replace("_", "").casefold()


def _first(folded: Mapping[str, Any], names: tuple[str, ...], between: str = ", ") -> str:
    for name in names:
        value = _as_text(folded.get(_fold(name)), between)
        if value:
            return value
    return ""


def _as_text(value: Any, between: str = ", ") -> str:
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        parts = (_as_text(value.get(key)) for key in ("name", "title", "@id", "url", "$date"))
        return next((part for part in parts if part), "")
    if isinstance(value, list | tuple):
        return between.join(part for item in value if (part := _as_text(item)))
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
