"""Text and its day of publication in, every time expression resolved to an interval of days out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from index_store.times.context import Context, Placed
from index_store.times.expr import Expr
from index_store.times.grammar import read_all
from index_store.times.place_dates import (
    place_century,
    place_date,
    place_decade,
    place_half,
    place_quarter,
    place_season,
)
from index_store.times.place_nested import place_part
from index_store.times.place_relative import (
    place_deictic,
    place_duration,
    place_other,
    place_relative,
    place_shift,
    place_weekday,
)
from index_store.times.present import set_ahead
from index_store.times.quotes import days_of_speech
from index_store.times.tense import direction
from index_store.times.tokens import Tokens, tokenize
from index_store.times.years import (
    RANGE,
    carry_year,
    give_year,
    share_opening_year,
    share_years,
)
from index_store.types import TimeMention

__all__ = ["WHEN_SAID", "describe", "find_times", "resolve_phrase"]

WHEN_SAID = "when it was said"  # how a day in somebody's own words was found ends so

_PLACERS: dict[str, Callable[[Expr, Context], Placed]] = {
    "date": place_date,
    "weekday": place_weekday,
    "deictic": place_deictic,
    "relative": place_relative,
    "shift": place_shift,
    "duration": place_duration,
    "decade": place_decade,
    "century": place_century,
    "season": place_season,
    "quarter": place_quarter,
    "half": place_half,
    "part": place_part,
}
_DAY_FIRST = re.compile(r"\b(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/\d\d")
_MONTH_FIRST = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d\d")
_NEAR = 400  # characters that `that day` looks back over
_FOR = frozenset("for to of before until by".split())


def find_times(text: str, published: date | None) -> list[TimeMention]:
    """Find and resolve every time expression.

    Args:
        text: an article, or a stretch of one; offsets count from its beginning.
        published: the day it appeared; without it only absolute dates resolve, and `July 1`
            keeps an open year (`XXXX-07-01`).

    Returns:
        Mentions in order, not overlapping. A duration never is a date; one that ends at the
        publication day (`the past two years`) has kind `duration` and the days it spans.
    """
    t = tokenize(text)
    exprs = read_all(t)
    if not exprs:
        return []
    share_years(t, exprs)
    share_opening_year(t, exprs)
    _link_weekdays(t, exprs)
    context = Context(published, day_first=_writes_day_first(t, exprs))
    places: list[int] = []
    placed: list[Placed] = []
    paragraph = 0
    year: Placed | None = None
    for at, expr in enumerate(exprs):
        context.near = sum(place > t.starts[expr.first] - _NEAR for place in places[-12:])
        if any(w[0] == "\n" for w in t.words[paragraph : expr.first]):
            context.stated.clear()
        paragraph = expr.first
        context.tense = _tense(t, expr, published)
        given, year = year, give_year(t, exprs, at, context)
        placed.append(given or _PLACERS.get(expr.form, place_other)(expr, context))
        carry_year(t, exprs, at, placed[-1])
        if placed[-1].kind == "date" and placed[-1].earliest is not None:
            context.told.append(placed[-1])
            places.append(t.starts[expr.first])
        _note_year(expr, context)
    for index, spoken in days_of_speech(t, exprs, placed).items():
        said = _PLACERS[exprs[index].form](exprs[index], Context(spoken.earliest))
        day = spoken.earliest if spoken.precision == "day" else spoken.value
        placed[index] = replace(said, how=f"counted from {day}, {WHEN_SAID}")
    return [_mention(t, expr, place) for expr, place in zip(exprs, placed, strict=True)]


def _note_year(expr: Expr, context: Context) -> None:
    if expr.form == "date" and expr.year and expr.month:
        context.stated[expr.month] = expr.year


def _tense(t: Tokens, expr: Expr, published: date | None) -> int:
    day = expr.form == "weekday" or (expr.day is not None and expr.year is None)
    if day and set_ahead(t, expr.first, expr.last) and not _yesterday(expr, published):
        return 1
    open_year = expr.form == "date" and (expr.month or expr.day) and expr.year is None
    told_by_verb = open_year or expr.form in {"weekday", "season", "quarter"}
    if told_by_verb or expr.beside or expr.unit == "WE":
        # The day after a feast that is still to come is no day after what happened.
        beside = expr.feast and t.word(expr.first - 1) in {"before", "after"}
        found = direction(t, expr.first - 1 if beside else expr.first, expr.last)
        named = expr.unit == "WE" and (_possessive(t, expr.last) or t.word(expr.first - 1) in _FOR)
        return max(found, 0) if named else found  # `called off this weekend's match`
    return 0


def _yesterday(expr: Expr, published: date | None) -> bool:
    """Say whether a weekday was the last day, of which a report may still tell as of now."""
    if published is None or expr.weekday is None:
        return False
    return (published.weekday() - expr.weekday) % 7 == 1


def _possessive(t: Tokens, last: int) -> bool:
    return t.word(last) in {"'", "’"} and t.word(last + 1) == "s"


def _mention(t: Tokens, expr: Expr, placed: Placed) -> TimeMention:
    start, end = t.starts[expr.first], t.ends[expr.last - 1]
    return TimeMention(
        start=start,
        end=end,
        text=t.text[start:end],
        kind=placed.kind,
        value=placed.value,
        earliest=placed.earliest,
        latest=placed.latest,
        precision=placed.precision,
        how=placed.how,
    )


def _link_weekdays(t: Tokens, exprs: list[Expr]) -> None:
    """Count the second of `Monday to Friday` from the first."""
    for left, right in itertools.pairwise(exprs):
        between = t.words[left.last : right.first]
        to = len(between) == 1 and between[0] in RANGE - {"and"}
        if to and left.form == right.form == "weekday" and right.step is None:
            right.from_text, right.step = True, 1


def _writes_day_first(t: Tokens, exprs: list[Expr]) -> bool:
    """Judge by slashed dates that leave no choice, else by `4 July` against `July 4`."""
    if not any(expr.loose for expr in exprs):
        return False
    if _DAY_FIRST.search(t.text):
        return True
    if _MONTH_FIRST.search(t.text):
        return False
    spelled = [e for e in exprs if e.form == "date" and e.day and e.month and not e.loose]
    days = sum(t.words[e.first].isdecimal() and len(t.words[e.first]) < 3 for e in spelled)
    return days * 2 > len(spelled)


def resolve_phrase(phrase: str, anchor: date) -> TimeMention | None:
    """Resolve one isolated phrase such as `this week` or `from July 1 to July 4`.

    Args:
        phrase: as typed; capitals do not matter.
        anchor: the day it is asked on.

    Returns:
        The first expression that resolves, joined with the end of its range; None when none does.
    """
    titled = re.sub(
        r"[^\W\d_]+", lambda m: m.group().title() if len(m.group()) > 2 else m.group(), phrase
    )
    mentions = find_times(titled if len(titled) == len(phrase) else phrase, anchor)
    if not mentions:  # a bare `may` needs a word of time before it
        shifted = find_times(f"in {titled}", anchor)
        mentions = [replace(m, start=m.start - 3, end=m.end - 3) for m in shifted if m.start >= 3]
    resolved = [_now(m, anchor) for m in mentions]
    dated = [m for m in resolved if m.earliest is not None]
    if not dated:
        return None
    first = replace(dated[0], text=phrase[dated[0].start : dated[0].end])
    if len(dated) > 1 and phrase[first.end : dated[1].start].strip().lower() in RANGE:
        return _joined(first, dated[1], phrase)
    return first


def _now(mention: TimeMention, anchor: date) -> TimeMention:
    if mention.value != "PRESENT_REF":
        return mention
    return replace(mention, earliest=anchor, latest=anchor, how="the day asked")


def _joined(first: TimeMention, second: TimeMention, phrase: str) -> TimeMention:
    if first.earliest is None or second.latest is None or second.latest < first.earliest:
        return first
    return replace(
        first,
        end=second.end,
        text=phrase[first.start : second.end],
        value=f"{first.value}/{second.value}",
        latest=second.latest,
        precision=second.precision,
    )


def describe(mention: TimeMention) -> str:
    """Write what a mention resolves to at its precision: `2025-07-01`, `2022-09`, `2022`.

    An unresolved one gives its TIMEX3 value.
    """
    first, last = mention.earliest, mention.latest
    if first is None or last is None:
        return mention.value
    if mention.precision == "day" or mention.kind == "duration":
        return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    if mention.precision == "month":
        return mention.value[:7]
    return mention.value
