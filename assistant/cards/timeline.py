"""A Record in, its events on a line of time out; nothing for fewer than two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise

from assistant.cards.html import article_link, esc
from assistant.cards.record import Dot, Record, snippet
from assistant.words import capital, date_words
from index_store.dates.strings import words

FEW = 4
_CERTAINTY = {
    "planned": '<span class="dl-tag">planned</span> ',
    "denied": '<span class="dl-tag">denied or called off</span> ',
}
_MARGIN = 2.0  # per cent of the line left free at both ends
_APART = 4.0  # per cent of the line from one point to the next
_LONG = 4  # times all shorter ones together is too long an empty time
_BEGINS = {
    "SP": 3, "SU": 6, "FA": 9, "WI": 12, "H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10,
}  # fmt: skip


def timeline_html(shown: Record) -> str:
    """Plot the events of an answer, each one a link to where it is told, the answer marked.

    All are listed; on the line those of one date are one point.
    """
    events = _ordered(shown["events"])
    dots = _merged(events)
    if len(dots) < 2:
        return ""
    answer = answer_date(shown, dots)
    points = "".join(
        _point(dot, place, dot["date"] == answer)
        for dot, place in zip(dots, places(dots), strict=True)
    )
    hit = next((dot for dot in dots if dot["date"] == answer), None)
    rows = "".join(_row(event, event is hit) for event in reversed(events))
    opened = " open" if len(events) <= FEW else ""
    return (
        '<section class="dl-timeline" aria-label="Timeline of the events found">'
        f"<h3>Timeline</h3>"
        f'<div class="dl-line">{_breaks(dots)}{points}<b>{_end(dots[0])}</b><b>{_end(dots[-1])}</b>'
        f"</div><details{opened}><summary>{len(events)} events</summary><ol>{rows}</ol></details>"
        "</section>"
    )


def places(dots: Sequence[Dot]) -> list[float]:
    """Place points on the line in per cent of it, by their days; a long empty time is cut short.

    Where points would cover each other, they move apart just enough to be pointed at.
    """
    lengths = [length for length, _ in _gaps(dots)]
    width = 100 - 2 * _MARGIN
    scale = width / max(sum(lengths), 1)
    found = [_MARGIN + scale * reached for reached in accumulate(lengths, initial=0.0)]
    least = min(_APART, width / (len(dots) - 1))
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + least)
    end = 100 - _MARGIN
    for n in reversed(range(len(found))):
        found[n] = min(found[n], end)
        end = found[n] - least
    return found


def _gaps(dots: Sequence[Dot]) -> list[tuple[float, bool]]:
    """Return how long the line is from each point to the next, and whether it is cut short there.

    It is where it would leave little room for all else.
    """
    days = [first_day(dot["date"]) for dot in dots]
    whole = [(after - before).days for before, after in pairwise(days)]
    found = [(0.0, False)] * len(whole)
    shorter = 0.0
    for rank, n in enumerate(sorted(range(len(whole)), key=lambda n: whole[n])):
        cut = rank > 1 and whole[n] > _LONG * shorter
        found[n] = (shorter / _LONG if cut else whole[n], cut)
        shorter += found[n][0]
    return found


def _breaks(dots: Sequence[Dot]) -> str:
    """Mark where the line is cut short."""
    cuts = [cut for _, cut in _gaps(dots)]
    return "".join(
        f'<i class="dl-break" style="left:{(low + high) / 2:.2f}%"></i>'
        for (low, high), cut in zip(pairwise(places(dots)), cuts, strict=True)
        if cut
    )


def answer_date(shown: Record, dots: Sequence[Dot]) -> str:
    """Return the date of the event that is the answer; empty when no event is, or several are.

    That is the day that the direct answer names, else the event told by the first citation.
    """
    if sum(date_words(dot["date"]) in shown["short"] for dot in dots) > 1:
        return ""
    day = words(shown["short"])
    for dot in dots:
        if day and day.isoformat().startswith(dot["date"]):
            return dot["date"]
    cited = [dot["date"] for dot in dots if dot["marker"] == 1]
    return cited[0] if len(cited) == 1 else ""


def first_day(value: str) -> date:
    """Return the first day of an ISO day, range of days, week, month, part of a year or year."""
    value = value.partition("/")[0]
    if "W" in value and value.rpartition("W")[2].isdecimal():
        return date.fromisoformat(f"{value}-1")
    year, _, rest = value.partition("-")
    if rest in _BEGINS:
        return date(int(year), _BEGINS[rest], 1)
    month, day = ([int(part) for part in rest.split("-") if part] + [1, 1])[:2]
    return date(int(year), month, day)


def _ordered(events: Sequence[Dot]) -> list[Dot]:
    """Put events oldest first, those of one date cited ones first; what does not read is left."""
    cited = sorted(events, key=lambda e: e["marker"] or 999)
    return sorted((e for e in cited if _reads(e["date"])), key=lambda e: first_day(e["date"]))


def _merged(events: Sequence[Dot]) -> list[Dot]:
    """Take the first event of each date."""
    best: dict[str, Dot] = {}
    for event in events:
        best.setdefault(event["date"], event)
    return [*best.values()]


def _reads(value: str) -> bool:
    try:
        first_day(value)
    except ValueError:
        return False
    return True


def _end(dot: Dot) -> str:
    return esc(date_words(dot["date"]))


def _point(dot: Dot, place: float, answer: bool) -> str:
    """Make a point a link with a tip."""
    link = article_link(dot["article_id"], dot["start"], dot["end"])
    return (
        f'<a class="dl-point{" dl-hit" if answer else ""}" style="left:{place:.2f}%" '
        f'href="{link}" data-article aria-label="{_end(dot)}">'
        f'<span class="dl-tip" role="tooltip">{esc(snippet(dot["text"], 160))}'
        f"<small>{_end(dot)}</small></span></a>"
    )


def _row(dot: Dot, answer: bool) -> str:
    link = article_link(dot["article_id"], dot["start"], dot["end"])
    told = esc(snippet(dot["text"], 140))
    linked = f'<a href="{link}" data-article>{told}</a>' if dot["article_id"] else told
    mark = ' class="dl-hit"' if answer else ""
    note = (
        '<span class="dl-tag">the answer</span> '
        if answer
        else _CERTAINTY.get(dot.get("certainty", ""), "")
    )
    when = f'<time datetime="{esc(dot["date"])}">{capital(_end(dot))}</time>'
    return f"<li{mark}>{when}<p>{note}{linked}</p></li>"
