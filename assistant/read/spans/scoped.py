"""A possible answer and the days asked about in, how far it is an answer of those days out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.modality import asks_ahead
from assistant.read.sentence.candidates import Candidate
from assistant.types import Plan, Window
from index_store.types import TimeMention

# What an answer's probability is multiplied by.
OF_THE_DAYS, OUTSIDE, BESIDE = 1.4, 0.35, 0.6
# News of these days before and after a window may well be of its days.
SLACK = timedelta(days=8)
NEAR_CHARACTERS = 300
# What stands between the two days of one stretch of time, and before or behind an open one.
_TO = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*(?:the )?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the )?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the )?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to)\s+(?:the )?$", re.IGNORECASE)
_ONWARD = re.compile(
    r"\s*(?:onwards?\b|(?:to|until|till|[-–—])\s*(?:the )?(?:present|now|today)\b)"
)


def scope(plan: Plan, c: Candidate) -> float:
    """Weigh an answer by the days asked about; 1 where none are, or nothing speaks for or against.

    The date that stands nearest to an answer in its sentence says of which days it is; where the
    sentence names none, the sentences before it or the day of the article do.
    """
    window = plan.window
    if window is None or plan.answer_type in {"date", "time", "duration"}:
        return 1.0
    inside = lasting(c.hit.article.body, [m for m in c.hit.passage.times if _dated(m)])
    own = [m for m in inside if c.sentence[0] <= m.start < c.sentence[1]]
    if own:
        nearest = min(own, key=lambda m: _distance(m, c))
        if _touches(window, nearest):
            return OF_THE_DAYS
        if any(_touches(window, m) for m in own):
            return BESIDE
        return _by_article(window, c) if c.hit.article.day else _by_date(window, nearest)
    before = [m for m in inside if c.sentence[0] - NEAR_CHARACTERS <= m.start < c.sentence[0]]
    if any(_touches(window, m) for m in before):
        return 1.0
    return _by_article(window, c)


def of_another_day(plan: Plan, c: Candidate) -> bool:
    """Tell whether a length of time is that of what happened on another day than the one asked.

    It is of that day where its article is of those days, or names just that day close before.
    """
    window = plan.window
    if window is None or window.earliest is None or window.earliest != window.latest:
        return False
    near = [m for m in c.hit.passage.times if c.sentence[0] - NEAR_CHARACTERS <= m.start < c.end]
    if plan.answer_type != "duration" or any(m.earliest == m.latest == window.latest for m in near):
        return False
    day = c.hit.article.day
    early = day is not None and day < window.earliest and not asks_ahead(plan.standalone_question)
    return early or _by_article(window, c) == OUTSIDE


def holds_then(plan: Plan, c: Candidate) -> bool:
    """Tell whether an answer holds for a stretch of time that the days asked about lie in."""
    window = plan.window
    if window is None or plan.answer_type in {"date", "time", "duration", "reason"}:
        return False
    dated = [m for m in c.hit.passage.times if _dated(m)]
    inside = [m for m in lasting(c.hit.article.body, dated) if _in_sentence(m, c)]
    if not inside:
        return False
    nearest = min(inside, key=lambda m: _distance(m, c))
    return nearest not in dated and _touches(window, nearest)


def _in_sentence(m: TimeMention, c: Candidate) -> bool:
    return c.sentence[0] <= m.start < c.sentence[1]


def lasting(body: str, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Join the two days of a stretch of time, and open its end where it has none.

    `From 1984 to 1988`, `1984–88` and `between 1984 and 1988` hold for 1986, `since 1984` and
    `2017–present` for every day after, `until 1988` for every day before.

    Args:
        body: the text that the mentions are offsets into.
        mentions: resolved dates, in their order in the text.
    """
    found: list[TimeMention] = []
    for m in mentions:
        before = found[-1] if found else None
        if before and _one_stretch(body, before, m):
            text = body[before.start : m.end]
            found[-1] = replace(before, end=m.end, text=text, latest=m.latest)
        else:
            found.append(_opened(body, m))
    return found


def _one_stretch(body: str, first: TimeMention, last: TimeMention) -> bool:
    if not (first.earliest and last.latest and first.earliest <= last.latest):
        return False
    gap, lead = body[first.end : last.start], body[max(0, first.start - 20) : first.start]
    return bool(_TO.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(lead)))


def _opened(body: str, m: TimeMention) -> TimeMention:
    lead = body[max(0, m.start - 20) : m.start]
    if _SINCE.search(lead) or _ONWARD.match(body, m.end):
        return replace(m, latest=date.max)
    return replace(m, earliest=date.min) if _UNTIL.search(lead) else m


def _by_article(window: Window, c: Candidate) -> float:
    day = c.hit.article.day
    if day is None:
        return 1.0
    early = window.earliest is not None and day < window.earliest - SLACK
    late = window.latest is not None and day > window.latest + SLACK
    return OUTSIDE if early or late else 1.0


def _by_date(window: Window, m: TimeMention) -> float:
    """Weigh what an undated article tells of other days: it may hold later, but not before."""
    early = m.earliest is not None and window.latest is not None and m.earliest > window.latest
    return OUTSIDE if early else 1.0


def _dated(m: TimeMention) -> bool:
    return m.kind == "date" and m.earliest is not None and m.latest is not None


def _touches(window: Window, m: TimeMention) -> bool:
    after = window.earliest is None or (m.latest is not None and m.latest >= window.earliest)
    before = window.latest is None or (m.earliest is not None and m.earliest <= window.latest)
    return after and before


def _distance(m: TimeMention, c: Candidate) -> int:
    return max(m.start - c.end, c.start - m.end, 0)
