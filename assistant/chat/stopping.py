"""A generator in, what it yields out until somebody says stop; it runs in a thread of its own.

A reader cannot be interrupted while it reads. So whoever waits for it leaves, and it ends by itself
at its next step, nobody waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event
from typing import TypeVar

# How long a stop goes unnoticed at most.
TICK_S = 0.1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Halt:
    """By what an answer is stopped.

    Attributes:
        asked: it is to end.
        ended: it shows nothing more of itself.
    """

    asked: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)


def until(stopped: Event, made: Generator[T, None, None]) -> Iterator[T]:
    """Yield what a generator makes; end as soon as `stopped` is set, which closing does too."""
    told: SimpleQueue[T] = SimpleQueue()
    pool = ThreadPoolExecutor(1)
    done = pool.submit(_pass_on, made, told.put, stopped)
    pool.shutdown(wait=False)
    try:
        while not stopped.is_set():
            try:
                one = told.get(timeout=TICK_S)
            except Empty:
                if done.done() and told.empty():
                    done.result()
                    return
            else:
                yield one
    except GeneratorExit:
        stopped.set()
        raise


def _pass_on(made: Generator[T, None, None], put: Callable[[T], None], stopped: Event) -> None:
    for one in made:
        put(one)
        if stopped.is_set():
            made.close()
            return
