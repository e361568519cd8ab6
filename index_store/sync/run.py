"""Sources and a library in, each source's new articles loaded; one that fails stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index_store.articles import read_articles
from index_store.build import BuildReport, build
from index_store.chunk import Tokenize
from index_store.embed import Embedder
from index_store.errors import InputError, RecordError
from index_store.load.visit import Visitor
from index_store.store import Library, SyncNote
from index_store.sync.sources import Source
from index_store.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What came of one source.

    Attributes:
        report: of its articles.
        unchanged: addresses and files that were not read again, being as they were.
        problem: what could not be read, and what to do; empty when all was well.
        worked: whether the source as such could be read.
        faults: all that could not be read of it.
    """

    name: str
    report: BuildReport
    unchanged: int = 0
    problem: str = ""
    worked: bool = True
    faults: tuple[RecordError, ...] = ()


def sync(
    library: Library,
    source: Source,
    embedder: Embedder,
    now: float,
    tokenize: Tokenize | None = None,
) -> Synced:
    """Load what is new in a source, and note in the library how that went.

    Args:
        library: where to.
        source: where from.
        embedder: the library's.
        now: the time, in seconds of the Unix epoch.
        tokenize: see `build`.

    Raises:
        KeyboardInterrupt: it was stopped; what was done is kept, and asked for again next time.
        LibraryError: the library cannot be written.
    """
    visitor = Visitor(source.fetcher, source.manners, library.visits(), now)
    ids: list[str] = []
    faults: list[RecordError] = []
    try:
        records = read_articles(source.paths, source=source.outlet, visitor=visitor)
        report = build(library, _noted(records, ids, faults), embedder, tokenize=tokenize)
    except InputError as error:
        # Such as a folder that is not there.
        done = Synced(name=source.name, report=BuildReport(), problem=str(error), worked=False)
    else:
        if report.stopped:
            raise KeyboardInterrupt
        done = replace(_told(source.name, report, visitor.unchanged), faults=tuple(faults))
    with library.writer("sync") as writer:
        writer.note(
            SyncNote(
                name=source.name, place=source.place, at=now, worked=done.worked,
                problem=done.problem, stale_s=source.stale_s,
                articles=[*ids, *done.report.known_as], visits=visitor.visits,
            )
        )  # fmt: skip
    return done


def _noted(
    records: Iterable[Article | RecordError], ids: list[str], faults: list[RecordError]
) -> Iterator[Article | RecordError]:
    for record in records:
        if isinstance(record, Article):
            ids.append(record.id)
        else:
            faults.append(record)
        yield record


def _told(name: str, report: BuildReport, unchanged: int) -> Synced:
    skipped = report.skipped
    worked = not skipped or len(skipped) < report.read or unchanged > 0
    problem = ""
    if skipped:
        place, reason = skipped[0]
        more = f" and {len(skipped) - 1} more" if len(skipped) > 1 else ""
        problem = f"{place}: {reason}{more}"
    return Synced(name=name, report=report, unchanged=unchanged, problem=problem, worked=worked)
