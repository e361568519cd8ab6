"""A raw record in, when it was published, what says so and what disagrees out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from index_store.dates import places
from index_store.dates.page import visible_day
from index_store.dates.strings import parse
from index_store.raw import RawRecord

Moment = date | datetime
_SHOWN = 40  # characters of a date that cannot be read
ORDER = (
    "--published", "json-ld", "meta", "front matter", "field", "feed", "url", "file name", "header",
    "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a record was published; all None when nothing says so.

    Attributes:
        dated_by: the source that was believed, one of ORDER.
        conflict: the sources that name another day, or none that can be read, in words.
    """

    published: Moment | None = None
    updated: Moment | None = None
    dated_by: str | None = None
    conflict: str | None = None


def find_date(record: RawRecord, flag: Moment | None = None) -> Dated:
    """Take the first source that gives a day, in this order.

    1. `--published`, the reader's own word;
    2. `json-ld`: NewsArticle.datePublished;
    3. `meta`: article:published_time and its kin, microdata, the head of a wire file;
    4. `front matter`; 5. `field` of a JSON record; 6. `feed`: the entry's date;
    7. `url`: /2025/07/01/; 8. `file name`: 2025-07-01-bridge.txt;
    9. `header`: a line near the top that is only a date, or the dateline;
    10. `page`: the date that readers see on a web page, found by htmldate.

    Days and years that the text tells of are no source: in news most of them are not the day of
    publication. Where only an update is dated, the version at hand is of that day, and `conflict`
    says so. A source further down is tried for the record of conflicts too, but for `page`.
    """
    published, updated = _claims(record)
    if flag is not None:
        published["--published"] = flag
    for by, value in _stated(record, updated):
        if value is not None:
            published.setdefault(by, value)
    if not published and record.html:
        value = visible_day(record.html)
        if value and value not in map(_day, updated.values()):
            published["page"] = value
    chosen = next((by for by in ORDER if by in published), None)
    last = next((updated[by] for by in ORDER if by in updated), None)
    if chosen:
        return Dated(
            published=published[chosen],
            updated=last if last and _day(last) >= _day(published[chosen]) else None,
            dated_by=chosen,
            conflict=_conflict(published, chosen),
        )
    chosen = next((by for by in ORDER if by in updated), None)
    said = "only its last update is dated" if chosen else _unread(record)
    return Dated(published=last, updated=last, dated_by=chosen, conflict=said)


def _unread(record: RawRecord) -> str | None:
    """Tell of dates that are there and cannot be read."""
    texts = (f"{claim.by} says {claim.text.strip()[:_SHOWN]!r}" for claim in record.claims)
    told = "; ".join(dict.fromkeys(texts))
    return f"{told}, which cannot be read as a day" if told else None


def _claims(record: RawRecord) -> tuple[dict[str, Moment], dict[str, Moment]]:
    published: dict[str, Moment] = {}
    updated: dict[str, Moment] = {}
    for claim in record.claims:
        value = parse(claim.text)
        if value is not None:
            (updated if claim.role == "updated" else published).setdefault(claim.by, value)
    return published, updated


def _stated(record: RawRecord, updated: dict[str, Moment]) -> Iterable[tuple[str, Moment | None]]:
    url = record.fields.get("url", "")
    yield "url", places.from_url(url)
    yield "file name", places.from_name(record.place)
    # A format that states its paragraphs mostly states the day too; a Word document does not.
    text = record.text
    if not text and not record.claims:
        text = "\n\n".join(piece for _, piece in record.pieces)
    if text:
        head, revised = places.from_header(text)
        if revised is not None:
            updated.setdefault("header", revised)
        known = tuple(_day(value) for value in updated.values())
        yield "header", head or places.from_dateline(text, known, url)


def _conflict(found: dict[str, Moment], chosen: str) -> str | None:
    day = _day(found[chosen])
    others = [f"{by} says {_day(found[by])}" for by in ORDER if by in found]
    kept = [text for text in others if not text.endswith(str(day))]
    return "; ".join(kept) or None


def _day(value: Moment) -> date:
    return value.date() if isinstance(value, datetime) else value
