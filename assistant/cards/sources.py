"""A Record in, the panel of its sources out: cited ones as cards, all else folded."""

from __future__ import annotations

from assistant.cards.html import article_link, esc, web_address
from assistant.cards.record import Record, Source


def sources_html(shown: Record, turn: int, answered: bool) -> str:
    """Show what an answer rests on; for an abstention, what came nearest."""
    title = "Sources" if answered else "Nearest evidence"
    cards = "".join(_card(source, turn) for source in shown["cited"])
    related = "".join(_card(source, turn) for source in shown["related"])
    count = len(shown["related"])
    more = _fold(f"Also retrieved ({count})", f"<ul>{related}</ul>") if related else ""
    rows = "".join(f"<dt>{esc(name)}</dt><dd>{esc(told)}</dd>" for name, told in shown["found"])
    how = _fold("How this was found", f"<dl>{rows}</dl>")
    return (
        f'<aside class="dl-sources" aria-label="{title}"><h3>{title}</h3>'
        f'<ol class="dl-cards">{cards}</ol>{more}{how}</aside>'
    )


def _fold(title: str, body: str) -> str:
    return f'<details class="dl-fold"><summary>{title}</summary>{body}</details>'


def _card(source: Source, turn: int) -> str:
    n = source["marker"]
    link = article_link(source["article_id"], source["start"], source["end"])
    number = f'<span class="dl-number" aria-hidden="true">{n}</span>' if n else ""
    anchor = f' id="source-{turn}-{n}"' if n else ""
    return (
        f'<li class="dl-card"{anchor}>{number}{_meta(source)}'
        f'<h4><a href="{link}" data-article>{esc(source["title"] or "Untitled")}</a></h4>'
        f"<blockquote>{esc(source['quote'])}</blockquote>{_foot(source)}</li>"
    )


def _meta(source: Source) -> str:
    names = dict.fromkeys((source["source"] or "Outlet unknown", source["agency"]))
    outlet = ", ".join(filter(None, names))
    age = f', <span class="dl-age">{esc(source["age"])}</span>' if source["age"] else ""
    return (
        f'<p class="dl-meta"><b>{esc(outlet)}</b> '
        f'<time datetime="{esc(source["published"])}">{esc(source["day"])}</time>{age}</p>'
    )


def _foot(source: Source) -> str:
    parts = []
    if source["also"]:
        count = len(source["also"])
        outlets = f"{count} outlet{'s' if count > 1 else ''}"
        parts.append(f'<span title="{esc(", ".join(source["also"]))}">Also in {outlets}</span>')
    if address := web_address(source["url"]):
        parts.append(
            f'<a href="{address}" target="_blank" rel="noopener noreferrer">Original page'
            '<span class="dl-unseen"> (opens in a new tab)</span></a>'
        )
    return f'<p class="dl-foot">{" · ".join(parts)}</p>' if parts else ""
