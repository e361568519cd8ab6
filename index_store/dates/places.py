"""An address, a file name or the top of a text in, the day that it states out."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import takewhile

from index_store.dates import strings

_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[-/]?(1[0-2]|0?[1-9]|[a-z]{3})[-/]?(3[01]|[12]\d|0?[1-9])(?=[-/_.]|$)",
    re.IGNORECASE,
)
_URL_TAIL = re.compile(r"[-_/]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[-/_.]|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)(?:/(0[1-9]|1[0-2]))?(?=/)")
_LABEL = re.compile(
    r"^(?P<label>(?:first |last |originally )?(?:published|updated|posted|date|modified|issued)"
    r"(?: (?:on|at))?)\s?[:\-–|]?\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I)
_CLOCK = re.compile(
    r"\b(?:at )?\d{1,2}(?:[:.]\d\d){0,2}\s?(?:[ap]\.?m\.?|h|hrs)?\b|"
    r"\b(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|SGT|IST|JST|AEST)\b(?:\s?[+-]\d+)?",
    re.IGNORECASE,
)
# "HALE, Sept 12 (NWA) -": the place in capitals, a day, an agency, a dash.
_DATELINE = re.compile(
    rf"^[A-Z\u00c0-\u00de][\w\u00c0-\u00de.'’/ -]{{1,40}}(?:, [\w. ]{{2,30}})?, "
    rf"(?P<month>(?i:{strings.MONTH})) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))? ?"
    rf"(?:\([^()]{{2,40}}\))? ?(?:—|–|--|-)"
)
_TOP = 12
_PROSE = 120


def from_url(url: str) -> date | None:
    """Read the day in the path of an address."""
    path = re.sub(r"^\w+://[^/]*", "", url).split("?")[0]
    for pattern in (_URL_DAY, _URL_TAIL):
        found = pattern.search(path)
        if found:
            value = strings.make(*found.groups())
            if value:
                return value
    return None


def from_name(place: str) -> date | None:
    """Read the day in the name of a file, or of a member of an archive."""
    if "://" in place:
        return None
    name = re.split(r"[/!\\]", re.sub(r"(?:\[\d+\]|:\d+)$", "", place))[-1]
    stem = re.sub(r"\.\w{1,5}$", "", name)
    return strings.numbers(stem) or strings.words(re.sub(r"[-_]+", " ", stem))


def from_header(text: str) -> tuple[date | datetime | None, date | datetime | None]:
    """Read the lines that say nothing but a date: (published, updated).

    Only above the first paragraph of prose; below it, such a line is part of what is told.
    """
    published: date | datetime | None = None
    updated: date | datetime | None = None
    for line in takewhile(lambda line: len(line) <= _PROSE, _top(text)):
        for piece in re.split(r"\s[|•·]\s|\s{2,}", line):
            label, value = _date_line(piece.strip())
            if value is None:
                continue
            if re.search(r"updated|modified", label, re.IGNORECASE):
                updated = updated or value
            else:
                published = published or value
    return published, updated


def from_dateline(text: str, years: tuple[date, ...], url: str) -> date | None:
    """Read the dateline's day; its year comes from it, from the address or from another date.

    Args:
        text: the article.
        years: days known otherwise, such as that of the last update.
        url: the address; its path may name a year, or year and month.
    """
    for line in _top(text):
        found = _DATELINE.match(line)
        if not found:
            continue
        year = found["year"] or _year_of(url, found["month"]) or _year_before(years, found)
        return strings.make(year, found["month"].rstrip("."), found["day"]) if year else None
    return None


def _top(text: str) -> list[str]:
    lines = (line.strip() for line in text[:4000].split("\n"))
    return [line for line in lines if line][:_TOP]


def _date_line(line: str) -> tuple[str, date | datetime | None]:
    if not 6 <= len(line) <= 90 or not any(char.isdigit() for char in line):
        return "", None
    found = _LABEL.match(line)
    label = found["label"] if found else ""
    rest = line[found.end() :] if found else line
    value = strings.words(rest) or strings.numbers(rest) or strings.slashed(rest)
    if value is None or not _says_only_a_date(rest):
        return "", None
    return label, strings.parse(rest) or value


def _says_only_a_date(text: str) -> bool:
    text = strings.strip_date(_CLOCK.sub(" ", _WEEKDAY.sub(" ", strings.strip_date(text))))
    return len(re.sub(r"[\W_]+", "", text)) <= 4


def _year_of(url: str, month: str) -> str:
    found = _URL_MONTH.search(re.sub(r"^\w+://[^/]*", "", url))
    if not found or (found[2] and int(found[2]) != strings.month_number(month)):
        return ""
    return found[1]


def _year_before(days: tuple[date, ...], found: re.Match[str]) -> str:
    """Give the year in which the dateline's day is the last one up to a known day."""
    for known in days:
        same = strings.make(str(known.year), found["month"].rstrip("."), found["day"])
        if same:
            return str(known.year if same <= known else known.year - 1)
    return ""
