"""A raw record in, the day or instant of its publication and where that comes from out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from index_store.raw import RawRecord

# The order in which sources are believed.
ORDER = (
    "--published", "json-ld", "meta", "front matter", "field", "feed", "url", "file name", "header",
    "page",
)  # fmt: skip
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NUMERIC = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/._]?(0[1-9]|1[0-2])[-/._]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[-/](0?[1-9]|1[0-2]|[a-z]{3})[-/](0?[1-9]|[12]\d|3[01])(?=[-/_.]|$)", re.I
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.? ([A-Za-z]{3,9})\.?,? ((?:19|20)\d\d)\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b")
_HEADER = re.compile(r"^(?:first |last )?(published|updated|posted|date|modified)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a record was published; all None when nothing says so."""

    published: date | datetime | None = None
    updated: date | datetime | None = None
    dated_by: str | None = None
    conflict: str | None = None


def find_date(record: RawRecord, flag: date | datetime | None = None) -> Dated:
    """Take the first source of ORDER that gives a date; years told in the text are no source."""
    found: dict[str, date | datetime] = {}
    updated: date | datetime | None = None
    for claim in record.claims:
        value = parse(claim.text)
        if value is None:
            continue
        if claim.role == "updated":
            updated = updated or value
        else:
            found.setdefault(claim.by, value)
    for by, value in (
        ("--published", flag),
        ("url", from_url(record.fields.get("url", ""))),
        ("file name", from_name(record.place)),
        ("header", from_header(record.text)),
    ):
        if value is not None:
            found.setdefault(by, value)
    if not found and record.html:
        value = _from_page(record.html)
        if value:
            found["page"] = value
    for by in ORDER:
        if by in found:
            return Dated(
                published=found[by], updated=updated, dated_by=by, conflict=_conflict(found, by)
            )
    return Dated(updated=updated)


def parse(text: str) -> date | datetime | None:
    """Read a date string that stands alone; a day stays a day, an instant keeps its zone."""
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        pass
    return _words(text) or _numbers(text)


def from_url(url: str) -> date | None:
    """Read the day in an address's path."""
    found = _URL_DAY.search(url)
    if not found:
        return None
    year, month, day = found.groups()
    return _day(year, month if month.isdigit() else str(_month(month)), day)


def from_name(place: str) -> date | None:
    """Read the day in a file's name."""
    if "://" in place:
        return None
    return _numbers(re.sub(r":\d+$", "", place).rsplit("/", 1)[-1])


def from_header(text: str) -> date | datetime | None:
    """Read the day from a line near the top that says nothing else."""
    for line in text.split("\n", 12)[:12]:
        line = line.strip()
        if not 6 <= len(line) <= 80:
            continue
        bare = _DAY_FIRST.sub("", _MONTH_FIRST.sub("", line))
        if _HEADER.match(line) or len(bare) <= 25:
            value = _words(line)
            if value:
                return value
    return None


def _from_page(html: str) -> date | None:
    from htmldate import find_date as find_page_date

    value = find_page_date(html, original_date=True, extensive_search=False)
    return date.fromisoformat(value) if value else None


def _words(text: str) -> date | None:
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        found = pattern.search(text)
        if found:
            year, month, day = (found.groups()[i] for i in order)
            value = _day(year, str(_month(month)), day)
            if value:
                return value
    return None


def _numbers(text: str) -> date | None:
    found = _NUMERIC.search(text)
    return _day(*found.groups()) if found else None


def _month(name: str) -> int:
    name = name.casefold()[:3]
    return next((n for n, full in enumerate(_MONTHS, 1) if full[:3] == name), 0)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _conflict(found: dict[str, date | datetime], chosen: str) -> str | None:
    day = _as_day(found[chosen])
    others = [
        f"{by} says {_as_day(found[by])}"
        for by in ORDER
        if by in found and _as_day(found[by]) != day
    ]
    return "; ".join(others) or None


def _as_day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
