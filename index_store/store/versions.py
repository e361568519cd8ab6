"""All versions of one article in, which of them counts when out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from index_store.days import NEVER

BY_HAND = "--published"
TEXT = "title || char(10) || body"
"""What `Said.text` is of the columns of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a version says, as far as it tells which of two is the later one.

    Attributes:
        text: title and body, a line between them.
        published: as written, in ISO 8601.
        updated: as written, in ISO 8601.
        dated_by: what says when it was published.
    """

    text: str
    published: str | None
    updated: str | None
    dated_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Said):
    """One version of an article.

    Attributes:
        key: of its row.
        number: order of arrival, from 1.
        name: what it is found by: the article's id, or `id@number` for earlier versions.
        day: published, as a day number; 0 when undated.
        first: see `Validity`.
        end: see `Validity`.
    """

    key: int
    number: int
    name: str
    day: int
    first: int
    end: int


def arrange(article_id: str, versions: Sequence[Version]) -> list[Version]:
    """Say which version is current and until when each of the others was.

    Each comes after those that were there before it, but for those that it precedes.
    """
    ordered: list[Version] = []
    for version in sorted(versions, key=lambda v: v.number):
        ordered.insert(_place(version, ordered), version)
    firsts = [_first(version, n > 0) for n, version in enumerate(ordered)]
    # A version that came to light later than the next one never stood alone.
    ends = [min(first, NEVER - 1) for first in firsts[1:]] + [NEVER]
    return [
        replace(
            version,
            name=f"{article_id}@{version.number}" if end < NEVER else article_id,
            first=first,
            end=end,
        )
        for version, first, end in zip(ordered, firsts, ends, strict=True)
    ]


def _place(version: Version, ordered: Sequence[Version]) -> int:
    """Say where a version belongs among those that came before it."""
    place = len(ordered)
    for number, held in reversed([*enumerate(ordered)]):
        if precedes(version, held):
            place = number
        elif held.updated or held.published:
            break
    return place


def precedes(later: Said, held: Said) -> bool:
    """Tell whether a version that came later is the older one all the same, by what it says.

    So it is when its update lies before that of the other, and, where the texts differ, its day of
    publication stands for an update that is not told. Of the same text another day of publication
    is a correction of the day, and so is a day that was given by hand, or one that an article says
    itself where only its feed had said one.
    """
    if later.updated and held.updated:
        return _is_before(later.updated, held.updated)
    if later.text == held.text or BY_HAND in (later.dated_by, held.dated_by):
        return False
    if held.dated_by == "feed" != later.dated_by:
        return False
    said, other = later.updated or later.published, held.updated or held.published
    return bool(said and other) and _is_before(said or "", other or "")


def _is_before(said: str, other: str) -> bool:
    """Compare two times in ISO 8601; where one is only a day, by their days."""
    if "T" in said and "T" in other:
        return _moment(said) < _moment(other)
    return said[:10] < other[:10]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _first(version: Version, replaces: bool) -> int:
    """Return the first day a version could be read; a later one counts from its update."""
    base = version.day or version.first
    if not (replaces and version.updated):
        return base
    day = date.fromisoformat(version.updated[:10])
    updated = day.year * 10_000 + day.month * 100 + day.day
    return max(base, updated) if base < NEVER else updated
