"""A library's upkeep: sources synced, freshness told, articles found for removal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.config import Settings
from assistant.loading import open_or_create
from assistant.setup import embedder_for, tokenize
from assistant.show import iso
from index_store.errors import ArticleMissingError
from index_store.identity import canonical_url
from index_store.store import ArticleRow, Counts, Freshness, Library
from index_store.sync import Synced, read_sources, sync

_COUNTS = ("added", "updated", "unchanged", "duplicate", "undated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a library holds, and how fresh it is.

    Attributes:
        outlets: (name, articles, day of the newest), the freshest first.
        sources: what `dateline sync` reads.
        now: when that was.
    """

    counts: Counts
    newest: date | None
    outlets: Sequence[tuple[str, int, date | None]]
    sources: Sequence[Freshness]
    now: datetime


def sync_all(
    settings: Settings, path: Path, now: Callable[[], datetime]
) -> Iterator[tuple[Synced, Freshness]]:
    """Load what is new in each source of a file, one after the other; yield how each went.

    Raises:
        InputError: the file of sources is not as it must be; nothing was loaded.
        LibraryError: the library cannot be written.
    """
    sources = read_sources(path, allow=settings.allowed_hosts)
    embedder = embedder_for(settings)
    with open_or_create(settings, embedder) as library:
        for source in sources:
            done = sync(library, source, embedder, now().timestamp(), tokenize)
            yield done, library.freshness()[source.name]


def synced_json(synced: Sequence[tuple[Synced, Freshness]], now: datetime) -> list[dict[str, Any]]:
    """Return the array that `dateline sync --json` prints."""
    return [
        {
            **_freshness_json(fresh, now),
            "worked": done.worked,
            **{name: getattr(done.report, name) for name in ("read", *_COUNTS)},
            "not_read_again": done.unchanged,
            "skipped": [{"path": p, "reason": reason} for p, reason in done.report.skipped],
        }
        for done, fresh in synced
    ]


def synced_text(done: Synced, fresh: Freshness, now: datetime) -> str:
    """Say in one line how a source went."""
    report = done.report
    told = [f"{getattr(report, name):,} {name}" for name in _COUNTS if getattr(report, name)]
    if done.unchanged:
        told.append(f"{done.unchanged:,} not read again")
    line = f"{done.name}: {', '.join(told) or 'nothing new'}"
    if not done.worked:
        line = f"{done.name}: failed; last success {_ago(fresh.done, now)}"
    if done.problem:
        line += f" ({done.problem})"
    return line


def read_stats(library: Library, now: datetime) -> Stats:
    """Count what a library holds."""
    by_outlet: dict[str, list[date | None]] = {}
    for row in library.list():
        day = date.fromisoformat(row.published[:10]) if row.published else None
        by_outlet.setdefault(row.source or "outlet unknown", []).append(day)
    outlets = [
        (n, len(days), max(filter(None, days), default=None)) for n, days in by_outlet.items()
    ]
    outlets.sort(key=lambda outlet: (outlet[2] or date.min, outlet[1]), reverse=True)
    return Stats(
        counts=library.counts(),
        newest=library.newest_day(),
        outlets=outlets,
        sources=[*library.freshness().values()],
        now=now,
    )


def stats_json(stats: Stats) -> dict[str, Any]:
    """Return the object that `dateline list --stats --json` prints."""
    return {
        "articles": stats.counts.articles,
        "passages": stats.counts.passages,
        "undated": stats.counts.undated,
        "earlier_versions": stats.counts.versions,
        "newest_article": iso(stats.newest),
        "outlets": [
            {"source": name, "articles": count, "newest_article": iso(newest)}
            for name, count, newest in stats.outlets
        ],
        "sources": [_freshness_json(fresh, stats.now) for fresh in stats.sources],
    }


def stats_text(stats: Stats) -> str:
    """Tell a library's size and freshness, for a terminal."""
    counts = stats.counts
    lines = [
        f"{counts.articles:,} articles, {counts.passages:,} passages, {counts.undated:,} undated, "
        f"{counts.versions:,} earlier versions",
        f"newest article: {stats.newest or '-'}",
        "",
        *_table(
            ("outlet", "articles", "newest"),
            [(name, f"{count:,}", str(newest or "-")) for name, count, newest in stats.outlets],
        ),
    ]
    if stats.sources:
        rows = [
            (
                fresh.name, f"{fresh.articles:,}", str(fresh.newest or "-"),
                _ago(fresh.done, stats.now), "stale" if fresh.is_stale(stats.now) else "fresh",
                fresh.problem,
            )
            for fresh in stats.sources
        ]  # fmt: skip
        head = ("source", "articles", "newest", "last success", "state", "trouble")
        lines += ["", *_table(head, rows)]
    return "\n".join(lines)


def find_articles(library: Library, names: Sequence[str], query: str | None) -> list[ArticleRow]:
    """Find articles by id or address, and those in which one passage has all words of a query.

    Raises:
        ArticleMissingError: an id or address is of no article in the library.
    """
    rows = library.list()
    ids = {row.id for row in rows}
    # Rows come newest first, and of one address the newest is meant.
    by_address = {canonical_url(row.url): row.id for row in reversed(rows) if row.url}
    by_address.pop("", None)
    found = {name: name if name in ids else by_address.get(canonical_url(name)) for name in names}
    missing = next((name for name, article_id in found.items() if article_id is None), None)
    if missing is not None:
        raise ArticleMissingError(f"no article {missing} in {library.folder}", "see: dateline list")
    wanted = {*found.values()} | (_matching(library, query) if query else set())
    return [row for row in rows if row.id in wanted]


def _matching(library: Library, query: str) -> set[str]:
    words = set(re.findall(r"\w+", query.casefold()))
    hits = library.lexical([(word, 1.0) for word in sorted(words)], library.counts().passages)
    passages = library.passages_by_id([passage_id for passage_id, _ in hits])
    articles = library.articles_by_id({passage.article_id for passage in passages})
    found = set()
    for passage in passages:
        article = articles.get(passage.article_id)
        if article is None:  # removed by somebody meanwhile
            continue
        told = f"{article.title} {article.source} {article.agency} {passage.text}".casefold()
        if words <= set(re.findall(r"\w+", told)):
            found.add(article.id)
    return found


def _freshness_json(fresh: Freshness, now: datetime) -> dict[str, Any]:
    return {
        "name": fresh.name,
        "place": fresh.place,
        "articles": fresh.articles,
        "newest_article": iso(fresh.newest),
        "last_try": fresh.tried.isoformat(),
        "last_success": fresh.done.isoformat() if fresh.done else None,
        "problem": fresh.problem,
        "stale": fresh.is_stale(now),
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]


def _ago(when: datetime | None, now: datetime) -> str:
    """Say how long ago, in its largest unit."""
    if when is None:
        return "never"
    passed = max(0, int((now - when).total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if passed >= length:
            count = passed // length
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
