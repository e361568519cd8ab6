"""What is around the answers in, HTML out: masthead, kept conversations, first screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.cards.html import esc
from assistant.cards.record import Record, age, snippet
from assistant.show import day_text, many


def bar_html(talks: Mapping[str, Record], at: str, newest: date | None = None) -> str:
    """Show the name of the product, how far the archive goes, and the kept conversations.

    `talks` has the first turn of each conversation by its id; `at` is the one that is open.
    """
    kept = "".join(
        f"<li{' aria-current=true' if name == at else ''}>"
        f'<button type="button" data-act="turn_to" data-id="{esc(name)}">{_title(first)}</button>'
        f'<button type="button" data-act="forget" data-id="{esc(name)}" '
        f'aria-label="Forget: {_title(first)}">Forget</button></li>'
        for name, first in reversed([*talks.items()])
    )
    listed = (
        f'<details class="dl-talks"><summary>Conversations</summary><ul>{kept}</ul></details>'
        if kept
        else ""
    )
    save = '<button type="button" data-save>Export</button>' if at in talks else ""
    fresh = '<button type="button" data-act="fresh">New conversation</button>'
    nav = f'<nav aria-label="Conversations">{save}{fresh}{listed}</nav>'
    until = f'<p class="dl-until">Archive to {day_text(newest)}</p>' if newest else ""
    return f'<div class="dl-bar"><h1>Dateline</h1>{until}{nav}</div>'


def welcome_html(facts: str, folder: str) -> str:
    """Show the first screen: what the archive holds, or how to fill it."""
    if not facts:
        return (
            '<section class="dl-welcome"><h2>The archive is empty</h2><p>Load articles in the '
            "Archive tab, or on the command line:</p>"
            f"<pre>dateline load FOLDER --library {esc(folder)}</pre></section>"
        )
    return f'<section class="dl-welcome"><h2>Ask the archive</h2><p>{esc(facts)}</p></section>'


def examples_html(examples: Sequence[str]) -> str:
    """Show what the archive could be asked; nothing where no example was found."""
    asked = "".join(
        f'<li><button type="button" data-act="ask" data-question="{esc(question)}">'
        f"{esc(question)}</button></li>"
        for question in examples
    )
    return (
        f'<section class="dl-examples"><h3>From the newest articles</h3><ul>{asked}</ul></section>'
        if asked
        else ""
    )


def facts_text(articles: int, outlets: int, newest: date | None, today: date) -> str:
    """Say what the archive holds; empty when it holds nothing."""
    if not articles:
        return ""
    from_outlets = f" from {outlets:,} outlets" if outlets > 1 else ""
    until = f", the newest of {day_text(newest)} ({age(newest, today)})" if newest else ""
    return f"{many(articles, 'article')}{from_outlets}{until}."


def _title(first: Record) -> str:
    return esc(snippet(first["question"], 60))
