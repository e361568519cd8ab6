"""Paths and settings in, a library with their articles out, with progress and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assistant.config import Settings
from assistant.setup import embedder_for, tokenize
from index_store.articles import read_articles
from index_store.build import BuildReport, build, rebuild, retime
from index_store.dates.strings import parse
from index_store.embed import Embedder
from index_store.errors import InputError, RecordError
from index_store.load import Meter
from index_store.load.fetch import Fetcher
from index_store.load.visit import Visitor
from index_store.store import Library
from index_store.types import Article, IndexSpec

# MiniLM was trained on texts of about this length; whole sentences are packed up to it.
CHUNK_TOKENS = 200
_FAR_AHEAD_DAYS = 365
_LATEST_NAMED = 5
_DATE_IT = (
    "Give the day in a line above the text, in the file's name (2024-03-05-dam.txt), or by "
    "--published."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did.

    Attributes:
        remedies: what to do about a skipped record, by its place.
        latest: (day, place) of those with the latest days, which may be wrong.
    """

    report: BuildReport
    remedies: dict[str, str]
    latest: Sequence[tuple[date, str]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing could be read."""
        return self.report.read == len(self.report.skipped) and not self.report.stopped

    def notes(self, today: date) -> list[str]:
        """Return a line for every record that could not be read, and for days that may be wrong."""
        return [*self._skipped(), *self._undated(), *self._ahead(today)]

    def _skipped(self) -> Iterator[str]:
        for place, reason in self.report.skipped:
            yield skipped_line(place, reason, self.remedies.get(place, ""))

    def _undated(self) -> list[str]:
        lines = [f"undated {p}" + (f": {why}" if why else "") for p, why in self.report.undated_at]
        more = self.report.undated - len(lines)
        if more > 0:
            lines.append(f"and {more:,} more undated")
        return [*lines[:-1], f"{lines[-1]}. {_DATE_IT}"] if lines else []

    def _ahead(self, today: date) -> Iterator[str]:
        for day, place in self.latest:
            if (day - today).days >= _FAR_AHEAD_DAYS:
                yield f"{place} is dated {day}, far ahead. Check the date, or give --published."


def load_articles(
    settings: Settings,
    paths: Sequence[str],
    *,
    published: str | None = None,
    source: str | None = None,
    quiet: bool = False,
) -> Loaded:
    """Load what the paths and URLs name into the library of the settings.

    Args:
        settings: where the library is and what embeds.
        paths: files, folders, feeds and URLs.
        published: date for all of them, over what they say themselves.
        source: outlet of those that name none.
        quiet: show no progress.

    Raises:
        RecordError: a path does not exist; nothing was read.
        InputError: `published` is not a date, or the paths hold nothing that could be read.
        LibraryLockedError: somebody else is writing.
    """
    visitor = Visitor(Fetcher(allow_private=settings.allowed_hosts))
    articles = read_articles(paths, published=_day(published), source=source, visitor=visitor)
    embedder = embedder_for(settings)
    watch = _Watch()
    with open_or_create(settings, embedder) as library:
        watched = watch.passing(articles)
        report = build_shown(library, watched, embedder, quiet=quiet, meter=visitor.meter)
    if report.read == 0 and not report.stopped:
        raise InputError(f"no articles in {', '.join(paths)}", "Name files, folders or addresses.")
    return Loaded(report=report, remedies=watch.remedies, latest=watch.latest)


def skipped_line(place: str, reason: str, remedy: str) -> str:
    """Say of a record that it could not be read, why, and what to do."""
    told = f". {remedy[0].upper()}{remedy[1:].rstrip('.')}." if remedy else ""
    return f"skipped {place}: {reason}{told}"


def rebuild_library(settings: Settings) -> int:
    """Embed all that is stored with the embedder of the settings; return how many passages."""
    with Library.open(settings.library, vectors_url=settings.vectors_url) as library:
        return rebuild(library, embedder_for(settings))


def retime_library(settings: Settings) -> int:
    """Find the times that all stored texts name again; return how many articles there were."""
    with Library.open(settings.library, vectors_url=settings.vectors_url) as library:
        return retime(library)


def open_or_create(settings: Settings, embedder: Embedder) -> Library:
    """Open the library of the settings, or make an empty one for the embedder."""
    spec = IndexSpec(
        embedder=embedder.name, dimensions=embedder.dimensions, chunk_tokens=CHUNK_TOKENS
    )
    return Library.create(settings.library, spec, vectors_url=settings.vectors_url)


def build_shown(
    library: Library,
    articles: Iterable[Article | RecordError],
    embedder: Embedder,
    *,
    quiet: bool,
    meter: Meter | None = None,
) -> BuildReport:
    """Build with progress on stderr: a changing line on a terminal, one now and then elsewhere."""
    share = (lambda: meter.share) if meter else None
    console = Console(stderr=True)
    if quiet:
        return build(library, articles, embedder, tokenize=tokenize)
    if not console.is_terminal:
        tell = Paced(lambda line: click.echo(line, err=True), share=share)
        return build(library, articles, embedder, tokenize=tokenize, progress=tell)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("loading")
        tell = Paced(lambda line: progress.update(task, description=line), every_s=0, share=share)
        return build(library, articles, embedder, tokenize=tokenize, progress=tell)


class Paced:
    """Tells how far a load is, in a line with its rate, not more often than asked."""

    def __init__(
        self,
        tell: Callable[[str], object],
        every_s: float = 30.0,
        clock: Callable[[], float] = monotonic,
        share: Callable[[], float | None] | None = None,
    ) -> None:
        """Take who is told, how often at most, and who knows the share that has been read."""
        self._tell = tell
        self._every_s = every_s
        self._clock = clock
        self._share = share
        self._began = self._told = clock()

    def __call__(self, report: BuildReport) -> None:
        """Tell of a report, if it is time."""
        now = self._clock()
        if now - self._told < self._every_s:
            return
        self._told = now
        rate = report.passages / max(now - self._began, 1e-9)
        self._tell(
            f"{report.read:,} articles, {report.passages:,} passages, "
            f"{rate:,.0f} a second{self._left(now - self._began)}"
        )

    def _left(self, spent_s: float) -> str:
        """Return the time left at the pace so far, where it is known."""
        share = self._share() if self._share else None
        if not share:
            return ""
        left_s = spent_s * (1 - share) / share
        told = f"{left_s / 60:.0f} min" if left_s > 90 else f"{left_s:.0f} s"
        return f", {share:.0%} read, about {told} left"


def report_json(report: BuildReport) -> dict[str, Any]:
    """Return the object that `dateline load --json` prints."""
    return {
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "undated": report.undated,
        "duplicate": report.duplicate,
        "skipped": [{"path": place, "reason": reason} for place, reason in report.skipped],
        "passages": report.passages,
        "seconds": {stage: round(value, 3) for stage, value in report.seconds.items()},
        "stopped": report.stopped,
    }


def report_text(report: BuildReport) -> str:
    """Return the counts of a load in one line, for a terminal."""
    counts = ("added", "updated", "unchanged", "duplicate", "undated")
    told = [f"{getattr(report, name):,} {name}" for name in counts if getattr(report, name)]
    seconds = sum(report.seconds.values())
    if report.skipped:
        told.append(f"{len(report.skipped):,} skipped")
    return f"{report.read:,} read: {', '.join(told) or 'nothing new'} ({seconds:.1f} s)"


class _Watch:
    """Notes on the way what the report does not keep: remedies, and the latest days."""

    def __init__(self) -> None:
        self.remedies: dict[str, str] = {}
        self.latest: list[tuple[date, str]] = []

    def passing(self, records: Iterable[Article | RecordError]) -> Iterator[Article | RecordError]:
        """Pass records on."""
        for record in records:
            if isinstance(record, RecordError):
                self.remedies[record.place] = record.remedy
            elif record.day:
                self.latest.append((record.day, record.place or record.id))
                self.latest = sorted(set(self.latest), reverse=True)[:_LATEST_NAMED]
            yield record


def _day(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    day = parse(text)
    if day is None:
        raise InputError(f"--published: {text!r} is not a date", "Write it as 2025-07-01.")
    return day
