"""Events as sentences tell them in, each event once out; and whether one lies in a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.read.order.occasions import Occasion
from assistant.types import Window

# A longer stretch of days may hold several events of one kind.
LONGEST_DAYS = 31
# A telling that is more exact gives the date, though it fits this much less.
EXACT_LOSS = 3.0


def inside(window: Window | None, o: Occasion) -> bool:
    """Tell whether an event lies wholly in a window."""
    if window is None:
        return True
    first, last = window.earliest or date.min, window.latest or date.max
    return o.earliest >= first and o.latest <= last


def touches(window: Window | None, o: Occasion) -> bool:
    """Tell whether an event may lie in a window."""
    if window is None:
        return True
    first, last = window.earliest or date.min, window.latest or date.max
    return o.earliest <= last and o.latest >= first


def merge(found: Sequence[Occasion]) -> list[Occasion]:
    """Take tellings of the same days together, in order of time.

    The best fitting one speaks for all, with the most exact date among them.
    """
    groups: list[Occasion] = []
    for item in sorted(found, key=lambda o: -o.fit):
        for n, other in enumerate(groups):
            if same_days(other, item):
                groups[n] = _joined(other, item)
                break
        else:
            groups.append(item)
    return sorted(groups, key=lambda o: (o.latest, o.earliest))


def same_days(one: Occasion, other: Occasion) -> bool:
    """Tell whether two tellings may be of one event: one's days lie within the other's."""
    long, short = sorted((one, other), key=lambda o: o.earliest - o.latest)
    slack = timedelta(days=int(_counted(one) or _counted(other)))
    if not long.earliest - slack <= short.earliest <= short.latest <= long.latest + slack:
        return False
    same_article = one.telling.hit.article.id == other.telling.hit.article.id
    return long.latest - long.earliest <= timedelta(days=LONGEST_DAYS) or same_article


def _counted(o: Occasion) -> bool:
    """Tell whether a day was counted from another one in the text, which may be the wrong one."""
    return o.mention.how.endswith("in the text")


def _joined(best: Occasion, other: Occasion) -> Occasion:
    closer = other.latest - other.earliest < best.latest - best.earliest
    closer = (closer or _counted(best)) and not _counted(other)
    exact = other if closer and other.fit >= best.fit - EXACT_LOSS else best
    return replace(
        exact,
        fit=best.fit,
        tellers=best.tellers | other.tellers,
        joined=best.joined or other.joined,
        alike=best.alike or other.alike,
        bound=best.bound or other.bound,
    )
