"""A Record of an answer in, its part of the conversation out, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cards.html import MARKER, article_link, esc, web_address
from assistant.cards.record import Record, Source
from assistant.types import Step
from index_store.errors import DatelineError

_DOING = {
    "searching": "Searching",
    "reading": "Reading",
    "drafting": "Drafting",
    "checking": "Checking",
}


def pending_html(question: str, as_of: str, steps: Sequence[Step]) -> str:
    """Show a question whose answer is being made: the steps, and what is drafted so far."""
    drafts = [step.detail for step in steps if step.name == "drafting"]
    draft = (
        f'<div class="dl-draft"><p class="dl-tag">Draft, not yet checked</p>'
        f"<p>{esc(drafts[-1])}</p></div>"
        if drafts
        else ""
    )
    return (
        f'<article class="dl-turn dl-pending" aria-busy="true">{_asked(question, as_of)}'
        f'<div class="dl-answer">{steps_html(steps)}{draft}</div></article>'
    )


def failed_html(question: str, as_of: str, error: DatelineError) -> str:
    """Show a question that could not be answered because something is broken or missing."""
    return (
        f'<article class="dl-turn dl-failed" role="alert">{_asked(question, as_of)}'
        f'<div class="dl-answer"><p class="dl-tag">Not answered</p>'
        f'<p class="dl-reason">{esc(error.problem)}.</p><p>{esc(error.remedy)}</p></div></article>'
    )


def steps_html(steps: Sequence[Step]) -> str:
    """List what is being done, the last one as going on."""
    seen: dict[str, str] = {}
    for step in steps:
        seen[step.name] = "" if step.name == "drafting" else step.detail
    items = [
        f'<li class="{"dl-now" if name == [*seen][-1] else ""}">'
        f"{esc(_DOING.get(name, name.capitalize()))} {esc(detail)}</li>"
        for name, detail in seen.items()
    ]
    return f'<ol class="dl-steps">{"".join(items)}</ol>'


def record_html(shown: Record, turn: int) -> str:
    """Show an answer beside its sources; `turn` makes the anchors of this answer its own."""
    answered = shown["status"] == "answered"
    body = _answered(shown, turn) if answered else _abstained(shown, turn)
    return (
        f'<article class="dl-turn{"" if answered else " dl-abstained"}" id="turn-{turn}">'
        f"{_asked(shown['question'], shown['as_of'])}"
        f'<div class="dl-answer">{body}</div>'
        f"{_sources(shown, turn, answered)}</article>"
    )


def _asked(question: str, as_of: str) -> str:
    then = f'<span class="dl-asof">as of {esc(as_of)}</span>' if as_of else ""
    return f'<header class="dl-asked"><h2>{esc(question)}</h2>{then}</header>'


def _answered(shown: Record, turn: int) -> str:
    text = shown["text"]
    rest = "" if MARKER.sub("", text).strip(" .") == shown["short"].strip(" .") else text
    body = "".join(f"<p>{_marked(p, shown, turn)}</p>" for p in rest.split("\n") if p.strip())
    markers = "" if rest else "".join(_marker(s, turn) for s in shown["cited"])
    return (
        f'<p class="dl-short">{esc(shown["short"])}{markers}</p><div class="dl-text">{body}</div>'
    )


def _abstained(shown: Record, turn: int) -> str:
    del turn
    return (
        '<p class="dl-tag">No answer in the archive</p>'
        f'<p class="dl-reason">{esc(shown["reason"])}</p>'
    )


def _marked(text: str, shown: Record, turn: int) -> str:
    """Escape a text and make its [n] markers links to their sources."""
    cited = {source["marker"]: source for source in shown["cited"]}
    pieces = MARKER.split(text)
    return "".join(
        _marker(cited[int(piece)], turn) if n % 2 and int(piece) in cited else esc(piece)
        for n, piece in enumerate(pieces)
    )


def _marker(source: Source, turn: int) -> str:
    n = source["marker"]
    told = f"{source['source'] or 'Outlet unknown'}, {source['day']}"
    link = article_link(source["article_id"], source["start"], source["end"])
    return (
        f'<a class="dl-marker" href="{link}" '
        f'data-article data-card="source-{turn}-{n}" aria-label="Source {n}: {esc(told)}">{n}'
        f'<span class="dl-tip" role="tooltip"><q>{esc(source["quote"])}</q>'
        f"<small>{esc(told)}</small></span></a>"
    )


def _sources(shown: Record, turn: int, answered: bool) -> str:
    title = "Sources" if answered else "Nearest evidence"
    cards = "".join(_card(source, turn) for source in shown["cited"])
    related = "".join(_card(source, turn) for source in shown["related"])
    more = (
        f'<details class="dl-fold"><summary>Also retrieved ({len(shown["related"])})</summary>'
        f"<ul>{related}</ul></details>"
        if related
        else ""
    )
    return (
        f'<aside class="dl-sources" aria-label="{title}"><h3>{title}</h3>'
        f'<ol class="dl-cards">{cards}</ol>{more}{_how(shown)}</aside>'
    )


def _card(source: Source, turn: int) -> str:
    n = source["marker"]
    link = article_link(source["article_id"], source["start"], source["end"])
    outlet = " / ".join(filter(None, (source["source"] or "Outlet unknown", source["agency"])))
    original = web_address(source["url"])
    known_age = f' <span class="dl-age">{esc(source["age"])}</span>' if source["age"] else ""
    away = (
        f' <a class="dl-away" href="{original}" target="_blank" rel="noopener noreferrer">'
        "Original</a>"
        if original
        else ""
    )
    number = f'<span class="dl-number" aria-hidden="true">{n}</span>' if n else ""
    anchor = f' id="source-{turn}-{n}"' if n else ""
    return (
        f'<li class="dl-card"{anchor}>{number}<p class="dl-meta"><b>{esc(outlet)}</b> '
        f'<time datetime="{esc(source["published"])}">{esc(source["day"])}</time>{known_age}</p>'
        f'<h4><a href="{link}" data-article>{esc(source["title"])}</a></h4>'
        f"<blockquote>{esc(source['quote'])}</blockquote>{away}</li>"
    )


def _how(shown: Record) -> str:
    rows = "".join(f"<dt>{esc(k)}</dt><dd>{esc(v)}</dd>" for k, v in shown["found"])
    return (
        f'<details class="dl-fold"><summary>How this was found</summary><dl>{rows}</dl></details>'
    )
