"""A chosen candidate in, the short answer and the quoted claim out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.read.sentence.alternatives import option_in
from assistant.read.sentence.candidates import Candidate, in_dateline
from assistant.read.sentence.fuller import asks_all, fuller
from assistant.read.sentence.kinds import country_meant
from assistant.read.sentence.printed import found_by, quotation, told_as
from assistant.types import Claim, Plan
from assistant.words import day_words
from index_store.types import TimeMention

# Letters of a name that are a short form, such as of a state: `WASHINGTON, DC`.
SHORT_NAME = 2
_AMOUNTS = frozenset({"number", "money", "percent"})
_FROM_OLD = re.compile(r"(?<=\w),? (?:up |down )?from [$€£]?\d.*$")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


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


def date_of(candidate: Candidate) -> TimeMention | None:
    """Return the first date of a candidate that resolves; None without one."""
    dates = (m for m in candidate.times if m.kind == "date" and m.earliest is not None)
    return next(dates, None)


def short_for(plan: Plan, candidate: Candidate) -> str:
    """Return the direct answer: a date resolved, a name in full, a country by its name."""
    mention = date_of(candidate) if plan.answer_type == "date" else None
    if mention is not None:
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


def claim_for(plan: Plan, candidate: Candidate, before: str = "") -> Claim:
    """Return the short answer with its sentence as an attributed quotation.

    Args:
        plan: what is asked for.
        candidate: the answer.
        before: what leads to it: `Or else`.
    """
    quote = quotation(candidate.hit.article, *candidate.sentence, shown=candidate.start)
    told = told_as(short_for(plan, candidate), quote, before)
    mention = date_of(candidate) if plan.answer_type == "date" else None
    found = found_by(mention, candidate.hit.article) if mention else ""
    return replace(told, aside=found)


def joined(answers: Iterable[str]) -> str:
    """Write answers after each other: `Norway, Cuba and Chile`; `May 2, 2025; June 3, 2025`."""
    given = list(dict.fromkeys(answers))
    if len(given) > 2 and any("," in one for one in given):
        return "; ".join(given)
    return " and ".join(filter(None, (", ".join(given[:-1]), *given[-1:])))
