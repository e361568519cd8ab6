"""A question and the sentences an answer rests on in, why they cannot answer it out.

These are signs that a sentence, true as it may be, is about something else than was asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.llm import YES_SAID
from assistant.modality import PLAN_ONLY, announces, asks_past, only_announces
from assistant.types import BARE, Hit, Plan
from assistant.words import cover, missing_names, stem_set
from index_store.times import find_times

# A model that is as sure by its check knows whom a passage is about that does not name them.
SURE = 0.9
# The share of a question's words that an article on its matter has.
MOST = 0.6
_NO_DAYS = frozenset({"number", "money", "percent", "duration", "person", "organisation", "place"})
Span = tuple[str, int, int]
ONLY_A_DAY = "What was found is only a date, and the question does not ask for one."
NOT_THEN = "What the articles say about this is from other days than those asked about."


def misfit(
    plan: Plan,
    said: str,
    quotes: Sequence[Span],
    hits: Sequence[Hit],
    *,
    chance: float = 0.0,
) -> str:
    """Say why sentences of these hits cannot answer the question; empty when nothing speaks so.

    Args:
        plan: of the question.
        said: the answer that is drawn from the sentences.
        quotes: the sentences.
        hits: where they stand.
        chance: that the sentences answer, by a model's check; where it is sure, or says yes of
            articles with most words of the question, a name may be wanting in them where an answer
            is a sentence, as a country is in its own papers.
    """
    cited = [h for h in hits if any(_inside(q, h) for q in quotes)]
    articles = {h.article.id: h.article for h in cited}
    told = "\n".join(f"{a.title}\n{a.body}" for a in articles.values())
    few = len(said.split()) < BARE
    known = chance >= SURE or (chance >= YES_SAID and _on_the_matter(plan, told))
    if (few or not known) and (absent := missing_names(plan.names, told)):
        return f"What was found on this does not mention {', '.join(absent)}."
    sentences = [articles[a].body[start:end] for a, start, end in quotes if a in articles]
    ahead = asks_past(plan.standalone_question) and all(map(announces, sentences))
    if ahead and _tells_a_plan(said):
        return PLAN_ONLY
    if plan.answer_type in _NO_DAYS and _only_a_day(said, quotes, cited):
        return ONLY_A_DAY
    return NOT_THEN if _outside(plan, said, quotes, cited) else ""


def _only_a_day(said: str, quotes: Sequence[Span], cited: Sequence[Hit]) -> bool:
    """Tell whether an answer is a day alone, and no number that sentences have beside their days.

    "2025" is found in every sentence of that year.
    """
    rest = said
    for mention in find_times(said, None):
        rest = rest.replace(mention.text, " ", 1) if mention.kind == "date" else rest
    if rest == said or stem_set(rest):
        return False
    beside = stem_set(" ".join(_without_days(q, h) for q in quotes for h in cited if _inside(q, h)))
    return not stem_set(said) <= beside


def _without_days(quote: Span, hit: Hit) -> str:
    text = hit.article.body[quote[1] : quote[2]]
    for m in hit.passage.times:
        text = text.replace(m.text, " ") if m.kind == "date" else text
    return text


def _on_the_matter(plan: Plan, told: str) -> bool:
    """Tell whether articles have most words of a question, its names apart."""
    asked = stem_set(plan.standalone_question) - stem_set(" ".join(plan.names))
    return bool(asked) and cover(asked, stem_set(told)) >= MOST


def _tells_a_plan(said: str) -> bool:
    """Tell whether an answer is one of few words, or tells what is to come and not that it failed.

    In a sentence that plans, someone may be told of by what he had done.
    """
    words = said.lower().replace(",", " ").split()
    return (len(words) < BARE or only_announces(said)) and words[:1] != ["no"]


def _inside(quote: Span, hit: Hit) -> bool:
    return quote[0] == hit.article.id and hit.passage.start <= quote[1] < hit.passage.end


def _outside(plan: Plan, said: str, quotes: Sequence[Span], cited: Sequence[Hit]) -> bool:
    """Tell whether all days that the sentences name, or else were published on, are not asked.

    Where a day is asked for, those of the answer itself count, if they are told in full: a sentence
    may name another beside it.
    """
    if plan.window is None or plan.operator not in {"before", "after", "between"}:
        return False
    first, last = plan.window.earliest or date.min, plan.window.latest or date.max
    days = [d for q in quotes for h in cited if _inside(q, h) for d in _days(q, h)]
    days = (_told_in_full(said) if plan.answer_type == "date" else []) or days
    return bool(days) and not any(a <= last and b >= first for a, b in days)


def _told_in_full(said: str) -> list[tuple[date, date]]:
    """Return the days of an answer; none where it has one that cannot be placed without more."""
    told = [m for m in find_times(said, None) if m.kind == "date"]
    days = [(m.earliest, m.latest) for m in told if m.earliest and m.latest]
    return days if len(days) == len(told) else []


def _days(quote: Span, hit: Hit) -> Iterator[tuple[date, date]]:
    found = False
    for mention in hit.passage.times:
        said = quote[1] <= mention.start < quote[2] and mention.kind == "date"
        if said and mention.earliest and mention.latest:
            found = True
            yield mention.earliest, mention.latest
    if not found and hit.article.day:
        yield hit.article.day, hit.article.day
