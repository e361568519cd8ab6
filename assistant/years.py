"""A plan for days without a year and its hits in, the plan for the year that these tell of out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.types import Hit, Plan, Window
from assistant.words import missing_names

BACK = 30  # years
RECENT = timedelta(days=31)
# News of a day is told so many days later at most.
LATER = timedelta(days=3)
# "By February 13" needs news of about that day.
AROUND = timedelta(days=10)


def in_its_year(plan: Plan, hits: Sequence[Hit]) -> Plan:
    """Move the days asked about back to the newest year in which articles on the subject have them.

    "On February 13" means that of the story, however long ago; read alone it is the last one, and
    so it is where that was within the last month.
    """
    asked = plan.window or Window(latest=plan.as_of)
    day = asked.latest or asked.earliest
    if not plan.open_year or day is None or (plan.asked_at - RECENT <= day and _reached(plan)):
        return plan
    about = [hit for hit in hits if not missing_names(plan.names, _text(hit))]
    for years in range(BACK):
        moved = Window(earliest=_back(asked.earliest, years), latest=_back(asked.latest, years))
        if not any(_tells_of(hit, _near(moved)) for hit in about):
            continue
        as_of = _back(plan.as_of, years) if plan.window is None else plan.as_of
        return replace(plan, window=plan.window and moved, as_of=as_of) if years else plan
    return plan


def _reached(plan: Plan) -> bool:
    """Tell whether the archive has news of the days asked about, or may have."""
    first = plan.window.earliest if plan.window else plan.as_of
    return plan.newest is None or first is None or plan.newest >= first


def _text(hit: Hit) -> str:
    return f"{hit.article.title}\n{hit.article.body}"


def _near(window: Window) -> Window:
    """Return the days around the one that a window with an open end names."""
    if window.earliest and window.latest:
        return window
    day = window.earliest or window.latest or date.max
    return Window(earliest=day - AROUND, latest=day + AROUND)


def _back(day: date | None, years: int) -> date | None:
    if day is None or not years:
        return day
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


def _tells_of(hit: Hit, window: Window) -> bool:
    """Tell whether an article names one of the days, or was published on one or shortly after."""
    first, last = window.earliest or date.min, window.latest or date.max
    published = hit.article.day
    if published and first <= published <= last + LATER:
        return True
    named = (m for m in hit.passage.times if m.kind == "date" and m.earliest and m.latest)
    return any(first <= (m.earliest or last) and (m.latest or first) <= last for m in named)
