"""A stretch of an article and what it answers in, the claim as it is printed out.

The stored quote stays as it is; printed are its words, without the dateline of a wire service, with
its quotation marks inside ours, and with the answer before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.read.sentence.syntax import parse
from assistant.types import Claim
from assistant.words import capital, day_words
from index_store.clean.credit import dateline_end
from index_store.events import OF_THE_NEWS, PUBLISHED
from index_store.times import WHEN_SAID
from index_store.types import Article, TimeMention

LONGEST_DATELINE = 120  # characters
LONGEST_PHRASE = 3  # words of a quotation that also stand before it
_MARKS = re.compile(r'["“”]')
_OPENS_AFTER = frozenset(" \n([—–-‘“")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LEADS_IN = re.compile(r"\b(?:on|in|at|by|since|until|from|early|late|mid|the) $", re.IGNORECASE)
# Words that a sentence may begin with and that are part of no name.
_SMALL = frozenset({"DET", "ADP", "ADV", "NUM", "PRON", "SCONJ", "CCONJ"})


def quotation(article: Article, start: int, end: int, shown: int | None = None) -> Claim:
    """Return a span of an article as an attributed quotation: `“…” (Outlet, July 1, 2025)`.

    Args:
        article: what is quoted.
        start: where the quote begins in its body.
        end: where it ends.
        shown: a place in it that must be seen, even in a dateline.
    """
    lead = _lead(article.body, start, end)
    first = start if shown is not None and shown < lead else lead
    quote = nested(" ".join(article.body[first:end].split()))
    day = day_words(article.day) if article.day else "undated"
    told = ", ".join(part for part in (article.source, day) if part)
    return Claim(text=f"“{quote}” ({told})", quotes=((article.id, start, end),))


def _lead(body: str, start: int, end: int) -> int:
    """Return where the words of a sentence begin, behind the dateline of its paragraph."""
    if body[:start].rstrip(" ").endswith("\n") or not body[:start].strip():
        return start + dateline_end(body[start : min(end, start + LONGEST_DATELINE)])
    return start


def nested(text: str) -> str:
    """Write the quotation marks of a text as they stand inside others, each with its partner.

    >>> nested('"We will win," she said.')
    '‘We will win,’ she said.'
    >>> nested('My hands bled," said Lena.')
    '‘My hands bled,’ said Lena.'
    """
    made, last, opened = "", 0, False
    for mark in _MARKS.finditer(text):
        before = text[: mark.start()]
        made += text[last : mark.start()]
        last = mark.end()
        if mark.group() == '"' and before[-1:].isdigit() and not opened:
            made += mark.group()  # inches
        elif _opens(mark.group(), before, text[last:]) and not opened:
            made, opened = f"{made}‘", True
        else:
            # Where a cut begins inside a quotation, its first mark is wanting.
            made = f"{made}’" if opened else f"‘{made}’"
            opened = False
    made += text[last:]
    return f"{made}’" if opened else made


def _opens(mark: str, before: str, after: str) -> bool:
    if mark != '"':
        return mark == "“"
    return (not before or before[-1] in _OPENS_AFTER) and not after[:1].isspace()


def told_as(head: str, quote: Claim, before: str = "") -> Claim:
    """Put the answer, and what leads to it, before the quote that tells it.

    Args:
        head: the answer.
        quote: the quotation.
        before: what leads to it: `Or else`.
    """
    if not before and f"‘{head}" in quote.text and len(head.split()) > LONGEST_PHRASE:
        return quote  # somebody's words are told once, with who says them
    head = f"{before}, {mid_line(head)}" if before else capital(head)
    return replace(quote, text=f"{head}: {quote.text}", quoted=quote.text)


def mid_line(text: str) -> str:
    """Begin a text as it stands in the middle of a line: `the company`, `Tove Ek`."""
    first = next(iter(parse(text)), None)
    if first is None or first.pos_ not in _SMALL or not first.text.istitle() or first.text == "I":
        return text
    return text[:1].lower() + text[1:]


def found_by(mention: TimeMention, article: Article) -> str:
    """Say how a day was found out; empty where its own words say it all.

    Such as: the report of July 2 says “on Tuesday”.
    """
    how, day = mention.how, article.day
    report = f"the report of {day:%B} {day.day}" if day else "the report"
    if how == PUBLISHED:
        return f"{report} names no other day"
    if how == OF_THE_NEWS:
        return f"{report} gives that day for its news"
    if how and not mention.text:
        return f"by the days that {report} names"
    if how.startswith("year from") and day:
        report = f"{report}, {day.year},"
    return f"{report} says “{_in_words(mention, article.body)}”{_reckoned(how)}" if how else ""


def _reckoned(how: str) -> str:
    """Say from what a day was counted, where that is not the day of the report."""
    if how.startswith("read as"):
        return f", {how}"
    if how.startswith("year last"):
        return " and named the year before"
    anchor = _ISO.search(how)
    if anchor is None:
        return ""
    said = " in words of" if how.endswith(WHEN_SAID) else ", counting from"
    return f"{said} {day_words(date.fromisoformat(anchor.group()))}"


def _in_words(mention: TimeMention, body: str) -> str:
    """Return the words that name a day, with a preposition before them."""
    if body[mention.start : mention.end] != mention.text:
        return " ".join(mention.text.split())
    before = _LEADS_IN.search(body[max(0, mention.start - 8) : mention.start])
    return " ".join(f"{before.group().lower() if before else ''}{mention.text}".split())
