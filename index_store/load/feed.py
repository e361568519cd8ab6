"""An RSS or Atom feed, or a sitemap, in; its entries as records or as links to articles out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urldefrag

from index_store.errors import RecordError
from index_store.load import xml
from index_store.load.fields import as_page
from index_store.load.source import Found, Link, Source, read_bytes
from index_store.raw import DateClaim, RawRecord

# From so many characters on, an entry's text is taken for the article and not for its summary.
_WHOLE = 1200
_WHOLE_CONTENT = 400  # where the feed itself calls it the content
_MOST_LINKS = 10_000


def read_feed(source: Source) -> Iterator[Found]:
    """Read a feed; an entry that holds only a summary becomes a link to its article."""
    import feedparser

    data = read_bytes(source)
    xml.refuse_entities(data, source.place)
    # Given bytes alone, feedparser cannot know what their server said of the encoding.
    said = {"content-type": source.media_type} if source.charset else {}
    feed = feedparser.parse(
        data, sanitize_html=True, resolve_relative_uris=True, response_headers=said
    )
    if not feed.entries:
        raise RecordError(source.place, "no entries in this feed", "check that it is RSS or Atom")
    pages = Counter(urldefrag(entry.get("link") or "").url for entry in feed.entries)
    for number, entry in enumerate(feed.entries, 1):
        found = _read_entry(entry, feed.feed, f"{source.place}#{number}")
        page, anchor = urldefrag(entry.get("link") or "")
        yield _anchored(found, anchor) if pages[page] > 1 else found
    if feed.bozo and not re.search(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*$", data[-200:], re.I):
        reason = "the feed breaks off; what stands before that was read"
        yield RecordError(source.place, reason, "fetch it again")


def read_sitemap(source: Source) -> Iterator[Found]:
    """Read a sitemap: links to articles, with what a news sitemap says about them."""
    root = xml.parse(read_bytes(source), source.place)
    nodes = xml.find_all(root, "url") or xml.find_all(root, "sitemap")
    if not nodes:
        raise RecordError(source.place, "no addresses in this sitemap", "leave it out")
    for node in nodes[:_MOST_LINKS]:
        url = xml.text_of(xml.find(node, "loc"))
        if url:
            yield Link(url=url, record=_from_sitemap(node, url))
    if len(nodes) > _MOST_LINKS:
        left = len(nodes) - _MOST_LINKS
        yield RecordError(source.place, f"{left} more addresses than are read", "cut it up")


def _read_entry(entry: Any, feed: Any, place: str) -> Found:
    # An id that is no address can stand where a link does.
    link = entry.get("link") or ""
    url = link if link.startswith(("http://", "https://")) else ""
    full = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary") or ""
    text = full if len(full) >= len(summary) else summary
    fields = {
        "title": _plain(entry.get("title", "")),
        "url": url,
        "id": entry.get("id") or "",
        "author": entry.get("author") or "",
        "source": _plain((entry.get("source") or {}).get("title", "") or feed.get("title", "")),
        "language": feed.get("language") or "",
        "section": ", ".join(tag.term for tag in entry.get("tags", [])[:3] if tag.get("term")),
    }
    claims = [DateClaim(text=entry["published"], by="feed")] if entry.get("published") else []
    if "updated" in entry:
        claims.append(DateClaim(text=entry["updated"], by="feed", role="updated"))
    record = RawRecord(
        place=url or place,
        html=as_page(text),
        fields={name: value for name, value in fields.items() if value},
        claims=tuple(claims),
        titled=bool(fields["title"]),
    )
    if url and len(_plain(text)) < (_WHOLE_CONTENT if text is full and full else _WHOLE):
        return Link(url=url, record=_shorten(record, _plain(text)))
    return record if text else RecordError(place, "an entry without text or link", "leave it out")


def _anchored(found: Found, anchor: str) -> Found:
    """Tell an entry by its anchor too, where a feed has several of one page."""
    if isinstance(found, Link):
        return replace(found, record=replace(found.record, anchor=anchor))
    return replace(found, anchor=anchor) if isinstance(found, RawRecord) else found


def _shorten(record: RawRecord, summary: str) -> RawRecord:
    return RawRecord(
        place=record.place,
        pieces=(("summary", summary),) if summary else (),
        fields=record.fields,
        claims=record.claims,
        titled=record.titled,
    )


def _from_sitemap(node: Any, url: str) -> RawRecord:
    fields = {
        "url": url,
        "title": xml.text_of(xml.find(node, "title")),
        "source": xml.text_of(xml.find(node, "name")),
        "language": xml.text_of(xml.find(node, "language")),
    }
    published = xml.text_of(xml.find(node, "publication_date"))
    updated = xml.text_of(xml.find(node, "lastmod"))
    claims = [DateClaim(text=published, by="feed")] if published else []
    if updated:
        claims.append(DateClaim(text=updated, by="feed", role="updated"))
    return RawRecord(
        place=url,
        fields={name: value for name, value in fields.items() if value},
        claims=tuple(claims),
        titled=bool(fields["title"]),
    )


def _plain(markup: str) -> str:
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
