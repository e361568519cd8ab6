"""All versions of one article in, which of them counts when out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from index_store.days import NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article.

    Attributes:
        key: of its row.
        number: order of arrival, from 1.
        name: what it is found by: the article's id, or `id@number` for earlier versions.
        published: as written, in ISO 8601.
        updated: as written, in ISO 8601.
        day: published, as a day number; 0 when undated.
        first: see `Validity`.
        end: see `Validity`.
    """

    key: int
    number: int
    name: str
    published: str | None
    updated: str | None
    day: int
    first: int
    end: int


def arrange(article_id: str, versions: Sequence[Version]) -> list[Version]:
    """Say which version is current and until when each of the others was.

    They follow each other by the time of their update or publication; one that says neither
    comes after those that were there before it, and so does one of the same time.
    """
    ordered = [version for _, version in sorted(_stamped(versions), key=lambda pair: pair[0])]
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


def precedes(said: str | None, other: str | None) -> bool:
    """Tell whether a version's time, in ISO 8601, lies before another's; not where one has none."""
    return bool(said and other) and _seconds(said or "") < _seconds(other or "")


def _stamped(versions: Sequence[Version]) -> list[tuple[tuple[float, int], Version]]:
    latest = float("-inf")
    stamped = []
    for version in sorted(versions, key=lambda v: v.number):
        said = version.updated or version.published
        stamp = _seconds(said) if said else latest
        latest = max(latest, stamp)
        stamped.append(((stamp, version.number), version))
    return stamped


def _seconds(text: str) -> float:
    if "T" in text:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _first(version: Version, replaces: bool) -> int:
    """Return the first day a version could be read; a later one counts from its update."""
    base = version.day or version.first
    if not (replaces and version.updated):
        return base
    day = date.fromisoformat(version.updated[:10])
    updated = day.year * 10_000 + day.month * 100 + day.day
    return max(base, updated) if base < NEVER else updated
