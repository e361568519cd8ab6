"""The tree of a web page in, what its JSON-LD states, and which article of it is its own, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES = frozenset(
    "NewsArticle ReportageNewsArticle Article BlogPosting LiveBlogPosting AnalysisNewsArticle "
    "OpinionNewsArticle BackgroundNewsArticle ReviewNewsArticle Report".split()
)
# Comment and CDATA marks that keep old browsers from showing a script.
_OPENING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)")
_CLOSING = re.compile(r"(?:(?://\s*)?-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$")


def values(tree: Any) -> Iterator[Any]:
    """Give what each script of JSON-LD holds; broken ones are left out."""
    for script in tree.xpath("//script[@type]"):
        if script.get("type").partition(";")[0].strip().casefold() != "application/ld+json":
            continue
        text = _CLOSING.sub("", _OPENING.sub("", script.text_content()))
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):  # no JSON, or a number of over 4,300 digits
            continue


def article(tree: Any, url: str = "") -> Mapping[str, Any] | None:
    """Choose the article that the page is about: by its address, else by its headline, else first.

    Args:
        tree: the page.
        url: where it came from; what it calls its own address goes before.
    """
    try:
        found = [item for value in values(tree) for item in _articles(value)]
    except RecursionError:
        return None
    own = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    places = {_page(place) for place in (*own, url) if place}
    heads = {_letters(head.text_content()) for head in tree.xpath("//h1")} - {""}
    for item in found:
        if places & {_page(place) for place in _places(item)}:
            return item
    for item in found:
        if _letters(str(item.get("headline") or item.get("name") or "")) in heads:
            return item
    return next(iter(found), None)


def _articles(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _articles(item)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = map(str, types if isinstance(types, list) else [types])
        if any(re.split("[/:#]", name)[-1] in _TYPES for name in names):
            yield value
        for key in ("@graph", "mainEntity"):
            yield from _articles(value.get(key, []))


def _places(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = item.get(key)
        place = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(place, str) and place:
            yield place


def _page(url: str) -> str:
    """Give an address without what differs between two spellings of one page."""
    return re.sub(r"^https?://(?:www\.)?", "", url.strip().partition("#")[0]).rstrip("/")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
