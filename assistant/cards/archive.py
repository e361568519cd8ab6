"""A library's articles in, its lists as HTML out: freshness by outlet, articles, load report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.cards.html import article_link, esc
from assistant.cards.record import age
from assistant.show import many
from assistant.words import date_words

if TYPE_CHECKING:
    from index_store.build import BuildReport
    from index_store.store import ArticleRow, Freshness

SHOWN = 100
STALE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: an article, and the stretch of it that was found."""

    row: ArticleRow
    start: int = 0
    end: int = 0


def stale_html(newest: date | None, today: date) -> str:
    """Warn when nothing new came for a month; empty otherwise."""
    if newest is None or (today - newest).days <= STALE_DAYS:
        return ""
    when = esc(date_words(newest.isoformat()))
    return (
        f'<p class="dl-stale" role="status">The newest article is of {when}, '
        f"{esc(age(newest, today))}. Answers end there.</p>"
    )


def outlets_html(rows: Sequence[ArticleRow], today: date) -> str:
    """List the outlets, the freshest first."""
    by_outlet: dict[str, list[ArticleRow]] = {}
    for row in rows:
        by_outlet.setdefault(row.source or "Outlet unknown", []).append(row)
    lines = sorted(
        ((_newest(found), outlet, len(found)) for outlet, found in by_outlet.items()),
        key=lambda line: line[0] or date.min,
        reverse=True,
    )
    cells = "".join(
        f"<tr><th scope=row>{esc(outlet)}</th><td>{count:,}</td>"
        f"<td>{esc(date_words(newest.isoformat())) if newest else 'undated'}"
        f"<small>{esc(age(newest, today))}</small></td></tr>"
        for newest, outlet, count in lines
    )
    return (
        '<table class="dl-table"><caption>Freshness by outlet</caption><thead><tr><th>Outlet</th>'
        f"<th>Articles</th><th>Newest</th></tr></thead><tbody>{cells}</tbody></table>"
    )


def sources_html(sources: Iterable[Freshness], today: date) -> str:
    """List the sources that are synced, with what is wrong with them; empty without any."""
    rows = "".join(_synced(source, today) for source in sources)
    if not rows:
        return ""
    return (
        '<table class="dl-table"><caption>Sources that are synced</caption><thead><tr>'
        "<th>Source</th><th>Articles</th><th>Last read</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _synced(source: Freshness, today: date) -> str:
    stale = source.is_stale(datetime.combine(today, time.min, source.tried.tzinfo))
    told = source.problem or ("nothing new for long" if stale else "")
    fault = f'<small class="dl-fault">{esc(told)}</small>' if told else ""
    done = date_words(source.done.date().isoformat()) if source.done else "never"
    newest = f"newest {date_words(source.newest.isoformat())}" if source.newest else "undated"
    return (
        f"<tr><th scope=row>{esc(source.name)}{fault}</th><td>{source.articles:,}</td>"
        f"<td>{esc(done)}<small>{esc(newest)}</small></td></tr>"
    )


def articles_html(lines: Sequence[Line], total: int, *, removable: bool) -> str:
    """List articles, each a link to it as stored; removing asks for a second click."""
    if total and not lines:
        return '<p class="dl-nothing" role="status">No article holds all of these words.</p>'
    items = "".join(_item(line, removable) for line in lines[:SHOWN])
    more = f", the first {SHOWN} shown" if len(lines) > SHOWN else ""
    return (
        f'<p class="dl-newest" role="status">{len(lines):,} of {many(total, "article")}{more}</p>'
        f'<ul class="dl-list">{items}</ul>'
    )


def report_html(report: BuildReport) -> str:
    """Show what became of everything that was loaded, each skip with its reason."""
    names = ("added", "updated", "unchanged", "duplicate", "undated")
    counts = [f"{getattr(report, name):,} {name}" for name in names if getattr(report, name)]
    skipped = "".join(
        f"<li><b>{esc(_name(place))}</b>: {esc(reason)}</li>" for place, reason in report.skipped
    )
    told = f"{report.read:,} read: {', '.join(counts) or 'nothing new'}"
    listed = f"<p>{len(report.skipped):,} skipped:</p><ul>{skipped}</ul>" if skipped else ""
    return f'<div class="dl-report" role="status"><p>{esc(told)}</p>{listed}</div>'


def trouble_html(problem: str, remedy: str = "") -> str:
    """Show why something was not done."""
    return f'<div class="dl-report dl-bad" role="alert"><p>{esc(problem)} {esc(remedy)}</p></div>'


def _item(line: Line, removable: bool) -> str:
    row = line.row
    link = article_link(row.id, line.start, line.end)
    names = dict.fromkeys((row.source or "Outlet unknown", row.agency))
    facts = ", ".join(filter(None, names))
    day = date_words(row.published) if row.published else "undated"
    remove = (
        f'<button type="button" data-confirm data-act="remove" data-id="{esc(row.id)}">Remove'
        f'<span class="dl-unseen"> {esc(row.title)}</span></button>'
        if removable
        else ""
    )
    return (
        f'<li><p class="dl-meta"><b>{esc(facts)}</b> {esc(day)}</p>'
        f'<h2 dir="auto"><a href="{link}" data-article>{esc(row.title or "Untitled")}</a></h2>'
        f"{remove}</li>"
    )


def _newest(rows: Iterable[ArticleRow]) -> date | None:
    days = [date.fromisoformat(row.published[:10]) for row in rows if row.published]
    return max(days, default=None)


def _name(place: str) -> str:
    """Leave out the folder that an upload was put in."""
    return place if "://" in place else PurePath(place).name
