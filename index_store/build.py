"""Articles from a loader in, a library with all of them and a report that counts each one out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter

import numpy as np

from index_store.chunk import Tokenize, chunk
from index_store.embed import Embedder, tokenizer
from index_store.errors import RecordError
from index_store.report import BuildReport as BuildReport
from index_store.store import Item, Library, Writer, content_hash, embedding_text
from index_store.times import find_times
from index_store.types import Article, Passage

# Passages embedded and stored at once: enough to keep all cores busy, few enough for flat memory.
GROUP = 1024
UNDATED_NAMED = 5
# An id that was made here; a set of cases brings its own, and what differs by that is not the same.
_FROM_PLACE = re.compile(r"[0-9a-f]{16}")


Progress = Callable[[BuildReport], None]


def build(
    library: Library,
    records: Iterable[Article | RecordError],
    embedder: Embedder,
    *,
    tokenize: Tokenize | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Put articles into a library; those that are there already, word for word, cost nothing.

    Whatever stops it, each article is in whole or not at all, and the next run completes it.

    Args:
        library: where they go.
        records: articles, and the errors of those that could not be read.
        embedder: the one that the library was made with.
        tokenize: what the library's passage limit counts; the bundled tokenizer's when None.
        progress: called with the report so far, after every group.

    Raises:
        EmbedderMismatchError: the library was made with another embedder.
        LibraryLockedError: another process is writing.
    """
    library.require(embedder.name, embedder.dimensions)
    with library.writer("load") as writer:
        run = _Run(library, writer, embedder, tokenize or bundled_tokens, progress)
        try:
            for record in run.timed("read", records):
                run.take(record)
            run.finish()
            writer.link_corrections()
        except KeyboardInterrupt:
            writer.recover()
            return replace(run.report(), stopped=True)
    return run.report()


def rebuild(library: Library, embedder: Embedder) -> int:
    """Embed all that is stored again, without the files that it came from.

    Questions go on being answered from the old vectors until all new ones are there; a run that
    was killed is taken up where it stopped.

    Args:
        library: what is stored.
        embedder: the one to use from now on.

    Returns:
        How many passages were embedded in this run.
    """
    spec = replace(library.spec, embedder=embedder.name, dimensions=embedder.dimensions)
    done = 0
    with library.writer("rebuild") as writer:
        fresh = writer.rebuild(spec)
        for group in fresh.missing():
            fresh.add(group, embedder.embed([embedding_text(p.title, p.text) for p in group]))
            done += len(group)
        fresh.finish()
    return done


def retime(library: Library) -> int:
    """Find the times that all stored texts name again, for a change of how they are found.

    Returns:
        How many articles, earlier versions included, were read.
    """
    with library.writer("rebuild") as writer:
        return writer.retime(with_times)


