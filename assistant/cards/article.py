"""A stored article in, its text as HTML out, a stretch of it highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cards.html import article_link, esc, web_address
from assistant.show import day_text
from index_store.types import Article, Block

# What to say of a day that the article itself does not state.
INFERRED = {
    "url": "day from its web address",
    "file name": "day from its file's name",
    "page": "day from the text of its page",
    "--published": "day given when it was loaded",
}


def article_html(
    article: Article, start: int = 0, end: int = 0, fixes: Sequence[Article] = ()
) -> str:
    """Show an article as it is stored; the highlighted stretch has the id `quote`.

    `fixes` are the articles that correct it.
    """
    known = dict.fromkeys((article.source or "Outlet unknown", article.agency, article.author))
    facts = ", ".join(fact for fact in known if fact)
    dated = f" ({told})" if (told := INFERRED.get(article.dated_by or "")) else ""
    original = web_address(article.url or "")
    away = (
        f'<p><a href="{original}" target="_blank" rel="noopener noreferrer">Original page</a></p>'
        if original
        else ""
    )
    blocks = article.blocks or (Block(kind="body", start=0, end=len(article.body)),)
    text = "".join(_block(article.body, block, start, end) for block in blocks)
    return (
        f'<article class="dl-article"><header><p class="dl-meta"><b>{esc(facts)}</b> '
        f"{esc(day_text(article.published))}{esc(dated)}</p>"
        f'<h1 dir="auto">{esc(article.title)}</h1></header>'
        f'<div class="dl-body" tabindex="0">{"".join(_fixed(fix) for fix in fixes)}{text}{away}'
        "</div></article>"
    )


def removed_html() -> str:
    """Say that an article is no longer there."""
    return (
        '<article class="dl-article"><header><h1>This article was removed</h1></header>'
        '<div class="dl-body" tabindex="0"><p>It is no longer in the archive. Answers that were '
        "given while it was still quote it.</p></div></article>"
    )


def article_page(title: str, article: str, style: str = "") -> str:
    """Put the HTML of an article on a page of its own, which lies beside other articles."""
    beside = article.replace('href="article/', 'href="')
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{esc(title)}</title><style>{style}</style></head>"
        f'<body class="dl-page"><main>{beside}</main></body></html>'
    )


def _fixed(fix: Article) -> str:
    link, title = article_link(fix.id, 0, 0), esc(fix.title or "Untitled")
    day = esc(day_text(fix.published))
    return f'<p class="dl-fixed">Corrected {day}: <a href="{link}" data-article>{title}</a></p>'


def _block(body: str, block: Block, start: int, end: int) -> str:
    kind = f' class="dl-{block.kind}"' if block.kind != "body" else ""
    low, high = max(start, block.start), min(end, block.end)
    if low >= high:
        return f'<p dir="auto"{kind}>{_lines(body[block.start : block.end])}</p>'
    # A stretch over several blocks is anchored where it begins.
    anchor = ' id="quote" tabindex="-1"' if low == start else ""
    return (
        f'<p dir="auto"{kind}>{_lines(body[block.start : low])}'
        f"<mark{anchor}>{_lines(body[low:high])}</mark>"
        f"{_lines(body[high : block.end])}</p>"
    )


def _lines(text: str) -> str:
    return esc(text).replace("\n", "<br>")
