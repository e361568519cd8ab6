"""A chosen candidate in, the short answer and the quoted claim out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.read.sentence.alternatives import option_in
from assistant.read.sentence.candidates import Candidate, in_dateline
from assistant.read.sentence.fuller import asks_all, fuller
from assistant.read.sentence.kinds import country_meant
from assistant.types import Claim, Plan
from index_store.types import Article, TimeMention

# Letters of a name that are a short form, such as of a state: `WASHINGTON, DC`.
SHORT_NAME = 2
_AMOUNTS = frozenset({"number", "money", "percent"})
_FROM_OLD = re.compile(r"(?<=\w),? (?:up |down )?from [$€£]?\d.*$")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def day_words(day: date) -> str:
    """Write a day as `July 1, 2025`."""
    return f"{day:%B} {day.day}, {day.year}"


def date_words(mention: TimeMention) -> str:
    """Write a resolved date at its precision; the wording itself where it does not resolve."""
    first, last = mention.earliest, mention.latest
    if first is None or last is None:
        return mention.text
    if first == last:
        weekday = _WEEKDAY.search(mention.text)
        return f"{weekday.group()}, {day_words(first)}" if weekday else day_words(first)
    if mention.precision == "month" and first.day == 1:
        return f"{first:%B %Y}"
    if mention.precision == "year":
        return str(first.year)
    if mention.precision == "week":
        return f"the week of {day_words(first)}"
    return mention.text


def short_for(plan: Plan, candidate: Candidate) -> str:
    """Return the direct answer: a date resolved, a name in full, a country by its name."""
    if plan.answer_type == "date":
        for mention in candidate.times:
            if mention.kind == "date" and mention.earliest is not None:
                return date_words(mention)
    if plan.options and (option := option_in(plan.options, candidate.text)):
        return option
    if candidate.text.isupper() and in_dateline(candidate):
        return " ".join(w.title() if len(w) > SHORT_NAME else w for w in candidate.text.split())
    country = country_meant(plan.answer_noun, candidate.text)
    if country and not asks_all(plan):
        return country
    if plan.answer_type in _AMOUNTS:  # lowered `to 29 from 33`
        return _FROM_OLD.sub("", fuller(plan, candidate))
    return fuller(plan, candidate)


def claim_for(plan: Plan, candidate: Candidate) -> Claim:
    """Return the short answer with its sentence as an attributed quotation."""
    start, end = candidate.sentence
    short = short_for(plan, candidate)
    quote = quotation(candidate.hit.article, start, end)
    aside = ""
    if plan.answer_type == "date":
        aside = next((m.how for m in candidate.times if m.kind == "date" and m.how), "")
    return Claim(text=f"{short}: {quote.text}", quotes=quote.quotes, aside=aside)


def quotation(article: Article, start: int, end: int) -> Claim:
    """Return a span of an article as an attributed quotation: `“…” (Outlet, 1 July 2025)`."""
    quote = " ".join(article.body[start:end].split())
    told = ", ".join(part for part in (article.source, _day(article)) if part)
    mark = f" ({told})" if told else ""
    text = f"“{quote}”" if not set("“”") & set(quote) else f"«{quote}»"
    return Claim(text=text + mark, quotes=((article.id, start, end),))


def _day(article: Article) -> str:
    day = article.day
    return f"{day.day} {day:%B %Y}" if day else "undated"


def joined(answers: Iterable[str]) -> str:
    """Write answers after each other: `Norway, Cuba and Chile`."""
    given = list(dict.fromkeys(answers))
    return " and ".join(filter(None, (", ".join(given[:-1]), *given[-1:])))
