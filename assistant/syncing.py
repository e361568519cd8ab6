"""A file of sources in, each brought up to date, once or again and again, with a line on each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from assistant.config import Settings
from assistant.keeping import sync_all, synced_json, synced_text
from assistant.loading import skipped_line
from assistant.options import complain
from index_store.errors import DatelineError, InputError
from index_store.sync import seconds

Clock = Callable[[], datetime]


def sync_once(settings: Settings, path: Path, clock: Clock, *, as_json: bool = False) -> bool:
    """Sync every source; say whether all of them could be read.

    Raises:
        DatelineError: the file of sources is wrong, or the library cannot be written.
    """
    synced = []
    for done, fresh in sync_all(settings, path, clock):
        synced.append((done, fresh))
        for fault in done.faults:
            complain(skipped_line(fault.place, fault.reason, fault.remedy))
        if not as_json:
            click.echo(synced_text(done, fresh, clock()))
    if as_json:
        click.echo(json.dumps(synced_json(synced, clock()), ensure_ascii=False))
    return all(done.worked for done, _ in synced)


def sync_every(
    every: str, once: Callable[[], bool], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Sync every source again and again, until it is stopped.

    What fails in one round is told, and tried again in the next; only a mistake that was there
    from the start ends it.

    Args:
        every: time from the end of a round to the next, such as `15m`.
        once: a round.
        sleep: waits so many seconds.

    Raises:
        DatelineError: the first round could not begin.
    """
    try:
        pause = seconds(every)
    except ValueError as error:
        raise InputError(f"--every: {error}", "Write it as 15m.") from None
    once()
    while True:
        sleep(pause)
        try:
            once()
        except DatelineError as error:
            complain(str(error))
