"""A library in, what is wrong with it in words out; and, if asked, mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index_store.embed import Embedder
from index_store.store import Audit, Library, Stored, embedding_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a library.

    Attributes:
        problem: what, and how many.
        remedy: what mending does, or what only a person can do.
        mendable: whether `repair` can do it.
    """

    problem: str
    remedy: str
    mendable: bool = True


_MENDS = (
    ("unfinished", "{} articles were being written or removed when a run ended",
     "rolled back or finished; load them again"),
    ("no_vector", "{} passages have no vector", "embedded again"),
    ("no_words", "{} passages are not in the word index", "added to it"),
    ("stray_vectors", "{} vectors belong to no passage", "deleted"),
    ("stray_words", "{} entries of the word index belong to no passage", "deleted"),
    ("unreachable", "{} vectors are there but no search finds them", "put in anew"),
    ("misplaced", "{} articles do not fit their passages", "taken out; load them again"),
)  # fmt: skip


def check(library: Library) -> list[Finding]:
    """Say what is wrong with a library; nothing is changed. Empty when all is well."""
    found, unreadable = library.audit()
    findings = [
        Finding(problem=f"{part} cannot be read", remedy="made again from the stored text")
        for part in unreadable
    ]
    return findings + _told(found)


def repair(library: Library, embedder: Embedder) -> list[Finding]:
    """Mend what can be mended; return what was found before.

    Raises:
        EmbedderMismatchError: another embedder made the vectors; nothing was changed.
        LibraryLockedError: another process is writing.
    """
    library.require(embedder.name, embedder.dimensions)
    findings = check(library)

    def embed(passages: Sequence[Stored]) -> npt.NDArray[np.float32]:
        return embedder.embed([embedding_text(p.title, p.text) for p in passages])

    library.mend(embed)
    return findings


def _told(found: Audit) -> list[Finding]:
    findings = []
    if found.tables:
        findings.append(
            Finding(
                problem=f"the tables are damaged ({found.tables})",
                remedy="remove the library's folder and load again",
                mendable=False,
            )
        )
    for name, problem, remedy in _MENDS:
        count = len(getattr(found, name))
        if count:
            findings.append(Finding(problem=problem.format(count), remedy=remedy))
    return findings
