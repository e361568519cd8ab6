"""A date string that stands alone in, a day or an instant with its zone out; never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from index_store.months import MONTHS

_EARLIEST, _LATEST = 1600, 2200
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?\b\.?"
_YEAR = r"((?:1[6-9]|20|21)\d\d)\b"
_DAY_FIRST = re.compile(rf"\b{_DAY}(?: of)?[ -]({MONTH}),?[ -]{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({MONTH}) {_DAY},? {_YEAR}", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:1[6-9]|20|21)\d\d)[-/._]?(0[1-9]|1[0-2])[-/._]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_CLOCK = r"(?:,? (?:at |um )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| ?h| Uhr)?)?"
_SLASHED = re.compile(
    rf"^(\d{{1,2}})([/.-])(\d{{1,2}})\2((?:1[6-9]|20|21)\d\d){_CLOCK}$", re.IGNORECASE
)
_SHORT = re.compile(r"^((?:1[6-9]|20|21)\d\d)([-/.])(\d{1,2})\2(\d{1,2})$")
_COMPACT = re.compile(r"^(\d{8})T?(\d{4}(?:\d\d)?)(?:Z|([+-]\d\d:?\d\d))?$")
_EPOCH = re.compile(r"^(-?(?:\d{9,10}|\d{12,13}))(?:\.\d+)?$")
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_ZONED = re.compile(r"(?:[+-]\d\d:?\d\d|Z|\b(?:GMT|UTC|[ECMP][SD]T|BST|CES?T|SGT|IST|JST))\b")


def parse(text: str) -> date | datetime | None:
    """Read one date string.

    Returns:
        A day where the string has no zone (the day as printed), an instant where it has one, None
        where day, month and year are not all given or could be read in two ways (`03/04/2024`).
    """
    text = " ".join(text.split()).strip("().,;|")
    if len(text) > 80:
        return None
    for reader in (
        _iso,
        _compact,
        _epoch,
        _short,
        _mail,
        _unix,
        slashed,
        _zoned_words,
        words,
        numbers,
    ):
        value = reader(text)
        if value is not None:
            return _checked(value)
    return _foreign(text)


def words(text: str) -> date | None:
    """Find the first day written with a month's English name and a year."""
    matches = [
        (found.start(), found, order)
        for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)))
        for found in [pattern.search(text)]
        if found
    ]
    for _, found, order in sorted(matches, key=lambda match: match[0]):
        year, month, day = (found.group(group) for group in order)
        value = make(year, month, day)
        if value:
            return value
    return None


def numbers(text: str) -> date | None:
    """Find the first day written as year, month, day."""
    found = _YEAR_FIRST.search(text)
    return make(*found.groups()) if found else None


def strip_date(text: str) -> str:
    """Take the days out of a text."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _SLASHED):
        text = pattern.sub(" ", text)
    return text


def slashed(text: str) -> date | None:
    """Read `13/04/2024` or `04/13/2024`; None where the order of day and month is open."""
    found = _SLASHED.match(text)
    if not found:
        return None
    first, mark, second, year = found.groups()
    if int(second) > 12 or first == second:
        return make(year, first, second)
    # Between dots the day comes first wherever dots are used.
    return make(year, second, first) if int(first) > 12 or mark == "." else None


def month_number(name: str) -> int:
    """Give the number of an English month, 0 when it is none."""
    return MONTHS.get(name.casefold().rstrip("."), 0)


def make(year: str, month: str, day: str) -> date | None:
    """Build a day from digits, or a month's name; None when there is no such day."""
    number = int(month) if month.isdigit() else month_number(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _iso(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _short(text: str) -> date | None:
    """Read `2024-3-5`, the year before numbers without zeros."""
    found = _SHORT.match(text)
    return make(found[1], found[3], found[4]) if found else None


def _unix(text: str) -> datetime | None:
    """Read `Thu Mar 05 10:00:00 +0000 2020`, as C and old exports print it."""
    try:
        return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        return None


def _epoch(text: str) -> datetime | None:
    found = _EPOCH.match(text)
    if not found:
        return None
    number = int(found[1])
    return _BEGIN + timedelta(seconds=number / (1000 if abs(number) > 10**10 else 1))


def _compact(text: str) -> datetime | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    day, clock, offset = found.groups()
    zone = offset or ("+0000" if text.endswith("Z") else "")
    value = f"{day}{clock.ljust(6, '0')}{zone}"
    try:
        return datetime.strptime(value, "%Y%m%d%H%M%S" + ("%z" if zone else ""))  # noqa: DTZ007
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    if not re.match(r"^(?:\w{3,9}, ?)?\d{1,2}[ -][A-Za-z]{3}[ -](?:\d\d){1,2} \d", text):
        return None
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return value


def _zoned_words(text: str) -> datetime | None:
    """Read words with a clock time and a zone; dateparser knows the names of zones."""
    if not (words(text) and re.search(r"\d[:.]\d\d|\d ?[ap]\.?m", text) and _ZONED.search(text)):
        return None
    value = _dateparser(text.replace("|", " "), "MDY")
    return value if value and value.tzinfo and value.date() == words(text) else None


def _foreign(text: str) -> date | None:
    """Read a date in another language, where day-first and month-first agree."""
    if not re.search(r"(?<!\d)(?:1[6-9]|20|21)\d\d(?!\d)", text) or not re.search(
        r"[^\W\d_]{3,}|年", text
    ):
        return None
    first, second = _dateparser(text, "DMY"), _dateparser(text, "MDY")
    return first.date() if first and second and first.date() == second.date() else None


def _dateparser(text: str, order: str) -> datetime | None:
    import dateparser

    settings = {
        "DATE_ORDER": order,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    value: datetime | None = dateparser.parse(text, settings=settings)
    return value


def _checked(value: date | datetime) -> date | datetime | None:
    if not _EARLIEST <= value.year < _LATEST:
        return None
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.date()
    return value
