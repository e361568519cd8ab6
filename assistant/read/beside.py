"""A chat model's draft and the built-in reader's of the same question in, the better one out.

A weak model reads worse than the built-in reader, a strong one better, and neither is known to be
which. The model's own yes/no check, asked of both answers, decides where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.read.spans.features import answer_stems
from assistant.types import LIKELY, Draft
from index_store.times import describe, find_times

# What the built-in reader left alone is answered by a model that is as sure as this.
SURE_ALONE = 0.8
# Where the model has no answer that stands, that share of its threshold is enough for the other.
ENOUGH = 0.5

_YEAR = re.compile(r"\d{4}\b")

# The chance by the model's check that a draft's sentences state its answer; None: it cannot tell.
Opinion = Callable[[Draft], float | None]


def settle(said: Draft, own: Draft, opinion: Opinion, threshold: float, declined: bool) -> Draft:
    """Return the draft to give, with the order of passages of the built-in reader.

    Args:
        said: the model's draft after the checks; its confidence is that of its own check.
        own: the built-in reader's draft.
        opinion: asks the model about `own`; called at most once.
        threshold: what the model's check must reach.
        declined: the model said of itself that there is no answer.
    """
    said = replace(said, order=own.order)
    stands = bool(said.short) and not said.reason
    if not own.short or own.reason:
        if stands and said.confidence >= max(threshold, SURE_ALONE):
            return said
        return _instead(own, said) if stands or not said.claims else said
    if stands and _same(said, own):
        return replace(said, events=said.events or own.events, accounts=own.accounts)
    # What its reader thinks likelier wrong than right takes no answer's place.
    chance = opinion(own) if own.confidence >= LIKELY else -1.0
    if stands:
        return _instead(own, said) if chance is not None and chance > said.confidence else said
    if chance is None:
        return said if declined else _instead(own, said)
    return _instead(own, said) if chance >= threshold * ENOUGH else said


def with_day(said: Draft, own: Draft) -> Draft:
    """Give the model's draft the day that its sentence means, which the built-in reader resolved.

    Where the sentences that the model rests on tell of that day, and it only repeats their "on
    Tuesday"; what it dates itself, with a year, is its own answer.
    """
    if not own.claims or own.reason or not said.short or said.reason:
        return said
    day = _dates(own.short)
    if not day or any(_YEAR.match(d) for d in _dates(said.short)):
        return said
    if day.isdisjoint(event.date for event in said.events):
        return said
    told = own.claims[0]
    left = [claim for claim in said.claims if set(claim.quotes) - set(told.quotes)]
    return replace(said, short=own.short, claims=(told, *left))


def _dates(text: str) -> set[str]:
    return {describe(m) for m in find_times(text, None) if m.kind == "date"}


def _same(said: Draft, own: Draft) -> bool:
    """Tell whether one answer holds all words of the other."""
    one, other = answer_stems(said.short), answer_stems(own.short)
    return one <= other or other <= one


def _instead(own: Draft, said: Draft) -> Draft:
    """Give the built-in reader's draft, and note what the model had answered."""
    note = f"{said.short} (what the model answered)" if said.short and not said.reason else ""
    return replace(
        own,
        dropped=tuple(part for part in (*said.dropped, note) if part),
        unchecked=said.unchecked,
    )
