"""A question and the sentences an answer rests on in, why they cannot answer it out.

These are signs that a sentence, true as it may be, is about something else than was asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.modality import PLAN_ONLY, announces, asks_past
from assistant.types import Hit, Plan
from assistant.words import missing_names

Span = tuple[str, int, int]
NOT_THEN = "What the articles say about this is from other days than those asked about."


def misfit(plan: Plan, quotes: Sequence[Span], hits: Sequence[Hit]) -> str:
    """Say why sentences of these hits cannot answer the question; empty when nothing speaks so."""
    cited = [h for h in hits if any(_inside(q, h) for q in quotes)]
    articles = {h.article.id: h.article for h in cited}
    told = "\n".join(f"{a.title}\n{a.body}" for a in articles.values())
    if absent := missing_names(plan.names, told):
        return f"What was found on this does not mention {', '.join(absent)}."
    sentences = [articles[a].body[start:end] for a, start, end in quotes if a in articles]
    if asks_past(plan.standalone_question) and all(map(announces, sentences)):
        return PLAN_ONLY
    return NOT_THEN if _outside(plan, quotes, cited) else ""


def _inside(quote: Span, hit: Hit) -> bool:
    return quote[0] == hit.article.id and hit.passage.start <= quote[1] < hit.passage.end


def _outside(plan: Plan, quotes: Sequence[Span], cited: Sequence[Hit]) -> bool:
    """Tell whether all days that the sentences name, or else were published on, are not asked."""
    if plan.window is None or plan.operator not in {"before", "after", "between"}:
        return False
    first, last = plan.window.earliest or date.min, plan.window.latest or date.max
    days = [d for q in quotes for h in cited if _inside(q, h) for d in _days(q, h)]
    return bool(days) and not any(a <= last and b >= first for a, b in days)


def _days(quote: Span, hit: Hit) -> Iterator[tuple[date, date]]:
    found = False
    for mention in hit.passage.times:
        said = quote[1] <= mention.start < quote[2] and mention.kind == "date"
        if said and mention.earliest and mention.latest:
            found = True
            yield mention.earliest, mention.latest
    if not found and hit.article.day:
        yield hit.article.day, hit.article.day
