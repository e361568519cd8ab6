"""An Answer in, Markdown, terminal text or the JSON contract out; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from assistant.modality import asks_lately, asks_present
from assistant.types import LIKELY, Answer, Citation, Hit, Usage
from assistant.words import bare, capital, day_words, words_of
from index_store.types import Article

if TYPE_CHECKING:
    from index_store.store import ArticleRow


def day_text(day: date | datetime | None) -> str:
    """Write a day as `July 1, 2025`; `undated` for None."""
    return day_words(day) if day else "undated"


def many(count: int, what: str) -> str:
    """Write how many there are of something: `1 article`, `2,000 articles`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def iso(day: date | datetime | None) -> str | None:
    """Write a day or instant as ISO 8601; None stays None."""
    return day.isoformat() if day else None


def source_line(citation: Citation) -> str:
    """Name a source in one line: `Headline, Outlet, July 1, 2025`."""
    outlet = citation.source or "outlet unknown"
    return f"{citation.title}, {outlet}, {day_text(citation.published)}"


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the object that `dateline ask --json` prints."""
    as_of = answer.plan.as_of
    return {
        "question": answer.question.text,
        "as_of": iso(as_of),
        "status": answer.status,
        "reason": answer.reason,
        "short": answer.short,
        "confidence": round(answer.confidence, 3),
        "text": answer.text,
        "citations": [
            {
                "marker": c.marker,
                "article_id": c.article_id,
                "title": c.title,
                "source": c.source,
                "published": iso(c.published),
                "url": c.url,
                "quote": c.quote,
                "start": c.start,
                "end": c.end,
            }
            for c in answer.citations
        ],
        "events": [
            {"date": e.date, "precision": e.precision, "text": e.text, "marker": e.marker}
            for e in answer.events
        ],
        "newest_article": iso(answer.newest_article),
        "retrieved": [
            {"article_id": h.article.id, "passage_id": h.passage.id, "score": round(h.score, 4)}
            for h in answer.hits
        ],
        "reader": answer.reader,
        "seconds": round(answer.seconds, 3),
        "usage": {
            "prompt_tokens": answer.usage.prompt_tokens,
            "completion_tokens": answer.usage.completion_tokens,
            "cost_usd": answer.usage.cost_usd,
        },
    }


def told(answer: Answer) -> bool:
    """Tell whether the text of an answer has the direct one: "7 days" stands in no quote.

    Where one of several alternatives is the answer, their names say nothing unless it comes first.
    """
    short, text = bare(answer.short).rstrip(". "), bare(answer.text)
    return text.startswith(short) if answer.plan.options else short in text


def doubt(answer: Answer) -> str:
    """Say how unsure the reader is of its own answer; empty where it is likelier right than not."""
    if answer.status != "answered" or answer.confidence >= LIKELY:
        return ""
    tenths = max(1, round(10 * answer.confidence))
    return f"Uncertain: some {tenths} in 10 answers like this one are right. Check its source."


def to_text(answer: Answer) -> str:
    """Return the answer with its sources as plain text for a terminal."""
    parts = [answer.text] if told(answer) else [f"{capital(answer.short)}\n\n{answer.text}"]
    parts += [doubt(answer)] if doubt(answer) else []
    parts += _sources(answer.citations)
    understood = answer.plan.standalone_question.strip()
    if words_of(understood) != words_of(answer.question.text):
        parts.append(f"Understood as: {understood}")
    parts += [_reach(answer)] if reach_matters(answer) else []
    if answer.reader.startswith("llm:"):
        parts.append(f"Read by {answer.reader}.")
    if cost := cost_text(answer.usage):
        parts.append(f"Cost: {cost}.")
    return "\n".join(parts)


def _sources(citations: Sequence[Citation]) -> list[str]:
    """List the sources, an article once with all its markers."""
    markers: dict[str, list[str]] = {}
    for c in citations:
        line = f"{source_line(c)}\n      {c.url}" if c.url else source_line(c)
        markers.setdefault(line, []).append(f"[{c.marker}]")
    return [f"  {' '.join(marks)} {line}" for line, marks in markers.items()]


def cost_text(usage: Usage) -> str:
    """Say what an answer cost; empty where prices are not known."""
    if usage.cost_usd is None:
        return ""
    return (
        f"${usage.cost_usd:.4f} ({usage.prompt_tokens:,} tokens read, "
        f"{usage.completion_tokens:,} written)"
    )


def to_markdown(answer: Answer) -> str:
    """Return the answer with its sources as Markdown, article text escaped."""
    lines = [] if told(answer) else [escape(capital(answer.short)), ""]
    lines += [escape(answer.text), ""]
    lines += [doubt(answer), ""] if doubt(answer) else []
    for c in answer.citations:
        title = f"[{escape(c.title)}](<{c.url}>)" if c.url else escape(c.title)
        outlet = escape(c.source or "outlet unknown")
        lines.append(f"{c.marker}. {title}, {outlet}, {day_text(c.published)}: “{escape(c.quote)}”")
    lines += ["", _reach(answer)] if reach_matters(answer) else []
    return "\n".join(lines).strip() + "\n"


def reach_matters(answer: Answer) -> bool:
    """Tell whether a newer article could have changed an answer: of when, of what is so now."""
    plan, asked = answer.plan, answer.plan.standalone_question
    of_time = plan.operator != "none" or plan.answer_type == "date" or plan.as_of is not None
    now = asks_present(asked) or asks_lately(asked) or answer.status == "abstained"
    return answer.newest_article is not None and (of_time or now)


def _reach(answer: Answer) -> str:
    """Say how far the archive goes, of which nothing later than the as-of day was used."""
    until = f" up to {day_text(answer.plan.as_of)}" if answer.plan.as_of else ""
    return f"Newest article in the library{until}: {day_text(answer.newest_article)}."


def hits_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Return search results as the array that `dateline search --json` prints."""
    return [
        {
            "article_id": hit.article.id,
            "passage_id": hit.passage.id,
            "score": round(hit.score, 4),
            "title": hit.article.title,
            "source": hit.article.source,
            "published": iso(hit.article.published),
            "url": hit.article.url,
            "text": hit.passage.text,
            "start": hit.passage.start,
            "end": hit.passage.end,
        }
        for hit in hits
    ]


