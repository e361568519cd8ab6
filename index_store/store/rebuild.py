"""New vectors for all that is stored, beside the old ones until they are complete."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index_store.store.stored import Stored, stored_by_id
from index_store.store.tables import transaction
from index_store.types import IndexSpec

if TYPE_CHECKING:
    from index_store.vectors import Vectors

_NEXT = "next"
# What is embedded and stored at once.
_GROUP = 1024


class Rebuild:
    """The next set of vectors; taken up again where a killed run left it.

    Args:
        tables: the writer's.
        spec: how the new vectors are made.
        open_vectors: opens a collection by name.
    """

    def __init__(
        self, tables: sqlite3.Connection, spec: IndexSpec, open_vectors: Callable[[str], Vectors]
    ) -> None:
        self._tables = tables
        self._spec = spec
        self._name = self._begin()
        self._vectors = open_vectors(self._name)
        self._have = self._vectors.ids()

    def missing(self) -> Iterator[list[Stored]]:
        """Yield groups of passages that have no new vector yet."""
        every = self._tables.execute("SELECT id FROM passages ORDER BY article, start").fetchall()
        wanted = [row[0] for row in every if row[0] not in self._have]
        for at in range(0, len(wanted), _GROUP):
            yield stored_by_id(self._tables, wanted[at : at + _GROUP])

    def add(self, passages: Sequence[Stored], vectors: npt.NDArray[np.float32]) -> None:
        """Store new vectors, float32 (n, d)."""
        ids = [p.id for p in passages]
        self._vectors.add(ids, vectors, [p.validity for p in passages], [p.kind for p in passages])

    def finish(self) -> None:
        """Put the new vectors in place of the old ones, in one step, and delete the old ones."""
        meta = dict(self._tables.execute("SELECT name, value FROM meta"))
        with transaction(self._tables):
            self._set("spec", json.dumps(asdict(self._spec)))
            self._set("collection", self._name)
            self._tables.execute("DELETE FROM meta WHERE name = ?", (_NEXT,))
        self._vectors.drop(meta["collection"])

    def close(self) -> None:
        """Let go of the files; vectors that are not complete are kept for the next run."""
        self._vectors.close()

    def _begin(self) -> str:
        meta = dict(self._tables.execute("SELECT name, value FROM meta"))
        spec = asdict(self._spec)
        if _NEXT in meta and json.loads(meta[_NEXT])["spec"] == spec:
            return str(json.loads(meta[_NEXT])["name"])
        last = json.loads(meta[_NEXT])["name"] if _NEXT in meta else meta["collection"]
        name = f"{meta['library']}-{int(last.rsplit('-', 1)[1]) + 1}"
        with transaction(self._tables):
            self._set(_NEXT, json.dumps({"name": name, "spec": spec}))
        return name

    def _set(self, name: str, value: str) -> None:
        self._tables.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def abandon(tables: sqlite3.Connection) -> None:
    """Forget a rebuild that was begun: what is stored is about to differ from what it has."""
    tables.execute("DELETE FROM meta WHERE name = ?", (_NEXT,))


def tidy(tables: sqlite3.Connection, vectors: Vectors) -> None:
    """Delete this library's sets of vectors that nothing refers to any more."""
    meta = dict(tables.execute("SELECT name, value FROM meta"))
    used = {meta["collection"], json.loads(meta[_NEXT])["name"] if _NEXT in meta else ""}
    for name in vectors.names():
        if name.startswith(f"{meta['library']}-") and name not in used:
            vectors.drop(name)
