"""New vectors for all that is stored, beside the old ones until they are complete."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index_store.store.copies import keep, lacking
from index_store.store.stored import Stored, stored_by_id
from index_store.store.tables import set_meta, transaction
from index_store.types import IndexSpec

if TYPE_CHECKING:
    from index_store.store.writer import Writer

_NEXT = "next"
# What is embedded and stored at once.
_GROUP = 1024


class Rebuild:
    """The next generation of vectors; taken up again where a run was stopped."""

    def __init__(self, writer: Writer, spec: IndexSpec) -> None:
        self._writer = writer
        self._tables = writer.tables
        self._spec = spec
        self._generation = self._begin()

    def missing(self) -> Iterator[list[Stored]]:
        """Yield groups of passages that have no new vector yet."""
        wanted = lacking(self._tables, self._generation)
        for at in range(0, len(wanted), _GROUP):
            yield stored_by_id(self._tables, wanted[at : at + _GROUP])

    def add(self, passages: Sequence[Stored], vectors: npt.NDArray[np.float32]) -> None:
        """Store new vectors, float32 (n, d)."""
        with transaction(self._tables):
            keep(self._tables, self._generation, [p.id for p in passages], vectors)

    def finish(self) -> None:
        """Put the new vectors in place of the old ones, in one step, and delete the old ones."""
        values = {"spec": json.dumps(asdict(self._spec)), "generation": str(self._generation)}
        self._writer.refill(self._generation, values)
        with transaction(self._tables):
            self._tables.execute("DELETE FROM vectors WHERE generation != ?", (self._generation,))
            self._tables.execute("DELETE FROM meta WHERE name = ?", (_NEXT,))

    def _begin(self) -> int:
        meta = dict(self._tables.execute("SELECT name, value FROM meta"))
        wanted = asdict(self._spec)
        begun = json.loads(meta[_NEXT]) if _NEXT in meta else None
        if begun and begun["spec"] == wanted and begun["generation"] != int(meta["generation"]):
            return int(begun["generation"])
        generation = int(meta["generation"]) + 1
        with transaction(self._tables):
            self._tables.execute("DELETE FROM vectors WHERE generation = ?", (generation,))
            set_meta(self._tables, {_NEXT: json.dumps({"generation": generation, "spec": wanted})})
        return generation