def hits_text(hits: Sequence[Hit]) -> str:
    """Return search results as plain text, best first."""
    if not hits:
        return "Nothing found."
    rows = []
    for n, hit in enumerate(hits, 1):
        article = hit.article
        head = f"{n}. {article.title} ({article.source or 'outlet unknown'}, "
        snippet = " ".join(hit.passage.text.split())
        short = snippet if len(snippet) <= 240 else snippet[:239].rsplit(" ", 1)[0] + "…"
        rows.append(f"{head}{day_text(article.published)})  {hit.passage.id}\n   {short}")
    return "\n".join(rows)


_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|!~$"})


def escape(text: str) -> str:
    """Make text inert in Markdown and HTML: markup characters are escaped, [1] markers kept."""
    pieces = re.split(r"(\[\d{1,3}\])", text)
    return "".join(p if i % 2 else p.translate(_MARKUP) for i, p in enumerate(pieces))


def rows_json(rows: Iterable[ArticleRow]) -> list[dict[str, Any]]:
    """Return the array that `dateline list --json` prints."""
    return [
        {
            "id": row.id,
            "title": row.title,
            "source": row.source,
            "agency": row.agency,
            "published": row.published,
            "dated_by": row.dated_by,
            "url": row.url,
            "story": row.story,
            "corrects": row.corrects,
            "correction_of": row.correction_of,
            "path": row.place,
            "passages": row.passages,
        }
        for row in rows
    ]


def rows_text(rows: Sequence[ArticleRow]) -> str:
    """Return the articles of a library, a line each."""
    lines = [
        f"{row.id}  {row.published or 'undated':10.10}  {row.source or '-'}: {row.title}"
        for row in rows
    ]
    return "\n".join([*lines, many(len(rows), "article")])


def article_json(article: Article, corrected_by: Sequence[str] = ()) -> dict[str, Any]:
    """Return the object that `dateline show --json` prints, with the ids of its corrections."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "agency": article.agency,
        "author": article.author,
        "published": iso(article.published),
        "updated": iso(article.updated),
        "dated_by": article.dated_by,
        "date_conflict": article.date_conflict,
        "not_before": iso(article.not_before),
        "url": article.url,
        "language": article.language,
        "story": article.story,
        "corrects": article.corrects,
        "correction_of": article.correction_of,
        "corrected_by": [*corrected_by],
        "body": article.body,
        "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in article.blocks],
    }


def article_text(article: Article, corrected_by: Sequence[str] = ()) -> str:
    """Return an article as plain text under its headline and what is known of it."""
    dated = f" (by {article.dated_by})" if article.dated_by else ""
    dated += f", but {article.date_conflict}" if article.date_conflict else ""
    facts = [article.source or "outlet unknown", article.agency, article.author]
    known = ", ".join(fact for fact in facts if fact)
    head = f"{article.title}\n{known}, {day_text(article.published)}{dated}"
    links = [f"Corrected by {', '.join(corrected_by)}"] if corrected_by else []
    links += [f"Corrects {article.correction_of}"] if article.correction_of else []
    parts = (head, *dict.fromkeys((article.url, article.place)), *links, "", article.body)
    return "\n".join(p for p in parts if p is not None)
