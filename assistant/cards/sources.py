"""A Record in, the panel of its sources out: cited ones as cards by story, all else folded."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cards.html import article_link, esc, web_address
from assistant.cards.record import Record, Source, snippet

# What came nearest to an answer is a whole passage; its beginning is enough to judge it by.
NEAREST = 320


def sources_html(shown: Record, turn: int, answered: bool) -> str:
    """Show what an answer rests on; for an abstention, what came nearest."""
    title = "Sources" if answered else "Nearest evidence"
    if not answered:
        shown = shown | {"cited": [_clipped(source) for source in shown["cited"]]}
    cards = "".join(_card(group, turn) for group in by_story(shown["cited"]))
    related = "".join(_card(group, turn) for group in by_story(shown["related"]))
    count = len(shown["related"])
    more = _fold(f"Also retrieved ({count})", f"<ul>{related}</ul>") if related else ""
    rows = "".join(f"<dt>{esc(name)}</dt><dd>{esc(told)}</dd>" for name, told in shown["found"])
    how = _fold("How this was found", f"<dl>{rows}</dl>")
    listed = f'<h3>{title}</h3><ol class="dl-cards">{cards}</ol>' if cards else ""
    return f'<aside class="dl-sources" aria-label="{title}">{listed}{more}{how}</aside>'


def by_story(sources: Sequence[Source]) -> list[list[Source]]:
    """Put together what tells the same story, in the order of its first mention."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source["story"], []).append(source)
    return [*groups.values()]


def _clipped(source: Source) -> Source:
    return source | {"quote": snippet(source["quote"], NEAREST)}


def _fold(title: str, body: str) -> str:
    return f'<details class="dl-fold"><summary>{title}</summary>{body}</details>'


def _card(group: Sequence[Source], turn: int) -> str:
    """Show a story: each of its articles once, with all that is quoted from it."""
    articles: dict[str, list[Source]] = {}
    for source in group:
        articles.setdefault(source["article_id"], []).append(source)
    told = "".join(_article(quoted, turn) for quoted in articles.values())
    return f'<li class="dl-card">{told}{_also(group)}</li>'


def _article(quoted: Sequence[Source], turn: int) -> str:
    first = quoted[0]
    link = article_link(first["article_id"], first["start"], first["end"])
    quotes = "".join(_quote(source, turn) for source in quoted)
    address = web_address(first["url"])
    away = (
        f'<p class="dl-foot"><a href="{address}" target="_blank" rel="noopener noreferrer">'
        'Original page<span class="dl-unseen"> (opens in a new tab)</span></a></p>'
        if address
        else ""
    )
    return (
        f"{_meta(first)}"
        f'<h4 dir="auto"><a href="{link}" data-article>{esc(first["title"] or "Untitled")}</a></h4>'
        f"{quotes}{away}"
    )


def _quote(source: Source, turn: int) -> str:
    n = source["marker"]
    anchor = f' id="source-{turn}-{n}"' if n else ""
    number = f'<span class="dl-number" aria-hidden="true">{n}</span>' if n else ""
    quote = f'<blockquote dir="auto">{esc(source["quote"])}</blockquote>'
    return f'<div class="dl-quoted"{anchor}>{number}{quote}</div>'


def _meta(source: Source) -> str:
    names = dict.fromkeys((source["source"] or "Outlet unknown", source["agency"]))
    outlet = ", ".join(filter(None, names))
    age = f', <span class="dl-age">{esc(source["age"])}</span>' if source["age"] else ""
    return (
        f'<p class="dl-meta"><b>{esc(outlet)}</b> '
        f'<time datetime="{esc(source["published"])}">{esc(source["day"])}</time>{age}</p>'
    )


def _also(group: Sequence[Source]) -> str:
    """Name the outlets that carried the story and are not shown themselves."""
    shown = {source["source"] for source in group}
    names = sorted({name for source in group for name in source["also"]} - shown)
    if not names:
        return ""
    outlets = f"{len(names)} outlet{'s' if len(names) > 1 else ''}"
    return f'<p class="dl-also">Also in {outlets}: {esc(", ".join(names))}</p>'
