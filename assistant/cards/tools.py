"""A Record in, the row of buttons under its answer out."""

from __future__ import annotations

from urllib.parse import urlencode

from assistant.cards.html import esc
from assistant.cards.record import Record, understood
from assistant.show import escape
from assistant.words import date_words

FAULTS = ("wrong date", "wrong source", "outdated", "not in the source", "incomplete")
# What may be wrong with "no answer".
MISSED = ("the answer is in the archive",)
REASONS = (*FAULTS, *MISSED)


def tools_html(shown: Record, turn: int) -> str:
    """Offer to copy, ask again, edit, link and rate; the page's script and methods do it."""
    asked = {"q": understood(shown)} | ({"as_of": shown["as_of"]} if shown["as_of"] else {})
    buttons = (
        f'<button type="button" data-copy="plain-{turn}">Copy</button>'
        f'<button type="button" data-copy="markdown-{turn}">Copy as Markdown</button>'
        f'<button type="button" data-link="?{esc(urlencode(asked))}">Copy link</button>'
        f'<button type="button" data-act="ask" data-question="{esc(shown["question"])}" '
        f'data-as_of="{esc(shown["as_of"])}" data-follows="{esc(shown["follows"])}">'
        "Ask again</button>"
        f'<button type="button" data-edit="{esc(shown["question"])}">Edit question</button>'
        f"{_rate(shown, 'good', 'Good answer')}"
    )
    reasons = FAULTS if shown["status"] == "answered" else MISSED
    faults = "".join(_rate(shown, reason, reason.capitalize()) for reason in reasons)
    texts = "".join(
        f'<pre hidden id="{kind}-{turn}">{esc(text)}</pre>'
        for kind, text in (("plain", _plain(shown)), ("markdown", _markdown(shown)))
    )
    return (
        f'<div class="dl-tools">{buttons}<details class="dl-faults"><summary>Something is wrong'
        f'</summary><div role="group" aria-label="What is wrong">{faults}</div></details>'
        f"{texts}</div>"
    )


def _rate(shown: Record, rating: str, label: str) -> str:
    chosen = "true" if shown["rating"] == rating else "false"
    return (
        f'<button type="button" data-act="rate" data-id="{esc(shown["id"])}" '
        f'data-rating="{rating}" aria-pressed="{chosen}">{label}</button>'
    )


def _plain(shown: Record) -> str:
    """Return the answer as text, below its question and the day that it holds for."""
    head = "\n".join(filter(None, (shown["question"], _as_of(shown))))
    return f"{head}\n\n{shown['plain']}"


def _markdown(shown: Record) -> str:
    head = f"## {escape(' '.join(shown['question'].split()))}\n\n"
    as_of = _as_of(shown)
    return head + (f"{as_of}\n\n" if as_of else "") + shown["markdown"]


def _as_of(shown: Record) -> str:
    return f"As of {date_words(shown['as_of'])}" if shown["as_of"] else ""
