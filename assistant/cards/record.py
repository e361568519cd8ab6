"""An Answer in, a Record out: all that the page shows of it, as plain JSON that a browser keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from assistant.show import cost_text, day_text, doubt, iso, reach_matters, to_markdown, to_text
from assistant.types import Answer, DatedEvent, Plan, Step
from index_store.clean.credit import dateline_end
from index_store.types import Article

SNIPPET = 220
UNDERSTOOD = "Understood as"
_OPERATORS = {
    "last": "the latest",
    "first": "the earliest",
    "before": "before a day or event",
    "after": "after a day or event",
    "between": "between two days",
    "count": "how many",
    "list": "all of them",
}


_DONE = {"searching": "searched", "reading": "read", "checking": "checked"}


class Source(TypedDict):
    """A cited or retrieved article.

    Attributes:
        marker: number in the text; 0 when it is not cited.
        story: what near-copies have in common; an article's own id where it has none.
        also: other outlets that carried the same story.
    """

    marker: int
    article_id: str
    story: str
    title: str
    source: str
    agency: str
    published: str
    day: str
    age: str
    url: str
    quote: str
    start: int
    end: int
    also: list[str]


class Dot(TypedDict):
    """An event on the timeline; `date` in ISO 8601 at its precision."""

    date: str
    certainty: str
    text: str
    marker: int
    article_id: str
    start: int
    end: int


class Account(TypedDict):
    """One side of a conflict, and the sources that bear it out."""

    text: str
    markers: list[int]


class Record(TypedDict):
    """An answer as the page shows it; texts are plain, nothing in it is markup.

    Attributes:
        id: what names it among the answers of a conversation.
        follows: the answer before it that its question follows on; empty for none.
        rating: what the person thinks of it, `good` or what is wrong.
        newest: how far the archive goes, where a newer article could have changed the answer.
        otherwise: what the answer was for another day, where it was asked for that first.
        doubt: how unsure the reader is of its answer; empty where it is likely right.
    """

    id: str
    follows: str
    rating: str
    question: str
    as_of: str
    asked_at: str
    status: str
    reason: str
    short: str
    text: str
    cited: list[Source]
    related: list[Source]
    events: list[Dot]
    newest: str
    found: list[tuple[str, str]]
    plain: str
    markdown: str
    otherwise: str
    doubt: NotRequired[str]
    sides: list[Account]


def record(answer: Answer, steps: Sequence[Step] = ()) -> Record:
    """Keep of an answer, and of the steps to it, what the page shows."""
    today = answer.question.asked_at
    articles = {hit.article.id: hit.article for hit in answer.hits}
    return Record(
        id="",
        follows="",
        rating="",
        question=answer.question.text,
        as_of=iso(answer.question.as_of) or "",
        asked_at=today.isoformat(),
        status=answer.status,
        reason=answer.reason or "",
        short=answer.short,
        text=answer.text,
        cited=_cited(answer, articles, today),
        related=_related(answer, today),
        events=[_dot(event, articles) for event in answer.events],
        newest=(iso(answer.newest_article) or "") if reach_matters(answer) else "",
        found=_found(answer, steps),
        plain=to_text(answer),
        markdown=to_markdown(answer),
        otherwise="",
        doubt=doubt(answer),
        sides=[Account(text=side.text, markers=[*side.markers]) for side in answer.sides],
    )


def understood(shown: Record) -> str:
    """Return the question as it can be asked by itself: a follow-up with what it refers to."""
    alone = dict(shown["found"]).get(UNDERSTOOD) if shown["follows"] else None
    return alone or shown["question"]


def _cited(answer: Answer, articles: Mapping[str, Article], today: date) -> list[Source]:
    made = []
    also = {hit.article.id: hit.also for hit in answer.hits}
    for c in answer.citations:
        article = articles.get(c.article_id) or Article(
            id=c.article_id, title=c.title, body="", source=c.source, published=c.published,
            url=c.url,
        )  # fmt: skip
        source = _source(article, today, (c.start, c.end), c.quote)
        source["marker"], source["also"] = c.marker, [*also.get(c.article_id, ())]
        made.append(source)
    return made


def _related(answer: Answer, today: date) -> list[Source]:
    cited = {citation.article_id for citation in answer.citations}
    made: dict[str, Source] = {}
    for hit in answer.hits:
        article, passage = hit.article, hit.passage
        if article.id not in cited and article.id not in made:
            span = (passage.start, passage.end)
            made[article.id] = _source(article, today, span, snippet(passage.text))
            made[article.id]["also"] = [*hit.also]
    return [*made.values()]


def _source(article: Article, today: date, span: tuple[int, int], quote: str) -> Source:
    return Source(
        marker=0,
        article_id=article.id,
        story=article.story or article.id,
        title=article.title,
        source=article.source or "",
        agency=article.agency or "",
        published=iso(article.published) or "",
        day=day_text(article.published),
        age=age(article.published, today),
        url=article.url or "",
        quote=quote,
        start=span[0],
        end=span[1],
        also=[],
    )


def _dot(event: DatedEvent, articles: Mapping[str, Article]) -> Dot:
    """Tell an event in the article's own words; its date stands beside it."""
    article = articles.get(event.article_id)
    text = article.body[event.start : event.end] if article else event.text
    return Dot(
        date=event.date,
        certainty=event.certainty,
        text=text[dateline_end(text) :],
        marker=event.marker,
        article_id=event.article_id,
        start=event.start,
        end=event.end,
    )


def snippet(text: str, length: int = SNIPPET) -> str:
    """Cut a text at a word's end, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def age(published: date | datetime | None, today: date) -> str:
    """Say how old an article is, in the largest unit that it has two of; empty when undated."""
    if published is None:
        return ""
    day = published.date() if isinstance(published, datetime) else published
    days = (today - day).days
    if days <= 0:
        return "today" if days == 0 else "dated ahead"
    if days == 1:
        return "yesterday"
    for unit, size in (("year", 365.25), ("month", 30.44), ("week", 7.0)):
        count = int(days / size)
        if count >= 2:
            return f"{count} {unit}s old"
    return f"{days} days old"


def _found(answer: Answer, steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Tell how it was found, as pairs of a label and words."""
    plan = answer.plan
    done = {step.name: step.detail for step in steps if step.name in _DONE}
    rows = [
        ("Steps", ", ".join(f"{_DONE[name]} {detail}" for name, detail in done.items())),
        (UNDERSTOOD, plan.standalone_question),
        ("Looked for", _OPERATORS.get(plan.operator, "")),
        ("About", ", ".join(plan.subjects)),
        ("Time", _window(plan)),
        ("Up to", day_text(plan.as_of) if plan.as_of else ""),
        *(("Left out", note) for note in answer.notes),
        ("Read by", f"{answer.reader}, {answer.seconds:.1f} s"),
        ("Cost", cost_text(answer.usage)),
    ]
    return [(label, text) for label, text in rows if text]


def _window(plan: Plan) -> str:
    window = plan.window
    if window is None:
        return ""
    if window.earliest and window.latest:
        if window.earliest == window.latest:
            return day_text(window.earliest)
        return f"{day_text(window.earliest)} to {day_text(window.latest)}"
    if window.earliest:
        return f"from {day_text(window.earliest)}"
    return f"until {day_text(window.latest)}" if window.latest else ""
