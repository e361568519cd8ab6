"""The SQLite file of a library: articles, their versions, passages and what is known of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index_store.errors import LibraryDamagedError, LibraryError, LibraryMissingError
from index_store.store.spare import is_writable
from index_store.types import LIBRARY_FILES, IndexSpec

TABLES = LIBRARY_FILES[0]
LISTED = "(SELECT value FROM json_each(?))"
# state: `pending` while parts are being written, `done` once all are in, `moved` while the days of
# a version have changed here and not yet in the other parts, `leaving` while they are taken out.
# name: the id for the current version, `id@n` for earlier ones.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
    hash TEXT NOT NULL, day INTEGER NOT NULL, first INTEGER NOT NULL, "end" INTEGER NOT NULL,
    title TEXT NOT NULL, source TEXT, agency TEXT, published TEXT, updated TEXT, dated_by TEXT,
    url TEXT, story TEXT, passages INTEGER NOT NULL, rest TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_id ON articles (id);
CREATE INDEX IF NOT EXISTS articles_by_name ON articles (name);
CREATE INDEX IF NOT EXISTS articles_by_title ON articles (title);
CREATE INDEX IF NOT EXISTS articles_by_hash ON articles (hash);
CREATE INDEX IF NOT EXISTS articles_unfinished ON articles (state) WHERE state != 'done';
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (state, "end", day);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (key),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, times TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS vectors (
    passage TEXT NOT NULL, generation INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (passage, generation)
);
CREATE TABLE IF NOT EXISTS signatures (
    article INTEGER PRIMARY KEY, size INTEGER NOT NULL, minima BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS buckets (
    value INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (value, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS buckets_by_article ON buckets (article);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article);
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, place TEXT NOT NULL, tried REAL NOT NULL, done REAL,
    problem TEXT NOT NULL, stale_s REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source_articles (
    source TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (source, article)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corrections (
    article TEXT PRIMARY KEY, corrected TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS corrections_of ON corrections (corrected);
CREATE TABLE IF NOT EXISTS visits (
    place TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, said TEXT NOT NULL,
    at REAL NOT NULL
) WITHOUT ROWID;
"""
_WAIT_S = 30.0


def open_tables(path: Path) -> sqlite3.Connection:
    """Open the file, made when it is not there; readers and the writer do not block each other.

    One that may not be written, or whose folder may not, is only read.
    """
    readable = path.exists() and not (is_writable(path) and is_writable(path.parent))
    with mapped(path):
        connection = sqlite3.connect(
            _read_only(path) if readable else path,
            timeout=_WAIT_S, isolation_level=None, check_same_thread=False, uri=readable,
        )  # fmt: skip
        if readable:
            return connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # What was removed must not stay readable in free pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(_SCHEMA)
    return connection


def _read_only(path: Path) -> str:
    # Beside its log SQLite needs to write, unless the log is there or nothing changes the file.
    log = path.with_name(f"{path.name}-wal")
    return f"{path.absolute().as_uri()}?mode=ro{'' if log.exists() else '&immutable=1'}"


def read_meta(connection: sqlite3.Connection, folder: Path) -> dict[str, str]:
    """Return what is known of the library as a whole.

    Raises:
        LibraryMissingError: a run was killed before there was anything.
        LibraryDamagedError: it does not say how it was made.
    """
    with mapped(folder / TABLES):
        meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    if not meta:
        raise LibraryMissingError(
            f"no library in {folder}", "load something first: dateline load PATH"
        )
    try:
        known = set(json.loads(meta["spec"])) == set(IndexSpec.__dataclass_fields__)
    except (KeyError, ValueError):
        known = False
    if not known or not {"collection", "generation", "library"} <= set(meta):
        raise LibraryDamagedError(
            f"{folder} does not say how it was made", "remove the folder and load again"
        )
    return meta


def set_meta(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Write what is known of the library as a whole; other names keep their values."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [*values.items()])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise LibraryError(
                f"no space left on the disk of {path}", "free some, then load again"
            ) from error
        raise LibraryError(f"{path} cannot be used ({error})", "check disk and rights") from error
    except sqlite3.DatabaseError as error:
        raise LibraryDamagedError(
            f"{path} is damaged ({error})", "load again from files"
        ) from error
