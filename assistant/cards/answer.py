"""A Record of an answer in, its part of the conversation out, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering import NEAREST
from assistant.cards.html import MARKER, article_link, esc
from assistant.cards.record import Record, Source
from assistant.cards.sources import sources_html as _sources
from assistant.cards.timeline import timeline_html
from assistant.cards.tools import tools_html
from assistant.idle import NO_QUESTION, UNKNOWN
from assistant.read.order.superseded import RIGHT_SINCE
from assistant.types import Step
from assistant.words import capital, date_words
from index_store.errors import DatelineError

# As many characters of a quote tell that it stands in a text.
_KNOWN_BY = 30
# A question of more characters than that is shown in its first lines, until it is opened.
LONG, FEW_LINES = 300, 3
NO_ANSWER = "No answer in the archive"
NOT_UNDERSTOOD = "Not understood"
_DOING = {
    "waiting": "Waiting",
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
    say = doing([*steps][-1]) if steps else _DOING["searching"]
    return (
        f'<article class="dl-turn dl-pending" aria-busy="true" data-say="{esc(say)}">'
        f"{_asked(question, as_of)}"
        f'<div class="dl-answer">{steps_html(steps)}{draft}</div></article>'
    )


def failed_html(question: str, as_of: str, error: DatelineError) -> str:
    """Show a question that could not be answered because something is broken or missing."""
    told = f'<p class="dl-reason">{esc(error.problem)}.</p><p>{esc(error.remedy)}</p>'
    told = f'<div role="alert"><p class="dl-tag">Not answered</p>{told}</div>'
    return _unanswered(question, as_of, told)


def stopped_html(question: str, as_of: str) -> str:
    """Show a question whose answer was stopped, to be asked again or edited."""
    edit = f'<button type="button" data-edit="{esc(question)}">Edit question</button>'
    told = f'<p class="dl-stopped">Stopped.</p><div class="dl-tools">{edit}</div>'
    return _unanswered(question, as_of, told, "Stopped.")


def _unanswered(question: str, as_of: str, told: str, say: str = "") -> str:
    asked = _asked(question, as_of) if question else ""
    return (
        f'<article class="dl-turn dl-abstained" data-say="{esc(say)}">{asked}'
        f'<div class="dl-answer">{told}</div></article>'
    )


def steps_html(steps: Sequence[Step]) -> str:
    """List what is being done, the last one as going on."""
    seen = {step.name: step for step in steps}
    items = [
        f'<li class="{"dl-doing" if step is [*seen.values()][-1] else ""}">{esc(doing(step))}</li>'
        for step in seen.values()
    ]
    return f'<ol class="dl-steps">{"".join(items)}</ol>'


def doing(step: Step) -> str:
    """Say in words what is being done."""
    name = _DOING.get(step.name, step.name.capitalize())
    return name if step.name == "drafting" else f"{name} {step.detail}"


def record_html(shown: Record, turn: int) -> str:
    """Show an answer beside its sources; `turn` makes the anchors of this answer its own."""
    answered = shown["status"] == "answered"
    body = _answered(shown, turn) if answered else _abstained(shown, turn)
    kind = "dl-turn" if answered else "dl-turn dl-abstained"
    say = _headline(shown) if answered else f"{_tag(shown)}. {shown['reason']}"
    return (
        f'<article class="{kind}" id="turn-{turn}" data-id="{esc(shown["id"])}" '
        f'data-say="{esc(say)}">'
        f"{_asked(shown['question'], shown['as_of'])}"
        f'<div class="dl-answer">{body}{_newest(shown)}</div>'
        f"{tools_html(shown, turn)}{_sources(shown, turn, answered)}</article>"
    )


def _asked(question: str, as_of: str) -> str:
    then = f'<p class="dl-tag">As of {esc(date_words(as_of))}</p>' if as_of else ""
    asked = f'<h2 dir="auto">{esc(question)}</h2>'
    if len(question) > LONG or question.count("\n") > FEW_LINES:
        asked = f'<details class="dl-whole"><summary>{asked}</summary></details>'
    return f'<header class="dl-asked">{asked}{then}</header>'


def _answered(shown: Record, turn: int) -> str:
    text = shown["text"]
    rest = "" if MARKER.sub("", text).strip(" .") == shown["short"].strip(" .") else text
    # The direct answer stands above already.
    head = f"{shown['short']}: "
    rest = rest[len(head) :] if rest[: len(head)].casefold() == head.casefold() else rest
    sides = sides_html(shown, turn)
    beside = {n for side in shown["sides"] for n in side["markers"]} if sides else set()
    body = "".join(
        f'<p dir="auto">{_marked(p, shown, turn)}</p>'
        for p in rest.split("\n")
        # What stands in the columns is not told again.
        if p.strip() and not beside.issuperset({*map(int, MARKER.findall(p))} or {0})
    )
    markers = "" if rest else "".join(_marker(s, turn) for s in shown["cited"])
    short = f'<p class="dl-short" dir="auto">{esc(capital(_headline(shown)))}{markers}</p>'
    told = f'{_doubt(shown)}<div class="dl-text">{body}</div>'
    return f"{short}{_otherwise(shown)}{sides}{told}{timeline_html(shown)}"


def _headline(shown: Record) -> str:
    """Return the direct answer; of accounts that differ, what was put right since."""
    if len(shown["sides"]) < 2:
        return shown["short"]
    right = [p for p in shown["text"].split("\n") if p.startswith(RIGHT_SINCE)]
    return right[0].removeprefix(RIGHT_SINCE).partition(": “")[0] if right else shown["short"]


def _abstained(shown: Record, turn: int) -> str:
    return (
        f'<p class="dl-tag">{_tag(shown)}</p>'
        f'<p class="dl-reason">{esc(shown["reason"])}</p>{_otherwise(shown)}{_instead(shown, turn)}'
    )


def _tag(shown: Record) -> str:
    return NOT_UNDERSTOOD if shown["reason"] in (NO_QUESTION, UNKNOWN) else NO_ANSWER


def _instead(shown: Record, turn: int) -> str:
    """Show what a model says the articles tell instead; mere quotes stand among the sources."""
    nearest = shown["text"].partition(NEAREST)[2].split("\n")
    quotes = [source["quote"][:_KNOWN_BY] for source in shown["cited"]]
    told = [p for p in nearest if p.strip() and not p.startswith("“")]
    told = [p for p in told if not any(quote in p for quote in quotes)]
    body = "".join(f'<p dir="auto">{_marked(p, shown, turn)}</p>' for p in told)
    return f'<div class="dl-text">{body}</div>' if body else ""


def sides_html(shown: Record, turn: int) -> str:
    """Show accounts that contradict each other side by side; nothing where the sources agree."""
    if len(shown["sides"]) < 2:
        return ""
    cited = {source["marker"]: source for source in shown["cited"]}
    columns = "".join(
        f'<section><h4 dir="auto">{esc(side["text"])}</h4><ul>'
        + "".join(_account(cited[n], turn) for n in side["markers"] if n in cited)
        + "</ul></section>"
        for side in shown["sides"]
    )
    title = "The accounts differ"
    if _headline(shown) != shown["short"]:
        title = "Before it was put right, the accounts differed"
    return (
        f'<section class="dl-sides" aria-label="Accounts that differ"><h3>{title}</h3>'
        f"<div>{columns}</div></section>"
    )


def _account(source: Source, turn: int) -> str:
    outlet = esc(source["source"] or "Outlet unknown")
    return (
        f'<li><p class="dl-meta"><b>{outlet}</b> {esc(source["day"])} {_marker(source, turn)}</p>'
        f'<blockquote dir="auto">{esc(source["quote"])}</blockquote></li>'
    )


def _otherwise(shown: Record) -> str:
    told = esc(shown["otherwise"])
    return f'<p class="dl-otherwise">{told}</p>' if told else ""


def _doubt(shown: Record) -> str:
    told = esc(shown.get("doubt", ""))  # pages that were kept before have none
    return f'<p class="dl-doubt">{told}</p>' if told else ""


def _newest(shown: Record) -> str:
    if not shown["newest"]:
        return ""
    day = esc(date_words(shown["newest"]))
    return f'<p class="dl-newest">Newest article that could be used: {day}</p>'


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
        f'<span class="dl-tip" role="tooltip"><q dir="auto">{esc(source["quote"])}</q>'
        f"<small>{esc(told)}</small></span></a>"
    )
