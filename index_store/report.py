"""The counts of a load in, one report of it out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What happened to every record: read = added + updated + unchanged + duplicate + skipped.

    Attributes:
        undated: how many of those not skipped have no date.
        duplicate: came more than once in this run, word for word, or stands in the library from
            another file.
        undated_at: (place, why) of the first of them; why is empty where no date was given.
        skipped: (place, reason) of each record that could not be used.
        known_as: ids of articles that stand under another than they came with.
        passages: how many were embedded.
        seconds: time spent by stage: read, chunk, embed, store.
        stopped: the run was interrupted; what was done until then is kept.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    undated: int = 0
    undated_at: tuple[tuple[str, str], ...] = ()
    duplicate: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    known_as: tuple[str, ...] = ()
    passages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    stopped: bool = False
