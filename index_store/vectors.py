"""Vectors with days in, nearest passages out; Chroma embedded in a folder or on a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
import numpy.typing as npt
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError

from index_store.addresses import shown
from index_store.days import ALL, NEVER, Bounds, Validity, day_number
from index_store.errors import EndpointUnreachableError, LibraryDamagedError, LibraryError
from index_store.leftovers import blank
from index_store.types import BlockKind

HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
_BATCH = 2000
_OVERFETCH = 4
_SPELLINGS: set[str | None] = set()
_SPELLING = threading.Lock()


class Vectors:
    """One named collection of passage vectors.

    Args:
        folder: where an embedded Chroma keeps its files.
        name: the collection; made when it is not there.
        url: a Chroma server to use in place of the folder.
    """

    def __init__(self, folder: Path, name: str, url: str | None = None) -> None:
        self._place = shown(url) if url else str(folder)
        self._spelling = None if url else _spell(folder)
        with self._mapped():
            # Where this fails the spelling stays taken: Chroma keeps the broken client under it.
            self._client = _connect(self._spelling, url)
            self._collection = self._client.get_or_create_collection(
                name, configuration={"hnsw": HNSW}, embedding_function=None
            )

    def add(
        self,
        ids: Sequence[str],
        vectors: npt.NDArray[np.float32],
        days: Sequence[Validity],
        kinds: Sequence[BlockKind],
    ) -> None:
        """Store vectors, float32 (n, d), replacing those with the same ids."""
        rows = [{**_numbers(day), "kind": kind} for day, kind in zip(days, kinds, strict=True)]
        with self._mapped():
            for at in range(0, len(ids), _BATCH):
                part = slice(at, at + _BATCH)
                self._collection.upsert(
                    ids=list(ids[part]), embeddings=vectors[part], metadatas=rows[part]
                )

    def redate(self, days: Mapping[str, Validity]) -> None:
        """Change when passages count; ids that are not there are ignored."""
        ids = list(days)
        with self._mapped():
            for at in range(0, len(ids), _BATCH):
                part = ids[at : at + _BATCH]
                self._collection.update(ids=part, metadatas=[_numbers(days[i]) for i in part])

    def remove(self, ids: Sequence[str]) -> None:
        """Take passages out; ids that are not there are ignored."""
        with self._mapped():
            for at in range(0, len(ids), _BATCH):
                self._collection.delete(ids=list(ids[at : at + _BATCH]))

    def query(
        self, vector: npt.NDArray[np.float32], k: int, bounds: Bounds = ALL
    ) -> list[tuple[str, float]]:
        """Find the nearest passages that may be shown by cosine similarity, best first.

        Ties are in the order of ids.

        More are fetched than asked for and filtered here, because a filter inside Chroma makes it
        read every row; it is used only when too few are left.
        """
        total = self.count()
        found = self._nearest(vector, min(total, k * (1 if bounds.open else _OVERFETCH) + 10), None)
        kept = [(passage_id, score) for passage_id, score, day in found if bounds.admit(day)]
        if len(kept) < k and len(found) < total:
            found = self._nearest(vector, k, _where(bounds))
            kept = [(passage_id, score) for passage_id, score, day in found if bounds.admit(day)]
        return sorted(kept, key=lambda hit: (-hit[1], hit[0]))[:k]

    def count(self) -> int:
        """Return how many vectors there are."""
        with self._mapped():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """Return the ids of all that is stored."""
        found: set[str] = set()
        with self._mapped():
            for at in range(0, int(self._collection.count()), _BATCH):
                page = self._collection.get(limit=_BATCH, offset=at, include=[])
                found.update(page["ids"])
        return found

    def get(self, ids: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the vectors of those passages that are there."""
        found: dict[str, npt.NDArray[np.float32]] = {}
        with self._mapped():
            for at in range(0, len(ids), _BATCH):
                page = self._collection.get(ids=list(ids[at : at + _BATCH]), include=["embeddings"])
                rows = np.asarray(page["embeddings"], dtype=np.float32)
                found.update(zip(page["ids"], rows, strict=True))
        return found

    def unreachable(self) -> list[str]:
        """Return the ids of vectors that no search can find.

        The graph that Chroma searches can lose its way to some of its points when a process was
        killed and what it did last is done once more, or among many equal vectors.
        """
        with self._mapped():
            probe = self._collection.get(limit=1, include=["embeddings"])
            if not probe["ids"]:
                return []
            page = self._collection.query(
                query_embeddings=np.asarray(probe["embeddings"], dtype=np.float32),
                n_results=int(self._collection.count()),
                include=[],
            )
        return sorted(self.ids() - set(page["ids"][0]))

    def drop(self, name: str) -> None:
        """Delete a collection by name; one that is not there is ignored."""
        with self._mapped():
            try:
                self._client.delete_collection(name)
            except NotFoundError:
                return

    def names(self) -> list[str]:
        """Return the names of the collections."""
        with self._mapped():
            return [collection.name for collection in self._client.list_collections()]

    def close(self, *, wrote: bool = False) -> None:
        """Let go of files and connections; who `wrote` alone also blanks what Chroma left there."""
        self._client.close()
        _SPELLINGS.discard(self._spelling)
        if wrote and self._spelling:
            blank(Path(self._spelling))

    def _nearest(
        self, vector: npt.NDArray[np.float32], k: int, where: dict[str, Any] | None
    ) -> list[tuple[str, float, Validity]]:
        if k < 1:
            return []
        with self._mapped():
            page = self._collection.query(
                query_embeddings=np.asarray(vector, dtype=np.float32)[None, :],
                n_results=k,
                where=where,
                include=["distances", "metadatas"],
            )
        columns = (page["ids"][0], page["distances"][0], page["metadatas"][0])
        return [
            (
                passage_id,
                1.0 - float(distance),
                Validity(day=int(row["day"]), first=int(row["first"]), end=int(row["end"])),
            )
            for passage_id, distance, row in zip(*columns, strict=True)
        ]

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Turn Chroma's errors into ours."""
        try:
            yield
        except (httpx.TransportError, ConnectionError) as error:
            raise EndpointUnreachableError(
                f"the Chroma server {self._place} does not answer ({error})", "start it, or retry"
            ) from error
        except ValueError as error:
            if "connect" not in str(error).lower():
                raise
            raise EndpointUnreachableError(
                f"the Chroma server {self._place} does not answer", "start it, or retry"
            ) from error
        except ChromaError as error:
            if "disk is full" in str(error) or "No space left" in str(error):
                raise LibraryError(
                    f"no space left on the disk of {self._place}", "free some, then load again"
                ) from error
            raise LibraryDamagedError(
                f"the vectors in {self._place} cannot be used ({error})", "dateline doctor --repair"
            ) from error


