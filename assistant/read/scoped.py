"""A possible answer and the days asked about in, how far it is an answer of those days out."""

from __future__ import annotations

from datetime import timedelta

from assistant.read.candidates import Candidate
from assistant.types import Plan, Window
from index_store.types import TimeMention

# What an answer's probability is multiplied by.
OF_THE_DAYS, OUTSIDE, BESIDE = 1.4, 0.35, 0.6
# News of these days before and after a window may well be of its days.
SLACK = timedelta(days=8)
NEAR_CHARACTERS = 300


def scope(plan: Plan, c: Candidate) -> float:
    """Weigh an answer by the days asked about; 1 where none are, or nothing speaks for or against.

    The date that stands nearest to an answer in its sentence says of which days it is; where the
    sentence names none, the sentences before it or the day of the article do.
    """
    window = plan.window
    if window is None or plan.answer_type in {"date", "duration"}:
        return 1.0
    inside = [m for m in c.hit.passage.times if _dated(m)]
    own = [m for m in inside if c.sentence[0] <= m.start < c.sentence[1]]
    if own:
        nearest = min(own, key=lambda m: _distance(m, c))
        if _touches(window, nearest):
            return OF_THE_DAYS
        return BESIDE if any(_touches(window, m) for m in own) else _by_article(window, c)
    before = [m for m in inside if c.sentence[0] - NEAR_CHARACTERS <= m.start < c.sentence[0]]
    if any(_touches(window, m) for m in before):
        return 1.0
    return _by_article(window, c)


def _by_article(window: Window, c: Candidate) -> float:
    day = c.hit.article.day
    if day is None:
        return 1.0
    early = window.earliest is not None and day < window.earliest - SLACK
    late = window.latest is not None and day > window.latest + SLACK
    return OUTSIDE if early or late else 1.0


def _dated(m: TimeMention) -> bool:
    return m.kind == "date" and m.earliest is not None and m.latest is not None


def _touches(window: Window, m: TimeMention) -> bool:
    after = window.earliest is None or (m.latest is not None and m.latest >= window.earliest)
    before = window.latest is None or (m.earliest is not None and m.earliest <= window.latest)
    return after and before


def _distance(m: TimeMention, c: Candidate) -> int:
    return max(m.start - c.end, c.start - m.end, 0)
