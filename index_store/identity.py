"""A raw record in, the ids that its article may have in a library out."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index_store.paths import full_path
from index_store.raw import STANDARD_INPUT, RawRecord
from index_store.types import Identity

_TRACKING = ("utm_", "fbclid", "gclid", "cmpid", "ref_", "mc_cid", "mc_eid", "igshid", "yclid")
# What themes copied unchanged from the documentation of structured data, as every page's address.
# Source: https://developers.google.com/search/docs/appearance/structured-data/article (until 2021)
_SAMPLES = frozenset(("https://google.com/article", "https://www.google.com/article"))
_NUMBERED = re.compile(r"(?::\d+|\[\d+\]|#\d+)$")


def identity(record: RawRecord, source: str | None, day: date | None) -> tuple[str, Identity]:
    """Return an article's id and what else it may be known by.

    Args:
        record: as found.
        source: outlet of records that name none.
        day: on which it was published by what it says itself.
    """
    own = record.fields.get("id", "")
    place = _id(_place_key(record, day))
    if page := _page(record):
        return _id(page), Identity(apart=place)
    if own and (outlet := record.fields.get("source") or source):
        # Outlets count their articles from 1, each for itself.
        return _id(f"{outlet}\n{own}"), Identity(former=_id(own))
    if own:
        return _id(own), Identity(apart=place)
    return place, Identity(placed=True)


def address_of(record: RawRecord) -> str:
    """Return the address that a record states; empty when it has none of its own."""
    url = record.fields.get("url", "")
    return "" if canonical_url(url) in _SAMPLES else url


def canonical_url(url: str) -> str:
    """Give one form to addresses of the same page; empty when it is not http(s)."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.casefold().startswith(_TRACKING)
    ]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit(("https", host + port, parts.path.rstrip("/") or "/", urlencode(query), ""))


def full_place(place: str) -> str:
    """Return where something was read, the same from whatever folder the file was named."""
    return place if "://" in place or place.startswith(STANDARD_INPUT) else full_path(place)


def file_of(place: str) -> str:
    """Return the file or address of a place, without the number of a record in it."""
    return _NUMBERED.sub("", full_place(place))


def _page(record: RawRecord) -> str:
    """Return the address of the page that is this article; a site's front page is no article's."""
    address = canonical_url(address_of(record))
    parts = urlsplit(address)
    if parts.path in ("", "/") and not parts.query:
        return ""
    return f"{address}#{record.anchor}" if record.anchor else address


def _place_key(record: RawRecord, day: date | None) -> str:
    """Tell a record by its place, or, where others stand there beside it, by title and day.

    Its number would be another one's as soon as one is put before it.
    """
    text = record.text or record.html or "\n".join(text for _, text in record.pieces)
    if record.within:
        named = record.fields.get("title") or text.strip().partition("\n")[0]
        return f"{full_place(record.within)}\n{named}\n{day or ''}"
    if record.place == STANDARD_INPUT:
        return f"{STANDARD_INPUT}\n{text}"
    return canonical_url(record.place) or full_place(record.place)


def _id(key: str) -> str:
    # A file's name may hold bytes that are no UTF-8, and tells it from others all the same.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
