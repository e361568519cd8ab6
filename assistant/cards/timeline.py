"""A Record in, its events on a line of time out; nothing for fewer than two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.cards.html import article_link, esc
from assistant.cards.record import Dot, Record, snippet
from assistant.words import date_words
from index_store.dates.strings import words

FEW = 4
_CERTAINTY = {
    "planned": '<span class="dl-tag">planned</span> ',
    "denied": '<span class="dl-tag">denied or called off</span> ',
}
_MARGIN = 2.0  # per cent of the line left free at both ends
_APART = 4.0  # per cent of the line from one point to the next


def timeline_html(shown: Record) -> str:
    """Plot the events of an answer, each one a link to where it is told, the answer marked."""
    dots = _merged(shown["events"])
    if len(dots) < 2:
        return ""
    answer = answer_date(shown, dots)
    points = "".join(
        _point(dot, place, dot["date"] == answer)
        for dot, place in zip(dots, places(dots), strict=True)
    )
    rows = "".join(_row(dot, dot["date"] == answer) for dot in reversed(dots))
    opened = " open" if len(dots) <= FEW else ""
    return (
        '<section class="dl-timeline" aria-label="Timeline of the events found">'
        f"<h3>Timeline</h3>"
        f'<div class="dl-line">{points}<b>{_end(dots[0])}</b><b>{_end(dots[-1])}</b></div>'
        f"<details{opened}><summary>{len(dots)} events</summary><ol>{rows}</ol></details></section>"
    )


def places(dots: Sequence[Dot]) -> list[float]:
    """Place points on the line in per cent of it, by their days.

    Where points would cover each other, they move apart just enough to be pointed at.
    """
    days = [first_day(dot["date"]) for dot in dots]
    span = max((days[-1] - days[0]).days, 1)
    width = 100 - 2 * _MARGIN
    found = [_MARGIN + width * (day - days[0]).days / span for day in days]
    least = min(_APART, width / (len(dots) - 1))
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + least)
    end = 100 - _MARGIN
    for n in reversed(range(len(found))):
        found[n] = min(found[n], end)
        end = found[n] - least
    return found


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
    """Return the first day of an ISO day, month or year."""
    year, month, day = ([int(part) for part in value.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _merged(events: Sequence[Dot]) -> list[Dot]:
    """Take one event a date, a cited one first, oldest first; dates that do not read are left."""
    best: dict[str, Dot] = {}
    for event in sorted(events, key=lambda e: e["marker"] or 999):
        if _reads(event["date"]):
            best.setdefault(event["date"], event)
    return sorted(best.values(), key=lambda e: first_day(e["date"]))


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
    when = f'<time datetime="{esc(dot["date"])}">{esc(date_words(dot["date"]))}</time>'
    return f"<li{mark}>{when}<p>{note}{linked}</p></li>"
