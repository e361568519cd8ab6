"""An open question and hits in, what the articles on its subject tell first out, in order of time.

"What is the latest on ...?", "Tell me about ...", "Summarise ...": there is no span to find. A news
article says what is new in its first sentence, so that is what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.planted import is_planted
from assistant.read.sentence.printed import quotation
from assistant.types import Draft, Hit, Plan, Window
from assistant.words import cover, missing_names, stem_set
from index_store.clean.credit import dateline_end
from index_store.sentences import split
from index_store.times import find_times
from index_store.types import Article, Block

MOST = 3
FEWEST_WORDS = 4
# Of the question's content words that headline and first sentence must have.
ABOUT = 0.6

_NEWEST = (
    r"(?:(?:what(?:['’]s| is| are) (?:the )?(?:latest(?: news)?|news|new)|any news|(?:the )?latest"
    r"(?: news)?) (?:on|about|with|from|regarding)"
    r"|what(?:['’]s| is) (?:happening|going on) (?:on|about|with|in|at))\b"
)
_OPEN = re.compile(
    rf"^\W*(?:please )?(?:{_NEWEST}"
    r"|(?:summari[sz]e|recap|outline)\b"
    r"|(?:give|show) (?:me|us) (?:an?|the) (?:\w+ )?(?:summary|overview|recap|rundown|outline)\b"
    r"|(?:(?:can|could) you )?tell (?:me|us) (?:more |something )?about\b"
    r"|what do (?:we|you) know (?:so far )?about\b)",
    re.IGNORECASE,
)
_FRAME = re.compile(
    rf"{_OPEN.pattern}|\b(?:story|news|affair|dispute|row|crisis|saga|situation|so far|"
    r"in (?:a few|\w+) (?:words|sentences))\b",
    re.IGNORECASE,
)
_LATEST = re.compile(rf"^\W*(?:please )?{_NEWEST}", re.IGNORECASE)
_HAPPENED = re.compile(
    r"^\W*what (?:has )?happened (?:at|in|during|with|to) "
    r"(?!.*\b(?:after|before|when|while|since)\b)",
    re.IGNORECASE,
)
_ON_DAYS = re.compile(
    r"^\W*what (?:else )?(?:has |have |had )?happened "
    r"(?:on|in|during|over|this|last|yesterday|today)\b",
    re.IGNORECASE,
)


def asks_overview(question: str) -> bool:
    """Tell whether a question asks for the story and not for one thing in it."""
    return bool(_OPEN.search(question))


def may_overview(question: str) -> bool:
    """Tell whether the story, or that of the day, answers where no single thing was found."""
    return bool(_HAPPENED.search(question) or _ON_DAYS.search(question))


def overview(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Quote the first sentences of up to three articles on the subject; None where there is none.

    The newest come first where the latest is asked for, else they stand in order of time.
    """
    question = plan.standalone_question
    wanted = stem_set(_HAPPENED.sub("", _FRAME.sub("", question)))
    articles = {hit.article.id: hit.article for hit in hits}.values()

    def about(article: Article, lead: tuple[int, int]) -> bool:
        if plan.window and _ON_DAYS.search(question):
            return _of_days(plan, plan.window, article, lead)
        return _about(plan, wanted, article, lead)

    leads = [
        (article, lead)
        for article in articles
        if (lead := lead_of(article)) and about(article, lead)
    ]
    if not leads:
        return None
    leads = list({a.body[slice(*lead)]: (a, lead) for a, lead in reversed(leads)}.values())[::-1]
    if _LATEST.search(question):
        leads = sorted(leads, key=_day, reverse=True)[:MOST]
    else:
        leads = sorted(leads[:MOST], key=_day)
    claims = tuple(quotation(article, *lead) for article, lead in leads)
    first, (start, end) = leads[0]
    short = " ".join(first.body[start:end].split()).rstrip(".")
    return Draft(short=short, claims=claims, confidence=ABOUT)


def lead_of(article: Article) -> tuple[int, int] | None:
    """Return the first sentence of an article's reporting, behind its dateline; None without."""
    for block in article.blocks or (Block(kind="body", start=0, end=len(article.body)),):
        if block.kind != "body":
            continue
        for start, end in _sentences(article.body, block):
            spoken = is_planted(article.body, start, end)
            if not spoken and len(article.body[start:end].split()) >= FEWEST_WORDS:
                return start, end
    return None


def _sentences(body: str, block: Block) -> Iterator[tuple[int, int]]:
    text = body[block.start : block.end]
    skipped = dateline_end(text)
    for start, end in split(text[skipped:]):
        yield block.start + skipped + start, block.start + skipped + end


def _about(plan: Plan, wanted: frozenset[str], article: Article, lead: tuple[int, int]) -> bool:
    told = f"{article.title}\n{article.body[: lead[1]]}"
    return not missing_names(plan.names, told) and cover(wanted, stem_set(told)) >= ABOUT


def _of_days(plan: Plan, window: Window, article: Article, lead: tuple[int, int]) -> bool:
    """Tell whether an article begins with news of the days asked about."""
    told = f"{article.title}\n{article.body[: lead[1]]}"
    named = find_times(article.body[slice(*lead)], article.day)
    days = [(m.earliest, m.latest) for m in named if m.kind == "date"]
    days = [d for d in days if all(d)] or [(article.day, article.day)]
    first, last = window.earliest or date.min, window.latest or date.max
    inside = any(a and b and first <= b and a <= last for a, b in days)
    return inside and not missing_names(plan.names, told)


def _day(found: tuple[Article, tuple[int, int]]) -> date:
    return found[0].day or date.min
