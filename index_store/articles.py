"""Paths and addresses in, cleaned and dated articles out: the order of load, clean and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from index_store import clean, dates, load, sentences, times
from index_store.errors import RecordError
from index_store.identity import address_of, canonical_url, full_place, identity
from index_store.load.visit import Visitor
from index_store.load.walk import STOOD_IN
from index_store.raw import RawRecord
from index_store.types import Article, Identity
from index_store.verbs import PAST_FORMS

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TOLD = re.compile(rf"\b(?:was|were|had|did|{'|'.join(sorted(PAST_FORMS))}|\w{{3,}}ed)\b")
# Case matters: May is a month.
_PLANNED = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|[Ii]f|[Uu]nless|[Uu]ntil|[Bb]y|plan\w*|schedul\w*|"
    r"due|expect\w*|set (?:to|for)|going to|next|forecast\w*|deadline|target\w*|aim\w*|hop\w*|"
    r"propos\w*|promis\w*|start\w*|begin\w*|through|from|predict\w*|postponed|delayed|extend\w*|"
    r"expir\w*|valid|return\w*)\b"
)
_OPENING = 6  # characters that may stand before a date which opens its sentence


def read_articles(
    paths: Sequence[str],
    *,
    published: date | datetime | None = None,
    source: str | None = None,
    own_ids: bool = False,
    visitor: Visitor | None = None,
) -> Iterator[Article | RecordError]:
    """Read every article below the paths; a record that cannot be read comes out as its error.

    Args:
        paths: files, folders and http(s) addresses.
        published: overrides what the records say.
        source: outlet of records that name none.
        own_ids: keep the records' own ids, as an eval library does.
        visitor: who fetches addresses; one that remembers nothing when None.

    Raises:
        RecordError: a path does not exist; raised before anything is read.
    """
    visitor = visitor or Visitor()
    records = load.read_records(paths, visitor)
    given = _Given(published=published, source=source, own_ids=own_ids)
    return (one for record in records for one in _read(record, visitor, given))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was given by hand for all articles; see `read_articles`."""

    published: date | datetime | None
    source: str | None
    own_ids: bool


def _read(
    record: RawRecord | RecordError, visitor: Visitor, given: _Given
) -> Iterator[Article | RecordError]:
    if isinstance(record, RecordError):
        yield record
        return
    record = _storable(record)
    cleaned = clean.clean(record)
    summary = _summary(record)
    if cleaned.body and len(cleaned.body) < len(summary):
        # A wall often leaves a sentence of the article, and the feed has more.
        cleaned = clean.clean(replace(record, fields={"summary": summary, **record.fields}))
    if cleaned.body:
        yield _article(record, cleaned, given)
        return
    reason = "no article text in it"
    yield RecordError(record.place, f"{reason}; {STOOD_IN}" if summary else reason, "leave it out")
    if record.said and summary:
        for place in record.via:
            visitor.forget(place)
        yield from _read(record.said, visitor, given)


def _summary(record: RawRecord) -> str:
    return "\n\n".join(text for _, text in record.said.pieces) if record.said else ""


def _article(record: RawRecord, cleaned: clean.Cleaned, given: _Given) -> Article:
    dated = dates.find_date(record, given.published)
    fields = record.fields
    source, url = given.source, address_of(record)
    article_id, known = _identity(record, dated, given)
    return Article(
        id=article_id,
        identity=known,
        title=cleaned.title,
        body=cleaned.body,
        blocks=cleaned.blocks,
        url=url or None,
        source=fields.get("source") or source or _host(url),
        sourced_by="--source" if source and not fields.get("source") else None,
        agency=cleaned.agency,
        author=cleaned.author,
        published=dated.published,
        updated=dated.updated,
        dated_by=dated.dated_by,
        language=cleaned.language,
        section=fields.get("section"),
        location=cleaned.location,
        not_before=None if dated.published else not_before(cleaned.body),
        corrects=cleaned.corrects,
        date_conflict=dated.conflict,
        # A file's name may hold bytes that are no text.
        place=full_place(record.place).encode("utf-8", "backslashreplace").decode(),
    )


def _storable(record: RawRecord) -> RawRecord:
    """Give a record whose texts can be written as UTF-8: half a surrogate pair cannot."""
    return replace(
        record,
        text=_whole(record.text),
        html=_whole(record.html),
        pieces=tuple((kind, _whole(text)) for kind, text in record.pieces),
        fields={name: _whole(value) for name, value in record.fields.items()},
    )


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _identity(record: RawRecord, dated: dates.Dated, given: _Given) -> tuple[str, Identity | None]:
    own = record.fields.get("id")
    if given.own_ids and own:
        return own, None
    # A day given by hand is not what tells one record of a file from another.
    said = dates.find_date(record, None) if given.published and record.within else dated
    day = said.published
    return identity(record, given.source, day.date() if isinstance(day, datetime) else day)


def _host(url: str) -> str | None:
    host = urlsplit(canonical_url(url)).hostname
    return host.removeprefix("www.") if host else None


def not_before(body: str) -> date | None:
    """Give the last day or month that a text tells of as past, by its first day; None without one.

    Only days and months with their year count, behind a verb in the past tense or at the opening
    of a sentence that has one, and with no word of plans: an article cannot be older than what it
    reports.
    """
    days: list[date] = []
    for start, end in sentences.split(body):
        sentence = body[start:end]
        told = _TOLD.search(sentence)
        if not told or not _YEAR.search(sentence) or _PLANNED.search(sentence):
            continue
        for mention in times.find_times(sentence, None):
            exact = mention.kind == "date" and mention.precision in ("day", "month")
            placed = mention.start <= _OPENING or told.end() <= mention.start
            if exact and placed and mention.earliest:
                days.append(mention.earliest)
    return max(days, default=None)