def _spell(folder: Path) -> str:
    """Return a path to the folder that no open client of this process uses.

    Chroma shares one set of caches among all clients of a path, so a client would go on seeing
    what was there when the first of them was opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    spelling = str(folder)
    with _SPELLING:
        while spelling in _SPELLINGS:
            spelling = f"{spelling}/."
        _SPELLINGS.add(spelling)
    return spelling


def _connect(folder: str | None, url: str | None) -> Any:
    quiet = ChromaSettings(anonymized_telemetry=False)
    if url is None:
        return chromadb.PersistentClient(path=str(folder), settings=quiet)
    parts = urlsplit(url if "//" in url else f"//{url}")
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=quiet,
    )


def _numbers(validity: Validity) -> dict[str, int]:
    return {"day": validity.day, "first": validity.first, "end": validity.end}


def _where(bounds: Bounds) -> dict[str, Any] | None:
    """Return the same rule as `Bounds.admit` in Chroma's words."""
    rules: list[dict[str, Any]] = []
    if bounds.since:
        rules.append({"day": {"$gte": day_number(bounds.since)}})
    if bounds.until is None:
        rules.append({"end": {"$eq": NEVER}})
    else:
        until = day_number(bounds.until)
        rules += [{"first": {"$lte": until}}, {"end": {"$gt": until}}]
        if not bounds.undated:
            rules.append({"day": {"$gt": 0}})
    return {"$and": rules} if len(rules) > 1 else rules[0]