class _Run:
    """One run's group in hand and its counts."""

    def __init__(
        self,
        library: Library,
        writer: Writer,
        embedder: Embedder,
        tokenize: Tokenize,
        progress: Progress | None,
    ) -> None:
        self._limit = library.spec.chunk_tokens
        self._writer = writer
        self._embedder = embedder
        self._tokenize = tokenize
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._skipped: list[tuple[str, str]] = []
        self._undated: list[tuple[str, str]] = []
        self._seen: set[int] = set()
        self._returned: dict[str, Article] = {}
        self._group: dict[str, tuple[Article, list[Passage], str]] = {}
        self._taken: set[str] = set()
        self._known_as: list[str] = []
        self._copies: list[Article] = []
        self._passages = 0

    def take(self, record: Article | RecordError) -> None:
        """Count a record in, and embed and store a group once it is full."""
        if isinstance(record, RecordError):
            self._skipped.append((record.place, record.reason))
            return
        record = self._writer.with_given(self._as_known(record))
        self._note(record)
        standing = self._writer.standing(record)
        if standing == "new" and (held := self._copy_of(record)):
            self._keep_copy(record, held)
            return
        self._taken.add(record.id)
        mark = _mark(record)
        seen = mark in self._seen
        self._seen.add(mark)
        if standing == "same" or (standing == "returned" and record.id in self._returned):
            self._counts["duplicate" if seen else "unchanged"] += 1
        if standing == "returned":
            self._returned[record.id] = record
        elif standing != "same":
            self._put(record, "added" if standing == "new" else "updated")

    def _as_known(self, record: Article) -> Article:
        """Give an article the id by which the library knows it, once all before it is stored."""
        other = record.identity
        if not {record.id, other and other.apart, other and other.former}.isdisjoint(self._group):
            self.flush()
        known = self._writer.as_known(record, self._taken)
        if known.id != record.id:
            self._known_as.append(known.id)
        return known

    def _keep_copy(self, record: Article, held: str) -> None:
        """Count a copy, or keep it back while what it is a copy of may still change in this run."""
        if held in self._taken or len(self._copies) >= GROUP:
            self._counts["duplicate"] += 1
        else:
            self._copies.append(record)

    def _note(self, record: Article) -> None:
        if record.published is None:
            self._counts["undated"] += 1
            self._undated.append((record.place or record.id, record.date_conflict or ""))
            del self._undated[UNDATED_NAMED:]

    def finish(self) -> None:
        """Store what is left: an earlier version is back unless the one after it came as well."""
        self.flush()
        for record in self._returned.values():
            current = self._writer.current(record.id)
            if current and _mark(current) in self._seen:
                self._counts["unchanged"] += 1
            else:
                self._put(record, "updated")
        self.flush()
        for record in self._copies:
            if self._copy_of(record):
                self._counts["duplicate"] += 1
            else:
                self._put(record, "added")
        self.flush()

    def _put(self, record: Article, kind: str) -> None:
        with self._stage("chunk"):
            passages = chunk(record, max_tokens=self._limit, tokenize=self._tokenize)
            passages = with_times(record, passages)
        self._group[record.id] = (record, passages, kind)
        self._passages += len(passages)
        if max(self._passages, len(self._group)) >= GROUP:
            self.flush()

    def _copy_of(self, article: Article) -> str | None:
        """Return the id under which an article without address or id came from another file."""
        if article.url or not _FROM_PLACE.fullmatch(article.id):
            return None
        for key, (held, _, _) in self._group.items():
            # Titles first: the rest takes longer.
            if held.title == article.title and held == replace(article, id=key, place=held.place):
                return key
        found = self._writer.copy_of(article)
        # What is in hand comes in the place of what is stored.
        return None if found in self._group else found

    def flush(self) -> None:
        """Embed and store the group in hand."""
        group = list(self._group.values())
        if not group:
            return
        with self._stage("embed"):
            texts = [embedding_text(a.title, p.text) for a, passages, _ in group for p in passages]
            rows = self._embedder.embed(texts)
            cuts = np.cumsum([len(passages) for _, passages, _ in group[:-1]])
            parts = np.split(rows, cuts)
        items: list[Item] = [(a, p, v) for (a, p, _), v in zip(group, parts, strict=True)]
        with self._stage("store"):
            self._writer.add(items)
        self._counts.update(kind for _, _, kind in group)
        self._counts["passages"] += self._passages
        self._group, self._passages = {}, 0
        if self._progress:
            self._progress(self.report())

    def report(self) -> BuildReport:
        """Return what was done so far."""
        count = self._counts
        done = sum(count[name] for name in ("added", "updated", "unchanged", "duplicate"))
        return BuildReport(
            **dict(count),  # type: ignore[arg-type]
            read=done + len(self._skipped),
            undated_at=tuple(self._undated),
            skipped=tuple(self._skipped),
            known_as=tuple(self._known_as),
            seconds=dict(self._seconds),
        )

    def timed(
        self, stage: str, records: Iterable[Article | RecordError]
    ) -> Iterator[Article | RecordError]:
        """Pass records on, counting the time that they take to come."""
        iterator = iter(records)
        while True:
            with self._stage(stage):
                record = next(iterator, None)
            if record is None:
                return
            yield record

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] += perf_counter() - began


def _mark(article: Article) -> int:
    return hash((article.id, content_hash(article)))


def with_times(article: Article, passages: Sequence[Passage]) -> list[Passage]:
    """Give each passage the times that it names."""
    mentions = find_times(article.body, article.day)
    return [
        replace(p, times=tuple(m for m in mentions if p.start <= m.start and m.end <= p.end))
        for p in passages
    ]


def bundled_tokens(text: str) -> list[tuple[int, int]]:
    """Return the spans of the bundled tokenizer's tokens."""
    offsets: list[tuple[int, int]] = tokenizer().encode(text, add_special_tokens=False).offsets
    return offsets
