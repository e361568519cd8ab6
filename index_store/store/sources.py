"""What is known of the places that a library is kept up with, in and out of its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from index_store.days import NEVER
from index_store.load.visit import Visit
from index_store.store.tables import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How fresh one source is that `dateline sync` reads.

    Attributes:
        name: as in the file of sources.
        place: folder, feed or list of addresses.
        articles: how many that came from it are in the library.
        newest: day of publication of the newest of them; None without a dated one.
        tried: when it was last asked for.
        done: when that last worked; None when it never did.
        problem: why the last try failed, or what of it did; empty when all was well.
        stale_s: it counts as stale when nothing new came, or no try worked, for so many seconds.
    """

    name: str
    place: str
    articles: int
    newest: date | None
    tried: datetime
    done: datetime | None
    problem: str
    stale_s: float

    def is_stale(self, now: datetime) -> bool:
        """Say whether a reader should be warned: no try worked, or nothing new came, for long."""
        if self.done is None or (now - self.done).total_seconds() > self.stale_s:
            return True
        return (
            self.newest is not None
            and (now.date() - self.newest).total_seconds() > self.stale_s + 86_400
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncNote:
    """What a try at one source brought.

    Attributes:
        name: of the source.
        place: where it is.
        at: when, in seconds of the Unix epoch.
        worked: whether it could be read.
        problem: what could not.
        stale_s: see `Freshness`.
        articles: ids of those that it has.
        visits: what to send with the next requests.
    """

    name: str
    place: str
    at: float
    worked: bool
    problem: str
    stale_s: float
    articles: Iterable[str] = ()
    visits: Mapping[str, Visit]


def write_note(tables: sqlite3.Connection, note: SyncNote) -> None:
    """Store what a try brought; a failed one leaves the time of the last that worked."""
    with transaction(tables):
        tables.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "place = excluded.place, tried = excluded.tried, problem = excluded.problem, "
            "done = coalesce(excluded.done, done), stale_s = excluded.stale_s",
            (note.name, note.place, note.at, note.at if note.worked else None, note.problem,
             note.stale_s),
        )  # fmt: skip
        tables.executemany(
            "INSERT OR IGNORE INTO source_articles VALUES (?, ?)",
            [(note.name, article) for article in note.articles],
        )
        tables.executemany(
            "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?)",
            [(p, v.etag, v.last_modified, v.said, v.at) for p, v in note.visits.items()],
        )


def read_visits(rows: Iterable[tuple[str, str, str, str, float]]) -> dict[str, Visit]:
    """Return what is remembered, by address or file."""
    return {
        place: Visit(etag=etag, last_modified=modified, said=said, at=at)
        for place, etag, modified, said, at in rows
    }


# `max` ignores undated articles, whose day is 0, only when there is a dated one.
FRESHNESS = (
    "SELECT s.name, s.place, count(a.key), max(a.day), s.tried, s.done, s.problem, s.stale_s "
    "FROM sources s LEFT JOIN source_articles m ON m.source = s.name "
    f"LEFT JOIN articles a ON a.id = m.article AND a.\"end\" = {NEVER} AND a.state IN ('done', "
    "'moved') GROUP BY s.name ORDER BY s.name"
)


def read_freshness(
    row: tuple[str, str, int, int | None, float, float | None, str, float],
) -> Freshness:
    """Return one source of the query above."""
    name, place, articles, day, tried, done, problem, stale_s = row
    return Freshness(
        name=name,
        place=place,
        articles=articles,
        newest=date(day // 10_000, day // 100 % 100, day % 100) if day else None,
        tried=datetime.fromtimestamp(tried, UTC),
        done=None if done is None else datetime.fromtimestamp(done, UTC),
        problem=problem,
        stale_s=stale_s,
    )
